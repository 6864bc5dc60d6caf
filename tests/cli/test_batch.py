"""`batch`: what is read, what is written, what is said, and how it ends."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Cli = Callable[..., Any]


def jsonl(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def left_over(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_clean_run(cli: Cli, bank: Path, answers: Path, tmp_path: Path) -> None:
    output, report = tmp_path / "r.jsonl", tmp_path / "r.html"
    ran = cli("batch", answers, "-o", output, "--report", report, "--reference", bank)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[:3] == ["识别结果：", "  “学号”列是编号。", "  “题目”列是题目，“作答”列是作答。"]
    assert "共 3 份作答：已评分 3 份。" in lines
    assert any(line.startswith("平均得分率 80.0%，及格率 66.7%（2 份），建议人工查看 ") for line in lines)
    assert lines[-2:] == [f"结果：{output}", f"报告：{report}"]
    results = jsonl(output)
    assert [(result["id"], result["question"], result["marks"]) for result in results] == [
        ("001", "fire-exit", 10),
        ("002", "fire-exit", 4),
        ("003", "gas-leak", 5),
    ]
    assert results[0]["row"] == {"姓名": "王一"}
    assert "<html" in report.read_text("utf-8")
    assert left_over(tmp_path) == ["answers.csv", "r.html", "r.jsonl"]


def test_the_table_of_questions(cli: Cli, bank: Path, answers: Path, tmp_path: Path) -> None:
    lines = cli("batch", answers, "-o", tmp_path / "r.jsonl", "--reference", bank).out.splitlines()
    (head,) = [line for line in lines if line.startswith("题目")]
    assert head.split() == ["题目", "份数", "平均分", "满分", "及格率", "待查看"]
    (fire,) = [line for line in lines if line.startswith("发现安全出口")]
    assert fire.split()[:5] == ["发现安全出口被锁闭，应当怎么办？", "2", "7.0", "10", "50%"]


def test_csv_keeps_the_other_columns_first(cli: Cli, bank: Path, answers: Path, tmp_path: Path) -> None:
    output = tmp_path / "r.csv"
    assert cli("batch", answers, "-o", output, "--reference", bank).code == 0
    with output.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0])[:6] == ["姓名", "编号", "题目编号", "题目", "答案", "得分"]
    assert [(row["姓名"], row["编号"], row["得分"]) for row in rows] == [
        ("王一", "001", "10"),
        ("李二", "002", "4"),
        ("张三", "003", "5"),
    ]


def test_xlsx_and_back_with_a_decision(cli: Cli, bank: Path, answers: Path, tmp_path: Path) -> None:
    """What an examiner fills in the workbook takes effect in the next run."""
    first, final = tmp_path / "r.xlsx", tmp_path / "final.jsonl"
    assert cli("batch", answers, "-o", first, "--reference", bank).code == 0
    book = openpyxl.load_workbook(first)
    sheet = book["要点得分"]
    names = [cell.value for cell in sheet[1]]
    place = {name: names.index(name) + 1 for name in ("编号", "要点编号", "改判得分", "改判人", "改判理由")}
    for row in range(2, sheet.max_row + 1):
        if (sheet.cell(row, place["编号"]).value, sheet.cell(row, place["要点编号"]).value) == (
            "002",
            "open",
        ):
            sheet.cell(row, place["改判得分"], 6)
            sheet.cell(row, place["改判人"], "陈老师")
            sheet.cell(row, place["改判理由"], "当面补充")
    book.save(first)
    ran = cli("batch", answers, "-o", final, "--overrides", first, "--reference", bank)
    assert ran.code == 0, ran.err
    assert "共 3 份作答：已评分 3 份，人工改判 1 处。" in ran.out
    assert [result["marks"] for result in jsonl(final)] == [10, 10, 5]
    assert jsonl(final)[1]["key_points"][0]["override"]["why"] == "当面补充"


def test_a_wide_file(cli: Cli, bank: Path, tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(
        "工号,1、发现安全出口被锁闭，应当怎么办？（10分）,2、闻到“煤气”味，第一步做什么？\n07,打开安全出口,通风\n",
        "utf-8",
    )
    ran = cli("batch", path, "-o", tmp_path / "r.jsonl", "--reference", bank)
    assert ran.code == 0
    assert "列是题目 fire-exit 的作答。" in ran.out
    assert [(result["id"], result["marks"]) for result in jsonl(tmp_path / "r.jsonl")] == [
        ("07", 6),
        ("07", 2),
    ]


def test_rows_that_cannot_be_marked(cli: Cli, bank: Path, answers: Path, tmp_path: Path) -> None:
    answers.write_text(answers.read_text("utf-8") + "004,赵四,没有这道题,不知道\n", "utf-8")
    output = tmp_path / "r.jsonl"
    ran = cli("batch", answers, "-o", output, "--reference", bank)
    assert ran.code == 1
    assert "共 4 份作答：已评分 3 份，未能评分 1 份。" in ran.out
    assert ran.err.splitlines() == [
        "未能评分的行：",
        (
            "  answers.csv 第 5 行 编号 004：题库里没有题目“没有这道题”。"
            "处理办法：用 safety-scoring questions 查看全部题目编号和题目"
        ),
    ]
    last = jsonl(output)[-1]
    assert (last["id"], last["question"], last["marks"], last["row"]) == (
        "004",
        "没有这道题",
        None,
        {"姓名": "赵四"},
    )
    assert last["error"][0]["what"] == "题库里没有题目“没有这道题”"


@pytest.mark.parametrize(
    ("count", "rest"), [(20, None), (21, "  其余 1 条见输出文件。"), (99, "  其余 79 条见输出文件。")]
)
def test_twenty_unmarked_rows_are_listed(
    cli: Cli, bank: Path, tmp_path: Path, count: int, rest: str | None
) -> None:
    path = tmp_path / "a.csv"
    rows = "".join(f"{number},没有这道题,答\n" for number in range(count))
    path.write_text(f"id,question,answer\n0,fire-exit,上报\n{rows}", "utf-8")
    ran = cli("batch", path, "-o", tmp_path / "r.jsonl", "--reference", bank)
    lines = [line for line in ran.err.splitlines() if "没有这道题" in line]
    assert ran.code == 1
    assert len(lines) == 20
    assert (ran.err.splitlines()[-1] == rest) == (rest is not None)


def test_nothing_can_be_marked(cli: Cli, bank: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,question,answer\n1,没有这道题,答\n", "utf-8")
    ran = cli("batch", path, "-o", tmp_path / "r.xlsx", "--report", tmp_path / "r.html", "--reference", bank)
    assert ran.code == 1
    assert "共 1 份作答：已评分 0 份，未能评分 1 份。" in ran.out
    assert "平均得分率" not in ran.out
    assert (tmp_path / "r.xlsx").exists()


def test_a_decision_that_fits_nothing(cli: Cli, bank: Path, answers: Path, tmp_path: Path) -> None:
    path = tmp_path / "o.csv"
    path.write_text(
        "编号,题目编号,要点编号,改判得分,改判人,改判理由\n009,fire-exit,open,6,陈老师,补充\n", "utf-8"
    )
    output = tmp_path / "r.jsonl"
    ran = cli("batch", answers, "-o", output, "--overrides", path, "--reference", bank)
    assert ran.code == 1
    assert ran.err.splitlines() == [
        "没有用上的改判：",
        (
            "  o.csv 第 2 行：没有编号 009 对题目“fire-exit”的作答，这条改判没有用上。"
            "处理办法：照结果文件填写编号和题目"
        ),
    ]
    assert len(jsonl(output)) == 3, "the results are there all the same"


def test_warnings_do_not_change_the_exit_code(cli: Cli, bank: Path, answers: Path, tmp_path: Path) -> None:
    answers.write_text(answers.read_text("utf-8") + "001,王一,fire-exit,上报\n", "utf-8")
    ran = cli("batch", answers, "-o", tmp_path / "r.jsonl", "--reference", bank)
    assert ran.code == 0
    assert ran.err.startswith("请留意：\n  answers.csv 第 5 行：编号 001 ")
    assert len(jsonl(tmp_path / "r.jsonl")) == 4


def test_an_older_output_is_replaced(cli: Cli, bank: Path, answers: Path, tmp_path: Path) -> None:
    output = tmp_path / "r.jsonl"
    output.write_text("old", "utf-8")
    assert cli("batch", answers, "-o", output, "--reference", bank).code == 0
    assert len(jsonl(output)) == 3


def test_the_same_input_gives_the_same_bytes(cli: Cli, bank: Path, answers: Path, tmp_path: Path) -> None:
    def made(name: str) -> list[bytes]:
        paths = [tmp_path / f"{name}.{suffix}" for suffix in ("csv", "html")]
        assert cli("batch", answers, "-o", paths[0], "--report", paths[1], "--reference", bank).code == 0
        return [path.read_bytes() for path in paths]

    assert made("first") == made("second")
