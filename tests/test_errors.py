"""Faults read as one line each, and errors carry all of them wherever they go."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from safety_scoring.errors import (
    AnswersError,
    BankError,
    CalibrationError,
    Fault,
    OutputError,
    SafetyScoringError,
    UnknownKeyPointError,
    UnknownQuestionError,
)

LINES = [
    ("only a fault", Fault("文件是空的"), "文件是空的。"),
    ("with a remedy", Fault("文件是空的", "删去它"), "文件是空的。处理办法：删去它"),
    ("with a file", Fault("文件是空的", file="a.yaml"), "a.yaml：文件是空的。"),
    ("with a line", Fault("编号重复", file="a.yaml", line=3), "a.yaml 第 3 行：编号重复。"),
    ("with a row and a column", Fault("没有答案", row=2, field="作答"), "第 2 行 作答：没有答案。"),
    (
        "with everything",
        Fault("编号重复", "换一个", "a.yaml", 3, None, "questions[0].id"),
        "a.yaml 第 3 行 questions[0].id：编号重复。处理办法：换一个",
    ),
    ("line 0 is a line", Fault("读不下去", line=0), "第 0 行：读不下去。"),
    ("a fault that ends in a stop", Fault("文件是空的。"), "文件是空的。"),
    ("a fault that asks", Fault("是不是选错了文件？", "另选"), "是不是选错了文件？处理办法：另选"),
    ("braces are only characters", Fault("字段 {x}", "写 {y}"), "字段 {x}。处理办法：写 {y}"),
]
KINDS = [
    SafetyScoringError,
    BankError,
    AnswersError,
    CalibrationError,
    OutputError,
    UnknownQuestionError,
    UnknownKeyPointError,
]
TWO = (Fault("编号重复", "换一个", "a.yaml", 3), Fault("文件是空的", file="b.yaml"))


@pytest.mark.parametrize(("fault", "text"), [row[1:] for row in LINES], ids=[why for why, _, _ in LINES])
def test_a_fault_reads_as_one_line(fault: Fault, text: str) -> None:
    assert str(fault) == text


def test_a_fault_is_frozen_and_equal_to_its_like() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        TWO[0].line = 4  # type: ignore[misc]
    assert Fault("编号重复", "换一个", "a.yaml", 3) == TWO[0] != TWO[1]


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_carries_every_fault_and_reads_as_a_list(kind: type[SafetyScoringError]) -> None:
    error = kind(fault for fault in TWO)
    assert error.faults == TWO
    assert str(error) == "a.yaml 第 3 行：编号重复。处理办法：换一个\nb.yaml：文件是空的。"


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_of_one_fault(kind: type[SafetyScoringError]) -> None:
    assert kind(TWO[1]).faults == (TWO[1],)


@pytest.mark.parametrize("kind", KINDS)
def test_every_error_is_one_of_ours(kind: type[SafetyScoringError]) -> None:
    with pytest.raises(SafetyScoringError):
        raise kind(TWO)


@pytest.mark.parametrize("kind", [UnknownQuestionError, UnknownKeyPointError])
def test_what_is_unknown_is_a_key_error_that_reads_without_quotes(kind: type[SafetyScoringError]) -> None:
    with pytest.raises(KeyError, match=r"^b\.yaml：文件是空的。$"):
        raise kind(TWO[1])


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_survives_the_way_from_another_process(kind: type[SafetyScoringError]) -> None:
    error = kind(TWO)
    for again in (copy.copy(error), pickle.loads(pickle.dumps(error))):  # noqa: S301 - pickled here
        assert type(again) is kind
        assert again.faults == TWO
        assert str(again) == str(error)
