"""A scorer of two questions, made once, and rows to order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from safety_scoring import Bank, Scorer
from safety_scoring.files.answers import AnswerRow
from safety_scoring.files.overrides import OverrideRow
from safety_scoring.files.table import Place

QUESTIONS = [
    {
        "id": "fire-exit",
        "question": "发现安全出口被锁闭，应当怎么办？",
        "full_marks": 10,
        "reference_answers": ["立即打开安全出口，报告值班负责人，并做好记录。"],
        "key_points": [
            {"id": "open", "name": "打开出口", "marks": 6, "required": True, "phrases": ["打开安全出口"]},
            {"id": "report", "name": "报告", "marks": 4, "phrases": ["报告值班负责人", "上报"]},
        ],
    },
    {
        "id": "gas-leak",
        "question": "闻到“煤气”味，第一步做什么？",
        "full_marks": 5,
        "reference_answers": ["立即关闭阀门，开窗通风。"],
        "key_points": [
            {"id": "valve", "name": "同名要点", "marks": 3, "phrases": ["关闭阀门"]},
            {"id": "air", "name": "同名要点", "marks": 2, "phrases": ["开窗通风"]},
        ],
    },
]


@pytest.fixture(scope="session")
def scorer() -> Scorer:
    return Scorer(Bank.model_validate({"questions": QUESTIONS}))


@pytest.fixture
def answer_row() -> Callable[..., AnswerRow]:
    """An answer that stands on the given line of answers.csv."""

    def made(
        line: int, question: str = "fire-exit", answer: str = "打开安全出口", **changed: Any
    ) -> AnswerRow:
        values = {"id": f"p{line}", "question": question, "answer": answer, "row": {}, "error": ()}
        return AnswerRow(**{**values, **changed}, place=Place("answers.csv", "", line))

    return made


@pytest.fixture
def override_row() -> Callable[..., OverrideRow]:
    """A decision that stands on row 7 of a sheet."""

    def made(**changed: Any) -> OverrideRow:
        values = {
            "id": "p2",
            "question": "fire-exit",
            "key_point": "report",
            "awarded": 4.0,
            "by": "陈老师",
            "why": "口头补充",
            "place": Place("改判.xlsx", "要点得分", 7),
        }
        return OverrideRow(**{**values, **changed})

    return made
