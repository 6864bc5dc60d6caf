"""Numbers that a key point asks for, however bank and answer write the unit."""

from __future__ import annotations

import pytest

from safety_scoring import Bank, KeyPoint, Question, Scorer


@pytest.mark.parametrize(
    ("quantity", "answer", "expected"),
    [
        pytest.param("30毫安/mA", "额定漏电动作电流不大于30mA", "covered", id="a unit in capitals"),
        pytest.param("30毫安/MA", "额定漏电动作电流不大于30ma", "covered", id="in small letters"),
        pytest.param("30毫安", "额定漏电动作电流不大于三十毫安", "covered", id="a number in words"),
        pytest.param("30毫安/mA", "额定漏电动作电流不大于300mA", "contradicted", id="another number"),
        pytest.param("30毫安/mA", "额定漏电动作电流要合适", "missed", id="no number"),
    ],
)
def test_units_are_read_alike(quantity: str, answer: str, expected: str) -> None:
    point = KeyPoint(
        id="trip", name="漏电动作电流不大于30毫安", marks=2, phrases=("漏电动作电流",), quantity=quantity
    )
    question = Question(
        id="q",
        question="开关箱里的保护器有什么要求？",
        full_marks=2,
        reference_answers=("漏电动作电流不大于30毫安。",),
        key_points=(point,),
    )
    (line,) = Scorer(Bank(questions=(question,))).score("q", answer).key_points
    assert line.status == expected


@pytest.mark.parametrize(
    ("quantity", "answer", "expected"),
    [
        pytest.param("15分钟", "冲洗一刻钟", "covered", id="a quarter of an hour"),
        pytest.param("30分钟", "冲洗半个小时", "covered", id="half an hour"),
        pytest.param("1小时", "冲洗1个小时", "covered", id="the unit with 个"),
        pytest.param("1小时", "冲洗60分钟", "covered", id="an hour in minutes"),
        pytest.param("至少15分钟", "冲洗半小时", "covered", id="more than the least, in hours"),
        pytest.param("至多30厘米", "冲洗0.2米", "covered", id="less than the most, in metres"),
        pytest.param("至多30厘米", "冲洗0.5 米", "contradicted", id="with a space before the unit"),
        pytest.param("1.5米", "冲洗1.5米", "covered", id="a number with a point"),
        pytest.param("1.5米", "冲洗2.5米", "contradicted", id="another number with a point"),
        pytest.param("5米", "冲洗1.5米", "contradicted", id="no part of a number with a point"),
        pytest.param("至多30厘米", "冲洗一米", "contradicted", id="more than the most, in metres"),
        pytest.param("1小时", "冲洗30分钟", "contradicted", id="half of it, in minutes"),
        pytest.param("24小时", "冲洗1天", "missed", id="a day is no 24 hours: 每天"),
    ],
)
def test_units_are_converted(quantity: str, answer: str, expected: str) -> None:
    point = KeyPoint(id="rinse", name="冲洗的时间或距离", marks=2, phrases=("冲洗",), quantity=quantity)
    question = Question(
        id="q",
        question="酸液溅到眼睛里怎么办？",
        full_marks=2,
        reference_answers=("用清水冲洗15分钟。",),
        key_points=(point,),
    )
    (line,) = Scorer(Bank(questions=(question,))).score("q", answer).key_points
    assert line.status == expected
