"""Text in the workbook stays text, and is cut knowingly."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from safety_scoring.result import ScoreResult

Make = Callable[..., ScoreResult]
Write = Callable[..., Path]
Rows = Callable[[Path, str], list[Any]]


HARMLESS = [
    "=1+1",
    '=HYPERLINK("http://example.com","点我")',
    "+86 13800000000",
    "-一票否决",
    "@SUM(A1)",
    "{=1+1}",
    "http://example.com/",
    "mailto:a@example.com",
    "internal:'成绩'!A1",
    "007",
    "12345678901234567890",
    "  前后有空格  ",
    "第一行\n第二行",
    "_x0041_",
    "<b>&amp;",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_no_text_becomes_a_formula_a_link_or_a_number(
    make: Make, write: Write, text: str, rows: Rows
) -> None:
    result = make("shared-duty", ("none",) * 3, answer=text, id_=text, row={"姓名": text}, feedback=text)
    path = write([result], ("姓名",))
    tab = openpyxl.load_workbook(path)["明细"]
    for letter in ("A", "B", "E", "Q"):
        cell = tab[f"{letter}2"]
        assert (cell.data_type, cell.hyperlink) in (("s", None), ("inlineStr", None))
        assert cell.quotePrefix, "stays text when somebody edits the cell"
    assert [rows(path, "明细")[1][place] for place in (0, 1, 4, 16)] == [text] * 4
    with zipfile.ZipFile(path) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
    assert not any("<f>" in xml or "<hyperlink" in xml for xml in sheets)


def test_a_header_is_text_too(make: Make, write: Write, rows: Rows) -> None:
    path = write([make("shared-duty", ("full",) * 3, row={"=1+1": "甲"})], ("=1+1",))
    assert [rows(path, name)[0][place] for name, place in (("明细", 0), ("成绩", 1))] == ["=1+1"] * 2


BROKEN = [
    ("half of a surrogate pair", "安\ud83d全", "安\ufffd全"),
    ("a character that XML forbids", "安\uffff全", "安\ufffd全"),
    ("beyond the BMP is nothing broken", "安𠮷全😀", "安𠮷全😀"),
]


@pytest.mark.parametrize("case", BROKEN, ids=[case[0] for case in BROKEN])
def test_characters_that_a_workbook_cannot_hold(
    make: Make, write: Write, table: Rows, case: tuple[str, str, str]
) -> None:
    why, text, expected = case
    assert table(write([make("shared-duty", ("none",) * 3, answer=text)]), "明细")[0]["答案"] == expected, why


def test_control_characters_do_not_break_the_file(make: Make, write: Write, table: Rows) -> None:
    found = table(write([make("shared-duty", ("none",) * 3, answer="安\x00\x0b全")]), "明细")[0]["答案"]
    assert (found[0], found[-1]) == ("安", "全")


LENGTHS = [
    ("as long as a cell can be: whole", "安" * 32_767, "安" * 32_767),
    ("one too many: cut, and said", "安" * 32_768, "安" * 32_760 + "……（已截断）"),
    ("two units a character: 16,383 fit", "𠮷" * 16_383, "𠮷" * 16_383),
    (
        "two units a character: 16,384 do not, none is cut in half",
        "𠮷" * 16_384,
        "𠮷" * 16_380 + "……（已截断）",
    ),
    ("a pair across the cut goes as a whole", "安" + "𠮷" * 16_384, "安" + "𠮷" * 16_379 + "……（已截断）"),
]


@pytest.mark.parametrize("case", LENGTHS, ids=[case[0] for case in LENGTHS])
def test_long_texts_are_cut_knowingly(
    make: Make, write: Write, table: Rows, case: tuple[str, str, str]
) -> None:
    why, text, expected = case
    found = table(write([make("shared-duty", ("none",) * 3, answer=text)]), "明细")[0]["答案"]
    assert found == expected, why
    assert len(found.encode("utf-16-le")) // 2 <= 32_767
