"""A human's decision on one key point: what follows from it is redone, the rest stands."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from safety_scoring import Scorer
from safety_scoring.errors import Fault, UnknownKeyPointError
from safety_scoring.result import Evidence, KeyPointResult, Override, RowError, ScoreResult

ANSWER = "党委和政府都要管，没必要搞一票否决"
SAID = Evidence(0, 8, "党委和政府都要管", "statement", "党委政府都有责任")
DENIED = Evidence(9, 17, "没必要搞一票否决", "denial", "一票否决", 0.0)
LEDGER = (
    KeyPointResult("duty", "党政同责", 4, 4, "covered", 0.97, (SAID,)),
    KeyPointResult("half", "一岗双责", 3, 1.5, "partial", 0.8, reason="只说到一部分。"),
    KeyPointResult(
        "training", "员工培训", 1, 0, "missed", 0.9, reason="没有说到。", nearest="政府都要管", hint="想一想"
    ),
    KeyPointResult("veto", "一票否决", 2, 0, "contradicted", 0.95, (DENIED,), "说反了。", required=True),
)
RESULT = ScoreResult(
    id="a1",
    question="shared-duty",
    question_text="怎么理解？",
    answer=ANSWER,
    full_marks=10,
    pass_marks=6,
    key_points=LEDGER,
    coverage=0.55,
    similarity=0.4,
    confidence=0.9,
    raw_marks=5.5,
    marks=5.5,
    flags=("borderline",),
    feedback="旧反馈",
    feedback_hints="旧提示",
    row={"单位": "城关镇"},
    signature="safety_scoring 0.1.0",
)


def overruled(point: str, awarded: float, result: ScoreResult = RESULT) -> ScoreResult:
    return result.override(point, awarded, by="陈老师", why="口头补充")


def line(result: ScoreResult, point: str) -> KeyPointResult:
    return next(found for found in result.key_points if found.id == point)


# why, point, awarded, coverage, marks, passed, capped
REDONE = [
    ("a missed point given in full", "training", 1, 0.65, 5.5, False, True),
    ("a required point given something lifts the cap", "veto", 0.5, 0.6, 6, True, False),
    ("a required point given in full", "veto", 2, 0.75, 7.5, True, False),
    ("a covered point taken away", "duty", 0, 0.15, 1.5, False, False),
    ("marks between steps, half up", "half", 1.75, 0.575, 5.5, False, True),
    ("the award of the machine confirmed", "half", 1.5, 0.55, 5.5, False, False),
]


@pytest.mark.parametrize(
    ("point", "awarded", "coverage", "marks", "passed", "capped"),
    [r[1:] for r in REDONE],
    ids=[r[0] for r in REDONE],
)
def test_marks_cap_and_pass_are_redone(
    point: str, awarded: float, coverage: float, marks: float, *, passed: bool, capped: bool
) -> None:
    result = overruled(point, awarded)
    assert (result.coverage, result.marks, result.raw_marks) == (coverage, marks, marks)
    assert (result.passed, result.capped) == (passed, capped)


# why, point, awarded, status, reason, nearest
DECIDED = [
    ("nothing to all", "training", 1, "covered", "", None),
    ("nothing to half", "training", 0.5, "partial", "人工改判：口头补充", None),
    ("nothing confirmed", "training", 0, "missed", "人工改判：口头补充", "政府都要管"),
    ("half to nothing", "half", 0, "missed", "人工改判：口头补充", None),
    ("half to all", "half", 3, "covered", "", None),
    ("all to half", "duty", 2, "partial", "人工改判：口头补充", None),
    ("denied confirmed", "veto", 0, "contradicted", "人工改判：口头补充", None),
    ("denied to half", "veto", 1, "partial", "人工改判：口头补充", None),
    ("denied to all", "veto", 2, "covered", "", None),
]


@pytest.mark.parametrize(
    ("point", "awarded", "status", "reason", "nearest"),
    [row[1:] for row in DECIDED],
    ids=[row[0] for row in DECIDED],
)
def test_the_line_says_what_was_decided(
    point: str, awarded: float, status: str, reason: str, nearest: str | None
) -> None:
    before, after = line(RESULT, point), line(overruled(point, awarded), point)
    assert (after.awarded, after.status, after.confidence) == (awarded, status, 1)
    assert (after.reason, after.nearest) == (reason, nearest)
    assert after.override == Override("陈老师", "口头补充", before.awarded, before.status)
    assert (after.evidence, after.hint, after.marks) == (before.evidence, before.hint, before.marks)


def test_everything_else_stands() -> None:
    result = overruled("veto", 2)
    assert [point for point in result.key_points if point.id != "veto"] == list(LEDGER[:3])
    redone = {
        "key_points",
        "coverage",
        "raw_marks",
        "marks",
        "passed",
        "capped",
        "feedback",
        "feedback_hints",
    }
    for field in dataclasses.fields(ScoreResult):
        if field.name not in redone:
            assert getattr(result, field.name) == getattr(RESULT, field.name), field.name


def test_the_result_before_it_stands_too() -> None:
    before = RESULT.to_dict()
    overruled("veto", 2)
    assert RESULT.to_dict() == before


def test_the_award_of_the_machine_is_kept_through_further_decisions() -> None:
    result = overruled("veto", 2).override("veto", 1, by="李主任", why="只算一半")
    assert line(result, "veto").override == Override("李主任", "只算一半", 0, "contradicted")
    assert (line(result, "veto").awarded, result.marks) == (1, 6.5)


def test_decisions_on_several_points_add_up_in_any_order() -> None:
    one = overruled("training", 1, overruled("veto", 2))
    other = overruled("veto", 2, overruled("training", 1))
    assert one == other
    assert (one.marks, one.passed, one.missed) == (8.5, True, ())


def test_a_decision_can_be_taken_back() -> None:
    result = overruled("veto", 0, overruled("veto", 2))
    assert (result.marks, result.passed, line(result, "veto").awarded) == (5.5, False, 0)


def test_a_decision_survives_json() -> None:
    result = overruled("veto", 2)
    again = ScoreResult.from_dict(result.to_dict(), answer=ANSWER)
    assert again == result
    assert overruled("training", 1, again) == overruled("training", 1, result)


def test_similarity_keeps_its_weight() -> None:
    weighted = dataclasses.replace(RESULT, similarity_weight=0.2)
    assert overruled("veto", 2, weighted).marks == 7  # 0.8 × 7.5 + 0.2 × 4 = 6.8
    assert overruled("training", 1, weighted).marks == 5.5  # 0.8 × 6.5 + 0.2 × 4 = 6, capped


def test_feedback_is_written_anew() -> None:
    result = overruled("training", 1)
    assert "员工培训" in overruled("half", 3).feedback
    for text in (result.feedback, result.feedback_hints):
        assert "5.5 分" in text
        assert text not in ("旧反馈", "旧提示")


def test_feedback_that_only_hints_does_not_name_what_was_decided_against() -> None:
    result = overruled("duty", 0)
    assert "党政同责" in result.feedback
    assert "党政同责" not in result.feedback_hints


def test_a_blank_answer_that_is_given_marks_is_no_longer_called_blank() -> None:
    missed = tuple(dataclasses.replace(point, awarded=0, status="missed", evidence=()) for point in LEDGER)
    blank = dataclasses.replace(
        RESULT, answer="", key_points=missed, flags=("blank",), coverage=0, marks=0, raw_marks=0
    )
    still, given = overruled("duty", 0, blank), overruled("duty", 4, blank)
    assert (still.marks, given.marks) == (0, 4)
    assert (
        still.feedback
        != given.feedback
        == overruled("duty", 4, dataclasses.replace(blank, flags=())).feedback
    )


OUTSIDE = [
    ("below nothing", -0.5, "改判得分 -0.5 不在 0 到 2 之间"),
    ("above the point's marks", 2.5, "改判得分 2.5 不在 0 到 2 之间"),
    ("no number", float("nan"), "改判得分 nan 不在 0 到 2 之间"),
    ("without end", float("inf"), "改判得分 inf 不在 0 到 2 之间"),
]


@pytest.mark.parametrize(
    ("awarded", "message"), [row[1:] for row in OUTSIDE], ids=[why for why, _, _ in OUTSIDE]
)
def test_marks_outside_the_point_are_refused(awarded: float, message: str) -> None:
    with pytest.raises(ValueError, match=rf"^{message}$"):
        overruled("veto", awarded)


def test_an_unknown_point_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(UnknownKeyPointError) as caught:
        overruled("一票否决", 1)
    what = "题目 shared-duty 没有要点“一票否决”"
    assert caught.value.faults == (Fault(what, "可用的要点：duty、half、training、veto"),)


def test_a_row_that_was_not_marked_has_no_points() -> None:
    broken = ScoreResult(id="a2", question="x", error=(RowError("题库里没有题目"),))
    with pytest.raises(UnknownKeyPointError, match="题目 x 没有要点“veto”"):
        overruled("veto", 1, broken)


def test_by_and_why_are_named() -> None:
    arguments: Any = ("veto", 2, "陈老师", "口头补充")
    with pytest.raises(TypeError):
        RESULT.override(*arguments)


def test_a_real_result_that_is_confirmed_point_by_point_keeps_its_marks(scorer: Scorer) -> None:
    result = scorer.score("shared-duty", "党委和政府都要对安全生产负责，没必要搞管行业必须管安全那一套。")
    confirmed = result
    for point in result.key_points:
        confirmed = overruled(point.id, point.awarded, confirmed)
    assert (confirmed.marks, confirmed.coverage, confirmed.passed, confirmed.capped) == (
        result.marks,
        result.coverage,
        result.passed,
        result.capped,
    )
    assert [point.status for point in confirmed.key_points] == [point.status for point in result.key_points]
