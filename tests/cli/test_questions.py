"""`questions`: what the bank asks, to read and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from safety_scoring import load_bank

Cli = Callable[..., Any]


def test_the_list(cli: Cli, bank: Path) -> None:
    ran = cli("questions", "--reference", bank)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0].split() == ["编号", "题目", "满分", "及格", "要点"]
    assert lines[2].split() == ["fire-exit", "发现安全出口被锁闭，应当怎么办？", "10", "6", "2"]
    assert lines[3].split() == ["gas-leak", "闻到“煤气”味，第一步做什么？", "5", "3", "2"]
    assert lines[-1] == "共 2 道题。"


def test_derived_key_points_are_not_counted(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "bank.yaml"
    path.write_text(
        "questions: [{id: a, question: 怎么办？, full_marks: 5, reference_answers: [立即上报。]}]", "utf-8"
    )
    assert "a      怎么办？      5      3   自动" in cli("questions", "--reference", path).out


def test_json(cli: Cli, bank: Path) -> None:
    ran = cli("questions", "--json", "--reference", bank)
    first, second = json.loads(ran.out)
    assert first == {
        "id": "fire-exit",
        "question": "发现安全出口被锁闭，应当怎么办？",
        "full_marks": 10,
        "pass_marks": 6,
        "key_points": [
            {"id": "open", "name": "打开出口", "marks": 6, "required": True},
            {"id": "report", "name": "报告", "marks": 4, "required": False},
        ],
    }
    assert second["id"] == "gas-leak"
    assert ran.out.count("\n") == 1


def test_the_bundled_bank_is_the_default(cli: Cli) -> None:
    listed = json.loads(cli("questions", "--json").out)
    assert [question["id"] for question in listed] == [question.id for question in load_bank().questions]


def test_a_long_question_is_not_cut_in_a_pipe(cli: Cli, tmp_path: Path) -> None:
    text = "辖区" * 300 + "怎么办？"
    path = tmp_path / "bank.yaml"
    path.write_text(
        f"questions: [{{id: a, question: {text}, full_marks: 5, reference_answers: [立即上报。]}}]", "utf-8"
    )
    assert text in cli("questions", "--reference", path).out


def test_no_such_bank(cli: Cli, tmp_path: Path) -> None:
    ran = cli("questions", "--reference", tmp_path / "none")
    assert ran.code == 2
    assert "none：找不到题库。处理办法：检查路径" in ran.err
