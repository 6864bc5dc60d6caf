"""Wrong use: Chinese words, on standard error, with the command that shows how; exit code 2."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

Cli = Callable[..., Any]

WRONG = {
    "no such command": (
        ["mark"],
        "没有命令 mark；可用的命令：score、batch、evaluate、calibrate、check、suggest、questions、schema。",
        "safety-scoring --help",
    ),
    "command in capitals": (["SCORE"], "没有命令 SCORE；", "safety-scoring --help"),
    "unknown option before a command": (["--quiet"], "没有选项 --quiet", "safety-scoring --help"),
    "no question": (["score"], "缺少参数 QUESTION", "safety-scoring score --help"),
    "no file of answers": (["batch"], "缺少参数 ANSWERS", "safety-scoring batch --help"),
    "no output": (["batch", "a.csv"], "缺少选项 -o/--output RESULTS", "safety-scoring batch --help"),
    "option without its value": (["batch", "a.csv", "-o"], "选项 -o 后面缺少它的值", "--help"),
    "flag with a value": (["questions", "--json=1"], "选项 --json 不带值", "--help"),
    "mistyped option": (
        ["score", "a", "--jsn"],
        "没有选项 --jsn；是不是 --json？",
        "safety-scoring score --help",
    ),
    "answer that looks like an option": (["score", "a", "-不知道"], "没有选项 -不", "作答以 - 开头时"),
    "answer torn apart by spaces": (
        ["score", "a", "先", "开锁", "再上报"],
        "多出了参数 开锁 再上报",
        "整段用引号括起",
    ),
    "questions takes no arguments": (["questions", "a"], "多出了参数 a", "safety-scoring questions --help"),
}


@pytest.mark.parametrize(("arguments", "what", "remedy"), WRONG.values(), ids=WRONG.keys())
def test_wrong_use_is_told_in_chinese(cli: Cli, arguments: list[str], what: str, remedy: str) -> None:
    ran = cli(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(what)
    assert remedy in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(("arguments", "what", "remedy"), WRONG.values(), ids=WRONG.keys())
def test_no_english_sentence_slips_through(cli: Cli, arguments: list[str], what: str, remedy: str) -> None:
    del what, remedy
    assert not re.search(
        r"[A-Za-z]{2,} [A-Za-z]{2,} [a-z]{2,}", cli(*arguments).err.replace("safety-scoring", "")
    )


def test_a_command_line_without_a_command_shows_the_help(cli: Cli) -> None:
    ran = cli()
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err == cli("--help").out
