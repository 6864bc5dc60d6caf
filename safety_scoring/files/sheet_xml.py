"""What calamine does not tell of a workbook: error cells, formulas never calculated, merged cells, extent.

calamine reads the first two as empty, and would so turn an answer that exists into a blank one. It
takes memory for every cell up to the last in use, and ends the process where there is not enough.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

__all__ = ["SheetDetails", "sheet_details"]

_WORTH_PARSING = re.compile(rb"""t=["']e["']|<(?:\w+:)?(?:f|mergeCell)[\s>/]""")
_CELL_IN_USE = re.compile(rb"""<(?:\w+:)?c\s(?:[^>/]*\s)?r=["']([A-Z]{1,3})(\d{1,7})["'][^>/]*>""")
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SheetDetails:
    """Cells of one sheet that need care; rows and columns are counted from 0.

    Attributes:
        errors: error value such as ``#REF!`` by (row, column); empty for a formula without a value.
        merged: first and last cell of each merged range.
        extent: number of rows and of columns up to the last cell in use.
    """

    errors: dict[_Cell, str] = field(default_factory=dict)
    merged: tuple[tuple[_Cell, _Cell], ...] = ()
    extent: tuple[int, int] = (0, 0)


def sheet_details(path: Path) -> dict[str, SheetDetails]:
    """The details of every sheet of an XLSX file, by sheet name.

    Raises:
        zipfile.BadZipFile, LookupError, ET.ParseError: the file is damaged.
    """
    with zipfile.ZipFile(path) as archive:
        return {name: _details(archive.read(part)) for name, part in _sheet_parts(archive)}


def _sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Name of each sheet and the file inside the archive that holds it."""
    workbook = _workbook_part(archive)
    folder, file = posixpath.split(workbook)
    relations = _root(archive.read(posixpath.join(folder, "_rels", f"{file}.rels")))
    targets = {item.get("Id"): item.get("Target", "") for item in relations}
    for sheet in _root(archive.read(workbook)).iter():
        if _local(sheet) == "sheet":
            identifier = next((value for key, value in sheet.items() if key.endswith("}id")), None)
            part = _inside(targets.get(identifier, ""), folder)
            if part in archive.namelist():
                yield sheet.get("name", ""), part


def _workbook_part(archive: zipfile.ZipFile) -> str:
    for item in _root(archive.read("_rels/.rels")):
        if item.get("Type", "").endswith("/officeDocument"):
            return _inside(item.get("Target", ""), "")
    raise ET.ParseError("officeDocument")


def _inside(target: str, folder: str) -> str:
    return (
        target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    )


def _details(data: bytes) -> SheetDetails:
    extent = _extent(data)
    if not _WORTH_PARSING.search(data):
        return SheetDetails(extent=extent)
    root = _root(data)
    errors = {position: error for position, cell in _cells(root) if (error := _cell_error(cell)) is not None}
    merged = [element.get("ref", "") for element in root.iter() if _local(element) == "mergeCell"]
    return SheetDetails(errors, tuple(map(_range, merged)), extent)


def _extent(data: bytes) -> tuple[int, int]:
    columns: set[bytes] = set()
    rows = 0
    for column, row in _CELL_IN_USE.findall(data):
        columns.add(column)
        rows = max(rows, int(row))
    return rows, max((_column(name.decode()) + 1 for name in columns), default=0)


def _cells(root: ET.Element) -> Iterator[tuple[_Cell, ET.Element]]:
    """Every cell with its position; where references are left out, cells follow each other."""
    row = -1
    for element in (item for item in root.iter() if _local(item) == "row"):
        row = int(element.get("r", row + 2)) - 1
        column = -1
        for cell in (item for item in element if _local(item) == "c"):
            column = _position(cell.get("r", ""))[1] if cell.get("r") else column + 1
            yield (row, column), cell


def _cell_error(cell: ET.Element) -> str | None:
    """The error value of a cell, empty for a formula never calculated, None where it is sound."""
    parts = {_local(part): part.text or "" for part in cell}
    if cell.get("t") == "e":
        return parts.get("v") or "#ERROR!"
    # t="str" with an empty value is a formula whose result is an empty text
    unknown = "f" in parts and not parts.get("v") and cell.get("t") != "str"
    return "" if unknown else None


def _range(reference: str) -> tuple[_Cell, _Cell]:
    first, _, last = reference.partition(":")
    return _position(first), _position(last or first)


def _position(reference: str) -> _Cell:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ET.ParseError(reference)
    return int(match[2]) - 1, _column(match[1])


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1


def _root(data: bytes) -> ET.Element:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ET.ParseError("DTD")  # no spreadsheet program writes one; entity bombs need one
    return ET.fromstring(data)  # noqa: S314 - documents with a DTD are refused above


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
