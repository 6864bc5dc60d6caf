"""Calibrations: curves that never fall, files for people, every fault at once, and what they do to marks."""

from __future__ import annotations

import dataclasses
import doctest
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety_scoring import Bank, Calibration, Scorer, calibration, load_calibration
from safety_scoring.calibration import Curve, Points, curve_of
from safety_scoring.errors import CalibrationError, Fault
from safety_scoring.marks import Rules, award, share
from safety_scoring.result import KeyPointResult, ScoreResult

POINTS: Points = ((0.0, 0.0), (0.25, 0.5), (0.6, 0.5), (0.8, 0.9), (1.0, 0.95))
CURVE = Curve(POINTS, 40, 0.21, 0.1234)
FITTED = Calibration(
    "5f0c5f0c5f0c", {"fire-exit": CURVE}, {"gas-leak": "得了分的不同作答有 3 份，至少要 20 份"}
)

# why, share before, share after
SHARES = [
    ("nothing stays nothing", "0", "0"),
    ("on a breakpoint", "1/4", "1/2"),
    ("half way up", "1/8", "1/4"),
    ("a level stretch", "1/2", "1/2"),
    ("a steep stretch", "7/10", "7/10"),
    ("thirds stay exact", "1/3", "1/2"),
    ("between the last two", "9/10", "37/40"),
    ("everything", "1", "19/20"),
]


@pytest.mark.parametrize(("before", "after"), [row[1:] for row in SHARES], ids=[row[0] for row in SHARES])
def test_straight_between_breakpoints(before: str, after: str) -> None:
    curve = curve_of(POINTS)
    assert curve is not None
    assert curve(Fraction(before)) == Fraction(after)


def test_no_breakpoints_no_curve() -> None:
    assert curve_of(()) is None


def test_the_picture_in_the_docstring_is_true() -> None:
    outcome = doctest.testmod(calibration)
    assert (outcome.failed, outcome.attempted) == (0, 2)


@st.composite
def curves(draw: st.DrawFn) -> Points:
    """Any curve that a file may hold."""
    thousandths = st.integers(0, 1000)
    inner = draw(st.lists(st.integers(1, 999), max_size=5, unique=True))
    before = [0, *sorted(inner), 1000]
    after = [0, *sorted(draw(st.lists(thousandths, min_size=len(before) - 1, max_size=len(before) - 1)))]
    return tuple((x / 1000, y / 1000) for x, y in zip(before, after, strict=True))


shares = st.fractions(0, 1, max_denominator=400)


@given(curves(), shares, shares)
def test_a_curve_never_falls_and_stays_within_nothing_and_everything(
    points: Points, one: Fraction, other: Fraction
) -> None:
    curve = curve_of(points)
    assert curve is not None
    low, high = curve(min(one, other)), curve(max(one, other))
    assert 0 <= low <= high <= 1
    assert float(curve(one)) == pytest.approx(np.interp(float(one), *zip(*points, strict=True)))


@given(curves(), st.lists(st.floats(0, 1), min_size=2, max_size=2), st.text(max_size=5))
def test_json_round_trip(points: Points, errors: list[float], reason: str) -> None:
    made = Calibration("b", {"q": Curve(points, 30, *errors)}, {"r": reason})
    again = Calibration.from_dict(json.loads(made.to_json()))
    assert again == made
    assert again.fingerprint == made.fingerprint


def test_the_file_is_for_people(tmp_path: Path) -> None:
    text = FITTED.to_json()
    assert "        [0, 0],\n        [0.25, 0.5],\n" in text, "a breakpoint on a line"
    assert "得了分的不同作答有 3 份" in text, "Chinese left readable"
    assert "原始得分率" in json.loads(text)["about"], "it says what it holds"
    (tmp_path / "c.json").write_text("\ufeff" + text, "utf-8")
    assert load_calibration(tmp_path / "c.json") == FITTED, "an editor's BOM is passed over"


def test_points_of_a_question() -> None:
    assert FITTED.points("fire-exit") == POINTS
    assert FITTED.points("gas-leak") == FITTED.points("no-such-question") == ()


PLAYS_A_PART = [
    ("the same", FITTED, True),
    ("another bank, the same curves", dataclasses.replace(FITTED, bank="0"), True),
    (
        "another curve",
        Calibration("", {"fire-exit": dataclasses.replace(CURVE, points=((0, 0), (1, 1)))}),
        False,
    ),
    ("another question", Calibration("", {"gas-leak": CURVE}), False),
    ("no curve", Calibration(FITTED.bank), False),
    (
        "whole numbers without a point",
        Calibration("", {"fire-exit": dataclasses.replace(CURVE, points=((0, 0), *POINTS[1:4], (1, 0.95)))}),
        True,
    ),
]


@pytest.mark.parametrize(
    ("other", "same"), [row[1:] for row in PLAYS_A_PART], ids=[r[0] for r in PLAYS_A_PART]
)
def test_the_fingerprint_is_of_what_plays_a_part_in_marks(other: Calibration, *, same: bool) -> None:
    assert (other.fingerprint == FITTED.fingerprint) is same
    assert len(other.fingerprint) == 12


def data(**changes: Any) -> dict[str, Any]:
    return {**FITTED.to_dict(), **changes}


def curve_data(**changes: Any) -> dict[str, Any]:
    return data(questions={"q": {**FITTED.to_dict()["questions"]["fire-exit"], **changes}})


AGAIN = "改正，或用 safety-scoring calibrate 重新生成"
PAIRS = "应是若干对 0 到 1 之间的数：[原始得分率, 校准后的得分率]"
# why, data, (field, what) of each fault
BROKEN = [
    ("a list", [], [("", "不是校准文件")]),
    ("another JSON", {"answers": 3}, [("", "不是校准文件")]),
    ("a later format", data(format=2), [("format", "格式为 2，本版本只读取格式 1")]),
    ("no bank", data(bank=None), [("bank", "没有写明题库")]),
    ("no questions", data(questions=[]), [("questions", "没有各题的校准")]),
    ("a mistyped field", data(quesions={}), [("quesions", "不认识的字段")]),
    ("a question that is a number", data(questions={"q": 3}), [("questions.q", "应是一组字段")]),
    ("a mistyped field inside", curve_data(erorr=1), [("questions.q.erorr", "不认识的字段")]),
    ("answers as text", curve_data(answers="40"), [("questions.q.answers", "应是份数")]),
    ("true is no number of answers", curve_data(answers=True), [("questions.q.answers", "应是份数")]),
    ("an error in per cent", curve_data(error=21), [("questions.q.error", "应是 0 到 1 之间的数")]),
    ("an error left out", curve_data(error_raw=None), [("questions.q.error_raw", "应是 0 到 1 之间的数")]),
    ("no points", curve_data(points=[]), [("questions.q.points", PAIRS)]),
    ("points in a mapping", curve_data(points={"0": 0}), [("questions.q.points", PAIRS)]),
    ("three numbers", curve_data(points=[[0, 0, 0], [1, 1]]), [("questions.q.points", PAIRS)]),
    ("marks instead of shares", curve_data(points=[[0, 0], [20, 20]]), [("questions.q.points", PAIRS)]),
    ("not a number", curve_data(points=[[0, 0], [float("nan"), 1]]), [("questions.q.points", PAIRS)]),
    (
        "something for nothing",
        curve_data(points=[[0, 0.2], [1, 1]]),
        [("questions.q.points", "第一对应是 [0, 0]：没有得分的作答仍不得分")],
    ),
    (
        "an end too early",
        curve_data(points=[[0, 0], [0.9, 1]]),
        [("questions.q.points", "最后一对的原始得分率应是 1")],
    ),
    ("one point", curve_data(points=[[0, 0]]), [("questions.q.points", "最后一对的原始得分率应是 1")]),
    (
        "a share twice",
        curve_data(points=[[0, 0], [0.5, 0.5], [0.5, 0.6], [1, 1]]),
        [("questions.q.points", "原始得分率应逐对变大")],
    ),
    (
        "a curve that falls",
        curve_data(points=[[0, 0], [0.5, 0.9], [1, 0.8]]),
        [("questions.q.points", "校准后的得分率不能变小：原来得分高的，校准后不能比别人低")],
    ),
    ("reasons in a list", data(left_alone=["q"]), [("left_alone", "应是题目编号和原因")]),
    (
        "everything at once",
        {**curve_data(answers=-1, points=[[0, 0.1], [0.9, 0.05]]), "bank": 3},
        [
            ("bank", "没有写明题库"),
            ("questions.q.answers", "应是份数"),
            ("questions.q.points", "第一对应是 [0, 0]：没有得分的作答仍不得分"),
            ("questions.q.points", "最后一对的原始得分率应是 1"),
            ("questions.q.points", "校准后的得分率不能变小：原来得分高的，校准后不能比别人低"),
        ],
    ),
]


@pytest.mark.parametrize(("broken", "faults"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_every_fault_of_the_data_is_told(broken: Any, faults: list[tuple[str, str]]) -> None:
    with pytest.raises(CalibrationError) as caught:
        Calibration.from_dict(broken)
    assert [(fault.field, fault.what) for fault in caught.value.faults] == faults
    assert all(fault.remedy for fault in caught.value.faults)


def test_reasons_may_be_left_out() -> None:
    given = FITTED.to_dict()
    del given["left_alone"], given["about"]
    assert Calibration.from_dict(given).left_alone == {}


# why, bytes, fault
UNREADABLE = [
    (
        "cut off",
        b'{"format": 1,\n"bank": ',
        Fault("不是合法的 JSON（第 9 个字符处出错）", AGAIN, "c.json", 2),
    ),
    (
        "a workbook",
        b"PK\x03\x04\xff",
        Fault("不是 UTF-8 编码的文本", "给出 safety-scoring calibrate 写出的 .json 文件", "c.json"),
    ),
    ("NaN", b'{"format": 1, "bank": NaN}', Fault("NaN 不是数", AGAIN, "c.json")),
    (
        "a question twice",
        b'{"format": 1, "questions": {"q": 1, "q": 2}}',
        Fault("“q”写了两次", "只留一处", "c.json"),
    ),
    (
        "nested without end",
        b"[" * 200_000,
        Fault("不是校准文件（嵌套过深）", "给出 safety-scoring calibrate 写出的 .json 文件", "c.json"),
    ),
    (
        "a fault of the data",
        json.dumps(data(bank=1)).encode(),
        Fault("没有写明题库", AGAIN, "c.json", field="bank"),
    ),
]


@pytest.mark.parametrize(
    ("content", "fault"), [row[1:] for row in UNREADABLE], ids=[r[0] for r in UNREADABLE]
)
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes, fault: Fault) -> None:
    (tmp_path / "c.json").write_bytes(content)
    with pytest.raises(CalibrationError) as caught:
        load_calibration(tmp_path / "c.json")
    assert caught.value.faults == (fault,)


@pytest.mark.parametrize(
    ("name", "message"),
    [("none.json", "找不到校准文件"), (".", "读不出校准文件")],
    ids=["missing", "a folder"],
)
def test_no_file(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(CalibrationError, match=message):
        load_calibration(tmp_path / name)


# What a curve does to marks.
LIFTED: Points = ((0.0, 0.0), (0.4, 0.8), (1.0, 1.0))
LOWERED: Points = ((0.0, 0.0), (0.9, 0.5), (1.0, 0.9))
RULES = Rules(20, 12, 0.5)


def line(awarded: float, marks: float = 20, *, required: bool = False) -> KeyPointResult:
    status = "covered" if awarded >= marks else "partial" if awarded > 0 else "missed"
    return KeyPointResult("p", "要点", marks, awarded, status, 0.9, required=required)


# why, curve, awarded of 20, (raw marks, marks, passed, capped)
MARKS = [
    ("no curve", (), 8, False, (8, 8, False, False)),
    ("lifted over the pass mark", LIFTED, 8, False, (8, 16, True, False)),
    ("nothing stays nothing", LIFTED, 0, False, (0, 0, False, False)),
    ("rounded half up to the step", LIFTED, 3.125, False, (3, 6.5, False, False)),
    ("the curve takes the mark before rounding", LIFTED, 3.2, False, (3, 6.5, False, False)),
    ("below the pass mark never rounds up to it", LIFTED, 5.99, False, (6, 11.5, False, False)),
    ("lowered under the pass mark", LOWERED, 18, False, (18, 10, False, False)),
    ("the cap holds for lifted marks too", LIFTED, 8, True, (8, 11.5, False, True)),
    ("lifted up to the cap is not capped", LIFTED, 5.75, True, (6, 11.5, False, False)),
    ("what was capped goes through the curve as capped", LOWERED, 18, True, (11.5, 6.5, False, True)),
]


@pytest.mark.parametrize(
    ("points", "awarded", "empty", "expected"), [row[1:] for row in MARKS], ids=[row[0] for row in MARKS]
)
def test_marks_with_a_curve(points: Points, awarded: float, empty: bool, expected: Any) -> None:
    ledger = [line(awarded), *([line(0, 1, required=True)] if empty else [])]
    found = award(ledger, RULES, curve=curve_of(points))
    assert (found.raw_marks, found.marks, found.passed, found.capped) == expected
    assert found.coverage == pytest.approx(awarded / 20, abs=1e-4), "the ledger is not touched"


@pytest.mark.parametrize(
    ("awarded", "similarity", "weight", "empty", "expected"),
    [
        pytest.param(5, 0.9, 0.0, False, "1/4", id="coverage"),
        pytest.param(5, 0.9, 0.5, False, "23/40", id="with its part of similarity"),
        pytest.param(0, 0.9, 0.5, False, "0", id="never for nothing"),
        pytest.param(18, 0.9, 0.0, True, "23/40", id="after the cap"),
        pytest.param(
            1 / 3, 0.0, 0.0, False, "3333333333333333/200000000000000000", id="as written, not rounded"
        ),
    ],
)
def test_the_share_that_a_curve_is_fitted_on(
    awarded: float,
    similarity: float,
    weight: float,
    empty: bool,
    expected: str,
) -> None:
    ledger = [line(awarded), *([line(0, 1, required=True)] if empty else [])]
    assert share(ledger, Rules(20, 12, 0.5, weight), similarity) == Fraction(expected)


halves = st.integers(0, 80).map(lambda number: number / 4)
ledgers = st.tuples(halves, st.booleans())


@given(curves(), ledgers, ledgers, st.sampled_from([0.05, 0.5, 1.0, 3.0]))
def test_the_order_of_raw_marks_is_never_reversed(
    points: Points, one: tuple[float, bool], other: tuple[float, bool], step: float
) -> None:
    """Whom the cap holds down may fall behind; nobody else does."""
    rules, found = Rules(20, 12, step), []
    for awarded, empty in (one, other):
        made = award([line(awarded), line(0, 1, required=empty)], rules, curve=curve_of(points))
        assert 0 <= made.marks <= rules.full_marks
        assert made.passed is (made.marks >= rules.pass_marks)
        found.append(made)
    low, high = sorted(found, key=lambda made: made.raw_marks)
    if low.raw_marks < high.raw_marks and not high.capped:
        assert low.marks <= high.marks


# At work in a scorer.
def both(bank: Bank, answer: str, points: Points = LIFTED) -> tuple[ScoreResult, ScoreResult]:
    made = Calibration(bank.fingerprint, {"fire-exit": dataclasses.replace(CURVE, points=points)})
    return tuple(Scorer(bank, calibration=given).score("fire-exit", answer) for given in (None, made))  # type: ignore[return-value]


CHANGED = {"marks", "passed", "flags", "feedback", "feedback_hints", "signature", "calibration"}


def test_a_result_carries_both_marks_and_the_ledger_as_it_was(bank: Bank) -> None:
    raw, calibrated = both(bank, "打开出口。", ((0, 0), (0.6, 0.9), (1, 1)))
    assert (raw.marks, raw.raw_marks, raw.calibration) == (6, 6, ())
    assert (calibrated.marks, calibrated.raw_marks) == (9, 6)
    assert "calibration" not in raw.to_dict()
    assert calibrated.to_dict()["calibration"] == [[0, 0], [0.6, 0.9], [1, 1]]
    kept = [field.name for field in dataclasses.fields(ScoreResult) if field.name not in CHANGED]
    assert all(getattr(raw, name) == getattr(calibrated, name) for name in kept)


def test_flags_and_feedback_speak_of_the_marks_shown(bank: Bank) -> None:
    raw, calibrated = both(bank, "打开出口。", ((0, 0), (0.6, 0.9), (1, 1)))
    assert "borderline" in raw.flags
    assert "borderline" not in calibrated.flags
    assert "9 分" in calibrated.feedback
    assert "校准" in calibrated.feedback
    assert "校准" in calibrated.feedback_hints
    assert "校准" not in raw.feedback


def test_a_curve_that_changes_nothing_is_not_spoken_of(bank: Bank) -> None:
    raw, calibrated = both(bank, "打开出口。", ((0, 0), (1, 1)))
    assert (calibrated.marks, calibrated.feedback) == (raw.marks, raw.feedback)


def test_a_result_with_a_calibration_survives_json(bank: Bank) -> None:
    calibrated = both(bank, "打开出口。")[1]
    again = ScoreResult.from_dict(json.loads(json.dumps(calibrated.to_dict())), calibrated.answer)
    assert again == calibrated


def test_the_signature_names_the_calibration(bank: Bank) -> None:
    raw, calibrated = both(bank, "打开出口。")
    fingerprint = Calibration("", {"fire-exit": dataclasses.replace(CURVE, points=LIFTED)}).fingerprint
    assert calibrated.signature == f"{raw.signature} | calibration {fingerprint}"


def test_other_questions_and_other_banks_are_no_hindrance(bank: Bank) -> None:
    made = Calibration("another bank", {"no-such-question": CURVE, "gas-leak": CURVE})
    scorer = Scorer(bank, calibration=made)
    assert scorer.score("fire-exit", "打开出口。").calibration == ()
    assert scorer.score("gas-leak", "关阀。").calibration == POINTS


@given(curves(), st.sampled_from([0, 1, 2.5, 4]), st.sampled_from([0, 3, 6]))
def test_a_human_s_decision_goes_through_the_same_curve(points: Points, report: float, opened: float) -> None:
    """The result decided on is the one that the decided ledger gives."""
    ledger = (line(6, 6, required=True), dataclasses.replace(line(0, 4), id="report"))
    rules = Rules(10, 6, 0.5)
    first = award(ledger, rules, curve=curve_of(points))
    result = ScoreResult(
        "a", "q", full_marks=10, pass_marks=6, key_points=ledger, coverage=0.6, calibration=points,
        raw_marks=first.raw_marks, marks=first.marks,
    )  # fmt: skip
    decided = result.override("report", report, by="甲", why="乙").override("p", opened, by="甲", why="乙")
    expected = award((line(opened, 6, required=True), line(report, 4)), rules, curve=curve_of(points))
    assert (decided.raw_marks, decided.marks, decided.passed, decided.capped) == (
        expected.raw_marks, expected.marks, expected.passed, expected.capped,
    )  # fmt: skip
    assert decided.calibration == points
    assert ("校准" in decided.feedback) == (decided.marks != decided.raw_marks)
