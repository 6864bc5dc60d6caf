"""Compare every clause, window and sentence of many answers with a question's statements, at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from safety_scoring.answer import Answer, clause_texts
from safety_scoring.match.prepare import Prepared
from safety_scoring.match.spans import Spans, spans_of

__all__ = ["Likeness", "compare"]

_SUBJECT_LETTERS = 12  # a shorter sentence has no subject to speak of
_AT_HOME = 1.0  # log odds from which an answer is about the bank's subjects
_DOUBT = 2.0  # how heavily another subject weighs against what is like a statement
_REFUSED_FROM = -0.2  # log odds of a denial from which a sentence is doubted
_REFUSED = 2.0  # how heavily

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike the stretches of many answers and each key point are.

    Attributes:
        first, last: half-open clause indices of each stretch within its answer, shape (n_spans,).
        presence: how sure it is that the stretch earns something, 0-1, shape (n_spans, n_points).
        credit: share of the marks that the stretch earns, 0-1, shape (n_spans, n_points).
        rows: the stretches as the model compares them, CSR, for tracing.
        refused: per answer, how surely each of its sentences takes back or misses what it talks of, in
            log odds.
        bounds: stretches of answer ``i`` are ``bounds[i]:bounds[i + 1]``, shape (n_answers + 1,).
    """

    first: Ints
    last: Ints
    presence: Floats
    credit: Floats
    rows: Any
    bounds: Ints
    refused: tuple[Floats, ...]

    def owners(self, spans: Ints) -> Ints:
        """Which answer each of some stretches belongs to."""
        return np.searchsorted(self.bounds, spans, side="right") - 1


def compare(prepared: Prepared, answers: Sequence[Answer], letters: Sequence[str]) -> Likeness:
    """Compare answers to one question with its statements.

    Clauses that only repeat the question take no part.

    Args:
        prepared: the question.
        answers: any number of answers.
        letters: per answer, its letters with slips read through.
    """
    clauses: list[str] = []
    sentences: list[tuple[int, int]] = []
    bases = [0]
    for answer, text in zip(answers, letters, strict=True):
        start = bases[-1]
        clauses += map(prepared.echo.own_words, prepared.neutral(clause_texts(answer, text)))
        sentences += [(start + begin, start + end) for begin, end in answer.clauses.sentences]
        bases.append(len(clauses))
    spans = spans_of(sentences)
    base = np.array(bases, dtype=np.int64)
    bounds = np.searchsorted(spans.first, base).astype(np.int64)
    counts = prepared.model.vocabulary.count(clauses)
    whole = _whole(sentences)
    held = (whole.incidence(len(clauses)) @ counts).tocsr()
    refused = prepared.model.refused(held)
    doubt = np.repeat(_doubt(prepared, clauses, held, whole, base), np.diff(bounds))
    doubt += _REFUSED * np.maximum(
        0.0, refused[np.searchsorted(whole.first, spans.first, side="right") - 1] - _REFUSED_FROM
    )
    judged = prepared.model.judge((spans.incidence(len(clauses)) @ counts).tocsr(), doubt)
    shift = np.repeat(base[:-1], np.diff(bounds))
    ends = np.cumsum([len(answer.clauses.sentences) for answer in answers])
    return Likeness(
        spans.first - shift,
        spans.last - shift,
        judged.presence,
        judged.credit,
        judged.rows,
        bounds,
        tuple(np.split(refused, ends[:-1])),
    )


def _whole(sentences: Sequence[tuple[int, int]]) -> Spans:
    """Each sentence as one stretch."""
    table = np.array(sentences, dtype=np.int64).reshape(-1, 2)
    return Spans(table[:, 0], table[:, 1])


def _doubt(prepared: Prepared, clauses: Sequence[str], held: Any, whole: Spans, bases: Ints) -> Floats:
    """How much the subject of each answer speaks against it, in log odds, shape (n_answers,).

    One sentence about the bank's subjects is enough; a sentence too short to have a subject leaves
    it open.
    """
    subject = prepared.model.subject(held)
    letters = np.concatenate([[0], np.cumsum([len(clause) for clause in clauses])])
    length = letters[whole.last] - letters[whole.first]
    speaks = np.where(length < _SUBJECT_LETTERS, _AT_HOME, subject)
    owners = np.searchsorted(bases, whole.first, side="right") - 1
    best = np.full(len(bases) - 1, -np.inf)
    np.maximum.at(best, owners[length > 0], speaks[length > 0])
    best[np.isinf(best)] = _AT_HOME
    return _DOUBT * np.maximum(0.0, _AT_HOME - best)
