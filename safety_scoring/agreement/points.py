"""Agreement on key points: over all and one by one, single-point cases, how sure the machine was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from safety_scoring.agreement import statistics
from safety_scoring.agreement.figures import (
    CaseFigures,
    CategoryFigures,
    Confusion,
    KeyPointFigures,
    PointFigures,
    SureFigures,
)
from safety_scoring.agreement.judged import Judged, JudgedPoint
from safety_scoring.agreement.resample import Resamples
from safety_scoring.result import KeyPointResult

__all__ = ["SURE", "case_figures", "case_is_right", "key_point_figures", "point_figures", "sure_figures"]

SURE = 0.9
"""Confidence from which on a point is called sure."""

_ROWS: tuple[Literal["none", "half", "full", "denied"], ...] = ("none", "half", "full", "denied")
Grouped = Sequence[tuple[int, JudgedPoint]]
"""Judged points, each with the place of its answer among all."""


def point_figures(judged: Sequence[Judged], resamples: Resamples) -> PointFigures | None:
    """Over all key points; None where none was judged.

    Args:
        judged: all answers.
        resamples: draws of them.
    """
    every = _every(judged)
    return _figures(every, resamples) if every else None


def key_point_figures(judged: Sequence[Judged], resamples: Resamples) -> tuple[KeyPointFigures, ...]:
    """Each key point, in the order of questions and points."""
    order: dict[tuple[str, str], KeyPointResult] = {}
    groups: dict[tuple[str, str], list[tuple[int, JudgedPoint]]] = {}
    for question in dict.fromkeys(item.result.question for item in judged):
        for place, item in enumerate(judged):
            if item.result.question == question:
                order |= {(question, line.id): line for line in item.result.key_points}
                for point in item.points:
                    groups.setdefault((question, point.result.id), []).append((place, point))
    return tuple(
        KeyPointFigures(
            question, line.id, line.name, line.marks, _figures(groups[question, line.id], resamples)
        )
        for (question, _), line in order.items()
        if (question, line.id) in groups
    )


def case_figures(judged: Sequence[Judged], resamples: Resamples) -> CaseFigures | None:
    """Single-point cases; None where there is none."""
    index = np.array([place for place, item in enumerate(judged) if item.marked.case], dtype=np.intp)
    if not len(index):
        return None
    right = [case_is_right(judged[place]) for place in index]
    categories: dict[str, list[bool]] = {}
    for place, is_right in zip(index, right, strict=True):
        case = judged[place].marked.case
        assert case is not None
        categories.setdefault(case.category, []).append(is_right)
    return CaseFigures(
        cases=len(right),
        right=resamples.measure(lambda w: statistics.mean(np.array(right, float), w), index),
        categories=tuple(CategoryFigures(k, len(v), sum(v)) for k, v in sorted(categories.items())),
    )


def case_is_right(item: Judged) -> bool:
    """Whether the machine pays more than half of the point exactly where it should."""
    case = item.marked.case
    assert case is not None
    point = next(line for line in item.result.key_points if line.id == case.key_point)
    return (point.awarded / point.marks > 0.5) == case.expect


def sure_figures(judged: Sequence[Judged], resamples: Resamples) -> SureFigures | None:
    """How sure the machine was of points on which the markers agree; None where there is none."""
    known = [(place, point) for place, point in _every(judged) if point.due is not None]
    if not known:
        return None
    index, (points, sure, wrong) = _by_answer(known, [_sureness(point) for _, point in known])
    return SureFigures(
        threshold=SURE,
        points=int(points.sum()),
        sure=int(sure.sum()),
        wrong=int(wrong.sum()),
        share=resamples.measure(lambda w: statistics.ratio(w @ sure, w @ points), index),
        error=resamples.measure(lambda w: statistics.ratio(w @ wrong, w @ sure), index),
    )


def _every(judged: Sequence[Judged]) -> Grouped:
    return [(place, point) for place, item in enumerate(judged) for point in item.points]


def _sureness(point: JudgedPoint) -> tuple[bool, bool, bool]:
    sure = point.result.confidence >= SURE
    return True, sure, sure and (point.machine > 0) != point.due


def _figures(every: Grouped, resamples: Resamples) -> PointFigures:
    index, (count, error, right, wrong, lost) = _by_answer(every, [_counts(point) for _, point in every])
    return PointFigures(
        judgements=len(every),
        split=sum(point.due is None for _, point in every),
        right=int(right.sum()),
        wrong=int(wrong.sum()),
        lost=int(lost.sum()),
        precision=resamples.measure(lambda w: statistics.ratio(w @ right, w @ (right + wrong)), index),
        recall=resamples.measure(lambda w: statistics.ratio(w @ right, w @ (right + lost)), index),
        f1=resamples.measure(lambda w: statistics.f1(w @ right, w @ wrong, w @ lost), index),
        mae=resamples.measure(lambda w: statistics.ratio(w @ error, w @ count), index),
        confusion=_confusion([point for _, point in every]),
        denied=sum(point.denied for _, point in every),
        denied_paid=sum(point.denied and point.machine > 0 for _, point in every),
    )


def _counts(point: JudgedPoint) -> tuple[float, ...]:
    """One point as numbers: judged, error, right, wrong, lost."""
    paid, due = point.machine > 0, point.due
    return (
        1,
        abs(point.human - point.machine),
        paid and due is True,
        paid and due is False,
        not paid and due is True,
    )


def _by_answer(
    every: Grouped, rows: Sequence[tuple[float, ...]]
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Places of the answers, and for each column of `rows` its sum by answer: answers are what is drawn."""
    index, inverse = np.unique([place for place, _ in every], return_inverse=True)
    values = np.array(rows, float)
    sums = np.array([np.bincount(inverse, column, len(index)) for column in values.T], float)
    return index.astype(np.intp), sums


def _confusion(points: Sequence[JudgedPoint]) -> Confusion:
    table = {row: [0, 0, 0] for row in _ROWS}
    for point in points:
        row = "denied" if point.denied else _ROWS[_third(point.human)]
        table[row][_third(point.machine)] += 1
    return Confusion(**{row: (counts[0], counts[1], counts[2]) for row, counts in table.items()})


def _third(share: float) -> int:
    """0 none, 1 half (anything in between), 2 full."""
    return 0 if share <= 0 else 2 if share >= 1 else 1
