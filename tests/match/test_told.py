"""Sentences that the bank settles word for word hold, whatever a model makes of them."""

from __future__ import annotations

from typing import Any

import pytest

from safety_scoring import Bank, KeyPoint, KeyPointResult, Question, Scorer

DUTY: dict[str, Any] = {
    "id": "duty",
    "name": "责任落实到人",
    "marks": 3,
    "statements": [
        "把责任落实到每个岗位和每个人。",
        "责任要分到人头上，谁的岗位谁负责。",
        "每个岗位都有人负责，责任写进责任书。",
        "一级抓一级，层层压实责任。",
        "谁主管谁负责，责任到岗到人。",
        "人人肩上有担子，个个身上有指标。",
        "不把责任压下去就没有安全。",
    ],
    "partial": ["领导带头讲一讲责任就很好。", "开会强调了责任，可没有分到人。", "定了责任。还没有签字。"],
    "not": [
        "把责任落实到每个岗位和每个人，那是空话。",
        "责任写进责任书，写完锁进柜子。",
        "责任是上面的事，轮不到我们操心。",
        "责任定了。人也定了。谁也不管。",
    ],
}
CHECK: dict[str, Any] = {
    "id": "check",
    "name": "隐患排查",
    "marks": 3,
    "statements": [
        "天天下现场查隐患，查到就改。",
        "组织隐患排查，建立台账。",
        "每周检查一次，发现问题马上整改。",
        "隐患要闭环治理，改完验收销号。",
        "查设备、查环境、查人的行为。",
        "先查后改。改完再查。查完记账。",
    ],
    "partial": ["偶尔下去看一看有没有隐患。"],
    "not": ["隐患排查填张表交差，现场从来不去。", "检查走走过场就行。"],
}
POINTS = {"duty": DUTY, "check": CHECK}
ELSEWHERE = ("今天食堂的面条咸了。", "周末去公园散步。")


def made(*points: dict[str, Any]) -> Scorer:
    question = Question.model_validate(
        {
            "id": "q",
            "question": "企业怎么抓安全？",
            "full_marks": sum(point["marks"] for point in points),
            "reference_answers": ["把责任落实到人，排查隐患。"],
            "key_points": points,
        }
    )
    return Scorer(Bank(questions=(question,), elsewhere=ELSEWHERE))


def few(point: dict[str, Any]) -> dict[str, Any]:
    """The point with too few statements for a model."""
    return {**point, "statements": point["statements"][-3:]}


@pytest.fixture(scope="module", params=["fitted", "compared"])
def marker(request: pytest.FixtureRequest) -> Scorer:
    """A bank with enough statements for a model, and one with too few."""
    return made(DUTY, CHECK) if request.param == "fitted" else made(few(DUTY), few(CHECK))


def line(scorer: Scorer, answer: str, point: str) -> KeyPointResult:
    return next(line for line in scorer.score("q", answer).key_points if line.id == point)


def texts(kind: str) -> list[Any]:
    """Every sentence of a kind that both banks have."""
    return [
        pytest.param(name, text, id=text)
        for name, point in POINTS.items()
        for text in (point[kind][-3:] if kind == "statements" else point[kind])
    ]


@pytest.mark.parametrize(("point", "text"), texts("statements"))
def test_a_statement_earns_all(point: str, text: str, marker: Scorer) -> None:
    found = line(marker, text, point)
    assert (found.status, found.awarded, found.reason) == ("covered", 3, "")


@pytest.mark.parametrize(("point", "text"), texts("partial"))
def test_a_partial_statement_earns_half(point: str, text: str, marker: Scorer) -> None:
    found = line(marker, text, point)
    assert (found.status, found.awarded) == ("partial", 1.5)


@pytest.mark.parametrize(("point", "text"), texts("not"))
def test_a_near_miss_earns_nothing(point: str, text: str, marker: Scorer) -> None:
    found = line(marker, text, point)
    assert (found.status in ("missed", "contradicted"), found.awarded) == (True, 0)


SAME_WORDS = [
    pytest.param("谁主管谁负责，责任到岗到人", "duty", 3, id="no mark at the end"),
    pytest.param("谁主管谁负责；责任到岗到人！", "duty", 3, id="other marks"),
    pytest.param("谁主管谁负责，責任到崗到人。", "duty", 3, id="traditional characters"),
    pytest.param("谁 主管谁负责，\n责任到岗到人。", "duty", 3, id="spaces and a wrapped line"),
    pytest.param("先查后改，改完再查，查完记账。", "check", 3, id="several sentences as one"),
    pytest.param("今天开会。先查后改。改完再查。查完记账。散会。", "check", 3, id="several among others"),
    pytest.param("责任定了，人也定了，谁也不管。", "duty", 0, id="a near miss of several sentences as one"),
    pytest.param("我们这里，定了责任。还没有签字。就是这样。", "duty", 1.5, id="a half among others"),
]


@pytest.mark.parametrize(("answer", "point", "awarded"), SAME_WORDS)
def test_letters_decide(answer: str, point: str, awarded: float, marker: Scorer) -> None:
    assert line(marker, answer, point).awarded == awarded


def test_the_sentence_is_quoted_whole(marker: Scorer) -> None:
    (evidence,) = line(marker, "大家说：先查后改。改完再查。查完记账。", "check").evidence
    assert evidence.text == "先查后改。改完再查。查完记账"
    assert (evidence.kind, evidence.matched) == ("statement", "先查后改。改完再查。查完记账。")
    assert (evidence.credit, evidence.likeness) == (1, 1)


TAKEN_BACK = [
    pytest.param("人人肩上有担子，个个身上有指标，这没必要。", "duty", id="by a comment in the sentence"),
    pytest.param("人人肩上有担子，个个身上有指标，这种做法我不赞成。", "duty", id="by a rejection"),
    pytest.param("先查后改，改完再查，查完记账，这没必要。", "check", id="three clauses"),
    pytest.param("先查后改。改完再查。查完记账，这没必要。", "check", id="the last of three sentences"),
    pytest.param(
        "先查后改。改完再查。查完记账，这种做法我不赞成。", "check", id="rejected in the last of three"
    ),
]


@pytest.mark.parametrize(("answer", "point"), TAKEN_BACK)
def test_words_outside_take_a_sentence_back(answer: str, point: str, marker: Scorer) -> None:
    found = line(marker, answer, point)
    assert (found.status, found.awarded) == ("contradicted", 0)


KEPT = [
    pytest.param("不把责任压下去就没有安全。", "duty", id="its own negative words"),
    pytest.param(
        "不把责任压下去就没有安全，大家都明白。", "duty", id="its own negative words, a comment that agrees"
    ),
    pytest.param("人人肩上有担子，个个身上有指标，必须做到。", "duty", id="a demand"),
    pytest.param("面条没必要加盐。人人肩上有担子，个个身上有指标。", "duty", id="a denial of something else"),
]


@pytest.mark.parametrize(("answer", "point"), KEPT)
def test_a_sentence_stands(answer: str, point: str, marker: Scorer) -> None:
    assert line(marker, answer, point).awarded == 3


def test_a_near_miss_takes_back_only_itself(marker: Scorer) -> None:
    answer = "责任写进责任书，写完锁进柜子。人人肩上有担子，个个身上有指标。"
    assert line(marker, answer, "duty").awarded == 3


def test_the_longer_of_two_sentences_holds() -> None:
    both = {
        **DUTY,
        "statements": [*DUTY["statements"], "责任层层落实，人人有责。"],
        "partial": ["责任层层落实，人人有责。光靠嘴说。"],
    }
    scorer = made(both, CHECK)
    assert line(scorer, "责任层层落实，人人有责。", "duty").awarded == 3
    assert line(scorer, "责任层层落实，人人有责。光靠嘴说。", "duty").awarded == 1.5


def test_a_near_miss_holds_against_all_parts() -> None:
    parts = {"terms": ["通风", "检测"], "full": 2}
    point = {
        "id": "p",
        "name": "先通风后检测",
        "marks": 3,
        "parts": parts,
        "not": ["通风检测都写在本子上，人不到现场。"],
    }
    scorer = made(point)
    assert line(scorer, "通风检测都写在本子上，人不到现场。", "p").awarded == 0
    assert line(scorer, "通风检测都做到，人要到现场。", "p").awarded == 3


def test_a_statement_does_not_stand_for_the_number() -> None:
    point = {
        "id": "p",
        "name": "上报期限",
        "marks": 3,
        "statements": ["出了事要赶紧往上报告。"],
        "quantity": "1小时",
    }
    scorer = made(point)
    assert line(scorer, "出了事要赶紧往上报告。", "p").awarded == 0
    assert line(scorer, "出了事1小时要赶紧往上报告。", "p").awarded == 3


def test_set_terms_are_taken_back_by_what_stands_around_them() -> None:
    point = {
        "id": "p",
        "name": "甲乙丙丁",
        "marks": 3,
        "phrases": ["一票否决制度"],
        "not": ["一票否决制度没必要"],
    }
    assert line(made(point), "实行一票否决制度", "p").awarded == 3
    assert line(made(point), "一票否决制度没必要", "p").awarded == 0
    assert line(made(point), "没必要搞一票否决制度", "p").awarded == 0


def test_a_text_of_nothing_but_stops_is_no_sentence() -> None:
    point = KeyPoint(id="p", name="关阀", marks=2, phrases=("关阀",), statements=("………………！",))
    question = Question(
        id="q", question="漏气怎么办？", full_marks=2, reference_answers=("关阀。",), key_points=(point,)
    )
    (line,) = Scorer(Bank(questions=(question,))).score("q", "……").key_points
    assert line.awarded == 0
