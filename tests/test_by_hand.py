"""Key points that the bank leaves to a human: marked by nobody until one decides."""

from __future__ import annotations

import json

import pytest

from safety_scoring import Bank, KeyPoint, KeyPointResult, MarkedAnswer, Question, Scorer, ScoreResult
from safety_scoring.agreement.judged import judge
from safety_scoring.errors import UnknownKeyPointError
from safety_scoring.files.table import Place

CLEAR = KeyPoint(
    id="clear",
    name="表述清楚",
    marks=2,
    by_hand=True,
    hint="念一遍",
    next_step="分条重写",
    source="评分办法",
)
AIR = KeyPoint(id="air", name="通风", marks=4, phrases=("开窗通风",))
VALVE = KeyPoint(id="valve", name="关阀", marks=4, phrases=("关闭阀门",))


def scorer(*points: KeyPoint, reference: str = "关闭阀门，开窗通风。") -> Scorer:
    full = sum(point.marks for point in points)
    question = Question(
        id="q",
        question="闻到煤气味怎么办？",
        full_marks=full,
        reference_answers=(reference,),
        key_points=points,
    )
    return Scorer(Bank(questions=(question,)))


@pytest.fixture(scope="module")
def mixed() -> Scorer:
    """Two points for the machine, one between them for a human."""
    return scorer(AIR, CLEAR, VALVE)


def line(result: ScoreResult, point: str) -> KeyPointResult:
    return next(found for found in result.key_points if found.id == point)


ANSWERS = [
    pytest.param("马上关闭阀门，然后开窗通风。", 8, id="all that the machine marks"),
    pytest.param("马上关闭阀门，走到外面打电话。", 4, id="half of it"),
    pytest.param("要把意思表述清楚，表述清楚很重要。", 0, id="the name of the point itself"),
    pytest.param("今天的面条太咸，不好吃。", 0, id="something else"),
    pytest.param("", 0, id="nothing"),
]


@pytest.mark.parametrize(("answer", "marks"), ANSWERS)
def test_the_machine_awards_nothing(answer: str, marks: float, mixed: Scorer) -> None:
    result = mixed.score("q", answer)
    assert [point.id for point in result.key_points] == ["air", "clear", "valve"]
    assert line(result, "clear") == KeyPointResult(
        id="clear",
        name="表述清楚",
        marks=2,
        awarded=0,
        status="by_hand",
        confidence=0,
        reason="这个要点由人工评，程序不评，暂计 0 分。",
        hint="念一遍",
        next_step="分条重写",
        source="评分办法",
    )
    assert (result.marks, result.coverage) == (marks, marks / 10)
    assert "表述清楚" not in result.missed


@pytest.mark.parametrize("order", [(CLEAR, AIR, VALVE), (AIR, CLEAR, VALVE), (AIR, VALVE, CLEAR)])
def test_the_ledger_keeps_the_order_of_the_bank(order: tuple[KeyPoint, ...]) -> None:
    result = scorer(*order).score("q", "开窗通风")
    assert [point.id for point in result.key_points] == [point.id for point in order]
    assert [point.awarded for point in result.key_points] == [4 if point is AIR else 0 for point in order]


def test_several_points_are_left_to_a_human() -> None:
    neat = KeyPoint(id="neat", name="书写工整", marks=1, by_hand=True)
    result = scorer(CLEAR, AIR, neat).score("q", "开窗通风")
    assert [point.status for point in result.key_points] == ["by_hand", "covered", "by_hand"]
    assert result.marks == 4


def test_the_other_points_are_marked_as_if_it_were_not_there(mixed: Scorer) -> None:
    alone = scorer(AIR, VALVE)
    for answer in ("马上关闭阀门，然后开窗通风。", "要开窗，透透气", "没必要开窗通风"):
        marked, plain = mixed.score("q", answer), alone.score("q", answer)
        assert [point for point in marked.key_points if point.id != "clear"] == list(plain.key_points)
        assert marked.confidence == plain.confidence


@pytest.mark.parametrize("answer", [row.values[0] for row in ANSWERS if row.values[0]])
def test_a_human_is_asked_to_look(answer: str, mixed: Scorer) -> None:
    assert "by_hand" in mixed.score("q", str(answer)).flags
    assert "by_hand" not in scorer(AIR, VALVE).score("q", str(answer)).flags


def test_an_empty_answer_needs_no_human(mixed: Scorer) -> None:
    assert mixed.score("q", "").flags == ("blank",)


@pytest.mark.parametrize("answer", [row.values[0] for row in ANSWERS if row.values[0]])
def test_the_learner_is_told_who_marks_it(answer: str, mixed: Scorer) -> None:
    result = mixed.score("q", str(answer))
    for text in (result.feedback, result.feedback_hints):
        assert "【表述清楚】（2 分）由阅卷人评，还没有计入。" in text
        assert "分条重写" not in text
    assert "由阅卷人评" not in scorer(AIR, VALVE).score("q", str(answer)).feedback


def test_the_result_survives_json(mixed: Scorer) -> None:
    result = mixed.score("q", "开窗通风")
    data = json.loads(json.dumps(result.to_dict(), ensure_ascii=False))
    assert ScoreResult.from_dict(data, result.answer) == result
    assert data["missed"] == ["关阀"]


@pytest.mark.parametrize(("awarded", "status"), [(2, "covered"), (1.5, "partial"), (0, "missed")])
def test_a_human_decides(awarded: float, status: str, mixed: Scorer) -> None:
    before = mixed.score("q", "马上关闭阀门，然后开窗通风。")
    after = before.override("clear", awarded, by="陈老师", why="看过卷面")
    decided = line(after, "clear")
    assert (decided.status, decided.awarded, decided.confidence) == (status, awarded, 1)
    assert decided.override is not None
    assert (decided.override.machine_status, decided.override.machine_awarded) == ("by_hand", 0)
    assert (after.marks, after.passed) == (8 + awarded, True)
    assert "由阅卷人评" not in after.feedback + after.feedback_hints
    assert line(after, "air") == line(before, "air")


def test_a_decision_lets_an_answer_pass(mixed: Scorer) -> None:
    before = mixed.score("q", "马上关闭阀门，走到外面打电话。")
    after = before.override("clear", 2, by="陈老师", why="很清楚")
    assert (before.marks, before.passed, after.marks, after.passed) == (4, False, 6, True)


def test_a_decided_result_does_not_wait_for_a_human(mixed: Scorer) -> None:
    result = mixed.score("q", "马上关闭阀门，然后开窗通风。").override("clear", 2, by="陈老师", why="很清楚")
    assert "by_hand" not in result.flags


def test_a_decision_is_kept_through_another_one(mixed: Scorer) -> None:
    twice = mixed.score("q", "开窗通风")
    for awarded in (1, 2):
        twice = twice.override("clear", awarded, by="陈老师", why="看过卷面")
    decided = line(twice, "clear")
    assert (decided.awarded, decided.status) == (2, "covered")
    assert decided.override is not None
    assert decided.override.machine_status == "by_hand"


@pytest.mark.parametrize("awarded", [-0.5, 2.5])
def test_a_decision_stays_within_the_marks(awarded: float, mixed: Scorer) -> None:
    with pytest.raises(ValueError, match="不在 0 到 2 之间"):
        mixed.score("q", "开窗通风").override("clear", awarded, by="陈老师", why="很清楚")


def test_a_point_left_to_a_human_is_named_among_the_points(mixed: Scorer) -> None:
    with pytest.raises(UnknownKeyPointError, match="air、clear、valve"):
        mixed.score("q", "开窗通风").override("neat", 1, by="陈老师", why="很清楚")


def test_a_point_may_yield_to_one_left_to_a_human() -> None:
    yielding = AIR.model_copy(update={"yields_to": ("clear",)})
    assert line(scorer(yielding, CLEAR, VALVE).score("q", "开窗通风"), "air").awarded == 4


def marked(*labels: dict[str, int]) -> MarkedAnswer:
    return MarkedAnswer("a1", "q", "开窗通风", labels, None, Place("m.jsonl", "", 1))


def test_agreement_is_of_what_the_machine_marks(mixed: Scorer) -> None:
    labels = {"air": 2, "clear": 2, "valve": 0}
    judged = judge(marked(labels, labels), mixed.score("q", "开窗通风"))
    assert [(point.result.id, point.human, point.machine) for point in judged.points] == [
        ("air", 1, 1),
        ("valve", 0, 0),
    ]


def test_agreement_has_all_points_where_none_is_left_to_a_human() -> None:
    judged = judge(marked({"air": 2, "valve": 0}), scorer(AIR, VALVE).score("q", "开窗通风"))
    assert [point.result.id for point in judged.points] == ["air", "valve"]
