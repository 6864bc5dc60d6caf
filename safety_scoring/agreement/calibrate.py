"""Marked answers and the machine's results of them → a `Calibration`, applied only where it helps.

Each question has a curve of its own. Whether it helps is asked of answers that had no part in the fit: five
times the curve is fitted on four fifths of the question's answers and tried on the rest; answers with the
same text stay together. It helps where the mean absolute error of the marks shown falls by more than two
standard errors of the differences, answer by answer; of marks that were right already, about one question
in a hundred passes that by chance. Absolute, because that is by how much a learner's mark is off.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from safety_scoring.agreement.curve_fit import fit_points
from safety_scoring.agreement.judged import Judged, judge
from safety_scoring.calibration import Calibration, Curve, Points, curve_of
from safety_scoring.marked.answers import MarkedAnswer
from safety_scoring.marks import Award, Rules, award, share
from safety_scoring.result import ScoreResult

__all__ = ["FEWEST", "Fit", "QuestionFit", "calibrate"]

FEWEST = 20
"""Different answers that earn something, below which a question is left alone."""

_FOLDS = 5
_STANDARD_ERRORS = 2
_DIGITS = 4  # of an error, in the file
_NOT_BETTER = "在留出的作答上没有明显比原来更接近人工评分"

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class QuestionFit:
    """What came of one question.

    Attributes:
        id, text, full_marks: the question.
        answers: marked answers.
        error_raw: mean ``|machine - human|`` in shares of full marks.
        error: the same of calibrated marks, out of fold; None where there were too few answers to try.
        curve: the curve; None where the marks stay as they are.
        reason: in Chinese, why they do; else empty.
    """

    id: str
    text: str
    full_marks: float
    answers: int
    error_raw: float
    error: float | None
    curve: Curve | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Fit:
    """A calibration, and what it does to answers that had no part in it.

    Attributes:
        calibration: the curves, fitted on all answers.
        questions: each question with human marks, in the order in which they came.
        held_out: the results as given, with calibrated marks out of fold where there is a curve.
    """

    calibration: Calibration
    questions: tuple[QuestionFit, ...]
    held_out: tuple[ScoreResult, ...]


def calibrate(marked: Sequence[MarkedAnswer], results: Sequence[ScoreResult], *, bank: str) -> Fit:
    """Fit a curve for every question for which it helps.

    Answers without human marks for the whole (single-point cases) and results without marks play no part.

    Args:
        marked: answers with human marks.
        results: the machine's, one an answer, in their order, made without a calibration.
        bank: fingerprint of the bank that they came from.

    Raises:
        ValueError: more or fewer results than answers.
    """
    held_out = list(results)
    places: dict[str, list[int]] = {}
    judged: dict[int, Judged] = {}
    for place, (item, result) in enumerate(zip(marked, results, strict=True)):
        if result.marks is None:
            continue
        both = judge(item, result)
        if both.human is not None:
            judged[place] = both
            places.setdefault(result.question, []).append(place)
    fits = []
    for chosen in places.values():
        fit, shown = _question([judged[place] for place in chosen])
        fits.append(fit)
        if fit.curve is not None:
            for place, result in zip(chosen, shown, strict=True):
                held_out[place] = result
    curves = {fit.id: fit.curve for fit in fits if fit.curve is not None}
    left_alone = {fit.id: fit.reason for fit in fits if fit.curve is None}
    return Fit(Calibration(bank, curves, left_alone), tuple(fits), tuple(held_out))


def _question(judged: Sequence[Judged]) -> tuple[QuestionFit, Sequence[ScoreResult]]:
    """What comes of one question, and its results out of fold."""
    results = [item.result for item in judged]
    full = results[0].full_marks
    human = np.array([item.human for item in judged], float) / full
    raw = np.array([float(_share(result)) for result in results])
    before = np.abs(np.array([item.machine for item in judged]) / full - human)
    fit = QuestionFit(
        results[0].question, results[0].question_text, full, len(judged), _mean(before), None, None
    )
    different = len({_text(item) for item, earned in zip(judged, raw, strict=True) if earned > 0})
    if different < FEWEST:
        return replace(fit, reason=f"得了分的不同作答有 {different} 份，至少要 {FEWEST} 份"), results
    shown = list(_out_of_fold(results, raw, human, _folds(judged, raw)))
    after = np.abs(np.array([result.marks for result in shown], float) / full - human)
    fit = replace(fit, error=_mean(after))
    if not _helps(before - after):
        return replace(fit, reason=_NOT_BETTER), results
    return replace(fit, curve=Curve(fit_points(raw, human), len(judged), _mean(before), _mean(after))), shown


def _out_of_fold(
    results: Sequence[ScoreResult], raw: Array, human: Array, folds: NDArray[np.intp]
) -> Iterator[ScoreResult]:
    """Each result with marks from the answers of all folds but its own."""
    points = [fit_points(raw[folds != fold], human[folds != fold]) for fold in range(_FOLDS)]
    for result, fold in zip(results, folds, strict=True):
        redone = _award(result, points[fold])
        yield replace(
            result,
            marks=redone.marks,
            passed=redone.passed,
            capped=redone.capped,
            calibration=points[fold],
        )


def _folds(judged: Sequence[Judged], raw: Array) -> NDArray[np.intp]:
    """Number of the fold of each answer: dealt out by a hash of the text, those that earn nothing first."""
    earning = {_text(item): bool(earned) for item, earned in zip(judged, raw, strict=True)}
    dealt = sorted(
        earning, key=lambda text: (earning[text], hashlib.sha256(text.encode("utf-8", "replace")).digest())
    )
    fold = {text: place % _FOLDS for place, text in enumerate(dealt)}
    return np.array([fold[_text(item)] for item in judged], np.intp)


def _helps(gains: Array) -> bool:
    """Whether the mean gain is more than chance."""
    return bool(gains.mean() > _STANDARD_ERRORS * gains.std(ddof=1) / np.sqrt(len(gains)))


def _share(result: ScoreResult) -> float:
    return float(share(result.key_points, _rules(result), result.similarity))


def _award(result: ScoreResult, points: Points) -> Award:
    return award(result.key_points, _rules(result), result.similarity, curve_of(points))


def _rules(result: ScoreResult) -> Rules:
    return Rules(result.full_marks, result.pass_marks, result.mark_step, result.similarity_weight)


def _text(item: Judged) -> str:
    """The answer without layout."""
    return "".join(item.marked.answer.split())


def _mean(errors: Array) -> float:
    return round(float(errors.mean()), _DIGITS)
