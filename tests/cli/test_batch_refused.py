"""What `batch` refuses: every fault at once, before any work, and nothing is touched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Cli = Callable[..., Any]

REFUSED = {
    "no such file": (["none.csv", "-o", "r.jsonl"], ["none.csv：找不到文件。"]),
    "folder": ([".", "-o", "r.jsonl"], [".：这是文件夹，不是文件。"]),
    "no columns": (["no-columns.csv", "-o", "r.jsonl"], ["no-columns.csv：没有认出题目列和作答列"]),
    "column that is not there": (
        ["answers.csv", "-o", "r.jsonl", "--id", "工号"],
        ["answers.csv：--id 指明的列“工号”不在"],
    ),
    "sheet of a text file": (
        ["answers.csv", "-o", "r.jsonl", "--sheet", "一"],
        ["answers.csv：没有名为“一”的工作表"],
    ),
    "map without =": (
        ["answers.csv", "-o", "r.jsonl", "--map", "作答"],
        ["--map 看不懂“作答”。处理办法：写成 --map '列名=题目编号'"],
    ),
    "map without a column": (["answers.csv", "-o", "r.jsonl", "--map", " =a"], ["--map 看不懂“ =a”"]),
    "one column for two questions": (
        ["answers.csv", "-o", "r.jsonl", "--map", "作答=fire-exit", "--map", "作答=gas-leak"],
        ["--map 把“作答”列指给了两道题。处理办法：每一列只指给一道题"],
    ),
    "map to no question": (
        ["answers.csv", "-o", "r.jsonl", "--map", "作答=x"],
        ["answers.csv：--map 把“作答”列指给“x”"],
    ),
    "kind of output": (
        ["answers.csv", "-o", "r.xls"],
        ["r.xls：这里不能写出后缀为 .xls 的文件。处理办法：后缀改为 .xlsx、.csv、.jsonl"],
    ),
    "output without suffix": (["answers.csv", "-o", "r"], ["r：这里不能写出没有后缀的文件。"]),
    "report that is no page": (
        ["answers.csv", "-o", "r.csv", "--report", "r.pdf"],
        ["r.pdf：这里不能写出后缀为 .pdf 的文件。处理办法：后缀改为 .html、.htm"],
    ),
    "no such folder": (
        ["answers.csv", "-o", "no/r.csv"],
        ["no/r.csv：输出所在的文件夹不存在。处理办法：先建好文件夹，或换一个位置"],
    ),
    "over the answers": (
        ["answers.csv", "-o", "answers.csv"],
        ["answers.csv：输出会覆盖输入文件。处理办法：换一个文件名"],
    ),
    "over the answers, by another name": (
        ["answers.csv", "-o", "./link.csv"],
        ["link.csv：输出会覆盖输入文件。"],
    ),
    "over the decisions": (
        ["answers.csv", "-o", "o.csv", "--overrides", "o.csv"],
        ["o.csv：输出会覆盖输入文件。"],
    ),
    "both outputs wrong: both told": (
        ["answers.csv", "-o", "r", "--report", "no/r.html"],
        ["r：这里不能写出", "no/r.html：输出所在的文件夹不存在"],
    ),
    "answers and decisions wrong: both told": (
        ["none.csv", "-o", "r.csv", "--overrides", "bad.csv", "--map", "a"],
        ["--map 看不懂“a”", "bad.csv：没有“改判得分”列"],
    ),
    "answers and decisions not there": (
        ["none.csv", "-o", "r.csv", "--overrides", "none2.csv"],
        ["none2.csv：找不到文件", "none.csv：找不到文件"],
    ),
    "bank and decisions": (
        ["answers.csv", "-o", "r.csv", "--reference", "nowhere", "--overrides", "none2.csv"],
        ["nowhere：找不到题库", "none2.csv：找不到文件"],
    ),
}


@pytest.mark.parametrize(("arguments", "messages"), REFUSED.values(), ids=REFUSED.keys())
def test_refused(
    cli: Cli,
    bank: Path,
    answers: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    arguments: list[str],
    messages: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "no-columns.csv").write_text("a,b\n1,2\n", "utf-8")
    (tmp_path / "o.csv").write_text("编号,题目编号,要点编号,改判得分,改判人,改判理由\n", "utf-8")
    (tmp_path / "bad.csv").write_text("编号,题目\n1,2\n", "utf-8")
    (tmp_path / "link.csv").symlink_to(answers)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    bank_option = [] if "--reference" in arguments else ["--reference", bank]
    ran = cli("batch", *arguments, *bank_option)
    assert (ran.code, ran.out) == (2, "")
    lines = ran.err.splitlines()
    assert len(lines) == len(messages), lines
    for line, message in zip(lines, messages, strict=True):
        assert line.removeprefix("./").startswith(message)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_outputs_are_checked_before_any_work(
    cli: Cli, answers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_early(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("safety_scoring.cli.batch.load_bank", too_early)
    monkeypatch.setattr("safety_scoring.cli.batch.read_answers", too_early)
    assert cli("batch", answers, "-o", answers).code == 2
