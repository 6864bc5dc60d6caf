"""From a ledger to a mark, by arithmetic that can be redone by hand."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety_scoring.marks import Award, Rules, award
from safety_scoring.result import KeyPointResult


def line(awarded: float, marks: float = 20, *, required: bool = False) -> KeyPointResult:
    status = "covered" if awarded >= marks else "partial" if awarded > 0 else "missed"
    return KeyPointResult("p", "要点", marks, awarded, status, 0.9, required=required)


def marks(awarded: float, full: float = 20, passing: float = 12, step: float = 0.5) -> float:
    return award([line(awarded, full)], Rules(full, passing, step)).marks


# why, awarded, full marks, pass mark, step, marks
ROUNDED = [
    ("nothing", 0, 20, 12, 0.5, 0),
    ("everything", 20, 20, 12, 0.5, 20),
    ("a whole step", 13.5, 20, 12, 0.5, 13.5),
    ("half a step up", 13.25, 20, 12, 0.5, 13.5),
    ("under half a step down", 13.24, 20, 12, 0.5, 13),
    ("half up, not to the even", 2.5, 20, 12, 1, 3),
    ("a tenth is a tenth: 0.15 is half of it", 0.15, 20, 12, 0.1, 0.2),
    ("2.675 is half a cent, not a little less", 2.675, 20, 12, 0.01, 2.68),
    ("up to the pass mark: never", 11.9, 20, 12, 0.5, 11.5),
    ("a hair under the pass mark", 11.999, 20, 12, 0.5, 11.5),
    ("the pass mark itself", 12, 20, 12, 0.5, 12),
    ("under a pass mark between steps", 7.1, 12, 7.2, 0.5, 7),
    ("over a pass mark between steps", 7.25, 12, 7.2, 0.5, 7.5),
    ("a coarse step does not reach the pass mark", 4.9, 10, 6, 5, 5),
    ("a coarse step that would pass", 5.9, 10, 6, 3, 3),
    ("a step wider than the pass mark", 0.9, 4, 1, 2, 0),
    ("a pass mark of nothing", 0.3, 10, 0, 0.5, 0.5),
    ("full marks between steps are not exceeded", 4.3, 4.3, 2.58, 0.5, 4.3),
    ("steps of a twentieth under five marks", 2.49, 4, 2.4, 0.2, 2.4),
    ("steps of a twentieth just short", 2.39, 4, 2.4, 0.2, 2.2),
    ("one mark in steps of 0.05", 0.575, 1, 0.6, 0.05, 0.55),
    ("three marks in steps of 0.15", 1.9, 3, 1.8, 0.15, 1.95),
]


@pytest.mark.parametrize(
    ("awarded", "full", "passing", "step", "expected"),
    [row[1:] for row in ROUNDED],
    ids=[r[0] for r in ROUNDED],
)
def test_rounding(awarded: float, full: float, passing: float, step: float, expected: float) -> None:
    assert marks(awarded, full, passing, step) == expected


def test_tenths_add_up_exactly() -> None:
    ledger = [line(0.1, 0.1), line(0.2, 0.2), line(0.3, 0.3)]
    assert award(ledger, Rules(0.6, 0.36, 0.03)) == Award(
        1.0, capped=False, raw_marks=0.6, marks=0.6, passed=True
    )


def test_numbers_of_numpy_count_as_numbers() -> None:
    assert award([line(np.float64(0.1), 1)], Rules(1, 0.6, 0.05)).marks == 0.1


# why, awards of required points, awards of others, marks of 20 (pass mark 12, step 0.5), capped
CAPPED = [
    ("a required point earned nothing", [0], [18], 11.5, True),
    ("it earned half", [1], [17], 18, False),
    ("one of two earned nothing", [2, 0], [16], 11.5, True),
    ("the rest would not pass anyway", [0], [8], 8, False),
    ("the rest is just the cap", [0], [11.5], 11.5, False),
    ("the rest is over the cap and under the pass mark", [0], [11.8], 11.5, True),
    ("no point is required", [], [18], 18, False),
    ("everything missed", [0], [0], 0, False),
]


@pytest.mark.parametrize(
    ("required", "others", "expected", "capped"), [row[1:] for row in CAPPED], ids=[row[0] for row in CAPPED]
)
def test_a_required_point_that_earns_nothing_caps_the_marks(
    required: list[float], others: list[float], expected: float, *, capped: bool
) -> None:
    ledger = [line(x, 2, required=True) for x in required] + [line(x) for x in others]
    found = award(ledger, Rules(20, 12, 0.5))
    assert (found.marks, found.capped) == (expected, capped)
    assert found.passed is (expected >= 12)


NARROW = [
    ("a step as wide as the pass mark", Rules(4, 1, 1), 0),
    ("a step wider than the pass mark", Rules(4, 1, 2), 0),
    ("a pass mark of nothing", Rules(4, 0, 0.5), 0),
    ("a pass mark between steps", Rules(12, 7.2, 0.5), 6.5),
    ("steps under five marks", Rules(4, 2.4, 0.2), 2.2),
]


@pytest.mark.parametrize(("rules", "cap"), [row[1:] for row in NARROW], ids=[row[0] for row in NARROW])
def test_the_cap_is_a_step_under_the_pass_mark_and_never_below_nothing(rules: Rules, cap: float) -> None:
    found = award([line(0, 1, required=True), line(rules.full_marks - 0.1)], rules)
    assert (found.marks, found.capped) == (cap, True)


# why, awarded of 20, similarity, its weight, marks
WEIGHTED = [
    ("no weight, no part", 10, 0.9, 0.0, 10),
    ("a weight", 10, 0.9, 0.5, 14),
    ("a small weight, rounded half up", 10, 0.75, 0.05, 10.5),
    ("it may lower the marks too", 20, 0.5, 0.2, 18),
    ("never for an answer that covers nothing", 0, 0.9, 0.5, 0),
]


@pytest.mark.parametrize(
    ("awarded", "similarity", "weight", "expected"),
    [row[1:] for row in WEIGHTED],
    ids=[row[0] for row in WEIGHTED],
)
def test_similarity_enters_by_its_weight(
    awarded: float, similarity: float, weight: float, expected: float
) -> None:
    found = award([line(awarded)], Rules(20, 12, 0.5, weight), similarity)
    assert found.marks == expected
    assert found.coverage == awarded / 20


def test_coverage_is_what_was_awarded_of_full_marks() -> None:
    assert award([line(2, 3), line(0, 3), line(0.5, 1)], Rules(7, 4.2, 0.5)).coverage == 0.3571


def test_a_ledger_of_more_than_full_marks_covers_everything_once() -> None:
    found = award([line(3, 3), line(3, 3)], Rules(5, 3, 0.5))
    assert (found.coverage, found.marks) == (1, 5)


# Questions of every size: the awards of a ledger are fractions of its points' marks, in hundredths.
hundredths = st.integers(0, 100)
point = st.tuples(st.integers(1, 80), hundredths, st.booleans())
sized = st.tuples(
    st.lists(point, min_size=1, max_size=6),
    st.integers(0, 100),
    st.sampled_from([0.05, 0.1, 0.2, 0.5, 1.0, 3.0]),
    st.sampled_from([0.0, 0.0, 0.2, 0.5]),
    st.floats(0, 1),
)


def made(points: list[tuple[int, int, bool]]) -> list[KeyPointResult]:
    return [line(size * share / 400, size / 4, required=required) for size, share, required in points]


def rules_for(points: list[tuple[int, int, bool]], passing: int, step: float, weight: float) -> Rules:
    full = sum(size for size, _, _ in points) / 4
    return Rules(full, round(full * passing / 100, 6), step, weight)


@given(sized)
def test_marks_lie_between_nothing_and_full_marks(drawn: tuple) -> None:
    points, passing, step, weight, similarity = drawn
    rules = rules_for(points, passing, step, weight)
    found = award(made(points), rules, similarity)
    assert 0 <= found.marks <= rules.full_marks
    assert 0 <= found.coverage <= 1
    assert found.passed is (found.marks >= rules.pass_marks)


@given(sized, st.integers(0, 5), hundredths)
def test_a_higher_award_never_lowers_the_marks(drawn: tuple, index: int, more: int) -> None:
    points, passing, step, weight, similarity = drawn
    index %= len(points)
    size, share, required = points[index]
    raised = [*points[:index], (size, min(100, share + more), required), *points[index + 1 :]]
    rules = rules_for(points, passing, step, weight)
    before, after = (award(made(ledger), rules, similarity) for ledger in (points, raised))
    assert before.marks <= after.marks
    assert before.coverage <= after.coverage


@given(sized)
def test_what_lies_under_the_pass_mark_does_not_pass(drawn: tuple) -> None:
    points, passing, step, _, _ = drawn
    rules = rules_for(points, passing, step, 0.0)
    ledger = made(points)
    total = sum(Decimal(repr(point.awarded)) for point in ledger)
    found = award(ledger, rules)
    if total < Decimal(repr(rules.pass_marks)):
        assert not found.passed
    if found.capped:
        assert not found.passed or rules.pass_marks == 0


@given(st.integers(0, 4000), st.sampled_from(["0.05", "0.1", "0.2", "0.5", "1"]))
def test_rounding_is_that_of_decimals(hundredth: int, step: str) -> None:
    value = Decimal(hundredth) / 100
    expected = (value / Decimal(step)).quantize(Decimal(1), ROUND_HALF_UP) * Decimal(step)
    assert marks(float(value), 40, 0, float(step)) == float(expected)
