"""The formulas against scikit-learn, scipy and tables worked by hand."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from sklearn.metrics import cohen_kappa_score, f1_score, precision_score, recall_score, roc_auc_score

from safety_scoring.agreement import statistics

Array = np.ndarray
Draw = Callable[[int], tuple[Array, Array]]

PAIRS = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=2, max_size=40)


def once(values: Array) -> Array:
    return np.ones(len(values))


def columns(pairs: list[tuple[int, int]]) -> tuple[Array, Array]:
    human, machine = np.array(pairs, float).T
    return human, machine


@given(PAIRS)
def test_qwk_is_scikit_learn_s(pairs: list[tuple[int, int]]) -> None:
    human, machine = columns(pairs)
    low, high = int(min(human.min(), machine.min())), int(max(human.max(), machine.max()))
    found = statistics.qwk(human, machine, once(human))
    if low == high:
        assert found == 1
        return
    wanted = cohen_kappa_score(human, machine, weights="quadratic", labels=range(low, high + 1))
    assert found == pytest.approx(wanted, abs=1e-9)


@given(PAIRS)
def test_pearson_is_scipy_s(pairs: list[tuple[int, int]]) -> None:
    human, machine = columns(pairs)
    found = statistics.pearson(human, machine, once(human))
    if np.ptp(human) == 0 or np.ptp(machine) == 0:
        assert np.isnan(found)
        return
    assert found == pytest.approx(stats.pearsonr(human, machine).statistic, abs=1e-9)


@given(PAIRS)
def test_ccc_is_lin_s_formula(pairs: list[tuple[int, int]]) -> None:
    human, machine = (values / 20 for values in columns(pairs))
    covariance = np.cov(human, machine, bias=True)[0, 1]
    below = human.var() + machine.var() + (human.mean() - machine.mean()) ** 2
    wanted = 1 if below < 1e-12 else 2 * covariance / below
    assert statistics.ccc(human, machine, once(human)) == pytest.approx(wanted, abs=1e-9)


@given(PAIRS)
def test_smd_is_the_bias_in_pooled_deviations(pairs: list[tuple[int, int]]) -> None:
    human, machine = columns(pairs)
    pooled = np.sqrt((human.var(ddof=1) + machine.var(ddof=1)) / 2)
    found = statistics.smd(human, machine, once(human))
    if pooled == 0:
        assert np.isnan(found)
        return
    assert found == pytest.approx((machine.mean() - human.mean()) / pooled, abs=1e-9)


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1))
def test_f1_is_scikit_learn_s(judged: list[tuple[bool, bool]]) -> None:
    due, paid = zip(*judged, strict=True)
    right, wrong, lost = (judged.count(kind) for kind in ((True, True), (False, True), (True, False)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        wanted = f1_score(due, paid, zero_division=np.nan)
        precision = precision_score(due, paid, zero_division=np.nan)
        recall = recall_score(due, paid, zero_division=np.nan)
    assert statistics.f1(right, wrong, lost) == pytest.approx(wanted, nan_ok=True)
    assert statistics.ratio(right, right + wrong) == pytest.approx(precision, nan_ok=True)
    assert statistics.ratio(right, right + lost) == pytest.approx(recall, nan_ok=True)


@given(
    st.lists(st.integers(0, 10), min_size=1, max_size=20),
    st.lists(st.integers(0, 10), min_size=1, max_size=20),
)
def test_auc_is_scikit_learn_s(upper: list[int], lower: list[int]) -> None:
    above, below = np.array(upper, float), np.array(lower, float)
    wanted = roc_auc_score([1] * len(upper) + [0] * len(lower), [*upper, *lower])
    assert statistics.auc(above, below, once(above), once(below)) == pytest.approx(wanted)


HAND = [
    # differences 0 0 1 -1 -2: exact, adjacent, mean absolute, mean
    ("five answers", [(0, 0), (2, 2), (3, 4), (5, 4), (4, 2)], (0.4, 0.8, 0.8, -0.4)),
    ("always one too many", [(1, 2), (2, 3), (3, 4)], (0, 1, 1, 1)),
    ("the same", [(1, 1), (9, 9)], (1, 1, 0, 0)),
]


@pytest.mark.parametrize(("why", "pairs", "expected"), HAND, ids=[case[0] for case in HAND])
def test_agreement_worked_by_hand(
    why: str, pairs: list[tuple[int, int]], expected: tuple[float, ...]
) -> None:
    human, machine = columns(pairs)
    weights = once(human)
    found = (
        statistics.within(human, machine, weights, 0),
        statistics.within(human, machine, weights, 1),
        statistics.mae(human, machine, weights),
        statistics.bias(human, machine, weights),
    )
    assert found == pytest.approx(expected), why


def test_kappa_of_cohen_s_kind_worked_by_hand() -> None:
    # squares seen: 1 + 1; expected, each human mark with each machine mark (0 1 1 2 2) over five:
    # 0 twice: 1+1+4+4 = 10, 1 twice: 1+1+1 = 3, 2 once: 4+1+1 = 6; (2*10 + 2*3 + 6) / 5 = 6.4
    human, machine = columns([(0, 0), (0, 1), (1, 1), (1, 2), (2, 2)])
    assert statistics.qwk(human, machine, once(human)) == pytest.approx(1 - 2 / 6.4)


@pytest.mark.parametrize("name", ["qwk", "ccc", "pearson", "smd", "mae", "bias"])
def test_weights_are_repetitions(name: str) -> None:
    """A resample by weights is the same answers written out, for every formula."""
    draw = np.random.default_rng(7)
    human, machine = draw.integers(0, 11, 15).astype(float), draw.integers(0, 11, 15).astype(float)
    weights = draw.integers(0, 4, (20, 15)).astype(float)
    figure = getattr(statistics, name)
    written_out = []
    for row in weights.astype(int):
        chosen = np.repeat(np.arange(15), row)
        written_out.append(float(figure(human[chosen], machine[chosen], np.ones(len(chosen)))))
    assert figure(human, machine, weights) == pytest.approx(written_out)


@pytest.mark.parametrize("name", ["qwk", "ccc", "pearson", "smd", "mae", "bias"])
def test_a_resample_without_these_answers_gives_nothing(name: str) -> None:
    both = np.array([1.0, 2.0])
    assert np.isnan(getattr(statistics, name)(both, both, np.zeros((1, 2)))[0])


@pytest.mark.parametrize(
    ("human", "machine", "qwk"),
    [([3, 3], [3, 3], 1.0), ([3], [3], 1.0), ([3], [5], 0.0), ([0, 5], [5, 0], -1.0), ([3, 3], [2, 4], 0.0)],
    ids=["one value", "one answer", "one answer, wrong", "the wrong way round", "human never varies"],
)
def test_kappa_at_its_edges(human: list[int], machine: list[int], qwk: float) -> None:
    found = statistics.qwk(np.array(human, float), np.array(machine, float), np.ones(len(human)))
    assert found == pytest.approx(qwk)
