"""What coverage compares with: a key point's own few texts, or what a reference answer tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import inf

from safety_scoring.bank.model import Bank, Question
from safety_scoring.derive import needed_share
from safety_scoring.match.coverage import CoverageModel, PooledModel, Target, fit_coverage, fit_pooled
from safety_scoring.match.example import Example
from safety_scoring.match.phrases import letters_of
from safety_scoring.text.clauses import cut_clauses
from safety_scoring.text.normalise import normalise

__all__ = ["coverage_model"]


def coverage_model(
    question: Question,
    own: Sequence[Example],
    bank: Bank,
    *,
    derived: bool,
) -> CoverageModel | PooledModel:
    """The model of a question whose key points have too few statements to fit one on.

    Args:
        question: with key points, written or derived.
        own: the examples of its key points.
        bank: its reference answers say how common a gram is.
        derived: whether the key points are derived from a reference answer.
    """
    corpus = [
        (clause,)
        for other in bank.questions
        for text in other.reference_answers
        for sentence in _sentences(text)
        for clause in sentence
    ]
    full = [example for example in own if example.label == 2]
    letters = letters_of(question.question)
    if derived:
        return fit_coverage(list(_told(question, full)), letters, corpus)
    targets = [Target(e.point, e.written, e.clauses) for e in full]
    references = [sentence for text in question.reference_answers for sentence in _sentences(text)]
    return fit_pooled(targets, references, letters, corpus)


def _told(question: Question, full: Sequence[Example]) -> Iterator[Target]:
    """What each derived point tells; a verdict is given in set terms, which are found elsewhere."""
    points = question.key_points
    need = needed_share([point.statements[0] for point in points if not point.phrases])
    for example in full:
        point = points[example.point]
        if example.written == point.statements[0]:
            own = inf if point.phrases else need
            yield Target(example.point, example.written, example.clauses, own)


@lru_cache(maxsize=4096)
def _sentences(text: str) -> tuple[tuple[str, ...], ...]:
    """The clauses of each sentence; kept, as every question of a bank reads all its references."""
    cut = cut_clauses(normalise(text))
    clauses = tuple(cut.letters[start:end] for start, end in cut.spans)
    return tuple(clauses[begin:end] for begin, end in cut.sentences)
