"""A calibration from marked answers: where it helps, where it leaves alone, and what it does out of fold."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from safety_scoring import ScoreResult
from safety_scoring.agreement.calibrate import FEWEST, Fit, calibrate
from safety_scoring.agreement.curve_fit import fit_points
from safety_scoring.agreement.evaluate import evaluate
from safety_scoring.marked.answers import MarkedAnswer, PointCase

Answer = Callable[..., MarkedAnswer]
Machine = Callable[..., Any]
Pairs = tuple[list[MarkedAnswer], list[ScoreResult]]


@pytest.fixture
def pairs(answer: Answer, machine: Machine) -> Callable[..., Pairs]:
    """Answers with a human total by what the machine gave: halves from 0 to 10, texts all different."""

    def made(human: Callable[[float], float], count: int = 60, *, least: float = 0.5) -> Pairs:
        draw = random.Random(5)  # noqa: S311 - marks, no secrets
        given = [least + draw.randrange(int(2 * (10 - least)) + 1) / 2 for _ in range(count)]
        marked = [
            answer(name=f"a{place}", marks=min(10, max(0, human(raw) + draw.choice((-0.5, 0, 0.5)))))
            for place, raw in enumerate(given)
        ]
        results = machine(*((min(raw, 6), max(raw - 6, 0)) for raw in given))(rows(marked))
        return marked, [replace(result, raw_marks=result.marks) for result in results]

    return made


def rows(marked: Sequence[MarkedAnswer]) -> list[dict[str, Any]]:
    return [{"id": item.id, "question": item.question, "answer": item.answer} for item in marked]


def mae(marked: Sequence[MarkedAnswer], results: Sequence[ScoreResult]) -> float:
    figures = evaluate(marked, lambda _: results).marks
    assert figures is not None
    assert figures.mae.value is not None
    return figures.mae.value


def strict(raw: float) -> float:
    """A human who gives more than the machine does."""
    return 10 * (raw / 10) ** 0.5


def test_a_machine_that_is_too_strict_is_calibrated(pairs: Callable[..., Pairs]) -> None:
    marked, results = pairs(strict)
    fit = calibrate(marked, results, bank="b1")
    (question,) = fit.questions
    assert fit.calibration.bank == "b1"
    assert (question.id, question.full_marks, question.answers, question.reason) == ("fire-exit", 10, 60, "")
    assert question.error is not None
    assert question.error < 0.05 < question.error_raw
    assert fit.calibration.left_alone == {}
    curve = fit.calibration.curves["fire-exit"]
    assert curve == question.curve
    assert (curve.answers, curve.error_raw, curve.error) == (60, question.error_raw, question.error)


def test_the_errors_are_those_of_an_evaluation(pairs: Callable[..., Pairs]) -> None:
    """The marks out of fold, held against the humans' by the same figures as any others."""
    marked, results = pairs(strict)
    fit = calibrate(marked, results, bank="")
    (question,) = fit.questions
    assert mae(marked, results) == pytest.approx(question.error_raw, abs=1e-4)
    assert mae(marked, fit.held_out) == pytest.approx(question.error, abs=1e-4)


def test_out_of_fold_no_answer_has_a_part_in_its_own_mark(pairs: Callable[..., Pairs]) -> None:
    marked, results = pairs(strict)
    fit = calibrate(marked, results, bank="")
    curves = {result.calibration for result in fit.held_out}
    assert len(curves) == 5
    raw = np.array([result.marks for result in results], float) / 10
    human = np.array([item.marks for item in marked], float) / 10
    for points in curves:
        others = [result.calibration != points for result in fit.held_out]
        assert 45 <= sum(others) <= 50, "folds of about a fifth"
        assert fit_points(raw[others], human[others]) == points
    assert all(result.raw_marks == given.marks for result, given in zip(fit.held_out, results, strict=True))
    assert all(r.key_points == g.key_points for r, g in zip(fit.held_out, results, strict=True))


def test_answers_with_the_same_text_stay_together(pairs: Callable[..., Pairs]) -> None:
    marked, results = pairs(strict)
    twice = [replace(item, answer=f" {item.answer}\n") for item in marked]
    fit = calibrate([*marked, *twice], [*results, *results], bank="")
    assert [r.calibration for r in fit.held_out[:60]] == [r.calibration for r in fit.held_out[60:]]


def test_the_order_of_answers_plays_no_part(pairs: Callable[..., Pairs]) -> None:
    marked, results = pairs(strict)
    order = list(range(60))
    random.Random(1).shuffle(order)  # noqa: S311 - any order but the first
    moved = calibrate([marked[i] for i in order], [results[i] for i in order], bank="")
    fit = calibrate(marked, results, bank="")
    assert moved.calibration == fit.calibration
    assert list(moved.held_out) == [fit.held_out[i] for i in order]


NOT_BETTER = "在留出的作答上没有明显比原来更接近人工评分"
LEFT_ALONE = [
    ("one answer too few", strict, FEWEST - 1, f"得了分的不同作答有 {FEWEST - 1} 份，至少要 {FEWEST} 份"),
    ("the machine is right already", lambda raw: raw, 60, NOT_BETTER),
]


@pytest.mark.parametrize(
    ("human", "count", "reason"), [row[1:] for row in LEFT_ALONE], ids=[row[0] for row in LEFT_ALONE]
)
def test_left_alone(
    pairs: Callable[..., Pairs], human: Callable[[float], float], count: int, reason: str
) -> None:
    marked, results = pairs(human, count)
    fit = calibrate(marked, results, bank="")
    assert fit.calibration.curves == {}
    assert fit.calibration.left_alone == {"fire-exit": reason}
    assert fit.questions[0].reason == reason
    assert list(fit.held_out) == results, "the marks stay as they are"


def test_just_enough_answers(pairs: Callable[..., Pairs]) -> None:
    assert "fire-exit" in calibrate(*pairs(strict, FEWEST), bank="").calibration.curves


FEW = [
    ("answers with the same text count once", lambda item, place: replace(item, answer=f"{place % 19}")),
    ("layout makes no other text", lambda item, place: replace(item, answer=" " * place + f"{place % 19}")),
]


@pytest.mark.parametrize("change", [row[1] for row in FEW], ids=[row[0] for row in FEW])
def test_what_does_not_count_as_another_answer(
    pairs: Callable[..., Pairs], change: Callable[[MarkedAnswer, int], MarkedAnswer]
) -> None:
    marked, results = pairs(strict)
    fit = calibrate([change(item, place) for place, item in enumerate(marked)], results, bank="")
    assert "有 19 份" in fit.questions[0].reason


def test_answers_that_earn_nothing_do_not_count(
    pairs: Callable[..., Pairs], answer: Answer, machine: Machine
) -> None:
    marked, results = pairs(strict, FEWEST - 1)
    more = [answer(name=f"n{place}", marks=0) for place in range(30)]
    nothing = machine(*[(0, 0)] * 30)(rows(more))
    fit = calibrate([*marked, *more], [*results, *nothing], bank="")
    assert (fit.questions[0].answers, fit.questions[0].curve) == (49, None)


def test_what_plays_no_part(pairs: Callable[..., Pairs], answer: Answer, machine: Machine) -> None:
    """Single-point cases, points that nobody judged, and rows that could not be marked keep their places."""
    marked, results = pairs(strict)
    case = answer(name="case", case=PointCase("open", expect=True))
    half = answer({"open": 2}, name="half")
    broken = answer(name="broken", marks=3)
    more = machine((6, 0), (6, 0), None)(rows([case, half, broken]))
    fit = calibrate([case, *marked, half, broken], [more[0], *results, *more[1:]], bank="")
    assert fit.questions[0].answers == 60
    assert (fit.held_out[0], fit.held_out[-2:]) == (more[0], tuple(more[1:]))
    assert fit.calibration == calibrate(marked, results, bank="").calibration


def test_labels_of_key_points_are_human_marks(answer: Answer, machine: Machine) -> None:
    """Of several markers the mean, with the cap of a required point that earns nothing."""
    marked = [answer({"open": 2, "report": 1}, {"open": 1, "report": 0}, name=f"a{n}") for n in range(4)]
    fit = calibrate(marked, machine(*[(6, 0)] * 4)(rows(marked)), bank="")
    assert fit.questions[0].error_raw == pytest.approx(abs(6 - (4.5 + 1)) / 10)


def test_each_question_on_its_own(pairs: Callable[..., Pairs]) -> None:
    marked, results = pairs(strict)
    fine, right = pairs(lambda raw: raw)
    fine = [replace(item, question="other") for item in fine]
    right = [replace(result, question="other") for result in right]
    fit = calibrate([*fine, *marked], [*right, *results], bank="")
    assert list(fit.calibration.curves) == ["fire-exit"]
    assert list(fit.calibration.left_alone) == ["other"]
    assert [question.id for question in fit.questions] == ["other", "fire-exit"]


def test_no_answers() -> None:
    assert calibrate([], [], bank="b") == Fit(calibrate([], [], bank="b").calibration, (), ())


def test_results_must_match_the_answers(pairs: Callable[..., Pairs]) -> None:
    marked, results = pairs(strict)
    with pytest.raises(ValueError, match="shorter"):
        calibrate(marked, results[1:], bank="")
