"""A file of answers → one `AnswerRow` for each answer, with what was understood and what was not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from safety_scoring.errors import AnswersError, Fault
from safety_scoring.files.answer_rows import AnswerRow, answer_rows, asked_of, drafts_of
from safety_scoring.files.columns import Wanted, find_plan
from safety_scoring.files.headers import Questions
from safety_scoring.files.identity import choose_ids, id_faults
from safety_scoring.files.notices import plan_faults, repeated, without_id
from safety_scoring.files.read import read_tables
from safety_scoring.files.refusal import check_options, check_sheet, refusal
from safety_scoring.files.understood import describe

__all__ = ["AnswerFile", "AnswerRow", "read_answers"]


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """A file of answers as it was understood.

    Attributes:
        rows: in the order of the file; in wide tables person by person.
        shape: ``long``, ``wide``, or ``mixed`` where the sheets differ.
        understood: in Chinese, which column was taken for what.
        unplaced: headers of columns that look like answers but to no question of the bank.
        faults: warnings; none of them stops a row from being marked.
    """

    rows: list[AnswerRow]
    shape: Literal["long", "wide", "mixed"]
    understood: list[str] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_answers(
    path: str | Path,
    questions: Mapping[str, str],
    *,
    question_column: str | None = None,
    answer_column: str | None = None,
    id_column: str | None = None,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
) -> AnswerFile:
    """Read answers from CSV, TSV, XLSX or JSONL, long or wide.

    Args:
        path: the file.
        questions: text of each question of the bank by its id.
        question_column: header of the column of questions, where the user settles it.
        answer_column: header of the column of answers, likewise.
        id_column: header of the column of ids, likewise.
        sheet: the one sheet to read; None for every sheet whose header is recognised.
        mapping: question (id or text) by the header of the column that answers it.

    Raises:
        AnswersError: unreadable, no column of answers found, or an option that names nothing.
    """
    known = Questions(questions)
    tables = check_sheet(read_tables(path), sheet)
    wanted = check_options(
        tables, known, Wanted(question_column, answer_column, id_column, dict(mapping or {}))
    )
    found = [(table, find_plan(table, known, wanted)) for table in tables]
    plans = [plan for _, plan in found if plan is not None]
    if not plans:
        raise AnswersError(refusal(tables, wanted))
    drafts = [list(drafts_of(plan, known)) for plan in plans]
    asked = [asked_of(items) for items in drafts]
    ids = choose_ids(plans, asked)
    rows = [
        row
        for plan, items, column in zip(plans, drafts, ids, strict=True)
        for row in answer_rows(plan, items, column)
    ]
    shapes = {plan.shape for plan in plans}
    faults = [fault for plan in plans for fault in plan.table.faults]
    return AnswerFile(
        rows=rows,
        shape=shapes.pop() if len(shapes) == 1 else "mixed",
        understood=describe(found, ids),
        unplaced=[plan.headers[column] for plan in plans for column in plan.unplaced],
        faults=[
            *faults,
            *plan_faults(plans),
            *id_faults(plans, asked, ids),
            *without_id(rows, ids),
            *repeated(rows),
        ],
    )
