"""Parts of a key point: how many earn what, each its share, in the listed order, together."""

from __future__ import annotations

import pytest

from safety_scoring import Bank, KeyPoint, KeyPointResult, Question, Scorer
from safety_scoring.bank.model import Parts

GASES = ("氧气", "可燃气体", "有毒气体", "粉尘")
STEPS = ("通风", "检测", "作业")


def mark(parts: Parts, answer: str, *statements: str, marks: float = 6) -> KeyPointResult:
    point = KeyPoint(id="p", name="按要求做好", marks=marks, parts=parts, statements=statements)
    asked = "进入有限空间前要做什么？"
    question = Question(
        id="q", question=asked, full_marks=marks, reference_answers=("做好准备。",), key_points=(point,)
    )
    (line,) = Scorer(Bank(questions=(question,))).score("q", answer).key_points
    return line


EACH = Parts(terms=GASES, full=3, each=True)
SHARES = [
    pytest.param("要测温度", 0, "missed", id="none"),
    pytest.param("要测氧气", 2, "partial", id="one of three"),
    pytest.param("要测氧气、可燃气体", 4, "partial", id="two of three"),
    pytest.param("要测氧气、粉尘、可燃气体", 6, "covered", id="any three, in any order"),
    pytest.param("要测氧气、可燃气体、有毒气体、粉尘", 6, "covered", id="more than are needed"),
    pytest.param("要测氧气，再测氧气，还测氧气", 2, "partial", id="one part three times"),
    pytest.param("要测氧气。还要测粉尘。", 2, "partial", id="in two sentences they do not stand together"),
    pytest.param("不用测氧气，测粉尘", 2, "partial", id="one of them denied"),
]


@pytest.mark.parametrize(("answer", "awarded", "status"), SHARES)
def test_each_part_earns_its_share(answer: str, awarded: float, status: str) -> None:
    line = mark(EACH, answer)
    assert (line.awarded, line.status) == (awarded, status)


def test_each_part_is_quoted_with_what_it_earns() -> None:
    found = [(item.text, item.kind, item.matched) for item in mark(EACH, "要测氧气、粉尘").evidence]
    assert found == [("氧气", "parts", "氧气"), ("粉尘", "parts", "粉尘")]


@pytest.mark.parametrize(("count", "awarded"), [(1, 0.6667), (2, 1.3333), (3, 2)])
def test_shares_are_awarded_to_four_decimals(count: int, awarded: float) -> None:
    assert mark(EACH, "、".join(GASES[:count]), marks=2).awarded == awarded


@pytest.mark.parametrize(
    ("within", "answer", "awarded"),
    [
        ("answer", "要测氧气。还要测粉尘。", 4),
        ("sentence", "要测氧气，还要测粉尘。", 4),
        ("clause", "要测氧气和粉尘。", 4),
        ("clause", "要测氧气，还要测粉尘。", 2),
    ],
)
def test_shares_are_of_what_stands_together(within: str, answer: str, awarded: float) -> None:
    parts = Parts.model_validate({"terms": GASES, "full": 3, "each": True, "within": within})
    assert mark(parts, answer).awarded == awarded


@pytest.mark.parametrize(
    ("answer", "awarded"), [("要测氧气", 0), ("要测氧气、粉尘", 3), ("要测氧气、粉尘、可燃气体", 6)]
)
def test_half_is_one_step(answer: str, awarded: float) -> None:
    assert mark(Parts(terms=GASES, full=3, half=2), answer).awarded == awarded


def test_words_that_mean_the_same_are_one_part() -> None:
    parts = Parts(terms=("氧气/含氧量", "粉尘／尘"), full=2, each=True)
    assert mark(parts, "要测氧气和含氧量").awarded == 3
    assert mark(parts, "要测含氧量和粉尘").awarded == 6


ORDERED = Parts(terms=STEPS, full=3, half=2, ordered=True)
IN_ORDER = [
    pytest.param("先通风，再检测，后作业。", id="as listed"),
    pytest.param("通风、检测、作业", id="only listed"),
    pytest.param("作业前先通风，再检测。", id="named first, done last: 前"),
    pytest.param("作业之前，先通风，再检测。", id="named first, done last: 之前"),
    pytest.param("作业以前先通风，检测合格。", id="named first, done last: 以前"),
    pytest.param("检测放在通风之后，最后作业。", id="named last, done first: 放在……之后"),
    pytest.param("检测之前要通风，检测完再作业。", id="named twice"),
    pytest.param("检测前先通风，作业前先检测。", id="two that are named first"),
    pytest.param("通风在检测之前，检测在作业之前。", id="在……之前"),
    pytest.param("通风之后检测，检测之后作业。", id="之后 of what is named first"),
    pytest.param("通风完才检测，检测合格后才能作业。", id="完 and 合格后"),
    pytest.param("先通风后检测再作业", id="in one clause"),
    pytest.param("未经通风和检测，不得作业。", id="as a ban"),
    pytest.param("先通风，接着检测，然后作业，作业完再通风。", id="the first step once more at the end"),
    pytest.param("作业前必须检测，检测前必须通风。", id="told backwards, each with its 前"),
    pytest.param("作业放在检测之后，检测放在通风之后。", id="told backwards, each with its 放在……之后"),
    pytest.param("作业必须在通风和检测之后。", id="two that are done before"),
]
AGAINST = [
    pytest.param("先检测，再通风，后作业。", id="two of three turned"),
    pytest.param("作业、检测、通风", id="backwards"),
    pytest.param("先作业，后通风，再检测。", id="the last one first"),
    pytest.param("作业前先检测再通风。", id="the two before it turned"),
    pytest.param("检测在通风之前，最后作业。", id="在……之前 of the wrong one"),
    pytest.param("通风放在检测之后，最后作业。", id="放在……之后 of the wrong one"),
]


@pytest.mark.parametrize("answer", IN_ORDER)
def test_steps_in_the_listed_order(answer: str) -> None:
    line = mark(ORDERED, answer)
    assert (line.status, line.awarded) == ("covered", 6)


@pytest.mark.parametrize("answer", AGAINST)
def test_all_steps_in_another_order(answer: str) -> None:
    line = mark(ORDERED, answer)
    assert (line.status, line.awarded) == ("contradicted", 0)
    assert "先后次序不对，与要点相反，不得分" in line.reason


@pytest.mark.parametrize("answer", [*IN_ORDER, *AGAINST])
def test_the_order_is_free_where_nothing_is_said(answer: str) -> None:
    assert mark(Parts(terms=STEPS, full=3, half=2), answer).status == "covered"


SOME_STEPS = [
    pytest.param("先通风再检测。", 3, id="two in order"),
    pytest.param("通风以后作业。", 3, id="two in order, one left out"),
    pytest.param("检测放在通风之后。", 3, id="the first named last"),
    pytest.param("先检测再通风。", 0, id="two the other way round"),
    pytest.param("作业前不做什么。", 0, id="one alone"),
    pytest.param("先通风。再检测。后作业。", 0, id="in three sentences they do not stand together"),
]


@pytest.mark.parametrize(("answer", "awarded"), SOME_STEPS)
def test_some_steps_earn_half_where_they_are_in_order(answer: str, awarded: float) -> None:
    assert mark(ORDERED, answer).awarded == awarded


@pytest.mark.parametrize(
    ("answer", "awarded"),
    [
        pytest.param("先通风。再检测。后作业。", 6, id="all"),
        pytest.param("先检测。再通风。后作业。", 4, id="two of them come in order"),
        pytest.param("先作业。再检测。后通风。", 2, id="backwards: any one"),
        pytest.param("先通风。后作业。", 4, id="two"),
    ],
)
def test_each_step_in_order_earns_its_share(answer: str, awarded: float) -> None:
    parts = Parts(terms=STEPS, full=3, each=True, ordered=True, within="answer")
    assert mark(parts, answer).awarded == awarded


def test_a_statement_does_not_outvote_the_order() -> None:
    statement = "进入之前要先通风，再检测，最后作业。"
    assert mark(ORDERED, statement, statement).status == "covered"
    assert mark(ORDERED, "进入之前要先检测，再通风，最后作业。", statement).status == "contradicted"


NUMBERS = Parts(terms=("30人以上", "100人以上", "1亿元以上"), full=2, half=1)


@pytest.mark.parametrize(
    ("answer", "awarded"),
    [
        pytest.param("死亡三十人以上，重伤一百人以上", 6, id="numbers in words"),
        pytest.param("死亡三十人以上，重伤100人以上", 6, id="one of each"),
        pytest.param("损失一亿元以上", 3, id="one of them"),
        pytest.param("死亡130人以上，重伤1100人以上", 0, id="inside longer numbers"),
        pytest.param("死亡一百三十人以上，重伤一千一百人以上", 0, id="inside longer numbers in words"),
        pytest.param("损失11亿元以上", 0, id="inside a longer number"),
        pytest.param("死亡3人以上，重伤10人以上", 0, id="other numbers"),
    ],
)
def test_parts_with_numbers_however_they_are_written(answer: str, awarded: float) -> None:
    assert mark(NUMBERS, answer, "死亡三十人以上或者重伤一百人以上").awarded == awarded
