"""`safety-scoring questions`: what the bank asks."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from safety_scoring.bank.load import load_bank
from safety_scoring.bank.model import Bank, Question
from safety_scoring.cli.console import printable, show, table
from safety_scoring.cli.prose import Prose

__all__ = ["questions"]


def questions(reference: Path | None, *, as_json: bool) -> None:
    """Print the questions of a bank in their order.

    Args:
        reference: the bank; None for the bundled one.
        as_json: an array of objects instead of a table.

    Raises:
        BankError: the bank cannot be used.
    """
    bank = load_bank(reference)
    if as_json:
        sys.stdout.write(
            json.dumps([_record(question) for question in bank.questions], ensure_ascii=False) + "\n"
        )
    else:
        show(_table(bank), "", f"共 {len(bank.questions)} 道题。")


def _table(bank: Bank) -> Table:
    drawn = table("编号", "题目", "满分", "及格", "要点", numbers=("满分", "及格", "要点"))
    for question in bank.questions:
        points = str(len(question.key_points)) if question.key_points else "自动"
        marks = (f"{question.full_marks:g}", f"{question.pass_marks:g}")
        drawn.add_row(
            Text(question.id, "cyan", no_wrap=True), Prose(printable(question.question)), *marks, points
        )
    return drawn


def _record(question: Question) -> dict[str, Any]:
    points = [
        {"id": point.id, "name": point.name, "marks": point.marks, "required": point.required}
        for point in question.key_points
    ]
    return {
        "id": question.id,
        "question": question.question,
        "full_marks": question.full_marks,
        "pass_marks": question.pass_marks,
        "key_points": points,
    }
