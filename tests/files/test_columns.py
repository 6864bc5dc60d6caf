"""Columns as platforms and examiners write them: what is taken for what, and what never is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from safety_scoring.errors import AnswersError
from safety_scoring.files.answers import read_answers

Make = Callable[..., Path]

MEANING = "对安全生产“红线”怎么理解？"
GUARANTEE = "如何保证安全生产“红线”在本地区不被突破？"
DUTY = "对安全生产“党政同责、一岗双责”怎么理解？"


@pytest.mark.parametrize(
    "question", ["题目", "试题", "题号", "题干", "题干（必填）", "题目内容", "question", "1、题目"]
)
@pytest.mark.parametrize(
    "answer", ["答案", "作答", "作答内容", "回答", "答案\n（必填）", "Answer", " 作 答 ", "2、您的回答："]
)
def test_long_headers(question: str, answer: str, table: Make, questions: dict[str, str]) -> None:
    rows = [["学号", question, answer, "部门"], ["01", MEANING, "是生命线", "一部"]]
    result = read_answers(table("csv", rows), questions)
    (row,) = result.rows
    assert (result.shape, row.id, row.question, row.answer) == ("long", "01", "redline-meaning", "是生命线")
    assert row.row == {"部门": "一部"}


@pytest.mark.parametrize(
    ("header", "row", "expected", "why"),
    [
        (
            ["题号", "题型", "题干", "选项A", "答案", "解析"],
            ["1", "简答题", MEANING, "", "生命线", "要点"],
            ("redline-meaning", "生命线"),
            "题库 App: 题干 names the question, 题号 is only a number",
        ),
        (
            ["题号", "题干", "答案"],
            ["redline-meaning", "红线题", "生命线"],
            ("redline-meaning", "生命线"),
            "here it is 题号 that the bank knows",
        ),
        (
            ["编号", "年份", "题型", "题干", "选项A", "答案", "解析", "Tags"],
            ["7", "2026", "简答题", MEANING, "", "生命线", "", ""],
            ("redline-meaning", "生命线"),
            "TSV bank",
        ),
        (
            ["试题GUID", "题型(必填）", "题干（必填）", "答案", "选项A", "出处"],
            ["g", "简答", MEANING, "生命线", "", ""],
            ("redline-meaning", "生命线"),
            "mixed brackets",
        ),
        (
            ["学号", "题目", "答案", "作答"],
            ["01", MEANING, "参考答案在此", "生命线"],
            ("redline-meaning", "生命线"),
            "beside 作答, 答案 is the reference answer",
        ),
        (
            ["学号", "题目", "正确答案", "作答内容"],
            ["01", MEANING, "参考答案在此", "生命线"],
            ("redline-meaning", "生命线"),
            "正确答案 is never what a learner wrote",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_long_files_with_several_candidates(
    header: list[str],
    row: list[str],
    expected: tuple[str, str],
    why: str,
    *,
    table: Make,
    questions: dict[str, str],
) -> None:
    (found,) = read_answers(table("csv", [header, row]), questions).rows
    assert (found.question, found.answer) == expected, why


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(
            ["题干（必填）", "题型 （必填）", "选项 A", "正确答案\n（必填）", "解析\n（勿删）", "难度"],
            id="kaoshibao",
        ),
        pytest.param(["目录", "题目类型", "大题题干", "小题题干)", "正确答案", "答案解析"], id="chaoxing"),
        pytest.param(["一级科目", "题型", "题目内容", "正确答案", "试题类型"], id="safety-training-bank"),
        pytest.param(["课题", "题型", "题目", "选项A", "正确答案", "分值"], id="factory"),
        pytest.param(["文件名", "学号", "识别状态", "总分", "满分", "主观题得分", "备注"], id="grading-out"),
        pytest.param(["学号", "姓名", "签到方式", "得分"], id="yuketang"),
    ],
)
def test_banks_and_mark_lists_are_no_answers(
    header: list[str], table: Make, questions: dict[str, str]
) -> None:
    path = table("xlsx", [header, [MEANING] * len(header)])
    with pytest.raises(AnswersError) as caught:
        read_answers(path, questions)
    (fault,) = caught.value.faults
    assert all(f"“{' '.join(name.split())}”" in fault.what for name in header)


WJX = ["序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP"]


@pytest.mark.parametrize(
    "header",
    [
        pytest.param([*WJX, f"1、{MEANING}", f"2、{GUARANTEE}"], id="wjx"),
        pytest.param([*WJX[:4], "来自IP", "备注", f"1. {MEANING}", f"2. {GUARANTEE}"], id="wjx-clone"),
        pytest.param([*WJX, f"1、{MEANING}（20分）", f"*2、{GUARANTEE} (必填)"], id="marks-and-required"),
        pytest.param([*WJX, "redline-meaning", "redline-guarantee"], id="ids"),
        pytest.param(
            [*WJX, "第1题：对安全生产红线怎么理解", "第2题：如何保证安全生产红线在本地区\n不被突破"],
            id="bare",
        ),
    ],
)
def test_wide_headers(header: list[str], table: Make, questions: dict[str, str]) -> None:
    people = [["1", *"bcdef", "甲一", "甲二"], ["2", *"bcdef", "乙一", ""]]
    result = read_answers(table("csv", [header, *people]), questions)
    assert [(row.id, row.question, row.answer) for row in result.rows] == [
        ("1", "redline-meaning", "甲一"),
        ("1", "redline-guarantee", "甲二"),
        ("2", "redline-meaning", "乙一"),
        ("2", "redline-guarantee", ""),
    ]
    assert result.shape == "wide"
    assert list(result.rows[0].row.items()) == list(zip(header[1:6], "bcdef", strict=True))


def test_wide_columns_that_repeat_a_number_stand_for_no_question(
    table: Make, questions: dict[str, str]
) -> None:
    header = [
        "序号",
        "2、所在地区：",
        "2、详细地址:",
        "3、请输入您的收货地址：—收货人姓名：",
        f"4、{MEANING}",
    ]
    result = read_answers(table("csv", [header, ["1", "华东", "某路", "某人", "答"]]), questions)
    assert [(row.question, row.answer) for row in result.rows] == [("redline-meaning", "答")]
    assert result.unplaced == header[1:4]
    assert list(result.rows[0].row) == header[1:4]


def test_a_question_column_that_cannot_be_placed_is_reported_and_passes_through(
    table: Make, questions: dict[str, str]
) -> None:
    rows = [["学号", f"1、{MEANING}", "2、消防怎么做？"], ["01", "答", "灭火"]]
    path = table("csv", rows)
    result = read_answers(path, questions)
    assert result.unplaced == ["2、消防怎么做？"]
    assert result.rows[0].row == {"2、消防怎么做？": "灭火"}
    (fault,) = result.faults
    assert fault.what == "“2、消防怎么做？”列像是作答，但认不出是哪道题；没有评分，原样保留"
    assert fault.remedy == "如果是作答，用 --map '2、消防怎么做？=题目编号' 指明"
    mapped = read_answers(path, questions, mapping={"2、消防怎么做？": "shared-duty"})
    assert [(row.question, row.answer) for row in mapped.rows] == [
        ("redline-meaning", "答"),
        ("shared-duty", "灭火"),
    ]
    assert (mapped.unplaced, mapped.faults) == ([], [])


def test_two_columns_for_one_question_are_both_read_and_reported(
    table: Make, questions: dict[str, str]
) -> None:
    rows = [["学号", f"1、{MEANING}", f"8、{MEANING}"], ["01", "一", "八"]]
    result = read_answers(table("csv", rows), questions)
    assert [row.answer for row in result.rows] == ["一", "八"]
    assert [fault.what for fault in result.faults] == [
        "编号 01 与题目“redline-meaning”在第 2 行已经出现过，两行都会评分"
    ]


OLD_MOODLE = ["Surname", "First name", "Email address", "State", "Started on", "Grade/10.00"]


def test_moodle_takes_the_question_from_the_column_beside_row_by_row(
    table: Make, questions: dict[str, str]
) -> None:
    header = [*OLD_MOODLE, "Question 1", "Response 1", "Right answer 1", "Question 2", "Response 2 (7 marks)"]
    rows = [
        ["张", "三", "z@x.cn", "Finished", "t", "8", MEANING, "甲一", "参考", DUTY, "甲二"],
        ["李", "四", "l@x.cn", "In progress", "t", "-", GUARANTEE, "乙一", "参考", MEANING, "-"],
    ]
    result = read_answers(table("csv", [header, *rows]), questions)
    assert [(row.id, row.question, row.answer) for row in result.rows] == [
        ("z@x.cn", "redline-meaning", "甲一"),
        ("z@x.cn", "shared-duty", "甲二"),
        ("l@x.cn", "redline-guarantee", "乙一"),
        ("l@x.cn", "redline-meaning", "-"),
    ]
    assert list(result.rows[0].row) == [
        "Surname",
        "First name",
        "State",
        "Started on",
        "Grade/10.00",
        "Right answer 1",
    ]
    assert "“Response 1”列是作答，题目取自同一行的“Question 1”列。" in result.understood


def test_moodle_without_questions_needs_the_mapping(table: Make, questions: dict[str, str]) -> None:
    header = ["Last name", "Username", "Email address", "Response 1", "Response 2 (7 marks)"]
    path = table("csv", [header, ["张", "zhang", "z@x.cn", "甲一", "甲二"]])
    with pytest.raises(AnswersError, match=r"看到的列：.*“Response 2 \(7 marks\)”"):
        read_answers(path, questions)
    one = read_answers(path, questions, mapping={"Response 1": DUTY})
    assert [(row.id, row.question, row.answer) for row in one.rows] == [("zhang", "shared-duty", "甲一")]
    assert one.unplaced == ["Response 2 (7 marks)"]
    both = read_answers(path, questions, mapping={"Response 1": DUTY, "Response 2": "redline-meaning"})
    assert [row.question for row in both.rows] == ["shared-duty", "redline-meaning"]


def test_one_question_file_without_a_question_column_is_settled_by_the_mapping(
    table: Make, questions: dict[str, str]
) -> None:
    path = table("csv", [["学号", "答案"], ["01", "生命线"]])
    with pytest.raises(AnswersError, match="找到了作答列，没有找到题目列"):
        read_answers(path, questions)
    (row,) = read_answers(path, questions, mapping={"答案": "redline-meaning"}).rows
    assert (row.id, row.question, row.answer) == ("01", "redline-meaning", "生命线")


TITLES: list[Sequence[str]] = [["安全生产知识考试"], ["学年学期：2026", "课程：安全"], [MEANING]]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("above", [0, 1, 3, 11])
@pytest.mark.parametrize(
    ("header", "row", "shape"),
    [
        pytest.param(["学号", "题目", "作答"], ["01", MEANING, "答"], "long", id="long"),
        pytest.param(["学号", "姓名", MEANING], ["01", "张三", "答"], "wide", id="wide"),
    ],
)
def test_the_header_is_found_in_the_first_twelve_rows(
    kind: str,
    above: int,
    header: list[str],
    row: list[str],
    shape: str,
    *,
    table: Make,
    questions: dict[str, str],
) -> None:
    titles = (TITLES * 4)[:above]
    result = read_answers(table(kind, [*titles, header, row, ["02", *row[1:]]]), questions)
    assert (result.shape, [found.id for found in result.rows]) == (shape, ["01", "02"])
    assert {found.question for found in result.rows} == {"redline-meaning"}
    assert (f"表头在第 {above + 1} 行" in "".join(result.understood)) is (above > 0)


def test_a_header_in_the_thirteenth_row_is_not_looked_for(table: Make, questions: dict[str, str]) -> None:
    titles = [[f"说明 {number}"] for number in range(12)]
    path = table("csv", [*titles, ["学号", "题目", "作答"], ["01", MEANING, "答"]])
    with pytest.raises(AnswersError, match="没有认出题目列和作答列"):
        read_answers(path, questions)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            [["编码", "考查内容", "文字"], ["1", MEANING, "答"], ["2", GUARANTEE, "答"]], id="several-rows"
        ),
        pytest.param([["编码", "考查内容", "文字"], ["1", MEANING, "答"]], id="one-row"),
    ],
)
def test_a_row_of_a_long_file_is_never_taken_for_a_wide_header(
    rows: list[list[str]], table: Make, questions: dict[str, str]
) -> None:
    path = table("csv", rows)
    with pytest.raises(AnswersError, match="看到的列：“编码”、“考查内容”、“文字”"):
        read_answers(path, questions)
    result = read_answers(path, questions, question_column="考查内容", answer_column="文字", id_column="编码")
    expected = [("1", "redline-meaning"), ("2", "redline-guarantee")]
    assert [(row.id, row.question) for row in result.rows] == expected[: len(rows) - 1]


@pytest.mark.parametrize(
    ("header", "answers"),
    [
        pytest.param(["学号", MEANING], [MEANING], id="the-only-one"),
        pytest.param(["部门", MEANING], [MEANING, "生命线", "红线"], id="one-of-several-without-an-id"),
    ],
)
def test_a_wide_sheet_in_which_someone_copied_the_question_is_still_wide(
    header: list[str], answers: list[str], table: Make, questions: dict[str, str]
) -> None:
    path = table("csv", [header, *([f"0{number}", answer] for number, answer in enumerate(answers))])
    result = read_answers(path, questions)
    assert (result.shape, [row.answer for row in result.rows]) == ("wide", answers)


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ({"id_column": "卡号"}, "--id 指明的列“卡号”不在表头里；看到的列：“学号”、“题目”、“作答”"),
        ({"question_column": "问"}, "--question 指明的列“问”不在表头里；看到的列：“学号”、“题目”、“作答”"),
        ({"answer_column": "答"}, "--answer 指明的列“答”不在表头里；看到的列：“学号”、“题目”、“作答”"),
        (
            {"mapping": {"Response 9": "shared-duty"}},
            "--map 指明的列“Response 9”不在表头里；看到的列：“学号”、“题目”、“作答”",
        ),
        ({"mapping": {"作答": "no-such"}}, "--map 把“作答”列指给“no-such”，题库里没有这道题"),
    ],
    ids=["id", "question", "answer", "map-column", "map-question"],
)
def test_options_that_name_nothing(
    options: dict[str, object], what: str, table: Make, questions: dict[str, str]
) -> None:
    path = table("csv", [["学号", "题目", "作答"], ["01", MEANING, "答"]])
    with pytest.raises(AnswersError) as caught:
        read_answers(path, questions, **options)  # type: ignore[arg-type]
    (fault,) = caught.value.faults
    assert fault.what == what
    assert fault.remedy


def test_every_wrong_option_is_told_at_once(table: Make, questions: dict[str, str]) -> None:
    path = table("csv", [["学号", "题目", "作答"], ["01", MEANING, "答"]])
    with pytest.raises(AnswersError) as caught:
        read_answers(path, questions, id_column="卡号", mapping={"甲": "乙", "作答": "丙"})
    assert len(caught.value.faults) == 4


def test_one_column_cannot_be_question_and_answer(table: Make, questions: dict[str, str]) -> None:
    path = table("csv", [["学号", "题目"], ["01", MEANING]])
    with pytest.raises(AnswersError, match="看到的列：“学号”、“题目”"):
        read_answers(path, questions, answer_column="题目")


def test_jsonl_takes_an_object_row_and_other_keys_as_other_columns(
    text_file: Make, questions: dict[str, str]
) -> None:
    line = '{"id": 5, "题目": "redline-meaning", "作答": true, "row": {"部门": "一部", "n": 1}, "n": [2]}'
    (row,) = read_answers(text_file("a.jsonl", line), questions).rows
    assert (row.id, row.answer, row.error) == ("5", "TRUE", ())
    assert list(row.row.items()) == [("部门", "一部"), ("n", 1), ("n（2）", [2])]


def test_wide_jsonl_reads_a_key_that_is_not_there_as_blank(
    text_file: Make, questions: dict[str, str]
) -> None:
    lines = f'{{"学号": "1", "{DUTY}": "一"}}\n{{"学号": "2", "redline-meaning": "二"}}\n{{broken\n'
    rows = read_answers(text_file("a.jsonl", lines), questions).rows
    assert [(row.id, row.question, row.answer, bool(row.error)) for row in rows] == [
        ("1", "shared-duty", "一", False),
        ("1", "redline-meaning", "", False),
        ("2", "shared-duty", "", False),
        ("2", "redline-meaning", "二", False),
        (None, "", "", True),
    ]


def test_columns_without_a_header_pass_through_under_their_number(
    table: Make, questions: dict[str, str]
) -> None:
    rows = [["id", "question", "answer", "", "部门", ""], ["1", "redline-meaning", "答", "注", "一部", ""]]
    (row,) = read_answers(table("csv", rows), questions).rows
    assert row.row == {"第 4 列": "注", "部门": "一部"}


def test_what_was_understood_is_said_in_full(table: Make, questions: dict[str, str]) -> None:
    long = table("csv", [["学号", "题目", "作答"], ["01", MEANING, "答"]])
    assert read_answers(long, questions).understood == [
        "“学号”列是编号。",
        "“题目”列是题目，“作答”列是作答。",
    ]
    wide = table("xlsx", [["说明"], ["部门", f"1、{MEANING}"], ["一部", "答"]])
    assert read_answers(wide, questions).understood == [
        "工作表“Sheet1”：表头在第 2 行。",
        "工作表“Sheet1”：没有编号列。",
        f"工作表“Sheet1”：“1、{MEANING}”列是题目 redline-meaning 的作答。",
    ]
