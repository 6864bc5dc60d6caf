"""The bundled bank marks itself as it should."""

from __future__ import annotations

import pytest

from safety_scoring import Bank, Question, Scorer, load_bank
from safety_scoring.authoring.check.run import check


def test_the_check_finds_nothing() -> None:
    """What `safety-scoring check --strict` holds a bank to.

    Reference answers earn full marks, those of other questions at most a fifth, statements their own
    point, near misses none, and nothing is thin.
    """
    checked = check()
    assert checked.questions >= 41
    assert checked.problems == ()


@pytest.mark.parametrize("question", load_bank().questions, ids=lambda question: question.id)
@pytest.mark.parametrize("frame", ["{}", "{}\n答：", "题：{}", "问：{}答："])
def test_pasted_question_earns_nothing(scorer: Scorer, question: Question, frame: str) -> None:
    result = scorer.score(question.id, frame.format(question.question))
    assert result.marks == 0
    assert "copied_question" in result.flags


def test_reference_answers_are_complete_and_raise_no_flag(scorer: Scorer, bundled_bank: Bank) -> None:
    for question in bundled_bank.questions:
        for text in question.reference_answers:
            result = scorer.score(question.id, text)
            assert result.coverage >= 0.95, (question.id, [p.reason for p in result.key_points if p.reason])
            assert result.flags == (), (question.id, text)
