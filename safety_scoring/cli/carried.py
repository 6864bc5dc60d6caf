"""The marked answers that a bank carries, read for the commands that mark."""

from __future__ import annotations

from pathlib import Path

from safety_scoring.bank.model import Bank
from safety_scoring.cli.console import report_faults
from safety_scoring.marked.answers import MarkedAnswer
from safety_scoring.marked.beside import load_marked

__all__ = ["open_carried"]


def open_carried(reference: Path | None, bank: Bank) -> tuple[MarkedAnswer, ...]:
    """Read what a bank carries; rows that cannot be used are told and do no harm.

    Args:
        reference: where the bank stands; None for the bundled one.
        bank: the bank.
    """
    file = load_marked(reference, bank)
    if file.faults:
        heading = "题库带的已评作答中，这些没有用上："
        report_faults(file.faults, style="yellow", heading=heading, rest="其余 {} 条从略。")
    return file.answers
