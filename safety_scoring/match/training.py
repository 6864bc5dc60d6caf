"""Marked answers train the marking of a question, where they help out of fold."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from safety_scoring.answer import read_answer
from safety_scoring.marked.answers import MarkedAnswer, identity, in_order
from safety_scoring.marked.human import credit, labelled
from safety_scoring.match.echo import NEW_SHARE
from safety_scoring.match.example import Lesson
from safety_scoring.match.examples import BankExamples
from safety_scoring.match.fitting import fit
from safety_scoring.match.ledger import Ledger, match_best
from safety_scoring.match.lessons import lessons_of
from safety_scoring.match.prepare import ENOUGH_STATEMENTS, Prepared, material

__all__ = ["Trial", "train"]

_FOLDS = 3
_FEWEST = 6  # marked answers under which a trial says nothing


@dataclass(frozen=True, slots=True)
class Trial:
    """What the marked answers of a question do for its marking.

    Attributes:
        question: its id.
        answers: how many marked answers there are.
        without, trained: mean distance from the human marks out of fold, in shares of full marks, without
            and with them; None where it was not tried.
        used: whether they train the marking.
        because: in Chinese, why they do not; empty where they do.
    """

    question: str
    answers: int
    without: float | None
    trained: float | None
    used: bool
    because: str = ""


def train(
    prepared: Sequence[Prepared], examples: BankExamples, marked: Sequence[MarkedAnswer]
) -> tuple[tuple[Prepared, ...], Trial]:
    """Train a question with its marked answers, unless they make its marks worse on answers held out.

    Args:
        prepared: the question, as `prepare` gives it.
        examples: of its bank.
        marked: answers to it, with human marks.

    Returns:
        The question, trained or as it was, and what the trial showed.
    """
    base = prepared[0]
    trial = Trial(base.question.id, len(marked), None, None, used=False)
    if base.derived:
        return tuple(prepared), replace(trial, because="题目没有写要点，可用 calibrate 校准总分")
    if len(marked) < _FEWEST:
        return tuple(prepared), replace(trial, because=f"不到 {_FEWEST} 份")
    marked = in_order(marked)  # of texts that are alike, the first is what evidence names
    lessons = lessons_of(base, marked)
    every = [lesson for taught in lessons for lesson in taught]
    if not _enough(base, every):
        because = f"有的要点的说法和得分的作答合起来不到 {ENOUGH_STATEMENTS} 条"
        return tuple(prepared), replace(trial, because=because)
    pupil = replace(base, refusal=examples.refusal(), echo=replace(base.echo, new_share=NEW_SHARE))
    course = _Course(pupil, examples)
    without, trained = _out_of_fold(base, course, list(zip(marked, lessons, strict=True)))
    trial = replace(trial, without=without, trained=trained)
    if trained >= without:
        return tuple(prepared), replace(trial, because="没有使评分更接近人工评分")
    return (course.taught(every),), replace(trial, used=True)


def _enough(prepared: Prepared, lessons: Sequence[Lesson]) -> bool:
    """Whether statements and earning stretches together are enough to fit a model on."""
    return all(
        len(point.statements) + sum(bool(lesson.labels[index]) for lesson in lessons) >= ENOUGH_STATEMENTS
        for index, point in enumerate(prepared.points)
    )


@dataclass(frozen=True, slots=True)
class _Course:
    """A question as it is when a model is fitted, and what it is fitted on."""

    pupil: Prepared
    examples: BankExamples

    def taught(self, lessons: Sequence[Lesson]) -> Prepared:
        """The question with a model that knows the bank's texts and some lessons."""
        return replace(self.pupil, model=fit(material(self.pupil.question, self.examples, lessons)))


def _out_of_fold(
    base: Prepared, course: _Course, marked: Sequence[tuple[MarkedAnswer, Sequence[Lesson]]]
) -> tuple[float, float]:
    """Mean distance from the human marks, without and with the other folds' lessons.

    Args:
        base: the question as the bank has it.
        course: what teaches it.
        marked: the answers, each with its lessons.
    """
    folds = [_fold(item) for item, _ in marked]
    without = trained = 0.0
    for fold in sorted(set(folds)):
        held = [item for (item, _), own in zip(marked, folds, strict=True) if own == fold]
        kept = [x for (_, taught), own in zip(marked, folds, strict=True) if own != fold for x in taught]
        without += _distance(base, held)
        trained += _distance(course.taught(kept) if kept else base, held)
    return without / len(marked), trained / len(marked)


def _fold(item: MarkedAnswer) -> int:
    """The same answer, however it is spaced, always lies in the same fold, whatever stands beside it."""
    return hashlib.sha256(identity(item)[1].encode("utf-8", "replace")).digest()[0] % _FOLDS


def _distance(prepared: Prepared, marked: Sequence[MarkedAnswer]) -> float:
    """Sum over answers of |machine - human| by key point (by total where only that is known) ÷ full marks."""
    answers = [read_answer(item.answer, prepared.segmenter) for item in marked]
    ledgers = match_best((prepared,), answers)
    full = prepared.question.full_marks
    return sum(_apart(ledger, item) for ledger, item in zip(ledgers, marked, strict=True)) / full


def _apart(ledger: Ledger, item: MarkedAnswer) -> float:
    if not item.labels:
        return abs(sum(point.awarded for point in ledger) - (item.marks or 0.0))
    return sum(
        point.marks * abs(point.awarded / point.marks - _share(point.id, item))
        for point in ledger
        if labelled(point.id, item.labels)
    )


def _share(point: str, item: MarkedAnswer) -> float:
    """Share of a point's marks that the markers give, their mean."""
    return sum(credit(marker[point]) for marker in item.labels) / len(item.labels)
