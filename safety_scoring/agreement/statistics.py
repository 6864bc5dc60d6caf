"""The formulas of agreement, each with its source; every one takes weights, so that resampling is a product.

`human` and `machine` are marks of the same n answers. `weights` holds how often each answer counts: shape
(n,) gives one figure, (resamples, n) one figure a resample. A figure that is not defined is NaN.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["auc", "bias", "ccc", "f1", "mae", "mean", "pearson", "qwk", "ratio", "smd", "within"]

Array = NDArray[np.float64]

_NOTHING = 1e-12  # a variance up to this is rounding: marks lie between 0 and some hundreds


class _Moments(NamedTuple):
    """Weighted moments of two variables; variances divided by the number of answers."""

    answers: Array
    human_mean: Array
    machine_mean: Array
    human_variance: Array
    machine_variance: Array
    covariance: Array


def ratio(part: ArrayLike, whole: ArrayLike) -> Array:
    """``part / whole``, NaN where the whole is nothing."""
    above, below = np.broadcast_arrays(np.asarray(part, float), np.asarray(whole, float))
    found: Array = np.full(above.shape, np.nan)
    np.divide(above, below, out=found, where=below > 0)
    return found


def mean(values: ArrayLike, weights: Array) -> Array:
    """Mean of the values of the answers; with values 0 and 1 a share."""
    return ratio(weights @ np.asarray(values, float), weights.sum(axis=-1))


def within(human: Array, machine: Array, weights: Array, distance: float) -> Array:
    """Share of answers whose marks differ by at most `distance` marks: 0 exact, 1 adjacent agreement."""
    return mean(np.abs(human - machine) <= distance, weights)


def mae(human: Array, machine: Array, weights: Array) -> Array:
    """Mean absolute error: mean of ``|machine - human|``."""
    return mean(np.abs(machine - human), weights)


def bias(human: Array, machine: Array, weights: Array) -> Array:
    """Mean of ``machine - human``; above 0 where the machine is more generous."""
    return mean(machine - human, weights)


def qwk(human: Array, machine: Array, weights: Array) -> Array:
    """Quadratic weighted kappa of whole marks.

    Cohen, J. (1968). Weighted kappa: nominal scale agreement with provision for scaled disagreement or
    partial credit. Psychological Bulletin 70(4), 213-220:
    ``1 - sum(o_ij (i-j)^2) / sum(e_ij (i-j)^2)`` with o observed and e expected from the margins.
    Written out, the two sums are those of `ccc` (Fleiss & Cohen 1973, Educational and Psychological
    Measurement 33, 613-619), which needs no table and so serves all resamples in one product. Equal to
    scikit-learn's ``cohen_kappa_score(weights="quadratic", labels=range(lo, hi + 1))``; marks of one
    single value, where that is not defined, give 1.

    Args:
        human: whole marks.
        machine: whole marks.
        weights: how often each answer counts.
    """
    return ccc(human, machine, weights)


def ccc(human: Array, machine: Array, weights: Array) -> Array:
    """Concordance correlation coefficient, for marks that are not whole numbers.

    Lin, L. I.-K. (1989). A concordance correlation coefficient to evaluate reproducibility. Biometrics
    45(1), 255-268: ``2 s_hm / (s_h^2 + s_m^2 + (mean_h - mean_m)^2)``, variances divided by n. Marks of
    one single value give 1.
    """
    moments = _moments(human, machine, weights)
    distance = (moments.human_mean - moments.machine_mean) ** 2
    below = moments.human_variance + moments.machine_variance + distance
    found = ratio(2 * moments.covariance, np.where(below > _NOTHING, below, 0))
    return np.where((moments.answers > 0) & (below <= _NOTHING), 1.0, found)


def pearson(human: Array, machine: Array, weights: Array) -> Array:
    """Product-moment correlation, ``s_hm / (s_h s_m)``; NaN where either has one single value.

    Pearson, K. (1895). Note on regression and inheritance in the case of two parents. Proceedings of the
    Royal Society of London 58, 240-242.
    """
    moments = _moments(human, machine, weights)
    varied = (moments.human_variance > _NOTHING) & (moments.machine_variance > _NOTHING)
    below = np.sqrt(moments.human_variance) * np.sqrt(moments.machine_variance)
    return np.clip(ratio(moments.covariance, np.where(varied, below, 0)), -1, 1)


def smd(human: Array, machine: Array, weights: Array) -> Array:
    """Standardised mean difference: ``(mean_m - mean_h) / sqrt((s_h^2 + s_m^2) / 2)``, variances by n - 1.

    Williamson, D. M., Xi, X. & Breyer, F. J. (2012). A framework for evaluation and use of automated
    scoring. Educational Measurement: Issues and Practice 31(1), 2-13; they accept up to 0.15 either way.
    """
    moments = _moments(human, machine, weights)
    pooled = (moments.human_variance + moments.machine_variance) / 2
    sample = pooled * ratio(moments.answers, moments.answers - 1)
    below = np.sqrt(np.where(sample > _NOTHING, sample, 0))
    return ratio(moments.machine_mean - moments.human_mean, below)


def f1(right: ArrayLike, wrong: ArrayLike, lost: ArrayLike) -> Array:
    """Harmonic mean of precision and recall: ``2 tp / (2 tp + fp + fn)``.

    van Rijsbergen, C. J. (1979). Information Retrieval, 2nd ed., ch. 7. London: Butterworths.

    Args:
        right: paid and due (tp).
        wrong: paid and not due (fp).
        lost: due and not paid (fn).
    """
    paid = 2 * np.asarray(right, float)
    return ratio(paid, paid + np.asarray(wrong, float) + np.asarray(lost, float))


def auc(upper: Array, lower: Array, upper_weights: Array, lower_weights: Array) -> Array:
    """Chance that an answer of the upper group has more marks than one of the lower, a tie counting half.

    Hanley, J. A. & McNeil, B. J. (1982). The meaning and use of the area under a receiver operating
    characteristic (ROC) curve. Radiology 143(1), 29-36.

    Args:
        upper: marks of the upper group.
        lower: marks of the lower group.
        upper_weights: how often each answer of the upper group counts.
        lower_weights: likewise of the lower.
    """
    values = np.unique(np.concatenate([upper, lower]))
    above = upper_weights @ (upper[:, None] == values)
    below = lower_weights @ (lower[:, None] == values)
    won = (above * (np.cumsum(below, axis=-1) - below / 2)).sum(axis=-1)
    return ratio(won, above.sum(axis=-1) * below.sum(axis=-1))


def _moments(human: Array, machine: Array, weights: Array) -> _Moments:
    # sums of squares lose digits far from zero; one shift for both leaves their difference as it is
    middle = np.mean(np.concatenate([human, machine]))
    h, m = human - middle, machine - middle
    h_mean, m_mean, hh, mm, hm = (mean(values, weights) for values in (h, m, h * h, m * m, h * m))
    variances: tuple[Any, Any] = (np.maximum(hh - h_mean**2, 0), np.maximum(mm - m_mean**2, 0))
    return _Moments(weights.sum(axis=-1), h_mean, m_mean, *variances, hm - h_mean * m_mean)
