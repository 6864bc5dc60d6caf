"""Agreement on marks, over all answers and by question: machine against human, human against human."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from safety_scoring.agreement import statistics
from safety_scoring.agreement.figures import (
    BandFigures,
    HumanFigures,
    MarksFigures,
    QuestionFigures,
)
from safety_scoring.agreement.judged import Judged, Pairs, pairs
from safety_scoring.agreement.resample import Measure, Resamples
from safety_scoring.marked.human import human_marks

__all__ = ["band_figures", "human_figures", "marks_figures", "question_figures"]

Array = NDArray[np.float64]
Figure = Callable[[Array, Array, Array], Array]


def marks_figures(judged: Sequence[Judged], resamples: Resamples) -> MarksFigures | None:
    """Machine against human over all answers; None where there are no human marks.

    Args:
        judged: all answers.
        resamples: draws of them.
    """
    both = pairs(judged, _machine)
    return None if both is None else _figures(both, resamples)


def question_figures(judged: Sequence[Judged], resamples: Resamples) -> tuple[QuestionFigures, ...]:
    """The same question by question, with human against human beside it."""
    machine, human = pairs(judged, _machine), pairs(judged, _markers)
    firsts = {item.result.question: item.result for item in reversed(judged)}
    order = dict.fromkeys(item.result.question for item in judged)
    found = []
    for number, name in enumerate(order):
        marks = _of_question(machine, number, resamples)
        if marks is not None:
            first = firsts[name]
            between = _of_question(human, number, resamples)
            found.append(QuestionFigures(name, first.question_text, first.full_marks, marks, between))
    return tuple(found)


def human_figures(judged: Sequence[Judged], resamples: Resamples) -> HumanFigures | None:
    """The second marker against the first; None where no answer has two."""
    both = pairs(judged, _markers)
    if both is None:
        return None
    twice = [[point for point in item.points if len(point.labels) > 1] for item in judged]
    index = np.array([place for place, points in enumerate(twice) if points], dtype=np.intp)
    labels = [[point.labels[:2] for point in twice[place]] for place in index]
    return HumanFigures(
        judgements=sum(map(len, labels)),
        same=_same(labels, index, resamples) if labels else None,
        f1=_f1(labels, index, resamples) if labels else None,
        marks=_figures(both, resamples),
    )


def band_figures(judged: Sequence[Judged], resamples: Resamples) -> BandFigures | None:
    """Full against zero answers, where only totals are known; None where either band is empty."""
    both = pairs(judged, lambda item: None if item.points else _machine(item))
    if both is None:
        return None
    share, human = both.machine / both.full, both.human / both.full
    full, zero = human == 1, human == 0
    if not full.any() or not zero.any():
        return None
    return BandFigures(
        full=int(full.sum()),
        zero=int(zero.sum()),
        full_mean=resamples.measure(lambda w: statistics.mean(share[full], w), both.index[full]),
        zero_mean=resamples.measure(lambda w: statistics.mean(share[zero], w), both.index[zero]),
        auc=resamples.measure(
            lambda w: statistics.auc(share[full], share[zero], w[:, full], w[:, zero]), both.index
        ),
    )


def _machine(item: Judged) -> tuple[float, float] | None:
    return None if item.human is None else (item.human, item.machine)


def _markers(item: Judged) -> tuple[float, float] | None:
    """Marks of the first two markers."""
    labels, totals = item.marked.labels, item.marked.marker_marks
    by_points = [human_marks(item.result.key_points, (marker,), item.result) for marker in labels[:2]]
    known = [total for total in by_points if total is not None]
    chosen = known if len(known) > 1 else totals[:2]
    return (chosen[0], chosen[1]) if len(chosen) > 1 else None


def _of_question(both: Pairs | None, number: int, resamples: Resamples) -> MarksFigures | None:
    chosen = None if both is None else both.of(number)
    return None if chosen is None or not len(chosen.index) else _figures(chosen, resamples)


def _figures(both: Pairs, resamples: Resamples) -> MarksFigures:
    human, machine = both.human / both.full, both.machine / both.full
    # numpy and Python both round halves to even
    whole_human, whole_machine = np.rint(both.human), np.rint(both.machine)

    def measured(figure: Figure) -> Measure:
        return resamples.measure(lambda weights: figure(human, machine, weights), both.index)

    def whole(figure: Callable[[Array], Array]) -> Measure:
        return resamples.measure(figure, both.index)

    return MarksFigures(
        answers=len(both.index),
        human_mean=float(human.mean()),
        machine_mean=float(machine.mean()),
        exact=whole(lambda w: statistics.within(whole_human, whole_machine, w, 0)),
        adjacent=whole(lambda w: statistics.within(whole_human, whole_machine, w, 1)),
        qwk=whole(lambda w: _mean_qwk(whole_human, whole_machine, both.question, w)),
        ccc=measured(statistics.ccc),
        pearson=measured(statistics.pearson),
        mae=measured(statistics.mae),
        bias=measured(statistics.bias),
        smd=measured(statistics.smd),
    )


def _mean_qwk(human: Array, machine: Array, question: NDArray[np.intp], weights: Array) -> Array:
    """Mean over the questions that were drawn."""
    groups = [question == number for number in np.unique(question)]
    each = np.stack([statistics.qwk(human[g], machine[g], weights[:, g]) for g in groups])
    drawn = ~np.isnan(each)
    return statistics.ratio(np.where(drawn, each, 0).sum(axis=0), drawn.sum(axis=0))


def _same(
    labels: Sequence[Sequence[tuple[int, ...]]], index: NDArray[np.intp], resamples: Resamples
) -> Measure:
    same = np.array([sum(first == second for first, second in answer) for answer in labels], float)
    count = np.array([len(answer) for answer in labels], float)
    return resamples.measure(lambda w: statistics.ratio(w @ same, w @ count), index)


def _f1(
    labels: Sequence[Sequence[tuple[int, ...]]], index: NDArray[np.intp], resamples: Resamples
) -> Measure:
    earned = [[(first > 0, second > 0) for first, second in answer] for answer in labels]
    right, wrong, lost = (
        np.array([answer.count(kind) for answer in earned], float)
        for kind in ((True, True), (False, True), (True, False))
    )
    return resamples.measure(lambda w: statistics.f1(w @ right, w @ wrong, w @ lost), index)
