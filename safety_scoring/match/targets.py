"""What coverage compares with: a key point's own few texts, or what a reference answer lists."""

from __future__ import annotations

from collections.abc import Sequence

from safety_scoring.answer import clause_texts, read_answer
from safety_scoring.bank.model import Bank, Question
from safety_scoring.match.coverage import CoverageModel, Target, fit_coverage
from safety_scoring.match.phrases import letters_of
from safety_scoring.match.statement_model import Example
from safety_scoring.segment.jieba_segmenter import JiebaSegmenter

__all__ = ["coverage_model"]

_NEED, _FLOOR = 0.55, 0.35


def coverage_model(
    question: Question, own: Sequence[Example], bank: Bank, segmenter: JiebaSegmenter, *, derived: bool
) -> CoverageModel:
    """The model of a question whose key points have too few statements to fit one on.

    Args:
        question: with key points, written or derived.
        own: the examples of its key points.
        bank: its reference answers say how common a gram is.
        segmenter: what cuts words.
        derived: whether the key points are derived from a reference answer.
    """
    corpus = [
        clause_texts(read_answer(text, segmenter))
        for other in bank.questions
        for text in other.reference_answers
    ]
    letters = letters_of(question.question)
    full = [example for example in own if example.label == 2]
    if derived:
        need = needed_share(sum(len(clause) for example in full for clause in example.clauses))
        targets = [Target(e.point, e.written, e.clauses, need, 0.2, 0.05, e.words) for e in full]
    else:
        targets = [Target(e.point, e.written, e.clauses, _NEED, _FLOOR, 0.5, e.words) for e in full]
    return fit_coverage(targets, letters, corpus, apart=derived)


def needed_share(letters: int) -> float:
    """Share of a reference answer of so many letters that a complete answer covers.

    Short lists must be named in full; the longer a reference, the more of it is wording.
    """
    return min(1.0, (30 / max(letters, 1)) ** 0.6)
