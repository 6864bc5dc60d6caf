"""The bundled bank beside a second reader: six answers a question, marked before the bank was tuned.

`six/` holds them as JSON lines, with the reader's share of each key point's marks, given by another reading
than the bank's.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from safety_scoring import Bank, Scorer, ScoreResult
from safety_scoring.agreement.statistics import f1, qwk
from safety_scoring.marks import Rules, award

SIX = Path(__file__).parent / "six"
LEAST_F1 = 0.88
LEAST_QWK = 0.80
# these have answers of their own, in reference/answers.marked.jsonl and examples/
FIRST_ELEVEN = frozenset({
    "first-responsible", "grassroots-enforcement", "hazmat-leak", "industrial-park", "listed-hazards",
    "prominent-problems", "redline-guarantee", "redline-meaning", "shared-duty", "source-governance",
    "suggestions",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Read:
    """An answer that both have marked.

    Attributes:
        kind: what sort of answer it is, such as ``good``.
        shares: the reader's share of each key point, 0-1.
        result: the machine's marks.
    """

    kind: str
    shares: dict[str, float]
    result: ScoreResult

    @property
    def steps(self) -> tuple[int, int]:
        """The reader's marks by the bank's rules, and the machine's, in steps of the question."""
        machine = self.result
        rules = Rules(machine.full_marks, machine.pass_marks, machine.mark_step)
        ledger = [replace(line, awarded=self.shares[line.id] * line.marks) for line in machine.key_points]
        assert machine.marks is not None
        return round(award(ledger, rules).marks / rules.mark_step), round(machine.marks / rules.mark_step)


def rows() -> Iterator[dict[str, Any]]:
    for path in sorted(SIX.glob("*.jsonl")):
        yield from map(json.loads, path.read_text("utf-8").splitlines())


@pytest.fixture(scope="module")
def read(bundled_bank: Bank) -> list[Read]:
    """Marked by the bank alone: no marked answers teach it."""
    given = list(rows())
    asked = [{"id": None, "question": row["question_id"], "answer": row["answer"]} for row in given]
    results = Scorer(bundled_bank, marked=()).score_many(asked)
    return [Read(row["kind"], row["points"], result) for row, result in zip(given, results, strict=True)]


def test_every_question_has_six_different_answers(bundled_bank: Bank) -> None:
    asked = [question.id for question in bundled_bank.questions if question.id not in FIRST_ELEVEN]
    assert len(bundled_bank.questions) - len(asked) == len(FIRST_ELEVEN)
    assert Counter(row["question_id"] for row in rows()) == dict.fromkeys(asked, 6)
    assert len({(row["question_id"], row["kind"]) for row in rows()}) == 6 * len(asked)


@pytest.mark.parametrize("row", list(rows()), ids=lambda row: f"{row['question_id']}/{row['kind']}")
def test_the_reader_marked_the_points_of_the_bank(bundled_bank: Bank, row: dict[str, Any]) -> None:
    points = [point.id for point in bundled_bank.question(row["question_id"]).key_points]
    assert sorted(row["points"]) == sorted(points)
    assert all(0 <= share <= 1 for share in row["points"].values())


def test_key_points_are_paid_as_the_reader_pays_them(read: list[Read]) -> None:
    pairs = Counter(
        (item.shares[line.id] > 0, line.awarded > 0) for item in read for line in item.result.key_points
    )
    assert f1(pairs[True, True], pairs[False, True], pairs[True, False]) >= LEAST_F1, pairs


def test_marks_are_the_readers(read: list[Read]) -> None:
    by_question: dict[str, list[tuple[int, int]]] = {}
    for item in read:
        by_question.setdefault(item.result.question, []).append(item.steps)
    kappas = {name: _kappa(steps) for name, steps in by_question.items()}
    assert np.mean(list(kappas.values())) >= LEAST_QWK, kappas


@pytest.mark.parametrize(
    ("steps", "kappa"),
    [
        pytest.param([(0, 0), (4, 4), (10, 10)], 1.0, id="the same"),
        pytest.param([(0, 10), (10, 0)], -1.0, id="the reverse"),
        pytest.param([(0, 5), (10, 5)], 0.0, id="always the middle"),
    ],
)
def test_what_the_kappa_would_show(steps: list[tuple[int, int]], kappa: float) -> None:
    assert _kappa(steps) == pytest.approx(kappa)


def _kappa(steps: list[tuple[int, int]]) -> float:
    human, machine = np.array(steps, float).T
    return float(qwk(human, machine, np.ones(len(steps))))
