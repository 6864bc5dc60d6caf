"""Twenty-four graded answers of the development set, and what a machine gave them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from safety_scoring import ScoreResult
from safety_scoring.agreement.evaluate import Rows
from safety_scoring.files.table import Place
from safety_scoring.marked.answers import MarkedAnswer
from safety_scoring.marks import Rules, award
from safety_scoring.result import Evidence, KeyPointResult

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def graded() -> Path:
    """The answers with two markers' labels."""
    return HERE / "graded.jsonl"


@pytest.fixture(scope="session")
def scored(graded: Path) -> list[ScoreResult]:
    """What the machine gave them on 2026-11-24; the engine has moved since, the figures have not."""
    answers = {row["id"]: row["answer"] for row in map(json.loads, graded.read_text("utf-8").splitlines())}
    lines = map(json.loads, (HERE / "scored.jsonl").read_text("utf-8").splitlines())
    return [ScoreResult.from_dict(line, answers[line["id"]]) for line in lines]


@pytest.fixture(scope="session")
def printed() -> dict[str, object]:
    """What the project's measuring tool prints on the two."""
    return dict(json.loads((HERE / "printed.json").read_text("utf-8")))


@pytest.fixture(scope="session")
def answer() -> Callable[..., MarkedAnswer]:
    """A marked answer to `fire-exit`: labels a marker, or a total."""

    def made(
        *labels: dict[str, int], name: str = "a1", marks: float | None = None, **more: object
    ) -> MarkedAnswer:
        place = Place("m.jsonl", "", 1)
        return MarkedAnswer(name, "fire-exit", f"作答 {name}", labels, marks, place, **more)  # type: ignore[arg-type]

    return made


@pytest.fixture(scope="session")
def machine() -> Callable[..., Callable[[Rows], list[ScoreResult]]]:
    """A marker of `fire-exit` that gives what it is told: open, report and how sure it is of each."""

    def made(*given: tuple[float, float] | None, sure: float = 1.0) -> Callable[[Rows], list[ScoreResult]]:
        def score(rows: Rows) -> list[ScoreResult]:
            return [_result(row["id"], marks, sure) for row, marks in zip(rows, given, strict=True)]

        return score

    return made


def _result(name: str, marks: tuple[float, float] | None, sure: float) -> ScoreResult:
    if marks is None:
        return ScoreResult(name, "fire-exit")
    ledger = (_line("open", 6, marks[0], sure), _line("report", 4, marks[1], sure))
    total = award(ledger, Rules(10, 6, 0.5)).marks
    return ScoreResult(
        name, "fire-exit", "出口被锁怎么办？", full_marks=10, pass_marks=6, key_points=ledger, marks=total
    )


def _line(name: str, marks: float, awarded: float, sure: float) -> KeyPointResult:
    status = "covered" if awarded == marks else "partial" if awarded else "missed"
    quoted = (Evidence(0, 2, "作答", "phrase", "作答"),) if awarded else ()
    required = name == "open"
    return KeyPointResult(name, name, marks, awarded, status, sure, quoted, required=required)  # type: ignore[arg-type]
