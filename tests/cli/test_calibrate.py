"""`calibrate` and `--calibration`: the whole path from marked answers to marks, and every way it can end."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from safety_scoring import Calibration, load_bank, load_calibration

Cli = Callable[..., Any]

# What the machine gives: 0, 4, 6 and 10; what this examiner gives.
ANSWERS = [("不知道怎么办。", 0), ("先上报领导。", 6), ("先开锁。", 8), ("先开锁，再上报。", 9)]


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    """Thirty-six different answers to one question, eight to another; the examiner gives more."""
    lines = ["学号,题目,作答,marks"]
    for number in range(36):
        text, marks = ANSWERS[number % 4]
        lines.append(
            f"{number},fire-exit,{text}情况{number}。,{marks + (number % 3 - 1) / 2 if marks else 0}"
        )
    lines += [f"1{number:02},gas-leak,关阀。情况{number}。,4" for number in range(8)]
    path = tmp_path / "marked.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.fixture
def fitted(cli: Cli, marked: Path, bank: Path, tmp_path: Path) -> Path:
    """A calibration of the first question."""
    path = tmp_path / "calibration.json"
    assert cli("calibrate", marked, "-o", path, "--reference", bank).code == 0
    return path


def test_what_is_printed(cli: Cli, marked: Path, bank: Path, tmp_path: Path) -> None:
    output = tmp_path / "c.json"
    ran = cli("calibrate", marked, "-o", output, "--reference", bank)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[:2] == ["识别结果：", "  共 44 份作答：只有总分 44 份"]
    rows = {line.split()[0]: line.split()[1:] for line in lines if line.strip()}
    assert rows["发现安全出口被锁闭，应当怎么办？"] == ["36", "10", "1.25", "0.29", "校准"]
    reason = "保持原样：得了分的不同作答有", "8", "份，至少要", "20", "份"
    assert rows["闻到“煤气”味，第一步做什么？"] == ["8", "5", "1.00", "—", *reason]
    assert rows["指标"] == ["校准前", "校准后", "说明"]
    before, after = map(float, rows["平均绝对误差"][:2])
    assert after < before - 0.05
    assert {"QWK", "CCC", "Pearson"} <= rows.keys()
    assert lines[-3:] == [
        "共 2 道题：校准 1 道，保持原样 1 道。",
        f"校准文件：{output}",
        f"使用：safety-scoring batch 作答表 -o 结果 --calibration {output}",
    ]


def test_the_file(fitted: Path, bank: Path) -> None:
    calibration = load_calibration(fitted)
    assert calibration.bank == load_bank(bank).fingerprint
    assert calibration.left_alone == {"gas-leak": "得了分的不同作答有 8 份，至少要 20 份"}
    curve = calibration.curves["fire-exit"]
    assert curve.answers == 36
    shares = {0: 0, 0.4: 0.6, 0.6: 0.8, 1: 0.9}
    assert dict(curve.points) == {before: pytest.approx(after, abs=0.01) for before, after in shares.items()}
    assert "原始得分率" in fitted.read_text("utf-8")


def test_with_too_few_answers_it_says_so_and_writes_a_file_that_changes_nothing(
    cli: Cli, bank: Path, tmp_path: Path
) -> None:
    few, output = tmp_path / "few.csv", tmp_path / "c.json"
    few.write_text("学号,题目,作答,marks\n1,fire-exit,先上报。,8\n2,fire-exit,先开锁。,9\n", "utf-8")
    ran = cli("calibrate", few, "-o", output, "--reference", bank)
    assert (ran.code, ran.err) == (0, "")
    assert "保持原样：得了分的不同作答有 2 份，至少要 20 份" in ran.out
    assert ran.out.endswith(f"共 1 道题：校准 0 道，保持原样 1 道。\n校准文件：{output}\n")
    assert load_calibration(output).curves == {}
    ran = cli("score", "fire-exit", "上报", "--reference", bank, "--calibration", output, "--json")
    assert (json.loads(ran.out)["marks"], ran.err) == (4, "")


def test_score(cli: Cli, bank: Path, fitted: Path) -> None:
    ran = cli("score", "fire-exit", "先开锁。", "--reference", bank, "--calibration", fitted)
    assert (ran.code, ran.err) == (0, "")
    assert "得分 8 / 10，及格（及格线 6）；校准前 6" in ran.out.splitlines()
    assert f"| calibration {load_calibration(fitted).fingerprint}" in ran.out
    assert "总分照阅卷人的评分校准过" in ran.out
    plain = cli("score", "gas-leak", "关阀。", "--reference", bank, "--calibration", fitted).out
    assert "校准前" not in plain, "this question has no curve"


def test_batch_shows_both_marks(cli: Cli, bank: Path, answers: Path, fitted: Path, tmp_path: Path) -> None:
    for name in ("r.csv", "r.xlsx", "r.jsonl"):
        options = ["--report", tmp_path / f"{name}.html", "--reference", bank, "--calibration", fitted]
        assert cli("batch", answers, "-o", tmp_path / name, *options).code == 0
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = [(row["得分"], row["校准前得分"]) for row in csv.DictReader(stream)]
    assert rows == [("9", "10"), ("5.5", "4"), ("5", "5")], "the second lacks a required point"
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["明细"]
    names = [cell.value for cell in sheet[1]]
    assert [sheet.cell(2, names.index(name) + 1).value for name in ("得分", "校准前得分")] == [9, 10]
    lines = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text("utf-8").splitlines()]
    assert [(line["marks"], line["raw_marks"]) for line in lines] == [(9, 10), (5.5, 4), (5, 5)]
    assert ["calibration" in line for line in lines] == [True, True, False]
    assert "校准前 10 分" in (tmp_path / "r.xlsx.html").read_text("utf-8")


def test_a_batch_without_a_calibration_has_no_such_column(
    cli: Cli, bank: Path, answers: Path, tmp_path: Path
) -> None:
    assert cli("batch", answers, "-o", tmp_path / "r.csv", "--reference", bank).code == 0
    assert "校准" not in (tmp_path / "r.csv").read_text("utf-8")


def test_a_decision_after_a_calibration(
    cli: Cli, bank: Path, answers: Path, fitted: Path, tmp_path: Path
) -> None:
    overrides, output = tmp_path / "o.csv", tmp_path / "r.jsonl"
    row = "002,fire-exit,open,6,陈老师,当面补充"
    overrides.write_text(f"编号,题目编号,要点编号,改判得分,改判人,改判理由\n{row}\n", "utf-8")
    options = ["--reference", bank, "--calibration", fitted, "--overrides", overrides]
    assert cli("batch", answers, "-o", output, *options).code == 0
    lines = [json.loads(line) for line in output.read_text("utf-8").splitlines()]
    assert (lines[1]["raw_marks"], lines[1]["marks"]) == (10, 9)


def test_evaluate(cli: Cli, marked: Path, bank: Path, fitted: Path, tmp_path: Path) -> None:
    errors = []
    for options in ([], ["--calibration", fitted]):
        output = tmp_path / "e.json"
        assert cli("evaluate", marked, "--reference", bank, "-o", output, *options).code == 0
        data = json.loads(output.read_text("utf-8"))
        errors.append(data["marks"]["mae"]["value"])
    assert errors[1] < errors[0]
    assert "calibration" in data["signatures"][0]


def test_what_does_not_fit_the_bank_is_told_and_does_no_harm(
    cli: Cli, bank: Path, fitted: Path, tmp_path: Path
) -> None:
    made = load_calibration(fitted)
    other = tmp_path / "other.json"
    curves = {**made.curves, "gone": made.curves["fire-exit"]}
    other.write_text(Calibration("0" * 12, curves).to_json(), "utf-8")
    ran = cli("score", "fire-exit", "先开锁。", "--reference", bank, "--calibration", other, "--json")
    assert ran.code == 0
    assert json.loads(ran.out)["marks"] == 8
    assert ran.err.startswith("请留意：\n  other.json：校准时的题库（000000000000）与现在的（")
    assert "other.json：题库里没有校准文件中的这些题目，没有用上：gone。" in ran.err


def test_rows_that_cannot_be_used_are_told_and_the_rest_is_calibrated(
    cli: Cli, marked: Path, bank: Path, tmp_path: Path
) -> None:
    marked.write_text(marked.read_text("utf-8") + "9,no-such,开锁。,3\n10,fire-exit,开锁。,11\n", "utf-8")
    ran = cli("calibrate", marked, "-o", tmp_path / "c.json", "--reference", bank)
    assert ran.code == 1
    assert "没有计入的行：\n  marked.csv 第 46 行：题库里没有题目“no-such”" in ran.err
    assert "marked.csv 第 47 行 marks：“11”不是 0 到满分 10 之间的数" in ran.err
    assert "fire-exit" in load_calibration(tmp_path / "c.json").curves


REFUSED = [
    ("no such file", ["none.csv", "-o", "c.json"], "找不到文件"),
    ("nothing is marked", ["empty.csv", "-o", "c.json"], "没有人工评分"),
    ("no totals", ["cases.csv", "-o", "c.json"], "没有一份作答有人工总分。处理办法：写总分一列 marks"),
    (
        "another suffix",
        ["marked.csv", "-o", "c.yaml"],
        "这里不能写出后缀为 .yaml 的文件。处理办法：后缀改为 .json",
    ),
    ("over the input", ["marked.json", "-o", "marked.json"], "输出会覆盖输入文件"),
    ("no folder", ["marked.csv", "-o", "no/c.json"], "输出所在的文件夹不存在"),
    ("no output", ["marked.csv"], "缺少选项 -o/--output CALIBRATION"),
    ("no argument", ["-o", "c.json"], "缺少参数 MARKED"),
]


@pytest.mark.parametrize(("why", "arguments", "message"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_is_refused(  # noqa: PLR0917 - pytest calls it, by name
    cli: Cli,
    marked: Path,
    bank: Path,
    monkeypatch: pytest.MonkeyPatch,
    why: str,
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(marked.parent)
    Path("empty.csv").write_text("id,question,answer\n1,fire-exit,开。\n", "utf-8")
    Path("cases.csv").write_text(
        "id,question,answer,key_point,expect\n1,fire-exit,开锁。,open,true\n", "utf-8"
    )
    Path("marked.json").write_text("{}", "utf-8")
    before = sorted(Path().iterdir())
    ran = cli("calibrate", *arguments, "--reference", bank)
    assert ran.code == 2, why
    assert message in ran.err
    assert sorted(Path().iterdir()) == before, "nothing is written"


COMMANDS = [
    ("score", ["score", "fire-exit", "开锁"]),
    ("batch", ["batch", "answers.csv", "-o", "r.csv"]),
    ("evaluate", ["evaluate", "marked.csv"]),
]


@pytest.mark.parametrize("arguments", [row[1] for row in COMMANDS], ids=[row[0] for row in COMMANDS])
@pytest.mark.usefixtures("answers")
def test_a_broken_calibration_is_told_fault_by_fault(
    cli: Cli, marked: Path, bank: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(marked.parent)
    curve = {"answers": 30, "error_raw": 0.2, "error": 0.1, "points": [[0, 0], [0.5, 0.9], [1, 0.8]]}
    broken = {"format": 1, "questions": {"fire-exit": curve}}
    Path("broken.json").write_text(json.dumps(broken), "utf-8")
    before = sorted(Path().iterdir())
    ran = cli(*arguments, "--reference", bank, "--calibration", "broken.json")
    assert ran.code == 2
    assert "broken.json bank：没有写明题库。" in ran.err
    assert "broken.json questions.fire-exit.points：校准后的得分率不能变小" in ran.err
    assert sorted(Path().iterdir()) == before


def test_batch_tells_all_faults_of_all_inputs_at_once(
    cli: Cli, bank: Path, answers: Path, tmp_path: Path
) -> None:
    options = ["--calibration", tmp_path / "none.json", "--overrides", tmp_path / "none.csv"]
    ran = cli("batch", answers, "-o", tmp_path / "r.csv", "--reference", bank, *options)
    assert ran.code == 2
    assert "none.json：找不到校准文件" in ran.err
    assert "none.csv：找不到文件" in ran.err


def test_a_batch_does_not_overwrite_its_calibration(
    cli: Cli, bank: Path, answers: Path, fitted: Path, tmp_path: Path
) -> None:
    output = tmp_path / "c.jsonl"
    fitted.rename(output)
    ran = cli("batch", answers, "-o", output, "--reference", bank, "--calibration", output)
    assert ran.code == 2
    assert "输出会覆盖输入文件" in ran.err
