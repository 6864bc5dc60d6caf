"""The bank's statements are its own: none is (nearly) a clause of the example answers, set terms aside."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from python_calamine import load_workbook

from safety_scoring import Bank, KeyPoint, Question
from safety_scoring.text.clauses import cut_clauses
from safety_scoring.text.normalise import normalise

EXAMPLES = Path(__file__).parents[1] / "examples"
LONGER_THAN = 8  # letters; shorter turns of phrase are everybody's
NEARLY = 0.88
SET_WORDING = 0.75  # likeness to the wording of the scheme from which a clause is a set term
LEFT = 4  # letters that may stand beside set terms


def clauses(text: str) -> list[str]:
    cut = cut_clauses(normalise(text))
    return [cut.letters[start:end] for start, end in cut.spans]


def example_answers() -> Iterator[str]:
    with (EXAMPLES / "answers.csv").open(encoding="utf-8-sig", newline="") as stream:
        yield from (row["answer"] for row in csv.DictReader(stream))
    workbook = load_workbook(str(EXAMPLES / "class-export.xlsx"))
    for name in workbook.sheet_names:
        for row in workbook.get_sheet_by_name(name).to_python()[1:]:
            yield from (cell for cell in row if isinstance(cell, str))


def alike(first: str, second: str) -> float:
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


class Clauses:
    """Clauses of the examples, found by the pairs of letters that they share with another."""

    def __init__(self, texts: Iterable[str]) -> None:
        found = {clause for text in texts for clause in clauses(text) if len(clause) > LONGER_THAN}
        self.all = sorted(found)
        self.by_pair: dict[str, list[int]] = defaultdict(list)
        for index, clause in enumerate(self.all):
            for pair in {clause[i : i + 2] for i in range(len(clause) - 1)}:
                self.by_pair[pair].append(index)

    def nearest(self, clause: str) -> str | None:
        """A clause that is nearly this one."""
        pairs = {clause[i : i + 2] for i in range(len(clause) - 1)}
        shared = Counter(index for pair in pairs for index in self.by_pair.get(pair, ()))
        likely = (self.all[index] for index, count in shared.items() if count >= 0.5 * len(pairs))
        return next((other for other in likely if alike(clause, other) >= NEARLY), None)


EXAMPLE_CLAUSES = Clauses(example_answers())


def is_set_wording(clause: str, point: KeyPoint, wording: Iterable[str]) -> bool:
    rest = clause
    for term in sorted(point.phrases, key=len, reverse=True):
        for piece in clauses(term.replace("+", "，")):
            rest = rest.replace(piece, "")
    return len(rest) <= LEFT or any(clause in own or alike(clause, own) >= SET_WORDING for own in wording)


def copied(question: Question) -> Iterator[tuple[str, str, str]]:
    scheme = [text for point in question.key_points for text in (point.name, *point.statements[:1])]
    wording = [clause for text in (*question.reference_answers, *scheme) for clause in clauses(text)]
    for point in question.key_points:
        for text in (*point.statements, *point.partial, *point.not_):
            for clause in clauses(text):
                if len(clause) > LONGER_THAN and not is_set_wording(clause, point, wording):
                    near = EXAMPLE_CLAUSES.nearest(clause)
                    if near is not None:
                        yield point.id, text, near


def test_statements_are_not_taken_from_the_examples(bundled_bank: Bank) -> None:
    assert [found for question in bundled_bank.questions for found in copied(question)] == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        pytest.param(EXAMPLE_CLAUSES.all[0], True, id="a clause of an example"),
        pytest.param(f"而且{EXAMPLE_CLAUSES.all[0]}", True, id="nearly one"),
        pytest.param("晾衣绳上挂满了各色的床单", False, id="something else"),
    ],
)
def test_what_would_be_found(statement: str, found: bool) -> None:
    point = KeyPoint(id="a", name="要点", marks=1, statements=("别的说法", statement))
    question = Question(
        id="q", question="怎么办？", full_marks=1, reference_answers=("这样办。",), key_points=(point,)
    )
    assert bool(list(copied(question))) is found
