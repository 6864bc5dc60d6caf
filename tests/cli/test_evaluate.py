"""`evaluate`: what it prints, what it writes, and how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Cli = Callable[..., Any]

MARKED = """\
学号,题目,作答,阅卷人,open,report,valve,air
001,fire-exit,先打开安全出口，再报告值班负责人。,甲,2,2,,
001,fire-exit,先打开安全出口，再报告值班负责人。,乙,2,1,,
002,fire-exit,上报领导。,甲,0,0,,
002,fire-exit,上报领导。,乙,0,0,,
003,gas-leak,"赶快关闭阀门，开窗通风。",甲,,,2,2
"""
TOTALS = """\
学号,题目,作答,marks
001,fire-exit,先打开安全出口，再报告值班负责人。,10
002,fire-exit,未作答,0
003,gas-leak,关阀。,4
"""


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    path = tmp_path / "marked.csv"
    path.write_text(MARKED, "utf-8")
    return path


@pytest.fixture
def here(marked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run where the marked answers are."""
    monkeypatch.chdir(marked.parent)


def test_what_is_printed(cli: Cli, marked: Path, bank: Path) -> None:
    ran = cli("evaluate", marked, "--reference", bank)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[:2] == ["识别结果：", "  共 3 份作答：按要点评分 3 份，有两人以上评过 2 份"]
    assert "  1. 002，发现安全出口被锁闭，应当怎么办？：人工 0，机器 4，满分 10" in lines
    assert any(line.startswith("     报告：人工 0，机器 4（已答到") and "“上报”" in line for line in lines)
    rows = {line.split()[0]: line.split() for line in lines if line[:1].strip()}
    assert rows["完全一致率"][1] == "0.3333"
    assert rows["说反了仍给分"][1] == "0/0"
    assert rows["平均绝对误差"][1:2] == ["0.1667"]
    assert rows["打开出口"][1:4] == ["1.00", "1.00", "1.00"]
    assert rows["报告"][1:4] == ["0.50", "1.00", "0.67"]


def test_totals_show_concordance_and_bands(cli: Cli, tmp_path: Path, bank: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_text(TOTALS, "utf-8")
    ran = cli("evaluate", path, "--reference", bank)
    assert (ran.code, ran.err) == (0, "")
    assert "各要点" not in ran.out
    assert "人工给满分的 1 份，机器平均给 100%；给零分的 1 份，机器平均给 0%；AUC 1.0000" in ran.out
    header = next(line for line in ran.out.splitlines() if line.startswith("题目"))
    assert header.split()[-5:] == ["CCC", "r", "误差", "偏差", "SMD"]


def test_the_json_holds_everything(cli: Cli, marked: Path, bank: Path, tmp_path: Path) -> None:
    output = tmp_path / "figures.json"
    ran = cli("evaluate", marked, "--reference", bank, "-o", output)
    assert ran.code == 0
    assert ran.out.splitlines()[-1] == f"报告：{output}"
    data = json.loads(output.read_text("utf-8"))
    assert (data["format"], data["answers"], data["faults"]) == (1, 3, [])
    assert data["points"]["wrong"] == 1
    assert data["human"]["judgements"] == 4
    assert [item["machine"] for item in data["given"]] == [10, 4, 5]


def test_the_page(cli: Cli, marked: Path, bank: Path, tmp_path: Path) -> None:
    output = tmp_path / "r.html"
    assert cli("evaluate", marked, "--reference", bank, "-o", output).code == 0
    page = output.read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "marked.csv" in page


def test_rows_that_cannot_be_used_are_told_and_the_rest_is_compared(
    cli: Cli, marked: Path, bank: Path, tmp_path: Path
) -> None:
    marked.write_text(MARKED + "004,no-such,开。,甲,2,2,,\n005,fire-exit,开。,甲,5,2,,\n", "utf-8")
    ran = cli("evaluate", marked, "--reference", bank, "-o", tmp_path / "r.json")
    assert ran.code == 1
    assert "没有计入的行：\n  marked.csv 第 7 行：题库里没有题目“no-such”" in ran.err
    assert "marked.csv 第 8 行 open：“5”不是要点评分" in ran.err
    assert "总体：比较 3 份作答。" in ran.out
    assert len(json.loads((tmp_path / "r.json").read_text("utf-8"))["faults"]) == 2


REFUSED = [
    ("no such file", ["none.csv"], "找不到文件"),
    ("nothing is marked", ["empty.csv"], "没有人工评分"),
    ("an unknown suffix", ["marked.csv", "-o", "r.pdf"], "这里不能写出后缀为 .pdf 的文件"),
    ("no suffix", ["marked.csv", "-o", "r"], "这里不能写出没有后缀的文件"),
    ("over the input", ["m.json", "-o", "m.json"], "输出会覆盖输入文件"),
    ("no folder", ["marked.csv", "-o", "no/r.html"], "输出所在的文件夹不存在"),
    ("no argument", [], "缺少参数 MARKED"),
]


@pytest.mark.parametrize(("why", "arguments", "message"), REFUSED, ids=[case[0] for case in REFUSED])
@pytest.mark.usefixtures("here")
def test_what_is_refused(cli: Cli, bank: Path, why: str, arguments: list[str], message: str) -> None:
    Path("empty.csv").write_text("id,question,answer\n1,fire-exit,开。\n", "utf-8")
    Path("m.json").write_text("{}", "utf-8")
    ran = cli("evaluate", *arguments, "--reference", bank)
    assert ran.code == 2, why
    assert message in ran.err
    assert ran.out == ""
    assert sorted(path.name for path in Path().iterdir()) == ["empty.csv", "m.json", "marked.csv"]


def test_help_is_chinese_and_loads_nothing_heavy(cli: Cli) -> None:
    helped = cli("evaluate", "--help").out
    assert "用法：safety-scoring evaluate MARKED [选项]" in helped
    code = (
        "import sys; from safety_scoring.cli.app import run; run(['evaluate', '--help']);"
        "print({'jieba', 'sklearn', 'scipy', 'numpy', 'jinja2'} & set(sys.modules), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stderr == "set()\n"
