"""Whatever people type, rows come out as they went in: none lost, none changed, in order."""

from __future__ import annotations

import csv
import json
from contextlib import closing
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safety_scoring.errors import AnswersError, Fault
from safety_scoring.files.answers import read_answers
from safety_scoring.files.write import CsvWriter, JsonlWriter, atomic_path

QUESTIONS = {"redline-meaning": "对安全生产“红线”怎么理解？", "shared-duty": "什么是一岗双责？"}

# real Chinese, full-width forms, characters beyond the BMP, and everything that files stumble over
_HARD = st.sampled_from("红线一票否决，。“”、；,;\t\"'=+-@\n 　１５家𠮷😀\u2028\ufeffa1{}[]\\#REF!")
_WIDE = st.characters(exclude_categories=("Cs", "Cc"))
texts = st.text(st.one_of(_HARD, _WIDE), max_size=30)
files = st.lists(st.tuples(st.sampled_from(sorted(QUESTIONS)), texts, texts), min_size=1, max_size=8)
each_file = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

Entry = tuple[str, str, str]


def expect(path: Path, entries: list[Entry]) -> None:
    rows = read_answers(path, QUESTIONS).rows
    assert [(row.id, row.question, row.answer, row.row["备注"], row.error) for row in rows] == [
        (f"a{number}", question, answer, remark, ())
        for number, (question, answer, remark) in enumerate(entries)
    ]


def records(entries: list[Entry]) -> list[dict[str, str]]:
    return [
        {"id": f"a{number}", "题目": question, "作答": answer, "备注": remark}
        for number, (question, answer, remark) in enumerate(entries)
    ]


HEADER = ["id", "题目", "作答", "备注"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@each_file
@given(entries=files)
def test_csv(encoding: str, delimiter: str, entries: list[Entry], tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        rows = csv.DictWriter(file, HEADER, delimiter=delimiter)
        rows.writeheader()
        rows.writerows(records(entries))
    expect(path, entries)


@each_file
@given(entries=files)
def test_jsonl(entries: list[Entry], tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [json.dumps(record, ensure_ascii=False) for record in records(entries)]
    path.write_bytes("".join(f"{line}\n" for line in lines).encode())
    expect(path, entries)


@each_file
@given(entries=files)
def test_xlsx(entries: list[Entry], tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    for row, cells in enumerate([HEADER, *(list(record.values()) for record in records(entries))]):
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, cell)
    book.close()
    expect(path, entries)


@each_file
@given(entries=files)
def test_our_own_jsonl(entries: list[Entry], tmp_path: Path) -> None:
    path = tmp_path / "ours.jsonl"
    with atomic_path(path) as temporary, closing(JsonlWriter(temporary)) as lines:
        for record in records(entries):
            lines.add(record)
    expect(path, entries)


@each_file
@given(entries=files)
def test_our_own_csv_but_for_the_apostrophe_before_formulas(entries: list[Entry], tmp_path: Path) -> None:
    path = tmp_path / "ours.csv"
    with atomic_path(path) as temporary, closing(CsvWriter(temporary, HEADER)) as rows:
        for record in records(entries):
            rows.add(record)
    for row, (question, answer, remark) in zip(read_answers(path, QUESTIONS).rows, entries, strict=True):
        assert row.question == question
        assert answer in (row.answer, row.answer.removeprefix("'"))
        assert remark in (row.row["备注"], str(row.row["备注"]).removeprefix("'"))
        assert row.answer[:1] not in ("=", "@", "\t", "\n")


@each_file
@given(data=st.binary(max_size=200), kind=st.sampled_from(["csv", "jsonl", "xlsx"]))
def test_any_bytes_are_read_or_refused_with_faults(data: bytes, kind: str, tmp_path: Path) -> None:
    """Nothing but our own error, with a place and a remedy, comes out of rubbish."""
    path = tmp_path / f"a.{kind}"
    path.write_bytes(b"id,question,answer\n" * (kind == "csv") + data)
    faults: tuple[Fault, ...] = ()
    try:
        read_answers(path, QUESTIONS)
    except AnswersError as error:
        faults = error.faults
    assert all(fault.what and fault.remedy and fault.file for fault in faults)
