"""YAML is read as text with the line of every value, and without YAML's surprises."""

from __future__ import annotations

from typing import Any

import pytest

from safety_scoring.bank.yaml_nodes import describe, read_yaml
from safety_scoring.errors import Fault

VALUES = [
    ("text", "name: 一票否决", {"name": "一票否决"}),
    ("text in quotation marks", 'name: "119"', {"name": "119"}),
    ("a single quotation mark", "name: '12:30'", {"name": "12:30"}),
    ("a date", "name: 2013-11-22", {"name": "2013-11-22"}),
    ("text over several lines", "name: |\n  第一条\n  第二条\n", {"name": "第一条\n第二条\n"}),
    ("a Chinese colon and quotation marks", "name: “红线”：不可逾越", {"name": "“红线”：不可逾越"}),
    ("a whole number", "marks: 2", {"marks": 2.0}),
    ("a decimal", "marks: 2.5", {"marks": 2.5}),
    ("a decimal without its zero", "marks: .5", {"marks": 0.5}),
    ("a number with a sign", "marks: -2", {"marks": -2.0}),
    ("zeros in front are no octal number", "marks: 010", {"marks": 10.0}),
    ("a number as text is left to the model", 'marks: "2"', {"marks": "2"}),
    ("true", "required: true", {"required": True}),
    (
        "yes and off",
        "a: {required: yes}\nb: {required: Off}",
        {"a": {"required": True}, "b": {"required": False}},
    ),
    ("lists", "phrases:\n  - 甲\n  - [乙, 丙]\n", {"phrases": ["甲", ["乙", "丙"]]}),
    ("a key that looks like a number", "119: 火警", {"119": "火警"}),
    ("a key that looks like no", "no: 近似说法", {"no": "近似说法"}),
    ("a reference", "a: &x [甲]\nb: *x", {"a": ["甲"], "b": ["甲"]}),
    ("nothing", "", None),
    ("only text", "红线", "红线"),
]


@pytest.mark.parametrize(("text", "data"), [row[1:] for row in VALUES], ids=[row[0] for row in VALUES])
def test_values(text: str, data: Any) -> None:
    document = read_yaml(text, "a.yaml")
    assert document.faults == []
    assert document.data == data


# why, text, faults: line, path, what, remedy
FAULTY = [
    (
        "doubled keys, each told, the first kept",
        "a: x\nb: y\na: z\na: w\n",
        {"a": "x", "b": "y"},
        [
            (3, "a", "字段 a 重复，第 1 行已有一个", "合并成一个，或删去其中一个"),
            (4, "a", "字段 a 重复，第 1 行已有一个", "合并成一个，或删去其中一个"),
        ],
    ),
    (
        "numbers and switches as text",
        "a: [119, no, 1.5]\nb: ~\n",
        {"a": [None, None, None], "b": None},
        [
            (1, "a[0]", "119 没有加引号，会被当作数字或真假值", '加上引号，写成 "119"'),
            (1, "a[1]", "no 没有加引号，会被当作数字或真假值", '加上引号，写成 "no"'),
            (1, "a[2]", "1.5 没有加引号，会被当作数字或真假值", '加上引号，写成 "1.5"'),
            (2, "b", "没有内容", "补上内容，或删去这一行"),
        ],
    ),
    (
        "numbers that are not written in tens",
        "full: 0x4\nhalf: 12:30\nmarks: 1_0\n",
        {"full": None, "half": None, "marks": None},
        [
            (1, "full", "0x4 不是十进制数", "写成 2 或 2.5 这样的数"),
            (2, "half", "12:30 不是十进制数", "写成 2 或 2.5 这样的数"),
            (3, "marks", "1_0 不是十进制数", "写成 2 或 2.5 这样的数"),
        ],
    ),
    (
        "an object of Python is never made",
        "name: !!python/object:os.system 甲\n",
        {"name": None},
        [(1, "name", "甲 没有加引号，会被当作数字或真假值", '加上引号，写成 "甲"')],
    ),
    (
        "a mapping that holds itself",
        "a: &x\n  b: *x\n",
        {"a": {"b": None}},
        [(2, "a.b", "YAML 引用（*）指回了自身", "把内容直接写出来")],
    ),
]


@pytest.mark.parametrize(
    ("text", "data", "faults"), [row[1:] for row in FAULTY], ids=[row[0] for row in FAULTY]
)
def test_what_yaml_would_read_in_its_own_way(
    text: str, data: Any, faults: list[tuple[int, str, str, str]]
) -> None:
    document = read_yaml(text, "a.yaml")
    assert document.data == data
    assert document.faults == [
        Fault(what, remedy, "a.yaml", line, field=field) for line, field, what, remedy in faults
    ]


ALIGN = ("缩进与上面的行对不齐，或引号后面多了文字", "让同级的字段左边对齐；检查引号")
SYNTAX = [
    (
        "a tab in front of a field",
        "a:\n\tb: c\n",
        2,
        "用制表符（Tab）缩进",
        "YAML 的缩进只能用空格，把制表符换成空格",
    ),
    (
        "a tab after blanks",
        "a:\n  - b: c\n  \td: e\n",
        3,
        "用制表符（Tab）缩进",
        "YAML 的缩进只能用空格，把制表符换成空格",
    ),
    ("two colons in a line", "a: b: c\n", 1, "一行里有两个冒号", "给冒号后面的整段文字加上引号"),
    ("a quotation mark without its twin", "a: b\nc: 'd\ne: f\n", 2, "引号没有成对", "补上另一半引号"),
    (
        "a bracket without its twin",
        "a: [b,\n  c\n",
        1,
        "方括号没有成对，或两项之间少了逗号",
        "补上 ] 或英文逗号",
    ),
    ("a brace without its twin", "a: {b: c\n", 1, "花括号没有成对，或两项之间少了逗号", "补上 } 或英文逗号"),
    (
        "a list that breaks off",
        "a: [",
        1,
        "列表没有写完，或多了一个标点",
        "补上内容和括号；以标点开头的文字要加引号",
    ),
    (
        "a closing bracket alone",
        "a: ]",
        1,
        "列表没有写完，或多了一个标点",
        "补上内容和括号；以标点开头的文字要加引号",
    ),
    ("items out of line", "a:\n  - b\n - c\n", 3, *ALIGN),
    ("fields out of line", "a:\n   b: x\n  c: y\n", 3, *ALIGN),
    ("words after a quotation", 'a: "b" c\n', 1, *ALIGN),
    ("no colon", "a: x\nbcd\ne: f\n", 2, "字段后面没有冒号", "写成 “字段: 内容”，用英文冒号，后面空一格"),
    ("a star in front", "a: *重点\n", 1, "文字以 * 或 & 开头", "给整段文字加上引号"),
    ("a star in front of letters", "a: *x\n", 1, "* 引用了没有的名称", "以 * 开头的文字要加引号"),
    (
        "an at sign in front",
        "a: @b\n",
        1,
        "文字以 YAML 的保留符号（@ % ` 或制表符）开头",
        "给整段文字加上引号",
    ),
    (
        "a percent sign in front",
        "a: %b\n",
        1,
        "文字以 YAML 的保留符号（@ % ` 或制表符）开头",
        "给整段文字加上引号",
    ),
    (
        "a field after items",
        "- a\nb: c\n",
        2,
        "列表和字段混在同一级",
        "让列表的每一项都以 “- ” 开头，字段另起一级",
    ),
    ("a backslash", 'a: "\\q"\n', 1, "双引号里有不认识的反斜杠写法", "改用单引号，或写成两个反斜杠"),
    ("half a character", 'a: "\\ud800"\n', 1, "双引号里有不认识的反斜杠写法", "改用单引号，或写成两个反斜杠"),
    ("two documents", "a: b\n---\nc: d\n", 2, "--- 把一个文件分成了几份", "删去 --- 这一行，或分成几个文件"),
    (
        "what has no words of its own",
        "a: |x\n",
        1,
        "while scanning a block scalar；did not find expected comment or line break",
        "检查这一行及上一行的缩进（只用空格）、冒号后的空格和成对的引号、方括号",
    ),
]


@pytest.mark.parametrize(
    ("text", "line", "what", "remedy"), [row[1:] for row in SYNTAX], ids=[row[0] for row in SYNTAX]
)
def test_broken_yaml(text: str, line: int, what: str, remedy: str) -> None:
    document = read_yaml(text, "a.yaml")
    assert document.data is None
    assert document.faults == [Fault(f"YAML 语法有误：{what}", remedy, "a.yaml", line)]


def test_every_value_has_its_line() -> None:
    document = read_yaml("a:\n  - b\n  - c: [d,\n      e]\n", "a.yaml")
    lines = {
        (): 1,
        ("a",): 1,
        ("a", 0): 2,
        ("a", 1): 3,
        ("a", 1, "c"): 3,
        ("a", 1, "c", 0): 3,
        ("a", 1, "c", 1): 4,
    }
    assert document.lines == lines


def test_a_value_that_is_not_there_has_the_line_above_it() -> None:
    document = read_yaml("a:\n  - b: c\n", "a.yaml")
    assert document.line(("a", 0, "marks")) == 2
    assert document.line(("z",)) == 1
    assert read_yaml("", "a.yaml").line(("a",)) is None


PLACES = [
    ((), ""),
    (("questions",), "questions"),
    (("questions", 0, "marks"), "questions[0].marks"),
    (("questions", 0, "key_points", 12, "parts", "terms", 3), "questions[0].key_points[12].parts.terms[3]"),
]


@pytest.mark.parametrize(("path", "text"), PLACES)
def test_describe(path: tuple[str | int, ...], text: str) -> None:
    assert describe(path) == text
