"""What a model of likeness says of many stretches at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from safety_scoring.match.grams import Vocabulary

__all__ = ["Judgement", "Model"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Stretches × key points.

    Attributes:
        presence: how sure it is that the stretch earns something, 0-1, shape (n_spans, n_points).
        credit: share of the marks that the stretch earns, 0-1, shape (n_spans, n_points).
        rows: the stretches as the model compares them, CSR, for tracing.
    """

    presence: Floats
    credit: Floats
    rows: Any


class Model(Protocol):
    """Judges stretches by their grams, and names what of the bank they are nearest to."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The grams that are counted."""

    def subject(self, counts: Any) -> Floats:
        """How surely stretches are about the bank's subjects, in log odds.

        Infinite where nothing is known of other subjects.

        Args:
            counts: gram counts, CSR, shape (n, n_grams + 1).
        """

    def judge(self, counts: Any, doubt: Floats) -> Judgement:
        """Judge stretches.

        Args:
            counts: gram counts, CSR, shape (n_spans, n_grams + 1).
            doubt: log odds by which the subject of the answer speaks against each stretch, shape
                (n_spans,).
        """

    def nearest(self, rows: Any, point: int, credit: Floats) -> list[str]:
        """What of the bank's texts for a key point each judged row is nearest to.

        Args:
            rows: of `Judgement.rows`, CSR, shape (n, n_grams + 1).
            point: index of the key point.
            credit: what each row earned, shape (n,); texts that earn as much are preferred.
        """
