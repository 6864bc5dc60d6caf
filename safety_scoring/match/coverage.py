"""Likeness without examples: how much of a text of the bank a stretch of the answer covers.

For key points that come with a name and a few phrases only, and for key points derived from a
reference answer. A gram's weight is its inverse document frequency, a pair counts for less than a
character, and what the question gives away counts for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from safety_scoring.match.grams import Vocabulary, gram_keys
from safety_scoring.match.judgement import Judgement, Traced

__all__ = ["CoverageModel", "Target", "fit_coverage"]

_PAIR_WEIGHT = 0.3
_FUNCTION_WORDS = "的了是在和与及或等有为对中把被也都要就以而之其所并且从到由于个这那一上下可会将着使让则又该各按给向我你他们"
_SIBLINGS = 1.5
_SHIFT = 21

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Target:
    """A text of the bank that a stretch may cover.

    Attributes:
        point: index of its key point.
        written: as the bank writes it.
        clauses: letters of its clauses.
        need: covered share that earns full credit, 0-1.
        floor: covered share under which nothing is earned, 0-1.
        step: credit is rounded down to multiples of this share.
        words: its telling words, for saying what an answer lacks.
    """

    point: int
    written: str
    clauses: tuple[str, ...]
    need: float
    floor: float
    step: float
    words: tuple[str, ...] = ()


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
        return np.zeros(counts.shape[0])

    def judge(self, counts: Any, doubt: Floats) -> Judgement:  # noqa: ARG002 - see `Model`
        """Covered shares of the best target of each key point; see `Model`."""
        held = counts.copy()
        held.data = np.ones_like(held.data)
        shares = held @ self.weights
        need = np.array([target.need for target in self.targets])
        floor = np.array([target.floor for target in self.targets])
        step = np.array([target.step for target in self.targets])
        credit = np.minimum(1.0, np.floor(np.minimum(shares / need, 1.0) / step + 1e-9) * step)
        credit[shares < floor] = 0.0
        presence = np.clip(0.5 * shares / floor, 0.0, 1.0)
        return Judgement(
            np.maximum.reduceat(presence, self.starts, axis=1),
            np.maximum.reduceat(credit, self.starts, axis=1),
            held,
        )

    def nearest(self, rows: Any, point: int, credit: Floats) -> list[Traced]:  # noqa: ARG002 - see `Model`
        """The target of the key point that each row covers most; see `Model`."""
        columns = [index for index, target in enumerate(self.targets) if target.point == point]
        shares = rows @ self.weights[:, columns]
        return [
            Traced(self.targets[columns[place]].written, self.targets[columns[place]].words)
            for place in shares.argmax(axis=1)
        ]


def fit_coverage(
    targets: Sequence[Target], question: str, corpus: Sequence[Sequence[str]], *, apart: bool
) -> CoverageModel:
    """Weigh the grams of targets.

    Args:
        targets: at least one for every key point, grouped by key point in order.
        question: letters of the question, whose grams weigh nothing.
        corpus: documents (clauses) that say how common a gram is.
        apart: whether a gram that several targets share weighs less, as what tells the members of a
            list apart is what must be named.
    """
    vocabulary = Vocabulary.fit([*corpus, *(target.clauses for target in targets)], 1)
    given = {int(key) for key in gram_keys([question])[1]} | {ord(character) for character in _FUNCTION_WORDS}
    weight = np.append(vocabulary.idf, 0.0)
    weight[:-1][vocabulary.keys >> _SHIFT > 0] *= _PAIR_WEIGHT
    free = weight.copy()
    free[:-1][np.isin(vocabulary.keys, np.fromiter(given, dtype=np.int64))] = 0.0
    held = [_held(vocabulary, target) for target in targets]
    siblings = np.maximum(np.sum(held, axis=0), 1) if apart else 1
    columns = [_column(own, free / siblings**_SIBLINGS, weight) for own in held]
    owners = [target.point for target in targets]
    starts = tuple(owners.index(point) for point in range(owners[-1] + 1))
    return CoverageModel(vocabulary, np.stack(columns, axis=1), tuple(targets), starts)


def _held(vocabulary: Vocabulary, target: Target) -> npt.NDArray[np.bool_]:
    """Which grams a target holds, shape (n_grams + 1,)."""
    return np.asarray(vocabulary.count(target.clauses).sum(axis=0)).ravel() > 0


def _column(held: npt.NDArray[np.bool_], free: Floats, weight: Floats) -> Floats:
    """Weights of one target; where the question gives all of it away, its own words count after all."""
    column = np.where(held, free, 0.0)
    if not column.any():
        column = np.where(held, weight, 0.0)
    total = column.sum()
    return column / total if total else column
