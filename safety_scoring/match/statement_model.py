"""Whole ways of saying a key point, matched by likeness over clauses and windows of clauses.

Marking is one sparse product over all clauses of a batch. What earned the mark is traced to the statement
that is nearest to the stretch. `fitting` makes the model.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from safety_scoring.match.grams import Vocabulary
from safety_scoring.match.judgement import Judgement

__all__ = ["PRESENT_FROM", "StatementModel"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

PRESENT_FROM = 0.4
"""Probability of earning something from which a stretch earns."""


@dataclass(frozen=True, slots=True)
class StatementModel:
    """Fitted weights of one question; plain arrays.

    Attributes:
        vocabulary: the grams.
        presence: weights of "earns something", shape (n_grams + 1, n_points).
        presence_bias: shape (n_points,).
        fullness: weights of "earns all of it", shape (n_grams + 1, n_points).
        fullness_bias: shape (n_points,).
        domain: weights of "is about the bank's subjects at all", shape (n_grams + 1,).
        domain_bias: its bias.
        texts: what earns something, as it is written, for tracing.
        labels: what each of them earns of each key point, 2 all, 1 half, shape (n_texts, n_points).
        rows: their TF-IDF rows, CSR, shape (n_texts, n_grams + 1).
    """

    vocabulary: Vocabulary
    presence: Floats
    presence_bias: Floats
    fullness: Floats
    fullness_bias: Floats
    domain: Floats
    domain_bias: float
    texts: tuple[str, ...]
    labels: Ints
    rows: Any

    def subject(self, counts: Any) -> Floats:
        """How surely each stretch is about the bank's subjects, in log odds; see `Model`."""
        odds: Floats = self.vocabulary.weigh(counts) @ self.domain + self.domain_bias
        return odds

    def judge(self, counts: Any, doubt: Floats) -> Judgement:
        """How likely each stretch earns each key point, and what it would earn; see `Model`."""
        rows = self.vocabulary.weigh(counts)
        presence = _logistic(rows @ self.presence + self.presence_bias - doubt[:, None])
        full = rows @ self.fullness + self.fullness_bias >= 0
        credit = np.where(presence < PRESENT_FROM, 0.0, np.where(full, 1.0, 0.5))
        return Judgement(presence, credit, rows)

    def nearest(self, rows: Any, point: int, credit: Floats) -> list[str]:
        """Nearest texts that earn as much; see `Model`."""
        own = np.flatnonzero(self.labels[:, point] > 0)
        likeness = (rows @ self.rows[own].T).toarray()
        wanted = np.where(credit == 1.0, 2, 1)
        likeness[self.labels[own, point][None, :] != wanted[:, None]] -= 1.0
        best = likeness.argmax(axis=1) if len(own) else []
        return [self.texts[own[place]] for place in best]


def _logistic(values: Floats) -> Floats:
    return 1 / (1 + np.exp(-values))
