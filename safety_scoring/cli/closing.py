"""What a batch says at its end: how many, how well, what to look at, where the outputs are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from safety_scoring.batch.run import BatchSummary
from safety_scoring.cli.console import printable, report_faults, show, table
from safety_scoring.cli.prose import Prose
from safety_scoring.report.summary import Figures

__all__ = ["say_closing"]


def say_closing(summary: BatchSummary, figures: Figures, output: Path, report: Path | None) -> None:
    """Print the figures and the outputs; rows and decisions that need a hand go to standard error.

    Args:
        summary: what became of the rows.
        figures: of the marked answers.
        output: the results.
        report: the report, or None.
    """
    show(*_counts(summary, figures))
    if figures.questions:
        show("", _table(figures))
    if summary.not_marked:
        report_faults(summary.not_marked, heading="未能评分的行：", rest="其余 {} 条见输出文件。")
    if summary.unused:
        report_faults(summary.unused, heading="没有用上的改判：")
    written = [f"结果：{output}", *([f"报告：{report}"] if report else [])]
    show("", Text("\n".join(written), no_wrap=True, overflow="ignore"))


def _counts(summary: BatchSummary, figures: Figures) -> Iterator[RenderableType]:
    missing = len(summary.not_marked)
    line = f"共 {summary.marked + missing} 份作答：已评分 {summary.marked} 份"
    line += f"，未能评分 {missing} 份" if missing else ""
    line += f"，人工改判 {summary.overridden} 处" if summary.overridden else ""
    yield ""
    yield Prose(f"{line}。")
    if figures.mean_rate is not None and figures.pass_rate is not None:
        rates = f"平均得分率 {figures.mean_rate:.1%}，及格率 {figures.pass_rate:.1%}（{figures.passed} 份）"
        yield Prose(f"{rates}，建议人工查看 {summary.flagged} 份。")


def _table(figures: Figures) -> Table:
    numbers = ("份数", "平均分", "满分", "及格率", "待查看")
    drawn = table("题目", *numbers, numbers=numbers)
    for question in figures.questions:
        drawn.add_row(
            Prose(printable(question.text)),
            str(question.count),
            f"{question.mean:.1f}",
            f"{question.full_marks:g}",
            f"{question.pass_rate:.0%}",
            str(question.flagged),
        )
    return drawn
