"""One table, written in any of the formats; the questions that the tables answer."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

QUESTIONS = {
    "redline-meaning": "对安全生产“红线”怎么理解？",
    "redline-guarantee": "如何保证安全生产“红线”在本地区不被突破？",
    "shared-duty": "对安全生产“党政同责、一岗双责”怎么理解？",
}

Rows = Sequence[Sequence[Any]]


def write_csv(path: Path, rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def write_xlsx(path: Path, rows: Rows) -> None:
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
    book.close()


def write_jsonl(path: Path, rows: Rows) -> None:
    header, *others = rows
    lines = [json.dumps(dict(zip(header, row, strict=False)), ensure_ascii=False) for row in others]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


@pytest.fixture
def questions() -> dict[str, str]:
    return dict(QUESTIONS)


@pytest.fixture
def table(tmp_path: Path) -> Callable[[str, Rows], Path]:
    """`table("csv", rows)` writes the rows, header first, and gives the path."""

    def write(kind: str, rows: Rows) -> Path:
        path = tmp_path / f"answers.{kind}"
        {"csv": write_csv, "xlsx": write_xlsx, "jsonl": write_jsonl}[kind](path, rows)
        return path

    return write


@pytest.fixture
def text_file(tmp_path: Path) -> Callable[..., Path]:
    """`text_file("a.csv", text)` writes text (or bytes) as it is and gives the path."""

    def write(name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write
