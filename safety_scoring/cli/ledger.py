"""A result as an examiner reads it in a terminal: the ledger, the mark, what to look at, the feedback."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from safety_scoring.cli.console import printable, table
from safety_scoring.cli.prose import Prose
from safety_scoring.report.words import flag_text
from safety_scoring.result import STATUS_NAMES, Evidence, KeyPointResult, ScoreResult

__all__ = ["draw"]

_STYLES = {
    "covered": "green",
    "partial": "yellow",
    "missed": "bright_black",
    "contradicted": "red",
    "by_hand": "cyan",
}
_QUOTED = 5
"""Stretches quoted for a point; repetitions earn nothing more."""


def draw(result: ScoreResult) -> Iterator[RenderableType]:
    """The parts of the picture, from the question down to the feedback.

    Args:
        result: of a marked answer.
    """
    yield Prose(printable(result.question_text), "bold")
    yield ""
    yield _ledger(result)
    yield ""
    yield _mark(result)
    yield Text(
        f"覆盖率 {result.coverage:.1%} · 相似度 {result.similarity:.2f} · 把握度 {result.confidence:.2f}"
    )
    if result.flags:
        yield Prose(f"需人工查看：{flag_text(result.flags)}", "yellow")
    yield ""
    yield Text("反馈：", "bold")
    yield from (Prose(printable(line)) for line in result.feedback.splitlines())
    yield ""
    yield Prose(result.signature, "bright_black")


def _ledger(result: ScoreResult) -> Table:
    drawn = table("要点", "得分", "状态", "依据原文和缺少的内容", numbers=("得分",))
    for point in result.key_points:
        name = printable(point.name) + ("（必答）" if point.required else "")
        marks = f"{point.awarded:g}/{point.marks:g}"
        status = Text(STATUS_NAMES[point.status], _STYLES[point.status])
        drawn.add_row(Prose(name), marks, status, Prose(_why(point)))
    return drawn


def _why(point: KeyPointResult) -> str:
    texts = list(dict.fromkeys(printable(item.text) for item in _widest(point.evidence)))
    lack = _lack(point)
    if all(f"“{text}”" in lack for text in texts):
        return lack  # what denies the point is quoted there
    quotes = "".join(f"“{text}”" for text in texts[:_QUOTED])
    return quotes + (f"等 {len(texts)} 处" if len(texts) > _QUOTED else "") + (f"\n{lack}" if lack else "")


def _widest(evidence: Sequence[Evidence]) -> Iterator[Evidence]:
    """Stretches that lie in no other one, in the order of the answer."""
    end = -1
    for item in sorted(evidence, key=lambda item: (item.start, -item.end)):
        if item.end > end:
            end = item.end
            yield item


def _lack(point: KeyPointResult) -> str:
    nearest = f"最接近的是“{printable(point.nearest)}”。" if point.nearest else ""
    return printable(point.reason) + ("" if point.nearest and point.nearest in point.reason else nearest)


def _mark(result: ScoreResult) -> Text:
    line = Text.assemble("得分 ", (f"{result.marks:g}", "bold"), f" / {result.full_marks:g}，")
    line.append("及格" if result.passed else "不及格", "green" if result.passed else "red")
    line.append(f"（及格线 {result.pass_marks:g}）")
    if result.calibration:
        line.append(f"；校准前 {result.raw_marks:g}")
    if result.capped:
        line.append("；必答要点没有得分，总分封在及格线以下", "yellow")
    return line
