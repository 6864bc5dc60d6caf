"""Bootstrap intervals against scipy and against what must hold."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from safety_scoring.agreement import statistics
from safety_scoring.agreement.resample import Resamples


def marks(answers: int) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(3)
    human = draw.uniform(0, 1, answers)
    return human, np.clip(human + draw.normal(0.05, 0.15, answers), 0, 1)


@pytest.mark.parametrize("name", ["pearson", "ccc", "mae", "bias"])
def test_the_interval_is_near_scipy_s(name: str) -> None:
    human, machine = marks(120)
    figure = getattr(statistics, name)
    found = Resamples(120).measure(lambda w: figure(human, machine, w), np.arange(120))

    def plain(h: np.ndarray, m: np.ndarray) -> float:
        return float(figure(h, m, np.ones(len(h))))

    wanted = stats.bootstrap(
        (human, machine), plain, paired=True, vectorized=False, n_resamples=1000, method="BCa", rng=1
    ).confidence_interval
    width = wanted.high - wanted.low
    assert found.value == pytest.approx(plain(human, machine))
    assert (found.low, found.high) == pytest.approx((wanted.low, wanted.high), abs=width / 5)


def test_the_same_answers_give_the_same_interval() -> None:
    human, machine = marks(30)
    first, second = (
        Resamples(30).measure(lambda w: statistics.ccc(human, machine, w), np.arange(30)) for _ in range(2)
    )
    assert first == second


def test_only_the_answers_asked_for_count() -> None:
    human, machine = marks(40)
    index = np.arange(10)
    found = Resamples(40).measure(lambda w: statistics.mae(human[index], machine[index], w), index)
    assert found.value == pytest.approx(np.abs(human[:10] - machine[:10]).mean())
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.value < found.high


def test_what_is_not_defined_has_no_value() -> None:
    same = np.ones(5)
    found = Resamples(5).measure(lambda w: statistics.pearson(same, same, w), np.arange(5))
    assert (found.value, found.low, found.high) == (None, None, None)


def test_a_single_answer_has_no_interval() -> None:
    found = Resamples(3).measure(lambda w: statistics.mean([0.5], w), np.array([1]))
    assert (found.value, found.low, found.high) == (0.5, None, None)


def test_no_interval_where_resamples_hardly_reach_the_figure() -> None:
    """Two answers a question: nearly every resample draws one of them twice, and its kappa falls."""
    question = np.repeat(np.arange(40), 2)
    human, machine = np.tile([0.0, 10.0], 40), np.tile([1.0, 9.0], 40)

    def mean_kappa(weights: np.ndarray) -> np.ndarray:
        groups = [question == number for number in range(40)]
        each = [statistics.qwk(human[g], machine[g], weights[:, g]) for g in groups]
        return np.nanmean(each, axis=0)

    found = Resamples(80).measure(mean_kappa, np.arange(80))
    assert found.value == pytest.approx(1 - 2 / 82)
    assert (found.low, found.high) == (None, None)
