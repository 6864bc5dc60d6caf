"""Files of marked answers: every shape, and every fault with its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from safety_scoring import Bank
from safety_scoring.errors import AnswersError
from safety_scoring.marked.answers import MarkedFile, PointCase
from safety_scoring.marked.read import read_marked

Read = Callable[..., MarkedFile]
HEAD = {"id": "a1", "question": "fire-exit", "answer": "打开出口。"}


@pytest.fixture
def lines(tmp_path: Path, bank: Bank) -> Read:
    """Read JSONL of these objects; each but the parts given is an answer to `fire-exit`."""

    def read(*rows: dict[str, Any]) -> MarkedFile:
        path = tmp_path / "m.jsonl"
        path.write_text("".join(json.dumps({**HEAD, **row}) + "\n" for row in rows), "utf-8")
        return read_marked(path, bank)

    return read


@pytest.fixture
def csv(tmp_path: Path, bank: Bank) -> Read:
    """Read CSV of these lines."""

    def read(*rows: str) -> MarkedFile:
        path = tmp_path / "m.csv"
        path.write_text("\n".join(rows) + "\n", "utf-8")
        return read_marked(path, bank)

    return read


def test_the_labels_of_two_markers(lines: Read) -> None:
    both = [{"open": 2, "report": -1}, {"open": 1, "report": 0}]
    found = lines({"style": "plain", "markers": both})
    (item,) = found.answers
    assert (item.id, item.question, item.answer) == ("a1", "fire-exit", "打开出口。")
    assert item.labels == tuple(both)
    assert (item.marks, item.place.row, item.case) == (None, 1, None)
    assert found.understood == (
        "共 1 份作答：按要点评分 1 份，有两人以上评过 1 份",
        "没有用到的列：style",
    )


def test_the_labels_of_one_marker(lines: Read) -> None:
    (item,) = lines({"labels": {"open": 2, "report": 0}}).answers
    assert item.labels == ({"open": 2, "report": 0},)


@pytest.mark.parametrize("name", ["score", "marks", "人工总分", "得分"])
def test_a_total_only(lines: Read, name: str) -> None:
    (item,) = lines({name: 7.5}).answers
    assert (item.labels, item.marks, item.marker_marks) == ((), 7.5, (7.5,))


def test_a_single_point_case(lines: Read) -> None:
    found = lines({"key_point": "open", "category": "denial", "expect": False, "why": "waived"})
    assert found.answers[0].case == PointCase("open", expect=False, category="denial", why="waived")
    assert found.answers[0].labels == ()
    assert found.understood == ("共 1 份作答：只判一个要点 1 份",)


def test_a_column_a_key_point(csv: Read) -> None:
    found = csv(
        "id,question,answer,open,报告,备注",
        "a1,fire-exit,打开出口。,2,−1,x",
        "a2,出口被锁怎么办？,报告。,０,1.0,",
    )
    assert [item.labels for item in found.answers] == [
        ({"open": 2, "report": -1},),
        ({"open": 0, "report": 1},),
    ]
    assert found.understood[1] == "没有用到的列：备注"


def test_columns_of_another_question_stay_blank(csv: Read) -> None:
    found = csv(
        "id,question,answer,open,report,valve",
        "a1,fire-exit,打开出口。,2,0,",
        "a2,gas-leak,关阀。,,1,2",
    )
    assert [item.labels for item in found.answers] == [
        ({"open": 2, "report": 0},),
        ({"report": 1, "valve": 2},),
    ]
    assert found.faults == ()


def test_a_second_marker_repeats_the_id(csv: Read) -> None:
    found = csv(
        "学号,序号,question,answer,marker,open,report,marks",
        "007,1,fire-exit,打开出口。,甲,2,0,6",
        "008,2,fire-exit,报告。,甲,0,2,",
        "007,3,fire-exit,打开出口。,乙,1,0,3",
    )
    assert [(item.id, item.labels) for item in found.answers] == [
        ("007", ({"open": 2, "report": 0}, {"open": 1, "report": 0})),
        ("008", ({"open": 0, "report": 2},)),
    ]
    assert (found.answers[0].marks, found.answers[0].marker_marks) == (4.5, (6, 3))
    assert (found.notices, found.faults) == ((), ())


def test_an_id_may_answer_several_questions(csv: Read) -> None:
    found = csv("id,question,answer,marks", "007,fire-exit,开。,6", "007,gas-leak,关。,3")
    assert [(item.id, item.question) for item in found.answers] == [("007", "fire-exit"), ("007", "gas-leak")]
    assert found.notices == ()


def test_a_workbook(tmp_path: Path, bank: Bank) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(tmp_path / "m.xlsx")) as book:
        sheet = book.add_worksheet("一班")
        sheet.write_row(0, 0, ["学号", "题目", "作答", "人工总分", "打开出口", "报告"])
        sheet.write_row(1, 0, ["007", "fire-exit", "打开出口。", 6, 2, 0])
        sheet.write_row(2, 0, ["008", "fire-exit", "报告。", 60, 0, 3])
    found = read_marked(tmp_path / "m.xlsx", bank)
    assert [(item.id, item.labels, item.marks) for item in found.answers] == [
        ("007", ({"open": 2, "report": 0},), 6)
    ]
    place = "m.xlsx 工作表“一班” 第 3 行"
    scale = "写 2（全对）、1（一半）、0（没有）或 -1（说反了）"
    assert [str(fault) for fault in found.faults] == [
        f"{place} 报告：“3”不是要点评分。处理办法：{scale}",
        f"{place} 人工总分：“60”不是 0 到满分 10 之间的数。处理办法：改正人工总分",
    ]


def test_a_total_beside_some_key_points_is_enough(csv: Read) -> None:
    found = csv("id,question,answer,marks,open", "a1,fire-exit,打开出口。,6,2")
    assert (found.answers[0].labels, found.answers[0].marks) == (({"open": 2},), 6)


def test_a_total_that_the_key_points_do_not_add_up_to_is_told(csv: Read) -> None:
    found = csv("id,question,answer,marks,open,report", "a1,fire-exit,打开出口。,7,2,0")
    assert found.answers[0].marks == 7
    assert [str(fault) for fault in found.notices] == [
        "m.csv 第 2 行：总分 7 与各要点评分合计的 6 不同，按要点评分计算。处理办法：改正总分或要点评分"
    ]


def test_a_repeated_id_without_markers_is_told(csv: Read) -> None:
    found = csv("id,question,answer,marks", "a1,fire-exit,开。,6", "a1,fire-exit,开。,5")
    assert len(found.answers) == 2
    (notice,) = found.notices
    assert str(notice).startswith("m.csv 第 3 行：编号 a1 与这道题在第 2 行已经出现过，两份都计入")
    assert "marker（阅卷人）列" in notice.remedy


FAULTS = [
    ("no mark at all", {"style": "x"}, "没有人工评分", ""),
    ("an empty list of markers", {"markers": []}, "没有人工评分", ""),
    ("a point left out", {"labels": {"open": 2}}, "这些要点没有人工评分：报告", ""),
    (
        "a point of another question",
        {"labels": {"open": 2, "report": 0, "valve": 1}},
        "没有这些要点：valve",
        "labels",
    ),
    ("a label that is none", {"labels": {"open": 2, "report": 3}}, "“3”不是要点评分", "labels.report"),
    ("half a label", {"labels": {"open": 0.5, "report": 0}}, "“0.5”不是要点评分", "labels.open"),
    ("a truth value", {"labels": {"open": True, "report": 0}}, "“True”不是要点评分", "labels.open"),
    ("markers that are no list", {"markers": {"open": 2}}, "不是要点评分的列表", "markers"),
    ("labels that are no object", {"labels": [2, 0]}, "不是要点评分的对象", "labels"),
    ("more than full marks", {"score": 10.5}, "“10.5”不是 0 到满分 10 之间的数", "score"),
    ("less than nothing", {"score": -1}, "“-1”不是 0 到满分 10 之间的数", "score"),
    ("marks in words", {"score": "良好"}, "“良好”不是 0 到满分 10 之间的数", "score"),
    ("an unknown question", {"question": "nothing", "score": 1}, "题库里没有题目“nothing”", ""),
    ("a case of an unknown point", {"key_point": "valve", "expect": True}, "没有要点“valve”", "key_point"),
    (
        "a case without a verdict",
        {"key_point": "open", "expect": "maybe"},
        "“maybe”不是 true 或 false",
        "expect",
    ),
    ("labels for derived points", {"question": "essay", "labels": {"r1": 2}}, "没有这些要点：r1", "labels"),
    ("an answer that is a list", {"answer": ["开"], "score": 1}, "“answer”是列表或对象", ""),
]


@pytest.mark.parametrize(("why", "row", "what", "field"), FAULTS, ids=[case[0] for case in FAULTS])
def test_a_row_that_cannot_be_used(lines: Read, why: str, row: dict[str, Any], what: str, field: str) -> None:
    sound = {"labels": {"open": 2, "report": 2}} if "labels" in row else {"score": 1}
    found = lines({**sound, "id": "sound"}, row)
    assert [item.id for item in found.answers] == ["sound"], why
    (fault,) = found.faults
    assert what in fault.what
    assert (fault.file, fault.line, fault.field) == ("m.jsonl", 2, field)
    assert fault.remedy


def test_all_faults_are_told_in_the_order_of_the_rows(lines: Read) -> None:
    found = lines({"labels": {"open": 3, "report": 4}}, {"score": 99}, {"style": "x"})
    assert [fault.line for fault in found.faults] == [1, 1, 2, 3]
    assert found.answers == ()


def test_a_broken_line_does_not_stop_the_others(tmp_path: Path, bank: Bank) -> None:
    path = tmp_path / "m.jsonl"
    path.write_text('{"id": \n' + json.dumps({**HEAD, "score": 4}) + "\n", "utf-8")
    found = read_marked(path, bank)
    assert len(found.answers) == 1
    assert [(fault.line, "不是合法的 JSON" in fault.what) for fault in found.faults] == [(1, True)]


MARKERS = [
    ("the same marker twice", "甲", "打开出口。", "阅卷人“甲”对编号 a1 的这份作答已经评过"),
    ("another answer", "乙", "报告。", "编号 a1 的作答与第 2 行的不同"),
]


@pytest.mark.parametrize(("why", "marker", "text", "what"), MARKERS, ids=[case[0] for case in MARKERS])
def test_rows_of_markers_that_do_not_fit(csv: Read, why: str, marker: str, text: str, what: str) -> None:
    found = csv(
        "id,question,answer,阅卷人,marks",
        "a1,fire-exit,打开出口。,甲,6",
        f"a1,fire-exit,{text},{marker},5",
    )
    assert [item.marker_marks for item in found.answers] == [(6,)], why
    assert [(fault.line, fault.what) for fault in found.faults] == [(3, what)]


def test_two_columns_of_one_point_that_differ(csv: Read) -> None:
    found = csv("id,question,answer,open,打开出口,report", "a1,fire-exit,开。,2,1,0")
    assert [fault.what for fault in found.faults] == ["要点 open 有两列，评分不同"]


def test_a_table_of_persons_has_no_room_for_marks(csv: Read) -> None:
    with pytest.raises(AnswersError) as caught:
        csv("学号,出口被锁怎么办？,总分", "007,打开出口。,6")
    assert str(caught.value).startswith("m.csv：一行一人、一列一题的表放不下每份作答的人工评分，没有读取。")


def test_columns_that_cannot_be_placed(csv: Read) -> None:
    with pytest.raises(AnswersError) as caught:
        csv("id,answer,marks", "a1,开。,6")
    (fault,) = caught.value.faults
    assert "找到了作答列，没有找到题目列" in fault.what
    assert "每行一份作答" in fault.remedy


def test_a_file_that_is_not_there(tmp_path: Path, bank: Bank) -> None:
    with pytest.raises(AnswersError, match="找不到文件"):
        read_marked(tmp_path / "none.csv", bank)
