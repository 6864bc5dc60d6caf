"""Compare every clause, window and sentence of many answers with a question's statements, at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from safety_scoring.answer import Answer, clause_texts
from safety_scoring.match.grams import gram_keys
from safety_scoring.match.prepare import Prepared
from safety_scoring.match.spans import Spans, spans_of

__all__ = ["Likeness", "compare"]

_SUBJECT_LETTERS = 12  # a shorter sentence has no subject to speak of
_AT_HOME = 1.2  # log odds from which an answer is about the bank's subjects
_AWAY = 0.7  # log odds under which it is about something else
_DOUBT = 5.0  # how heavily another subject weighs against what is like a statement
_REFUSED_FROM = 0.65  # log odds of a denial from which a sentence is doubted
_REFUSED = 4.0  # how heavily

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike the stretches of many answers and each key point are.

    Attributes:
        first, last: half-open clause indices of each stretch within its answer, shape (n_spans,).
        presence: how sure it is that the stretch earns something, 0-1, shape (n_spans, n_points).
        credit: share of the marks that the stretch earns, 0-1, shape (n_spans, n_points).
        doubt: log odds by which sentence and answer speak against each stretch, shape (n_spans,).
        rows: the stretches as the model compares them, CSR, for tracing.
        refused: per answer, how surely each of its sentences takes back or misses what it talks of, in
            log odds; minus infinity where nothing is known of near misses.
        away: whether each answer is about something else, shape (n_answers,).
        bounds: stretches of answer ``i`` are ``bounds[i]:bounds[i + 1]``, shape (n_answers + 1,).
    """

    first: Ints
    last: Ints
    presence: Floats
    credit: Floats
    doubt: Floats
    rows: Any
    bounds: Ints
    refused: tuple[Floats, ...]
    away: npt.NDArray[np.bool_]

    def best(self) -> Floats:
        """Highest presence of each key point in each answer, shape (n_answers, n_points)."""
        best = np.zeros((len(self.bounds) - 1, self.presence.shape[1]))
        filled = np.flatnonzero(np.diff(self.bounds))
        if len(filled):
            best[filled] = np.maximum.reduceat(self.presence, self.bounds[filled], axis=0)
        return best

    def words_alone(self, spans: Ints, point: int) -> Floats:
        """How sure it would be by the words of some stretches alone, without doubt, 0-1."""
        presence = np.minimum(self.presence[spans, point], 1 - 1e-12)
        odds: Floats = presence / (1 - presence) * np.exp(np.minimum(self.doubt[spans], 50.0))
        return odds / (1 + odds)

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
    grams = gram_keys(clauses)
    counts = prepared.model.vocabulary.count_keys(*grams, len(clauses))
    whole = _whole(sentences)
    sentence = whole.incidence(len(clauses))
    home = _home(prepared, clauses, (sentence @ counts).tocsr(), whole, base)
    doubt = np.repeat(_DOUBT * np.maximum(0.0, _AT_HOME - home), np.diff(bounds))
    refused = _refused(prepared, sentence, grams, len(clauses))
    doubt += _REFUSED * np.maximum(
        0.0, refused[np.searchsorted(whole.first, spans.first, side="right") - 1] - _REFUSED_FROM
    )
    stretches = (spans.incidence(len(clauses)) @ counts).tocsr()
    judged = prepared.model.judge(stretches, doubt)
    said = np.diff(stretches.indptr)[:, None] > 0  # what only repeats the question holds nothing
    shift = np.repeat(base[:-1], np.diff(bounds))
    ends = np.cumsum([len(answer.clauses.sentences) for answer in answers])
    return Likeness(
        spans.first - shift,
        spans.last - shift,
        judged.presence * said,
        judged.credit * said,
        doubt,
        judged.rows,
        bounds,
        tuple(np.split(refused, ends[:-1])),
        home < _AWAY,
    )


def _whole(sentences: Sequence[tuple[int, int]]) -> Spans:
    """Each sentence as one stretch."""
    table = np.array(sentences, dtype=np.int64).reshape(-1, 2)
    return Spans(table[:, 0], table[:, 1])


def _refused(prepared: Prepared, sentence: Any, grams: tuple[Ints, Ints], clauses: int) -> Floats:
    """How surely each sentence takes back what it talks of, in log odds."""
    refusal = prepared.refusal
    if refusal is None:
        return np.full(sentence.shape[0], -np.inf)
    return refusal.odds((sentence @ refusal.vocabulary.count_keys(*grams, clauses)).tocsr())


def _home(prepared: Prepared, clauses: Sequence[str], held: Any, whole: Spans, bases: Ints) -> Floats:
    """How surely each answer is about the bank's subjects, in log odds, shape (n_answers,).

    One sentence about them is enough; a sentence too short to have a subject leaves it open.
    """
    subject = prepared.model.subject(held)
    letters = np.concatenate([[0], np.cumsum([len(clause) for clause in clauses])])
    length = letters[whole.last] - letters[whole.first]
    speaks = np.where(length < _SUBJECT_LETTERS, _AT_HOME, subject)
    owners = np.searchsorted(bases, whole.first, side="right") - 1
    best = np.full(len(bases) - 1, -np.inf)
    np.maximum.at(best, owners[length > 0], speaks[length > 0])
    best[np.isinf(best)] = _AT_HOME
    return best
