"""Training by marked answers: when it is tried, when it is used, and what it leaves as it was."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safety_scoring import Scorer, ScoreResult
from safety_scoring.bank.model import Bank, KeyPoint, Question
from safety_scoring.files.table import Place
from safety_scoring.marked.answers import MarkedAnswer
from safety_scoring.match.training import Trial

POINTS = ("drill", "exits", "patrol")
NAMES = ("应急演练", "通道畅通", "日常巡查")
MARKS = (4, 4, 2)
PHRASES = (("疏散演练", "灭火演练"), ("通道畅通", "出口畅通"), ("防火巡查", "每日巡查"))
STATEMENTS = (
    (
        "每月组织员工开展疏散演练",
        "定期练一练怎么灭火怎么逃生",
        "让大家都演练过一遍火灾逃生",
        "每季度搞一次消防演习",
        "组织员工学会使用灭火器并演练",
    ),
    (
        "清理堵塞通道的货物",
        "安全出口不能锁，保持畅通",
        "把楼梯口的杂物搬走",
        "消防通道不许停车",
        "出口和走廊不堆东西",
    ),
    (
        "安排专人每天巡查",
        "值班人员每两小时检查一遍",
        "天天有人查看电线和火源",
        "夜里也要派人巡视厂房",
        "发现火险立即整改",
    ),
)
REFERENCE = "每月组织疏散演练。清理通道，保持畅通。专人每天巡查。"
ELSEWHERE = ("食堂的红烧肉味道很好，大家都爱吃", "周末单位组织爬山看红叶", "新来的同事喜欢打篮球")

LOCAL = (
    ("每半年拉响警报让全员跑一趟", "拉响警报，全员往外跑一趟", "半年一次拉响警报，大伙跑一趟"),
    ("逃命的门口一件东西都不许摆", "门口不许摆东西", "逃命的门口别摆货"),
    ("保安打着手电转圈查看", "晚上保安打手电转圈", "保安半夜转圈查看"),
)
"""How the people of one plant say the three points; no text of the bank is like it."""


def _bank(statements: Sequence[Sequence[str]]) -> Bank:
    rows = zip(POINTS, NAMES, MARKS, PHRASES, statements, strict=True)
    points = tuple(
        KeyPoint(id=name, name=called, marks=marks, phrases=phrases, statements=tuple(said))
        for name, called, marks, phrases, said in rows
    )
    park = Question(
        id="park",
        question="工业园区的厂房怎样抓好消防工作？",
        full_marks=10,
        reference_answers=(REFERENCE,),
        key_points=points,
    )
    listed = Question(
        id="stock",
        question="盘点方式有哪些？",
        full_marks=3,
        reference_answers=("盘点方式包括定期盘点、临时盘点、循环盘点。",),
    )
    return Bank(questions=(park, listed), elsewhere=ELSEWHERE)


FULL, THIN = _bank(STATEMENTS), _bank(((), (), ()))


def _item(
    answer: str, *labels: Sequence[int], marks: float | None = None, question: str = "park"
) -> MarkedAnswer:
    given_labels = tuple(dict(zip(POINTS, label, strict=True)) for label in labels)
    return MarkedAnswer(None, question, answer, given_labels, marks, Place("m.jsonl", "", 1))


def _local(count: int, *, totals: bool = False) -> list[MarkedAnswer]:
    """Answers in the words of the plant: any of the three points, and chat."""
    items = []
    for number in range(count):
        have = [bool(number >> point & 1) for point in range(3)]
        said = [LOCAL[point][(number + point) % 3] for point in range(3) if have[point]]
        answer = "。".join(["我们厂的情况是这样的", *said, f"第{number}车间大家都很辛苦"]) + "。"
        total = sum(marks for marks, there in zip(MARKS, have, strict=True) if there)
        items.append(
            _item(answer, marks=total) if totals else _item(answer, [2 * int(there) for there in have])
        )
    return items


HELPFUL = _local(16)
ASKED = (
    "领导很重视。拉响警报让大伙跑一趟。门口不许摆货。",
    "保安打手电转圈。",
    "每月组织疏散演练，专人巡查。",
    "不搞疏散演练。",
    "食堂的菜味道很好，大家都爱吃。",
    "工业园区的厂房怎样抓好消防工作",
    "",
)
TRAINED = Scorer(FULL, marked=HELPFUL)
UNTRAINED = Scorer(FULL)


def _trial(scorer: Scorer, question: str = "park") -> Trial:
    trial = scorer.trial(question)
    assert trial is not None
    return trial


def _marked_as(scorer: Scorer, answers: Sequence[str] = ASKED, question: str = "park") -> list[str]:
    """Results as others see them, but for the signature, which always names the marked answers."""
    results = [scorer.score(question, answer).to_dict() for answer in answers]
    return [json.dumps({**result, "signature": ""}, ensure_ascii=False) for result in results]


SAID = [
    _item(text, [2 * int(point == own) for point in range(3)])
    for own, said in enumerate(STATEMENTS)
    for text in said
]
SPLIT = [
    _item(f"{LOCAL[0][number % 3]}。第{number}车间。", [2 * (number % 4 > 1), 0, 0]) for number in range(12)
]
"""Half of those who say a thing are given full marks for it, half nothing."""

LEFT_ASIDE = [
    pytest.param(FULL, "park", _local(5), "不到 6 份", False, id="five answers"),
    pytest.param(
        FULL,
        "stock",
        [_item(f"定期盘点，第{n}种", marks=1, question="stock") for n in range(8)],
        "题目没有写要点，可用 calibrate 校准总分",
        False,
        id="key points from the reference answer",
    ),
    pytest.param(
        THIN,
        "park",
        _local(8),
        "有的要点的说法和得分的作答合起来不到 5 条",
        False,
        id="four answers a point and no statements",
    ),
    pytest.param(
        _bank((*STATEMENTS[:2], STATEMENTS[2][:4])),
        "park",
        [item for item in HELPFUL if item.labels[0]["patrol"] == 0],
        "有的要点的说法和得分的作答合起来不到 5 条",
        False,
        id="one point of three lacks one",
    ),
    pytest.param(FULL, "park", SAID, "没有使评分更接近人工评分", True, id="the bank says all of it already"),
    pytest.param(FULL, "park", SPLIT, "没有使评分更接近人工评分", True, id="markers of two minds"),
    pytest.param(
        FULL,
        "park",
        [_item("！" * n, [0, 0, 0]) for n in range(1, 9)],
        "没有使评分更接近人工评分",
        True,
        id="no letters, nothing to learn",
    ),
]


@pytest.mark.parametrize(("bank", "question", "marked", "because", "tried"), LEFT_ASIDE)
def test_left_aside_the_marks_stay_exactly_as_without(
    bank: Bank, question: str, marked: list[MarkedAnswer], because: str, tried: bool
) -> None:
    scorer = Scorer(bank, marked=marked)
    trial = _trial(scorer, question)
    assert (trial.question, trial.answers, trial.used, trial.because) == (
        question,
        len(marked),
        False,
        because,
    )
    asked = (*ASKED, *(item.answer for item in marked))
    assert _marked_as(scorer, asked, question) == _marked_as(Scorer(bank), asked, question)
    if tried:
        assert trial.trained is not None
        assert trial.without is not None
        assert trial.trained >= trial.without
    else:
        assert trial.without is trial.trained is None


HELPS = [
    pytest.param(FULL, HELPFUL, id="labels, a bank with statements"),
    pytest.param(FULL, _local(6), id="six are the least"),
    pytest.param(FULL, _local(24, totals=True), id="totals only"),
    pytest.param(THIN, _local(24), id="a bank with phrases only"),
]


@pytest.mark.parametrize(("bank", "marked"), HELPS)
def test_where_it_helps_on_answers_held_out_it_is_used(bank: Bank, marked: list[MarkedAnswer]) -> None:
    """Answers that are in no fold at all are marked better, too."""
    scorer = Scorer(bank, marked=marked)
    trial = _trial(scorer)
    assert (trial.used, trial.because) == (True, "")
    assert trial.trained is not None
    assert trial.without is not None
    assert 0 <= trial.trained < trial.without <= 1
    new = [("全员听到警报跑一趟。逃命的门口不许摆货。", 8), ("半夜保安打手电转圈。", 2)]
    before = sum(abs(Scorer(bank).score("park", text).raw_marks - human) for text, human in new)
    after = sum(abs(scorer.score("park", text).raw_marks - human) for text, human in new)
    assert after < before


def test_the_mean_distance_is_a_share_of_full_marks() -> None:
    """Of answers for which the bank alone gives nothing, it is what the humans gave."""
    silent = [item for item in HELPFUL if not UNTRAINED.score("park", item.answer).raw_marks]
    owed = [MARKS[place] * item.labels[0][point] / 2 for item in silent for place, point in enumerate(POINTS)]
    assert len(silent) > 6
    assert _trial(Scorer(FULL, marked=silent)).without == pytest.approx(sum(owed) / 10 / len(silent))


def test_evidence_is_traced_to_what_a_learner_wrote() -> None:
    """The nearest text of the bank, or a stretch of a marked answer as it stands there."""
    result = TRAINED.score("park", ASKED[0])
    assert [point.status for point in result.key_points] == ["covered", "covered", "missed"]
    matched = [item.matched for point in result.key_points for item in point.evidence]
    assert matched
    for text in matched:
        assert any(text in item.answer for item in HELPFUL)
        assert any(text in said for said in LOCAL)
    (bank_says,) = (p for p in TRAINED.score("park", "每月组织员工开展疏散演练。").key_points if p.awarded)
    assert {item.matched for item in bank_says.evidence} <= {*STATEMENTS[0], *PHRASES[0], NAMES[0]}


@pytest.mark.parametrize("answer", [*ASKED, *(item.answer for item in HELPFUL[:8])])
def test_the_ledger_of_a_trained_question_explains_itself(answer: str) -> None:
    result = TRAINED.score("park", answer)
    assert result.raw_marks == pytest.approx(sum(point.awarded for point in result.key_points), abs=0.25)
    for point in result.key_points:
        assert (point.awarded > 0) == (point.status in {"covered", "partial"})
        for item in point.evidence:
            assert answer[item.start : item.end] == item.text
        if point.awarded:
            assert point.awarded <= point.marks * max(item.credit for item in point.evidence)
        if point.status != "covered":
            assert point.reason


def test_what_is_denied_stays_denied() -> None:
    """Training teaches likeness, not assent."""
    result = TRAINED.score("park", "拉响警报让全员跑一趟，完全没有必要。")
    assert result.key_points[0].status == "contradicted"


def _spaced(count: int) -> list[MarkedAnswer]:
    """One answer in copies that differ in spacing only."""
    text = "拉响警报让全员跑一趟。门口不许摆东西。"
    return [_item(text[:place] + " " * (place % 3) + text[place:], [2, 2, 0]) for place in range(count)]


def test_equal_answers_lie_in_one_fold() -> None:
    """However they are spaced: what only its own copies could teach an answer is not learnt out of fold."""
    trial = _trial(Scorer(FULL, marked=_spaced(12)))
    assert trial.trained == trial.without
    assert not trial.used


ALIKE = [
    _item("拉响警报 让全员跑一趟。", [2, 0, 0]),
    _item("拉响警报让全员跑一趟。 第1车间", [2, 0, 0]),
    _item("门口 不许摆东西。第2车间", [0, 2, 0]),
    _item("门口不许摆东西。第3车间", [0, 2, 0]),
]
"""Stretches of the same letters, otherwise written: evidence could name either."""
SET = [*_local(8), *ALIKE]
EXPECTED = Scorer(FULL, marked=SET)


@settings(max_examples=15)
@given(order=st.permutations(SET))
def test_the_order_of_the_marked_answers_plays_no_part(order: list[MarkedAnswer]) -> None:
    """Results are the same to the last letter, as the signature says."""
    scorer = Scorer(FULL, marked=order)
    asked = (*ASKED, "拉响警报让全员跑一趟", "门口不许摆东西", *(item.answer for item in SET))
    assert _trial(scorer) == _trial(EXPECTED)
    assert _trial(scorer).used
    assert [_bytes(scorer.score("park", text)) for text in asked] == [
        _bytes(EXPECTED.score("park", text)) for text in asked
    ]


def _bytes(result: ScoreResult) -> bytes:
    return json.dumps(result.to_dict(), ensure_ascii=False).encode()


def test_a_question_is_trained_by_its_own_answers_only() -> None:
    other = [_item(item.answer, marks=1, question="stock") for item in HELPFUL]
    scorer = Scorer(FULL, marked=other)
    assert scorer.trial("park") is None
    assert _marked_as(scorer) == _marked_as(UNTRAINED)


def test_a_trained_bank_of_phrases_knows_a_copied_question() -> None:
    """Coverage gives the question's words away, a fitted model pays for them: what is copied must go."""
    scorer = Scorer(THIN, marked=_local(24))
    result = scorer.score("park", "工业园区的厂房抓好消防演练")
    assert _trial(scorer).used
    assert (result.raw_marks, result.flags) == (0, ("copied_question",))
