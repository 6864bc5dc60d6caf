"""The library calls that a command line must cause: the command line hides no logic."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import ANY, call

import pytest

from safety_scoring.cli import batch as batch_command
from safety_scoring.cli import questions as questions_command
from safety_scoring.cli import score as score_command

Cli = Callable[..., Any]

BATCH = {
    "nothing settled": ([], {}),
    "columns": (
        ["--question", "题", "--answer", "答", "--id", "工号"],
        {"question_column": "题", "answer_column": "答", "id_column": "工号"},
    ),
    "sheet": (["--sheet", "第一期"], {"sheet": "第一期"}),
    "map": (["--map", "Response 1=fire-exit"], {"mapping": {"Response 1": "fire-exit"}}),
    "maps": (["--map", "a=x", "--map", "b = y "], {"mapping": {"a": "x", "b": "y"}}),
    "a header that holds =": (["--map", "a=b=fire-exit"], {"mapping": {"a=b": "fire-exit"}}),
    "the same twice": (["--map", "a=x", "--map", "a=x"], {"mapping": {"a": "x"}}),
}


class Stopped(Exception):  # noqa: N818 - a signal, not an error
    """What was to be seen has been seen."""


@pytest.mark.parametrize(("arguments", "expected"), BATCH.values(), ids=BATCH.keys())
def test_batch_reads_the_answers(
    cli: Cli,
    bank: Path,
    answers: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    arguments: list[str],
    expected: dict[str, Any],
) -> None:
    seen = recorded(monkeypatch, batch_command, "read_answers", stop=True)
    with pytest.raises(Stopped):
        cli("batch", answers, "-o", tmp_path / "r.csv", "--reference", bank, *arguments)
    nothing = {
        "question_column": None,
        "answer_column": None,
        "id_column": None,
        "sheet": None,
        "mapping": {},
    }
    texts = {"fire-exit": "发现安全出口被锁闭，应当怎么办？", "gas-leak": "闻到“煤气”味，第一步做什么？"}
    assert seen == [call(answers, texts, **{**nothing, **expected})]


BANKS = {"the bundled bank": ([], None), "a bank": (["--reference", "my-bank"], Path("my-bank"))}


@pytest.mark.parametrize(("option", "path"), BANKS.values(), ids=BANKS.keys())
@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        (batch_command, ["batch", "a.csv", "-o", "r.csv"]),
        (score_command, ["score", "fire-exit", "答"]),
        (questions_command, ["questions"]),
    ],
    ids=["batch", "score", "questions"],
)
def test_which_bank_is_loaded(
    cli: Cli,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: ModuleType,
    arguments: list[str],
    *,
    option: list[str],
    path: Path | None,
) -> None:
    monkeypatch.chdir(tmp_path)
    seen = recorded(monkeypatch, command, "load_bank", stop=True)
    with pytest.raises(Stopped):
        cli(*arguments, *option)
    assert seen == [call(path)]


def test_batch_hands_everything_to_run_batch(
    cli: Cli, bank: Path, answers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    overrides = tmp_path / "o.csv"
    overrides.write_text(
        "编号,题目编号,要点编号,改判得分,改判人,改判理由\n1,fire-exit,open,6,陈,补\n", "utf-8"
    )
    seen = recorded(monkeypatch, batch_command, "run_batch", stop=True)
    options = ["--overrides", overrides, "--report", tmp_path / "r.html", "--reference", bank]
    with pytest.raises(Stopped):
        cli("batch", answers, "-o", tmp_path / "r.csv", *options)
    (scorer, rows, sinks, decisions, progress), _ = seen[0].args, seen[0].kwargs
    assert [question.id for question in scorer.bank.questions] == ["fire-exit", "gas-leak"]
    assert [row.id for row in rows] == ["001", "002", "003"]
    assert len(sinks) == 3, "results, report, figures"
    assert [decision.key_point for decision in decisions] == ["open"]
    assert progress is None, "no bar in a pipe"


def test_score_marks_once(cli: Cli, bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = recorded(monkeypatch, score_command.Scorer, "score")
    assert cli("score", "fire-exit", "上报", "--reference", bank).code == 0
    assert seen == [call(ANY, "fire-exit", "上报")]


def recorded(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, *, stop: bool = False) -> list[Any]:
    """The calls of a function from now on; with `stop` none comes through."""
    seen = []
    original = getattr(owner, name)

    def spy(*args: Any, **kwargs: Any) -> Any:
        seen.append(call(*args, **kwargs))
        if stop:
            raise Stopped
        return original(*args, **kwargs)

    monkeypatch.setattr(owner, name, spy)
    return seen
