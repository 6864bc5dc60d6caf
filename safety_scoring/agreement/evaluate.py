"""Marked answers and whatever marks them → `Evaluation`.

What marks is a function of rows, so that a scorer that never saw an answer (out of fold) is measured by the
same figures as one that did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from safety_scoring.agreement.figures import Evaluation, GivenMarks
from safety_scoring.agreement.judged import Judged, judge
from safety_scoring.agreement.points import case_figures, key_point_figures, point_figures, sure_figures
from safety_scoring.agreement.resample import RESAMPLES, Resamples
from safety_scoring.agreement.totals import band_figures, human_figures, marks_figures, question_figures
from safety_scoring.agreement.worst import worst_disagreements
from safety_scoring.errors import Fault
from safety_scoring.marked.answers import MarkedAnswer
from safety_scoring.result import ScoreResult

__all__ = ["Rows", "evaluate"]

Rows = Sequence[Mapping[str, Any]]
"""What is to be marked: mappings with ``id``, ``question`` and ``answer``."""


def evaluate(
    marked: Sequence[MarkedAnswer], score: Callable[[Rows], Iterable[ScoreResult]], *, worst: int = 20
) -> Evaluation:
    """Mark the answers and hold the marks against the humans'.

    Args:
        marked: answers with human marks.
        score: gives one result a row, in their order, such as `Scorer.score_many`.
        worst: how many of the worst disagreements to keep.

    Raises:
        ValueError: `score` gave more or fewer results than rows.
    """
    rows = [{"id": item.id, "question": item.question, "answer": item.answer} for item in marked]
    both = list(zip(marked, score(rows), strict=True))
    judged = [judge(item, result) for item, result in both if result.marks is not None]
    faults = tuple(_fault(item, result) for item, result in both if result.marks is None)
    draws = Resamples(len(judged))
    return Evaluation(
        answers=len(judged),
        resamples=RESAMPLES,
        points=point_figures(judged, draws),
        key_points=key_point_figures(judged, draws),
        marks=marks_figures(judged, draws),
        questions=question_figures(judged, draws),
        human=human_figures(judged, draws),
        bands=band_figures(judged, draws),
        cases=case_figures(judged, draws),
        sure=sure_figures(judged, draws),
        worst=worst_disagreements(judged, worst),
        given=tuple(_given(judged)),
        signatures=tuple(dict.fromkeys(item.result.signature for item in judged)),
        faults=faults,
    )


def _given(judged: Iterable[Judged]) -> Iterable[GivenMarks]:
    for item in judged:
        if item.human is not None:
            yield GivenMarks(
                item.marked.id, item.result.question, item.result.full_marks, item.human, item.machine
            )


def _fault(item: MarkedAnswer, result: ScoreResult) -> Fault:
    return item.place.fault(
        "；".join(error.what for error in result.error),
        "；".join(error.remedy for error in result.error if error.remedy),
        "" if item.id is None else f"编号 {item.id}",
    )
