"""What other programs rely on: names, types, the JSON, and that marking is the same whoever calls it."""

from __future__ import annotations

import ast
import inspect
import json
import random
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import safety_scoring
from safety_scoring import (
    Bank,
    Calibration,
    MarkedAnswer,
    SafetyScoringError,
    Scorer,
    ScoreResult,
    load_bank,
    load_marked,
    read_marked,
)
from safety_scoring.files.answers import read_answers
from safety_scoring.files.table import Place
from safety_scoring.marked.answers import PointCase

ROOT = Path(__file__).parents[1]
NAMES = safety_scoring.__all__


def test_the_public_names() -> None:
    assert sorted(NAMES) == NAMES
    assert set(NAMES) >= {"Scorer", "load_bank", "ScoreResult", "SafetyScoringError", "Fault"}
    assert set(NAMES) >= {"MarkedAnswer", "load_marked", "read_marked"}
    assert dir(safety_scoring) == sorted([*NAMES, "__version__"])


def test_type_checkers_see_the_same_names() -> None:
    tree = ast.parse((ROOT / "safety_scoring/__init__.py").read_text("utf-8"))
    (block,) = [node for node in tree.body if isinstance(node, ast.If)]
    imported = [alias.name for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names]
    assert sorted(imported) == NAMES


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="module 'safety_scoring' has no attribute 'Marker'"):
        safety_scoring.Marker  # noqa: B018 - the access is what is tested


def callables() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Public functions, classes, and their public methods and properties."""
    for name in NAMES:
        thing = getattr(safety_scoring, name)
        yield name, thing
        for part, method in vars(thing).items() if isinstance(thing, type) else ():
            if not part.startswith("_") and callable(plain := _plain(method)):
                yield f"{name}.{part}", plain


def _plain(method: Any) -> Any:
    """The function behind a method, a class method, a property or a cached property."""
    for attribute in ("__func__", "fget", "func"):
        method = getattr(method, attribute, method)
    return method


@pytest.mark.parametrize(("name", "thing"), [pytest.param(*item, id=item[0]) for item in callables()])
def test_every_public_name_is_documented_and_typed(name: str, thing: Callable[..., Any]) -> None:
    assert thing.__doc__, name
    assert thing.__module__.startswith("safety_scoring")
    if inspect.isfunction(thing):
        signature = inspect.signature(thing)
        given = [p for p in signature.parameters.values() if p.name not in {"self", "cls"}]
        assert all(p.annotation is not p.empty for p in given)
        assert signature.return_annotation is not signature.empty


RESULT = {
    "capped", "confidence", "coverage", "feedback", "feedback_hints", "flags", "format", "full_marks", "id",
    "key_points", "mark_step", "marks", "missed", "pass_marks", "passed", "question", "question_text",
    "raw_marks", "row", "signature", "similarity", "similarity_weight",
}  # fmt: skip
KEY_POINT = {
    "awarded", "confidence", "evidence", "hint", "id", "marks", "name", "nearest", "next_step", "reason",
    "required", "source", "status",
}  # fmt: skip
EVIDENCE = {"credit", "end", "kind", "likeness", "matched", "start", "text"}
NOT_MARKED = {"error", "format", "id", "key_points", "marks", "question", "row"}


@pytest.fixture(scope="module")
def own() -> Scorer:
    return Scorer(load_bank(ROOT / "examples/my-bank"))


def test_the_fields_of_format_1(own: Scorer) -> None:
    """A field that is gone or renamed breaks other programs: raise `FORMAT`. A new one is added here."""
    result = own.score("fire-extinguisher", "拔掉保险销，站在上风口。", id="a1")
    data = result.to_dict()
    assert data["format"] == 1
    assert data.keys() == RESULT
    assert {key for point in data["key_points"] for key in point} == KEY_POINT
    assert {key for point in data["key_points"] for item in point["evidence"] for key in item} == EVIDENCE
    decided = result.override("base", 2, by="李老师", why="口试已答").to_dict()
    (point,) = [point for point in decided["key_points"] if "override" in point]
    assert point.keys() == KEY_POINT | {"override"}
    assert point["override"] == {
        "by": "李老师", "why": "口试已答", "machine_awarded": 0, "machine_status": "missed",
    }  # fmt: skip


def test_the_field_of_a_calibration(own: Scorer) -> None:
    points = [[0, 0], [0.5, 0.25], [1, 1]]
    curve = {"answers": 20, "error_raw": 0.2, "error": 0.1, "points": points}
    calibration = Calibration.from_dict(
        {"format": 1, "bank": own.bank.fingerprint, "questions": {"fire-extinguisher": curve}}
    )
    scorer = Scorer(own.bank, calibration=calibration)
    data = scorer.score("fire-extinguisher", "拔掉保险销，按下压把。").to_dict()
    assert data.keys() == RESULT | {"calibration"}
    assert (data["calibration"], data["raw_marks"], data["marks"]) == (points, 3, 1.5)


def test_the_fields_of_a_row_that_cannot_be_marked(own: Scorer) -> None:
    (result,) = own.score_many([{"id": None, "question": "nonsense", "answer": "x", "row": {"姓名": "张三"}}])
    data = result.to_dict()
    assert data.keys() == NOT_MARKED
    assert (data["format"], data["id"], data["marks"], data["key_points"]) == (1, None, None, [])
    assert data["row"] == {"姓名": "张三"}
    assert [item.keys() for item in data["error"]] == [{"what", "remedy"}]


def test_json_both_ways(own: Scorer) -> None:
    answer = "拔掉保险销，站在上风口。"
    result = own.score("fire-extinguisher", answer, id="a1").override("base", 2, by="李老师", why="口试已答")
    stored = json.dumps(result.to_dict(), ensure_ascii=False)
    assert ScoreResult.from_dict(json.loads(stored), answer) == result


@pytest.fixture(scope="module")
def few(bundled_bank: Bank) -> Bank:
    """Two questions with a fitted model, and two with a few phrases."""
    return Bank(questions=(*bundled_bank.questions[3:5], *load_bank(ROOT / "examples/my-bank").questions))


@pytest.fixture(scope="module")
def rows(few: Bank) -> list[dict[str, Any]]:
    """Answers to all of them, the whole of answers.csv; what is not in this bank cannot be marked."""
    file = read_answers(ROOT / "examples/answers.csv", {q.id: q.question for q in few.questions})
    given = [{"id": row.id, "question": row.question, "answer": row.answer} for row in file.rows]
    return given + [
        {"id": f"{question.id}-{number}", "question": question.id, "answer": text}
        for question in few.questions
        for number, text in enumerate((*question.reference_answers, "先通风，拔掉保险销。", "不用管。", ""))
    ]


def as_bytes(result: ScoreResult) -> bytes:
    return json.dumps(result.to_dict(), ensure_ascii=False).encode()


@pytest.fixture(scope="module")
def expected(few: Bank, rows: list[dict[str, Any]]) -> list[bytes]:
    return [as_bytes(result) for result in Scorer(few).score_many(rows)]


def test_eight_threads_give_the_same_bytes(
    few: Bank, rows: list[dict[str, Any]], expected: list[bytes]
) -> None:
    """They start together with a scorer that has nothing ready."""
    scorer, together = Scorer(few), threading.Barrier(8)

    def work(_: int) -> list[bytes]:
        together.wait()
        return [as_bytes(result) for result in scorer.score_many(rows)]

    with ThreadPoolExecutor(8) as pool:
        for found in pool.map(work, range(8)):
            assert found == expected


@pytest.fixture(scope="module")
def taught(own: Scorer) -> tuple[MarkedAnswer, ...]:
    """Answers to both questions of the example, with the labels of its markers."""
    return read_marked(ROOT / "examples/marked.csv", own.bank).answers


def test_eight_threads_train_once(own: Scorer, taught: Sequence[MarkedAnswer]) -> None:
    """They start together, half of them by asking for the trial; all get what one alone gets."""
    asked = [{"id": item.id, "question": item.question, "answer": item.answer} for item in taught]
    ids = [question.id for question in own.bank.questions]
    alone = Scorer(own.bank, marked=taught)
    results = [as_bytes(result) for result in alone.score_many(asked)]
    trials = [alone.trial(name) for name in ids]
    scorer, together = Scorer(own.bank, marked=taught), threading.Barrier(8)

    def work(number: int) -> tuple[Any, Any]:
        together.wait()
        first = [scorer.trial(name) for name in ids] if number % 2 else None
        found = [as_bytes(result) for result in scorer.score_many(asked)]
        return found, first or [scorer.trial(name) for name in ids]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(8))) == [(results, trials)] * 8
    assert any(trial is not None and trial.trained is not None for trial in trials)


def named(scorer: Scorer) -> str | None:
    """The fingerprint of the marked answers in a signature."""
    parts = dict(part.rsplit(" ", 1) for part in scorer.signature.split(" | "))
    return parts.get("marked")


def test_the_signature_names_the_marked_answers(own: Scorer, taught: Sequence[MarkedAnswer]) -> None:
    name = named(Scorer(own.bank, marked=taught))
    assert name is not None
    assert len(name) == 12
    assert own.score("confined-space", "先通风。").signature == own.signature
    assert (
        Scorer(own.bank, marked=taught)
        .score("confined-space", "先通风。")
        .signature.endswith(f"marked {name}")
    )


def test_the_order_of_the_marked_answers_is_not_named(own: Scorer, taught: Sequence[MarkedAnswer]) -> None:
    first = named(Scorer(own.bank, marked=taught))
    assert named(Scorer(own.bank, marked=reversed(taught))) == first
    assert named(Scorer(own.bank, marked=iter(taught))) == first


ITEM = MarkedAnswer("m1", "confined-space", "先通风。", ({"permit": 0},), 2.0, Place("m.csv", "", 2))
CHANGED = [
    ("another id", {"id": "m2"}, True),
    ("another place", {"place": Place("n.csv", "", 9)}, True),
    ("another answer", {"answer": "先通风！"}, False),
    ("another question", {"question": "fire-extinguisher"}, False),
    ("another label", {"labels": ({"permit": 1},)}, False),
    ("a second marker", {"labels": ({"permit": 0}, {"permit": 0})}, False),
    ("another total", {"marks": 3.0}, False),
]


@pytest.mark.parametrize(("why", "change", "same"), CHANGED, ids=[case[0] for case in CHANGED])
def test_what_the_signature_is_of(own: Scorer, why: str, change: dict[str, Any], same: bool) -> None:
    """Of all that teaches, and of nothing else."""
    changed = Scorer(own.bank, marked=[replace(ITEM, **change)])
    assert (named(changed) == named(Scorer(own.bank, marked=[ITEM]))) == same, why


def test_single_point_cases_teach_nothing(own: Scorer, taught: Sequence[MarkedAnswer]) -> None:
    case = replace(ITEM, labels=(), marks=None, case=PointCase("permit", expect=True))
    alone, beside = Scorer(own.bank, marked=[case] * 8), Scorer(own.bank, marked=[*taught, case])
    assert named(alone) is None
    assert alone.trial("confined-space") is None
    assert named(beside) == named(Scorer(own.bank, marked=taught))
    assert beside.trial("confined-space") == Scorer(own.bank, marked=taught).trial("confined-space")


def test_a_trial_of_a_question_that_is_not_there(own: Scorer, taught: Sequence[MarkedAnswer]) -> None:
    with pytest.raises(SafetyScoringError, match="题库里没有题目“nonsense”"):
        Scorer(own.bank, marked=taught).trial("nonsense")


def test_which_marked_answers_a_scorer_takes(bundled_bank: Bank, own: Scorer) -> None:
    """Those of the bundled bank where no bank is named; else those that are named, or none."""
    carried = load_marked(None, bundled_bank).answers
    assert named(Scorer()) == named(Scorer(bundled_bank, marked=carried)) is not None
    assert named(Scorer(bundled_bank)) is None
    assert named(Scorer(marked=())) is None
    assert named(own) is None
    assert own.trial("confined-space") is None
    assert named(Scorer(marked=carried[:3])) == named(Scorer(bundled_bank, marked=carried[:3]))


def test_the_order_of_rows_plays_no_part(
    few: Bank, rows: list[dict[str, Any]], expected: list[bytes]
) -> None:
    order = list(range(len(rows)))
    random.Random(3).shuffle(order)  # noqa: S311 - any order but the first
    found = Scorer(few).score_many([rows[index] for index in order])
    assert [as_bytes(result) for result in found] == [expected[index] for index in order]


def test_one_by_one_or_many_at_once(few: Bank, rows: list[dict[str, Any]], expected: list[bytes]) -> None:
    scorer = Scorer(few)
    for row, many in zip(rows, expected, strict=True):
        (one,) = scorer.score_many([row])
        assert as_bytes(one) == many


QUIET = """
import logging
from safety_scoring import SafetyScoringError, Scorer, load_bank
scorer = Scorer(load_bank("examples/my-bank"))
list(scorer.score_many([{"id": "1", "question": "confined-space", "answer": "先通风。"}, {"question": "x"}]))
scorer.score("confined-space", "先通风。").override("permit", 2, by="a", why="b")
try:
    load_bank("examples/nothing")
except SafetyScoringError:
    pass
loggers = [logging.root, *(logging.getLogger(name) for name in logging.root.manager.loggerDict)]
assert not [logger for logger in loggers if logger.handlers], "a handler was added"
assert logging.root.level == logging.WARNING
import sys
assert "jieba" not in sys.modules
assert "pkg_resources" not in sys.modules
"""


def test_the_library_is_quiet() -> None:
    """Nothing on standard output or error, no log handlers, no warnings, no jieba but its own copy."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", QUIET], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
