"""What a change of the bank does to marks: every way an answer can change, and those it cannot."""

from __future__ import annotations

from typing import Any

import pytest

from safety_scoring import Bank
from safety_scoring.authoring.impact import Change, Impact, impact
from safety_scoring.files.answers import AnswerRow
from safety_scoring.files.table import Place
from safety_scoring.result import RowError

ROW = Place("answers.csv", "", 2)


def point(name: str, marks: float, *phrases: str, **fields: Any) -> dict[str, Any]:
    return {"id": name, "name": f"要点{name}", "marks": marks, "phrases": phrases, **fields}


def question(name: str, *points: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {
        "id": name,
        "question": f"第{name}题怎么答？",
        "full_marks": sum(item["marks"] for item in points) or 5,
        "reference_answers": ["看情况处理。"],
        "key_points": points,
        **fields,
    }


def bank(*questions: dict[str, Any]) -> Bank:
    return Bank.model_validate({"questions": questions})


def row(answer: str, name: str = "q", **fields: Any) -> AnswerRow:
    return AnswerRow(fields.pop("id", "001"), name, answer, {}, ROW, **fields)


POWER, CALL = point("power", 6, "切断电源"), point("call", 4, "呼叫医生")
OLD = bank(question("q", POWER, CALL))


def only(found: Impact) -> Change:
    (change,) = found.changes
    return change


CHANGES: list[tuple[str, Bank, Bank, str, tuple[float, float, bool, bool], list[tuple[Any, ...]]]] = [
    (
        "a phrase more",
        OLD,
        bank(question("q", POWER, point("call", 4, "呼叫医生", "挂牌警示"))),
        "切断电源，挂牌警示。",
        (6, 10, True, True),
        [("call", "要点call", 0, 4, "挂牌警示")],
    ),
    (
        "a phrase less: the words that the old bank paid for",
        OLD,
        bank(question("q", POWER, point("call", 4, "挂牌警示"))),
        "切断电源，呼叫医生。",
        (10, 6, True, True),
        [("call", "要点call", 4, 0, "呼叫医生")],
    ),
    (
        "over the pass mark",
        OLD,
        bank(question("q", point("power", 6, "切断电源", "拉下闸刀"), CALL)),
        "拉下闸刀。",
        (0, 6, False, True),
        [("power", "要点power", 0, 6, "拉下闸刀")],
    ),
    (
        "under the pass mark",
        OLD,
        bank(question("q", point("power", 6, "拉下闸刀"), CALL)),
        "切断电源。",
        (6, 0, True, False),
        [("power", "要点power", 6, 0, "切断电源")],
    ),
    (
        "a point that is worth less",
        OLD,
        bank(question("q", {**POWER, "marks": 5}, {**CALL, "marks": 5})),
        "切断电源。",
        (6, 5, True, False),
        [("power", "要点power", 6, 5, "切断电源")],
    ),
    (
        "a point that is required now costs the pass by a step",
        OLD,
        bank(question("q", POWER, {**CALL, "required": True})),
        "切断电源。",
        (6, 5.5, True, False),
        [],
    ),
    (
        "half of it under the old bank: the words of the new one, which pays more",
        bank(question("q", point("power", 6, "拉下闸刀", partial=["拔掉插头"]), CALL)),
        bank(question("q", point("power", 6, "拉下闸刀", "拔掉插头"), CALL)),
        "拔掉插头。",
        (3, 6, False, True),
        [("power", "要点power", 3, 6, "拔掉插头")],
    ),
    (
        "a point that only the new bank has",
        OLD,
        bank(question("q", POWER, {**CALL, "marks": 3}, point("calm", 1, "保持冷静"))),
        "切断电源，保持冷静。",
        (6, 7, True, True),
        [("calm", "要点calm", None, 1, "保持冷静")],
    ),
    (
        "a point that only the old bank had",
        OLD,
        bank(question("q", {**POWER, "marks": 10})),
        "呼叫医生。",
        (4, 0, False, False),
        [("call", "要点call", 4, None, "呼叫医生")],
    ),
    (
        "a point under another id is two points",
        OLD,
        bank(question("q", POWER, {**CALL, "id": "phone"})),
        "呼叫医生。",
        (4, 4, False, False),
        [("call", "要点call", 4, None, "呼叫医生"), ("phone", "要点call", None, 4, "呼叫医生")],
    ),
    (
        "the name is that of the new bank",
        OLD,
        bank(question("q", {**POWER, "name": "停机", "phrases": ["拉下闸刀"]}, CALL)),
        "切断电源。",
        (6, 0, True, False),
        [("power", "停机", 6, 0, "切断电源")],
    ),
]


@pytest.mark.parametrize(
    ("why", "old", "new", "answer", "marks", "points"), CHANGES, ids=[case[0] for case in CHANGES]
)
def test_what_changes(  # noqa: PLR0917 - a row of the table
    why: str,
    old: Bank,
    new: Bank,
    answer: str,
    marks: tuple[float, float, bool, bool],
    points: list[tuple[Any, ...]],
) -> None:
    before, after, passed, passes = marks
    found = impact(old, new, [row(answer)])
    assert (found.answers, found.unmarked) == (1, 0)
    change = only(found)
    assert (change.id, change.question) == ("001", "q")
    assert (change.old, change.new, change.passed, change.passes) == marks, why
    assert [(p.id, p.name, p.old, p.new, p.quote) for p in change.points] == points
    assert bool(found.gained) is (after > before)
    assert bool(found.lost) is (after < before)
    assert bool(found.now_pass) is (passes and not passed)
    assert bool(found.now_fail) is (passed and not passes)


def test_what_is_told_of_a_point() -> None:
    new = bank(question("q", POWER, {**CALL, "marks": 3}, point("calm", 1, "保持冷静")))
    told = [p.told for p in only(impact(OLD, new, [row("呼叫医生，保持冷静。")])).points]
    assert told == ["要点call 4→3“呼叫医生”", "要点calm 没有→1“保持冷静”"]


def test_a_point_that_neither_answer_earns_is_told_without_a_quotation() -> None:
    """A point that is new and missed is a difference of the bank, and quotes nothing."""
    new = bank(question("q", POWER, {**CALL, "marks": 3}, point("calm", 1, "保持冷静")))
    told = [p.told for p in only(impact(OLD, new, [row("切断电源。")])).points]
    assert told == ["要点calm 没有→0"]


def test_the_largest_loss_comes_first() -> None:
    new = bank(question("q", point("power", 6, "拉下闸刀"), point("call", 4, "挂牌警示")))
    answers = {
        "gain": "拉下闸刀。",
        "same": "不知道。",
        "loss": "呼叫医生。",
        "ruin": "切断电源，呼叫医生。",
        "swap": "切断电源，拉下闸刀。",
    }
    found = impact(OLD, new, [row(text, id=name) for name, text in answers.items()])
    assert [change.id for change in found.changes] == ["ruin", "loss", "gain"]
    assert [change.id for change in found.lost] == ["ruin", "loss"]
    assert [change.id for change in found.gained] == ["gain"]
    assert [change.id for change in found.now_fail] == ["ruin"]
    assert [change.id for change in found.now_pass] == ["gain"]
    assert found.answers == 5


BOTH = bank(question("q", POWER, CALL), question("other", POWER, CALL))
BAD = (RowError("作答是空的", "补上作答"),)
LEFT_OUT: list[tuple[str, Bank, Bank, list[AnswerRow], tuple[int, int]]] = [
    ("a question that is new", OLD, BOTH, [row("切断电源。"), row("切断电源。", "other")], (1, 1)),
    ("a question that is gone", BOTH, OLD, [row("切断电源。", "other"), row("切断电源。")], (1, 1)),
    ("an answer of no marks is marked", OLD, BOTH, [row(""), row("", "other")], (1, 1)),
    ("a question of neither bank", OLD, BOTH, [row("切断电源。", "nowhere")], (0, 0)),
    ("a row that cannot be used", OLD, BOTH, [row("切断电源。", error=BAD)], (0, 0)),
    ("no rows", OLD, BOTH, [], (0, 0)),
]


@pytest.mark.parametrize(
    ("why", "old", "new", "rows", "counts"), LEFT_OUT, ids=[case[0] for case in LEFT_OUT]
)
def test_what_is_not_compared(
    why: str, old: Bank, new: Bank, rows: list[AnswerRow], counts: tuple[int, int]
) -> None:
    found = impact(old, new, rows)
    assert (found.answers, found.unmarked) == counts, why
    assert found.changes == ()


def test_words_that_move_between_points_of_equal_pay_change_nothing() -> None:
    new = bank(question("q", point("power", 6, "呼叫医生"), point("call", 4, "切断电源")))
    assert impact(OLD, new, [row("切断电源，呼叫医生。")]) == Impact(1, 0, ())


def test_the_same_bank_changes_nothing() -> None:
    steps: list[int] = []
    rows = [row("切断电源。"), row("呼叫医生。"), row("没有必要切断电源。"), row("", id=None)]
    found = impact(OLD, OLD, rows, steps.append)
    assert found == Impact(4, 0, ())
    assert sum(steps) == 4


def test_a_denial_is_no_quotation() -> None:
    """What takes the point back stands in the ledger, too; only what pays is quoted."""
    new = bank(question("q", point("power", 6, "切断电源", "找人帮忙"), CALL))
    change = only(impact(OLD, new, [row("不用切断电源，找人帮忙。")]))
    assert [(p.old, p.new, p.quote) for p in change.points] == [(0, 3, "找人帮忙")]


def test_the_words_that_pay_most_are_quoted() -> None:
    old = bank(question("q", point("power", 6, "拉下闸刀", partial=["关灯"]), CALL))
    new = bank(question("q", point("power", 6, "拔掉插头", partial=["关灯"]), CALL))
    change = only(impact(old, new, [row("关灯，拔掉插头。")]))
    assert [(p.old, p.new, p.quote) for p in change.points] == [(3, 6, "拔掉插头")]


def test_json() -> None:
    new = bank(question("q", POWER, point("call", 4, "挂牌警示")), question("other", POWER, CALL))
    rows = [row("切断电源，呼叫医生。", id=None), row("切断电源。", "other")]
    assert impact(OLD, new, rows).to_dict() == {
        "answers": 1,
        "unmarked": 1,
        "gained": 0,
        "lost": 1,
        "now_pass": 0,
        "now_fail": 0,
        "changes": [
            {
                "id": None,
                "question": "q",
                "old": 10.0,
                "new": 6.0,
                "passed": True,
                "passes": True,
                "key_points": [
                    {"id": "call", "name": "要点call", "old": 4.0, "new": 0.0, "quote": "呼叫医生"}
                ],
            }
        ],
    }
