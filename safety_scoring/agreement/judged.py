"""A marked answer beside the machine's result, as numbers: facts first, figures later."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from safety_scoring.marked.answers import MarkedAnswer
from safety_scoring.marked.human import credit, human_marks, labelled
from safety_scoring.result import KeyPointResult, ScoreResult

__all__ = ["Judged", "JudgedPoint", "Pairs", "judge", "pairs"]


@dataclass(frozen=True, slots=True)
class JudgedPoint:
    """A key point that every marker judged.

    Attributes:
        result: the machine's line of the ledger.
        labels: each marker's 2, 1, 0 or -1.
    """

    result: KeyPointResult
    labels: tuple[int, ...]

    @property
    def human(self) -> float:
        """Share of the point's marks that the markers give, their mean."""
        return sum(map(credit, self.labels)) / len(self.labels)

    @property
    def machine(self) -> float:
        """Share of the point's marks that the machine gives."""
        return self.result.awarded / self.result.marks

    @property
    def due(self) -> bool | None:
        """Whether the markers agree that something (True) or nothing (False) is earned; None: split."""
        earned = {label > 0 for label in self.labels}
        return earned.pop() if len(earned) == 1 else None

    @property
    def denied(self) -> bool:
        """Whether every marker says that the answer denies the point."""
        return all(label == -1 for label in self.labels)


@dataclass(frozen=True, slots=True)
class Judged:
    """A marked answer and what the machine made of it.

    Attributes:
        marked: the answer with its human marks.
        result: the machine's.
        human: human marks; None for a single-point case.
        points: the key points that were judged.
    """

    marked: MarkedAnswer
    result: ScoreResult
    human: float | None
    points: tuple[JudgedPoint, ...]

    @property
    def machine(self) -> float:
        """The machine's marks."""
        assert self.result.marks is not None
        return self.result.marks


@dataclass(frozen=True, slots=True)
class Pairs:
    """Two sets of marks for the same answers.

    Attributes:
        index: place of each answer among all that were judged.
        question: number of its question, from 0 in the order in which they came.
        full: full marks.
        human, machine: the marks; between two markers the first and the second.
    """

    index: NDArray[np.intp]
    question: NDArray[np.intp]
    full: NDArray[np.float64]
    human: NDArray[np.float64]
    machine: NDArray[np.float64]

    def of(self, question: int) -> Pairs:
        """Those of one question."""
        chosen = self.question == question
        parts = (self.index, self.question, self.full, self.human, self.machine)
        return Pairs(*(part[chosen] for part in parts))


def judge(marked: MarkedAnswer, result: ScoreResult) -> Judged:
    """Put the two beside each other.

    Args:
        marked: the answer.
        result: the machine's result, marked.
    """
    lines = [point for point in result.key_points if point.status != "by_hand"]
    points = tuple(
        JudgedPoint(point, tuple(marker[point.id] for marker in marked.labels))
        for point in lines
        if labelled(point.id, marked.labels)
    )
    total = None if marked.case else human_marks(lines, marked.labels, result)
    return Judged(marked, result, marked.marks if total is None else total, points)


def pairs(judged: Sequence[Judged], marks: Callable[[Judged], tuple[float, float] | None]) -> Pairs | None:
    """Two marks for each answer that has them, or None where none has.

    Args:
        judged: all answers.
        marks: the two marks of an answer, or None.
    """
    numbers: Mapping[str, int] = {
        name: number for number, name in enumerate(dict.fromkeys(item.result.question for item in judged))
    }
    rows = [
        (place, numbers[item.result.question], item.result.full_marks, *both)
        for place, item in enumerate(judged)
        if (both := marks(item)) is not None
    ]
    if not rows:
        return None
    index, question, full, first, second = (np.array(column) for column in zip(*rows, strict=True))
    return Pairs(index, question, full.astype(float), first.astype(float), second.astype(float))
