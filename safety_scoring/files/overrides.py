"""A table of human decisions on key points → `OverrideRow`s, or every fault of it at once."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from safety_scoring.errors import AnswersError, Fault
from safety_scoring.files.cells import read_text
from safety_scoring.files.columns import HEADER_ROWS
from safety_scoring.files.headers import bare
from safety_scoring.files.read import read_tables
from safety_scoring.files.refusal import columns_seen
from safety_scoring.files.roles import ID_NAMES
from safety_scoring.files.table import Place, Row, Table

__all__ = ["OverrideRow", "read_overrides"]

_NAMES: dict[str, tuple[str, ...]] = {
    # results call it 编号, and stand beside whatever other numbers the answers came with
    "id": ("id", "编号", *(name for rank in ID_NAMES for name in rank)),
    "question": ("question", "题目编号", "题目", "试题"),
    "key_point": ("key_point", "要点编号", "要点", "得分点"),
    "awarded": ("awarded", "改判得分"),
    "by": ("by", "改判人"),
    "why": ("why", "改判理由"),
}
"""Headers of each part; the first that is there counts."""

_PREFIX = "评分_"
_LABELS = {
    "id": "编号（或学号）",
    "question": "题目",
    "key_point": "要点",
    "awarded": "改判得分",
    "by": "改判人",
    "why": "改判理由",
}
_WANTED = f"需要的列：{'、'.join(_LABELS.values())}"


@dataclass(frozen=True, slots=True)
class OverrideRow:
    """One decision.

    Attributes:
        id: of the person or row.
        question: id or text of the question, as given.
        key_point: id or name of the key point, as given.
        awarded: marks that the human gives, at least 0.
        by: who decided.
        why: the reason.
        place: where it stands.
    """

    id: str
    question: str
    key_point: str
    awarded: float
    by: str
    why: str
    place: Place


@dataclass(frozen=True, slots=True)
class _Headed:
    """A table with the column of each part and the rows under its header."""

    table: Table
    columns: Mapping[str, int]
    rows: Sequence[Row]


def read_overrides(path: str | Path) -> list[OverrideRow]:
    """Read decisions from CSV, TSV, XLSX or JSONL; rows without 改判得分 are not decisions.

    Args:
        path: the file; in a workbook every sheet with a column 改判得分 is read.

    Raises:
        AnswersError: carries every fault of the file, of its columns and of each row.
    """
    tables = read_tables(path)
    headed = [item for item in map(_headed, tables) if item is not None]
    if not headed:
        what = "没有“改判得分”列；看到的列："
        raise AnswersError(Fault(what + columns_seen(table), _WANTED, table.name) for table in tables)
    faults = [fault for item in headed for fault in _missing(item)]
    decisions: list[OverrideRow] = []
    pairs = [(item, row) for item in headed for row in item.rows]
    for table, row in [] if faults else pairs:
        decision = _decision(table, row)
        if isinstance(decision, OverrideRow):
            decisions.append(decision)
        else:
            faults += decision
    faults += _repeated(decisions)
    if faults:
        raise AnswersError(faults)
    return decisions


def _headed(table: Table) -> _Headed | None:
    if table.header is not None:
        columns = _columns(table.header)
        return _Headed(table, columns, table.rows) if "awarded" in columns else None
    for index, row in enumerate(table.rows[:HEADER_ROWS]):
        columns = _columns(row)
        if "awarded" in columns:
            return _Headed(table, columns, table.rows[index + 1 :])
    return None


def _columns(header: Row) -> dict[str, int]:
    keys = [bare(str(cell)) for cell in header.cells]
    found = {}
    for part, names in _NAMES.items():
        wanted = [bare(prefix + name) for prefix in (_PREFIX, "") for name in names]
        column = next((keys.index(name) for name in wanted if name in keys), None)
        if column is not None:
            found[part] = column
    return found


def _missing(item: _Headed) -> Iterator[Fault]:
    for part, label in _LABELS.items():
        if part not in item.columns:
            what = f"缺少“{label}”列；看到的列：{columns_seen(item.table)}"
            yield Fault(what, _WANTED, item.table.name)


def _decision(item: _Headed, row: Row) -> OverrideRow | list[Fault]:
    """The decision on a row, or its faults: none where the row decides nothing."""
    place = item.table.place(row)
    if row.broken:
        return [place.fault(error.what, error.remedy) for error in row.broken]
    cells = {
        part: read_text(row, column, _LABELS[part], optional=True) for part, column in item.columns.items()
    }
    if not cells["awarded"][0].strip() and not cells["awarded"][1]:
        return []
    texts = {part: text.strip() for part, (text, _) in cells.items()}
    errors = {part: found for part, (_, found) in cells.items() if found}
    faults = [place.fault(error.what, error.remedy) for found in errors.values() for error in found]
    faults += [
        place.fault(f"“{_LABELS[part]}”是空的", "填上这一格，或清空这一行的改判得分")
        for part in ("id", "question", "key_point", "by", "why")
        if not texts[part] and part not in errors
    ]
    awarded = _marks(texts.pop("awarded"))
    if awarded is None and "awarded" not in errors:
        faults.append(place.fault("改判得分不是不小于 0 的数", "写成 2 或 1.5 这样的数"))
    return faults if faults or awarded is None else OverrideRow(**texts, awarded=awarded, place=place)


def _marks(text: str) -> float | None:
    try:
        marks = float(unicodedata.normalize("NFKC", text))
    except ValueError:
        return None
    return marks if math.isfinite(marks) and marks >= 0 else None


def _repeated(decisions: Sequence[OverrideRow]) -> Iterator[Fault]:
    first: dict[tuple[str, str, str], Place] = {}
    for row in decisions:
        key = (row.id, row.question, row.key_point)
        earlier = first.setdefault(key, row.place)
        if earlier is not row.place:
            what = f"编号 {row.id} 的要点“{row.key_point}”在第 {earlier.row} 行已经改判过"
            yield row.place.fault(what, "每个要点只留一行改判")
