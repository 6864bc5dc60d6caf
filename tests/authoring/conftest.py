"""A bank of one question with a few terms a point, and marked answers to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from safety_scoring import Bank, load_bank
from safety_scoring.files.table import Place
from safety_scoring.marked.answers import MarkedAnswer

BANK = """
questions:
  - id: shock
    question: 发现有人触电，应当怎么办？
    full_marks: 6
    reference_answers: [先切断电源，再呼救并拨打急救电话，对没有呼吸的人做心肺复苏。]
    key_points:
      - {id: power, name: 切断电源, marks: 3, phrases: [切断电源, 断电]}
      - {id: call, name: 拨打急救电话, marks: 2, phrases: [急救电话, "120"]}
      - {id: cpr, name: 心肺复苏, marks: 1, phrases: [心肺复苏, 人工呼吸]}
  - id: essay
    question: 谈谈你对安全的看法。
    full_marks: 5
    reference_answers: [安全第一，预防为主。]
"""

Answers = Sequence[tuple[str, str, Sequence[tuple[int, ...]]]]
"""Id, answer, and of each marker the labels of power, call and cpr."""


@pytest.fixture(scope="session")
def bank_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bank") / "shock.yaml"
    path.write_text(BANK, "utf-8")
    return path


@pytest.fixture(scope="session")
def bank(bank_file: Path) -> Bank:
    return load_bank(bank_file)


@pytest.fixture(scope="session")
def marked() -> Callable[[Answers], list[MarkedAnswer]]:
    """Answers to `shock` as they are read from a file."""

    def made(answers: Answers) -> list[MarkedAnswer]:
        points = ("power", "call", "cpr")
        return [
            MarkedAnswer(
                name,
                "shock",
                text,
                tuple(dict(zip(points, labels, strict=True)) for labels in markers),
                None,
                Place("m.csv", "", row),
            )
            for row, (name, text, markers) in enumerate(answers, start=2)
        ]

    return made
