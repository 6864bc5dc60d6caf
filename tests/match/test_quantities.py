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
