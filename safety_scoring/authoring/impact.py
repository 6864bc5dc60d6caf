"""What a change of the bank does to marks: who gains, who loses, who crosses the pass mark, and by what."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from safety_scoring.bank.model import Bank
from safety_scoring.files.answers import AnswerRow
from safety_scoring.result import KeyPointResult, ScoreResult
from safety_scoring.scorer import Scorer

__all__ = ["Change", "Impact", "PointChange", "impact"]


@dataclass(frozen=True, slots=True)
class PointChange:
    """A key point that an answer earns differently.

    Attributes:
        id, name: the key point.
        old, new: marks under each bank; None where that bank does not have it.
        quote: what of the answer earns it, under the bank that pays more; empty where nothing does.
    """

    id: str
    name: str
    old: float | None
    new: float | None
    quote: str

    @property
    def told(self) -> str:
        """In Chinese, for an examiner."""
        old, new = ("没有" if mark is None else f"{mark:g}" for mark in (self.old, self.new))
        return f"{self.name} {old}→{new}" + (f"“{self.quote}”" if self.quote else "")


@dataclass(frozen=True, slots=True)
class Change:
    """An answer whose marks, or any of whose key points, change.

    Attributes:
        id: of the answer.
        question: id of the question.
        old, new: marks under each bank.
        passed, passes: whether it passes under the old and the new bank.
        points: key points that changed.
    """

    id: str | None
    question: str
    old: float
    new: float
    passed: bool
    passes: bool
    points: tuple[PointChange, ...]


@dataclass(frozen=True, slots=True)
class Impact:
    """All changes.

    Attributes:
        answers: answers that both banks can mark.
        unmarked: answers that only one of them can.
        changes: what changed, largest loss first.
    """

    answers: int
    unmarked: int
    changes: tuple[Change, ...]

    @property
    def gained(self) -> tuple[Change, ...]:
        """Answers with more marks."""
        return tuple(change for change in self.changes if change.new > change.old)

    @property
    def lost(self) -> tuple[Change, ...]:
        """Answers with fewer marks."""
        return tuple(change for change in self.changes if change.new < change.old)

    @property
    def now_pass(self) -> tuple[Change, ...]:
        """Answers that pass only under the new bank."""
        return tuple(change for change in self.changes if change.passes and not change.passed)

    @property
    def now_fail(self) -> tuple[Change, ...]:
        """Answers that passed only under the old bank."""
        return tuple(change for change in self.changes if change.passed and not change.passes)

    def to_dict(self) -> dict[str, Any]:
        """The impact as JSON-ready data."""
        return {
            "answers": self.answers,
            "unmarked": self.unmarked,
            "gained": len(self.gained),
            "lost": len(self.lost),
            "now_pass": len(self.now_pass),
            "now_fail": len(self.now_fail),
            "changes": [
                {
                    "id": change.id,
                    "question": change.question,
                    "old": change.old,
                    "new": change.new,
                    "passed": change.passed,
                    "passes": change.passes,
                    "key_points": [
                        {"id": p.id, "name": p.name, "old": p.old, "new": p.new, "quote": p.quote}
                        for p in change.points
                    ],
                }
                for change in self.changes
            ],
        }


def impact(
    old: Bank,
    new: Bank,
    rows: Iterable[AnswerRow],
    advance: Callable[[int], None] | None = None,
) -> Impact:
    """Mark answers with two states of a bank and compare.

    Args:
        old: the bank as it was.
        new: the bank as it is now.
        rows: answers.
        advance: called with how many more answers were compared.
    """
    given = [{"id": row.id, "question": row.question, "answer": row.answer} for row in rows if not row.error]
    pairs = zip(
        Scorer(old, marked=()).score_many(given), Scorer(new, marked=()).score_many(given), strict=True
    )
    changes: list[Change] = []
    answers = unmarked = 0
    for before, after in pairs:
        if advance is not None:
            advance(1)
        if before.marks is None or after.marks is None:
            unmarked += before.marks is not after.marks
            continue
        answers += 1
        points = tuple(_points(before, after))
        if points or before.marks != after.marks:
            changes.append(
                Change(
                    after.id, after.question, before.marks, after.marks, before.passed, after.passed, points
                )
            )
    changes.sort(key=lambda change: change.new - change.old)
    return Impact(answers, unmarked, tuple(changes))


def _points(before: ScoreResult, after: ScoreResult) -> Iterable[PointChange]:
    old = {point.id: point for point in before.key_points}
    new = {point.id: point for point in after.key_points}
    for name in dict.fromkeys((*old, *new)):
        first, second = old.get(name), new.get(name)
        one, two = (None if point is None else point.awarded for point in (first, second))
        if one == two:
            continue
        paying = first if (one or 0) > (two or 0) else second
        shown = second or first
        assert shown is not None
        yield PointChange(name, shown.name, one, two, _quote(paying))


def _quote(point: KeyPointResult | None) -> str:
    """What earned most of the point, the first of equals."""
    paid = [item for item in point.evidence if item.credit] if point else []
    return max(paid, key=lambda item: item.credit).text if paid else ""
