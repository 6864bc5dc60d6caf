"""`suggest`: YAML to paste on standard output or in a file, the explanation beside it, and how it ends."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from safety_scoring import Scorer, load_bank

Cli = Callable[..., Any]
Program = Callable[..., "subprocess.CompletedProcess[bytes]"]

MARKED = """\
学号,题目,作答,阅卷人,open,report,valve,air
001,fire-exit,先打开安全出口，再报告值班负责人。,甲,2,2,,
002,fire-exit,把铁链子剪断。,甲,2,0,,
003,fire-exit,用钳子剪断铁链子，再上报。,甲,2,2,,
004,fire-exit,剪断门上的铁链子。,甲,2,0,,
004,fire-exit,剪断门上的铁链子。,乙,2,1,,
005,fire-exit,大家别慌。,甲,0,0,,
006,fire-exit,看看有没有别的楼梯。,甲,0,0,,
007,gas-leak,"把红把手转到底，开窗通风。",甲,,,2,2
008,gas-leak,关阀。,甲,,,2,0
"""
TOTALS = "学号,题目,作答,marks\n001,fire-exit,剪断铁链子。,6\n002,fire-exit,大家别慌。,0\n"


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    path = tmp_path / "marked.csv"
    path.write_text(MARKED, "utf-8")
    return path


@pytest.fixture
def here(marked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run where the marked answers are."""
    monkeypatch.chdir(marked.parent)


def test_yaml_on_standard_output_and_the_explanation_beside_it(cli: Cli, marked: Path, bank: Path) -> None:
    ran = cli("suggest", marked, "--reference", bank)
    assert ran.code == 0
    (question,) = yaml.safe_load(ran.out)["questions"]
    assert question["id"] == "fire-exit"
    (point,) = question["key_points"]
    assert "剪断门上的铁链子" in point["statements"]
    lines = ran.err.splitlines()
    assert lines[:2] == ["识别结果：", "  共 8 份作答：按要点评分 8 份，有两人以上评过 1 份"]
    assert any(line.startswith("用到 8 份按要点评分的作答：漏给或多给要点 4 处。建议") for line in lines)
    assert "试不出对别的作答有没有用：gas-leak（2）。" in ran.err
    assert "值得加的，按要点 F1 的提高排列：" in lines
    assert any(line.startswith("打开出口") and "0.50→1.00" in line for line in lines)
    assert "  007，关阀（statements）：把红把手转到底" in lines
    assert "  004，报告：阅卷人 没有、一半；机器没有给分" in [
        line.partition("，最接近的")[0] for line in lines
    ]
    assert "采不采用由人决定" in lines[-1]


def test_into_a_file(cli: Cli, marked: Path, bank: Path, tmp_path: Path) -> None:
    output = tmp_path / "additions.yaml"
    output.write_text("old", "utf-8")
    ran = cli("suggest", marked, "--reference", bank, "-o", output)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("识别结果：\n")
    assert ran.out.splitlines()[-1] == f"建议：{output}"
    assert output.read_text("utf-8") == cli("suggest", marked, "--reference", bank).out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["additions.yaml", "marked.csv"]


def test_the_whole_path(cli: Cli, marked: Path, bank: Path, tmp_path: Path) -> None:
    """Suggested, pasted, and the learners get their marks."""
    additions = yaml.safe_load(cli("suggest", marked, "--reference", bank).out)
    data = yaml.safe_load((bank / "safety.yaml").read_text("utf-8"))
    point = data["questions"][0]["key_points"][0]
    point |= {
        name: added for name, added in additions["questions"][0]["key_points"][0].items() if name != "id"
    }
    (tmp_path / "new.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    before, after = Scorer(load_bank(bank)), Scorer(load_bank(tmp_path / "new.yaml"))
    for answer in ("把铁链子剪断。", "剪断门上的铁链子。"):
        assert before.score("fire-exit", answer).key_points[0].awarded == 0
        assert after.score("fire-exit", answer).key_points[0].awarded == 6
    again = cli("suggest", marked, "--reference", tmp_path / "new.yaml")
    assert yaml.safe_load(again.out) == {"questions": []}


def test_rows_that_cannot_be_used_are_told_and_the_rest_is_used(cli: Cli, marked: Path, bank: Path) -> None:
    marked.write_text(MARKED + "009,no-such,开。,甲,2,2,,\n", "utf-8")
    ran = cli("suggest", marked, "--reference", bank)
    assert ran.code == 1
    assert "没有计入的行：\n  marked.csv 第 11 行：题库里没有题目“no-such”" in ran.err
    assert yaml.safe_load(ran.out)["questions"]


def test_totals_are_left_out(cli: Cli, marked: Path, bank: Path) -> None:
    lines = MARKED.splitlines()
    rows = [f"{line}," for line in lines[1:]] + ["010,fire-exit,不知道。,甲,,,,,3"]
    marked.write_text("\n".join([f"{lines[0]},marks", *rows]), "utf-8")
    ran = cli("suggest", marked, "--reference", bank)
    assert ran.code == 0
    assert "用到 8 份按要点评分的作答（另有 1 份没有按要点评分，没有用到）" in ran.err


def test_where_all_agree(cli: Cli, bank: Path, tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_text("学号,题目,作答,open,report\n1,fire-exit,上报。,0,2\n2,fire-exit,开锁。,2,0\n", "utf-8")
    ran = cli("suggest", path, "--reference", bank)
    assert ran.code == 0
    assert yaml.safe_load(ran.out) == {"questions": []}
    assert "机器该给的都给了，不该给的都没给，没有可补的。" in ran.err
    assert "采不采用" not in ran.err


REFUSED = [
    ("no such file", ["none.csv"], "找不到文件"),
    ("nothing but totals", ["totals.csv"], "没有一份作答按要点评分，不知道分给在哪里，提不出建议"),
    ("an unknown suffix", ["marked.csv", "-o", "r.txt"], "这里不能写出后缀为 .txt 的文件"),
    ("over the input", ["m.yaml", "-o", "m.yaml"], "输出会覆盖输入文件"),
    ("over the bank", ["marked.csv", "-o", "bank/safety.yaml"], "输出会覆盖输入文件"),
    ("no folder", ["marked.csv", "-o", "no/r.yaml"], "输出所在的文件夹不存在"),
    ("no argument", [], "缺少参数 MARKED"),
]


@pytest.mark.parametrize(("why", "arguments", "message"), REFUSED, ids=[case[0] for case in REFUSED])
@pytest.mark.usefixtures("here")
def test_what_is_refused(cli: Cli, bank: Path, why: str, arguments: list[str], message: str) -> None:
    Path("totals.csv").write_text(TOTALS, "utf-8")
    Path("m.yaml").write_text("", "utf-8")
    Path("bank").mkdir()
    text = (bank / "safety.yaml").read_text("utf-8")
    Path("bank/safety.yaml").write_text(text, "utf-8")
    ran = cli("suggest", *arguments, "--reference", "bank")
    assert ran.code == 2, why
    assert message in ran.err
    assert ran.out == ""
    names = {"bank", "m.yaml", "marked.csv", "totals.csv"}
    assert {path.name for path in Path().iterdir()} == names
    assert Path("bank/safety.yaml").read_text("utf-8") == text


def test_a_pipe_gets_nothing_but_yaml(program: Program, marked: Path, bank: Path) -> None:
    done = program("suggest", marked, "--reference", bank, LC_ALL="C", TERM="xterm-256color")
    assert done.returncode == 0
    assert yaml.safe_load(done.stdout.decode("utf-8"))["questions"][0]["id"] == "fire-exit"
    assert b"\x1b" not in done.stdout + done.stderr
    assert "正在" not in done.stderr.decode("utf-8")
