"""`evaluate --folds`, and the marked answers that a bank carries: what is said, written and returned."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

Cli = Callable[..., Any]

BANK = """
questions:
  - id: park
    question: 厂房怎样防火？
    full_marks: 10
    reference_answers: [每月疏散演练，通道畅通。]
    key_points:
      - id: drill
        name: 应急演练
        marks: 5
        statements: [每月开展疏散演练, 练一练怎么逃生, 都演练过火灾逃生, 每季度搞消防演习, 学会用灭火器]
      - id: exits
        name: 通道畅通
        marks: 5
        statements: [清理堵塞通道的货物, 安全出口不能锁, 搬走楼梯口的杂物, 消防通道不停车, 出口不堆东西]
  - id: gas-leak
    question: 闻到“煤气”味，第一步做什么？
    full_marks: 5
    reference_answers: [立即关闭阀门，开窗通风。]
    key_points:
      - {id: valve, name: 关阀, marks: 3, phrases: [关闭阀门, 关阀]}
      - {id: air, name: 通风, marks: 2, phrases: [开窗通风, 通风]}
elsewhere: [食堂的红烧肉味道很好, 周末单位组织爬山看红叶]
"""
HEAD = "id,question,answer,drill,exits,valve,air"
LOCAL = (("拉响警报让全员跑一趟", "拉响警报往外跑"), ("门口一件东西都不许摆", "门口不许摆东西"))


def _rows(count: int, first: int = 0) -> list[str]:
    """Answers in words that the bank does not know."""
    rows = []
    for number in range(first, first + count):
        have = [bool(number >> point & 1) for point in range(2)]
        said = [LOCAL[point][number // 4 % 2] for point in range(2) if have[point]]
        answer = "。".join([*said, f"第{number}车间"])
        rows.append(f"p{number},park,{answer},{2 * have[0]},{2 * have[1]},,")
    return rows


GAS = ["g1,gas-leak,关闭阀门。,,,2,0", "g2,gas-leak,开窗通风。,,,0,2"]


def _put(path: Path, rows: Sequence[str]) -> Path:
    path.write_text("\n".join([HEAD, *rows]) + "\n", "utf-8")
    return path


@pytest.fixture
def thin(tmp_path: Path) -> Path:
    """A bank of its own, so that a test can lay marked answers beside it."""
    folder = tmp_path / "thin"
    folder.mkdir()
    (folder / "park.yaml").write_text(BANK, "utf-8")
    return folder


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    return _put(tmp_path / "marked.csv", [*_rows(24), *GAS])


def test_what_is_printed(cli: Cli, marked: Path, thin: Path) -> None:
    ran = cli("evaluate", marked, "--reference", thin, "--folds", "3")
    assert (ran.code, ran.err) == (0, "")
    assert "\n已评作答的作用（3 折，每份作答由没有学过它的评分来评）：\n" in ran.out
    part = ran.out.split("已评作答的作用", 1)[1].split("\n\n", 1)[0]
    rows = {line.split()[0]: line.split()[1:] for line in part.splitlines()[3:]}
    before, after = float(rows["厂房怎样防火？"][2]), float(rows["厂房怎样防火？"][3])
    assert after < before / 2
    assert rows["厂房怎样防火？"][4:] == ["3/3", "折"]
    assert rows["闻到“煤气”味，第一步做什么？"][4:] == ["0/3", "折", "不到", "6", "份"]
    assert len(rows["全部题目"]) == 4
    assert "总体：比较 26 份作答。" in ran.out


def test_the_overall_figures_are_those_out_of_fold(cli: Cli, marked: Path, thin: Path) -> None:
    """The one error that is printed at the end is that of the table's last row, with marked answers."""
    ran = cli("evaluate", marked, "--reference", thin, "--folds", "3")
    total = next(line.split() for line in ran.out.splitlines() if line.startswith("全部题目"))
    overall = next(line.split() for line in ran.out.splitlines() if line.startswith("平均绝对误差"))
    assert float(overall[1]) == pytest.approx(float(total[4]), abs=0.0006)
    assert float(total[4]) < float(total[3])


def test_the_json_holds_the_table(cli: Cli, marked: Path, thin: Path, tmp_path: Path) -> None:
    output = tmp_path / "figures.json"
    ran = cli("evaluate", marked, "--reference", thin, "--folds", "3", "-o", output)
    assert (ran.code, ran.out.splitlines()[-1]) == (0, f"报告：{output}")
    data = json.loads(output.read_text("utf-8"))
    assert (data["format"], data["answers"], data["faults"]) == (1, 26, [])
    assert data["folds"]["folds"] == 3
    park, gas = data["folds"]["questions"]
    assert (park["id"], park["used"], park["answers"], park["because"]) == ("park", 3, 16, "")
    assert (gas["id"], gas["used"], gas["because"]) == ("gas-leak", 0, "不到 6 份")
    assert park["trained"] == data["questions"][0]["marks"]
    assert park["without"] == data["folds"]["without"]["questions"][0]["marks"]
    assert data["marks"]["mae"]["value"] < data["folds"]["without"]["marks"]["mae"]["value"]


def test_the_page_holds_the_table(cli: Cli, marked: Path, thin: Path, tmp_path: Path) -> None:
    output = tmp_path / "r.html"
    assert cli("evaluate", marked, "--reference", thin, "--folds", "4", "-o", output).code == 0
    page = output.read_text("utf-8")
    (section,) = re.findall(r'<section id="folds".*?</section>', page, re.DOTALL)
    assert "分 4 折，每份作答由没有学过它的评分来评" in section
    assert "厂房怎样防火？" in section
    assert "不到 6 份" in section


def test_without_folds_there_is_no_table(cli: Cli, marked: Path, thin: Path, tmp_path: Path) -> None:
    page, figures = tmp_path / "r.html", tmp_path / "r.json"
    for output in (page, figures):
        ran = cli("evaluate", marked, "--reference", thin, "-o", output)
        assert (ran.code, ran.err) == (0, "")
        assert "已评作答的作用" not in ran.out
    assert 'id="folds"' not in page.read_text("utf-8")
    assert "folds" not in json.loads(figures.read_text("utf-8"))


def test_rows_that_cannot_be_used_end_with_1(cli: Cli, marked: Path, thin: Path, tmp_path: Path) -> None:
    _put(marked, [*_rows(8), "x1,nonsense,开。,2,2,,", "x2,park,开。,5,0,,"])
    ran = cli("evaluate", marked, "--reference", thin, "--folds", "2", "-o", tmp_path / "r.json")
    assert ran.code == 1
    assert "没有计入的行：\n  marked.csv 第 10 行：题库里没有题目“nonsense”" in ran.err
    assert "marked.csv 第 11 行 drill：“5”不是要点评分" in ran.err
    assert "总体：比较 8 份作答。" in ran.out
    assert len(json.loads((tmp_path / "r.json").read_text("utf-8"))["faults"]) == 2


REFUSED = [
    ("one fold", ["--folds", "1"]),
    ("none", ["--folds", "0"]),
    ("too many", ["--folds", "21"]),
    ("no number", ["--folds", "五"]),
    ("no value", ["--folds"]),
]


@pytest.mark.parametrize(("why", "arguments"), REFUSED, ids=[case[0] for case in REFUSED])
def test_numbers_of_folds_that_are_refused(
    cli: Cli, marked: Path, thin: Path, why: str, arguments: list[str]
) -> None:
    output = marked.parent / "r.json"
    ran = cli("evaluate", marked, "--reference", thin, "-o", output, *arguments)
    assert (ran.code, ran.out) == (2, ""), why
    assert "folds" in ran.err
    assert not output.exists()


def test_a_bank_that_cannot_be_read_ends_with_2(cli: Cli, marked: Path, tmp_path: Path) -> None:
    ran = cli("evaluate", marked, "--reference", tmp_path / "none", "--folds", "3")
    assert (ran.code, ran.out) == (2, "")
    assert "找不到题库" in ran.err


KNOWN = "请留意：\n  marked.csv：有 {} 份作答也在题库带的已评作答里，评分时可能已经学过，一致程度会偏高。"
REMEDY = "处理办法：用 --folds 5，每份作答由没有学过它的评分来评"

WARNED = [
    ("two of them", _rows(2), 2),
    ("all of them", [*_rows(24), *GAS], 26),
    ("under other ids", ["z9" + row[2:] for row in _rows(1, 3)], 1),
    ("with other marks", [_rows(1, 3)[0].replace(",2,2,", ",0,0,")], 1),
    ("spaced otherwise", [_rows(1, 3)[0].replace("。", "。 ")], 1),
    ("another's answers", _rows(8, 30), 0),
    (
        "the same words to another question",
        [_rows(1, 3)[0].replace("park", "gas-leak").replace(",2,2,,", ",,,0,0")],
        0,
    ),
]


@pytest.mark.parametrize(("why", "carried", "known"), WARNED, ids=[case[0] for case in WARNED])
def test_answers_that_the_bank_carries_are_warned_of(
    cli: Cli, marked: Path, thin: Path, *, why: str, carried: list[str], known: int
) -> None:
    """On standard error, and the program ends as it would without."""
    _put(thin / "last-year.marked.csv", carried)
    ran = cli("evaluate", marked, "--reference", thin)
    assert ran.code == 0
    assert ran.err == (f"{KNOWN.format(known)}{REMEDY}\n" if known else ""), why
    assert "总体：比较 26 份作答。" in ran.out


def test_single_point_cases_were_not_learnt(cli: Cli, marked: Path, thin: Path) -> None:
    """A bank that carries them has learnt nothing by them."""
    answer = _rows(1, 3)[0].split(",")[2]
    case = {"id": "c", "question": "park", "answer": answer, "key_point": "drill", "expect": True}
    (thin / "cases.marked.jsonl").write_text(json.dumps(case) + "\n", "utf-8")
    assert cli("evaluate", marked, "--reference", thin).err == ""


def test_in_folds_there_is_nothing_to_warn_of(cli: Cli, marked: Path, thin: Path, tmp_path: Path) -> None:
    """What the bank carries of the file is left out: the figures are the same as without it."""
    plain, carrying = tmp_path / "plain.json", tmp_path / "carrying.json"
    assert cli("evaluate", marked, "--reference", thin, "--folds", "3", "-o", plain).code == 0
    _put(thin / "last-year.marked.csv", _rows(12))
    ran = cli("evaluate", marked, "--reference", thin, "--folds", "3", "-o", carrying)
    assert (ran.code, ran.err) == (0, "")
    assert plain.read_bytes() == carrying.read_bytes()


def test_other_answers_that_the_bank_carries_help(cli: Cli, thin: Path, tmp_path: Path) -> None:
    """With folds and without: four answers alone are too few."""
    few, output = _put(tmp_path / "few.csv", _rows(4)), tmp_path / "r.json"

    def error(*arguments: str) -> float:
        assert cli("evaluate", few, "--reference", thin, "-o", output, *arguments).code == 0
        return float(json.loads(output.read_text("utf-8"))["marks"]["mae"]["value"])

    alone = error(), error("--folds", "2")
    _put(thin / "last-year.marked.csv", _rows(20, 4))
    helped = error(), error("--folds", "2")
    assert alone[0] == alone[1]
    assert helped[0] == helped[1] < alone[0]


def test_what_the_bank_carries_and_cannot_be_used_is_told(cli: Cli, marked: Path, thin: Path) -> None:
    """It does no harm, and the answers that were asked about are all used."""
    _put(thin / "last-year.marked.csv", ["b1,nonsense,开。,2,2,,", *_rows(8, 30)])
    (thin / "older.marked.xlsx").write_bytes(b"nonsense")
    ran = cli("evaluate", marked, "--reference", thin, "--folds", "2")
    assert ran.code == 0
    heading, *told = ran.err.splitlines()
    assert heading == "题库带的已评作答中，这些没有用上："
    assert [line.split("：")[0] for line in told] == ["  last-year.marked.csv 第 2 行", "  older.marked.xlsx"]


def test_score_learns_from_what_the_bank_carries(cli: Cli, thin: Path) -> None:
    """And says so in its signature."""
    before = json.loads(cli("score", "park", "拉响警报跑一趟。", "--reference", thin, "--json").out)
    _put(thin / "last-year.marked.csv", _rows(24))
    after = json.loads(cli("score", "park", "拉响警报跑一趟。", "--reference", thin, "--json").out)
    assert (before["marks"], after["marks"]) == (0, 5)
    assert "marked" not in before["signature"]
    assert re.search(r" \| marked [0-9a-f]{12}$", after["signature"])
