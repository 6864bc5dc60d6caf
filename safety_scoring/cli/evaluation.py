"""An evaluation on the terminal: what is worst first, the figures over all last, where the eye stops."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.console import RenderableType
from rich.table import Table

from safety_scoring.agreement.disagreement import Disagreement, DisputedPoint
from safety_scoring.agreement.figures import (
    BandFigures,
    CaseFigures,
    Evaluation,
    KeyPointFigures,
)
from safety_scoring.agreement.folds import FoldedEvaluation
from safety_scoring.cli.console import printable, table
from safety_scoring.cli.prose import Prose
from safety_scoring.report.evaluation_rows import (
    FOLDS_KEY,
    fold_rows,
    half_marks,
    in_marks,
    interval,
    overall_rows,
    ratio,
    status_text,
    sure_text,
    verdicts,
)
from safety_scoring.report.words import number, percent

__all__ = ["draw"]

_EXCERPT = 120  # characters of an answer; all of it stands in the report
_QUESTIONS = 40  # questions in a table; all of them stand in the report
_POINT_KEY = (
    "多给：不该给分而给了；漏给：该给分而没给；半分：人工给一部分时，机器不给/给一部分/全给的次数；"
    "说反：作答否定了要点，斜线前是仍给了分的次数。"
)
_QUESTION_KEY = (
    "一致：整分相同；相邻：整分相差不超过 1 分；人工间：两位阅卷人之间的 QWK；"
    "误差（平均绝对误差）和偏差（机器减人工）以分计。"
)


def draw(evaluation: Evaluation, folded: FoldedEvaluation | None = None) -> Iterator[RenderableType]:
    """What to print, part by part.

    Args:
        evaluation: the figures.
        folded: where answers were marked out of fold, what the bank alone gives.
    """
    if evaluation.worst:
        yield Prose("\n分歧最大的作答：", "bold")
        for place, item in enumerate(evaluation.worst, start=1):
            yield from _disagreement(place, item)
    if evaluation.key_points:
        yield Prose("\n各要点：", "bold")
        yield Prose(_POINT_KEY)
        yield from _key_points(evaluation)
    if evaluation.questions:
        yield Prose("\n各题：", "bold")
        yield Prose(_QUESTION_KEY)
        yield from _questions(evaluation)
    if evaluation.cases:
        yield from _cases(evaluation.cases)
    if folded:
        yield from _folds(folded)
    yield from _overall(evaluation)


def _disagreement(place: int, item: Disagreement) -> Iterator[Prose]:
    name = "没有编号" if item.id is None else printable(item.id)
    head = f"{place}. {name}，{printable(item.question_text or item.question)}"
    marks = f"人工 {number(item.human)}，机器 {number(item.machine)}，满分 {number(item.full_marks)}"
    yield Prose(f"{head}：{marks}" + (f"（{printable(item.note)}）" if item.note else ""), indent=2)
    yield Prose(f"作答：{_excerpt(item.answer)}", "dim", indent=5)
    for point in item.points:
        yield Prose(_point(point), indent=5)


def _point(point: DisputedPoint) -> str:
    quoted = "、".join(f"“{_excerpt(text)}”" for text in point.evidence)
    nearest = f"；最接近“{_excerpt(point.nearest)}”" if point.nearest else ""
    found = f"；依据{quoted}" if quoted else nearest
    return f"{printable(point.name)}：{verdicts(point)}（{status_text(point)}{found}）"


def _excerpt(text: str) -> str:
    line = printable(text) or "（空白）"
    return line if len(line) <= _EXCERPT else f"{line[:_EXCERPT]}…"


def _key_points(evaluation: Evaluation) -> Iterator[RenderableType]:
    texts = {question.id: question.text for question in evaluation.questions}
    for question, points in groupby(evaluation.key_points, key=lambda point: point.question):
        yield Prose("\n" + printable(texts.get(question) or question))
        yield _points_table(points)


def _points_table(points: Iterator[KeyPointFigures]) -> Table:
    numbers = ("精确率", "召回率", "F1", "95% 区间", "多给", "漏给", "半分", "说反")
    drawn = table("要点", *numbers, numbers=numbers)
    for point in points:
        figures = point.figures
        drawn.add_row(
            Prose(printable(point.name)),
            ratio(figures.precision, 2),
            ratio(figures.recall, 2),
            ratio(figures.f1, 2),
            interval(figures.f1, 2),
            str(figures.wrong),
            str(figures.lost),
            half_marks(figures.confusion),
            f"{figures.denied_paid}/{figures.denied}",
        )
    return drawn


def _questions(evaluation: Evaluation) -> Iterator[RenderableType]:
    # all of them would not fit a terminal of 80 cells; the page shows them
    totals = evaluation.points is None
    between = evaluation.human is not None and not totals
    other = ("CCC",) if totals else ("人工间",) if between else ()
    numbers = ("份数", "一致", "相邻", "QWK", *other, "r", "误差", "偏差", "SMD")
    drawn = table("题目", *numbers, numbers=numbers)
    for question in evaluation.questions[:_QUESTIONS]:
        marks = question.marks
        drawn.add_row(
            Prose(printable(question.text or question.id)),
            str(marks.answers),
            f"{marks.exact.value:.0%}",
            f"{marks.adjacent.value:.0%}",
            ratio(marks.qwk),
            *([ratio(question.human.qwk if question.human else None)] if between else []),
            *([ratio(marks.ccc)] if totals else []),
            ratio(marks.pearson),
            in_marks(marks.mae, question.full_marks),
            in_marks(marks.bias, question.full_marks, signed=True),
            ratio(marks.smd, 2),
        )
    yield drawn
    if len(evaluation.questions) > _QUESTIONS:
        yield Prose(f"其余 {len(evaluation.questions) - _QUESTIONS} 题见报告（-o 报告.html）。")


def _cases(cases: CaseFigures) -> Iterator[RenderableType]:
    right = f"正确率 {ratio(cases.right, 4)}（95% 区间 {interval(cases.right)}）"
    yield Prose(f"\n单要点题例：共 {cases.cases} 例，{right}。", "bold")
    drawn = table("类别", "正确", "题例", numbers=("正确", "题例"))
    for category in cases.categories:
        name = printable(category.name) or "（没有写明）"
        drawn.add_row(Prose(name), str(category.right), str(category.cases))
    yield drawn


def _folds(folded: FoldedEvaluation) -> Iterator[RenderableType]:
    yield Prose(f"\n已评作答的作用（{folded.folds} 折，每份作答由没有学过它的评分来评）：", "bold")
    yield Prose(FOLDS_KEY)
    numbers = ("QWK 不用", "QWK 用", "误差 不用", "误差 用", "采用")
    drawn = table("题目", *numbers, "没有采用的原因", numbers=numbers)
    for row in fold_rows(folded):
        drawn.add_row(Prose(printable(row.name)), *row.figures, Prose(row.note))
    yield drawn


def _overall(evaluation: Evaluation) -> Iterator[RenderableType]:
    yield Prose(f"\n总体：比较 {evaluation.answers} 份作答。", "bold")
    rows = list(overall_rows(evaluation))
    if rows:
        human = ("人工对人工",) if evaluation.human else ()
        numbers = ("机器对人工", "95% 区间", *human)
        drawn = table("指标", *numbers, "说明", numbers=numbers)
        for row in rows:
            between = [row.human] if human else []
            drawn.add_row(Prose(row.name), row.machine, row.interval, *between, Prose(row.note))
        yield drawn
    if evaluation.sure:
        yield Prose(sure_text(evaluation.sure))
    if evaluation.bands:
        yield Prose(_bands(evaluation.bands))


def _bands(bands: BandFigures) -> str:
    return (
        f"人工给满分的 {bands.full} 份，机器平均给 {percent(bands.full_mean.value or 0)}；"
        f"给零分的 {bands.zero} 份，机器平均给 {percent(bands.zero_mean.value or 0)}；"
        f"AUC {ratio(bands.auc, 4)}（95% 区间 {interval(bands.auc, 4)}）。"
    )
