"""Figures of a batch: each one checked against a count by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from safety_scoring.report.summary import Figures, NotMarked, Summary
from safety_scoring.result import RowError, ScoreResult

Make = Callable[..., ScoreResult]


def figures(results: list[ScoreResult]) -> Figures:
    summary = Summary()
    for result in results:
        summary.add(result)
    return summary.figures()


@pytest.fixture
def three(make: Make) -> list[ScoreResult]:
    """10, 5 and 2 of 10: passed, failed with one denial, failed."""
    return [
        make("shared-duty", ("full", "full", "full"), id_="p1"),
        make("shared-duty", ("denied", "full", "half"), id_="p2", flags=("borderline",)),
        make("shared-duty", ("none", "half", "none"), id_="p2", flags=("borderline", "too_short")),
    ]


def test_a_batch_is_counted(three: list[ScoreResult], unmarked: Make) -> None:
    found = figures([*three, unmarked()])
    assert (found.answers, found.marked, found.passed, found.flagged) == (4, 3, 1, 2)
    assert found.persons == 3, "p1, p2 and the person whose row could not be marked"
    assert found.mean_rate == pytest.approx((1.0 + 0.5 + 0.2) / 3)
    assert found.pass_rate == pytest.approx(1 / 3)
    assert found.flags == (("borderline", 2), ("too_short", 1)), "commonest first"
    assert found.signatures == (three[0].signature,), "each once"


def test_a_question_is_counted(three: list[ScoreResult]) -> None:
    (question,) = figures(three).questions
    assert (question.id, question.full_marks, question.pass_marks) == ("shared-duty", 10, 6)
    assert (question.count, question.passed, question.flagged) == (3, 1, 2)
    assert question.mean == pytest.approx(17 / 3)
    assert question.median == 5
    assert question.sd == pytest.approx(
        ((10 - 17 / 3) ** 2 + (5 - 17 / 3) ** 2 + (2 - 17 / 3) ** 2) ** 0.5 / 2**0.5
    )
    assert [bin_.count for bin_ in question.bins] == [0, 0, 1, 0, 0, 1, 0, 0, 0, 1]


def test_key_points_come_most_missed_first(three: list[ScoreResult]) -> None:
    (question,) = figures(three).questions
    found = [
        (
            point.number,
            point.name,
            point.covered,
            point.partial,
            point.missed,
            point.contradicted,
            point.count,
        )
        for point in question.key_points
    ]
    assert found == [
        (1, "党政同责", 1, 0, 1, 1, 3),
        (3, "三管三必须", 1, 1, 1, 0, 3),
        (2, "一岗双责", 2, 1, 0, 0, 3),
    ]
    assert [point.hit_rate for point in question.key_points] == pytest.approx([1 / 3, 2 / 3, 1])
    assert [point.score_rate for point in question.key_points] == pytest.approx([1 / 3, 1.5 / 3, 2.5 / 3])


BINS = [
    ("nothing earned stands in the first bin", 0.0, 10.0, 0),
    ("full marks stand in the last bin, not beyond it", 10.0, 10.0, 9),
    ("an edge belongs to the bin above it", 6.0, 10.0, 6),
    ("just under an edge belongs below it", 5.5, 10.0, 5),
    ("0.24 of 0.4: 0.24 * 10 / 0.4 falls a hair short of the edge", 0.24, 0.4, 6),
    ("0.23 of 0.4: truly short of it", 0.23, 0.4, 5),
    ("3.6 of 6: edges that are no whole marks", 3.6, 6.0, 6),
    ("8.4 of 12: likewise", 8.4, 12.0, 7),
]


@pytest.mark.parametrize(("why", "marks", "full", "expected"), BINS, ids=[case[0] for case in BINS])
def test_bins(make: Make, why: str, marks: float, full: float, expected: int) -> None:
    result = make("shared-duty", ("full",) * 3, marks=marks, full_marks=full, pass_marks=full * 0.6)
    (question,) = figures([result]).questions
    assert [bin_.count for bin_ in question.bins].index(1) == expected, why
    assert (question.bins[0].low, question.bins[-1].high) == (0, full)
    assert len(question.bins) == 10


def test_rows_not_marked_keep_place_id_and_reason(make: Make, unmarked: Make) -> None:
    broken = RowError("这一行没有题目", "写明题目")
    found = figures(
        [make("shared-duty", ("full",) * 3), unmarked(), unmarked("", None, error=(broken,))],
    ).not_marked
    assert found == (
        NotMarked(2, "20240099", "什么是安全？", unmarked().error),
        NotMarked(3, None, "", (broken,)),
    )


def test_questions_stand_in_the_order_in_which_they_came(batch: list[ScoreResult]) -> None:
    found = figures(batch)
    assert [question.id for question in found.questions] == [
        "shared-duty",
        "redline-guarantee",
        "industrial-park",
        "listed-hazards",
    ]
    assert {question.count for question in found.questions} == {11}


EMPTY = [("nothing at all", 0), ("only rows that could not be marked", 2)]


@pytest.mark.parametrize(("why", "rows"), EMPTY, ids=[case[0] for case in EMPTY])
def test_without_marks_there_is_no_mean(unmarked: Make, why: str, rows: int) -> None:
    found = figures([unmarked()] * rows)
    assert (found.answers, found.marked, found.mean_rate, found.pass_rate) == (rows, 0, None, None), why
    assert found.questions == ()


def test_one_answer_has_no_standard_deviation(make: Make) -> None:
    (question,) = figures([make("shared-duty", ("full",) * 3)]).questions
    assert question.sd is None


def test_figures_may_be_asked_while_results_still_come(make: Make) -> None:
    summary = Summary()
    summary.add(make("shared-duty", ("full",) * 3))
    before = summary.figures()
    summary.add(make("shared-duty", ("none",) * 3))
    assert (before.answers, summary.figures().answers) == (1, 2)
