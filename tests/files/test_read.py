"""Files as they come: encodings, delimiters, line ends, quotes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from safety_scoring.files.answers import read_answers
from safety_scoring.files.read import read_tables

Make = Callable[..., Path]

TEXT = "学号,题目,答案\n01,红线,“红线”是生命线\n"
ROWS = [("学号", "题目", "答案"), ("01", "红线", "“红线”是生命线")]


def cells(path: Path) -> list[tuple[str, ...]]:
    (table,) = read_tables(path)
    return [row.cells for row in table.rows]


@pytest.mark.parametrize(
    ("encoding", "prefix"),
    [
        pytest.param("utf-8", b"", id="utf-8"),
        pytest.param("utf-8-sig", b"", id="utf-8-with-bom"),
        pytest.param("utf-8-sig", b"\xef\xbb\xbf", id="two-boms-where-files-were-joined"),
        pytest.param("gb18030", b"", id="gb18030-as-excel-writes-in-china"),
        pytest.param("gbk", b"", id="gbk-is-gb18030"),
        pytest.param("utf-16", b"", id="utf-16-native"),
        pytest.param("utf-16-le", b"\xff\xfe", id="utf-16-le-as-unicode-text-of-excel"),
        pytest.param("utf-16-be", b"\xfe\xff", id="utf-16-be"),
    ],
)
def test_encodings(encoding: str, prefix: bytes, text_file: Make) -> None:
    assert cells(text_file("a.csv", prefix + TEXT.encode(encoding))) == ROWS


def test_gb18030_reaches_beyond_the_bmp(text_file: Make) -> None:
    assert cells(text_file("a.csv", "id,答案\n1,𠮷😀\n", "gb18030")) == [("id", "答案"), ("1", "𠮷😀")]


def test_a_bom_inside_a_joined_file_is_no_character(text_file: Make, questions: dict[str, str]) -> None:
    first = '{"id": "1", "question": "q", "answer": "一"}'
    second = '{"id": "2", "question": "q", "answer": "\ufeff二"}'
    lines = f"{first}\n\ufeff{second}\n"
    rows = read_answers(text_file("a.jsonl", lines), questions).rows
    assert [(row.answer, row.error) for row in rows] == [("一", ()), ("\ufeff二", ())]
    assert cells(text_file("a.csv", "id,答案\n\ufeff1,好\n")) == [("id", "答案"), ("1", "好")]


@pytest.mark.parametrize(
    ("text", "width"),
    [
        pytest.param("id,题目,答案\n1,a,一；二；三\n2,b,四\n", 3, id="comma"),
        pytest.param("id\t题目\t答案\n1\ta\t一,二\n2\tb\t三,四\n", 3, id="tab-with-commas-in-every-answer"),
        pytest.param("id;题目;答案\n1;a;一,二,三,四\n2;b;五,六\n", 3, id="semicolon-with-commas-in-answers"),
        pytest.param("成绩表\nid,题目,答案\n1,a,b\n", 3, id="title-row-has-no-delimiter"),
        pytest.param("答案\n好\n很好\n", 1, id="one-column"),
        pytest.param(
            'id,答案\n1,"甲;乙\n丙;丁\n戊;己\n庚;辛"\n', 2, id="other-delimiter-on-every-line-of-a-cell"
        ),
        pytest.param('id,尺寸\n1,5"\n2,6"\n', 2, id="inch-marks"),
        pytest.param('id,"题目;一;二;三"\n1,"a;b;c;d"\n', 2, id="other-delimiter-inside-quotes"),
    ],
)
def test_delimiters(text: str, width: int, text_file: Make) -> None:
    assert {len(row) for row in cells(text_file("a.csv", text)) if row != ("成绩表",)} == {width}


@pytest.mark.parametrize(
    "end", [pytest.param("\n", id="lf"), pytest.param("\r\n", id="crlf"), pytest.param("\r", id="cr")]
)
def test_line_ends(end: str, text_file: Make) -> None:
    assert cells(text_file("a.csv", TEXT.replace("\n", end))) == ROWS


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        pytest.param("一\n二\r\n三", '"一\n二\r\n三"', id="line-breaks"),
        pytest.param('他说"红线"，是', '"他说""红线""，是"', id="doubled-quotes"),
        pytest.param('他说"红线"', '他说"红线"', id="quotes-that-do-not-begin-the-cell"),
        pytest.param("一,二;三\t四", '"一,二;三\t四"', id="delimiters"),
        pytest.param("一\u2028二\x85三\x0b四", "一\u2028二\x85三\x0b四", id="no-line-ends-to-csv"),
        pytest.param("  两边有空格  ", "  两边有空格  ", id="spaces-stay"),
        pytest.param("=1+1", "=1+1", id="formulas-are-text"),
    ],
)
def test_cells_come_as_they_are(cell: str, written: str, text_file: Make) -> None:
    assert cells(text_file("a.csv", f"id,题目,答案\n1,q,{written}\n2,q,好\n")) == [
        ("id", "题目", "答案"),
        ("1", "q", cell),
        ("2", "q", "好"),
    ]


def test_rows_know_the_line_on_which_they_begin(text_file: Make) -> None:
    (table,) = read_tables(text_file("a.csv", '\nid,答案\n1,"一\n二\n三"\n\n2,四\n'))
    assert [row.number for row in table.rows] == [2, 3, 7]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            'id,答案\n1,"开\n2,好\n3,好\n',
            [(2, "开", True), (3, "好", False), (4, "好", False)],
            id="to-the-end",
        ),
        pytest.param(
            'id,答案\n1,"开\n2,好\n3,"整格"\n',
            [(2, "开", True), (3, "好", False), (4, "整格", False)],
            id="up-to-the-next-quoted-cell",
        ),
        pytest.param('id,答案\n1,好\n2,"开', [(2, "好", False), (3, "开", True)], id="last-line"),
        pytest.param(
            'id,答案\n1,"开\n2,"开\n3,好\n',
            [(2, "开", True), (3, "开", True), (4, "好", False)],
            id="two-of-them",
        ),
        pytest.param(
            'id,答案\n1,"一\n二"\n2,"开\n',
            [(2, "一\n二", False), (4, "开", True)],
            id="a-sound-cell-with-breaks",
        ),
    ],
)
def test_an_unclosed_quote_costs_its_own_line_only(
    text: str, expected: list[tuple[int, str, bool]], text_file: Make
) -> None:
    (table,) = read_tables(text_file("a.csv", text))
    assert [(row.number, row.cells[1], bool(row.broken)) for row in table.rows[1:]] == expected


def test_text_after_a_closing_quote_is_read_as_excel_does_and_reported(text_file: Make) -> None:
    (table,) = read_tables(text_file("a.csv", 'id,答案\n1,"红线"是生命线\n2,好\n'))
    assert [row.cells for row in table.rows[1:]] == [("1", "红线是生命线"), ("2", "好")]
    assert not any(row.broken for row in table.rows)
    (fault,) = table.faults
    assert (fault.line, fault.what) == (2, "引号写法不规范（引号之后还有文字），已按 Excel 的读法读入")
    assert fault.remedy == "单元格里的引号应写成两个，整格再用引号括起"


def test_a_cell_longer_than_the_csv_limit_costs_its_own_line_only(text_file: Make) -> None:
    (table,) = read_tables(text_file("a.csv", f"id,答案\n1,{'长' * 140_000}\n2,好\n"))
    long, sound = table.rows[1:]
    assert [error.what for error in long.broken] == ["这一行有一格超过 131072 个字符"]
    assert (long.number, sound.number, sound.cells) == (2, 3, ("2", "好"))


def test_many_broken_lines_take_no_longer_than_sound_ones(text_file: Make) -> None:
    """Reading begins anew after each broken line; it must not count the lines again each time."""
    (table,) = read_tables(text_file("a.csv", "id,答案\n" + '1,"红"线\n' * 20_000))
    assert len(table.rows) == 20_001


def test_jsonl_columns_are_all_keys_and_line_separators_inside_strings_are_kept(text_file: Make) -> None:
    text = '{"id": "1", "answer": "一\u2028二"}\r\n\r\n{"id": "2", "部门": "安环"}\r\n'
    (table,) = read_tables(text_file("a.jsonl", text))
    assert table.header is not None
    assert table.header.cells == ("id", "answer", "部门")
    assert [(row.number, [str(cell) for cell in row.cells]) for row in table.rows] == [
        (1, ["1", "一\u2028二", "ABSENT"]),
        (3, ["2", "ABSENT", "安环"]),
    ]


def test_tsv_is_read_like_csv_and_a_suffix_in_capitals_too(text_file: Make) -> None:
    assert cells(text_file("a.tsv", "id\t答案\n1\t好\n")) == [("id", "答案"), ("1", "好")]
    assert cells(text_file("A.CSV", TEXT)) == ROWS
