"""Bytes → text: UTF-8 (with or without BOM), GB18030, UTF-16 with BOM.

What cannot be decoded inside a file that is otherwise UTF-8 becomes a lone surrogate, as NUL does,
so that the rows that hold it can be told from the rest (`damage`).
"""

from __future__ import annotations

import codecs
import re

from safety_scoring.errors import AnswersError, Fault
from safety_scoring.result import RowError

__all__ = ["damage", "decode", "mended"]

_NUL = "\udc00"
_DAMAGE = re.compile("[\udc00\udc80-\udcff]")
_BAD_BYTE = re.compile("[\udc80-\udcff]")
_TOLERATED = 0.3
"""Share of undecodable bytes among all that is not ASCII up to which a file is damaged UTF-8;
GB18030 read as UTF-8 lies over 0.8."""

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(data: bytes, file: str) -> str:
    """Decode a text file without losing a row.

    Args:
        data: the whole file.
        file: its name, for faults.

    Returns:
        The text without BOM; NUL and undecodable bytes stand in it as lone surrogates.

    Raises:
        AnswersError: the file is empty, no text, or of another encoding.
    """
    if data.startswith(b"PK\x03\x04"):
        raise AnswersError(Fault("内容是 Excel 工作簿，不是文本", "把文件后缀改为 .xlsx 后重试", file))
    text = _utf16(data, file) if data.startswith(_UTF16) else _eight_bit(data, file)
    text = text.lstrip("\ufeff")
    if not text.strip():
        raise AnswersError(Fault("文件是空的", "检查是否选错了文件，或导出没有完成", file))
    return text.replace("\0", _NUL)


def damage(text: str) -> RowError | None:
    """What was damaged in a stretch of decoded text, or None."""
    found = _DAMAGE.search(text)
    if found is None:
        return None
    if found[0] == _NUL:
        return RowError("这一行含有空字符（NUL），内容可能不完整", "从原系统重新导出，或改正这一行后重试")
    return RowError("这一行有无法解码的字节，内容可能不完整", "从原系统重新导出为 UTF-8，或改正这一行后重试")


def mended(text: str) -> str:
    """The text with each damaged stretch as one replacement character, fit to be written again."""
    return _DAMAGE.sub("\ufffd", text)


def _utf16(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise _unreadable(data, error.start, file, "UTF-16") from None


def _eight_bit(data: bytes, file: str) -> str:
    if _is_bare_utf16(data):
        raise AnswersError(Fault("像是没有 BOM 的 UTF-16 文件", "用编辑器另存为 UTF-8 后重试", file))
    text = data.decode("utf-8", errors="surrogateescape")
    bad = len(_BAD_BYTE.findall(text))
    if not bad or data.startswith(codecs.BOM_UTF8):
        return text
    if bad <= _TOLERATED * sum(character > "\x7f" for character in text):
        return text
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise _unreadable(data, error.start, file, "UTF-8，也不是 GB18030") from None


def _is_bare_utf16(data: bytes) -> bool:
    """Whether a NUL stands beside each line feed, and more of them elsewhere."""
    line_feeds = data.count(b"\n")
    beside = data.count(b"\n\0") + data.count(b"\0\n")
    return line_feeds > 1 and beside >= line_feeds and data.count(0) >= 2 * line_feeds


def _unreadable(data: bytes, offset: int, file: str, names: str) -> AnswersError:
    line = data[:offset].count(b"\n") + 1
    what = f"文件编码不是 {names}（第 {offset} 字节处读不下去）"
    return AnswersError(Fault(what, "用编辑器另存为 UTF-8 后重试", file, line))
