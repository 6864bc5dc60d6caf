"""Help teaches: everything in Chinese, examples that run, and nothing heavy loaded for it."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

import safety_scoring
from safety_scoring import Bank, Calibration, MarkedAnswer, Scorer

Cli = Callable[..., Any]

COMMANDS = ("score", "batch", "evaluate", "calibrate", "suggest", "questions")
HEAVY = ("jieba", "sklearn", "scipy", "numpy", "pandas", "opencc", "xlsxwriter", "jinja2")
ENGLISH = re.compile(r"\b(Usage|Options|Arguments|Commands|Show this message|required|default|Try)\b")


@pytest.mark.parametrize("arguments", [(), *((name,) for name in COMMANDS)], ids=["program", *COMMANDS])
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_has_all_its_parts_in_chinese(cli: Cli, arguments: list[str], option: list[str]) -> None:
    ran = cli(*arguments, option)
    assert (ran.code, ran.err) == (0, "")
    for heading in ("用法：", "选项：", "例子："):
        assert f"\n{heading}" in ran.out
    assert "显示这份帮助" in ran.out
    assert not ENGLISH.search(ran.out)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(cli: Cli, name: str) -> None:
    lines = cli(name, "--help").out.splitlines()
    options = [line for line in lines if line.startswith("  -")]
    assert len(options) >= 3
    assert all(re.search(r"  +\S*[一-鿿]", line.lstrip(" -")) for line in options)


def test_the_usage_line_names_what_nobody_can_leave_out(cli: Cli) -> None:
    assert "用法：safety-scoring batch ANSWERS -o RESULTS [选项]\n" in cli("batch", "--help").out
    assert "用法：safety-scoring score QUESTION [ANSWER] [选项]\n" in cli("score", "--help").out


def test_version(cli: Cli) -> None:
    assert cli("--version") == (0, f"safety-scoring {safety_scoring.__version__}\n", "")


@pytest.mark.parametrize("arguments", [["--help"], ["batch", "--help"], ["--version"], ["nonsense"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys; from safety_scoring.cli.app import run; run(sys.argv[1:]);"
        f"print(sorted(set({HEAVY}) & set(sys.modules)), 'typer' in sys.modules, file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    assert ran.stderr.splitlines()[-1] == "[] True"


def test_listing_questions_loads_no_marking() -> None:
    code = (
        "import sys; from safety_scoring.cli.app import run; code = run(['questions', '--json']);"
        f"print(sorted(set({HEAVY}) & set(sys.modules)), code, file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stderr == "[] 0\n"


@cache
def scorer(bank: Bank) -> Scorer:
    return Scorer(bank)


def uncalibrated(
    bank: Bank, *, calibration: Calibration | None = None, marked: Iterable[MarkedAnswer] = ()
) -> Scorer:
    """The scorer of a bank, made once; the few answers here calibrate nothing, nor do they train."""
    del marked
    assert calibration is None or not calibration.curves
    return scorer(bank)


def examples(help_text: str) -> list[str]:
    return [line.strip() for line in help_text.split("例子：")[1].splitlines() if line.strip()]


def test_the_examples_run(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files(tmp_path)
    for command in (
        "score",
        "batch",
        "evaluate",
        "calibrate",
    ):  # making the bank ready takes seconds: once will do
        monkeypatch.setattr(f"safety_scoring.cli.{command}.Scorer", uncalibrated)
    lines = [
        line for name in ((), *((name,) for name in COMMANDS)) for line in examples(cli(*name, "--help").out)
    ]
    assert len(lines) == 22
    assert max(map(cell_len, lines)) <= 78, "they fit a terminal"
    for line in lines:
        command, stdin = without_shell(line)
        ran = cli(*command, stdin=stdin)
        assert ran.code == 0, (line, ran.err)


def without_shell(line: str) -> tuple[list[str], bytes]:
    """Arguments and standard input of an example, as a shell would give them."""
    piped = re.fullmatch(r"cat (\S+) \| (.+)", line) or re.fullmatch(r"(?P<b>.+) < (?P<a>\S+)", line)
    if piped is None:
        return shlex.split(line)[1:], b""
    file, command = (piped["a"], piped["b"]) if piped.re.groupindex else piped.groups()
    return shlex.split(command)[1:], Path(file).read_bytes()


def files(folder: Path) -> None:
    """What the examples speak of."""
    import xlsxwriter

    (folder / "answer.txt").write_text("实行一票否决。", "utf-8")
    (folder / "answers.csv").write_text("学号,题目,作答\n1,redline-guarantee,实行一票否决。\n", "utf-8")
    (folder / "moodle.csv").write_text("学号,Response 1\n1,实行一票否决。\n", "utf-8")
    head, one = "id,question,answer,marks", "1,redline-guarantee,实行一票否决。,2"
    marked = f"{head}\n{one}\n2,redline-guarantee,不知道。,0\n"
    (folder / "marked.csv").write_text(marked, "utf-8")
    answer = {"question": "redline-guarantee", "answer": "实行一票否决。"}
    rows = [{"id": number, **answer, "score": number} for number in (1, 2)]
    (folder / "marked.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    with xlsxwriter.Workbook(str(folder / "marked.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "question", "answer", "marks"])
        sheet.write_row(1, 0, ["1", "a", "立即上报。", 5])
        sheet.write_row(2, 0, ["2", "a", "不知道。", 0])
    points = "party-government,dual-duty,three-musts"
    row = "1,shared-duty,落实党政同责。,2,0,0"
    (folder / "by-point.csv").write_text(f"id,question,answer,{points}\n{row}\n", "utf-8")
    with xlsxwriter.Workbook(str(folder / "by-point.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "question", "answer", "up"])
        sheet.write_row(1, 0, ["1", "a", "立即上报。", 2])
    bank = (
        "questions:\n- {id: a, question: 怎么办？, full_marks: 5, reference_answers: [立即上报。],"
        " key_points: [{id: up, name: 上报, marks: 5}]}\n"
    )
    (folder / "my-bank").mkdir()
    (folder / "my-bank" / "a.yaml").write_text(bank, "utf-8")
    with xlsxwriter.Workbook(str(folder / "survey.xlsx")) as book:
        sheet = book.add_worksheet("第一期")
        sheet.write_row(0, 0, ["工号", "1、如何保证安全生产“红线”在本地区不被突破？"])
        sheet.write_row(1, 0, ["007", "实行一票否决。"])
