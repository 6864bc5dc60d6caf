"""The figures of an evaluation in words, so that terminal and page say the same thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from safety_scoring.agreement.disagreement import DisputedPoint
from safety_scoring.agreement.figures import Confusion, Evaluation, SureFigures
from safety_scoring.agreement.folds import FoldedEvaluation
from safety_scoring.agreement.resample import Measure
from safety_scoring.report.words import number, percent
from safety_scoring.result import STATUS_NAMES

__all__ = [
    "FOLDS_KEY",
    "FoldRow",
    "OverallRow",
    "fold_rows",
    "half_marks",
    "in_marks",
    "interval",
    "labels_text",
    "marks_rows",
    "overall_rows",
    "ratio",
    "status_text",
    "sure_text",
    "verdicts",
]

_NONE = "—"
_LABEL_NAMES = {2: "全对", 1: "一半", 0: "没有", -1: "说反"}


@dataclass(frozen=True, slots=True)
class OverallRow:
    """One figure over all answers.

    Attributes:
        name: of the figure.
        machine: machine against human.
        interval: of that, 95 %.
        human: the second marker against the first.
        note: how it is to be read.
    """

    name: str
    machine: str
    interval: str
    human: str
    note: str


def ratio(measure: Measure | None, digits: int = 3) -> str:
    """A figure, or ``—`` where it is not defined."""
    return _NONE if measure is None or measure.value is None else f"{measure.value:.{digits}f}"


def interval(measure: Measure, digits: int = 3) -> str:
    """``0.913～0.958``, or ``—`` where there is no interval."""
    if measure.low is None or measure.high is None:
        return _NONE
    return f"{measure.low:.{digits}f}～{measure.high:.{digits}f}"


def overall_rows(evaluation: Evaluation) -> Iterator[OverallRow]:
    """Every figure over all answers, key points first."""
    yield from _point_rows(evaluation)
    yield from marks_rows(evaluation)


def marks_rows(evaluation: Evaluation) -> Iterator[OverallRow]:
    """Every figure of the marks over all answers."""
    marks = evaluation.marks
    if marks is not None:
        human = evaluation.human.marks if evaluation.human else None
        for field, name, note in _MARKS:
            measure = getattr(marks, field)
            between = _NONE if human is None else ratio(getattr(human, field), 4)
            yield OverallRow(name, ratio(measure, 4), interval(measure), between, note)


_MARKS = (
    ("exact", "完全一致率", "四舍六入五成双到整分后相同"),
    ("adjacent", "相邻一致率", "整分相差不超过 1 分"),
    ("qwk", "QWK", "整分的二次加权 κ，各题的平均值"),
    ("ccc", "CCC", "得分率的一致性相关系数；只有总分时看它"),
    ("pearson", "Pearson r", "得分率的相关系数"),
    ("mae", "平均绝对误差", "占满分的比例"),
    ("bias", "平均偏差", "机器减人工，占满分的比例；正数为机器偏宽"),
    ("smd", "SMD", "偏差 ÷ 标准差；绝对值宜在 0.15 以内"),
)


def _point_rows(evaluation: Evaluation) -> Iterator[OverallRow]:
    points, human = evaluation.points, evaluation.human
    if points is None:
        return
    measured = (
        ("要点精确率", points.precision, None, "给了分的要点中该给的"),
        ("要点召回率", points.recall, None, "该给分的要点中给了的"),
        ("要点 F1", points.f1, human.f1 if human else None, "精确率与召回率的调和平均"),
        ("要点平均绝对误差", points.mae, None, "占要点分值的比例"),
    )
    for name, measure, between, note in measured:
        yield OverallRow(name, ratio(measure, 4), interval(measure), ratio(between, 4), note)
    paid = f"{points.denied_paid}/{points.denied}"
    yield OverallRow("说反了仍给分", paid, _NONE, _NONE, "作答否定了的要点中机器给了分的")


@dataclass(frozen=True, slots=True)
class FoldRow:
    """What marked answers do for one question, or for all.

    Attributes:
        name: the question.
        figures: QWK without and with them, mean absolute error in marks likewise, folds that used them.
        note: why they were left aside.
    """

    name: str
    figures: tuple[str, str, str, str, str]
    note: str


FOLDS_KEY = (
    "不用：只用题库；用：其他各折的已评作答一起训练，留出的作答上没有变好的题不采用。"
    "误差（平均绝对误差）以分计，全部题目的以占满分的比例计。"
)


def fold_rows(folded: FoldedEvaluation) -> Iterator[FoldRow]:
    """Each question, then all of them."""
    for question in folded.questions:
        before, after = question.without, question.trained
        full = next(item.full_marks for item in folded.trained.questions if item.id == question.id)
        figures = (
            ratio(before.qwk),
            ratio(after.qwk),
            in_marks(before.mae, full),
            in_marks(after.mae, full),
            f"{question.used}/{folded.folds} 折",
        )
        yield FoldRow(question.text or question.id, figures, question.because)
    without, trained = folded.without.marks, folded.trained.marks
    if without is not None and trained is not None:
        figures = (ratio(without.qwk), ratio(trained.qwk), ratio(without.mae), ratio(trained.mae), "")
        yield FoldRow("全部题目", figures, "")


def half_marks(confusion: Confusion) -> str:
    """What the machine made of half marks: ``7/21/27`` none, half, full."""
    return "/".join(map(str, confusion.half))


def sure_text(sure: SureFigures) -> str:
    """How sure the machine was, in one sentence."""
    text = (
        f"把握度不低于 {sure.threshold:g} 的要点 {sure.sure} 个，占 {sure.points} 个的 "
        f"{percent(sure.share.value or 0)}"
    )
    if not sure.sure:
        return f"{text}。"
    return f"{text}；其中 {sure.wrong} 个（{percent(sure.error.value or 0)}）给不给分与人工相反。"


def labels_text(labels: tuple[int, ...]) -> str:
    """``全对、一半``: what each marker gave."""
    return "、".join(_LABEL_NAMES[label] for label in labels)


def status_text(point: DisputedPoint) -> str:
    """The machine's status and how sure it was."""
    return f"{STATUS_NAMES[point.status]}，把握度 {percent(point.confidence)}"


def verdicts(point: DisputedPoint) -> str:
    """``人工 2，机器 0``."""
    human = "" if point.human is None else f"人工 {number(point.human)}，"
    return f"{human}机器 {number(point.machine)}"


def in_marks(measure: Measure, full_marks: float, *, signed: bool = False) -> str:
    """A share of full marks in marks."""
    if measure.value is None:
        return _NONE
    return f"{measure.value * full_marks:{'+' if signed else ''}.2f}"
