"""The page of an evaluation: complete in itself, with every figure, and nobody's markup in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from safety_scoring import Bank, ScoreResult
from safety_scoring.agreement.evaluate import evaluate
from safety_scoring.agreement.figures import Evaluation, GivenMarks
from safety_scoring.errors import Fault
from safety_scoring.marked.answers import MarkedAnswer, PointCase
from safety_scoring.marked.read import read_marked
from safety_scoring.report.evaluation import bubbles, spreads, write_evaluation

VOID = {"meta", "br"}


class Nesting(HTMLParser):
    """Tags that are opened and closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self.feed(page)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that closes itself."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element and its id."""
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """It must be the last that was opened."""
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


@pytest.fixture(scope="module")
def evaluation(graded: Path, scored: list[ScoreResult], bundled_bank: Bank) -> Evaluation:
    return evaluate(read_marked(graded, bundled_bank).answers, lambda _: scored)


@pytest.fixture
def page(evaluation: Evaluation, tmp_path: Path) -> str:
    write_evaluation(evaluation, tmp_path / "r.html", source="去年<卷>.csv", faults=[Fault("坏行", "改")])
    return (tmp_path / "r.html").read_text("utf-8")


def test_the_page_is_well_formed_and_needs_nothing_else(page: str) -> None:
    nesting = Nesting(page)
    assert (nesting.open, nesting.wrong) == ([], [])
    assert len(nesting.ids) == len(set(nesting.ids))
    assert not re.search(r"<script|src=|https?://|url\((?!#)", page)
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(nesting.ids)


def test_the_figures_stand_in_it(page: str, evaluation: Evaluation) -> None:
    assert evaluation.points is not None
    assert evaluation.marks is not None
    for figure in (evaluation.points.f1.value, evaluation.marks.qwk.value, evaluation.marks.ccc.value):
        assert f"<strong>{figure:.4f}</strong>" in page
    assert "去年&lt;卷&gt;.csv" in page
    assert "坏行。处理办法：改" in page
    assert page.count('class="answer"') == len(evaluation.worst)
    for point in evaluation.key_points:
        assert f'<th scope="row">{point.name}</th>' in page


def test_answers_are_quoted_not_obeyed(
    answer: Callable[..., MarkedAnswer], machine: Callable[..., Any], tmp_path: Path
) -> None:
    item = answer(name="<b>x</b>", case=PointCase("open", expect=True, why="<i>y</i>"))
    write_evaluation(evaluate([item], machine((0, 0))), tmp_path / "r.html", source="m.jsonl")
    page = (tmp_path / "r.html").read_text("utf-8")
    assert "作答 &lt;b&gt;x&lt;/b&gt;" in page
    assert "&lt;i&gt;y&lt;/i&gt;" in page
    assert "单要点题例" in page
    assert "得分对照" not in page


def test_half_a_character_does_not_stop_the_page(
    answer: Callable[..., MarkedAnswer], machine: Callable[..., Any], tmp_path: Path
) -> None:
    write_evaluation(
        evaluate([answer(name="\ud83d", marks=1)], machine((6, 0))), tmp_path / "r.html", source="m"
    )
    assert "作答 ?" in (tmp_path / "r.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("machine", "place"),
    [(0, 0), (3, 0), (3.1, 1), (4.5, 1), (4.6, 2), (5, 2), (5.4, 2), (5.5, 3), (6.9, 3), (7, 4), (10, 4)],
)
def test_spreads_hold_every_difference(machine: float, place: int) -> None:
    """Differences from 5 marks of 10; one at an edge belongs to the class further from zero."""
    found = [spread.count for spread in spreads([GivenMarks("a", "q", 10, 5, machine)])]
    assert found == [int(index == place) for index in range(5)]


def test_bubbles_count_answers_at_one_place() -> None:
    given = [GivenMarks(None, "q", 10, 5, marks) for marks in (7, 7.2, 8)]
    assert [(b.human, b.machine, b.count) for b in bubbles(given)] == [(0.5, 0.7, 2), (0.5, 0.8, 1)]
