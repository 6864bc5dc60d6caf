"""Workbooks: cells as a spreadsheet shows them, errors told from blanks, sheets in order."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import python_calamine as calamine
import xlsxwriter

from safety_scoring.errors import AnswersError
from safety_scoring.files.answers import read_answers
from safety_scoring.files.read import read_tables

Build = Callable[[xlsxwriter.Workbook], None]
LONG = ["id", "question", "answer"]


@pytest.fixture
def book(tmp_path: Path) -> Callable[[Build], Path]:
    """`book(build)` lets `build` fill a workbook and gives its path."""

    def make(build: Build) -> Path:
        path = tmp_path / "book.xlsx"
        workbook = xlsxwriter.Workbook(path)
        build(workbook)
        workbook.close()
        return path

    return make


def edited(path: Path, pattern: str, replacement: str, part: str = "xl/worksheets/sheet1.xml") -> Path:
    """The workbook with one part changed; fails where the pattern is not there."""
    changed = path.with_name("edited.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == part:
                text, count = re.subn(pattern, replacement, data.decode())
                assert count
                data = text.encode()
            new.writestr(item, data)
    return changed


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        pytest.param(3, None, "3", id="integer-without-point"),
        pytest.param(2.5, None, "2.5", id="fraction"),
        pytest.param(0.1 + 0.2, None, "0.3", id="fifteen-digits-as-excel-shows"),
        pytest.param(-4, None, "-4", id="negative"),
        pytest.param(20260103001, None, "20260103001", id="eleven-digit-id"),
        pytest.param(1e20, None, "100000000000000000000", id="no-exponent"),
        pytest.param(True, None, "TRUE", id="true"),
        pytest.param(False, None, "FALSE", id="false"),
        pytest.param(
            dt.datetime.fromisoformat("2026-09-03T12:00"),
            "yyyy-mm-dd hh:mm",
            "2026-09-03 12:00:00",
            id="moment",
        ),
        pytest.param(dt.date(2026, 9, 3), "yyyy-mm-dd", "2026-09-03", id="date"),
        pytest.param(dt.time(8, 30), "hh:mm", "08:30:00", id="time"),
        pytest.param(dt.timedelta(hours=26), "[h]:mm:ss", "1 day, 2:00:00", id="duration"),
        pytest.param("007", None, "007", id="text-keeps-leading-zeros"),
        pytest.param("一\n二", None, "一\n二", id="line-break"),
    ],
)
def test_values_read_as_shown(value: Any, form: str | None, text: str, book: Callable[..., Path]) -> None:
    def build(workbook: xlsxwriter.Workbook) -> None:
        style = workbook.add_format({"num_format": form}) if form else None
        workbook.add_worksheet().write(0, 0, value, style)

    (table,) = read_tables(book(build))
    assert table.rows[0].cells == (text,)


def test_empty_rows_and_columns_before_the_data_do_not_shift_the_numbers(book: Callable[..., Path]) -> None:
    def build(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet()
        sheet.write_row(3, 2, LONG)
        sheet.write_row(6, 2, ["a1", "redline-meaning", "答"])

    path = book(build)
    (row,) = read_answers(path, {"redline-meaning": "怎么理解红线？"}).rows
    assert (row.id, row.place.row, row.row) == ("a1", 7, {})


@pytest.mark.parametrize("declared", ["A1", "A1:XFD1048576"], ids=["one-cell-as-gradebooks-do", "everything"])
def test_a_wrong_declared_dimension_does_not_matter(declared: str, book: Callable[..., Path]) -> None:
    def build(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, LONG)
        sheet.write_row(1, 0, ["a1", "q", "答"])

    path = edited(book(build), 'dimension ref="[^"]*"', f'dimension ref="{declared}"')
    (table,) = read_tables(path)
    assert [row.cells for row in table.rows] == [tuple(LONG), ("a1", "q", "答")]


@pytest.mark.parametrize(
    ("value", "what"),
    [
        pytest.param("#DIV/0!", "单元格是公式错误 #DIV/0!", id="error-value"),
        pytest.param("", "单元格是公式，但没有计算结果", id="never-calculated"),
    ],
)
def test_an_answer_that_is_a_broken_formula_is_an_error_and_not_blank(
    value: str, what: str, book: Callable[..., Path], questions: dict[str, str]
) -> None:
    def build(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, LONG)
        sheet.write_row(1, 0, ["a1", "redline-meaning"])
        sheet.write_formula(1, 2, "=A9/B9", None, value)
        sheet.write_row(2, 0, ["a2", "redline-meaning", "好"])

    broken, sound = read_answers(book(build), questions).rows
    assert (broken.id, broken.answer) == ("a1", value)
    assert [error.what for error in broken.error] == [f"“answer”：{what}"]
    assert broken.error[0].remedy
    assert (sound.id, sound.answer, sound.error) == ("a2", "好", ())


def test_a_formula_with_a_result_is_its_result_even_an_empty_one(
    book: Callable[..., Path], questions: dict[str, str]
) -> None:
    def build(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, LONG)
        sheet.write_row(1, 0, ["a1", "redline-meaning"])
        sheet.write_formula(1, 2, '="安"&"全"', None, "安全")
        sheet.write_row(2, 0, ["a2", "redline-meaning"])
        sheet.write_formula(2, 2, '=IF(1,"","x")', None, "EMPTY")

    # Excel writes the empty result of a formula as a text without content
    path = edited(book(build), "<v>EMPTY</v>", "<v></v>")
    assert [(row.answer, row.error) for row in read_answers(path, questions).rows] == [("安全", ()), ("", ())]


def test_an_error_in_another_column_passes_through_and_spoils_nothing(
    book: Callable[..., Path], questions: dict[str, str]
) -> None:
    def build(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, [*LONG, "成绩"])
        sheet.write_row(1, 0, ["a1", "redline-meaning", "好"])
        sheet.write_formula(1, 3, "=NA()", None, "#N/A")

    (row,) = read_answers(book(build), questions).rows
    assert (row.error, row.row) == ((), {"成绩": "#N/A"})


def test_in_a_wide_sheet_only_the_broken_cell_suffers(
    book: Callable[..., Path], questions: dict[str, str]
) -> None:
    def build(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["学号", "redline-meaning", "shared-duty"])
        sheet.write_string(1, 0, "01")
        sheet.write_formula(1, 1, "=#REF!", None, "#REF!")
        sheet.write_string(1, 2, "好")

    rows = read_answers(book(build), questions).rows
    assert [(row.question, bool(row.error)) for row in rows] == [
        ("redline-meaning", True),
        ("shared-duty", False),
    ]


def test_an_unreadable_id_is_an_error_because_nobody_could_be_given_the_mark(
    book: Callable[..., Path], questions: dict[str, str]
) -> None:
    def build(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, LONG)
        sheet.write_formula(1, 0, "=VLOOKUP(1,A:B,2)", None, "#N/A")
        sheet.write_row(1, 1, ["redline-meaning", "好"])

    (row,) = read_answers(book(build), questions).rows
    assert row.id is None
    assert [error.what for error in row.error] == ["“id”：单元格是公式错误 #N/A"]


def test_a_cell_merged_over_rows_speaks_for_each_of_them(
    book: Callable[..., Path], questions: dict[str, str]
) -> None:
    def build(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet()
        sheet.merge_range(0, 0, 0, 2, "安全生产考试答卷")
        sheet.write_row(1, 0, LONG)
        sheet.merge_range(2, 0, 3, 0, "a1")
        sheet.write_row(2, 1, ["redline-meaning", "一"])
        sheet.write_row(3, 1, ["shared-duty", "二"])

    rows = read_answers(book(build), questions).rows
    assert [(row.id, row.answer) for row in rows] == [("a1", "一"), ("a1", "二")]


def test_a_number_too_long_for_excel_is_reported_once_a_column(
    book: Callable[..., Path], questions: dict[str, str]
) -> None:
    def build(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, LONG)
        sheet.write_row(1, 0, [41010119900101123, "redline-meaning", "一"])
        sheet.write_row(2, 0, [41010119900101456, "redline-meaning", "二"])
        sheet.write_row(3, 0, ["410101199001017890", "redline-meaning", "三"])

    result = read_answers(book(build), questions)
    (fault,) = result.faults
    assert (fault.row, fault.what) == (
        2,
        "第 1 列有超过 15 位的数字，Excel 已丢失末尾的位数，编号可能对不上",
    )
    assert fault.remedy == "在 Excel 中把这一列设为文本，重新填写编号"
    assert result.rows[2].id == "410101199001017890"


def two_classes(workbook: xlsxwriter.Workbook) -> None:
    for name, people in [("一班", ["张三", "李四"]), ("二班", ["王五"])]:
        sheet = workbook.add_worksheet(name)
        sheet.write_row(0, 0, ["序号", "姓名", "题目", "作答"])
        for number, person in enumerate(people, start=1):
            sheet.write_row(number, 0, [number, person, "redline-meaning", f"{person}的作答"])
        workbook.add_worksheet(f"{name}说明").write(0, 0, "填写说明")
    workbook.add_worksheet("空白")
    workbook.add_chartsheet("图")


def test_every_recognised_sheet_is_read_in_order_and_the_rest_is_named(
    book: Callable[..., Path], questions: dict[str, str]
) -> None:
    result = read_answers(book(two_classes), questions)
    assert [(row.place.sheet, row.place.row, row.answer) for row in result.rows] == [
        ("一班", 2, "张三的作答"),
        ("一班", 3, "李四的作答"),
        ("二班", 2, "王五的作答"),
    ]
    assert "工作表“一班说明”：没有认出表头，未读取。" in result.understood


def test_a_number_that_begins_anew_on_each_sheet_is_no_id(
    book: Callable[..., Path], questions: dict[str, str]
) -> None:
    result = read_answers(book(two_classes), questions)
    assert [row.id for row in result.rows] == ["张三", "李四", "王五"]
    assert "工作表“二班”：“姓名”列是编号。" in result.understood


def test_one_sheet_by_name(book: Callable[..., Path], questions: dict[str, str]) -> None:
    path = book(two_classes)
    assert [row.id for row in read_answers(path, questions, sheet="二班").rows] == ["1"]
    with pytest.raises(AnswersError, match=r"没有名为“三班”的工作表.*“一班”、“一班说明”、“二班”"):
        read_answers(path, questions, sheet="三班")


def test_a_sheet_of_another_name_in_a_text_file(
    text_file: Callable[..., Path], questions: dict[str, str]
) -> None:
    path = text_file("a.csv", "id,question,answer\n1,q,a\n")
    with pytest.raises(AnswersError, match="没有名为“一班”的工作表，或其中没有内容；有内容的工作表：无"):
        read_answers(path, questions, sheet="一班")


@pytest.mark.parametrize(
    ("part", "pattern", "replacement"),
    [
        pytest.param("xl/worksheets/sheet1.xml", "</sheetData>.*", "", id="sheet-cut-off"),
        pytest.param("xl/worksheets/sheet1.xml", r"<v>0</v>", "<v>99</v>", id="text-that-is-not-there"),
        pytest.param("xl/workbook.xml", "<sheets>.*", "", id="workbook-cut-off"),
        pytest.param(
            "xl/worksheets/sheet1.xml",
            r"<worksheet ",
            '<!DOCTYPE x [<!ENTITY a "a">]><worksheet t="e" x="',
            id="entity-bombs-need-a-dtd",
        ),
    ],
)
def test_a_damaged_workbook_is_refused(
    part: str, pattern: str, replacement: str, book: Callable[..., Path]
) -> None:
    def build(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, LONG)
        sheet.write_formula(1, 0, "=NA()", None, "#N/A")

    with pytest.raises(AnswersError, match="不是有效的 XLSX 工作簿，或文件已损坏"):
        read_tables(edited(book(build), pattern, replacement, part))


def test_cells_without_references_follow_each_other(
    book: Callable[..., Path], questions: dict[str, str]
) -> None:
    def build(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, LONG)
        sheet.write_row(1, 0, ["a1", "redline-meaning"])
        sheet.write_formula(1, 2, "=NA()", None, "#N/A")

    path = edited(book(build), r' r="[A-Z]*\d+"', "")
    (row,) = read_answers(path, questions).rows
    assert (row.id, [error.what for error in row.error]) == ("a1", ["“answer”：单元格是公式错误 #N/A"])


def test_a_stray_cell_far_away_is_refused_before_it_takes_all_memory(book: Callable[..., Path]) -> None:
    def build(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet("答卷")
        sheet.write_row(0, 0, LONG)
        sheet.write(1_048_575, 16_383, "x")

    with pytest.raises(AnswersError) as caught:
        read_tables(book(build))
    (fault,) = caught.value.faults
    assert fault.what == "数据一直到第 1048576 行、第 16384 列，范围过大，无法读取"
    assert (fault.file, fault.row) == ("book.xlsx 工作表“答卷”", 1_048_576)
    assert "Ctrl+End" in fault.remedy


def test_cells_that_are_only_formatted_take_no_room(book: Callable[..., Path]) -> None:
    def build(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, LONG)
        sheet.write_blank(1_048_575, 16_383, None, workbook.add_format({"bold": True}))

    (table,) = read_tables(book(build))
    assert [row.cells for row in table.rows] == [tuple(LONG)]


@pytest.mark.parametrize("copies", [1, 3])
def test_an_error_in_the_last_cell_is_not_lost_at_the_edge(copies: int, book: Callable[..., Path]) -> None:
    """Calamine leaves a row or column of nothing but errors out of its grid."""

    def build(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, LONG)
        for row in range(1, copies + 1):
            sheet.write_formula(row, 3, "=NA()", None, "#N/A")

    (table,) = read_tables(book(build))
    assert [row.cells[3] for row in table.rows[1:]] == ["#N/A"] * copies


def test_an_error_in_a_merged_cell_holds_for_each_of_its_rows(
    book: Callable[..., Path], questions: dict[str, str]
) -> None:
    def build(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, LONG)
        sheet.merge_range(1, 0, 2, 0, "")
        sheet.write_formula(1, 0, "=NA()", None, "#N/A")
        sheet.write_row(1, 1, ["redline-meaning", "一"])
        sheet.write_row(2, 1, ["shared-duty", "二"])

    rows = read_answers(book(build), questions).rows
    assert [[error.what for error in row.error] for row in rows] == [["“id”：单元格是公式错误 #N/A"]] * 2


def test_a_workbook_with_a_password_is_told(
    book: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise calamine.PasswordError

    path = book(lambda workbook: workbook.add_worksheet().write(0, 0, "id"))
    monkeypatch.setattr(calamine, "load_workbook", refuse)
    with pytest.raises(AnswersError, match="工作簿有密码"):
        read_tables(path)
