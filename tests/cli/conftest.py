"""A bank of two questions, files of answers, and the program run in this process or for real."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from safety_scoring.cli import app

ROOT = Path(__file__).resolve().parents[2]

BANK = """
questions:
  - id: fire-exit
    question: 发现安全出口被锁闭，应当怎么办？
    full_marks: 10
    reference_answers: [立即打开安全出口，报告值班负责人，并做好记录。]
    key_points:
      - id: open
        name: 打开出口
        marks: 6
        required: true
        phrases: [打开安全出口, 开锁]
        not: [不用打开]
        hint: 先让人出得去
      - {id: report, name: 报告, marks: 4, phrases: [报告值班负责人, 上报], source: 消防法第十六条}
  - id: gas-leak
    question: 闻到“煤气”味，第一步做什么？
    full_marks: 5
    reference_answers: [立即关闭阀门，开窗通风。]
    key_points:
      - {id: valve, name: 关阀, marks: 3, phrases: [关闭阀门, 关阀]}
      - {id: air, name: 通风, marks: 2, phrases: [开窗通风, 通风]}
"""

ANSWERS = """\
学号,姓名,题目,作答
001,王一,fire-exit,先打开安全出口，再报告值班负责人。
002,李二,fire-exit,上报领导。
003,张三,闻到“煤气”味，第一步做什么？,"赶快关闭阀门，开窗通风。"
"""


class Ran(NamedTuple):
    """How a run ended."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bank")
    (folder / "safety.yaml").write_text(BANK, "utf-8")
    return folder


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    path.write_text(ANSWERS, "utf-8")
    return path


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Run one command line in this process: arguments, and bytes for standard input."""

    def ran(*arguments: object, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capsys.readouterr()
        code = app.run([str(argument) for argument in arguments])
        return Ran(code, *capsys.readouterr())

    return ran


@pytest.fixture
def program(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run the program for real: arguments, standard input, and changes to the environment."""

    def ran(*arguments: object, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return subprocess.run(
            [sys.executable, "-m", "safety_scoring", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            env={**kept, "PYTHONPATH": str(ROOT), **environment},
            check=False,
            timeout=300,
        )

    return ran
