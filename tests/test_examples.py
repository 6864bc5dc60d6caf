"""Every file of examples/ does what it says: answers are marked, scripts run, the small bank marks well."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from safety_scoring import Bank, Scorer, ScoreResult, load_bank
from safety_scoring.authoring.suggest import suggest
from safety_scoring.files.answers import AnswerFile, read_answers
from safety_scoring.files.overrides import read_overrides
from safety_scoring.marked.read import read_marked

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"


def test_every_example_is_run_here() -> None:
    names = {path.relative_to(EXAMPLES).as_posix() for path in EXAMPLES.rglob("*") if path.is_file()}
    assert {name for name in names if "__pycache__" not in name} == {
        "answers.csv",
        "class-export.xlsx",
        "overrides.csv",
        "marked.csv",
        "feedback.py",
        "training_platform.py",
        "my-bank/confined-space.yaml",
        "my-bank/fire-extinguisher.yaml",
    }


def read(name: str, bank: Bank) -> AnswerFile:
    return read_answers(EXAMPLES / name, {question.id: question.question for question in bank.questions})


def mark(file: AnswerFile, scorer: Scorer) -> list[ScoreResult]:
    rows = [{"id": r.id, "question": r.question, "answer": r.answer, "row": r.row} for r in file.rows]
    return list(scorer.score_many(rows))


@pytest.fixture(scope="module")
def marked(scorer: Scorer) -> list[ScoreResult]:
    """The results of answers.csv."""
    return mark(read("answers.csv", scorer.bank), scorer)


def test_answers_of_every_style_to_eleven_questions(bundled_bank: Bank, marked: list[ScoreResult]) -> None:
    asked = Counter(result.question for result in marked)
    assert len(asked) == 11
    assert asked.keys() <= {question.id for question in bundled_bank.questions}
    assert min(asked.values()) >= 4
    assert len({result.id for result in marked}) == len(marked) >= 44
    assert all({"姓名", "单位"} == result.row.keys() for result in marked)
    flags = {flag for result in marked for flag in result.flags}
    assert flags >= {"blank", "copied_question", "off_topic"}
    statuses = {point.status for result in marked for point in result.key_points}
    assert statuses == {"covered", "partial", "missed", "contradicted"}
    shares = sorted(result.marks / result.full_marks for result in marked)
    assert shares[0] == 0
    assert shares[-1] >= 0.9


def test_evidence_slices_back_to_its_quotation(marked: list[ScoreResult]) -> None:
    evidence = [(result, item) for result in marked for point in result.key_points for item in point.evidence]
    assert len(evidence) > len(marked)
    assert [item for result, item in evidence if result.answer[item.start : item.end] != item.text] == []


def test_a_survey_platform_s_export(scorer: Scorer) -> None:
    file = read("class-export.xlsx", scorer.bank)
    assert (file.shape, file.unplaced, file.faults) == ("wide", [], [])
    results = mark(file, scorer)
    asked = ["redline-meaning", "redline-guarantee", "shared-duty"]
    assert [(result.id, result.question) for result in results] == [
        (str(person), question) for person in range(1, 7) for question in asked
    ]
    assert results[0].row["姓名"] == "周晓东"
    assert [result.id for result in results if "blank" in result.flags] == ["6"]


def test_decisions_fit_the_export(scorer: Scorer) -> None:
    results = {(r.id, r.question): r for r in mark(read("class-export.xlsx", scorer.bank), scorer)}
    decisions = read_overrides(EXAMPLES / "overrides.csv")
    assert len(decisions) == 2
    for decision in decisions:
        result = results[decision.id, decision.question]
        decided = result.override(decision.key_point, decision.awarded, by=decision.by, why=decision.why)
        assert decided.marks >= result.marks


def test_marked_answers_show_what_the_small_bank_lacks() -> None:
    bank = load_bank(EXAMPLES / "my-bank")
    file = read_marked(EXAMPLES / "marked.csv", bank)
    assert (len(file.answers), file.faults, file.notices) == (17, (), ())
    found = suggest(bank, file.answers)
    assert {item.question.id for item in found.helpful} == {question.id for question in bank.questions}
    assert any(change.right for item in found.helpful for change in item.changes)
    assert any(not change.right for item in found.helpful for change in item.changes)
    assert [item.answer for item in found.split] == ["m08", "m09"]


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("training_platform.py", ["5 分", "改判后：8 / 10，及格"]),
        (
            "feedback.py",
            ["题目：对安全生产“党政同责、一岗双责”怎么理解？", "先看提示，再答一次：", "完整反馈："],
        ),
    ],
)
def test_a_script_runs(script: str, says: list[str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", str(EXAMPLES / script)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert [text for text in says if text not in done.stdout] == []
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def own() -> Scorer:
    """A scorer with the bank of ten minutes."""
    return Scorer(load_bank(EXAMPLES / "my-bank"))


def test_reference_answers_of_the_small_bank_earn_full_marks(own: Scorer) -> None:
    for question in own.bank.questions:
        for answer in question.reference_answers:
            assert own.score(question.id, answer).marks >= 0.95 * question.full_marks


@pytest.mark.parametrize(
    ("question", "answer", "marks", "why"),
    [
        ("confined-space", "先通风，再检测气体。", 5, "two set terms"),
        ("confined-space", "先办作业票，打开人孔通风。", 4, "two terms that meet in one sentence"),
        ("confined-space", "没必要检测气体。", 0, "denied"),
        ("confined-space", "进入受限空间作业前要做好哪些准备？", 0, "the question copied"),
        ("fire-extinguisher", "拔掉保险销，对准火焰根部。", 4, "two set terms"),
        ("fire-extinguisher", "今天食堂的菜很好吃。", 0, "something else"),
        ("fire-extinguisher", "", 0, "blank"),
    ],
)
def test_what_the_small_bank_marks(own: Scorer, question: str, answer: str, marks: float, why: str) -> None:
    assert own.score(question, answer).marks == marks, why
