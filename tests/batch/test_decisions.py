"""Which decision fits which answer, and what is said of those that fit none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from safety_scoring.batch.decisions import Decisions
from safety_scoring.files.overrides import OverrideRow
from safety_scoring.scorer import Scorer

Decided = Callable[..., OverrideRow]

FIT = {
    "question by id, key point by id": {},
    "question by its text": {"question": "发现安全出口被锁闭，应当怎么办？"},
    "question as people write it": {"question": "3、发现安全出口被锁闭应当怎么办（10分）"},
    "key point by its name": {"key_point": "报告"},
}


@pytest.mark.parametrize("changed", FIT.values(), ids=FIT.keys())
def test_a_decision_that_fits(scorer: Scorer, override_row: Decided, changed: dict[str, Any]) -> None:
    decisions = Decisions([override_row(**changed)], scorer.bank)
    decided = decisions.apply(scorer.score("fire-exit", "打开安全出口", id="p2"))
    assert (decided.marks, decided.key_points[1].awarded, decided.key_points[1].status) == (10, 4, "covered")
    assert (decisions.applied, decisions.faults()) == (1, ())


MISFITS = {
    "another id": (
        {"id": "p3"},
        "没有编号 p3 对题目“fire-exit”的作答，这条改判没有用上",
        "照结果文件填写编号和题目",
    ),
    "ids are text: 02 is not 2": ({"id": "P2"}, "没有编号 P2 对题目", "照结果文件"),
    "a question of the bank that this person did not answer": (
        {"question": "gas-leak", "key_point": "air"},
        "没有编号 p2 对题目“gas-leak”的作答",
        "照结果文件填写编号和题目",
    ),
    "no such question": (
        {"question": "fire"},
        "题库里没有题目“fire”，这条改判没有用上",
        "照结果文件填写题目编号",
    ),
    "no such key point": (
        {"key_point": "veto"},
        "题目 fire-exit 没有要点“veto”，这条改判没有用上",
        "填写要点编号：open、report",
    ),
    "more than the point's marks": (
        {"awarded": 4.5},
        "要点“报告”的改判得分 4.5 不在 0 到 4 之间，这条改判没有用上",
        "改正改判得分",
    ),
}


@pytest.mark.parametrize(("changed", "what", "remedy"), MISFITS.values(), ids=MISFITS.keys())
def test_a_decision_that_does_not_fit(
    scorer: Scorer, override_row: Decided, changed: dict[str, Any], what: str, remedy: str
) -> None:
    decisions = Decisions([override_row(**changed)], scorer.bank)
    result = scorer.score("fire-exit", "打开安全出口", id="p2")
    assert decisions.apply(result) is result
    (fault,) = decisions.faults()
    assert fault.what.startswith(what)
    assert fault.remedy.startswith(remedy)
    assert (fault.row, decisions.applied) == (7, 0)


def test_a_name_that_two_points_bear_decides_neither(scorer: Scorer, override_row: Decided) -> None:
    decisions = Decisions([override_row(question="gas-leak", key_point="同名要点", awarded=1)], scorer.bank)
    result = scorer.score("gas-leak", "关闭阀门", id="p2")
    assert decisions.apply(result) is result
    assert decisions.faults()[0].remedy == "填写要点编号：valve、air"


def test_an_answer_that_was_not_marked_takes_no_decision(scorer: Scorer, override_row: Decided) -> None:
    decisions = Decisions([override_row()], scorer.bank)
    error = {"id": "p2", "question": "fire-exit", "answer": "", "error": ["broken"]}
    (result,) = scorer.score_many([error])
    assert decisions.apply(result) is result
    assert decisions.faults()[0].what == "编号 p2 对题目“fire-exit”的作答未能评分，这条改判没有用上"


def test_an_answer_without_id_takes_no_decision(scorer: Scorer, override_row: Decided) -> None:
    decisions = Decisions([override_row()], scorer.bank)
    result = scorer.score("fire-exit", "打开安全出口")
    assert decisions.apply(result) is result
    assert len(decisions.faults()) == 1


def test_a_repeated_id_and_question_is_decided_on_both_rows(scorer: Scorer, override_row: Decided) -> None:
    decisions = Decisions([override_row()], scorer.bank)
    results = [scorer.score("fire-exit", answer, id="p2") for answer in ("打开安全出口", "不知道")]
    assert [decisions.apply(result).key_points[1].awarded for result in results] == [4, 4]
    assert decisions.applied == 1


def test_several_decisions_on_one_answer(scorer: Scorer, override_row: Decided) -> None:
    taken = override_row(key_point="open", awarded=0, why="照抄")
    decisions = Decisions([override_row(), taken], scorer.bank)
    decided = decisions.apply(scorer.score("fire-exit", "打开安全出口", id="p2"))
    assert [point.awarded for point in decided.key_points] == [0, 4]
    assert decided.marks == 4
    assert decisions.applied == 2


def test_faults_keep_the_order_of_the_file(scorer: Scorer, override_row: Decided) -> None:
    rows = [override_row(id=name) for name in ("x", "p2", "y")]
    decisions = Decisions(rows, scorer.bank)
    decisions.apply(scorer.score("fire-exit", "打开安全出口", id="p2"))
    assert [fault.what[3:6] for fault in decisions.faults()] == ["号 x", "号 y"]
