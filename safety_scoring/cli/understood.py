"""A file of marked answers, read and told as it was understood."""

from __future__ import annotations

from pathlib import Path

from safety_scoring.bank.model import Bank
from safety_scoring.cli.console import printable, report_faults, show
from safety_scoring.cli.prose import Prose
from safety_scoring.errors import AnswersError, Fault
from safety_scoring.marked.answers import MarkedFile
from safety_scoring.marked.read import read_marked

__all__ = ["read_and_say"]


def read_and_say(marked: Path, bank: Bank) -> MarkedFile:
    """Read answers with human marks, and print what was taken for what.

    Args:
        marked: CSV, TSV, XLSX or JSONL with human marks.
        bank: its questions may be marked.

    Raises:
        AnswersError: unreadable, or without one marked answer.
    """
    file = read_marked(marked, bank)
    if not file.answers:
        raise AnswersError(
            file.faults or [Fault("没有一份作答有人工评分", "检查是否选错了文件", marked.name)]
        )
    show("识别结果：", *(Prose(printable(line), indent=2) for line in file.understood))
    if file.notices:
        report_faults(file.notices, style="yellow", heading="请留意：", rest="其余 {} 条从略。")
    return file
