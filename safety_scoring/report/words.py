"""The words and numbers of every report, so that page, workbook and CSV say the same thing."""

from __future__ import annotations

from collections.abc import Iterable

from safety_scoring.result import FLAG_NAMES, RowError

__all__ = ["KIND_NAMES", "error_text", "flag_text", "number", "percent", "yes_or_no"]

KIND_NAMES = {
    "phrase": "用语",
    "slip": "用语（有错字）",
    "parts": "组成部分",
    "quantity": "数量",
    "statement": "同义表述",
    "denial": "否定",
}
"""What examiners read for each kind of evidence."""


def number(value: float) -> str:
    """A mark as an examiner writes it: ``13.5``, ``12``, at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def percent(ratio: float) -> str:
    """A ratio 0-1 in percent with at most one decimal: ``67.5%``, ``60%``."""
    return f"{number(round(100 * ratio, 1))}%"


def yes_or_no(value: bool) -> str:
    """``是`` or ``否``."""
    return "是" if value else "否"


def flag_text(flags: Iterable[str]) -> str:
    """Codes of flags in words: ``照抄题目；作答过短``."""
    return "；".join(FLAG_NAMES.get(flag, flag) for flag in flags)


def error_text(errors: Iterable[RowError]) -> str:
    """Why a row could not be marked, with what to do about it: ``没有题目（处理办法：……）``."""
    return "；".join(
        f"{error.what.rstrip('。')}（处理办法：{error.remedy.rstrip('。')}）" if error.remedy else error.what
        for error in errors
    )
