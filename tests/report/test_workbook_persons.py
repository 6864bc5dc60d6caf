"""Sheet 成绩: one row a person, nothing counted that is not certain."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from safety_scoring.result import ScoreResult

Make = Callable[..., ScoreResult]
Write = Callable[..., Path]
Rows = Callable[[Path, str], list[Any]]

EXTRA = ("姓名", "单位")


def test_one_row_a_person(batch: list[ScoreResult], write: Write, rows: Rows) -> None:
    path = write(batch, EXTRA)
    header, first, *_ = rows(path, "成绩")
    questions = list(dict.fromkeys((r.question_text, r.full_marks) for r in batch if r.marks is not None))
    asked = [f"{text}（{full} 分）" for text, full in questions]
    assert header == ["编号", *EXTRA, *asked, "总分", "满分", "得分率", "是否及格", "备注"]
    marks = [result.marks for result in batch[:4]]
    assert first[:7] == ["20240001", "王建国", "城关镇安监站", *marks]
    assert first[7:] == [sum(marks), 56, pytest.approx(sum(marks) / 56), "是", ""]
    assert len(rows(path, "成绩")) == 1 + 11 + 2


def test_columns_of_the_answer_are_not_columns_of_the_person(make: Make, write: Write, rows: Rows) -> None:
    answers = [
        make("shared-duty", ("full",) * 3, row={"姓名": "甲", "用时": "5"}),
        make("listed-hazards", ("full",) * 4, row={"姓名": "甲", "用时": "9"}),
    ]
    header = rows(write(answers, ("姓名", "用时")), "成绩")[0]
    assert header[:2] == ["编号", "姓名"]
    assert "用时" not in header


PASSES = [
    ("all certain and enough", [10, 2], [], ["10", "2", "12", "16", "是", ""]),
    ("one question failed, the total passes", [10, 0], [], ["10", "0", "10", "16", "是", ""]),
    ("the total just fails", [6, 3.5], [], ["6", "3.5", "9.5", "16", "否", ""]),
    ("the total just passes: 6 + 3.6", [6, 3.6], [], ["6", "3.6", "9.6", "16", "是", ""]),
    (
        "a row that could not be marked leaves it open",
        [10, 6],
        ["unmarked"],
        ["10", "6", "16", "16", "待定", "1 份答卷未能评分，不计入总分"],
    ),
    (
        "a question answered twice leaves it open and counts for nothing",
        [10, 6],
        ["twice"],
        ["10；10", "6", "6", "6", "待定", "1 道题重复作答，不计入总分"],
    ),
]


@pytest.mark.parametrize("case", PASSES, ids=[case[0] for case in PASSES])
def test_totals(
    make: Make, unmarked: Make, write: Write, case: tuple[str, list[float], list[str], list[str]], rows: Rows
) -> None:
    why, marks, more, expected = case
    answers = [
        make("shared-duty", ("full",) * 3, marks=marks[0]),
        make("listed-hazards", ("full",) * 4, marks=marks[1]),
        *(unmarked(id_="a1", row={}) for name in more if name == "unmarked"),
        *(make("shared-duty", ("full",) * 3, marks=marks[0]) for name in more if name == "twice"),
    ]
    (row,) = rows(write(answers), "成绩")[1:]
    found = [cell if isinstance(cell, str) else f"{cell:g}" for cell in row[1:]]
    assert found[:4] + found[5:] == expected, why


def test_rows_without_an_id_are_not_taken_for_one_person(make: Make, write: Write, table: Rows) -> None:
    answers = [make("shared-duty", ("full",) * 3, id_=None, marks=mark) for mark in (10, 4)]
    assert [row["总分"] for row in table(write(answers), "成绩")] == [10, 4]


def test_a_person_without_any_mark_has_no_total(unmarked: Make, write: Write, table: Rows) -> None:
    (row,) = table(write([unmarked()], EXTRA), "成绩")
    assert [row[name] for name in ("编号", "总分", "满分", "得分率", "是否及格")] == [
        "20240099",
        "",
        "",
        "",
        "待定",
    ]


def test_a_sum_of_tenths_that_falls_a_hair_short_still_passes(make: Make, write: Write, table: Rows) -> None:
    answers = [
        dataclasses.replace(make("shared-duty", ("full",) * 3, marks=mark, pass_marks=passing), question=name)
        for name, mark, passing in (("甲", 0.6, 0.6), ("乙", 4.2, 0.6), ("丙", 0.6, 4.2))
    ]
    assert 0.6 + 4.2 + 0.6 < 0.6 + 0.6 + 4.2, "in binary"
    assert table(write(answers), "成绩")[0]["是否及格"] == "是"
