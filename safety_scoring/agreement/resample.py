"""Bootstrap: how far a figure would move had other answers of the same kind been marked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

__all__ = ["RESAMPLES", "Measure", "Resamples"]

RESAMPLES = 1_000
_SEED = 0
_LEVEL = 0.95
_TIE = 1e-9  # draws this close to the value are equal to it
_BLOCK = 2_000_000  # weights in one product; bounds the memory

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure and its 95 % interval.

    Attributes:
        value: None where it is not defined, such as a correlation with marks that are all the same.
        low, high: ends of the interval; None where there is none: a single answer, or so few a question
            that resamples hardly reach the figure itself.
    """

    value: float | None
    low: float | None = None
    high: float | None = None


class Resamples:
    """Answers drawn with replacement, the same draws for every figure.

    Efron, B. (1979). Bootstrap methods: another look at the jackknife. The Annals of Statistics 7(1),
    1-26. Whole answers are drawn, for the key points of one answer do not vary on their own. The interval
    is the bias-corrected one (Efron, B. 1981, Nonparametric standard errors and confidence intervals, The
    Canadian Journal of Statistics 9(2), 139-158): a kappa of a dozen answers is lower in most resamples
    than in the answers themselves, for what is drawn twice varies less.

    Args:
        answers: how many answers there are.
    """

    def __init__(self, answers: int) -> None:
        draw = np.random.default_rng(_SEED)
        self._counts = np.empty((RESAMPLES, answers), np.uint16)
        for counts in self._counts if answers else ():
            counts[:] = np.bincount(draw.integers(0, answers, answers), minlength=answers)

    def measure(self, figure: Callable[[Array], Array], index: NDArray[np.intp]) -> Measure:
        """The figure of some answers, with its interval.

        Args:
            figure: from weights of shape (k, number of those answers) to k values, NaN where not defined.
            index: places of those answers among all.
        """
        value = figure(np.ones((1, len(index))))[0]
        if np.isnan(value):
            return Measure(None)
        if len(index) < 2:
            return Measure(float(value))
        block = max(1, _BLOCK // len(index))
        drawn = [
            figure(self._counts[start : start + block, index].astype(float))
            for start in range(0, RESAMPLES, block)
        ]
        return Measure(float(value), *_interval(float(value), np.concatenate(drawn)))


def _interval(value: float, drawn: Array) -> tuple[float, float] | tuple[None, None]:
    """Ends of the interval: quantiles moved by how far the value lies from the middle of the draws."""
    known = drawn[~np.isnan(drawn)]
    below = float(np.mean(known < value - _TIE) + np.mean(np.abs(known - value) <= _TIE) / 2)
    tail = (1 - _LEVEL) / 2
    if not tail <= below <= 1 - tail:
        return None, None
    normal = NormalDist()
    shift, reach = 2 * normal.inv_cdf(below), normal.inv_cdf(1 - tail)
    low, high = np.quantile(known, [normal.cdf(shift - reach), normal.cdf(shift + reach)])
    return float(low), float(high)
