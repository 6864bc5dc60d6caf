"""What marked answers teach: where in an answer a point was earned, and what is left open."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety_scoring.answer import read_answer
from safety_scoring.bank.model import Bank, KeyPoint, Question
from safety_scoring.files.table import Place
from safety_scoring.marked.answers import MarkedAnswer
from safety_scoring.match.example import Lesson, Targets
from safety_scoring.match.examples import BankExamples
from safety_scoring.match.lessons import lessons_of
from safety_scoring.match.likeness import compare
from safety_scoring.match.prepare import prepare
from safety_scoring.segment.jieba_segmenter import segmenter

PARK = Question(
    id="park",
    question="工业园区的厂房怎样抓好消防工作？",
    full_marks=10,
    reference_answers=("每月组织疏散演练。清理通道，保持畅通。专人每天巡查。",),
    key_points=(
        KeyPoint(
            id="drill",
            name="应急演练",
            marks=4,
            statements=(
                "每月组织员工开展疏散演练",
                "定期练一练怎么灭火怎么逃生",
                "让大家都演练过一遍火灾逃生",
                "每季度搞一次消防演习",
                "组织员工学会使用灭火器并演练",
            ),
        ),
        KeyPoint(
            id="exits",
            name="通道畅通",
            marks=4,
            statements=(
                "清理堵塞通道的货物",
                "安全出口不能锁，保持畅通",
                "把楼梯口的杂物搬走",
                "消防通道不许停车",
                "出口和走廊不堆东西",
            ),
        ),
        KeyPoint(
            id="patrol",
            name="日常巡查",
            marks=2,
            statements=(
                "安排专人每天巡查",
                "值班人员每两小时检查一遍",
                "天天有人查看电线和火源",
                "夜里也要派人巡视厂房",
                "发现火险立即整改",
            ),
        ),
    ),
)
BANK = Bank(questions=(PARK,), elsewhere=("食堂的红烧肉味道很好，大家都爱吃", "周末单位组织爬山看红叶"))
(PREPARED,) = prepare(PARK, BankExamples(BANK, segmenter()))

DRILL, EXITS, PATROL = "每个月演练逃生", "走廊的杂物搬走", "夜里派人巡视"
ALL = f"{DRILL}。{EXITS}。{PATROL}。"
COPIED = "工业园区的厂房抓好消防工作"


def _item(answer: str, *labels: dict[str, int], marks: float | None = None) -> MarkedAnswer:
    return MarkedAnswer(None, "park", answer, labels, marks, Place("m.jsonl", "", 1))


def _labels(drill: int, exits: int, patrol: int) -> dict[str, int]:
    return {"drill": drill, "exits": exits, "patrol": patrol}


def _taught(item: MarkedAnswer) -> dict[str, Targets]:
    """What each stretch teaches; no stretch teaches twice."""
    (lessons,) = lessons_of(PREPARED, [item])
    found = {lesson.written: lesson.labels for lesson in lessons}
    assert len(found) == len(lessons)
    return found


def _ledger(lessons: list[Lesson]) -> tuple[int, ...]:
    """What the points were taken to earn: of a point that earns, one stretch says so."""
    return tuple(max((lesson.labels[point] or 0) for lesson in lessons) for point in range(3))


FOUND = [
    pytest.param(
        "我们厂人多。每个月都要演练一次怎么逃生。大家辛苦了。",
        _labels(2, 0, 0),
        {
            "我们厂人多": (None, 0, 0),
            "每个月都要演练一次怎么逃生": (2, 0, 0),
            "大家辛苦了": (None, 0, 0),
        },
        id="one of three sentences earned",
    ),
    pytest.param(
        ALL,
        _labels(2, 1, 2),
        {DRILL: (2, None, None), EXITS: (None, 1, None), PATROL: (None, None, 2)},
        id="each sentence earned its own point",
    ),
    pytest.param(
        f"{DRILL}，{EXITS}",
        _labels(2, 2, 0),
        {DRILL: (2, None, 0), EXITS: (None, 2, 0)},
        id="each clause of one sentence",
    ),
    pytest.param(
        "定期练一练怎么灭火怎么逃生。每个月演练逃生。",
        _labels(2, 0, 0),
        {"定期练一练怎么灭火怎么逃生": (2, 0, 0), "每个月演练逃生": (None, 0, 0)},
        id="what says it again is left open",
    ),
    pytest.param(
        "演练时顺便把走廊的杂物搬走。",
        _labels(2, 2, 0),
        {"演练时顺便把走廊的杂物搬走": (2, 2, 0)},
        id="one stretch earned two points",
    ),
    pytest.param(
        f"{COPIED}，清理通道。",
        _labels(0, 2, 0),
        {"清理通道": (0, 2, 0)},
        id="a copied clause is no part of what earned",
    ),
]


@pytest.mark.parametrize(("answer", "labels", "taught"), FOUND)
def test_the_stretch_that_earned_is_found(
    answer: str, labels: dict[str, int], taught: dict[str, Targets]
) -> None:
    assert _taught(_item(answer, labels)) == taught


NOTHING = [
    pytest.param(f"{EXITS}，{DRILL}。大家辛苦了。", _labels(0, 0, 0), id="however like a statement it is"),
    pytest.param(f"{EXITS}，{DRILL}。", _labels(-1, 0, -1), id="what is denied earns nothing either"),
]


@pytest.mark.parametrize(("answer", "labels"), NOTHING)
def test_of_an_answer_that_earns_nothing_every_clause_earns_nothing(
    answer: str, labels: dict[str, int]
) -> None:
    taught = _taught(_item(answer, labels))
    assert list(taught) == [clause for clause in answer.replace("。", "，").split("，") if clause]
    assert set(taught.values()) == {(0, 0, 0)}


SILENT = [
    pytest.param("", _labels(0, 0, 0), id="blank"),
    pytest.param("……！？", _labels(2, 2, 2), id="no letters, whatever it was given"),
    pytest.param(f"{COPIED}。", _labels(0, 0, 0), id="copied from the question"),
    pytest.param(f"{COPIED}。", _labels(2, 2, 2), id="copied from the question and paid"),
    pytest.param("嗯。", _labels(0, 0, 0), id="a single letter"),
]


@pytest.mark.parametrize(("answer", "labels"), SILENT)
def test_what_has_no_words_of_its_own_teaches_nothing(answer: str, labels: dict[str, int]) -> None:
    assert _taught(_item(answer, labels)) == {}


@pytest.mark.parametrize("marks", [0, 5, 10])
def test_a_total_of_an_answer_without_letters_teaches_nothing(marks: float) -> None:
    assert _taught(_item("！！！", marks=marks)) == {}


MARKERS = [
    pytest.param((2,), 2, id="full"),
    pytest.param((1,), 1, id="half"),
    pytest.param((2, 1), 1, id="three quarters are a half"),
    pytest.param((2, 2, 1), 2, id="five sixths are full"),
    pytest.param((1, 1), 1, id="both a half"),
    pytest.param((0, -1), 0, id="nothing and denied are both nothing"),
    pytest.param((2, 0), None, id="they differ on whether anything is earned"),
    pytest.param((1, -1), None, id="a half and denied differ"),
    pytest.param((2, 2, 0), None, id="one of three differs"),
]


@pytest.mark.parametrize(("given_labels", "target"), MARKERS)
def test_several_markers_are_taken_together(given_labels: tuple[int, ...], target: int | None) -> None:
    taught = _taught(_item(f"{DRILL}。大家辛苦了。", *(_labels(label, 0, 0) for label in given_labels)))
    elsewhere = 0 if target == 0 else None
    assert taught == {DRILL: (target, 0, 0), "大家辛苦了": (elsewhere, 0, 0)}


def test_a_point_that_not_every_marker_judged_stays_open() -> None:
    taught = _taught(_item(ALL, _labels(2, 0, 2), {"drill": 2, "patrol": 2}))
    assert {labels[1] for labels in taught.values()} == {None}
    assert taught[DRILL][0] == taught[PATROL][2] == 2


def test_labels_of_some_points_count_more_than_a_total() -> None:
    taught = _taught(_item(ALL, {"drill": 0}, marks=10))
    assert set(taught.values()) == {(0, None, None)}


@pytest.mark.parametrize(
    ("answer", "marks", "ledger"),
    [
        pytest.param(ALL, 0, (0, 0, 0), id="nothing, however like the statements"),
        pytest.param("大家辛苦了。我们厂人多。", 10, (2, 2, 2), id="full, however unlike"),
        pytest.param(ALL, 10, (2, 2, 2), id="full marks"),
        pytest.param("大家辛苦了。", 9, (2, 2, 1), id="9 can be reached in one way only"),
        pytest.param("大家辛苦了。", 1, (0, 0, 1), id="1 can be reached in one way only"),
        pytest.param(f"{DRILL}。", 4, (2, 0, 0), id="4: the point that it speaks of"),
        pytest.param(f"{EXITS}。", 4, (0, 2, 0), id="4: the other point of as many marks"),
        pytest.param(f"{EXITS}。", 2, (0, 1, 0), id="2: half of what it speaks of"),
        pytest.param(f"{PATROL}。", 2, (0, 0, 2), id="2: all of what it speaks of"),
        pytest.param(f"{DRILL}。{PATROL}。", 3, (1, 0, 1), id="3: halves of two points"),
        pytest.param(f"{EXITS}。{PATROL}。", 3, (0, 1, 1), id="3: halves of two others"),
        pytest.param(f"{DRILL}。", 3.6, (2, 0, 0), id="3.6 cannot be reached, 4 is closest"),
        pytest.param(ALL, 9.9, (2, 2, 2), id="9.9 cannot be reached, 10 is closest"),
        pytest.param(ALL, 0.4, (0, 0, 0), id="0.4 cannot be reached, 0 is closest"),
        pytest.param("大家辛苦了。", 0.5, (0, 0, 0), id="0 and 1 are as close, it speaks of nothing"),
        pytest.param(f"{PATROL}。", 0.5, (0, 0, 1), id="0 and 1 are as close, it speaks of the point"),
    ],
)
def test_a_total_is_taken_for_the_likeliest_ledger(
    answer: str, marks: float, ledger: tuple[int, ...]
) -> None:
    (lessons,) = lessons_of(PREPARED, [_item(answer, marks=marks)])
    assert _ledger(lessons) == ledger


SENTENCES = st.lists(st.sampled_from([DRILL, EXITS, PATROL, "大家辛苦了"]), min_size=1, unique=True)


@given(sentences=SENTENCES, marks=st.integers(0, 100).map(lambda tenths: tenths / 10))
def test_no_ledger_is_closer_to_the_total_nor_as_close_and_likelier(
    sentences: list[str], marks: float
) -> None:
    """Against all 27 ledgers, tried one by one."""
    text = "。".join(sentences)
    answer = read_answer(text, segmenter())
    (chances,) = compare(PREPARED, [answer], [answer.letters]).best()

    def badness(ledger: tuple[int, ...]) -> tuple[float, float]:
        total = sum(label * point.marks / 2 for label, point in zip(ledger, PARK.key_points, strict=True))
        odds = sum(np.log(c / 2 if label else 1 - c) for label, c in zip(ledger, chances, strict=True))
        return round(abs(total - marks), 6), round(-float(odds), 6)

    (lessons,) = lessons_of(PREPARED, [_item(text, marks=marks)])
    assert badness(_ledger(lessons)) == min(map(badness, product((0, 1, 2), repeat=3)))


@given(order=st.permutations(range(5)))
def test_each_answer_teaches_the_same_whatever_stands_beside_it(order: list[int]) -> None:
    items = [
        _item(ALL, _labels(2, 2, 2)),
        _item("", _labels(0, 0, 0)),
        _item(f"{EXITS}，{COPIED}", marks=4),
        _item("大家辛苦了", _labels(0, 0, 0), _labels(2, 0, 0)),
        _item(f"{PATROL}。", marks=1),
    ]
    alone = [lessons_of(PREPARED, [item])[0] for item in items]
    assert lessons_of(PREPARED, [items[place] for place in order]) == [alone[place] for place in order]


def test_no_answers_no_lessons() -> None:
    assert lessons_of(PREPARED, []) == []
