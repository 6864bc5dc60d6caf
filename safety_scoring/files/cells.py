"""One row → what the plan asks of it: a text for each part, faults told apart from blanks."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Any

from safety_scoring.files.columns import Plan
from safety_scoring.files.table import ABSENT, Row, number_text
from safety_scoring.result import RowError

__all__ = ["other_columns", "other_values", "read_text", "row_errors", "text_of"]


def text_of(plan: Plan, row: Row, column: int) -> tuple[str, tuple[RowError, ...]]:
    """The text of a cell, and why it cannot be used.

    Args:
        plan: how the table is read.
        row: a row of the table.
        column: index of the cell.
    """
    # who writes a key only for the questions answered has left the others blank
    optional = plan.shape == "wide" and plan.table.header is not None
    return read_text(row, column, plan.headers[column].strip(), optional=optional)


def read_text(row: Row, column: int, header: str, *, optional: bool) -> tuple[str, tuple[RowError, ...]]:
    """The text of a cell, and why it cannot be used; null is an empty text.

    Args:
        row: the row.
        column: index of the cell.
        header: name of the column, for messages.
        optional: whether a cell that is not there is blank, and no fault.
    """
    cell = row.cells[column] if column < len(row.cells) else ABSENT
    if column in row.cell_errors:
        error = row.cell_errors[column]
        return str(cell), (RowError(f"“{header}”：{error.what}", error.remedy),)
    if cell is ABSENT:
        missing = RowError(f"这一行没有“{header}”一格", "补上这一格；没有作答的写成空字符串")
        return "", () if optional else (missing,)
    if cell is None:
        return "", ()
    if isinstance(cell, (bool, int, float)):
        return number_text(cell), ()
    if isinstance(cell, str):
        return cell, ()
    return "", (RowError(f"“{header}”是列表或对象，不是文字", "写成一段文字（字符串）"),)


def row_errors(plan: Plan, row: Row) -> tuple[RowError, ...]:
    """What is wrong with the row as a whole."""
    surplus = [cell for cell in row.cells[len(plan.headers) :] if cell.strip()]
    if row.broken or not surplus:
        return row.broken
    what = f"这一行有 {len(row.cells)} 格，表头只有 {len(plan.headers)} 格"
    return (RowError(what, "内容里有分隔符的单元格，要用引号整格括起"),)


def other_columns(plan: Plan, used: frozenset[int]) -> list[tuple[int, str]]:
    """Index and name of each column that passes through, in order; names are unique.

    Args:
        plan: how the table is read.
        used: columns that have become id, question or answer.
    """
    width = max([len(plan.headers), *(len(row.cells) for row in plan.rows)])
    names: list[tuple[int, str]] = []
    taken: set[str] = set()
    for column in range(width):
        header = plan.headers[column] if column < len(plan.headers) else ""
        if column in used or (not header.strip() and not _any_text(plan.rows, column)):
            continue
        name = _unique(header if header.strip() else f"第 {column + 1} 列", taken)
        taken.add(name)
        names.append((column, name))
    return names


def other_values(row: Row, columns: Sequence[tuple[int, str]]) -> dict[str, Any]:
    """The values that pass through; a JSON object under ``row`` is laid open."""
    data: dict[str, Any] = {}
    for column, name in columns:
        value = row.cells[column] if column < len(row.cells) else ABSENT
        if name == "row" and isinstance(value, dict):
            data.update({_unique(key, data): item for key, item in value.items()})
        elif value is not ABSENT:
            data[_unique(name, data)] = value
    return data


def _any_text(rows: Sequence[Row], column: int) -> bool:
    return any(column < len(row.cells) and row.cells[column] for row in rows)


def _unique(name: str, taken: Container[str]) -> str:
    """The name, or ``备注（2）`` where 备注 is taken."""
    number, unique = 2, name
    while unique in taken:
        number, unique = number + 1, f"{name}（{number}）"
    return unique
