"""Which row is the header, and which column holds answers to which question: long, wide, Moodle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from safety_scoring.errors import AnswersError
from safety_scoring.files.headers import Questions, find_header, looks_like_question
from safety_scoring.files.roles import (
    ANSWER_NAMES,
    ID_NAMES,
    QUESTION_NAMES,
    columns_named,
    question_beside,
    response_number,
)
from safety_scoring.files.table import Row, Table

__all__ = ["HEADER_ROWS", "Plan", "Wanted", "find_plan"]

HEADER_ROWS = 12
"""The header is looked for in this many rows; titles stand above it."""

_SAMPLE = 100
"""Rows that are looked at to tell a wide header from a row of a long file."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user settled; empty where the file is to speak for itself.

    Attributes:
        question, answer, id: names of columns.
        mapping: id of a question by the name of the column that answers it.
    """

    question: str | None = None
    answer: str | None = None
    id: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """How one table is read.

    Attributes:
        table: the table.
        header_row: number of the header's row; 0 where the format has none.
        headers: text of each header cell.
        rows: the rows under the header.
        shape: ``long`` (a question column) or ``wide`` (a column a question).
        answers: for each column of answers the id of its question, or the column that gives the
            question row by row.
        ids: rank and index of the columns that may identify a row, the strongest first.
        unplaced: columns that look like answers to no question of the bank.
    """

    table: Table
    header_row: int
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    shape: Literal["long", "wide"]
    answers: Mapping[int, str | int]
    ids: tuple[tuple[int, int], ...]
    unplaced: tuple[int, ...]


def find_plan(table: Table, questions: Questions, wanted: Wanted) -> Plan | None:
    """The plan of a table, or None where no header is recognised.

    Raises:
        AnswersError: two columns claim the same part.
    """
    possible = list(_possible_headers(table))
    weight, index = max(
        (_weight(table, header, rows, questions, wanted), -index)
        for index, (header, rows) in enumerate(possible)
    )
    if not weight:
        return None
    header, rows = possible[-index]
    headers = tuple(str(cell) for cell in header.cells)
    long = _is_long(headers, wanted)
    answers = (
        _long_answers(table, header, rows, questions, wanted)
        if long
        else _wide_answers(headers, questions, wanted)
    )
    ids = _id_columns(table, header, wanted)
    return Plan(
        table=table,
        header_row=header.number,
        headers=headers,
        rows=rows,
        shape="long" if long else "wide",
        answers=answers,
        ids=ids,
        unplaced=_unplaced(headers, answers, ids, questions, long=long),
    )


def _possible_headers(table: Table) -> Iterator[tuple[Row, tuple[Row, ...]]]:
    if table.header is not None:
        yield table.header, table.rows
        return
    for index, row in enumerate(table.rows[:HEADER_ROWS]):
        yield row, table.rows[index + 1 :]


def _weight(table: Table, header: Row, rows: Sequence[Row], questions: Questions, wanted: Wanted) -> int:
    """How many columns a row would explain as the header; 0 where it cannot be one."""
    headers = [str(cell) for cell in header.cells]
    if _filled(headers) == 1 and any(_filled(row.cells) > 1 for row in rows[:HEADER_ROWS]):
        return 0  # a title
    has_id = bool(columns_named(headers, ID_NAMES))
    if _is_long(headers, wanted):
        return 2 + has_id
    if wanted.question or wanted.answer:
        return 0
    answers = _wide_answers(headers, questions, wanted)
    last = not rows and header not in (table.header, table.rows[0])
    if not has_id and (last or any(_is_data(column, rows, questions) for column in answers)):
        return 0  # a row of a long file whose own header says nothing
    return len(answers) + has_id if answers else 0


def _filled(cells: Sequence[object]) -> int:
    return sum(isinstance(cell, str) and bool(cell.strip()) for cell in cells)


def _is_data(column: int, rows: Sequence[Row], questions: Questions) -> bool:
    """Whether the cells under a supposed header are questions too."""
    texts = [row.cells[column] for row in rows[:_SAMPLE] if column < len(row.cells)]
    texts = [text for text in texts if isinstance(text, str) and text.strip()]
    return bool(texts) and 2 * sum(questions.find(text) is not None for text in texts) > len(texts)


def _is_long(headers: Sequence[str], wanted: Wanted) -> bool:
    answers = _claims(headers, wanted.answer, ANSWER_NAMES)
    if wanted.mapping or not answers:
        return False
    questions = {column for rank in _claims(headers, wanted.question, QUESTION_NAMES) for column in rank}
    return bool(questions - set(answers[0]))


def _claims(headers: Sequence[str], name: str | None, names: tuple[tuple[str, ...], ...]) -> list[list[int]]:
    """Columns that may play a part, by rank; the one that the user named, where he did."""
    if name is None:
        return list(columns_named(headers, names).values())
    found = find_header(name, headers)
    return [found] if found else []


def _long_answers(
    table: Table, header: Row, rows: Sequence[Row], questions: Questions, wanted: Wanted
) -> dict[int, str | int]:
    headers = [str(cell) for cell in header.cells]
    answer = _only(table, header, _claims(headers, wanted.answer, ANSWER_NAMES)[0], "作答", "--answer")
    ranks = [
        [column for column in rank if column != answer]
        for rank in _claims(headers, wanted.question, QUESTION_NAMES)
    ]
    known = {column: _known(column, rows, questions) for rank in ranks for column in rank}
    most = max(known.values())
    # 题号 beside 题干: whichever the bank knows
    best = next(best for rank in ranks if (best := [column for column in rank if known[column] == most]))
    return {answer: _only(table, header, best, "题目", "--question")}


def _known(column: int, rows: Sequence[Row], questions: Questions) -> int:
    cells = (row.cells[column] for row in rows if column < len(row.cells))
    return sum(isinstance(cell, str) and questions.find(cell) is not None for cell in cells)


def _only(table: Table, header: Row, columns: Sequence[int], part: str, option: str) -> int:
    if len(columns) == 1:
        return columns[0]
    names = "、".join(f"“{header.cells[column]}”" for column in columns)
    what = f"有 {len(columns)} 列都像{part}列：{names}"
    remedy = f"用 {option} 列名 指明其中一列；列名相同的，先在文件里改名或删去多余的一列"
    raise AnswersError(table.place(header).fault(what, remedy))


def _wide_answers(headers: Sequence[str], questions: Questions, wanted: Wanted) -> dict[int, str | int]:
    answers: dict[int, str | int] = {
        column: question for name, question in wanted.mapping.items() for column in find_header(name, headers)
    }
    for column, header in enumerate(headers):
        question = questions.find(header)
        if question is not None:
            answers.setdefault(column, question)
        elif (number := response_number(header)) is not None:
            beside = question_beside(headers, number)
            if beside is not None:
                answers.setdefault(column, beside)
    return dict(sorted(answers.items()))


def _id_columns(table: Table, header: Row, wanted: Wanted) -> tuple[tuple[int, int], ...]:
    headers = [str(cell) for cell in header.cells]
    if wanted.id is None:
        ranks = columns_named(headers, ID_NAMES)
        return tuple((rank, column) for rank, columns in ranks.items() for column in columns)
    found = find_header(wanted.id, headers)
    return ((0, _only(table, header, found, "编号", "--id")),) if found else ()


def _unplaced(
    headers: Sequence[str],
    answers: Mapping[int, str | int],
    ids: Sequence[tuple[int, int]],
    questions: Questions,
    *,
    long: bool,
) -> tuple[int, ...]:
    placed = {*answers, *answers.values(), *(column for _, column in ids)}
    return tuple(
        column
        for column, header in enumerate(headers)
        if column not in placed and (questions.find(header) is not None if long else _needs_a_word(header))
    )


def _needs_a_word(header: str) -> bool:
    return response_number(header) is not None or looks_like_question(header)
