"""What a reference answer lists, and how much of it a complete answer needs."""

from __future__ import annotations

import pytest

from safety_scoring import Scorer
from safety_scoring.bank.model import Bank, Question
from safety_scoring.derive import derived_questions, needed_share


def _question(asked: str, *references: str, full_marks: float = 6) -> Question:
    return Question(id="q", question=asked, full_marks=full_marks, reference_answers=references)


def _names(asked: str, reference: str) -> list[str]:
    (derived,) = derived_questions(_question(asked, reference))
    return [point.name for point in derived.key_points]


@pytest.mark.parametrize(
    ("asked", "reference", "names"),
    [
        pytest.param(
            "盘点方式有哪些？",
            "盘点方式包括：定期盘点和临时盘点。",
            ["定期盘点", "临时盘点"],
            id="lead-in is no point",
        ),
        pytest.param(
            "检验有哪些形式？",
            "分为以下三种：计件、检斤、尺量。",
            ["计件", "检斤", "尺量"],
            id="counted list",
        ),
        pytest.param(
            "包装单位有哪几种？", "单件、托盘、箱。", ["单件", "托盘", "箱"], id="a member of one character"
        ),
        pytest.param(
            "配送按加工程度分为什么？",
            "加工配送、集疏配送。",
            ["加工配送", "集疏配送"],
            id="members in the question's words",
        ),
        pytest.param(
            "原则有哪些？",
            "1.及时；2.准确；3.安全。",
            ["及时", "准确", "安全"],
            id="numbered, and 及 of 及时",
        ),
        pytest.param("特点？", "网络遍及全球，费用低。", ["网络遍及全球", "费用低"], id="及 inside a word"),
        pytest.param("原则？", "准确，及时，准确。", ["准确", "及时"], id="said twice, paid once"),
        pytest.param(
            "设哪些岗位？",
            "一般包括保管员、理货员。",
            ["保管员", "理货员"],
            id="lead-in and first member in one clause",
        ),
        pytest.param("有何限制？", "有重量限制。", ["重量限制"], id="a verb that only announces"),
        pytest.param("什么是红线？", "红线", ["红线"], id="nothing but the question: all of it"),
    ],
)
def test_what_a_reference_lists(asked: str, reference: str, names: list[str]) -> None:
    """Clauses and members of enumerations, without what only announces them."""
    assert _names(asked, reference) == names


def test_points_of_a_list_have_equal_marks_that_sum_exactly() -> None:
    """Three points of one mark do not make 0.9999."""
    (derived,) = derived_questions(_question("有哪些？", "红色、黄色、蓝色。", full_marks=1))
    marks = [point.marks for point in derived.key_points]
    assert sum(marks) == pytest.approx(1, abs=1e-9)
    assert max(marks) - min(marks) < 0.001


def test_references_are_alternatives() -> None:
    """Each reference has points of its own, with ids of its own."""
    first, second = derived_questions(_question("有哪些？", "红色、黄色。", "山脉、河流、湖泊。"))
    assert (len(first.key_points), len(second.key_points)) == (2, 3)
    assert not {point.id for point in first.key_points} & {point.id for point in second.key_points}


LIST = ["定期盘点", "临时盘点"]
LONG_LIST = [
    "组织疏散演练",
    "配备灭火器材",
    "清理消防通道",
    "检修电气线路",
    "设置警示标志",
    "培训新进员工",
] * 2
EXPLANATION = [
    "由于在插入和删除的时候都需要移动后面的元素",
    "所以在频繁操作时就会比较慢",
    "而如果采用链表则只需要修改前后的指针",
]


@pytest.mark.parametrize(
    ("points", "low", "high"),
    [
        pytest.param(LIST, 1.0, 1.0, id="a short list is named in full"),
        pytest.param(LONG_LIST, 0.4, 0.8, id="a long list holds wording"),
        pytest.param(EXPLANATION, 0.2, 0.4, id="an explanation is told in other words"),
        pytest.param(EXPLANATION * 40, 0.2, 0.2, id="an essay still needs a fifth"),
        pytest.param([], 1.0, 1.0, id="nothing"),
    ],
)
def test_needed_share(points: list[str], low: float, high: float) -> None:
    """The longer and the more grammatical a reference, the less of its words a complete answer has."""
    assert low <= needed_share(points) <= high


def test_an_explanation_pays_full_marks_before_everything_is_said() -> None:
    """The marks of its points sum to more than the question's."""
    (derived,) = derived_questions(_question("为什么？", "，".join(EXPLANATION) + "。"))
    assert sum(point.marks for point in derived.key_points) > derived.full_marks


JUDGED = _question(
    "判断并解释：栈底元素不能删除", "错误。只要先让上面的元素出栈，最后就能删除栈底的那一个。", full_marks=10
)


@pytest.mark.parametrize(
    ("answer", "low", "high"),
    [
        pytest.param("错误", 5, 5, id="the verdict alone is half"),
        pytest.param(
            "不对，上面的元素先出栈，最后删除栈底的那一个", 9, 10, id="another word, and the reason"
        ),
        pytest.param("正确", 0, 0, id="the contrary verdict"),
        pytest.param(
            "正确，上面的元素先出栈，最后能删除栈底那一个",
            0,
            5.9,
            id="a reason with the contrary verdict never passes",
        ),
    ],
)
def test_a_verdict_decides(answer: str, low: float, high: float) -> None:
    """Where a question asks to judge, the verdict is half of the marks and required."""
    marks = Scorer(Bank(questions=(JUDGED,))).score("q", answer).marks
    assert marks is not None
    assert low <= marks <= high


@pytest.mark.parametrize(
    ("asked", "reference"),
    [
        pytest.param("常见的错误有哪些？", "错误、遗漏、重复。", id="nothing is to be judged"),
        pytest.param(
            "判断下面的说法是否正确", "正确，栈是先进后出的线性表。", id="the question names the verdict"
        ),
        pytest.param("判断并解释", "队列先进先出，栈先进后出。", id="the reference gives no verdict"),
    ],
)
def test_no_verdict(asked: str, reference: str) -> None:
    """Nothing is required where there is no verdict to give."""
    (derived,) = derived_questions(_question(asked, reference))
    assert not any(point.required for point in derived.key_points)
