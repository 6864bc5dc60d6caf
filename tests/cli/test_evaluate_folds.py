"""`evaluate --folds`, and answers that a bank has learnt from."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
Cli = Callable[..., Any]
MARKED = ROOT / "examples/marked.csv"


@pytest.fixture
def carrying(tmp_path: Path) -> Path:
    """A bank that carries the marked answers."""
    folder = tmp_path / "my-bank"
    shutil.copytree(ROOT / "examples/my-bank", folder)
    shutil.copy(MARKED, folder / "last-year.marked.csv")
    return folder


def test_each_question_without_and_with(cli: Cli, tmp_path: Path) -> None:
    page, figures = tmp_path / "r.html", tmp_path / "r.json"
    for output in (page, figures):
        ran = cli("evaluate", MARKED, "--reference", ROOT / "examples/my-bank", "--folds", "3", "-o", output)
        assert ran.code == 0, ran.err
    assert "已评作答的作用（3 折，每份作答由没有学过它的评分来评）" in ran.out
    assert "没有采用的原因" in ran.out
    assert 'id="folds"' in page.read_text("utf-8")
    data = json.loads(figures.read_text("utf-8"))["folds"]
    assert data["folds"] == 3
    assert [question["id"] for question in data["questions"]] == ["fire-extinguisher", "confined-space"]


def test_a_bank_that_has_learnt_the_answers(cli: Cli, carrying: Path) -> None:
    ran = cli("evaluate", MARKED, "--reference", carrying)
    assert ran.code == 0
    assert "有 17 份作答也在题库带的已评作答里" in ran.err
    assert "--folds 5" in ran.err
    folded = cli("evaluate", MARKED, "--reference", carrying, "--folds", "2")
    assert "也在题库带的已评作答里" not in folded.err


def test_carried_answers_that_cannot_be_used_are_told(cli: Cli, carrying: Path) -> None:
    (carrying / "x.marked.csv").write_text("id,question,answer,marks\n1,fire-extinguisher,喷。,99\n", "utf-8")
    ran = cli("score", "fire-extinguisher", "拔掉保险销。", "--reference", carrying)
    assert ran.code == 0
    assert "题库带的已评作答中，这些没有用上" in ran.err
    assert "x.marked.csv" in ran.err
    assert "marked" in ran.out


@pytest.mark.parametrize("folds", ["1", "21", "x"])
def test_folds_that_make_no_sense(cli: Cli, folds: str) -> None:
    ran = cli("evaluate", MARKED, "--folds", folds)
    assert ran.code == 2
    assert "--folds" in ran.err
