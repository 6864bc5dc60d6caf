"""The worst disagreements, with all that an examiner needs to settle them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from safety_scoring.agreement.disagreement import Disagreement, DisputedPoint
from safety_scoring.agreement.judged import Judged, JudgedPoint
from safety_scoring.agreement.points import case_is_right
from safety_scoring.result import KeyPointResult

__all__ = ["worst_disagreements"]

_SAME = 1e-9


def worst_disagreements(judged: Sequence[Judged], count: int) -> tuple[Disagreement, ...]:
    """Answers on which machine and human differ, the largest share of full marks in dispute first.

    Args:
        judged: all answers.
        count: at most this many.
    """
    found = [disagreement for item in judged if (disagreement := _disagreement(item)) is not None]
    return tuple(sorted(found, key=lambda item: -item.distance)[:count])


def _disagreement(item: Judged) -> Disagreement | None:
    if item.marked.case:
        return None if case_is_right(item) else _case(item)
    if item.human is None:
        return None
    disputed = [point for point in item.points if abs(point.human - point.machine) > _SAME]
    if item.points:
        dispute = sum(abs(point.human - point.machine) * point.result.marks for point in disputed)
        points: Iterable[DisputedPoint] = map(_judged, disputed)
    else:
        dispute = abs(item.human - item.machine)
        points = (_point(line) for line in item.result.key_points if line.awarded)
    if dispute <= _SAME:
        return None
    return _entry(item, item.result.full_marks, (item.human, item.machine), dispute, points)


def _case(item: Judged) -> Disagreement:
    case = item.marked.case
    assert case is not None
    line = next(line for line in item.result.key_points if line.id == case.key_point)
    human = line.marks if case.expect else 0.0
    note = "：".join(text for text in (case.category, case.why) if text)
    points = [_point(line, human)]
    return _entry(item, line.marks, (human, line.awarded), abs(human - line.awarded), points, note=note)


def _entry(
    item: Judged,
    full_marks: float,
    marks: tuple[float, float],
    dispute: float,
    points: Iterable[DisputedPoint],
    *,
    note: str = "",
) -> Disagreement:
    return Disagreement(
        id=item.marked.id,
        question=item.result.question,
        question_text=item.result.question_text,
        answer=item.marked.answer,
        full_marks=full_marks,
        human=marks[0],
        machine=marks[1],
        distance=dispute / full_marks,
        points=tuple(points),
        note=note,
    )


def _judged(point: JudgedPoint) -> DisputedPoint:
    return _point(point.result, point.human * point.result.marks, point.labels)


def _point(line: KeyPointResult, human: float | None = None, labels: tuple[int, ...] = ()) -> DisputedPoint:
    return DisputedPoint(
        id=line.id,
        name=line.name,
        marks=line.marks,
        human=human,
        machine=line.awarded,
        labels=labels,
        status=line.status,
        confidence=line.confidence,
        reason=line.reason,
        nearest=line.nearest,
        evidence=tuple(evidence.text for evidence in line.evidence),
    )
