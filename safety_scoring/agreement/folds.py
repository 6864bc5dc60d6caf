"""Marked answers out of fold: each is marked by a scorer that never saw it, with and without the others."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from safety_scoring.agreement.evaluate import evaluate
from safety_scoring.agreement.figures import Evaluation, MarksFigures, QuestionFigures
from safety_scoring.marked.answers import MarkedAnswer, identity
from safety_scoring.match.training import Trial
from safety_scoring.result import ScoreResult
from safety_scoring.scorer import Scorer

__all__ = ["FoldedEvaluation", "QuestionTrial", "evaluate_out_of_fold"]

ScorerOf = Callable[[Sequence[MarkedAnswer]], Scorer]


@dataclass(frozen=True, slots=True)
class QuestionTrial:
    """What marked answers do for one question, on answers held out.

    Attributes:
        id, text: the question.
        without, trained: agreement of the marks without and with marked answers.
        answers: marked answers that were at hand, the mean over the folds.
        used: folds in which they trained the marking.
        because: in Chinese, why they did not, of the first fold in which they did not; else empty.
    """

    id: str
    text: str
    without: MarksFigures
    trained: MarksFigures
    answers: float
    used: int
    because: str


@dataclass(frozen=True, slots=True)
class FoldedEvaluation:
    """Agreement out of fold.

    Attributes:
        folds: how many.
        without: by the bank alone.
        trained: with the marked answers of the other folds, where these help.
        questions: both, question by question.
    """

    folds: int
    without: Evaluation
    trained: Evaluation
    questions: tuple[QuestionTrial, ...]

    def to_dict(self) -> dict[str, Any]:
        """What the folds show beside the figures of `trained`, as JSON-ready data."""
        return {
            "folds": self.folds,
            "without": self.without.to_dict(),
            "questions": [asdict(question) for question in self.questions],
        }


def evaluate_out_of_fold(
    marked: Sequence[MarkedAnswer],
    scorer_of: ScorerOf,
    *,
    folds: int,
    carried: Iterable[MarkedAnswer] = (),
    worst: int = 20,
    advance: Callable[[], None] | None = None,
) -> FoldedEvaluation:
    """Mark each answer by a scorer that was trained without it.

    Folds are drawn by the answers' text: equal answers lie in the same fold, and in the same one always.

    Args:
        marked: answers with human marks.
        scorer_of: a scorer that is trained with the answers that it is given.
        folds: at least 2.
        carried: marked answers beside the bank; those that are in `marked` too are left out.
        worst: how many of the worst disagreements to keep.
        advance: called after each fold.

    Raises:
        ValueError: fewer than two folds.
    """
    if folds < 2:
        raise ValueError("至少要分两折")
    known = {identity(item) for item in marked}
    others = [item for item in carried if identity(item) not in known]
    fold_of = [_fold(item, folds) for item in marked]
    results: dict[int, ScoreResult] = {}
    trials: dict[str, list[Trial]] = {}
    for fold in range(folds):
        places = [place for place, own in enumerate(fold_of) if own == fold]
        kept = [item for item, own in zip(marked, fold_of, strict=True) if own != fold]
        scorer = scorer_of([*others, *kept])
        results |= zip(places, scorer.score_many(_rows(marked[place] for place in places)), strict=True)
        for question in dict.fromkeys(marked[place].question for place in places):
            trial = scorer.trial(question)
            if trial is not None:
                trials.setdefault(question, []).append(trial)
        if advance is not None:
            advance()
    trained = evaluate(marked, lambda _: [results[place] for place in range(len(marked))], worst=worst)
    without = evaluate(marked, scorer_of([]).score_many, worst=0)
    return FoldedEvaluation(folds, without, trained, tuple(_questions(without, trained, trials)))


def _fold(item: MarkedAnswer, folds: int) -> int:
    digest = hashlib.sha256(identity(item)[1].encode("utf-8", "replace")).digest()
    return int.from_bytes(digest[:4], "big") % folds


def _rows(marked: Iterable[MarkedAnswer]) -> Iterator[dict[str, str | None]]:
    return ({"id": item.id, "question": item.question, "answer": item.answer} for item in marked)


def _questions(
    without: Evaluation, trained: Evaluation, trials: dict[str, list[Trial]]
) -> Iterator[QuestionTrial]:
    after: dict[str, QuestionFigures] = {question.id: question for question in trained.questions}
    for question in without.questions:
        own = trials.get(question.id, [])
        left = [trial.because for trial in own if not trial.used]
        yield QuestionTrial(
            question.id,
            question.text,
            question.marks,
            after[question.id].marks,
            sum(trial.answers for trial in own) / len(own) if own else 0.0,
            sum(trial.used for trial in own),
            left[0] if left else "",
        )
