"""Human decisions: what is read, what is skipped, and every fault at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from safety_scoring.errors import AnswersError
from safety_scoring.files.overrides import read_overrides

Make = Callable[..., Path]

CHINESE = ["编号", "题目编号", "要点编号", "要点", "分值", "得分", "改判得分", "改判人", "改判理由"]
ENGLISH = ["id", "question", "key_point", "awarded", "by", "why"]
ROW = ["a1", "redline-guarantee", "veto", 2, "王老师", "原话就是一票否决"]


def seen(path: Path) -> list[tuple[Any, ...]]:
    return [
        (row.id, row.question, row.key_point, row.awarded, row.by, row.why) for row in read_overrides(path)
    ]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl"])
def test_rows_with_a_decision_are_read_in_order(kind: str, table: Make) -> None:
    rows = [ROW, ["a2", *ROW[1:3], 0, *ROW[4:]], ["a3", *ROW[1:3], 1.5, *ROW[4:]]]
    assert seen(table(kind, [ENGLISH, *rows])) == [tuple(row) for row in rows]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_details_of_a_results_workbook_are_read_where_an_examiner_filled_them(
    kind: str, table: Make
) -> None:
    rows = [
        ["a1", "redline-guarantee", "veto", "一票否决", 2, 0, "２", "王老师", "原话就是"],
        ["a1", "redline-guarantee", "publicity", "宣传教育", 2, 0, "", "", ""],
        ["a2", "redline-guarantee", "veto", "一票否决", 2, 0, " ", "王老师", ""],
    ]
    path = table(kind, [["考核明细"], CHINESE, *rows])
    assert seen(path) == [("a1", "redline-guarantee", "veto", 2.0, "王老师", "原话就是")]
    assert read_overrides(path)[0].place.row == 3


@pytest.mark.parametrize(
    ("extra", "value"),
    [
        pytest.param("学号", "999", id="a-number-that-the-answers-came-with"),
        pytest.param("题目", "原来的题目", id="a-question-that-the-answers-came-with"),
    ],
)
def test_our_own_columns_come_before_those_of_the_answers(extra: str, value: str, table: Make) -> None:
    row = ["a1", "q", "veto", "一票否决", 2, 0, 2, "王", "由"]
    assert seen(table("csv", [[extra, *CHINESE], [value, *row]])) == [("a1", "q", "veto", 2.0, "王", "由")]
    prefixed = [extra, *(f"评分_{name}" if name == extra else name for name in CHINESE)]
    assert seen(table("csv", [prefixed, [value, *row]]))[0][0] == "a1"


def test_a_taken_name_leaves_ours_with_the_prefix(table: Make) -> None:
    header = ["编号", "评分_编号", "题目", "要点", "改判得分", "改判人", "改判理由"]
    assert seen(table("csv", [header, ["theirs", "ours", "q", "veto", 1, "王", "由"]]))[0][0] == "ours"


def test_a_roster_name_serves_where_there_is_no_other_id(table: Make) -> None:
    header = ["学号", "题目", "要点", "改判得分", "改判人", "改判理由"]
    assert seen(table("csv", [header, ["01", "q", "veto", 1, "王", "由"]]))[0][0] == "01"


@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl"])
def test_every_fault_of_every_row_is_told_at_once(kind: str, table: Make) -> None:
    rows = [
        ["", *ROW[1:]],
        ["a2", *ROW[1:3], "两分", *ROW[4:]],
        ["a3", *ROW[1:3], -1, *ROW[4:]],
        ["a4", *ROW[1:4], "", ""],
        ["a5", *ROW[1:3], "nan", *ROW[4:]],
        ROW,
        ROW,
    ]
    path = table(kind, [ENGLISH, *rows])
    with pytest.raises(AnswersError) as caught:
        read_overrides(path)
    first = 1 if kind == "jsonl" else 2
    assert [((fault.line or fault.row or 0) - first, fault.what) for fault in caught.value.faults] == [
        (0, "“编号（或学号）”是空的"),
        (1, "改判得分不是不小于 0 的数"),
        (2, "改判得分不是不小于 0 的数"),
        (3, "“改判人”是空的"),
        (3, "“改判理由”是空的"),
        (4, "改判得分不是不小于 0 的数"),
        (6, f"编号 a1 的要点“veto”在第 {first + 5} 行已经改判过"),
    ]
    assert all(fault.remedy for fault in caught.value.faults)


def test_broken_rows_and_cells_are_faults(text_file: Make) -> None:
    good = '{"id": "a1", "question": "q", "key_point": "veto", "awarded": 1, "by": "王", "why": "由"}'
    lines = f"{good}\n{{broken\n{good.replace('a1', 'a2').replace('1,', '[1],')}\n"
    with pytest.raises(AnswersError) as caught:
        read_overrides(text_file("o.jsonl", lines))
    assert [(fault.line, fault.what) for fault in caught.value.faults] == [
        (2, "这一行不是合法的 JSON（第 2 个字符处出错）"),
        (3, "“改判得分”是列表或对象，不是文字"),
    ]


def test_missing_columns_are_told_together(table: Make) -> None:
    with pytest.raises(AnswersError) as caught:
        read_overrides(table("csv", [["编号", "改判得分"], ["a1", 2]]))
    assert [fault.what for fault in caught.value.faults] == [
        f"缺少“{name}”列；看到的列：“编号”、“改判得分”" for name in ("题目", "要点", "改判人", "改判理由")
    ]
    assert caught.value.faults[0].remedy == "需要的列：编号（或学号）、题目、要点、改判得分、改判人、改判理由"


@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl"])
def test_a_file_without_decisions_at_all(kind: str, table: Make) -> None:
    with pytest.raises(AnswersError, match="没有“改判得分”列；看到的列：“编号”、“得分”"):
        read_overrides(table(kind, [["编号", "得分"], ["a1", 2]]))


def test_a_missing_file_is_told_as_for_answers(tmp_path: Path) -> None:
    with pytest.raises(AnswersError, match="找不到文件"):
        read_overrides(tmp_path / "gone.csv")
