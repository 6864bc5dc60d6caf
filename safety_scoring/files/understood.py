"""In Chinese, which column was taken for what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from safety_scoring.files.columns import Plan
from safety_scoring.files.table import Table

__all__ = ["describe"]


def describe(found: Sequence[tuple[Table, Plan | None]], ids: Sequence[int | None]) -> list[str]:
    """Sentences for the examiner, table by table.

    Args:
        found: every table with its plan, None where its header was not recognised.
        ids: id column of each table that has a plan.
    """
    columns = iter(ids)
    sentences: list[str] = []
    for table, plan in found:
        sheet = f"工作表“{table.sheet}”：" if table.sheet else ""
        parts = ["没有认出表头，未读取"] if plan is None else _sentences(plan, next(columns))
        sentences += [f"{sheet}{part}。" for part in parts]
    return sentences


def _sentences(plan: Plan, id_column: int | None) -> Iterator[str]:
    if plan.header_row > 1:
        yield f"表头在第 {plan.header_row} 行"
    yield "没有编号列" if id_column is None else f"“{_name(plan, id_column)}”列是编号"
    for column, source in plan.answers.items():
        if isinstance(source, str):
            yield f"“{_name(plan, column)}”列是题目 {source} 的作答"
        elif plan.shape == "long":
            yield f"“{_name(plan, source)}”列是题目，“{_name(plan, column)}”列是作答"
        else:
            yield f"“{_name(plan, column)}”列是作答，题目取自同一行的“{_name(plan, source)}”列"


def _name(plan: Plan, column: int) -> str:
    return " ".join(plan.headers[column].split())
