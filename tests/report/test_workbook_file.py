"""Writing the workbook: whole or not at all, the same to the byte."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from safety_scoring.errors import OutputError
from safety_scoring.report import sheet
from safety_scoring.report.workbook import ResultsWorkbook
from safety_scoring.result import ScoreResult

Make = Callable[..., ScoreResult]
Write = Callable[..., Path]
Rows = Callable[[Path, str], list[Any]]

EXTRA = ("姓名", "单位")


def test_two_runs_are_the_same_to_the_byte(batch: list[ScoreResult], write: Write) -> None:
    first, second = write(batch, EXTRA, "甲.xlsx"), write(batch, EXTRA, "乙.xlsx")
    assert first.read_bytes() == second.read_bytes()
    assert openpyxl.load_workbook(first).properties.created.year == 2000, "no clock in the file"


def test_an_empty_batch_gives_headers(write: Write, rows: Rows) -> None:
    path = write([])
    assert [len(rows(path, name)) for name in ("成绩", "明细", "要点得分", "要点统计")] == [1, 1, 1, 1]


def test_a_full_sheet_is_refused_and_the_old_file_stays(
    make: Make, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = write([make("shared-duty", ("full",) * 3)]).read_bytes()
    monkeypatch.setattr(sheet, "ROWS", 6)
    with pytest.raises(OutputError) as caught:
        write([make("shared-duty", ("full",) * 3)] * 2)
    assert str(caught.value) == (
        "工作表“要点得分”超过 Excel 的 6 行上限。"
        "处理办法：改用 CSV 或 JSONL 输出，或者把答卷分成几个文件分别评分"
    )
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [old]


def test_the_limit_of_rows_is_that_of_the_format() -> None:
    assert f"{sheet.ROWS:,}" == "1,048,576"


def test_more_columns_than_a_sheet_can_hold_are_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=re.escape("“明细”要写 17018 列，超过 Excel 的 16,384 列上限")):
        ResultsWorkbook(tmp_path / "结果.xlsx", extra=[f"列{place}" for place in range(17_000)])
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_fails_leaves_the_old_file(batch: list[ScoreResult], tmp_path: Path) -> None:
    target = tmp_path / "结果.xlsx"
    target.write_bytes(b"old")

    def run() -> None:
        with ResultsWorkbook(target, extra=EXTRA) as workbook:
            workbook.add(batch[0])
            raise RuntimeError("评分中断")

    with pytest.raises(RuntimeError, match="评分中断"):
        run()
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_column_that_would_be_lost_is_refused(make: Make, write: Write, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="表头以外的列：部门"):
        write([make("shared-duty", ("full",) * 3, row={"部门": "甲"})])
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_found_before_marking(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="nowhere"):
        ResultsWorkbook(tmp_path / "nowhere" / "结果.xlsx")


def test_a_full_disk_leaves_the_old_file(
    batch: list[ScoreResult], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "结果.xlsx"
    target.write_bytes(b"old")
    workbook = ResultsWorkbook(target, extra=EXTRA)
    workbook.add(batch[0])

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "write", full)
    with pytest.raises(OutputError, match="磁盘已满，没有写出"):
        workbook.close()
    monkeypatch.undo()
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_the_archive_is_sound(batch: list[ScoreResult], write: Write) -> None:
    with zipfile.ZipFile(io.BytesIO(write(batch, EXTRA).read_bytes())) as archive:
        assert archive.testzip() is None
