"""The sheets of the workbook, read back with python-calamine and openpyxl."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from safety_scoring.report.workbook import ResultsWorkbook
from safety_scoring.result import Override, ScoreResult

Make = Callable[..., ScoreResult]
Write = Callable[..., Path]
Rows = Callable[[Path, str], list[Any]]

EXTRA = ("姓名", "单位")
OVERRULED = ("改判得分", "改判人", "改判理由")
POINT_HEADER = (
    "编号",
    "题目编号",
    "要点编号",
    "要点",
    "分值",
    "得分",
    "状态",
    "依据原文",
    "说明",
    *OVERRULED,
)


def test_sheets_with_frozen_headers_filters_and_widths(batch: list[ScoreResult], write: Write) -> None:
    workbook = openpyxl.load_workbook(write(batch, EXTRA))
    assert workbook.sheetnames == ["成绩", "明细", "要点得分", "要点统计"]
    for tab in workbook:
        assert tab.freeze_panes == "A2"
        assert tab.auto_filter.ref == tab.dimensions
        assert all(cell.alignment.wrap_text and cell.font.bold for cell in tab[1])
        assert {tab.column_dimensions[letter].width > 7 for letter in "ABCDE"} == {True}


def test_one_row_an_answer_in_order(batch: list[ScoreResult], write: Write, table: Rows) -> None:
    found = table(write(batch, EXTRA), "明细")
    assert [row["答案"] for row in found] == [result.answer for result in batch]
    assert [row["得分"] for row in found] == [
        result.marks if result.marks is not None else "" for result in batch
    ]
    assert list(found[0])[:4] == ["姓名", "单位", "编号", "题目编号"]
    assert found[45]["错误"].startswith("这一行没有题目（处理办法：")
    assert found[45]["姓名"] == "孙涛"


def test_the_marks_before_a_calibration_where_one_is_at_work(make: Make, tmp_path: Path, table: Rows) -> None:
    result = dataclasses.replace(make("shared-duty", ("full", "none", "half")), raw_marks=4.5, passed=False)
    with ResultsWorkbook(tmp_path / "r.xlsx", extra=EXTRA, calibrated=True) as book:
        book.add(result)
    (row,) = table(tmp_path / "r.xlsx", "明细")
    assert (row["得分"], row["校准前得分"]) == (result.marks, 4.5)
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["明细"]
    (fail,) = [cell for cell in sheet[2] if sheet.cell(1, cell.column).value == "是否及格"]
    assert fail.fill.fgColor.rgb == "FFFDE7E5", "what stands out moves with its column"


def test_one_row_an_answer_and_key_point(
    batch: list[ScoreResult], write: Write, rows: Rows, table: Rows
) -> None:
    path = write(batch, EXTRA)
    assert tuple(rows(path, "要点得分")[0]) == POINT_HEADER
    found = [
        (r["编号"], r["题目编号"], r["要点编号"], r["得分"], r["依据原文"]) for r in table(path, "要点得分")
    ]
    assert found == [
        (result.id, result.question, point.id, point.awarded, "\n".join(e.text for e in point.evidence))
        for result in batch
        for point in result.key_points
    ]


def test_the_columns_of_an_examiner_are_empty_and_guarded(make: Make, write: Write, table: Rows) -> None:
    path = write([make("shared-duty", ("full", "none", "half"))])
    (first, second, third) = table(path, "要点得分")
    assert [first[name] for name in OVERRULED] == ["", "", ""]
    assert second["说明"] == "没有找到说明这一要点的语句。\n最接近的语句：“抓好安全工作”"
    assert third["状态"] == "答到一部分"
    tab = openpyxl.load_workbook(path)["要点得分"]
    (guard,) = tab.data_validations.dataValidation
    assert (str(guard.sqref), guard.formula1) == ("J2:J4", "AND(ISNUMBER($J2),$J2>=0,$J2<=$E2)")
    assert tab["J2"].fill.fgColor.rgb == "FFFFF8E8", "to be seen as a field to fill in"


def test_a_decision_already_made_stands_where_it_would_be_written(
    make: Make, write: Write, table: Rows
) -> None:
    result = make("shared-duty", ("none", "full", "full"))
    first = dataclasses.replace(
        result.key_points[0],
        awarded=2,
        status="partial",
        override=Override("李老师", "算说到一半", 0, "missed"),
    )
    (row, *_) = table(
        write([dataclasses.replace(result, key_points=(first, *result.key_points[1:]))]), "要点得分"
    )
    assert [row[name] for name in OVERRULED] == [2, "李老师", "算说到一半"]
    assert row["得分"] == 2


def test_hit_rates_stand_question_by_question(batch: list[ScoreResult], write: Write, table: Rows) -> None:
    found = table(write(batch, EXTRA), "要点统计")
    assert len(found) == 3 + 12 + 10 + 4
    assert list(dict.fromkeys(row["题目编号"] for row in found)) == list(
        dict.fromkeys(result.question for result in batch if result.marks is not None)
    )
    for row in found:
        counts = [row[name] for name in ("已答到", "答到一部分", "遗漏", "表述相反")]
        assert sum(counts) == row["份数"] == 11
        assert row["命中率"] == pytest.approx((counts[0] + counts[1]) / 11)
    assert {row["要点"]: row["必答"] for row in found[:3]} == {
        "党政同责": "是",
        "一岗双责": "是",
        "三管三必须": "否",
    }


def test_ratios_are_shown_in_percent(make: Make, write: Write) -> None:
    workbook = openpyxl.load_workbook(write([make("shared-duty", ("full",) * 3)]))
    assert workbook["明细"]["H2"].number_format == "0.0%"
    assert workbook["要点统计"]["L2"].number_format == "0.0%"
    assert workbook["明细"]["A2"].number_format == "@", "a corrected id keeps its zeros"
