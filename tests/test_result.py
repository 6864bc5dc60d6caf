"""Results are frozen values, and their JSON says the same both ways."""

from __future__ import annotations

import dataclasses
import json
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety_scoring.result import (
    FORMAT,
    STATUS_NAMES,
    Evidence,
    KeyPointResult,
    Override,
    RowError,
    ScoreResult,
    Status,
)

ANSWER = "党委和政府都要管，没必要搞一票否决"
SAID = Evidence(0, 8, "党委和政府都要管", "statement", "党委政府都有责任", 1.0, 0.93)
DENIED = Evidence(9, 17, "没必要搞一票否决", "denial", "一票否决", 0.0, 1.0)
DECIDED = Override("陈老师", "口头补充", 0.0, "contradicted")
LEDGER = (
    KeyPointResult("duty", "党政同责", 4.0, 4.0, "covered", 0.97, (SAID,), required=True),
    KeyPointResult("half", "一岗双责", 3.0, 1.5, "partial", 1.0, reason="只说到一部分。", source="第三条"),
    KeyPointResult(
        "training", "培训", 1.0, 0.0, "missed", 0.9, nearest="政府都要管", hint="想一想", next_step="学习"
    ),
    KeyPointResult("veto", "一票否决", 2.0, 0.0, "contradicted", 1.0, (DENIED,), override=DECIDED),
)
RESULT = ScoreResult(
    id="a1",
    question="shared-duty",
    question_text="怎么理解？",
    answer=ANSWER,
    full_marks=10.0,
    pass_marks=6.0,
    key_points=LEDGER,
    coverage=0.55,
    similarity=0.41,
    confidence=0.93,
    raw_marks=5.5,
    marks=5.5,
    capped=False,
    flags=("borderline",),
    feedback="……",
    feedback_hints="想一想",
    row={"单位": "城关镇", "人数": 3},
    signature="safety_scoring 0.1.0 | bank 5f0c",
)
BROKEN = ScoreResult(
    id=None,
    question="没有这道题",
    row={"单位": "城关镇"},
    error=(RowError("题库里没有题目“没有这道题”", "查看题目编号"), RowError("编号为空")),
)


def through_json(result: ScoreResult) -> Any:
    return json.loads(json.dumps(result.to_dict(), ensure_ascii=False, allow_nan=False))


def test_the_published_json() -> None:
    assert RESULT.to_dict() == {
        "format": 1,
        "id": "a1",
        "question": "shared-duty",
        "question_text": "怎么理解？",
        "full_marks": 10,
        "pass_marks": 6,
        "mark_step": 0.5,
        "marks": 5.5,
        "raw_marks": 5.5,
        "passed": False,
        "capped": False,
        "coverage": 0.55,
        "similarity": 0.41,
        "similarity_weight": 0,
        "confidence": 0.93,
        "key_points": [point.to_dict() for point in LEDGER],
        "missed": ["培训"],
        "flags": ["borderline"],
        "feedback": "……",
        "feedback_hints": "想一想",
        "row": {"单位": "城关镇", "人数": 3},
        "signature": "safety_scoring 0.1.0 | bank 5f0c",
    }


def test_a_key_point_in_json() -> None:
    assert LEDGER[0].to_dict() == {
        "id": "duty",
        "name": "党政同责",
        "marks": 4,
        "awarded": 4,
        "status": "covered",
        "confidence": 0.97,
        "evidence": [
            {
                "start": 0,
                "end": 8,
                "text": "党委和政府都要管",
                "kind": "statement",
                "matched": "党委政府都有责任",
                "credit": 1,
                "likeness": 0.93,
            }
        ],
        "reason": "",
        "nearest": None,
        "hint": "",
        "next_step": "",
        "source": "",
        "required": True,
    }


def test_a_decision_stands_in_json_only_where_there_is_one() -> None:
    assert [point["id"] for point in RESULT.to_dict()["key_points"] if "override" in point] == ["veto"]
    assert LEDGER[3].to_dict()["override"] == {
        "by": "陈老师",
        "why": "口头补充",
        "machine_awarded": 0,
        "machine_status": "contradicted",
    }


def test_a_curve_stands_in_json_only_where_there_is_one() -> None:
    assert "calibration" not in RESULT.to_dict()
    calibrated = dataclasses.replace(RESULT, marks=7.0, calibration=((0.0, 0.0), (0.55, 0.7), (1.0, 1.0)))
    data = through_json(calibrated)
    assert data["calibration"] == [[0, 0], [0.55, 0.7], [1, 1]]
    assert (data["marks"], data["raw_marks"]) == (7, 5.5)
    assert ScoreResult.from_dict(data, answer=ANSWER) == calibrated


def test_a_row_that_could_not_be_marked_in_json() -> None:
    assert BROKEN.to_dict() == {
        "format": 1,
        "id": None,
        "question": "没有这道题",
        "error": [
            {"what": "题库里没有题目“没有这道题”", "remedy": "查看题目编号"},
            {"what": "编号为空", "remedy": ""},
        ],
        "marks": None,
        "key_points": [],
        "row": {"单位": "城关镇"},
    }


NUMBERS = [
    ("a whole number", 13.0, "13"),
    ("a half", 13.5, "13.5"),
    ("nothing", 0.0, "0"),
    ("a tenth", 0.1, "0.1"),
]


@pytest.mark.parametrize(("value", "text"), [row[1:] for row in NUMBERS], ids=[why for why, _, _ in NUMBERS])
def test_numbers_are_written_as_an_examiner_writes_them(value: float, text: str) -> None:
    point = dataclasses.replace(LEDGER[0], marks=20.0, awarded=value)
    result = dataclasses.replace(RESULT, marks=value, raw_marks=value, key_points=(point,))
    written = json.dumps(result.to_dict())
    assert written.count(f'"marks": {text},') == 1
    assert f'"raw_marks": {text},' in written
    assert f'"awarded": {text},' in written


@pytest.mark.parametrize("result", [RESULT, BROKEN], ids=["marked", "not marked"])
def test_json_is_read_back_as_it_was(result: ScoreResult) -> None:
    again = ScoreResult.from_dict(through_json(result), answer=result.answer)
    assert again == result
    assert again.to_dict() == result.to_dict()


def test_the_answer_is_no_part_of_the_json() -> None:
    data = RESULT.to_dict()
    assert "answer" not in data
    assert ScoreResult.from_dict(data).answer == ""
    assert ScoreResult.from_dict(data, answer=ANSWER) == RESULT


def test_fields_of_a_later_version_are_passed_over() -> None:
    data = through_json(RESULT)
    data["moderation"] = "none"
    data["key_points"][0]["weight"] = 3
    assert ScoreResult.from_dict(data, answer=ANSWER) == RESULT


FORMATS = [
    ("a later format", {**RESULT.to_dict(), "format": FORMAT + 1}, "结果格式为 2，本版本只读取格式 1"),
    ("no format", {"id": "a1"}, "结果格式为 None，本版本只读取格式 1"),
    ("a format as text", {**RESULT.to_dict(), "format": "1"}, "结果格式为 '1'，本版本只读取格式 1"),
]


@pytest.mark.parametrize(
    ("data", "message"), [row[1:] for row in FORMATS], ids=[why for why, _, _ in FORMATS]
)
def test_another_format_is_refused(data: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=rf"^{message}$"):
        ScoreResult.from_dict(data)


def test_missed_names_what_was_missed_and_not_what_was_denied_or_half_said() -> None:
    assert RESULT.missed == ("培训",)
    assert BROKEN.missed == ()


FROZEN = [
    (RESULT, "marks"),
    (LEDGER[0], "awarded"),
    (SAID, "text"),
    (DECIDED, "by"),
    (BROKEN.error[0], "what"),
]


@pytest.mark.parametrize(("value", "name"), FROZEN, ids=[type(value).__name__ for value, _ in FROZEN])
def test_values_are_frozen(value: Any, name: str) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(value, name, None)


def test_what_the_json_is_changed_to_changes_no_result() -> None:
    data = RESULT.to_dict()
    data["row"]["单位"] = "别处"
    data["key_points"].clear()
    data["flags"].append("blank")
    assert RESULT.to_dict()["row"] == {"单位": "城关镇", "人数": 3}
    assert len(RESULT.to_dict()["key_points"]) == 4
    assert RESULT.to_dict()["flags"] == ["borderline"]


def test_the_long_texts_stay_out_of_what_a_result_prints_as() -> None:
    assert ANSWER not in repr(RESULT)
    assert "城关镇" not in repr(RESULT)


def test_every_status_has_a_name() -> None:
    assert set(STATUS_NAMES) == set(get_args(Status))


texts = st.text(max_size=8)
ratios = st.floats(0, 1)
evidence = st.builds(
    Evidence, st.integers(0, 9), st.integers(9, 99), texts, texts, texts, credit=ratios, likeness=ratios
)
decisions = st.builds(Override, texts, texts, ratios, st.sampled_from(sorted(STATUS_NAMES)))
lines = st.builds(
    KeyPointResult,
    id=texts,
    name=texts,
    marks=st.floats(0, 100),
    awarded=st.integers(0, 100) | st.floats(0, 100),
    status=st.sampled_from(sorted(STATUS_NAMES)),
    confidence=ratios,
    evidence=st.lists(evidence, max_size=2).map(tuple),
    reason=texts,
    nearest=st.none() | texts,
    override=st.none() | decisions,
)
results = st.builds(
    ScoreResult,
    id=st.none() | texts,
    question=texts,
    answer=texts,
    key_points=st.lists(lines, max_size=3).map(tuple),
    marks=st.floats(0, 100),
    raw_marks=st.floats(0, 100),
    coverage=ratios,
    flags=st.lists(texts, max_size=2).map(tuple),
    row=st.dictionaries(texts, st.none() | st.integers() | texts, max_size=2),
)


@given(results)
def test_any_result_is_read_back_from_its_json(result: ScoreResult) -> None:
    assert ScoreResult.from_dict(through_json(result), answer=result.answer) == result
