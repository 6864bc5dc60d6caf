"""A bank made in Python keeps the same rules as one that is read from files."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from safety_scoring.bank.model import Bank, KeyPoint, Parts, Question
from safety_scoring.errors import UnknownQuestionError
from safety_scoring.text.numerals import find_quantities

GAS: dict[str, Any] = {
    "id": "gas",
    "question": "闻到煤气味怎么办？",
    "full_marks": 4,
    "reference_answers": ["关闭阀门，开窗通风。"],
    "key_points": [
        {"id": "valve", "name": "关阀", "marks": 2, "not": ["点火查看"]},
        {"id": "air", "name": "通风", "marks": 2, "yields_to": ["valve"]},
    ],
}


def question(**changed: Any) -> Question:
    return Question.model_validate({**GAS, **changed})


def points(*changes: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**point, **change} for point, change in zip(GAS["key_points"], changes, strict=True)]


# full marks, pass mark, step
DEFAULTS = [
    (20, 12, 0.5),
    (12, 7.2, 0.5),
    (5, 3, 0.5),
    (4, 2.4, 0.2),
    (3, 1.8, 0.15),
    (1, 0.6, 0.05),
    (0.7, 0.42, 0.035),
]


@pytest.mark.parametrize(("full", "passing", "step"), DEFAULTS)
def test_pass_mark_and_step_where_they_are_left_out(full: float, passing: float, step: float) -> None:
    made = question(full_marks=full, key_points=[])
    assert (made.pass_marks, made.mark_step) == (passing, step)


def test_pass_mark_and_step_where_they_are_given() -> None:
    made = question(pass_marks=1, mark_step=1)
    assert (made.pass_marks, made.mark_step, made.similarity_weight) == (1, 1, 0)


ALONE = [
    ("without key points", {"key_points": []}),
    ("a pass mark of nothing", {"pass_marks": 0}),
    ("everything needed to pass", {"pass_marks": 4}),
    ("one step", {"mark_step": 4}),
    ("half by similarity", {"similarity_weight": 0.5}),
    (
        "marks that add up in tenths",
        {"full_marks": 0.3, "key_points": points({"marks": 0.1}, {"marks": 0.2})},
    ),
]


@pytest.mark.parametrize("changed", [row[1] for row in ALONE], ids=[row[0] for row in ALONE])
def test_a_question_at_its_limits_holds(changed: dict[str, Any]) -> None:
    assert question(**changed).id == "gas"


REFUSED = [
    ("marks that do not add up", {"full_marks": 5}, "各要点分值之和为 4，与满分 5 不符"),
    ("a pass mark above full marks", {"pass_marks": 4.5}, "pass_marks（4.5）超过满分（4）"),
    ("a step above full marks", {"mark_step": 5}, "mark_step（5）超过满分（4）"),
    (
        "two faults in one message",
        {"full_marks": 3, "pass_marks": 4},
        "pass_marks（4）超过满分（3）；各要点分值之和为 4，与满分 3 不符",
    ),
    (
        "the same id twice",
        {"key_points": points({"id": "air", "yields_to": []}, {"yields_to": []})},
        "要点编号 air 重复",
    ),
    (
        "giving way to nobody",
        {"key_points": points({}, {"yields_to": ["x"]})},
        "要点 air 的 yields_to 指向不存在的要点 x",
    ),
    (
        "giving way to itself",
        {"key_points": points({}, {"yields_to": ["air"]})},
        "要点 air 的 yields_to 指向它自己",
    ),
    (
        "giving way to each other",
        {"key_points": points({"yields_to": ["air"]}, {})},
        "要点 valve 和 air 互相让分",
    ),
]


@pytest.mark.parametrize(
    ("changed", "message"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_a_question_that_contradicts_itself(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError) as caught:
        question(**changed)
    (error,) = caught.value.errors()
    assert message in error["msg"]


def test_three_points_that_give_way_in_a_circle() -> None:
    three = [
        {"id": i, "name": i, "marks": 1, "yields_to": [j]} for i, j in (("a", "b"), ("b", "c"), ("c", "a"))
    ]
    with pytest.raises(ValidationError, match=r"要点 a 和 b 互相让分.*要点 c 和 a 互相让分"):
        question(full_marks=3, key_points=three)


def test_points_that_give_way_in_a_line_hold() -> None:
    three = [
        {"id": i, "name": i, "marks": 1, "yields_to": j}
        for i, j in (("a", ["b", "c"]), ("b", ["c"]), ("c", []))
    ]
    assert len(question(full_marks=3, key_points=three).key_points) == 3


PARTS = [
    ("three of two", {"full": 3}, "full 为 3，而 terms 只有 2 个部分"),
    ("half is all", {"full": 2, "half": 2}, "half（2）应小于 full（2）"),
    ("a part without words", {"terms": ["/ ／", "门"], "full": 2}, "只有分隔号，没有词"),
]


@pytest.mark.parametrize(("changed", "message"), [row[1:] for row in PARTS], ids=[row[0] for row in PARTS])
def test_parts_that_contradict_themselves(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Parts.model_validate({"terms": ["窗/窗户", "门"], **changed})


def test_parts_stand_together_in_a_sentence_where_nothing_is_said() -> None:
    assert Parts(terms=("窗", "门"), full=2).within == "sentence"


QUANTITIES = [
    *(
        "5家",
        "5 家",
        "24小时/钟头",
        "1.5万吨",
        "五家",
        "十二人",
        "一百零五米",
        "两百五十人",
        "三千家",
        "两万户",
        "一亿元",
    ),
    *("一一九次", "零起", "〇起", "十万八千里", "10千伏"),
]
NO_QUANTITIES = [
    "5",
    "五",
    "家",
    "",
    "5/",
    "5//",
    "万一家",
    "千万",
    "三五家",
    "两三家",
    "十万八家",
    "二三十家",
    "５家",
    "5.家",
    "一亿万家",
]


@pytest.mark.parametrize("quantity", QUANTITIES)
def test_a_quantity(quantity: str) -> None:
    assert KeyPoint(id="a", name="甲", marks=1, quantity=quantity).quantity == (quantity,)


@pytest.mark.parametrize("quantity", NO_QUANTITIES)
def test_no_quantity(quantity: str) -> None:
    with pytest.raises(ValidationError):
        KeyPoint(id="a", name="甲", marks=1, quantity=quantity)


@given(st.text(alphabet="零〇一二两三九十百千万亿", min_size=1, max_size=9))
def test_a_quantity_that_the_bank_accepts_is_a_number_to_marking(numeral: str) -> None:
    try:
        KeyPoint(id="a", name="甲", marks=1, quantity=f"{numeral}家")
    except ValidationError:
        return
    assert [(q.start, q.end) for q in find_quantities(f"{numeral}家")] == [(0, len(numeral))]


def test_near_misses_are_written_as_in_the_file_or_as_in_python() -> None:
    assert question().key_points[0].not_ == KeyPoint(id="a", name="甲", marks=1, not_=("点火查看",)).not_


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValidationError, match="hnit"):
        question(hnit="想一想")


def test_texts_are_stripped_and_never_empty() -> None:
    assert question(question=" 怎么办？ ").question == "怎么办？"
    with pytest.raises(ValidationError):
        question(question=" ")


@pytest.mark.parametrize("name", ["full_marks", "key_points"])
def test_a_question_is_frozen(name: str) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        setattr(question(), name, None)


def test_a_key_point_is_found_by_its_id() -> None:
    made = question()
    assert made.key_point("air") is made.key_points[1]
    assert made.key_point("water") is None


def test_a_question_is_found_by_its_id() -> None:
    bank = Bank(questions=(question(), question(id="fire")))
    assert bank.question("fire") is bank.questions[1]
    with pytest.raises(UnknownQuestionError) as caught:
        bank.question("flood")
    assert (
        str(caught.value) == "题库里没有题目“flood”。处理办法：用 safety-scoring questions 查看全部题目编号"
    )


def test_a_bank_has_questions_of_different_ids() -> None:
    with pytest.raises(ValidationError, match="题目编号重复：gas"):
        Bank(questions=(question(), question()))
    with pytest.raises(ValidationError):
        Bank(questions=())


CONTENT = [
    ("another question", {"questions": (question(id="fire"),)}),
    ("another phrase", {"questions": (question(key_points=points({"phrases": ["关总阀"]}, {})),)}),
    ("another near miss", {"questions": (question(key_points=points({"not": ["开灯"]}, {})),)}),
    ("another pass mark", {"questions": (question(pass_marks=3),)}),
    ("a sentence about something else", {"elsewhere": ("面条咸了。",)}),
]


@pytest.mark.parametrize("changed", [row[1] for row in CONTENT], ids=[row[0] for row in CONTENT])
def test_other_content_has_another_fingerprint(changed: dict[str, Any]) -> None:
    bank = Bank(questions=(question(),))
    assert bank.fingerprint == Bank(questions=(question(pass_marks=2.4),)).fingerprint
    assert Bank(**{"questions": bank.questions, **changed}).fingerprint != bank.fingerprint


def test_a_fingerprint_is_twelve_hexadecimal_digits() -> None:
    fingerprint = Bank(questions=(question(),)).fingerprint
    assert len(fingerprint) == 12
    assert int(fingerprint, 16) >= 0


def test_a_bank_survives_the_way_to_another_process() -> None:
    bank = Bank(questions=(question(),), elsewhere=("面条咸了。",))
    sent = pickle.loads(pickle.dumps(bank))  # noqa: S301 - it was pickled here
    assert sent == bank
    assert sent.fingerprint == bank.fingerprint
