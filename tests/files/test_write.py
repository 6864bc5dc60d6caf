"""Outputs: whole or not at all, never over an input, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import errno
import json
import os
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from safety_scoring.errors import OutputError
from safety_scoring.files.write import CsvWriter, JsonlWriter, atomic_path, formula_safe

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="permissions and links of POSIX")


def refused(call: Callable[[], Any]) -> tuple[str, str, str]:
    """File, fault and remedy of the refusal; fails where nothing is refused."""
    with pytest.raises(OutputError) as caught:
        call()
    (fault,) = caught.value.faults
    return fault.file, fault.what, fault.remedy


def write(path: Path, forbid: tuple[Path, ...] = (), text: str = "新") -> None:
    with atomic_path(path, forbid) as temporary:
        temporary.write_text(text, encoding="utf-8")


def test_the_output_appears_at_the_end_and_nothing_else_stays(tmp_path: Path) -> None:
    target = tmp_path / "结果.csv"
    with atomic_path(target) as temporary:
        assert (temporary.parent, temporary.suffix) == (tmp_path, ".csv")
        assert not target.exists()
        temporary.write_text("新", encoding="utf-8")
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [
        ("结果.csv", "新")
    ]


@pytest.mark.parametrize("old", [pytest.param(None, id="no-old-output"), pytest.param("旧", id="old-output")])
@pytest.mark.parametrize("error", [ValueError("x"), KeyboardInterrupt(), OSError(errno.EIO, "elsewhere")])
def test_after_a_failure_everything_is_as_before(
    old: str | None, error: BaseException, tmp_path: Path
) -> None:
    target = tmp_path / "结果.csv"
    if old is not None:
        target.write_text(old, encoding="utf-8")

    def fail() -> None:
        with atomic_path(target) as temporary:
            temporary.write_text("half", encoding="utf-8")
            raise error

    with pytest.raises(type(error)) as caught:
        fail()
    assert caught.value is error
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ([] if old is None else [old])


def test_an_input_is_never_overwritten(tmp_path: Path) -> None:
    source = tmp_path / "答卷.csv"
    source.write_text("旧", encoding="utf-8")
    expected = (str(source), "输出会覆盖输入文件", "换一个文件名")
    assert refused(lambda: write(source, (source,))) == expected
    assert source.read_text(encoding="utf-8") == "旧"


@posix_only
def test_an_input_under_another_name_is_never_overwritten(tmp_path: Path) -> None:
    source = tmp_path / "答卷.csv"
    source.write_text("旧", encoding="utf-8")
    for name, make in [("hard.csv", os.link), ("soft.csv", os.symlink)]:
        other = tmp_path / name
        make(source, other)
        assert refused(lambda other=other: write(other, (source,)))[1] == "输出会覆盖输入文件"
    assert refused(lambda: write(tmp_path / "x" / ".." / "答卷.csv", (source,)))[1] == "输出会覆盖输入文件"
    assert source.read_text(encoding="utf-8") == "旧"


def test_an_input_that_does_not_exist_yet_is_forbidden_too(tmp_path: Path) -> None:
    target = tmp_path / "新.csv"
    assert refused(lambda: write(target, (tmp_path / "." / "新.csv",)))[1] == "输出会覆盖输入文件"
    assert not target.exists()


def test_other_files_of_the_folder_are_no_inputs(tmp_path: Path) -> None:
    source = tmp_path / "答卷.csv"
    source.write_text("旧", encoding="utf-8")
    write(tmp_path / "结果.csv", (source, tmp_path / "gone.csv"))
    assert (tmp_path / "结果.csv").read_text(encoding="utf-8") == "新"


def test_places_where_nothing_can_be_written(tmp_path: Path) -> None:
    missing = tmp_path / "没有" / "结果.csv"
    assert refused(lambda: write(missing)) == (
        str(missing),
        "输出所在的文件夹不存在",
        "先建好文件夹，或换一个位置",
    )
    assert refused(lambda: write(tmp_path)) == (str(tmp_path), "输出位置是文件夹", "在后面加上文件名")


@posix_only
def test_a_device_is_not_replaced_by_a_file() -> None:
    assert refused(lambda: write(Path(os.devnull)))[1] == "输出位置不是普通文件"
    assert Path(os.devnull).is_char_device()


def test_a_file_open_in_excel_is_told_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "结果.xlsx"
    target.write_text("旧", encoding="utf-8")
    open_file = Path.open

    def locked(self: Path, mode: str = "r", **options: Any) -> Any:
        if self == target:
            raise PermissionError(errno.EACCES, "in use", str(self))
        return open_file(self, mode, **options)

    monkeypatch.setattr(Path, "open", locked)
    worked = False

    def work() -> None:
        nonlocal worked
        with atomic_path(target):
            worked = True

    what = "没有写入权限，或文件正在 Excel 等程序中打开"
    assert refused(work) == (str(target), what, "关闭该文件，检查文件夹权限，或换一个位置")
    assert not worked


def test_a_file_opened_in_excel_meanwhile_survives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "结果.xlsx"
    target.write_text("旧", encoding="utf-8")

    def locked(self: Path, other: Path) -> Path:
        raise PermissionError(errno.EACCES, "in use", str(self), None, str(other))

    monkeypatch.setattr(Path, "replace", locked)
    assert refused(lambda: write(target))[1] == "没有写入权限，或文件正在 Excel 等程序中打开"
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["旧"]


def test_a_folder_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(self: Path, mode: str = "r", **_: Any) -> Any:
        raise PermissionError(errno.EACCES, mode, str(self))

    monkeypatch.setattr(Path, "open", denied)
    assert refused(lambda: write(tmp_path / "结果.csv"))[1] == "没有写入权限，或文件正在 Excel 等程序中打开"


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    def fill() -> None:
        with atomic_path(tmp_path / "结果.csv"):
            raise OSError(errno.ENOSPC, "No space left on device")

    assert refused(fill) == (str(tmp_path / "结果.csv"), "磁盘已满，没有写出", "清理磁盘空间后重试")
    assert list(tmp_path.iterdir()) == []


def test_a_permission_error_about_another_file_is_not_ours(tmp_path: Path) -> None:
    def fail() -> None:
        with atomic_path(tmp_path / "结果.csv"):
            raise PermissionError(errno.EACCES, "denied", "elsewhere.csv")

    with pytest.raises(PermissionError, match=r"elsewhere\.csv"):
        fail()


@posix_only
def test_permissions_and_links_of_the_old_output_are_kept(tmp_path: Path) -> None:
    real, link, fresh = tmp_path / "real.csv", tmp_path / "link.csv", tmp_path / "fresh.csv"
    real.write_text("旧", encoding="utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    write(link)
    assert link.is_symlink()
    assert (real.read_text(encoding="utf-8"), real.stat().st_mode & 0o777) == ("新", 0o640)
    plain = tmp_path / "plain.csv"
    plain.touch()
    write(fresh)
    assert fresh.stat().st_mode == plain.stat().st_mode


def test_a_name_as_long_as_the_file_system_allows(tmp_path: Path) -> None:
    target = tmp_path / f"{'长' * 83}.csv"
    write(target)
    assert target.exists()


@pytest.mark.parametrize(
    ("text", "safe", "why"),
    [
        ("=1+1", "'=1+1", "formula"),
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0", "the classic attack"),
        ("@SUM(A1)", "'@SUM(A1)", "formula of Lotus"),
        ("+cmd", "'+cmd", "formula"),
        ("-加强培训", "'-加强培训", "a list item that Excel would show as #NAME?"),
        ("- 加强培训", "'- 加强培训", "likewise"),
        ("-1+1", "'-1+1", "a sum is a formula"),
        ("\t=1", "'\t=1", "tab"),
        ("\r=1", "'\r=1", "carriage return"),
        ("\n=1", "'\n=1", "line feed"),
        ("＝1+1", "'＝1+1", "full-width forms become formulas in Chinese Excel"),
        ("-5", "-5", "a number"),
        ("+3.5", "+3.5", "a number"),
        ("-12%", "-12%", "a number"),
        ("-", "-", "how Moodle writes no answer; no formula"),
        ("", "", "blank"),
        ("1=1", "1=1", "no formula: it does not begin with one"),
        ("'=1", "'=1", "already text"),
        ("“红线”", "“红线”", "text"),
    ],
)
def test_formula_safe(text: str, safe: str, why: str) -> None:
    assert formula_safe(text) == safe, why


@pytest.mark.parametrize(
    ("value", "written", "why"),
    [
        (2, "2", "number"),
        (-2, "-2", "a negative number stays a number"),
        (13.5, "13.5", "fraction"),
        (20.0, "20", "no needless point"),
        (True, "TRUE", "as a spreadsheet writes it"),
        (None, "", "nothing"),
        ("=1+1", "'=1+1", "safe"),
        ('一\n二,“三”"四"', '一\n二,“三”"四"', "line breaks, delimiters and quotes survive"),
        (["一", "二"], '["一", "二"]', "lists as JSON"),
        ({"部": 1}, '{"部": 1}', "objects as JSON"),
        ("坏\ud800的\0", "坏\ufffd的\ufffd", "what no file can hold"),
    ],
    ids=lambda value: ascii(value)[:20],
)
def test_csv_cells(value: object, written: str, why: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with closing(CsvWriter(path, ["id", "值"])) as rows:
        rows.add({"id": "a1", "值": value})
    assert path.read_bytes().startswith(b"\xef\xbb\xbf"), "Excel takes UTF-8 without BOM for GBK"
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [["id", "值"], ["a1", written]], why


def test_csv_headers_are_safe_and_rows_fit_them(tmp_path: Path) -> None:
    with closing(CsvWriter(tmp_path / "a.csv", ["=id", "备注"])) as rows:
        rows.add({"备注": "x"})
        with pytest.raises(ValueError, match="没有这些列：多余"):
            rows.add({"备注": "y", "多余": 1})
    assert (tmp_path / "a.csv").read_text(encoding="utf-8-sig").split() == ["'=id,备注", ",x"]


def test_jsonl_is_one_readable_object_a_line(tmp_path: Path) -> None:
    records: list[dict[str, Any]] = [
        {"id": "a1", "answer": "一\n二\u2028三😀", "marks": 13.5, "row": {"部门": None}},
        {"id": None, "answer": "坏\ud800的"},
    ]
    path = tmp_path / "a.jsonl"
    with closing(JsonlWriter(path)) as lines:
        for record in records:
            lines.add(record)
    written = path.read_bytes().decode("utf-8").split("\n")
    assert [json.loads(line) for line in written[:-1]] == records
    assert "😀" in written[0]
    assert written[-1] == ""


def test_jsonl_refuses_what_json_does_not_know(tmp_path: Path) -> None:
    with (
        closing(JsonlWriter(tmp_path / "a.jsonl")) as lines,
        pytest.raises(ValueError, match="not JSON compliant"),
    ):
        lines.add({"marks": float("nan")})
