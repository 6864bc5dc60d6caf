"""A planned table → `AnswerRow`s."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from safety_scoring.files.cells import other_columns, other_values, row_errors, text_of
from safety_scoring.files.columns import Plan
from safety_scoring.files.headers import Questions
from safety_scoring.files.identity import Asked, id_errors, id_text
from safety_scoring.files.table import Place, Row
from safety_scoring.result import RowError

__all__ = ["AnswerRow", "Draft", "answer_rows", "asked_of", "drafts_of"]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer of one person to one question.

    Attributes:
        id: the row's id (a person's, in wide files), or None.
        question: id in the bank where it is recognised, else as given.
        answer: the answer as given; empty where there is none.
        row: the other columns, untouched and in order.
        place: where it stands.
        error: why it cannot be marked; empty where it can.
    """

    id: str | None
    question: str
    answer: str
    row: Mapping[str, Any]
    place: Place
    error: tuple[RowError, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before the id column is chosen.

    Attributes:
        row: where it was read.
        question: id in the bank where it is recognised, else as given.
        answer: as given.
        error: why it cannot be marked.
    """

    row: Row
    question: str
    answer: str
    error: tuple[RowError, ...]


def drafts_of(plan: Plan, known: Questions) -> Iterator[Draft]:
    """Every answer of a table: one a row in long tables, one a row and column in wide ones.

    Args:
        plan: how the table is read.
        known: the bank's questions.
    """
    for row in plan.rows:
        broken = row_errors(plan, row)
        if not row.cells:
            yield Draft(row, "", "", broken)
            continue
        for column, source in plan.answers.items():
            answer, errors = text_of(plan, row, column)
            question = source
            if isinstance(source, int):
                text, more = text_of(plan, row, source)
                question, errors = known.find(text) or text, (*more, *errors)
            yield Draft(row, str(question), answer, broken or errors)


def asked_of(drafts: Sequence[Draft]) -> list[Asked]:
    """The sound rows with the questions that each answers."""
    questions: dict[int, set[str]] = {}
    rows: dict[int, Row] = {}
    for draft in drafts:
        if not draft.error:
            rows[draft.row.number] = draft.row
            questions.setdefault(draft.row.number, set()).add(draft.question)
    return [Asked(row, frozenset(questions[number])) for number, row in rows.items()]


def answer_rows(plan: Plan, drafts: Sequence[Draft], id_column: int | None) -> Iterator[AnswerRow]:
    """The answers with their ids and with the columns that pass through.

    Args:
        plan: how the table is read.
        drafts: its answers.
        id_column: index of the id column, or None.
    """
    sources = {source for source in plan.answers.values() if isinstance(source, int)}
    used = frozenset({*plan.answers, *sources, *([] if id_column is None else [id_column])})
    others = other_columns(plan, used)
    for draft in drafts:
        unreadable = () if draft.row.broken else id_errors(plan, draft.row, id_column)
        yield AnswerRow(
            id=None if unreadable else id_text(plan, draft.row, id_column),
            question=draft.question,
            answer=draft.answer,
            row=other_values(draft.row, others),
            place=plan.table.place(draft.row),
            error=(*unreadable, *draft.error),
        )
