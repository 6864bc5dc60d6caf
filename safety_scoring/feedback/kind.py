"""What kind of result it is: the first thing that feedback goes by."""

from __future__ import annotations

from collections.abc import Sequence

from safety_scoring.result import KeyPointResult

__all__ = ["kind_of"]

_NEAR, _CLOSE = 0.85, 0.5  # shares of full marks: nearly everything; half of them


def kind_of(
    ledger: Sequence[KeyPointResult], marks: float, full: float, *, passed: bool, capped: bool, blank: bool
) -> str:
    """``blank``, ``nothing``, ``capped``, ``full``, ``near``, ``pass``, ``close`` or ``weak``.

    Args:
        ledger: every key point of the question.
        marks: the mark shown.
        full: full marks.
        passed: whether the mark reaches the pass mark.
        capped: whether a required point that earned nothing lowered the mark.
        blank: whether nothing was answered.
    """
    if blank:
        return "blank"
    if not any(point.awarded > 0 for point in ledger):
        return "nothing"
    if capped:
        return "capped"
    if marks >= full:
        return "full"
    if passed:
        return "near" if marks >= _NEAR * full else "pass"
    return "close" if marks >= _CLOSE * full else "weak"
