"""Evaluations: the same figures as the project's measuring tool, and every figure worked by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from safety_scoring import Bank, ScoreResult
from safety_scoring.agreement.evaluate import evaluate
from safety_scoring.agreement.figures import Evaluation
from safety_scoring.marked.answers import MarkedAnswer, PointCase
from safety_scoring.marked.read import read_marked

Answer = Callable[..., MarkedAnswer]
Machine = Callable[..., Any]


@pytest.fixture(scope="module")
def evaluation(graded: Path, scored: list[ScoreResult], bundled_bank: Bank) -> Evaluation:
    return evaluate(read_marked(graded, bundled_bank).answers, lambda _: scored)


def test_the_figures_are_those_of_the_measuring_tool(evaluation: Evaluation, printed: dict[str, Any]) -> None:
    points, marks = evaluation.points, evaluation.marks
    assert points is not None
    assert marks is not None
    found = {
        "answers": evaluation.answers,
        "not_scored": len(evaluation.faults),
        "key_point_precision": points.precision.value,
        "key_point_recall": points.recall.value,
        "key_point_f1": points.f1.value,
        "key_point_mae": points.mae.value,
        "denied_credited": f"{points.denied_paid}/{points.denied}",
        "pearson": marks.pearson.value,
        "marks_mae_pct": 100 * (marks.mae.value or 0),
        "bias_pct": 100 * (marks.bias.value or 0),
        "qwk_mean": marks.qwk.value,
        "qwk_by_question": {q.id: round(q.marks.qwk.value or 0, 3) for q in evaluation.questions},
    }
    rounded = {name: round(value, 4) if isinstance(value, float) else value for name, value in found.items()}
    assert rounded == printed


def test_the_graded_answers_hold_what_the_figures_speak_of(evaluation: Evaluation) -> None:
    """The equality above would prove little on answers without denials, splits or losses."""
    points = evaluation.points
    assert points is not None
    assert min(points.split, points.right, points.wrong, points.lost, points.denied_paid) > 0
    assert (
        sum(map(sum, points_table(points)))
        == points.judgements
        == sum(point.figures.judgements for point in evaluation.key_points)
    )


def points_table(points: Any) -> list[tuple[int, ...]]:
    table = points.confusion
    return [table.none, table.half, table.full, table.denied]


def test_every_interval_holds_its_figure(evaluation: Evaluation) -> None:
    measures = [value for value in walk(evaluation.to_dict()) if value["low"] is not None]
    assert len(measures) > 60
    assert all(item["low"] - 1e-9 <= item["value"] <= item["high"] + 1e-9 for item in measures)


def walk(data: Any) -> list[dict[str, Any]]:
    if isinstance(data, dict):
        if set(data) == {"value", "low", "high"}:
            return [data]
        return [found for value in data.values() for found in walk(value)]
    return [found for value in data for found in walk(value)] if isinstance(data, list | tuple) else []


def test_the_figures_are_json(evaluation: Evaluation) -> None:
    data = json.loads(json.dumps(evaluation.to_dict(), allow_nan=False))
    assert data["format"] == 1
    assert data["points"]["f1"]["value"] == evaluation.points.f1.value  # type: ignore[union-attr]
    assert data["worst"][0]["points"][0]["evidence"] == list(evaluation.worst[0].points[0].evidence)


def test_human_against_human(evaluation: Evaluation, graded: Path) -> None:
    rows = [json.loads(line) for line in graded.read_text("utf-8").splitlines()]
    both = [(a[name], b[name]) for row in rows for a, b in [row["markers"]] for name in a]
    right = sum(a > 0 and b > 0 for a, b in both)
    human = evaluation.human
    assert human is not None
    assert human.judgements == len(both)
    assert human.same is not None
    assert human.same.value == pytest.approx(sum(a == b for a, b in both) / len(both))
    assert human.f1 is not None
    assert human.f1.value == pytest.approx(
        2 * right / (sum(a > 0 for a, _ in both) + sum(b > 0 for _, b in both))
    )
    assert human.marks.qwk.value is not None
    assert evaluation.marks is not None
    assert human.marks.qwk.value > (evaluation.marks.qwk.value or 0)


CAPS = [
    ("nothing is missing", ({"open": 2, "report": 2},), 10),
    ("half of each", ({"open": 1, "report": 1},), 5),
    ("the mean of the markers", ({"open": 2, "report": 1}, {"open": 1, "report": 1}), 6.5),
    ("what lies below the cap stays", ({"open": 0, "report": 2},), 4),
    ("denied is nothing", ({"open": -1, "report": 2},), 4),
    ("one marker sees the required point", ({"open": 1, "report": 2}, {"open": 0, "report": 2}), 5.5),
]


@pytest.mark.parametrize(("why", "labels", "marks"), CAPS, ids=[case[0] for case in CAPS])
def test_human_marks(answer: Answer, machine: Machine, why: str, labels: Any, marks: float) -> None:
    found = evaluate([answer(*labels)], machine((6, 4)))
    assert found.given[0].human == marks, why


def test_the_cap_is_one_step_under_the_pass_mark(answer: Answer, scored: list[ScoreResult]) -> None:
    """Both required points of ten marks, four each: one missing leaves six, which would pass."""
    result = next(item for item in scored if item.question == "shared-duty")
    labels = {"party-government": 2, "dual-duty": 0, "three-musts": 2}
    marked = replace(answer(labels), question="shared-duty")
    assert evaluate([marked], lambda _: [result]).given[0].human == 5.5


def test_confusion_of_half_marks(answer: Answer, machine: Machine) -> None:
    marked = [
        answer({"open": 2, "report": 1}),
        answer({"open": 1, "report": 0}),
        answer({"open": 0, "report": -1}),
        answer({"open": 2, "report": 2}, {"open": 2, "report": 0}),
    ]
    found = evaluate(marked, machine((6, 2), (0, 4), (3, 4), (3, 2)))
    points = found.points
    assert points is not None
    assert points_table(points) == [(0, 1, 1), (1, 2, 0), (0, 1, 1), (0, 0, 1)]
    assert (points.judgements, points.split, points.denied, points.denied_paid) == (8, 1, 1, 1)
    assert (points.right, points.wrong, points.lost) == (3, 3, 1)
    by_name = {point.id: point.figures for point in found.key_points}
    assert (by_name["open"].right, by_name["open"].wrong, by_name["open"].lost) == (2, 1, 1)
    assert (by_name["report"].split, by_name["report"].denied_paid) == (1, 1)


def test_a_point_that_nobody_earns_and_nothing_is_paid_has_no_f1(answer: Answer, machine: Machine) -> None:
    found = evaluate([answer({"open": 2, "report": 0})], machine((6, 0)))
    report = found.key_points[1].figures
    assert (report.precision.value, report.recall.value, report.f1.value) == (None, None, None)


@pytest.mark.parametrize(
    ("sure", "called", "wrong"), [(0.9, 4, 1), (0.89, 0, 0)], ids=["at the threshold", "just below"]
)
def test_how_sure_the_machine_was(
    answer: Answer, machine: Machine, sure: float, called: int, wrong: int
) -> None:
    marked = [answer({"open": 2, "report": 1}), answer({"open": 0, "report": 2})]
    found = evaluate(marked, machine((6, 0), (0, 4), sure=sure)).sure
    assert found is not None
    assert (found.points, found.sure, found.wrong) == (4, called, wrong)
    assert found.share.value == called / 4
    assert found.error.value == (wrong / called if called else None)


def test_points_on_which_markers_differ_are_nobody_s_error(answer: Answer, machine: Machine) -> None:
    found = evaluate([answer({"open": 2, "report": 1}, {"open": 2, "report": 0})], machine((6, 4)))
    assert found.sure is not None
    assert (found.sure.points, found.sure.wrong) == (1, 0)


def test_totals_with_bands(answer: Answer, machine: Machine) -> None:
    marked = [answer(name=str(marks), marks=marks) for marks in (10, 10.0, 4.5, 0)]
    found = evaluate(marked, machine((6, 4), (6, 0), (6, 0), (6, 2)))
    assert (found.points, found.key_points, found.sure, found.human) == (None, (), None, None)
    assert found.bands is not None
    assert (found.bands.full, found.bands.zero) == (2, 1)
    assert found.bands.full_mean.value == pytest.approx(0.8)
    assert found.bands.zero_mean.value == pytest.approx(0.8)
    assert found.bands.auc.value == pytest.approx(0.5)
    assert found.marks is not None
    assert found.marks.mae.value == pytest.approx((0 + 0.4 + 0.15 + 0.8) / 4)
    assert found.marks.exact.value == 0.25


def test_no_bands_without_an_answer_of_each(answer: Answer, machine: Machine) -> None:
    assert evaluate([answer(marks=10), answer(marks=5)], machine((6, 4), (6, 0))).bands is None


def test_two_markers_totals_are_compared(answer: Answer, machine: Machine) -> None:
    marked = [answer(marks=7, marker_marks=(6, 8)), answer(marks=2, marker_marks=(2, 2))]
    human = evaluate(marked, machine((6, 0), (0, 2))).human
    assert human is not None
    assert (human.judgements, human.same, human.f1) == (0, None, None)
    assert human.marks.mae.value == pytest.approx(0.1)
    assert human.marks.exact.value == 0.5


def test_single_point_cases(answer: Answer, machine: Machine) -> None:
    cases = [("open", True, "b"), ("open", True, "a"), ("report", False, "a"), ("report", False, "")]
    marked = [answer(name=str(i), case=PointCase(*case, why="w")) for i, case in enumerate(cases)]
    found = evaluate(marked, machine((6, 0), (3, 0), (0, 2), (0, 4)))
    assert found.marks is None
    assert found.given == ()
    assert found.cases is not None
    assert (found.cases.cases, found.cases.right.value) == (4, 0.5)
    assert [(c.name, c.cases, c.right) for c in found.cases.categories] == [
        ("", 1, 0),
        ("a", 2, 1),
        ("b", 1, 1),
    ]
    assert [(item.id, item.human, item.machine, item.note) for item in found.worst] == [
        ("3", 0, 4, "w"),
        ("1", 6, 3, "a：w"),
    ]


def test_the_worst_disagreements_come_first(answer: Answer, machine: Machine) -> None:
    marked = [
        answer({"open": 2, "report": 2}, name="none"),
        answer({"open": 2, "report": 0}, name="both ways"),
        answer({"open": 2, "report": 1}, name="half"),
    ]
    found = evaluate(marked, machine((6, 4), (0, 4), (6, 0)))
    assert [(item.id, item.distance) for item in found.worst] == [("both ways", 1.0), ("half", 0.2)]
    opened, report = found.worst[0].points
    assert (opened.human, opened.machine, opened.labels, opened.status) == (6, 0, (2,), "missed")
    assert (report.human, report.machine, report.evidence) == (0, 4, ("作答",))
    assert found.worst[0].answer == "作答 both ways"


def test_at_most_as_many_disagreements_as_asked_for(answer: Answer, machine: Machine) -> None:
    marked = [answer({"open": 0, "report": 0}, name=str(i)) for i in range(25)]
    given = [(6, 0)] * 25
    assert len(evaluate(marked, machine(*given)).worst) == 20
    assert len(evaluate(marked, machine(*given), worst=3).worst) == 3


def test_an_answer_that_could_not_be_marked_is_told_and_left_out(answer: Answer, machine: Machine) -> None:
    marked = [answer({"open": 2, "report": 2}), answer({"open": 2, "report": 2}, name="a2")]
    found = evaluate(marked, machine((6, 4), None))
    assert found.answers == 1
    assert [fault.field for fault in found.faults] == ["编号 a2"]


def test_no_answers_no_figures() -> None:
    found = evaluate([], lambda _: [])
    assert (found.answers, found.marks, found.points, found.worst) == (0, None, None, ())


def test_results_must_match_the_rows(answer: Answer, machine: Machine) -> None:
    with pytest.raises(ValueError, match="shorter"):
        evaluate([answer(marks=1), answer(marks=2)], lambda rows: machine((6, 4))(rows[:1]))
