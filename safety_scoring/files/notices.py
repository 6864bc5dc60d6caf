"""Warnings about a file of answers; none of them stops a row from being marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from safety_scoring.errors import Fault
from safety_scoring.files.answer_rows import AnswerRow
from safety_scoring.files.columns import Plan
from safety_scoring.files.table import Place

__all__ = ["plan_faults", "repeated", "without_id"]


def plan_faults(plans: Sequence[Plan]) -> Iterator[Fault]:
    """Columns that could not be placed, names used twice, tables without rows."""
    for plan in plans:
        name = plan.table.name
        for column in plan.unplaced:
            header = " ".join(plan.headers[column].split())
            what = f"“{header}”列像是作答，但认不出是哪道题；没有评分，原样保留"
            yield Fault(what, f"如果是作答，用 --map '{header}=题目编号' 指明", name)
        headers = [header.strip() for header in plan.headers if header.strip()]
        for header in dict.fromkeys(header for header in headers if headers.count(header) > 1):
            yield Fault(f"有 {headers.count(header)} 列都叫“{header}”", "改名后重试，以免混淆", name)
        if not plan.rows:
            yield Fault("表头下面没有数据", "检查导出是否完整", name)


def without_id(rows: Sequence[AnswerRow], ids: Sequence[int | None]) -> Iterator[Fault]:
    """One warning for all rows without an id, in a file where ids are given."""
    nameless = list(dict.fromkeys(row.place for row in rows if row.id is None and not row.error))
    if nameless and all(column is not None for column in ids):
        yield nameless[0].fault(
            f"有 {len(nameless)} 行没有编号，从这一行起", "补上编号，否则结果难以对应到人"
        )


def repeated(rows: Sequence[AnswerRow]) -> Iterator[Fault]:
    """An id that answers a question for the second time; both are marked."""
    first: dict[tuple[str, str], Place] = {}
    for row in rows:
        if row.id is None or row.error:
            continue
        earlier = first.setdefault((row.id, row.question), row.place)
        if earlier is not row.place:
            what = (
                f"编号 {row.id} 与题目“{row.question}”在{_where(earlier, row.place)}已经出现过，两行都会评分"
            )
            yield row.place.fault(what, "删去多余的一行，或改正编号")


def _where(earlier: Place, later: Place) -> str:
    sheet = f"工作表“{earlier.sheet}”" if earlier.sheet != later.sheet else ""
    return f"{sheet}第 {earlier.row} 行"
