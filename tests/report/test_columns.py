"""The table of results that CSV and workbook share."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from safety_scoring.errors import OutputError
from safety_scoring.report.columns import OURS, RAW, detail_columns, detail_row, own_columns, own_names
from safety_scoring.result import RowError, ScoreResult

Make = Callable[..., ScoreResult]

NAMES = [
    ("nothing taken: our names as they are", (), "得分", "得分"),
    ("another column of the name: ours gets the prefix", ("得分",), "得分", "评分_得分"),
    ("an earlier output marked again: the prefix twice", ("得分", "评分_得分"), "得分", "评分_评分_得分"),
    ("a name that only looks alike is free", ("得分 ",), "得分", "得分"),
]


@pytest.mark.parametrize(("why", "extra", "ours", "expected"), NAMES, ids=[case[0] for case in NAMES])
def test_names_beside_other_columns(why: str, extra: tuple[str, ...], ours: str, expected: str) -> None:
    columns = detail_columns(extra)
    assert columns[: len(extra)] == extra, "theirs first, untouched"
    assert columns[len(extra) + OURS.index(ours)] == expected, why
    assert len(columns) == len(set(columns)) == len(extra) + len(OURS)


def test_our_own_names_do_not_clash_with_each_other() -> None:
    assert own_names(("满分", "满分"), ()) == ("满分", "评分_满分")


def row(result: ScoreResult, extra: tuple[str, ...] = ()) -> dict[str, Any]:
    return dict(zip(detail_columns(extra), detail_row(result, extra), strict=True))


def test_a_marked_answer_as_a_row(make: Make) -> None:
    result = make("shared-duty", ("denied", "full", "half"), flags=("borderline", "too_short"))
    assert row(result) == {
        "编号": "a1",
        "题目编号": "shared-duty",
        "题目": "对安全生产“党政同责、一岗双责”怎么理解？",
        "答案": result.answer,
        "得分": 5.0,
        "满分": 10,
        "是否及格": "否",
        "覆盖率": 0.5,
        "相似度": 0.41,
        "把握度": 0.93,
        "已答要点": "一岗双责",
        "部分要点": "三管三必须",
        "遗漏要点": "",
        "表述相反": "党政同责",
        "需人工查看": "得分临近及格线；作答过短",
        "反馈": result.feedback,
        "错误": None,
        "签名": result.signature,
    }


def test_the_marks_before_a_calibration_stand_beside_the_marks(make: Make, unmarked: Make) -> None:
    result = dataclasses.replace(make("shared-duty", ("full", "none", "half")), raw_marks=4.5)
    columns = detail_columns(("得分",), calibrated=True)
    found = dict(zip(columns, detail_row(result, ("得分",), calibrated=True), strict=True))
    assert (found["评分_得分"], found["校准前得分"], found["满分"]) == (result.marks, 4.5, 10)
    assert columns.index("校准前得分") == columns.index("评分_得分") + 1
    assert own_columns(calibrated=False) == OURS
    assert set(own_columns(calibrated=True)) - set(OURS) == {RAW}
    broken = unmarked(error=(RowError("编号为空"),), row={})
    found = dict(
        zip(detail_columns((), calibrated=True), detail_row(broken, (), calibrated=True), strict=True)
    )
    assert (found[RAW], found["错误"]) == (None, "编号为空")


def test_names_that_hold_a_comma_stay_apart(make: Make) -> None:
    ways = ["none"] * 12
    ways[1] = ways[8] = "full"
    assert row(make("redline-guarantee", ways))["已答要点"] == "事故可防可控、零容忍；党政同责、一岗双责"


def test_a_row_not_marked_keeps_its_place(unmarked: Make) -> None:
    errors = (RowError("这一行没有题目。", "写明题目。"), RowError("编号为空"))
    found = row(unmarked(error=errors, answer="答"), ("姓名", "单位"))
    assert {name: value for name, value in found.items() if value not in (None, "")} == {
        "姓名": "孙涛",
        "单位": "城关镇安监站",
        "编号": "20240099",
        "题目编号": "什么是安全？",
        "答案": "答",
        "错误": "这一行没有题目（处理办法：写明题目）；编号为空",
    }
    assert found["得分"] is None, "not 0: nobody marked it"


VALUES = [
    ("text stays text", "007", "007"),
    ("a number stays a number", 12.5, 12.5),
    ("fifteen digits survive a spreadsheet", 999_999_999_999_999, 999_999_999_999_999),
    ("seventeen digits only as text", 12345678901234567, "12345678901234567"),
    ("nothing stays nothing", None, None),
    ("true and false as JSON writes them, not 1 and 0", True, "true"),
    ("lists as JSON, Chinese left readable", ["甲", 1], '["甲", 1]'),
    ("objects likewise", {"部门": "安监"}, '{"部门": "安监"}'),
    ("infinity is no number of a spreadsheet", float("inf"), "inf"),
]


@pytest.mark.parametrize(("why", "value", "expected"), VALUES, ids=[case[0] for case in VALUES])
def test_other_columns_pass_through(make: Make, why: str, value: Any, expected: Any) -> None:
    found = row(make("shared-duty", ("full",) * 3, row={"列": value}), ("列",))["列"]
    assert (found, type(found)) == (expected, type(expected)), why


def test_a_column_that_this_row_does_not_have_is_empty(make: Make) -> None:
    assert row(make("shared-duty", ("full",) * 3, row={}), ("姓名",))["姓名"] is None


def test_a_column_that_would_be_lost_is_refused(make: Make) -> None:
    result = make("shared-duty", ("full",) * 3, row={"姓名": "甲", "部门": "乙", "电话": "丙"})
    with pytest.raises(OutputError) as caught:
        detail_row(result, ("姓名",))
    assert str(caught.value) == (
        "编号“a1”的行有表头以外的列：部门、电话。处理办法：把这些列补进表头，或者改用 JSONL 输出"
    )
