"""Which column is the id: the first there is that tells the rows apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from safety_scoring.errors import Fault
from safety_scoring.files.cells import text_of
from safety_scoring.files.columns import Plan
from safety_scoring.files.table import ABSENT, Row
from safety_scoring.result import RowError

__all__ = ["Asked", "choose_ids", "id_errors", "id_faults", "id_text"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A sound row and the questions that it answers; id and question together should be unique."""

    row: Row
    questions: frozenset[str]


def choose_ids(plans: Sequence[Plan], asked: Sequence[Sequence[Asked]]) -> list[int | None]:
    """The id column of each table, or None where it has no candidate.

    One column for the whole file comes first, so that 序号, which begins anew on every sheet, gives
    way to 姓名; then each table by itself; then, where nothing is unique, the first that there is.

    Args:
        plans: the tables.
        asked: for each table its sound rows with their questions.
    """
    for columns in _common(plans):
        if _clash(zip(plans, asked, columns, strict=True)) is None:
            return list(columns)
    return [_own_choice(plan, rows) for plan, rows in zip(plans, asked, strict=True)]


def id_text(plan: Plan, row: Row, column: int | None) -> str | None:
    """The id of a row, or None where there is none."""
    return None if column is None else text_of(plan, row, column)[0].strip() or None


def id_errors(plan: Plan, row: Row, column: int | None) -> tuple[RowError, ...]:
    """Why the id of a row cannot be read; a row without one is no error."""
    if column is None or column >= len(row.cells) or row.cells[column] is ABSENT:
        return ()
    return text_of(plan, row, column)[1]


def id_faults(
    plans: Sequence[Plan], asked: Sequence[Sequence[Asked]], chosen: Sequence[int | None]
) -> Iterator[Fault]:
    """Warnings: no id at all, or a stronger column that had to be passed over."""
    for plan, rows, column in zip(plans, asked, chosen, strict=True):
        if column is None:
            remedy = "用 --id 列名 指明哪一列是编号"
            yield Fault("没有找到编号列，结果里的编号为空", remedy, plan.table.name)
            continue
        first = plan.ids[0][1]
        clash = _clash([(plan, rows, first)]) if first != column else None
        if clash is not None:
            row, why = clash
            what = f"“{plan.headers[first]}”列{why}，改用“{plan.headers[column]}”列作为编号"
            yield plan.table.place(row).fault(what, "要以前者为准，改正后重试，或用 --id 列名 指明")


def _common(plans: Sequence[Plan]) -> Iterator[tuple[int, ...]]:
    """Columns of one rank in all tables, the strongest rank first."""
    for rank, column in plans[0].ids if plans else ():
        others = [[c for r, c in plan.ids if r == rank] for plan in plans[1:]]
        if all(others):
            yield (column, *(found[0] for found in others))


def _own_choice(plan: Plan, rows: Sequence[Asked]) -> int | None:
    columns = [column for _, column in plan.ids]
    for column in columns:
        if _clash([(plan, rows, column)]) is None:
            return column
    filled = (column for column in columns if any(id_text(plan, asked.row, column) for asked in rows))
    return next(filled, None)


def _clash(tables: Iterable[tuple[Plan, Sequence[Asked], int]]) -> tuple[Row, str] | None:
    """The first row that the column leaves without an id of its own, and why."""
    seen: set[tuple[str, str]] = set()
    for plan, rows, column in tables:
        for asked in rows:
            identifier = id_text(plan, asked.row, column)
            if identifier is None:
                return asked.row, "有空格"
            keys = {(identifier, question) for question in asked.questions}
            if keys & seen:
                return asked.row, f"有重复（{identifier}）"
            seen |= keys
    return None
