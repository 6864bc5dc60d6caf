"""Sentences that the bank settles word for word: what an examiner wrote down holds as it is written.

A model is fitted on a bank's sentences and may outvote a single one; who answers in the very words of the
bank is marked by them all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from safety_scoring.answer import Answer
from safety_scoring.bank.model import TERM_LENGTH, KeyPoint
from safety_scoring.match.example import Example
from safety_scoring.match.finding import Finding

__all__ = ["Told", "Verdict"]

_CREDIT = {2: 1.0, 1: 0.5, 0: 0.0}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the bank says of a stretch of an answer, word for word.

    Attributes:
        point: index of the key point.
        finding: the stretch and what it earns; nothing for a near miss or a denial.
    """

    point: int
    finding: Finding


class Told:
    """The sentences of a question's key points, by their letters.

    Args:
        points: whose statements, partial statements and near misses are settled; set terms are not: they
            are found wherever they stand, and taken back by what stands around them.
        examples: of these points; of two that say the same, the first holds.
    """

    def __init__(self, points: Sequence[KeyPoint], examples: Iterable[Example]) -> None:
        terms = [{point.name, *point.phrases} for point in points]
        self._known: dict[str, dict[int, Example]] = {}
        self._sizes: dict[str, set[int]] = {}  # by its first clause, how many clauses a text has
        for example in examples:
            settled = example.written not in terms[example.point] and len(example.written) > TERM_LENGTH
            if settled and example.clauses:  # a text of nothing but stops has none
                letters = "".join(example.clauses)
                self._known.setdefault(letters, {}).setdefault(example.point, example)
                self._sizes.setdefault(example.clauses[0], set()).add(len(example.clauses))

    def find(self, answer: Answer) -> list[Verdict]:
        """Every stretch of whole clauses that is a text of the bank; longest only.

        Args:
            answer: the answer.
        """
        spans = answer.clauses.spans
        stretches = sorted(
            (-size, start, spans[first + size - 1][1])
            for first, (start, end) in enumerate(spans)
            for size in self._sizes.get(answer.letters[start:end], ())
            if first + size <= len(spans)
        )
        found: list[Verdict] = []
        for _, low, high in stretches:
            for point, example in self._known.get(answer.letters[low:high], {}).items():
                if not _within(point, low, high, found):
                    credit = _CREDIT[example.label]
                    found.append(Verdict(point, Finding(low, high, "statement", example.written, credit)))
        return found


def _within(point: int, start: int, end: int, found: Sequence[Verdict]) -> bool:
    """Whether a stretch lies in a longer one about the same point."""
    return any(v.point == point and v.finding.start <= start and end <= v.finding.end for v in found)
