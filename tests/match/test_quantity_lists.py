"""Quantities: alternatives, several at once, limits, and numbers that other key points ask for."""

from __future__ import annotations

import pytest

from safety_scoring import Bank, KeyPoint, KeyPointResult, Question, Scorer


def mark(answer: str, *points: KeyPoint) -> list[KeyPointResult]:
    question = Question(
        id="q",
        question="有哪些要求？",
        full_marks=sum(point.marks for point in points),
        reference_answers=("按要求做。",),
        key_points=points,
    )
    return list(Scorer(Bank(questions=(question,))).score("q", answer).key_points)


def asked(phrase: str, *quantity: str, partial: tuple[str, ...] = ()) -> KeyPoint:
    return KeyPoint(id="p", name=phrase, marks=6, phrases=(phrase,), partial=partial, quantity=quantity)


ALTERNATIVES = [
    pytest.param("1小时/60分钟", "检测间隔1小时", "covered", id="the first"),
    pytest.param("1小时/60分钟", "检测间隔60分钟", "covered", id="the second"),
    pytest.param("1小时/60分钟", "检测间隔六十分钟", "covered", id="the second in words"),
    pytest.param("1小时／60分钟", "检测间隔60分钟", "covered", id="a wide stroke"),
    pytest.param("24小时/钟头", "检测间隔二十四钟头", "covered", id="another word for the unit"),
    pytest.param(
        "1小时/60分钟", "检测间隔60小时", "contradicted", id="the number of one, the unit of the other"
    ),
    pytest.param("1小时/60分钟", "检测间隔1分钟", "contradicted", id="and the other way round"),
    pytest.param("1小时/60分钟", "检测间隔2小时", "contradicted", id="another number"),
    pytest.param("1小时/60分钟", "检测间隔30分钟", "contradicted", id="another number of the other unit"),
    pytest.param("1小时/60分钟", "检测间隔3天", "missed", id="a unit that is not asked for"),
    pytest.param("1小时/60分钟", "检测间隔要合适", "missed", id="no number"),
    pytest.param("60分钟", "检测间隔30分钟，检测间隔30分钟", "covered", id="two that add up"),
    pytest.param(
        "1小时/60分钟", "检测间隔30分钟，检测间隔30分钟", "covered", id="that add up in the other unit"
    ),
    pytest.param(
        "60分钟/1小时", "检测间隔30小时，检测间隔30小时", "contradicted", id="that add up in the wrong unit"
    ),
    pytest.param("60分钟", "检测间隔30分钟，检测间隔40分钟", "contradicted", id="that add up to more"),
]


@pytest.mark.parametrize(("quantity", "answer", "status"), ALTERNATIVES)
def test_one_of_the_alternatives_is_enough(quantity: str, answer: str, status: str) -> None:
    (line,) = mark(answer, asked("检测间隔", quantity))
    assert line.status == status


def test_what_contradicts_a_quantity_is_told() -> None:
    (line,) = mark("检测间隔2小时", asked("检测间隔", "1小时/60分钟"))
    assert line.reason == "“检测间隔2小时”与“1小时/60分钟”不符，与要点相反，不得分。"


LISTS = [
    pytest.param("30天复查2次", 6, id="both"),
    pytest.param("复查两次，复查在三十天内", 6, id="both, in two clauses"),
    pytest.param("30天复查", 3, id="the first"),
    pytest.param("复查2次", 3, id="the second"),
    pytest.param("30天复查3次", 3, id="one right, one wrong"),
    pytest.param("20天复查2次", 3, id="one wrong, one right"),
    pytest.param("20天复查3次", 0, id="both wrong"),
    pytest.param("复查", 0, id="no number"),
]


@pytest.mark.parametrize(("answer", "awarded"), LISTS)
def test_each_of_a_list_is_asked_for(answer: str, awarded: float) -> None:
    (line,) = mark(answer, asked("复查", "30天", "2次"))
    assert line.awarded == awarded


@pytest.mark.parametrize(
    ("answer", "awarded"),
    [("30天或7天复查", 6), ("30天复查", 3), ("7天复查", 3), ("15天复查", 0), ("30天和15天复查", 3)],
)
def test_a_list_of_one_unit(answer: str, awarded: float) -> None:
    (line,) = mark(answer, asked("复查", "30天", "7天"))
    assert line.awarded == awarded


def test_what_contradicts_a_list_is_told() -> None:
    (line,) = mark("15天复查", asked("复查", "30天", "7天"))
    assert line.reason == "“15天复查”与“30天、7天”不符，与要点相反，不得分。"


def test_one_of_three_earns_a_third() -> None:
    (line,) = mark("30天复查", asked("复查", "30天", "2次", "5人"))
    assert (line.status, line.awarded) == ("partial", 2)


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("室温18度", "covered"),
        ("室温20度", "covered"),
        ("室温18度至25度", "covered"),
        ("室温要合适", "missed"),
    ],
)
def test_from_and_to(answer: str, status: str) -> None:
    (line,) = mark(answer, asked("室温", "至少18度", "至多25度"))
    assert line.status == status


AT_LEAST = """\
距离10米
距离十米
距离15米
距离至少10米
距离最少12米
距离起码10米
距离大于10米
距离超过10米
距离大于或等于10米
距离大于等于10米
距离不少于10米
距离不小于10米
距离不低于10米
距离不得小于十米
距离不能低于10米
距离不应小于10米
距离不宜小于10米
距离严禁小于10米
距离10米以上
距离10米及以上
距离10米以外
距离10米开外""".splitlines()
NOT_AT_LEAST = """\
距离8米
距离10厘米
距离九点五米
距离至多10米
距离最多20米
距离不超过10米
距离不超过15米
距离不大于10米
距离不得大于10米
距离小于10米
距离小于等于10米
距离少于10米
距离低于10米
距离不足10米
距离不到10米
距离不满10米
距离10米以内
距离10米之内
距离10米以下
距离10米及以下""".splitlines()
AT_MOST = """\
动作电流30毫安
动作电流三十毫安
动作电流15毫安
动作电流至多30毫安
动作电流最多30毫安
动作电流最大30毫安
动作电流小于30毫安
动作电流小于等于30毫安
动作电流不大于30毫安
动作电流不超过30毫安
动作电流不得超过30毫安
动作电流不能大于30毫安
动作电流不要超过30毫安
动作电流不允许超过30毫安
动作电流不应当超过30毫安
动作电流不宜超过30毫安
动作电流严禁超过30毫安
动作电流禁止超过30毫安
动作电流30毫安以下
动作电流30毫安及以下
动作电流30毫安以内""".splitlines()
NOT_AT_MOST = """\
动作电流50毫安
动作电流三百毫安
动作电流至少30毫安
动作电流至少15毫安
动作电流大于30毫安
动作电流大于15毫安
动作电流大于等于30毫安
动作电流超过30毫安
动作电流不小于30毫安
动作电流不低于30毫安
动作电流不得小于30毫安
动作电流不得低于15毫安
动作电流30毫安以上
动作电流30毫安及以上
动作电流不超过50毫安""".splitlines()
LIMITED = [
    *((asked("距离", "至少10米"), answer, "covered") for answer in AT_LEAST),
    *((asked("距离", "至少10米"), answer, "contradicted") for answer in NOT_AT_LEAST),
    *((asked("动作电流", "至多30毫安"), answer, "covered") for answer in AT_MOST),
    *((asked("动作电流", "至多30毫安"), answer, "contradicted") for answer in NOT_AT_MOST),
    *((asked("距离", "至少10米"), answer, "missed") for answer in ("距离要够", "距离10")),
]


@pytest.mark.parametrize(("point", "answer", "status"), LIMITED, ids=[row[1] for row in LIMITED])
def test_limits(point: KeyPoint, answer: str, status: str) -> None:
    (line,) = mark(answer, point)
    assert line.status == status


def test_a_limit_has_alternatives_too() -> None:
    point = asked("距离", "至少2米/200厘米")
    found = [mark(f"距离{text}", point)[0].status for text in ("250厘米", "150厘米", "3米", "1米")]
    assert found == ["covered", "contradicted", "covered", "contradicted"]


def test_a_number_without_a_limit_is_that_number() -> None:
    assert mark("距离15米", asked("距离", "10米"))[0].status == "contradicted"


UNIT = KeyPoint(
    id="unit", name="单位上报期限", marks=6, phrases=("单位上报", "单位负责人上报"), quantity=("1小时",)
)
OFFICE = KeyPoint(
    id="office", name="部门逐级上报期限", marks=6, phrases=("部门逐级上报",), quantity=("2小时",)
)


@pytest.mark.parametrize(
    ("answer", "unit", "office"),
    [
        pytest.param("单位1小时上报，部门逐级2小时上报", "covered", "covered", id="each its own"),
        pytest.param("单位2小时上报", "missed", None, id="the other one's number contradicts nothing"),
        pytest.param("部门逐级1小时上报", None, "missed", id="and the other way round"),
        pytest.param("单位3小时上报", "contradicted", None, id="nobody's number"),
        pytest.param("部门逐级3小时上报", None, "contradicted", id="nobody's number of the other"),
    ],
)
def test_a_number_that_another_point_asks_for(answer: str, unit: str | None, office: str | None) -> None:
    first, second = mark(answer, UNIT, OFFICE)
    assert unit in (None, first.status)
    assert office in (None, second.status)


def test_a_number_is_wrong_where_no_other_point_asks_for_it() -> None:
    assert mark("单位2小时上报", UNIT)[0].status == "contradicted"


HALF = KeyPoint(
    id="p",
    name="单位负责人一小时内上报",
    marks=6,
    phrases=("单位负责人一小时内上报",),
    partial=("及时上报",),
    quantity=("1小时",),
)


@pytest.mark.parametrize(
    ("answer", "awarded"),
    [
        pytest.param("单位负责人一小时内上报", 6, id="a set term that holds the number"),
        pytest.param("单位负责人1小时内上报", 6, id="and in digits"),
        pytest.param("单位负责人1小时内及时上报", 6, id="the half beside the number"),
        pytest.param("及时上报", 3, id="the half, no number"),
        pytest.param("单位负责人两小时内上报", 0, id="a set term but for its number"),
        pytest.param("2小时内及时上报", 0, id="the half beside a wrong number"),
        pytest.param("没必要及时上报", 0, id="the half, denied"),
    ],
)
def test_partial_pays_half_where_no_number_is_said(answer: str, awarded: float) -> None:
    assert mark(answer, HALF)[0].awarded == awarded


NUMBERED = [
    pytest.param("30人以上", "死亡三十人以上", True, id="the answer in words"),
    pytest.param("三十人以上", "死亡30人以上", True, id="the bank in words"),
    pytest.param("30人以上", "死亡３０人以上", True, id="wide digits"),
    pytest.param("5000万元", "损失五千万元", True, id="ten thousands"),
    pytest.param("119", "拨打一一九", True, id="digit by digit"),
    pytest.param("2人", "派两人", True, id="两"),
    pytest.param("24小时 + 报告", "二十四小时之内报告", True, id="in a pair"),
    pytest.param("30人以上", "死亡130人以上", False, id="inside a longer number"),
    pytest.param("三十人以上", "死亡130人以上", False, id="inside a longer number, the bank in words"),
    pytest.param("30人以上", "死亡一百三十人以上", False, id="inside a longer number in words"),
    pytest.param("三十人以上", "死亡一百三十人以上", False, id="all in words"),
    pytest.param("119", "拨打2119", False, id="a longer telephone number"),
    pytest.param("5000万元", "损失15000万元", False, id="a longer sum"),
]


@pytest.mark.parametrize(("phrase", "answer", "found"), NUMBERED)
def test_set_terms_with_numbers(phrase: str, answer: str, found: bool) -> None:
    point = KeyPoint(id="p", name="甲乙丙丁", marks=6, phrases=(phrase,))
    (line,) = mark(answer, point)
    assert any(item.kind == "phrase" for item in line.evidence) is found
    assert (line.awarded == 6) is found
