"""A human's decision on one key point: marks, cap, pass and feedback are redone, the rest stands.

A result that carries the curve of a calibration goes through the same curve again.
"""

from __future__ import annotations

from dataclasses import replace

from safety_scoring.calibration import curve_of
from safety_scoring.errors import Fault, UnknownKeyPointError
from safety_scoring.feedback import text as feedback
from safety_scoring.marks import Rules, award
from safety_scoring.result import KeyPointResult, Override, ScoreResult, Status

__all__ = ["overrule"]


def overrule(result: ScoreResult, key_point_id: str, awarded: float, *, by: str, why: str) -> ScoreResult:
    """The result with `awarded` marks for one key point; see `ScoreResult.override`."""
    point = next((point for point in result.key_points if point.id == key_point_id), None)
    if point is None:
        names = "、".join(point.id for point in result.key_points)
        remedy = f"可用的要点：{names}" if names else "这一行没有评分，先改正行里的错误"
        raise UnknownKeyPointError(Fault(f"题目 {result.question} 没有要点“{key_point_id}”", remedy))
    if not 0 <= awarded <= point.marks:
        raise ValueError(f"改判得分 {awarded:g} 不在 0 到 {point.marks:g} 之间")
    decided = _decided(point, awarded, by, why)
    ledger = tuple(decided if other is point else other for other in result.key_points)
    rules = Rules(result.full_marks, result.pass_marks, result.mark_step, result.similarity_weight)
    redone = award(ledger, rules, result.similarity, curve_of(result.calibration))
    named, hinted = feedback.write(
        ledger,
        result.answer,
        marks=redone.marks,
        full_marks=rules.full_marks,
        passed=redone.passed,
        capped=redone.capped,
        blank="blank" in result.flags and redone.coverage == 0,
        calibrated=redone.marks != redone.raw_marks,
    )
    waiting = any(line.status == "by_hand" for line in ledger)
    return replace(
        result,
        key_points=ledger,
        flags=tuple(flag for flag in result.flags if flag != "by_hand" or waiting),
        coverage=redone.coverage,
        raw_marks=redone.raw_marks,
        marks=redone.marks,
        passed=redone.passed,
        capped=redone.capped,
        feedback=named,
        feedback_hints=hinted,
    )


def _decided(point: KeyPointResult, awarded: float, by: str, why: str) -> KeyPointResult:
    """The line of the ledger as decided; the machine's first award is kept through further decisions."""
    machine = point.override
    return replace(
        point,
        awarded=awarded,
        status=_status(point, awarded),
        confidence=1.0,
        reason="" if awarded >= point.marks else f"人工改判：{why}",
        nearest=None if awarded > 0 else point.nearest,
        override=Override(
            by,
            why,
            machine.machine_awarded if machine else point.awarded,
            machine.machine_status if machine else point.status,
        ),
    )


def _status(point: KeyPointResult, awarded: float) -> Status:
    if awarded >= point.marks:
        return "covered"
    if awarded > 0:
        return "partial"
    found = point.override.machine_status if point.override else point.status
    return "contradicted" if found == "contradicted" else "missed"
