"""What holds for every answer: ranges, quotations, order, and that saying more never earns less."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safety_scoring import Bank, Scorer

QUESTIONS = ("redline-guarantee", "hazmat-leak", "listed-hazards", "shared-duty")
ODD = st.text(
    alphabet=st.one_of(
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
        st.sampled_from("一票否决三同时５5家，。；、：！？（）“”\n \t\u200b<p>&amp;①𠮷🔥ABc不没未別"),
        st.characters(exclude_categories=()),
    ),
    max_size=60,
)


@st.composite
def answers(draw: st.DrawFn, bank: Bank, question_id: str) -> str:
    """Statements of the bank, near misses, and odd text, in any order."""
    question = bank.question(question_id)
    texts = [text for point in question.key_points for text in (*point.statements[:6], *point.partial[:2])]
    texts += [text for point in question.key_points for text in point.not_[:2]]
    pieces = draw(st.lists(st.one_of(st.sampled_from(texts), ODD), max_size=6))
    return draw(st.sampled_from(("。", "\n", "，", " "))).join(pieces)


@pytest.mark.parametrize("question_id", QUESTIONS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_marks_and_evidence(scorer: Scorer, question_id: str, data: st.DataObject) -> None:
    """Marks stay within 0 and full marks, and every quotation stands in the answer."""
    answer = data.draw(answers(scorer.bank, question_id))
    result = scorer.score(question_id, answer)
    assert result.marks is not None
    assert 0 <= result.marks <= result.full_marks
    assert 0 <= result.coverage <= 1
    assert 0 <= result.similarity <= 1
    assert result.passed == (result.marks >= result.pass_marks)
    for point in result.key_points:
        assert 0 <= point.awarded <= point.marks
        assert 0 <= point.confidence <= 1
        assert (point.status in {"covered", "partial"}) == (point.awarded > 0)
        assert bool(point.reason) == (point.awarded < point.marks)
        assert all(answer[item.start : item.end] == item.text for item in point.evidence)
        assert point.awarded == 0 or point.evidence
    json.dumps(result.to_dict(), ensure_ascii=False)


@pytest.mark.parametrize("question_id", QUESTIONS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_saying_a_missed_point_never_lowers_coverage(
    scorer: Scorer, question_id: str, data: st.DataObject
) -> None:
    """A sentence of its own that covers a missed point leaves all other points as they were."""
    answer = data.draw(answers(scorer.bank, question_id))
    before = scorer.score(question_id, answer)
    missed = [point for point in before.key_points if point.status == "missed"]
    if not missed:
        return
    point = scorer.bank.question(question_id).key_point(data.draw(st.sampled_from(missed)).id)
    assert point is not None
    sentence = data.draw(st.sampled_from([*point.statements[:6], *point.phrases[:2]])).replace("+", "，")
    after = scorer.score(question_id, f"{answer}。\n{sentence}。")
    assert after.coverage >= before.coverage


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_count_and_order_survive(scorer: Scorer, data: st.DataObject) -> None:
    """One result a row, in the order of the rows, whatever is wrong with some of them."""
    questions = [*QUESTIONS, "no-such-question", "", None]
    rows = data.draw(
        st.lists(
            st.fixed_dictionaries(
                {"id": st.integers(), "question": st.sampled_from(questions), "answer": st.none() | ODD}
            ),
            max_size=12,
        )
    )
    results = list(scorer.score_many(rows))
    assert [result.id for result in results] == [str(row["id"]) for row in rows]
    for row, result in zip(rows, results, strict=True):
        assert (result.marks is None) == (row["question"] not in QUESTIONS)


@pytest.mark.parametrize("question_id", QUESTIONS)
def test_company_plays_no_part(scorer: Scorer, question_id: str) -> None:
    """An answer's JSON is the same alone, in a batch, and in another order."""
    question = scorer.bank.question(question_id)
    texts = [point.statements[index] for point in question.key_points for index in (0, 7, 21)]
    rows = [{"id": str(n), "question": question_id, "answer": text} for n, text in enumerate(texts)]
    alone = [scorer.score(question_id, text, id=str(n)).to_dict() for n, text in enumerate(texts)]
    assert [result.to_dict() for result in scorer.score_many(rows)] == alone
    assert [result.to_dict() for result in scorer.score_many(rows[::-1])] == alone[::-1]


def test_long_answers_are_read(scorer: Scorer) -> None:
    """A megabyte of text and 100,000 repeats of one character are marked, in linear time."""
    long = "落实一票否决。今天天气不错，大家都去爬山了。" * 20_000
    assert scorer.score("redline-guarantee", long).key_points[10].status == "covered"
    assert scorer.score("redline-guarantee", "安" * 100_000).marks == 0
