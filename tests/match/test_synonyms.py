"""Words that the bank says mean the same: each is found for the others in set terms and in parts."""

from __future__ import annotations

from typing import Any

import pytest

from safety_scoring import Bank, KeyPoint, KeyPointResult, Question, Scorer
from safety_scoring.bank.model import Parts

WORDS = ("安全帽/头盔/安全头盔", "灭火器／灭火瓶", "绳索/缆绳")


def mark(answer: str, *synonyms: str, **point: Any) -> KeyPointResult:
    made = KeyPoint.model_validate({"id": "p", "name": "甲乙丙丁", "marks": 6, **point})
    question = Question(
        id="q", question="怎么办？", full_marks=6, reference_answers=("照办。",), key_points=(made,)
    )
    (line,) = Scorer(Bank(questions=(question,), synonyms=synonyms)).score("q", answer).key_points
    return line


FOUND = [
    pytest.param("安全帽", "头盔", id="another member"),
    pytest.param("头盔", "安全帽", id="and back"),
    pytest.param("安全头盔", "安全帽", id="a member that holds another one"),
    pytest.param("戴好安全帽", "戴好头盔", id="inside a longer term"),
    pytest.param("戴好安全帽", "戴好安全头盔", id="by a longer word"),
    pytest.param("灭火器", "灭火瓶", id="a set with a wide stroke"),
    pytest.param("安全帽 + 灭火器", "头盔和灭火瓶", id="two sets in a pair"),
    pytest.param("安全帽 + 灭火器", "头盔，灭火器", id="one of two"),
    pytest.param("安全帽和灭火器", "头盔和灭火瓶", id="two sets in one term"),
    pytest.param("安全帽", "安全帽", id="itself"),
]


@pytest.mark.parametrize(("phrase", "said"), FOUND)
def test_a_set_term_is_found_by_any_member(phrase: str, said: str) -> None:
    line = mark(f"进场要有{said}。", *WORDS, phrases=[phrase])
    assert (line.status, line.awarded) == ("covered", 6)
    (evidence,) = (item for item in line.evidence if item.kind == "phrase")
    assert (evidence.text, evidence.matched) == (said, phrase)


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        pytest.param("安全帽", "灭火瓶", id="a member of another set"),
        pytest.param("安全带", "头盔", id="a word of no set"),
        pytest.param("安全帽 + 灭火器", "头盔", id="one half of a pair"),
        pytest.param("安全帽", "头灯", id="no member"),
    ],
)
def test_other_words_are_not_found(phrase: str, said: str) -> None:
    line = mark(f"进场要有{said}。", *WORDS, phrases=[phrase])
    assert all(item.kind != "phrase" for item in line.evidence)
    assert line.awarded == 0


def test_a_bank_without_synonyms_knows_only_its_own_words() -> None:
    assert mark("进场要有头盔。", phrases=["安全帽"]).status == "missed"


def test_a_denied_member_is_denied() -> None:
    line = mark("进场没必要戴头盔。", *WORDS, phrases=["安全帽"])
    assert (line.status, line.awarded) == ("contradicted", 0)


PARTS = Parts(terms=("安全帽", "灭火器", "绳索"), full=2, half=1)


@pytest.mark.parametrize(
    ("answer", "awarded"),
    [
        pytest.param("要有头盔、灭火瓶", 6, id="two members of two parts"),
        pytest.param("要有安全帽、缆绳", 6, id="one as it is written"),
        pytest.param("要有头盔、安全帽", 3, id="two members of one part are one part"),
        pytest.param("要有头盔", 3, id="one"),
        pytest.param("要有手电", 0, id="none"),
    ],
)
def test_parts_are_found_by_any_member(answer: str, awarded: float) -> None:
    assert mark(answer, *WORDS, parts=PARTS).awarded == awarded


def test_a_part_is_named_by_the_word_of_the_bank() -> None:
    line = mark("要有头盔、灭火瓶", *WORDS, parts=PARTS)
    assert [(item.text, item.matched) for item in line.evidence] == [("头盔", "安全帽"), ("灭火瓶", "灭火器")]


def test_a_short_half_and_a_near_miss_have_members_too() -> None:
    point: dict[str, Any] = {"phrases": ["戴好安全帽"], "partial": ["有安全帽"], "not": ["卖安全帽"]}
    assert mark("有头盔", *WORDS, **point).awarded == 3
    assert mark("卖头盔", *WORDS, phrases=["安全帽"], **{"not": ["卖安全帽"]}).awarded == 0
    assert mark("戴好头盔", *WORDS, **point).awarded == 6


TREATED = [
    pytest.param({"phrases": ["程续"]}, id="a set term"),
    pytest.param({"phrases": ["另外"], "statements": ["另外有程续一说"]}, id="a statement"),
    pytest.param({"phrases": ["另外"], "partial": ["程续"]}, id="a short half"),
    pytest.param({"phrases": ["另外"], "not": ["程续"]}, id="a short near miss"),
    pytest.param({"phrases": ["另外"], "not": ["另外有程续一说不算"]}, id="a long near miss"),
    pytest.param({"parts": {"terms": ["程续", "另外"], "full": 1}}, id="a part"),
]


def kinds(other: dict[str, Any], reference: str = "按程序办理。") -> set[str]:
    """Kinds of the evidence of 按程续办理 beside a second point."""
    data = {
        "id": "q",
        "question": "怎么办？",
        "full_marks": 4,
        "reference_answers": [reference],
        "key_points": [
            {
                "id": "a",
                "name": "按程序办理",
                "marks": 2,
                "phrases": ["按程序办理", "走程序"],
                "statements": ["照程序来", "程序要走完"],
            },
            {"id": "b", "name": "乙", "marks": 2, **other},
        ],
    }
    result = Scorer(Bank(questions=(Question.model_validate(data),))).score("q", "按程续办理")
    return {item.kind for line in result.key_points for item in line.evidence}


def test_a_slip_is_read_as_the_word_of_the_bank() -> None:
    assert "slip" in kinds({"phrases": ["另外"]})


@pytest.mark.parametrize("other", TREATED)
def test_letters_of_the_bank_are_no_slip(other: dict[str, Any]) -> None:
    assert "slip" not in kinds(other)


def test_letters_of_a_reference_answer_are_no_slip() -> None:
    assert "slip" not in kinds({"phrases": ["另外"]}, "按程序办理，另有程续一说。")


def test_a_part_that_looks_like_a_slip_is_found() -> None:
    assert "parts" in kinds({"parts": {"terms": ["程续", "另外"], "full": 1}})
