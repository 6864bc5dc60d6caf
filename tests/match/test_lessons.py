"""What marked answers teach: where a point was earned, and what earns nothing."""

from __future__ import annotations

import pytest

from safety_scoring.bank.model import Bank, KeyPoint, Question
from safety_scoring.files.table import Place
from safety_scoring.marked.answers import MarkedAnswer
from safety_scoring.match.example import Lesson
from safety_scoring.match.examples import BankExamples
from safety_scoring.match.lessons import lessons_of
from safety_scoring.match.prepare import prepare
from safety_scoring.segment.jieba_segmenter import segmenter

SHOCK = Question(
    id="shock",
    question="发现有人触电怎么办？",
    full_marks=10,
    reference_answers=("先切断电源，再拨打急救电话，然后做心肺复苏。",),
    key_points=(
        KeyPoint(
            id="power",
            name="切断电源",
            marks=5,
            statements=("关掉总开关", "拔下插头", "拉下电闸", "断开电源", "先停电"),
        ),
        KeyPoint(
            id="call",
            name="拨打急救电话",
            marks=3,
            statements=("打120", "叫救护车", "呼叫医生", "打急救电话", "请大夫来"),
        ),
        KeyPoint(
            id="cpr",
            name="心肺复苏",
            marks=2,
            statements=("做人工呼吸", "按压胸口", "口对口吹气", "胸外按压", "按心口"),
        ),
    ),
)
(PREPARED,) = prepare(SHOCK, BankExamples(Bank(questions=(SHOCK,)), segmenter()))


def taught(
    answer: str, *labels: tuple[int, int, int], marks: float | None = None
) -> dict[str, tuple[int | None, ...]]:
    """What each stretch of an answer is taken to earn."""
    given = tuple(dict(zip(("power", "call", "cpr"), marker, strict=True)) for marker in labels)
    item = MarkedAnswer("a", "shock", answer, given, marks, Place("m.csv", "", 1))
    (lessons,) = lessons_of(PREPARED, [item])
    assert all(isinstance(lesson, Lesson) for lesson in lessons)
    return {lesson.written: lesson.labels for lesson in lessons}


ANSWER = "赶快把电闸拉了。找个电话叫救护车。别围着看。"


@pytest.mark.parametrize(
    ("answer", "labels", "stretch", "earned"),
    [
        pytest.param(ANSWER, [(2, 2, 0)], "赶快把电闸拉了", (2, None, 0), id="the stretch that earned"),
        pytest.param(
            ANSWER, [(2, 2, 0)], "找个电话叫救护车", (None, 2, 0), id="another earned another point"
        ),
        pytest.param(ANSWER, [(2, 2, 0)], "别围着看", (None, None, 0), id="whether it earns too is open"),
        pytest.param(ANSWER, [(0, 0, -1)], "赶快把电闸拉了", (0, 0, 0), id="nothing earned, nothing earns"),
        pytest.param(ANSWER, [(1, 2, 0)], "赶快把电闸拉了", (1, None, 0), id="half"),
        pytest.param(
            ANSWER, [(2, 2, 0), (0, 2, 0)], "赶快把电闸拉了", (None, None, 0), id="markers differ: open"
        ),
        pytest.param(
            ANSWER, [(2, 2, 0), (1, 2, 0)], "赶快把电闸拉了", (1, None, 0), id="full and half: half"
        ),
    ],
)
def test_where_a_point_was_earned(
    answer: str, labels: list[tuple[int, int, int]], stretch: str, earned: tuple[int | None, ...]
) -> None:
    assert taught(answer, *labels)[stretch] == earned


@pytest.mark.parametrize(
    ("marks", "stretch", "earned"),
    [
        pytest.param(8, "赶快把电闸拉了", (2, None, 0), id="5 + 3: the two that the model finds"),
        pytest.param(0, "赶快把电闸拉了", (0, 0, 0), id="nothing"),
        pytest.param(5, "赶快把电闸拉了", (2, 0, 0), id="5 is power alone, likelier than call and cpr"),
        pytest.param(10, "找个电话叫救护车", (None, 2, None), id="everything"),
        pytest.param(7.9, "赶快把电闸拉了", (2, None, 0), id="no sum comes to it: the nearest"),
    ],
)
def test_a_total_is_shared_out(marks: float, stretch: str, earned: tuple[int | None, ...]) -> None:
    assert taught(ANSWER, marks=marks)[stretch] == earned


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param("", id="blank"),
        pytest.param("……！", id="no letters"),
        pytest.param("发现有人触电怎么办", id="the question"),
    ],
)
def test_what_says_nothing_teaches_nothing(answer: str) -> None:
    assert taught(answer, (2, 0, 0)) == {}
