"""One sheet of a workbook, written downwards: text stays text, nothing is lost without a word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from safety_scoring.errors import Fault, OutputError
from safety_scoring.report.columns import Cell

__all__ = ["COLUMNS", "CUT", "ROWS", "UNITS", "Column", "Sheet", "Styles", "fits_cell"]

ROWS = 1_048_576
"""Rows of a sheet, the header counted: a limit of the file format."""

COLUMNS = 16_384
"""Columns of a sheet: likewise."""

UNITS = 32_767
"""UTF-16 units of a cell: likewise."""

CUT = "……（已截断）"
"""Stands at the end of a text that did not fit."""

_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_FONT = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "top"}
# quote_prefix: text such as =1+1 stays text even after somebody has edited the cell.
_TEXT = {**_FONT, "quote_prefix": True}
_STYLES: dict[str, dict[str, Any]] = {
    "header": {
        **_TEXT,
        "bold": True,
        "text_wrap": True,
        "valign": "vcenter",
        "font_color": "#FFFFFF",
        "bg_color": "#12395B",
        "border": 1,
        "border_color": "#9FB0C0",
    },
    # As text for Excel too, so that a corrected id keeps its zeros; not for long texts, which some
    # versions show as ##### in this format.
    "id": {**_TEXT, "num_format": "@"},
    "text": _TEXT,
    "wrap": {**_TEXT, "text_wrap": True},
    "number": _FONT,
    "ratio": {**_FONT, "num_format": "0.0%"},
    "count": {**_FONT, "num_format": "0"},
    "fill": {**_FONT, "text_wrap": True, "bg_color": "#FFF8E8", "border": 1, "border_color": "#E4C88A"},
    "good": {**_TEXT, "font_color": "#14532D", "bg_color": "#ECF8F0"},
    "half": {**_TEXT, "font_color": "#7A4100", "bg_color": "#FFF3D6"},
    "weak": {**_TEXT, "font_color": "#52606D", "bg_color": "#EEF1F4"},
    "bad": {**_TEXT, "font_color": "#8F1D14", "bg_color": "#FDE7E5"},
    "look": {**_TEXT, "text_wrap": True, "font_color": "#7A4100", "bg_color": "#FFF3D6"},
}
_TEXT_STYLES = frozenset(("id", "wrap", "good", "half", "weak", "bad", "look", "fill"))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet.

    Attributes:
        name: header.
        width: in characters of Excel's standard font; a Chinese character takes two.
        style: a name of `Styles`.
    """

    name: str
    width: float
    style: str = "wrap"


class Styles:
    """The cell formats of one workbook, made once.

    Args:
        workbook: an ``xlsxwriter.Workbook``.
    """

    def __init__(self, workbook: Any) -> None:
        self._formats = {name: workbook.add_format(style) for name, style in _STYLES.items()}

    def __getitem__(self, name: str) -> Any:
        return self._formats[name]


class Sheet:
    """A table with a header, in a workbook with constant memory.

    Args:
        worksheet: an empty ``xlsxwriter`` worksheet.
        styles: the formats of its workbook.
        columns: from left to right.

    Raises:
        OutputError: more columns than a sheet can hold.
    """

    def __init__(self, worksheet: Any, styles: Styles, columns: Sequence[Column]) -> None:
        if len(columns) > COLUMNS:
            raise _too_big(
                f"工作表“{worksheet.get_name()}”要写 {len(columns)} 列，超过 Excel 的 {COLUMNS:,} 列上限"
            )
        self.rows = 1
        self.worksheet = worksheet
        self._styles = styles
        self._columns = tuple(columns)
        self._set_up()

    def write(self, cells: Sequence[Cell], special: Mapping[int, str] | None = None) -> None:
        """Write the next row.

        Args:
            cells: one a column.
            special: styles other than the column's, by place of the cell.

        Raises:
            OutputError: the sheet is full.
        """
        if self.rows >= ROWS:
            raise _too_big(f"工作表“{self.worksheet.get_name()}”超过 Excel 的 {ROWS:,} 行上限")
        for place, (cell, column) in enumerate(zip(cells, self._columns, strict=True)):
            self._write_cell(place, cell, (special or {}).get(place, column.style))
        self.rows += 1

    def finish(self) -> None:
        """Put the filter over what was written."""
        self.worksheet.autofilter(0, 0, self.rows - 1, len(self._columns) - 1)

    def _set_up(self) -> None:
        sheet = self.worksheet
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(self._columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, fits_cell(column.name), self._styles["header"])

    def _write_cell(self, place: int, cell: Cell, style: str) -> None:
        if cell is None or cell == "":
            if style == "fill":
                self.worksheet.write_blank(self.rows, place, None, self._styles[style])
        elif isinstance(cell, str):
            known = style if style in _TEXT_STYLES else "text"
            self.worksheet.write_string(self.rows, place, fits_cell(cell), self._styles[known])
        else:
            known = "number" if style in _TEXT_STYLES - {"fill"} else style
            self.worksheet.write_number(self.rows, place, cell, self._styles[known])


def fits_cell(text: str) -> str:
    """The text as a cell can hold it: cut where it is too long, and marked as cut.

    Args:
        text: any text; characters that XML cannot hold are shown as U+FFFD.
    """
    text = _NO_XML.sub("\ufffd", text)
    if 2 * len(text) <= UNITS:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * UNITS:
        return text
    return units[: 2 * (UNITS - len(CUT))].decode("utf-16-le", "ignore") + CUT


def _too_big(what: str) -> OutputError:
    return OutputError(Fault(what, "改用 CSV 或 JSONL 输出，或者把答卷分成几个文件分别评分"))
