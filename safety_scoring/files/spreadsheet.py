"""XLSX → tables, one a sheet: texts as a spreadsheet shows them, errors told from blanks."""

from __future__ import annotations

import datetime as dt
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import python_calamine as calamine

from safety_scoring.errors import AnswersError, Fault
from safety_scoring.files.sheet_xml import SheetDetails, sheet_details
from safety_scoring.files.table import Place, Row, Table, number_text
from safety_scoring.result import RowError

__all__ = ["read_workbook"]

_LARGEST_EXACT = 10**15
"""Excel keeps 15 digits; longer numbers have lost the rest before we see them."""

_LARGEST_SHEET = 20_000_000
"""Cells up to the last in use, about 1 GB of memory; a stray cell far away makes a table immense."""

_DAMAGED = (
    *(calamine.CalamineError, zipfile.BadZipFile, zlib.error, ET.ParseError),
    *(EOFError, LookupError, NotImplementedError, ValueError),
)
"""What calamine, zipfile and the XML reader raise on a damaged workbook."""


def read_workbook(path: Path) -> list[Table]:
    """Read every worksheet that has rows.

    Raises:
        AnswersError: damaged, protected by a password, or no workbook at all.
    """
    try:
        details = sheet_details(path)
        _check_extent(path.name, details)
        with calamine.load_workbook(path) as workbook:
            worksheet = calamine.SheetTypeEnum.WorkSheet
            names = [sheet.name for sheet in workbook.sheets_metadata if sheet.typ == worksheet]
            tables = [
                _table(path.name, name, _grid(workbook, name), details.get(name, SheetDetails()))
                for name in names
            ]
    except calamine.PasswordError:
        raise AnswersError(Fault("工作簿有密码", "在 Excel 中取消密码后重试", path.name)) from None
    except _DAMAGED:
        raise AnswersError(_damaged(path)) from None
    return [table for table in tables if table.rows]


def _check_extent(file: str, details: Mapping[str, SheetDetails]) -> None:
    faults = [
        Place(file, name, rows).fault(
            f"数据一直到第 {rows} 行、第 {columns} 列，范围过大，无法读取",
            "删去远离表格的单元格（在 Excel 中按 Ctrl+End 可找到），另存后重试",
        )
        for name, (rows, columns) in ((name, item.extent) for name, item in details.items())
        if rows * columns > _LARGEST_SHEET
    ]
    if faults:
        raise AnswersError(faults)


def _damaged(path: Path) -> Fault:
    with path.open("rb") as file:
        start = file.read(8)
    if start == bytes.fromhex("d0cf11e0a1b11ae1"):
        what = "这是旧格式（.xls）或有密码的工作簿"
        return Fault(what, "在 Excel 中打开，取消密码，另存为 .xlsx 后重试", path.name)
    return Fault("不是有效的 XLSX 工作簿，或文件已损坏", "在 Excel 中打开，另存为 .xlsx 后重试", path.name)


def _grid(workbook: calamine.CalamineWorkbook, name: str) -> list[list[Any]]:
    return list(workbook.get_sheet_by_name(name).to_python(skip_empty_area=False))


def _table(file: str, sheet: str, grid: list[list[Any]], details: SheetDetails) -> Table:
    _make_room(grid, details)
    faults = _lost_digits(file, sheet, grid)
    texts = [[_text(cell) for cell in row] for row in grid]
    errors = _errors(texts, details)
    _fill_down(texts, errors, details)
    rows = [
        Row(index + 1, tuple(cells), cell_errors=errors.get(index, {})) for index, cells in enumerate(texts)
    ]
    return Table(file, sheet, tuple(row for row in rows if not row.is_blank), faults=tuple(faults))


def _make_room(grid: list[list[Any]], details: SheetDetails) -> None:
    """An error cell at the edge is empty to calamine, so that its grid may end before it."""
    height = max((row + 1 for row, _ in details.errors), default=0)
    width = max((column + 1 for _, column in details.errors), default=0)
    width = max([width, *map(len, grid)])
    grid.extend([] for _ in range(height - len(grid)))
    for row in grid:
        row.extend([""] * (width - len(row)))


def _lost_digits(file: str, sheet: str, grid: list[list[Any]]) -> list[Fault]:
    """One warning for each column with numbers too long for a spreadsheet."""
    first: dict[int, int] = {}
    for index, row in enumerate(grid):
        for column, cell in enumerate(row):
            if isinstance(cell, (int, float)) and abs(cell) >= _LARGEST_EXACT:
                first.setdefault(column, index + 1)
    what = "第 {} 列有超过 15 位的数字，Excel 已丢失末尾的位数，编号可能对不上"
    remedy = "在 Excel 中把这一列设为文本，重新填写编号"
    return [Place(file, sheet, row).fault(what.format(column + 1), remedy) for column, row in first.items()]


def _text(cell: Any) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, (bool, int, float)):
        return number_text(cell)
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, dt.timedelta):
        return str(cell)
    return str(cell.isoformat())


def _errors(texts: list[list[str]], details: SheetDetails) -> dict[int, dict[int, RowError]]:
    """Faults by row and column; the error value itself is put where calamine left nothing."""
    found: dict[int, dict[int, RowError]] = {}
    for (row, column), value in details.errors.items():
        texts[row][column] = value
        found.setdefault(row, {})[column] = _cell_error(value)
    return found


def _cell_error(value: str) -> RowError:
    if value:
        return RowError(f"单元格是公式错误 {value}", "在 Excel 中改正公式，或粘贴为数值后重试")
    return RowError("单元格是公式，但没有计算结果", "在 Excel 中打开并保存一次，或粘贴为数值后重试")


def _fill_down(texts: list[list[str]], errors: dict[int, dict[int, RowError]], details: SheetDetails) -> None:
    """A cell merged over several rows says the same of each of them."""
    for (top, column), (bottom, _) in details.merged:
        if top >= len(texts) or column >= len(texts[top]):
            continue
        error = errors.get(top, {}).get(column)
        for row in range(top + 1, min(bottom + 1, len(texts))):
            texts[row][column] = texts[row][column] or texts[top][column]
            if error is not None:
                errors.setdefault(row, {})[column] = error
