"""What every reader gives: tables of rows that know their place and what is broken in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from safety_scoring.errors import Fault
from safety_scoring.result import RowError

__all__ = ["ABSENT", "Place", "Row", "Table", "number_text"]


class _Absent:
    """The type of `ABSENT`."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = _Absent()
"""Stands in a JSONL row for a key that this line does not have (null is None)."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands.

    Attributes:
        file: name of the file.
        sheet: name of the sheet; empty for text files.
        row: 1-based row of the sheet, or line of the text file on which the row begins.
    """

    file: str
    sheet: str
    row: int

    def fault(self, what: str, remedy: str = "", field: str = "") -> Fault:
        """A fault at this place."""
        if self.sheet:
            return Fault(what, remedy, _name(self.file, self.sheet), row=self.row, field=field)
        return Fault(what, remedy, self.file, line=self.row, field=field)


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it was read.

    Attributes:
        number: 1-based row of the sheet, or line of the text file on which the row begins.
        cells: texts; in JSONL the values as they are.
        broken: what is wrong with the row as a whole; it keeps the cells that could be read.
        cell_errors: what is wrong with single cells, by their index.
    """

    number: int
    cells: tuple[Any, ...]
    broken: tuple[RowError, ...] = ()
    cell_errors: Mapping[int, RowError] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it, not even a fault."""
        blank = all(cell is ABSENT or (isinstance(cell, str) and not cell.strip()) for cell in self.cells)
        return blank and not self.broken and not self.cell_errors


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one text file or one sheet, blank rows left out.

    Attributes:
        file: name of the file.
        sheet: name of the sheet; empty for text files.
        rows: in their order.
        header: the header, where the format says which it is (JSONL: all keys in the order of their
            first appearance); None where it must be looked for among the rows.
        faults: warnings met while reading.
    """

    file: str
    sheet: str
    rows: tuple[Row, ...]
    header: Row | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def name(self) -> str:
        """File, and sheet where there is one, as messages give them."""
        return _name(self.file, self.sheet)

    def place(self, row: Row) -> Place:
        """Where a row of this table stands."""
        return Place(self.file, self.sheet, row.number)


def number_text(value: float) -> str:
    """A number or truth value as a spreadsheet shows it: ``3`` for 3.0, ``TRUE`` for True."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if value.is_integer():
        return str(int(value))
    return format(value, ".15g")


def _name(file: str, sheet: str) -> str:
    return f"{file} 工作表“{sheet}”" if sheet else file
