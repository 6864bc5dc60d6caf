"""Key points that the bank leaves to a human, put back into the ledger of what the machine marked."""

from __future__ import annotations

from collections.abc import Sequence

from safety_scoring.bank.model import Question
from safety_scoring.result import KeyPointResult

__all__ = ["complete"]

_REASON = "这个要点由人工评，程序不评，暂计 0 分。"


def complete(question: Question, marked: Sequence[KeyPointResult]) -> tuple[KeyPointResult, ...]:
    """The whole ledger, key points in the bank's order.

    Args:
        question: as the bank has it.
        marked: the lines of the key points that the machine marks; of a question without key points,
            those that were derived.
    """
    if question.by_machine is question:
        return tuple(marked)
    lines = iter(marked)
    return tuple(
        KeyPointResult(
            id=point.id,
            name=point.name,
            marks=point.marks,
            awarded=0.0,
            status="by_hand",
            confidence=0.0,
            reason=_REASON,
            hint=point.hint,
            next_step=point.next_step,
            source=point.cited,
        )
        if point.by_hand
        else next(lines)
        for point in question.key_points
    )
