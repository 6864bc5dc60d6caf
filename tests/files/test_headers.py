"""Headers and question texts: what is the same question, and what is not."""

from __future__ import annotations

import pytest

from safety_scoring.files.headers import Questions, find_header, looks_like_question

BANK = {
    "redline-meaning": "对安全生产“红线”怎么理解？",
    "three-numbers": "119、110、120 分别是什么电话？",
    "unnumbered": "分别是什么电话",
    "rate": "5倍系数怎么算？",
    "3": "什么是“三同时”？",
    "twin-a": "安全第一，预防为主。",
    "twin-b": "安全第一、预防为主",
    "score": "怎样理解“百分制（100分）”之外的评价？",
}


@pytest.mark.parametrize(
    "header",
    [
        pytest.param("redline-meaning", id="id"),
        pytest.param(" Redline-Meaning ", id="id-in-other-case-with-spaces"),
        pytest.param("redline_meaning", id="id-with-another-joiner"),
        pytest.param("对安全生产“红线”怎么理解？", id="text"),
        pytest.param("对安全生产「红线」怎么理解?", id="other-quotes-and-half-width-mark"),
        pytest.param('对安全生产"红线"怎么理解', id="straight-quotes-no-mark"),
        pytest.param("对 安全生产\n红线\u3000怎么\u200b理解？", id="spaces-and-line-feeds-inside"),
        pytest.param("3、对安全生产“红线”怎么理解？", id="wjx"),
        pytest.param("3.对安全生产“红线”怎么理解？", id="wjx-clones"),
        pytest.param("3． 对安全生产“红线”怎么理解？", id="full-width-point"),
        pytest.param("（3）对安全生产“红线”怎么理解？", id="bracketed-number"),
        pytest.param("第3题 对安全生产“红线”怎么理解？", id="numbered-question"),
        pytest.param("第三题：对安全生产“红线”怎么理解？", id="numbered-in-chinese"),
        pytest.param("三、对安全生产“红线”怎么理解？", id="chinese-number"),
        pytest.param("三、1. 对安全生产“红线”怎么理解？", id="section-and-number"),
        pytest.param("③对安全生产“红线”怎么理解？", id="circled-number"),
        pytest.param("3 对安全生产“红线”怎么理解？", id="number-and-space"),
        pytest.param("Q3: 对安全生产“红线”怎么理解？", id="english-number"),
        pytest.param("简答题3：对安全生产“红线”怎么理解？", id="kind-and-number"),
        pytest.param("对安全生产“红线”怎么理解？（20分）", id="marks"),
        pytest.param("对安全生产“红线”怎么理解？(本题 12.5 分)", id="marks-with-words"),
        pytest.param("3、[简答题]对安全生产“红线”怎么理解？【满分：20分】", id="kind-and-marks"),
        pytest.param("3、（20 marks）对安全生产“红线”怎么理解？", id="english-marks-in-front"),
        pytest.param("* 3、对安全生产“红线”怎么理解？（必填）", id="required"),
        pytest.param(
            "3、对安全生产“红线”怎么理解？（简答题，20分，必答）", id="several-notes-in-one-bracket"
        ),
        pytest.param("3、redline-meaning（20分）", id="numbered-id"),
    ],
)
def test_ways_of_writing_one_question(header: str) -> None:
    assert Questions(BANK).find(header) == "redline-meaning"


@pytest.mark.parametrize(
    ("header", "found", "why"),
    [
        ("对安全生产怎么理解？", None, "a word is missing"),
        ("对安全生产“红线”怎么理解？为什么？", None, "more is asked"),
        ("红线", None, "a part is no question"),
        ("3、", "3", "numbering alone is the id of that number, if the bank has it"),
        ("4、", None, "numbering alone names nothing else"),
        ("", None, "nothing"),
        ("？！", None, "punctuation alone"),
        ("1.5倍系数怎么算？", None, "a decimal point is no numbering"),
        ("1、5倍系数怎么算？", "rate", "the comma of numbering before a number"),
        ("2、119、110、120 分别是什么电话？", "three-numbers", "numbers of the question's own"),
        ("1、分别是什么电话", "unnumbered", "the same words without numbers"),
        ("安全第一，预防为主", None, "two questions differ in punctuation alone: never guessed"),
        ("怎样理解“百分制（100分）”之外的评价？", "score", "marks in brackets inside a question"),
        ("3", "3", "an id that looks like numbering"),
        ("对安全生产“红线”怎么理解？（10分钟内作答）", None, "minutes are no marks"),
    ],
    ids=lambda value: None if value is None else str(value)[:24],
)
def test_what_is_found_and_what_is_not(header: str, found: str | None, why: str) -> None:
    assert Questions(BANK).find(header) == found, why


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("4、消防怎么做", True),
        ("消防怎么做？", True),
        ("消防怎么做（10分）", True),
        ("如何做好本单位的消防安全工作", True),
        ("部门", False),
        ("提交答卷时间", False),
        ("来自IP", False),
        ("Grade/10.00", False),
        ("", False),
        ("——", False),
    ],
)
def test_columns_that_must_be_reported_when_they_cannot_be_placed(header: str, expected: bool) -> None:
    assert looks_like_question(header) is expected


@pytest.mark.parametrize(
    ("name", "columns", "why"),
    [
        ("Response 1", [0, 3], "exactly as written comes first, and all of it"),
        ("response1", [0, 3], "by letters"),
        ("Response 2", [1], "without the marks in brackets"),
        ("1、备注", [2], "with its numbering"),
        ("备注", [2], "without its numbering"),
        ("Response", [], "a part of a name"),
        ("？", [], "no letters"),
    ],
)
def test_a_column_is_found_by_its_name(name: str, columns: list[int], why: str) -> None:
    assert find_header(name, ["Response 1", "Response 2 (7 marks)", "1、备注", "Response 1"]) == columns, why
