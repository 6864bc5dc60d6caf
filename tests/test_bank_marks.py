"""The bundled bank marks itself as it should."""

from __future__ import annotations

import pytest

from safety_scoring import Bank, Scorer, load_bank

BANK = load_bank()
REFERENCES = [
    pytest.param(question.id, text, id=f"{question.id}-{number}")
    for question in BANK.questions
    for number, text in enumerate(question.reference_answers, start=1)
]


@pytest.mark.parametrize(("question_id", "text"), REFERENCES)
def test_reference_answer_earns_nearly_full_marks(scorer: Scorer, question_id: str, text: str) -> None:
    result = scorer.score(question_id, text)
    assert result.coverage >= 0.95, [(p.name, p.status, p.reason) for p in result.key_points if p.reason]


@pytest.mark.parametrize("question", BANK.questions, ids=lambda question: question.id)
@pytest.mark.parametrize("frame", ["{}", "{}\n答：", "题：{}", "问：{}答："])
def test_pasted_question_earns_nothing(scorer: Scorer, question: object, frame: str) -> None:
    result = scorer.score(question.id, frame.format(question.question))  # type: ignore[attr-defined]
    assert result.marks == 0
    assert "copied_question" in result.flags


@pytest.mark.parametrize("question", BANK.questions, ids=lambda question: question.id)
def test_other_questions_reference_answers_earn_little(
    scorer: Scorer, bundled_bank: Bank, question: object
) -> None:
    """At most a fifth of full marks, points of the same name in both questions not counted."""
    for other in bundled_bank.questions:
        if other.id == question.id:  # type: ignore[attr-defined]
            continue
        shared = {point.name for point in other.key_points}
        for text in other.reference_answers:
            result = scorer.score(question.id, text)  # type: ignore[attr-defined]
            earned = [point for point in result.key_points if point.name not in shared and point.awarded]
            share = sum(point.awarded for point in earned) / result.full_marks
            assert share <= 0.2, (other.id, [(p.name, [e.text for e in p.evidence]) for p in earned])
