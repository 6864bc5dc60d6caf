"""A bank with faults is refused with all of them at once, each with file, line, path and remedy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from safety_scoring.bank.load import load_bank
from safety_scoring.errors import BankError, Fault

GOOD = """\
questions:
  - id: gas
    question: 闻到煤气味怎么办？
    full_marks: 4
    reference_answers: ["关闭阀门，开窗通风。"]
    key_points:
      - id: valve
        name: 关阀
        marks: 2
        phrases: ["关闭阀门"]
      - {id: air, name: 通风, marks: 2}
"""
FAULTY = yaml.safe_load((Path(__file__).parent / "faulty_banks.yaml").read_text(encoding="utf-8"))
Make = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Make:
    """A folder of banks, from file names and contents."""

    def made(**files: str | bytes) -> Path:
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            (tmp_path / f"{name}.yaml").write_bytes(data)
        return tmp_path

    return made


def faults_of(path: Path) -> list[Fault]:
    with pytest.raises(BankError) as caught:
        load_bank(path)
    return list(caught.value.faults)


def edited(**changes: str) -> str:
    """The good bank with other ids and values: ``gas="fire"`` replaces what stands in it."""
    content = GOOD
    for old, new in changes.items():
        assert old in content
        content = content.replace(old, new)
    return content


@pytest.mark.parametrize("row", FAULTY, ids=[row["why"] for row in FAULTY])
def test_a_faulty_bank(row: dict[str, Any], folder: Make) -> None:
    assert GOOD.count(row["old"]) == 1
    faults = faults_of(folder(bank=GOOD.replace(row["old"], row["new"])) / "bank.yaml")
    assert [str(fault) for fault in faults] == [f"bank.yaml {fault}" for fault in row["faults"]]


BEGIN = "第一行写 questions:，每道题以 “  - id: …” 开头"
AT_LEAST_ONE = Fault("题库里没有题目", "在 questions: 下面至少写一道题", "bank.yaml")
LIST = ("这里应是列表", "每项一行，以 “- ” 开头；或写成 [甲, 乙]")
EMPTY_FILE = Fault("文件是空的", "写上 questions: 和题目，或删去这个文件", "bank.yaml")
WHOLE_FILES = [
    ("nothing", b"", [EMPTY_FILE]),
    ("only a comment", b"# todo\n", [EMPTY_FILE]),
    ("text", "红线".encode(), [Fault("文件里没有 questions 列表", BEGIN, "bank.yaml", 1)]),
    (
        "a list of questions at once",
        b"- id: gas\n",
        [Fault("文件里没有 questions 列表", BEGIN, "bank.yaml", 1)],
    ),
    (
        "a colon in Chinese",
        "questions：\n".encode(),
        [Fault("文件里没有 questions 列表", BEGIN, "bank.yaml", 1)],
    ),
    ("an empty list of questions", b"questions: []\n", [AT_LEAST_ONE]),
    ("only sentences about something else", 'elsewhere: ["面条咸了。"]\n'.encode(), [AT_LEAST_ONE]),
    (
        "no list of questions",
        b"questions:\n",
        [Fault("没有内容", "补上内容，或删去这一行", "bank.yaml", 1, field="questions")],
    ),
    ("questions as text", b"questions: gas\n", [Fault(*LIST, "bank.yaml", 1, field="questions")]),
    (
        "the encoding of old Windows",
        GOOD.encode("gb18030"),
        [Fault("不是 UTF-8 编码", "用编辑器另存为 UTF-8", "bank.yaml", 3)],
    ),
    (
        "two bytes a character",
        GOOD.encode("utf-16"),
        [Fault("不是 UTF-8 编码", "用编辑器另存为 UTF-8", "bank.yaml", 1)],
    ),
    (
        "characters that cannot be seen",
        GOOD.replace("通风", "通\x00风\x07").encode(),
        [
            Fault("有 YAML 不允许的字符 U+0000", "删去这个看不见的字符", "bank.yaml", 5),
            Fault("有 YAML 不允许的字符 U+0007", "删去这个看不见的字符", "bank.yaml", 5),
            Fault("有 YAML 不允许的字符 U+0000", "删去这个看不见的字符", "bank.yaml", 11),
            Fault("有 YAML 不允许的字符 U+0007", "删去这个看不见的字符", "bank.yaml", 11),
        ],
    ),
    (
        "brackets without end",
        b"questions: " + b"[" * 5000 + b"]" * 5000,
        [Fault("YAML 语法有误：括号或缩进的层数太多", "检查是否有多余的方括号", "bank.yaml", 1)],
    ),
]


@pytest.mark.parametrize(
    ("content", "faults"), [row[1:] for row in WHOLE_FILES], ids=[why for why, *_ in WHOLE_FILES]
)
def test_a_file_that_is_no_bank(content: bytes, faults: list[Fault], folder: Make) -> None:
    assert faults_of(folder(bank=content) / "bank.yaml") == faults


def test_all_faults_of_a_file_are_told_from_top_to_bottom(folder: Make) -> None:
    content = edited(
        **{
            "id: gas": "id: Gas",
            "full_marks: 4": "full_marks: 5",
            '["关闭阀门"]': "[119, no, 好]\n        hnit: 想",
        },
        **{"{id: air": "{id: valve, required: maybe", "marks: 2}": "marks: 2, yields_to: [x]}"},
    )
    places = [(fault.line, fault.field) for fault in faults_of(folder(bank=content))]
    assert places == [
        (2, "questions[0].id"),
        (6, "questions[0].key_points"),
        (10, "questions[0].key_points[0].phrases[0]"),
        (10, "questions[0].key_points[0].phrases[1]"),
        (11, "questions[0].key_points[0].hnit"),
        (12, "questions[0].key_points[1].required"),
        (12, "questions[0].key_points[1].id"),
        (12, "questions[0].key_points[1].yields_to[0]"),
    ]


def test_the_faults_of_all_files_are_told_file_by_file(folder: Make) -> None:
    path = folder(
        c=edited(gas="c", **{"full_marks: 4": "full_marks: 5"}),
        a="questions: [",
        b=edited(gas="b"),
        d=edited(gas="d").encode("gb18030"),
        e="",
    )
    assert [(fault.file, fault.line) for fault in faults_of(path)] == [
        ("a.yaml", 1),
        ("c.yaml", 6),
        ("d.yaml", 3),
        ("e.yaml", None),
    ]


def test_the_error_reads_as_a_list(folder: Make) -> None:
    with pytest.raises(BankError) as caught:
        load_bank(folder(a="", b=""))
    assert str(caught.value).splitlines() == [
        "a.yaml：文件是空的。处理办法：写上 questions: 和题目，或删去这个文件",
        "b.yaml：文件是空的。处理办法：写上 questions: 和题目，或删去这个文件",
    ]


def test_an_id_is_used_once_in_a_bank(folder: Make) -> None:
    again = GOOD.removeprefix("questions:\n")
    path = folder(a=GOOD + again, b=GOOD.replace("full_marks: 4", "full_marks: 5"))
    remedy = "给其中一道题换一个编号"
    what = "题目编号 gas 重复，a.yaml 第 2 行已有一个"
    assert [fault for fault in faults_of(path) if "编号" in fault.what] == [
        Fault(what, remedy, "a.yaml", 12, field="questions[1].id"),
        Fault(what, remedy, "b.yaml", 2, field="questions[0].id"),
    ]


ELSEWHERE = [
    ("text for the list", "面条咸了。", [Fault(*LIST, "bank.yaml", 12, field="elsewhere")]),
    (
        "a number",
        "[119]",
        [
            Fault(
                "119 没有加引号，会被当作数字或真假值",
                '加上引号，写成 "119"',
                "bank.yaml",
                12,
                field="elsewhere[0]",
            )
        ],
    ),
    (
        "a list",
        "[[面条]]",
        [Fault("这里应是文字", "写成加引号的文字", "bank.yaml", 12, field="elsewhere[0]")],
    ),
    (
        "a blank",
        '["好", " "]',
        [Fault("没有内容", "补上内容，或删去这一项", "bank.yaml", 12, field="elsewhere[1]")],
    ),
]


@pytest.mark.parametrize(
    ("value", "faults"), [row[1:] for row in ELSEWHERE], ids=[row[0] for row in ELSEWHERE]
)
def test_faulty_sentences_about_something_else(value: str, faults: list[Fault], folder: Make) -> None:
    assert faults_of(folder(bank=f"{GOOD}elsewhere: {value}\n")) == faults


def test_a_bank_of_several_files_is_read_in_the_order_of_their_names(folder: Make) -> None:
    path = folder(
        b=edited(gas="second"),
        a=edited(gas="first") + 'elsewhere: ["面条咸了。"]\n',
        c='elsewhere: ["糖少了。"]',
    )
    (path / "notes.txt").write_text("不读", encoding="utf-8")
    (path / "d.YML").write_text(edited(gas="last"), encoding="utf-8")
    bank = load_bank(path)
    assert [question.id for question in bank.questions] == ["first", "second", "last"]
    assert bank.elsewhere == ("面条咸了。", "糖少了。")


ACCEPTED = [
    ("a byte order mark", GOOD, "\ufeff" + GOOD),
    ("the line ends of Windows", GOOD, GOOD.replace("\n", "\r\n")),
    ("a number in quotation marks", "full_marks: 4", 'full_marks: "4"'),
    ("a number with a decimal", "full_marks: 4", "full_marks: 4.0"),
    ("text without quotation marks", '["关闭阀门"]', "[关闭阀门]"),
    ("blanks around text", '["关闭阀门"]', '[" 关闭阀门 "]'),
    ("a reference to what stands above", 'reference_answers: ["关', 'reference_answers: &same ["关'),
    ("an explicit default", "full_marks: 4", "full_marks: 4\n    pass_marks: 2.4\n    mark_step: 0.2"),
    ("yes for true, then default no", AIR := "{id: air,", AIR + " required: no,"),
]


@pytest.mark.parametrize(("old", "new"), [row[1:] for row in ACCEPTED], ids=[row[0] for row in ACCEPTED])
def test_another_way_of_writing_the_same_bank(old: str, new: str, folder: Make) -> None:
    plain = load_bank(folder(bank=GOOD))
    assert load_bank(folder(bank=GOOD.replace(old, new))) == plain


def test_text_that_yaml_would_read_as_a_date_is_text(folder: Make) -> None:
    bank = load_bank(
        folder(bank=GOOD.replace("关闭阀门", "2013-11-22", 1).replace('["关闭阀门"]', "[2013-11-22]"))
    )
    assert bank.questions[0].key_points[0].phrases == ("2013-11-22",)


PATHS = [
    ("a folder that is not there", "gone", "找不到题库", "检查路径；可以是文件夹，也可以是一个 .yaml 文件"),
    ("a folder without banks", "empty", "文件夹里没有 .yaml 文件", "把题库写成 .yaml 文件放在这里"),
]


@pytest.mark.parametrize(
    ("name", "what", "remedy"), [row[1:] for row in PATHS], ids=[row[0] for row in PATHS]
)
def test_a_path_without_banks(name: str, what: str, remedy: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert faults_of(tmp_path / name) == [Fault(what, remedy, str(tmp_path / name))]


def test_a_file_of_another_kind(tmp_path: Path) -> None:
    path = tmp_path / "bank.docx"
    path.write_bytes(b"PK")
    remedy = "改用后缀为 .yaml 的文件，或给出题库文件夹"
    assert faults_of(path) == [Fault("题库文件应是 YAML", remedy, "bank.docx")]


def test_a_file_that_may_not_be_read(folder: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder(a=GOOD)

    def denied(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", denied)
    assert faults_of(path) == [Fault("读不出文件（Permission denied）", "检查文件权限", "a.yaml")]
