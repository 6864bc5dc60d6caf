"""A file → tables: CSV, TSV, XLSX and JSONL, told apart by their suffix."""

from __future__ import annotations

from pathlib import Path

from safety_scoring.errors import AnswersError, Fault
from safety_scoring.files.decode import decode
from safety_scoring.files.delimited import read_delimited
from safety_scoring.files.json_lines import read_json_lines
from safety_scoring.files.spreadsheet import read_workbook
from safety_scoring.files.table import Table

__all__ = ["read_tables"]

_DELIMITED = (".csv", ".tsv")
_REMEDIES = {
    ".xls": "在 Excel 中另存为 .xlsx 后重试",
    ".xlsm": "在 Excel 中另存为 .xlsx 后重试",
    ".json": "每行写一个 JSON 对象，存为 .jsonl",
}


def read_tables(path: str | Path) -> list[Table]:
    """Read every table of a file; broken rows keep their place and never stop the others.

    Args:
        path: a ``.csv``, ``.tsv``, ``.xlsx`` or ``.jsonl`` file.

    Returns:
        One table for a text file, one for each sheet with rows of a workbook.

    Raises:
        AnswersError: missing, a folder, empty, of an unknown kind, or unreadable as a whole.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    try:
        _check(path, suffix)
        if suffix == ".xlsx":
            tables = read_workbook(path)
        else:
            text = decode(path.read_bytes(), path.name)
            read = read_delimited if suffix in _DELIMITED else read_json_lines
            tables = [read(text, path.name)]
    except OSError as error:
        fault = Fault(f"读不出文件（{error.strerror}）", "检查文件权限，或先在其他程序中关闭它", path.name)
        raise AnswersError(fault) from None
    if not any(table.rows for table in tables):
        raise AnswersError(Fault("文件里没有任何内容", "检查是否选错了文件，或导出没有完成", path.name))
    return tables


def _check(path: Path, suffix: str) -> None:
    if path.is_dir():
        raise AnswersError(Fault("这是文件夹，不是文件", "给出其中的一个文件", str(path)))
    if not path.exists():
        raise AnswersError(Fault("找不到文件", "检查路径和文件名", str(path)))
    if suffix not in (*_DELIMITED, ".xlsx", ".jsonl"):
        remedy = _REMEDIES.get(suffix, "改用 .csv、.xlsx 或 .jsonl 文件")
        raise AnswersError(Fault(f"不支持后缀为 {suffix or '空'} 的文件", remedy, path.name))
    if not path.stat().st_size:
        raise AnswersError(Fault("文件是空的", "检查是否选错了文件，或导出没有完成", path.name))
