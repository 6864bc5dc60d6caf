"""The fit of a curve: it never falls, nothing fits better, and it holds out of fold against isotonic's."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.isotonic import IsotonicRegression

from safety_scoring.agreement.curve_fit import PULL, fit_points, objective

Array = NDArray[np.float64]


def drawn(seed: int, count: int, truth: Callable[[Array], Array], noise: float = 0.1) -> tuple[Array, Array]:
    draw = np.random.default_rng(seed)
    raw = np.round(draw.uniform(0, 1, count), 2)
    return raw, np.clip(truth(raw) + draw.normal(0, noise, count), 0, 1)


marks = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda pair: (pair[0] / 20, pair[1] / 20))


@given(st.lists(marks, max_size=60))
def test_every_fit_is_a_curve_that_a_file_may_hold(given_marks: list[tuple[float, float]]) -> None:
    raw, human = np.array(given_marks).reshape(-1, 2).T
    before, after = np.array(fit_points(raw, human)).T
    assert (before[0], after[0], before[-1]) == (0, 0, 1)
    assert (np.diff(before) > 0).all()
    assert (np.diff(after) >= 0).all()
    assert after[-1] <= 1
    assert len(before) <= 7, "few enough to be read"
    assert np.array_equal(np.round(before, 3), before)
    assert np.array_equal(np.round(after, 3), after)


TRUTHS: list[tuple[str, Callable[[Array], Array]]] = [
    ("marks as they are", lambda x: x),
    ("too strict", np.sqrt),
    ("too lenient", lambda x: x**2),
    ("a step", lambda x: (x > 0.5) * 1.0),
    ("upside down, which no curve follows", lambda x: 1 - x),
]


@pytest.mark.parametrize("truth", [row[1] for row in TRUTHS], ids=[row[0] for row in TRUTHS])
@pytest.mark.parametrize("count", [8, 60])
def test_nothing_fits_better(truth: Callable[[Array], Array], count: int) -> None:
    """A slow search over all curves with these breakpoints, by another method, finds none."""
    raw, human = drawn(3, count, truth, noise=0.2)
    points = fit_points(raw, human)
    before, after = np.array(points).T

    def cost(rises: Array) -> float:
        heights = np.concatenate([[0.0], np.cumsum(rises)])
        return objective(tuple(zip(before, heights, strict=True)), raw, human)

    bounds = [(0, None)] * (len(before) - 1)
    total = {"type": "ineq", "fun": lambda rises: 1 - rises.sum()}
    slow = minimize(cost, np.diff(before), bounds=bounds, constraints=total, method="SLSQP")
    assert objective(points, raw, human) <= slow.fun + 1e-3 * count, "but for the rounding to three digits"
    assert abs(after - np.concatenate([[0.0], np.cumsum(slow.x)])).max() < 0.01


def test_few_strange_marks_do_not_bend_the_curve() -> None:
    raw = np.linspace(0.05, 1, 60)
    human = np.where(np.arange(60) % 15 == 7, 0.0, raw)
    before, after = np.array(fit_points(raw, human)).T
    assert np.abs(after - before).max() < 0.05
    assert np.abs(IsotonicRegression().fit(raw, human).predict(raw) - raw).max() > 0.05


def test_few_answers_cannot_bend_it_far() -> None:
    before, after = np.array(fit_points(np.array([0.5]), np.array([1.0]))).T
    assert after[before == 0.5] == pytest.approx((1 + PULL) / (1 + 2 * PULL), abs=0.001)


def test_what_earns_nothing_plays_no_part() -> None:
    raw, human = drawn(1, 40, np.sqrt)
    with_nothing = fit_points(np.append(raw, [0, 0, 0]), np.append(human, [1, 1, 1]))
    assert with_nothing == fit_points(raw, human)
    assert fit_points(np.zeros(5), np.ones(5)) == ((0, 0), (1, 1))


@pytest.mark.parametrize("truth", [row[1] for row in TRUTHS[:3]], ids=[row[0] for row in TRUTHS[:3]])
def test_no_worse_than_isotonic_regression_on_answers_held_out(truth: Callable[[Array], Array]) -> None:
    ours, theirs = [], []
    for seed in range(30):
        raw, human = drawn(seed, 60, truth, noise=0.15)
        fitted, held_out = slice(0, 30), slice(30, 60)
        before, after = np.array(fit_points(raw[fitted], human[fitted])).T
        isotonic = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(raw[fitted], human[fitted])
        ours.append(np.abs(np.interp(raw[held_out], before, after) - human[held_out]).mean())
        theirs.append(np.abs(isotonic.predict(raw[held_out]) - human[held_out]).mean())
    assert np.mean(ours) < np.mean(theirs) + 0.005
