"""JSONL text → rows: one object a line; a broken line keeps its place."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from safety_scoring.files.decode import damage, mended
from safety_scoring.files.table import ABSENT, Row, Table
from safety_scoring.result import RowError

__all__ = ["read_json_lines"]


def read_json_lines(text: str, file: str) -> Table:
    """Read one JSON object a line; all keys together are the header.

    Args:
        text: decoded text (see `decode`).
        file: name of the file.
    """
    lines = [
        (number, *_object(line.lstrip("\ufeff")))  # files that were joined keep the BOM of each
        # only line feeds end a line: U+2028 and others may stand in a JSON string
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip()
    ]
    keys = tuple(dict.fromkeys(key for _, data, _ in lines for key in data))
    rows = tuple(
        Row(number, tuple(data.get(key, ABSENT) for key in keys) if data else (), errors)
        for number, data, errors in lines
    )
    return Table(file, "", rows, header=Row(0, keys))


def _object(line: str) -> tuple[dict[str, Any], tuple[RowError, ...]]:
    """The object on a line, as far as it can be read, and what is wrong with it."""
    doubled: list[str] = []
    damaged = damage(line)

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in items]
        doubled.extend(sorted({key for key in keys if keys.count(key) > 1}))
        return dict(items)

    try:
        data = json.loads(mended(line), object_pairs_hook=pairs, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        return {}, (damaged or RowError(f"这一行不是合法的 JSON（{_reason(error)}）", "改正这一行后重试"),)
    if not isinstance(data, dict) or not data:
        return {}, (
            RowError("这一行不是有内容的 JSON 对象", '每行写成 {"id": …, "question": …, "answer": …}'),
        )
    errors = [damaged] if damaged else []
    if doubled:
        errors.append(RowError(f"这一行的键重复：{'、'.join(doubled)}", "每个键只写一次"))
    return data, tuple(errors)


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"第 {error.colno} 个字符处出错"
    return "嵌套过深" if isinstance(error, RecursionError) else "数字写法不被支持"
