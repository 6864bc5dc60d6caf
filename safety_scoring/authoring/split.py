"""Key points that two markers read differently: the scheme is to be settled before the bank is."""

from __future__ import annotations

from collections.abc import Iterator

from safety_scoring.agreement.judged import JudgedPoint
from safety_scoring.authoring.marked_question import MarkedQuestion, judged_points, name_of
from safety_scoring.authoring.stretches import one_line
from safety_scoring.authoring.suggestion import SplitPoint
from safety_scoring.marked.human import credit

__all__ = ["split_points"]


def split_points(asked: MarkedQuestion) -> Iterator[SplitPoint]:
    """The points to which the markers of an answer give different shares of the marks.

    Args:
        asked: a question with its marked answers.
    """
    for item, ledger in zip(asked.marked, asked.ledgers, strict=True):
        for point, judged in judged_points(item, ledger):
            if len(set(map(credit, judged.labels))) > 1:
                yield SplitPoint(
                    asked.question,
                    asked.question.key_points[point],
                    name_of(item),
                    judged.labels,
                    judged.machine,
                    _quote(judged),
                )


def _quote(judged: JudgedPoint) -> str:
    line = judged.result
    return one_line(line.evidence[0].text if line.evidence else line.nearest or "")
