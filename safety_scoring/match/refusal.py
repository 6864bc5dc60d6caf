"""Whether a sentence takes back or misses what it talks of, whatever that is.

One logistic regression over a whole bank: its near misses and denials against all ways of saying its key
points, on TF-IDF of character 1–2-grams. What the points are about is on both sides, so that what tells the
two apart is how one speaks of a thing that one does not mean: 说说而已, 早就没人提了, 等明年再看.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from safety_scoring.match.example import Example
from safety_scoring.match.grams import Vocabulary
from safety_scoring.match.regression import regression, rows_of

__all__ = ["Refusal", "fit_refusal"]

_FEWEST = 100  # near misses from which there is something to learn
_KNOWN_FROM = 2
_STRENGTH = 10.0
_STATEMENT_WEIGHT = 0.3  # most statements are plain affirmations, which teach little

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Fitted weights; plain arrays.

    Attributes:
        vocabulary: the grams.
        weights: shape (n_grams + 1,).
        bias: in log odds.
    """

    vocabulary: Vocabulary
    weights: Floats
    bias: float

    def odds(self, counts: Any) -> Floats:
        """How surely whole sentences take back what they talk of, in log odds, shape (n,).

        Args:
            counts: gram counts of sentences by `vocabulary`, CSR, shape (n, n_grams + 1).
        """
        odds: Floats = self.vocabulary.weigh(counts) @ self.weights + self.bias
        return odds


def fit_refusal(examples: Sequence[Example], told: Sequence[Example]) -> Refusal | None:
    """Fit the model of a bank; None where it has too few near misses to learn from.

    Args:
        examples: of all its key points.
        told: sentences that mean what they say, such as those of its reference answers.
    """
    refused = np.array([example.label == 0 for example in examples] + [False] * len(told), dtype=bool)
    if refused.sum() < _FEWEST:
        return None
    texts = [example.clauses for example in (*examples, *told)]
    vocabulary = Vocabulary.fit(texts, _KNOWN_FROM)
    weight = np.where(refused, 1.0, _STATEMENT_WEIGHT)
    return Refusal(vocabulary, *regression(rows_of(vocabulary, texts), refused, weight, strength=_STRENGTH))
