"""Which column is the id: the first of the contract's order that is there and unique."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from safety_scoring.files.answers import read_answers

Make = Callable[..., Path]

ORDER = ["id", "学号", "准考证号", "考号", "编号", "序号", "姓名", "Username", "Email address"]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl"])
@pytest.mark.parametrize("first", range(len(ORDER)))
def test_the_first_there_is(kind: str, first: int, table: Make, questions: dict[str, str]) -> None:
    header = [*reversed(ORDER[first:]), "question", "answer"]
    rows = [[f"{name}{number}" for name in header[:-2]] + ["redline-meaning", "答"] for number in (1, 2)]
    result = read_answers(table(kind, [header, *rows]), questions)
    assert [row.id for row in result.rows] == [f"{ORDER[first]}1", f"{ORDER[first]}2"]
    assert list(result.rows[0].row) == header[:-3]


@pytest.mark.parametrize(
    "header",
    ["学生学号", "工号", "学号/工号", "学籍号", "*学号", "学号（必填）", "1、您的学号：", "ID", "ID number"],
)
def test_other_names(header: str, table: Make, questions: dict[str, str]) -> None:
    rows = [["姓名", header, "redline-meaning"], ["张三", " 007\t", "答"]]
    assert [row.id for row in read_answers(table("csv", rows), questions).rows] == ["007"]


@pytest.mark.parametrize(
    ("header", "rows", "ids", "warned"),
    [
        pytest.param(
            ["学号", "question", "answer"],
            [["01", "redline-meaning", "a"], ["01", "shared-duty", "b"], ["02", "shared-duty", "c"]],
            ["01", "01", "02"],
            [],
            id="a-person-with-several-questions-is-unique",
        ),
        pytest.param(
            ["学号", "姓名", "redline-meaning"],
            [["01", "张三", "a"], ["01", "李四", "b"]],
            ["张三", "李四"],
            ["“学号”列有重复（01），改用“姓名”列作为编号"],
            id="repeated",
        ),
        pytest.param(
            ["学号", "姓名", "redline-meaning"],
            [["01", "张三", "a"], ["", "李四", "b"]],
            ["张三", "李四"],
            ["“学号”列有空格，改用“姓名”列作为编号"],
            id="blank",
        ),
        pytest.param(
            ["学号", "姓名", "redline-meaning"],
            [["01", "张三", "a"], ["01", "张三", "b"]],
            ["01", "01"],
            ["编号 01 与题目“redline-meaning”在第 2 行已经出现过，两行都会评分"],
            id="nothing-is-unique-the-first-stands",
        ),
        pytest.param(
            ["学号", "redline-meaning"],
            [["01", "a"], ["", "b"], ["", "c"]],
            ["01", None, None],
            ["有 2 行没有编号，从这一行起"],
            id="blank-without-another",
        ),
        pytest.param(
            ["部门", "redline-meaning"],
            [["一部", "a"]],
            [None],
            ["没有找到编号列，结果里的编号为空"],
            id="none",
        ),
        pytest.param(
            ["学号", "姓名", "redline-meaning"],
            [["", "张三", "a"], ["", "李四", "b"]],
            ["张三", "李四"],
            ["“学号”列有空格，改用“姓名”列作为编号"],
            id="an-empty-column",
        ),
    ],
)
def test_unique(
    header: list[str],
    rows: list[list[str]],
    ids: list[str | None],
    warned: list[str],
    *,
    table: Make,
    questions: dict[str, str],
) -> None:
    result = read_answers(table("csv", [header, *rows]), questions)
    assert [row.id for row in result.rows] == ids
    assert [fault.what for fault in result.faults] == warned
    assert all(fault.remedy for fault in result.faults)


def test_the_option_settles_it_even_where_it_repeats(table: Make, questions: dict[str, str]) -> None:
    rows = [["学号", "班级", "redline-meaning"], ["01", "一班", "a"], ["02", "一班", "b"]]
    result = read_answers(table("csv", rows), questions, id_column="班级")
    assert [row.id for row in result.rows] == ["一班", "一班"]
    assert [row.row for row in result.rows] == [{"学号": "01"}, {"学号": "02"}]
    assert len(result.faults) == 1


def test_a_broken_row_has_no_say_in_what_is_unique(text_file: Make, questions: dict[str, str]) -> None:
    text = (
        'id,姓名,question,answer\na1,张三,shared-duty,好\na1,李四,shared-duty,"开\na2,王五,shared-duty,好\n'
    )
    result = read_answers(text_file("a.csv", text), questions)
    assert [(row.id, bool(row.error)) for row in result.rows] == [("a1", False), ("a1", True), ("a2", False)]
    assert result.faults == []
