"""Likeness without examples: what a stretch of the answer has in common with the few texts of the bank.

`CoverageModel` is for points derived from a reference answer: how much of a point a stretch covers.
`PooledModel` is for points with a name and a few phrases: how alike a stretch and all that the bank
says of the point are, less how alike it is to the point's strongest rival. A gram's weight is its
inverse document frequency, a pair counts for less than a character, and grammar and what the question
gives away count for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from safety_scoring.match.grams import Vocabulary, gram_keys
from safety_scoring.match.judgement import Judgement

__all__ = ["CoverageModel", "PooledModel", "Target", "fit_coverage", "fit_pooled"]

_PAIR_WEIGHT = 0.3
_FUNCTION_WORDS = (
    "的了是在和与及或等有为对中把被也都要就以而之其所并且从到由于个这那一上下可会"
    "将着使让则又该各按给向我你他们"
)
_SHIFT = 21  # bits of a code point in a gram key
_ABOUT = 0.12  # likeness from which a clause of the reference is about some point

_SIBLINGS = 1.5
_EARNS_FROM = 0.5  # share of the need under which a stretch only brushes the point
_CREDIT_STEP = 0.05
_POWER = 2.0  # half of a term is less than half of the thing

# Fitted on what of 132 answers is nearest to each point, each question with the coefficients of the others.
_LIKE, _RIVAL, _BIAS = 9.0, -2.6, -1.5
_HALF_FROM = 0.4  # F1 is highest at about half of the F1 that is reached (Lipton et al. 2014)
_FULL_FROM = 0.55
_SHARED = 2  # characters; one alone is shared with anything, and in a small bank it weighs much

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Target:
    """A text of the bank that a stretch may cover.

    Attributes:
        point: index of its key point.
        written: as the bank writes it.
        clauses: letters of its clauses.
        need: covered share that earns full credit, 0-1; infinite where covering earns nothing.
    """

    point: int
    written: str
    clauses: tuple[str, ...]
    need: float = 1.0


@dataclass(frozen=True, slots=True)
class CoverageModel:
    """Targets as columns of gram weights that sum to one.

    Attributes:
        vocabulary: the grams of all targets.
        weights: shape (n_grams + 1, n_targets).
        targets: one a column, grouped by key point.
        starts: first column of each key point.
    """

    vocabulary: Vocabulary
    weights: Floats
    targets: tuple[Target, ...]
    starts: tuple[int, ...]

    def subject(self, counts: Any) -> Floats:
        """Nothing is known of other subjects; see `Model`."""
        return np.full(counts.shape[0], np.inf)

    def judge(self, counts: Any, doubt: Floats) -> Judgement:  # noqa: ARG002 - see `Model`
        """Covered shares of the best target of each key point; see `Model`."""
        held = counts.copy()
        held.data = np.ones_like(held.data)
        need = np.array([target.need for target in self.targets])
        reached = np.minimum(held @ self.weights / need, 1.0)
        presence = np.maximum.reduceat(reached, self.starts, axis=1)
        credit = np.floor(presence**_POWER / _CREDIT_STEP + 1e-9) * _CREDIT_STEP
        credit[presence < _EARNS_FROM] = 0.0
        return Judgement(presence, np.minimum(credit, 1.0), held)

    def nearest(self, rows: Any, point: int, credit: Floats) -> list[str]:  # noqa: ARG002 - see `Model`
        """The target of the key point that each row covers most; see `Model`."""
        own = [index for index, target in enumerate(self.targets) if target.point == point]
        return [self.targets[own[place]].written for place in (rows @ self.weights[:, own]).argmax(axis=1)]


@dataclass(frozen=True, slots=True)
class PooledModel:
    """What the bank says of each key point, as one column of gram weights of length one.

    Attributes:
        vocabulary: the grams of all targets.
        weight: of each gram, shape (n_grams + 1,).
        pools: shape (n_grams + 1, n_points).
        targets: the single texts, for tracing.
        columns: their grams, each a column of length one, shape (n_grams + 1, n_targets).
    """

    vocabulary: Vocabulary
    weight: Floats
    pools: Floats
    targets: tuple[Target, ...]
    columns: Floats

    def subject(self, counts: Any) -> Floats:
        """Nothing is known of other subjects; see `Model`."""
        return np.full(counts.shape[0], np.inf)

    def judge(self, counts: Any, doubt: Floats) -> Judgement:
        """Cosine with each pool against the cosine with its strongest rival; see `Model`."""
        rows = _unit_rows(counts, self.weight)
        alike = rows @ self.pools
        odds = _BIAS + _LIKE * alike + _RIVAL * _strongest_other(alike) - doubt[:, None]
        presence = 1 / (1 + np.exp(-odds))
        credit = np.where(presence >= _FULL_FROM, 1.0, np.where(presence >= _HALF_FROM, 0.5, 0.0))
        credit[self._shared(counts) < _SHARED] = 0.0
        return Judgement(presence, credit, rows)

    def _shared(self, counts: Any) -> Floats:
        """How many different characters a stretch and each pool have in common, shape (n, n_points)."""
        single = np.append(self.vocabulary.keys >> _SHIFT == 0, False)
        held = counts.copy()
        held.data = np.ones_like(held.data)
        shared: Floats = held @ ((self.pools > 0) & single[:, None]).astype(np.float64)
        return shared

    def nearest(self, rows: Any, point: int, credit: Floats) -> list[str]:  # noqa: ARG002 - see `Model`
        """The text of the key point that each row is most alike; see `Model`."""
        own = [index for index, target in enumerate(self.targets) if target.point == point]
        return [self.targets[own[place]].written for place in (rows @ self.columns[:, own]).argmax(axis=1)]


def fit_coverage(targets: Sequence[Target], question: str, corpus: Sequence[Sequence[str]]) -> CoverageModel:
    """Weigh the grams of targets; what several share weighs less, as only the rest tells them apart.

    Args:
        targets: at least one for every key point, grouped by key point in order.
        question: letters of the question, whose grams weigh nothing.
        corpus: documents (clauses) that say how common a gram is.
    """
    vocabulary, weight, free = _weights(targets, question, corpus)
    held = [_held(vocabulary, target.clauses) for target in targets]
    siblings = np.maximum(np.sum(held, axis=0), 1) ** _SIBLINGS
    columns = [_column(own, free / siblings, weight) for own in held]
    owners = [target.point for target in targets]
    starts = tuple(owners.index(point) for point in range(owners[-1] + 1))
    return CoverageModel(vocabulary, np.stack(columns, axis=1), tuple(targets), starts)


def fit_pooled(
    targets: Sequence[Target],
    references: Sequence[Sequence[str]],
    question: str,
    corpus: Sequence[Sequence[str]],
) -> PooledModel:
    """Pool what the bank says of each key point: its targets, and the clauses of the reference about it.

    Args:
        targets: at least one for every key point, grouped by key point in order.
        references: sentences of the question's reference answers, each its clauses.
        question: letters of the question, whose grams weigh nothing.
        corpus: documents (clauses) that say how common a gram is.
    """
    vocabulary, _, free = _weights(targets, question, corpus)
    held = np.array([_held(vocabulary, target.clauses) for target in targets], dtype=np.float64)
    owners = np.array([target.point for target in targets])
    pools = np.stack([held[owners == point].sum(axis=0) for point in range(owners[-1] + 1)])
    told = pools > 0
    for sentence in references:
        whole = _alike(told, _held(vocabulary, sentence), free)
        for clause in sentence:
            own = _held(vocabulary, (clause,))
            alike = _alike(told, own, free) + whole
            if alike.max() >= _ABOUT:
                pools[alike.argmax()] += own
    pools = np.where(pools > 0, 1 + np.log(np.maximum(pools, 1)), 0.0)
    return PooledModel(vocabulary, free, _unit(pools * free), tuple(targets), _unit(held * free))


def _weights(
    targets: Sequence[Target], question: str, corpus: Sequence[Sequence[str]]
) -> tuple[Vocabulary, Floats, Floats]:
    """The grams, what each weighs, and what is left of it once the question is given; the last is unknown."""
    vocabulary = Vocabulary.fit([*corpus, *(target.clauses for target in targets)], 1)
    weight = np.append(vocabulary.idf, vocabulary.unknown_idf)
    weight[:-1][vocabulary.keys >> _SHIFT > 0] *= _PAIR_WEIGHT
    weight[-1] *= _PAIR_WEIGHT
    given = {int(key) for key in gram_keys([question])[1]} | {ord(character) for character in _FUNCTION_WORDS}
    free = weight.copy()
    free[:-1][np.isin(vocabulary.keys, np.fromiter(given, dtype=np.int64))] = 0.0
    return vocabulary, weight, free


def _held(vocabulary: Vocabulary, clauses: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Which known grams a text holds, shape (n_grams + 1,)."""
    held: npt.NDArray[np.bool_] = np.asarray(vocabulary.count(clauses).sum(axis=0)).ravel() > 0
    held[-1] = False
    return held


def _column(held: npt.NDArray[np.bool_], free: Floats, weight: Floats) -> Floats:
    """Weights of one target; where the question gives all of it away, its own words count after all."""
    column = np.where(held, free, 0.0)
    if not column.any():
        column = np.where(held, weight, 0.0)
    total = column.sum()
    return column / total if total else column


def _alike(pools: npt.NDArray[np.bool_], held: npt.NDArray[np.bool_], weight: Floats) -> Floats:
    """Shared weight over the geometric mean of both weights, per pool."""
    shared: Floats = (pools & held) @ weight
    return shared / np.sqrt(np.maximum((pools @ weight) * (held @ weight), 1e-9))


def _unit(rows: Floats) -> Floats:
    """Rows as columns of length one."""
    length = np.sqrt((rows**2).sum(axis=1, keepdims=True))
    return np.ascontiguousarray((rows / np.where(length > 0, length, 1.0)).T)


def _unit_rows(counts: Any, weight: Floats) -> Any:
    """Which grams stretches hold, weighed, as CSR rows of length one; each unknown gram counts on its own."""
    rows = counts.tocsr(copy=True)
    known = rows.indices < len(weight) - 1
    rows.data = np.where(known, weight[rows.indices], np.sqrt(rows.data) * weight[-1])
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    rows.data /= np.repeat(np.where(length > 0, length, 1.0), np.diff(rows.indptr))
    return rows


def _strongest_other(alike: Floats) -> Floats:
    """Per stretch and key point, the highest likeness with any other key point; 0 where there is none."""
    if alike.shape[1] < 2:
        return np.zeros_like(alike)
    top = np.partition(alike, -2, axis=1)
    first, second = top[:, -1:], top[:, -2:-1]
    return np.where(alike == first, second, first)
