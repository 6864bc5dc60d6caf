"""`score`: where the answer comes from, what is printed, what is refused."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from safety_scoring.cli import app

Cli = Callable[..., Any]

ANSWER = "先打开安全出口，再报告值班负责人。"
GIVEN = {
    "argument": ([ANSWER], b""),
    "dash: standard input": (["-"], ANSWER.encode()),
    "nothing, and a pipe": ([], ANSWER.encode()),
    "file": (["--file", "answer.txt"], b""),
    "file -: standard input": (["--file", "-"], ANSWER.encode()),
    "line end that echo adds": (["-"], ANSWER.encode() + b"\n"),
    "line end of Windows": (["-"], ANSWER.encode() + b"\r\n"),
    "UTF-8 with BOM": (["-"], b"\xef\xbb\xbf" + ANSWER.encode()),
    "GB18030": (["-"], ANSWER.encode("gb18030")),
    "argument in bytes of GB18030": ([ANSWER.encode("gb18030").decode("utf-8", "surrogateescape")], b""),
}


@pytest.mark.parametrize(("arguments", "stdin"), GIVEN.values(), ids=GIVEN.keys())
def test_where_the_answer_comes_from(
    cli: Cli,
    bank: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    *,
    stdin: bytes,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("answer.txt").write_text(ANSWER + "\n", "utf-8")
    ran = cli("score", "fire-exit", "--json", "--reference", bank, *arguments, stdin=stdin)
    assert (ran.code, ran.err) == (0, "")
    result = json.loads(ran.out)
    assert result["marks"] == 10
    for point in result["key_points"]:
        assert point["evidence"]
        assert all(ANSWER[item["start"] : item["end"]] == item["text"] for item in point["evidence"])


def test_json_is_the_published_object_on_one_line(cli: Cli, bank: Path) -> None:
    from safety_scoring import Scorer, load_bank

    ran = cli("score", "fire-exit", ANSWER, "--json", "--reference", bank)
    assert ran.out.count("\n") == 1
    assert json.loads(ran.out) == Scorer(load_bank(bank)).score("fire-exit", ANSWER).to_dict()
    assert "打开出口" in ran.out, "Chinese as it is, not escaped"


QUESTIONS = {
    "id": "fire-exit",
    "text": "发现安全出口被锁闭，应当怎么办？",
    "numbered, with marks, without punctuation": "3、发现安全出口被锁闭应当怎么办（10分）",
    "full-width id": "ｆｉｒｅ-ｅｘｉｔ",
}


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS.keys())
def test_the_question_by_id_or_text(cli: Cli, bank: Path, question: str) -> None:
    ran = cli("score", question, ANSWER, "--json", "--reference", bank)
    assert json.loads(ran.out)["question"] == "fire-exit"


SUGGESTED = {
    "mistyped id": ("fire-exits", "是不是 fire-exit（发现安全出口被锁闭，应当怎么办？）？"),
    "part of the text": ("煤气", "是不是 gas-leak（闻到“煤气”味，第一步做什么？）？"),
    "text with a slip": ("发现安全出口被锁住，该怎么办", "是不是 fire-exit（"),
    "capitals": ("GAS", "是不是 gas-leak（"),
    "part of both: both": ("，", "是不是 fire-exit（发现安全出口被锁闭，应当怎么办？）、gas-leak（"),
    "nothing like it": ("什么是红线", "题库里没有题目“什么是红线”。处理办法：用 safety-scoring questions"),
    "empty": ("", "题库里没有题目“”。处理办法：用 safety-scoring questions 查看全部题目"),
}


@pytest.mark.parametrize(("question", "message"), SUGGESTED.values(), ids=SUGGESTED.keys())
def test_an_unknown_question_suggests_close_ones(cli: Cli, bank: Path, question: str, message: str) -> None:
    ran = cli("score", question, ANSWER, "--reference", bank)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert "用 safety-scoring questions 查看全部题目" in ran.err


def test_the_ledger_is_what_is_printed_without_json(cli: Cli, bank: Path) -> None:
    ran = cli("score", "fire-exit", ANSWER, "--reference", bank)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "发现安全出口被锁闭，应当怎么办？"
    (opened,) = [line for line in lines if line.startswith("打开出口（必答）")]
    assert opened.split()[1:3] == ["6/6", "已答到"]
    assert "得分 10 / 10，及格（及格线 6）" in lines
    assert not [line for line in lines if line != line.rstrip()]


def test_flags_are_shown(cli: Cli, bank: Path) -> None:
    ran = cli("score", "fire-exit", "", "--reference", bank)
    assert ran.code == 0, "a blank answer is no error"
    assert "得分 0 / 10，不及格" in ran.out
    assert "需人工查看：未作答" in ran.out


NOT_READ = {
    "two answers": (["答", "--file", "a.txt"], b"", "作答和 --file 只能给一个。处理办法：去掉其中一个"),
    "no such file": (["--file", "a.txt"], b"", "a.txt：找不到文件。处理办法：检查路径和文件名"),
    "folder": (["--file", "."], b"", ".：这是文件夹，不是文件。处理办法：给出其中的一个文件"),
    "Word": (
        ["-"],
        b"PK\x03\x04...",
        "标准输入：不是文本文件，像是 Word、Excel 或压缩文件。处理办法：另存为 .txt 文本文件",
    ),
    "neither UTF-8 nor GB18030": (
        ["-"],
        b"\xff\x81\x20\xff" * 3,
        "标准输入 第 1 行：文件编码不是 UTF-8，也不是 GB18030",
    ),
    "NUL": (["-"], "打开\0出口".encode(), "标准输入：这一行含有空字符（NUL），内容可能不完整"),
}


@pytest.mark.parametrize(("arguments", "stdin", "message"), NOT_READ.values(), ids=NOT_READ.keys())
def test_an_answer_that_cannot_be_read(
    cli: Cli,
    bank: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    *,
    stdin: bytes,
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = cli("score", "fire-exit", "--reference", bank, *arguments, stdin=stdin)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(message)


def test_a_file_without_permission(
    cli: Cli, bank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    read = Path.read_bytes

    def denied(self: Path) -> bytes:
        if self == path:
            raise PermissionError(13, "Permission denied")
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", denied)
    ran = cli("score", "fire-exit", "--reference", bank, "--file", path)
    assert ran.code == 2
    assert "a.txt：读不出文件（Permission denied）。处理办法：检查文件权限" in ran.err


def test_no_answer_on_a_terminal(
    capsys: pytest.CaptureFixture[str], bank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal())
    assert app.run(["score", "fire-exit", "--reference", str(bank)]) == 2
    message = "没有给出作答。处理办法：把作答写在题目后面，或用 --file 文件名，或用管道送入\n"
    assert capsys.readouterr().err == message


def test_a_bank_that_cannot_be_used_lists_every_fault(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(
        "questions:\n- {id: A, question: 一？}\n- {id: b, question: 二？, full_marks: x}\n", "utf-8"
    )
    ran = cli("score", "b", "答", "--reference", path)
    assert (ran.code, ran.out) == (2, "")
    lines = ran.err.splitlines()
    assert len(lines) >= 4
    assert all(line.startswith("bad.yaml 第 ") for line in lines), "the place first"


def test_an_answer_cannot_speak_to_the_terminal(cli: Cli, bank: Path) -> None:
    answer = "上报\x1b[2J\x1b]0;title\x07值班\u202e室，打开\x1b[31m安全出口"
    ran = cli("score", "fire-exit", answer, "--reference", bank)
    assert ran.code == 0
    assert not set("\x1b\x07\u202e") & set(ran.out)
