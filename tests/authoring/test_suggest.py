"""What marked answers suggest: first what helps others, apart what does not, and never what harms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from safety_scoring import Bank
from safety_scoring.authoring.suggest import suggest
from safety_scoring.authoring.suggestion import Suggestion, Suggestions

Marked = Callable[..., Any]

WELL = [("w1", "切断电源，拨打急救电话。", [(2, 2, 0)]), ("w2", "断电，做心肺复苏。", [(2, 0, 2)])]
NOTHING = [("n1", "用干木棍把人挑开。", [(0, 0, 0)]), ("n2", "离远一点。", [(0, 0, 0)])]
SWITCH = [
    ("a1", "把闸刀拉下来，打120。", [(2, 2, 0)]),
    ("a2", "赶紧拉闸刀，再做人工呼吸。", [(2, 0, 2)]),
    ("a3", "拉下闸刀，大声喊人。", [(2, 0, 0)]),
]
DOCTOR = [
    ("d1", "快去找厂医务室的人来。", [(0, 2, 0)]),
    ("d2", "断电，喊医务室。", [(2, 2, 0)]),
    ("d3", "往医务室跑一趟，把大夫请来。", [(0, 2, 0)]),
]
FEAR = [
    ("f1", "为了防止断电停产，别动它。", [(0, 0, 0)]),
    ("f2", "防止断电要紧。", [(0, 0, 0)]),
]
HARM = [
    *WELL,
    ("b1", "去找班长。", [(0, 2, 0)]),
    ("b2", "找班长请假。", [(0, 0, 0)]),
    ("b3", "班长吃饭去了。", [(0, 0, 0)]),
    ("b4", "班长不管这个。", [(0, 0, 0)]),
]


def told(items: tuple[Suggestion, ...]) -> set[tuple[str, str, str]]:
    return {(item.key_point.id, item.field, item.text) for item in items}


CASES = [
    pytest.param(
        [*WELL, *SWITCH, *NOTHING],
        {
            ("power", "statements", "把闸刀拉下来"),
            ("power", "statements", "赶紧拉闸刀"),
            ("power", "statements", "拉下闸刀"),
        },
        set(),
        id="each way of saying it covers the others",
    ),
    pytest.param(
        [*WELL, SWITCH[0], *NOTHING],
        set(),
        {("power", "statements", "把闸刀拉下来")},
        id="one answer alone covers only itself",
    ),
    pytest.param(
        [*WELL, SWITCH[0], ("copy", " 把闸刀拉下来。打120！", [(2, 2, 0)]), *NOTHING],
        set(),
        {("power", "statements", "把闸刀拉下来")},
        id="a copy of an answer is no other answer",
    ),
    pytest.param(
        [*WELL, *DOCTOR, *NOTHING],
        {
            ("call", "phrases", "医务室"),
            ("call", "statements", "往医务室跑一趟"),
            ("call", "statements", "喊医务室"),
            ("call", "statements", "快去找厂医务室的人来"),
        },
        set(),
        id="a term that three share; what earns another point is none of it",
    ),
    pytest.param([*WELL, *NOTHING], set(), set(), id="where all agree there is nothing to add"),
    pytest.param(
        [*WELL, *FEAR, *NOTHING],
        {("power", "not", "防止断电")},
        set(),
        id="a term paid wrongly, with the word before it, is a near miss",
    ),
    pytest.param(
        [*WELL, ("h1", "大声喊人。", [(0, 1, 0)]), *NOTHING],
        set(),
        set(),
        id="half of a point as a whole sentence has no effect where statements are few",
    ),
    pytest.param(
        HARM,
        set(),
        set(),
        id="what pays more wrongly than rightly is dropped",
    ),
    pytest.param(
        [*WELL, ("m1", "把闸刀拉下来。", [(2, 0, 0), (0, 0, 0)]), *NOTHING],
        set(),
        set(),
        id="where markers differ nothing is known to be missed",
    ),
]


@pytest.mark.parametrize(("answers", "helpful", "own_only"), CASES)
def test_what_is_proposed(
    bank: Bank, marked: Marked, answers: Any, helpful: set[Any], own_only: set[Any]
) -> None:
    found = suggest(bank, marked(answers))
    assert told(found.helpful) == helpful
    assert told(found.own_only) == own_only


@pytest.fixture(scope="module")
def switch(bank: Bank, marked: Marked) -> Suggestions:
    """Three ways of saying it, and an answer that they would pay wrongly."""
    wrong = ("n3", "闸刀坏了要报修。", [(0, 0, 0)])
    return suggest(bank, marked([*WELL, *SWITCH, *NOTHING, wrong]))


def test_the_effect_is_measured_on_the_other_answers(switch: Suggestions) -> None:
    item = next(item for item in switch.helpful if item.text == "把闸刀拉下来")
    assert (item.sources, item.quote, item.tried) == (("a1",), "把闸刀拉下来，打120", 7)
    paid = {right: item.changed(paid=True, right=right, own=True) for right in (True, False)}
    assert [(change.answer, change.quote) for change in paid[True]] == [
        ("a2", "赶紧拉闸刀"),
        ("a3", "拉下闸刀"),
    ]
    assert [(change.answer, change.quote) for change in paid[False]] == [("n3", "闸刀坏了要报修")]
    assert item.point_f1 == pytest.approx((2 * 2 / (2 * 2 + 2), 2 * 4 / (2 * 4 + 1)))
    assert item.question_f1[0] < item.question_f1[1]


def test_the_best_comes_first(switch: Suggestions) -> None:
    gains = [item.gain for item in switch.helpful]
    assert len(gains) == 3
    assert gains == sorted(gains, reverse=True)


def test_a_term_that_stands_in_an_answer_that_does_not_earn_is_no_set_term(switch: Suggestions) -> None:
    assert {item.field for item in switch.helpful} == {"statements"}


def test_faults_are_counted(switch: Suggestions, bank: Bank, marked: Marked) -> None:
    assert (switch.answers, switch.faults, switch.open) == (8, 3, 0)
    harm = suggest(bank, marked(HARM))
    assert (harm.faults, harm.open, harm.dropped) == (1, 1, 1)


SPLIT = [
    pytest.param([(2, 0, 0), (0, 0, 0)], [("power", (2, 0))], id="one gives all, the other nothing"),
    pytest.param([(2, 0, 0), (1, 0, 0)], [("power", (2, 1))], id="one gives all, the other half"),
    pytest.param([(2, 0, 0), (1, 0, 0), (2, 0, 0)], [("power", (2, 1, 2))], id="one of three"),
    pytest.param([(2, 0, 0), (2, 2, 1)], [("call", (0, 2)), ("cpr", (0, 1))], id="every point is looked at"),
    pytest.param([(2, 0, 0), (2, 0, 0)], [], id="the same"),
    pytest.param([(0, 0, 0), (-1, 0, 0)], [], id="not said or denied, neither earns"),
    pytest.param([(2, 0, 0)], [], id="one marker"),
]


@pytest.mark.parametrize(("labels", "expected"), SPLIT)
def test_where_markers_differ(
    bank: Bank, marked: Marked, labels: list[tuple[int, ...]], expected: list[Any]
) -> None:
    found = suggest(bank, marked([("s1", "先断电再说。", labels), *WELL]))
    assert [(item.key_point.id, item.labels) for item in found.split] == expected
    quotes = {item.key_point.id: (item.awarded, item.quote) for item in found.split}
    assert quotes.get("power", (1, "先断电再说")) == (1, "先断电再说")


def test_answers_without_labels_are_left_out(bank: Bank, marked: Marked) -> None:
    answers = marked([*WELL, *SWITCH])
    total = replace(answers[0], labels=(), marks=5.0)
    essay = replace(answers[1], question="essay")
    found = suggest(bank, [total, essay, *answers[2:]])
    assert (found.answers, found.left_out) == (3, 2)
    assert [(question.id, count) for question, count in found.few] == [("shock", 3)]
    assert [question.id for question in found.short] == ["shock"]


def test_nothing_but_totals(bank: Bank, marked: Marked) -> None:
    found = suggest(bank, [replace(item, labels=(), marks=1.0) for item in marked(WELL)])
    assert (found.answers, found.left_out, found.helpful, found.few) == (0, 2, (), ())


def test_progress_is_told(bank: Bank, marked: Marked) -> None:
    seen: list[tuple[int, int]] = []
    suggest(bank, marked([*WELL, *SWITCH, *NOTHING]), lambda done, total: seen.append((done, total)))
    assert seen == [(number, len(seen)) for number in range(len(seen))]
    assert len(seen) == 3
