"""`check`: tables, JSON and exit codes, the pages on its rules, and two banks compared."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from safety_scoring.authoring.check.rules import PAGES

Cli = Callable[..., Any]
Program = Callable[..., "subprocess.CompletedProcess[bytes]"]
Make = Callable[..., Path]

CLEAN = (Path(__file__).parents[1] / "authoring" / "check" / "good_bank.yaml").read_text("utf-8")
WARNED = CLEAN.replace("        not: [泡在水池里]\n", "")
FAULTY = CLEAN.replace("[泡在水池里]", "[不要摆在潮湿的地方]")
UNREADABLE = CLEAN.replace("name: 防潮", "nama: 防潮")


def line(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


@pytest.fixture
def written(tmp_path: Path) -> Make:
    """A bank in a file of its own."""

    def made(text: str, name: str = "bank.yaml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return made


ENDS = [
    ("nothing to tell", CLEAN, [], 0),
    ("nothing to tell, strictly", CLEAN, ["--strict"], 0),
    ("a warning", WARNED, [], 0),
    ("a warning, strictly", WARNED, ["--strict"], 1),
    ("a fault", FAULTY, [], 1),
    ("a fault, strictly", FAULTY, ["--strict"], 1),
    ("a fault of form", UNREADABLE, [], 1),
    ("nothing that can be read", "questions: [", [], 1),
]


@pytest.mark.parametrize(("why", "text", "options", "code"), ENDS, ids=[case[0] for case in ENDS])
def test_how_it_ends(  # noqa: PLR0917 - a row of the table
    cli: Cli, written: Make, why: str, text: str, options: list[str], code: int
) -> None:
    path = written(text)
    ran = cli("check", path, *options)
    assert (ran.code, ran.err) == (code, ""), why
    as_json = cli("check", path, *options, "--json")
    assert (as_json.code, as_json.err) == (code, "")
    assert json.loads(as_json.out)["clean"] is (code == 0)


def test_a_clean_bank_takes_a_line(cli: Cli, written: Make) -> None:
    assert cli("check", written(CLEAN)).out == "共 2 道题，5 个要点，没有发现问题。\n"


def test_the_table_names_file_line_point_cost_and_remedy(cli: Cli, written: Make) -> None:
    lines = cli("check", written(FAULTY)).out.splitlines()
    assert lines[0] == "bank.yaml"
    assert lines[1].split() == ["行", "检查项", "题目/要点", "问题和代价"]
    (row,) = (line.split(maxsplit=3) for line in lines if "near-miss-pays" in line and "错误：" in line)
    assert row[:3] == [str(line(FAULTY, "not: [不要")), "near-miss-pays", "extinguisher/dry"]
    assert row[3] == (
        "错误：“不要摆在潮湿的地方”写在 not 里，却得了 2/2 分（像“不要摆在潮湿的地方”）。"
        "代价：这样答的人多得 2 分。改法：确认它不该给分；改写它，或从 phrases、statements 里去掉太宽的说法。"
    )
    assert lines[-2] == "共 2 道题，5 个要点：错误 1 处，提醒 0 处。"
    assert lines[-1] == "每一项的说明：safety-scoring check --explain 检查项（near-miss-pays）"


def test_problems_alike_share_their_words_and_keep_their_lines(cli: Cli, written: Make) -> None:
    text = WARNED.replace("        not: [给他灌一碗姜汤]\n", "")
    out = cli("check", written(text)).out
    assert out.count("提醒：没有写 not。代价：说反了的人可能得分。") == 1
    rows = [line.split() for line in out.splitlines()]
    (first,) = (row for row in rows if "no-near-miss" in row)
    assert first[:3] == [str(line(text, "- id: cpr")), "no-near-miss", "shock/cpr"]
    assert rows[rows.index(first) + 1] == [str(line(text, "- id: dry")), "extinguisher/dry"]
    assert "错误 0 处，提醒 2 处" in out


def test_a_table_for_each_file(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text(WARNED, encoding="utf-8")
    (tmp_path / "a.yaml").write_text("", encoding="utf-8")
    ran = cli("check", tmp_path)
    lines = ran.out.splitlines()
    assert ran.code == 1
    assert lines.index("a.yaml") < lines.index("b.yaml")
    assert "错误：文件是空的。代价：题库读不进来。" in ran.out
    assert "检查项（form、no-near-miss）" in ran.out


def test_json(cli: Cli, written: Make) -> None:
    ran = cli("check", written(WARNED), "--json")
    assert ran.out.endswith("}\n")
    assert ran.out.count("\n") == 1
    assert "没有写 not" in ran.out, "Chinese stays Chinese"
    assert json.loads(ran.out) == {
        "clean": True,
        "questions": 2,
        "key_points": 5,
        "faults": 0,
        "warnings": 1,
        "problems": [
            {
                "rule": "no-near-miss",
                "severity": "warning",
                "file": "bank.yaml",
                "line": line(WARNED, "- id: dry"),
                "where": "extinguisher/dry",
                "what": "没有写 not",
                "cost": "说反了的人可能得分",
                "remedy": "写两三条最容易混淆的说法",
            }
        ],
    }


@pytest.mark.parametrize("rule", PAGES)
def test_the_page_on_a_rule(cli: Cli, rule: str) -> None:
    ran = cli("check", "--explain", rule)
    assert (ran.code, ran.err) == (0, "")
    assert cli("check", "no-such-folder", "--explain", rule) == ran, "a page needs no bank"
    assert ran.out == f"{rule}\n{PAGES[rule]}\n"


def test_a_rule_that_is_not_there(cli: Cli) -> None:
    ran = cli("check", "--explain", "point-overlap")
    assert (ran.code, ran.out) == (2, "")
    assert "没有检查项 point-overlap" in ran.err
    assert all(rule in ran.err for rule in PAGES)


REFUSED = [
    ("no such path", ["absent"], "找不到题库"),
    ("a folder without YAML", ["empty"], "文件夹里没有 .yaml 文件"),
    ("a file that is no YAML", ["answers.csv"], "题库文件应是 YAML"),
    ("an old bank alone", ["bank.yaml", "--against", "bank.yaml"], "--against 和 --answers 只写了一个"),
    ("answers alone", ["bank.yaml", "--answers", "answers.csv"], "--against 和 --answers 只写了一个"),
    ("no such old bank", ["bank.yaml", "--against", "absent", "--answers", "answers.csv"], "找不到题库"),
    ("no such answers", ["bank.yaml", "--against", "bank.yaml", "--answers", "absent.csv"], "找不到文件"),
    (
        "an old bank with a fault",
        ["bank.yaml", "--against", "faulty.yaml", "--answers", "answers.csv"],
        "不认识的字段 nama",
    ),
    ("an option of no command", ["bank.yaml", "--strictly"], "--strictly"),
    ("a path too many", ["bank.yaml", "other.yaml"], "other.yaml"),
]


@pytest.mark.parametrize(("why", "arguments", "message"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_is_refused(  # noqa: PLR0917 - a row of the table
    cli: Cli,
    written: Make,
    monkeypatch: pytest.MonkeyPatch,
    why: str,
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(written(CLEAN).parent)
    written(UNREADABLE, "faulty.yaml")
    written("题目,作答\nextinguisher,避免日晒雨淋。\n", "answers.csv")
    Path("empty").mkdir()
    ran = cli("check", *arguments)
    assert (ran.code, ran.out) == (2, ""), why
    assert message in ran.err


OLD = """\
questions:
  - id: exit
    question: 门打不开怎么办？
    full_marks: 10
    reference_answers: [看情况处理。]
    key_points:
      - {id: open, name: 开门, marks: 6, phrases: [撬锁]}
      - {id: report, name: 上报, marks: 4, phrases: [通知领导]}
  - {id: gone, question: 旧题怎么答？, full_marks: 5, reference_answers: [挂牌警示。]}
"""
NEW = OLD.replace("[撬锁]", "[砸玻璃]").replace("id: gone, question: 旧", "id: fresh, question: 新")
ANSWERS = """\
学号,题目,作答
001,exit,撬锁。
002,exit,砸玻璃。
003,exit,撬锁，砸玻璃。
004,exit,不知道。
005,gone,挂牌警示。
"""


@pytest.fixture
def compared(cli: Cli, written: Make) -> Callable[..., Any]:
    """The new bank checked against the old one."""
    old, new = written(OLD, "old.yaml"), written(NEW, "new.yaml")
    answers = written(ANSWERS, "answers.csv")
    return lambda *options: cli("check", new, "--against", old, "--answers", answers, *options)


def test_two_banks_as_tables(compared: Callable[..., Any]) -> None:
    ran = compared()
    assert (ran.code, ran.err) == (1, ""), "the bank itself has faults"
    out = ran.out[ran.out.index("新旧题库评分比较") :]
    lines = out.splitlines()
    assert lines[1] == (
        "共 4 份作答：得分提高 1 份，降低 1 份，不变 2 份；由不及格变为及格 1 份，由及格变为不及格 1 份。"
    )
    assert lines[2] == "另有 1 份只有一个题库能评，没有比较。"
    rows = [line.split() for line in lines if "→" in line]
    assert rows == [
        ["001", "exit", "6", "0", "变为不及格", "开门", "6→0“撬锁”"],
        ["002", "exit", "0", "6", "变为及格", "开门", "0→6“砸玻璃”"],
    ]


def test_two_banks_as_json(compared: Callable[..., Any]) -> None:
    record = json.loads(compared("--json").out)
    changed = record.pop("impact")
    assert set(record) == {"clean", "questions", "key_points", "faults", "warnings", "problems"}
    counts = {name: value for name, value in changed.items() if name != "changes"}
    assert counts == {"answers": 4, "unmarked": 1, "gained": 1, "lost": 1, "now_pass": 1, "now_fail": 1}
    assert [change["id"] for change in changed["changes"]] == ["001", "002"]
    assert changed["changes"][1] == {
        "id": "002",
        "question": "exit",
        "old": 0.0,
        "new": 6.0,
        "passed": False,
        "passes": True,
        "key_points": [{"id": "open", "name": "开门", "old": 0.0, "new": 6.0, "quote": "砸玻璃"}],
    }


def test_a_change_is_no_fault(cli: Cli, written: Make) -> None:
    old = written(CLEAN.replace("full_marks: 5", "full_marks: 5\n    pass_marks: 5"), "old.yaml")
    answers = written("学号,题目,作答\n001,extinguisher,避免日晒雨淋。\n", "answers.csv")
    ran = cli("check", written(CLEAN), "--against", old, "--answers", answers, "--strict")
    assert ran.code == 0
    assert "共 1 份作答：得分提高 0 份，降低 0 份，不变 1 份" in ran.out


def test_long_lists_are_cut_in_tables_only(cli: Cli, written: Make) -> None:
    old, new = written(OLD, "old.yaml"), written(NEW, "new.yaml")
    rows = "".join(f"{number:03},exit,砸玻璃。\n" for number in range(32))
    answers = written(f"学号,题目,作答\n{rows}", "answers.csv")
    ran = cli("check", new, "--against", old, "--answers", answers)
    assert sum("→" in line for line in ran.out.splitlines()) == 30
    assert ran.out.splitlines()[-1] == "其余 2 份从略，全部见 --json。"
    record = json.loads(cli("check", new, "--against", old, "--answers", answers, "--json").out)
    assert len(record["impact"]["changes"]) == 32


def test_what_a_bank_says_is_shown_as_it_stands(cli: Cli, written: Make) -> None:
    """The markup of the terminal library is not obeyed."""
    text = CLEAN.replace("- 不要摆在潮湿的地方", '- "不要摆在[red]潮湿[/red]的地方"')
    text = text.replace("[泡在水池里]", '["不要摆在[red]潮湿[/red]的地方"]')
    ran = cli("check", written(text))
    assert "[red]潮湿[/red]" in ran.out


def test_a_pipe_gets_plain_text(program: Program, written: Make) -> None:
    done = program("check", written(WARNED), LC_ALL="C", TERM="xterm-256color")
    assert done.returncode == 0
    assert "没有写 not" in done.stdout.decode("utf-8")
    assert b"\x1b" not in done.stdout + done.stderr
    assert not done.stderr


def test_schema_prints_the_published_one(cli: Cli) -> None:
    ran = cli("schema")
    published = Path(__file__).parents[2] / "reference" / "bank.schema.json"
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == published.read_text(encoding="utf-8")
