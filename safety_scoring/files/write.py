"""JSONL and CSV outputs: a line a record, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from safety_scoring.files.atomic import atomic_path
from safety_scoring.files.table import number_text

__all__ = ["CsvWriter", "JsonlWriter", "atomic_path", "formula_safe"]

_FORMULA = re.compile("[=+\\-@＝＋－＠\t\r\n\0]")
_PLAIN_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d+)?%?)?")
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")


def formula_safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula.

    As OWASP recommends against CSV injection, a text that begins with ``= + - @`` (full-width forms
    too), a tab, a line end or NUL is led by an apostrophe; quoting is the CSV writer's. A signed
    number or a bare sign is no formula and stays as it is.
    """
    if _FORMULA.match(text) and not _PLAIN_NUMBER.fullmatch(text):
        return f"'{text}"
    return text


class _Writer:
    """A file that is open from construction to `close` (``with contextlib.closing(...)``)."""

    def __init__(self, path: Path, encoding: str) -> None:
        self._file = path.open("w", encoding=encoding, newline="")

    def close(self) -> None:
        """Write out what is buffered and close the file."""
        self._file.close()


class JsonlWriter(_Writer):
    """One JSON object a line, UTF-8.

    Args:
        path: the file, usually from `atomic_path`; overwritten.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, "utf-8")

    def add(self, record: Mapping[str, Any]) -> None:
        """Write a record.

        Args:
            record: JSON-ready data; lone surrogates are written as escapes.

        Raises:
            ValueError: the record holds NaN or infinity, which JSON does not know.
        """
        line = json.dumps(record, ensure_ascii=False, allow_nan=False)
        if _UNWRITABLE.search(line):
            line = json.dumps(record, allow_nan=False)
        self._file.write(f"{line}\n")


class CsvWriter(_Writer):
    """Comma-separated, UTF-8 with BOM (so that Excel shows Chinese), texts formula-safe.

    Args:
        path: the file, usually from `atomic_path`; overwritten.
        columns: headers, in order.
    """

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        super().__init__(path, "utf-8-sig")
        self._columns = tuple(columns)
        self._known = frozenset(columns)
        self._rows = csv.writer(self._file)
        self._rows.writerow([_cell(column) for column in self._columns])

    def add(self, row: Mapping[str, Any]) -> None:
        """Write a row.

        Args:
            row: values by column; one that is left out is blank. Numbers stay numbers, None is
                blank, lists and mappings become JSON.

        Raises:
            ValueError: a value for which there is no column, and that would be lost.
        """
        unknown = [name for name in row if name not in self._known]
        if unknown:
            raise ValueError(f"没有这些列：{'、'.join(unknown)}")
        self._rows.writerow([_cell(row.get(column)) for column in self._columns])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (bool, int, float)):
        return number_text(value)
    if not isinstance(value, str):
        value = json.dumps(value, ensure_ascii=False)
    return formula_safe(_UNWRITABLE.sub("\ufffd", value))
