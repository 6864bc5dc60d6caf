"""CSV text → rows: delimiter found, quotes checked, every broken row kept in its place."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

from safety_scoring.errors import Fault
from safety_scoring.files.decode import damage, mended
from safety_scoring.files.table import Row, Table
from safety_scoring.result import RowError

__all__ = ["read_delimited"]

_DELIMITERS = (",", "\t", ";")
_SAMPLE_LINES = 200
_UNCLOSED = RowError(
    "这一行有一个引号打开后没有关闭，后面的内容会全部落入这一格",
    "补上或删去这个引号；单元格里本来就有的引号写成两个",
)
_TOO_LONG = RowError(f"这一行有一格超过 {csv.field_size_limit()} 个字符", "检查引号是否成对，或拆分内容")


def read_delimited(text: str, file: str) -> Table:
    """Read delimited text; comma, tab and semicolon are told apart by the first lines.

    Args:
        text: decoded text (see `decode`).
        file: name of the file.
    """
    # newline="" splits at the three line ends alone; str.splitlines would also split at U+2028
    lines = list(io.StringIO(text, newline=""))
    faults: list[Fault] = []
    rows = [
        _checked(number, cells, broken)
        for number, cells, broken in _records(lines, _delimiter(lines), file, faults)
    ]
    return Table(file, "", tuple(row for row in rows if not row.is_blank), faults=tuple(faults))


def _delimiter(lines: list[str]) -> str:
    """The delimiter that tears no quoted cell and cuts most of the first rows into as many cells."""
    sample = lines[:_SAMPLE_LINES]

    def merit(delimiter: str) -> tuple[int, int, int]:
        widths = Counter(_widths(sample, delimiter))
        return -_torn("".join(sample), delimiter), *max(
            ((count, width) for width, count in widths.items()), default=(0, 0)
        )

    return max(_DELIMITERS, key=merit)


def _torn(text: str, delimiter: str) -> int:
    """Number of quotes that do not enclose a cell; the wrong delimiter leaves many."""
    cell = rf'(?:(?<=[{delimiter}\r\n])|\A)"[^"]*(?:""[^"]*)*"(?=[{delimiter}\r\n]|\Z)'
    return re.sub(cell, "", text).count('"')


def _widths(lines: list[str], delimiter: str) -> Iterator[int]:
    """Number of cells of each row that the delimiter cuts at all."""
    with suppress(csv.Error):  # an unclosed quote; what comes before it decides
        yield from (len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)


def _records(
    lines: list[str], delimiter: str, file: str, faults: list[Fault]
) -> Iterator[tuple[int, list[str], RowError | None]]:
    """First line, cells and fault of each record; after a broken line reading goes on with the next."""
    begin = 0
    while begin < len(lines):
        try:
            for cells, end in _strict_records(lines, begin, delimiter):
                yield begin + 1, cells, None
                begin = end
        except csv.Error:  # noqa: PERF203 - the loop begins anew at each broken line
            cells, broken = _one_line(lines[begin], delimiter)
            if broken is None:
                faults.append(_unusual_quotes(file, begin + 1))
            yield begin + 1, cells, broken
            begin += 1


def _strict_records(lines: list[str], start: int, delimiter: str) -> Iterator[tuple[list[str], int]]:
    """Cells of each record and the index of the line after it."""
    rest = map(lines.__getitem__, range(start, len(lines)))
    reader = csv.reader(rest, delimiter=delimiter, strict=True)
    for cells in reader:
        yield cells, start + reader.line_num


def _one_line(line: str, delimiter: str) -> tuple[list[str], RowError | None]:
    """A line that strict reading refuses, read by itself as a spreadsheet would."""
    try:
        # a second line is swallowed exactly where the first leaves a quote open
        found = list(csv.reader([line, "end\n"], delimiter=delimiter))
    except csv.Error:
        return [], _TOO_LONG
    if len(found) == 2:
        return found[0], None
    return _without_end(found[0]), _UNCLOSED


def _without_end(cells: list[str]) -> list[str]:
    return [*cells[:-1], cells[-1].removesuffix("end\n").rstrip("\r\n")]


def _unusual_quotes(file: str, line: int) -> Fault:
    what = "引号写法不规范（引号之后还有文字），已按 Excel 的读法读入"
    return Fault(what, "单元格里的引号应写成两个，整格再用引号括起", file, line)


def _checked(number: int, cells: list[str], broken: RowError | None) -> Row:
    cells[:1] = [cell.lstrip("\ufeff") for cell in cells[:1]]  # files that were joined keep the BOM of each
    damaged = damage("".join(cells))
    errors = tuple(error for error in (broken, damaged) if error is not None)
    return Row(number, tuple(map(mended, cells)) if damaged else tuple(cells), errors)
