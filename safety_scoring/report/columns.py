"""The columns that an examiner reads, one row an answer: the same in the workbook and in CSV."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from safety_scoring.errors import Fault, OutputError
from safety_scoring.report.words import error_text, flag_text, yes_or_no
from safety_scoring.result import ScoreResult, Status

__all__ = ["OURS", "RAW", "Cell", "as_cell", "detail_columns", "detail_row", "own_columns", "own_names"]

Cell = str | float | None
"""What a cell holds: text, a number, or nothing."""

OURS = (
    "编号",
    "题目编号",
    "题目",
    "答案",
    "得分",
    "满分",
    "是否及格",
    "覆盖率",
    "相似度",
    "把握度",
    "已答要点",
    "部分要点",
    "遗漏要点",
    "表述相反",
    "需人工查看",
    "反馈",
    "错误",
    "签名",
)

RAW = "校准前得分"
"""Stands beside the mark where a calibration is at work."""

_PREFIX = "评分_"
_EXACT = 10**15
"""Whole numbers below it survive a spreadsheet, which keeps fifteen digits."""


def own_names(names: Iterable[str], taken: Iterable[str]) -> tuple[str, ...]:
    """Names of our columns beside other ones: a name that is taken gets the prefix ``评分_``.

    Args:
        names: ours.
        taken: names of the other columns.
    """
    used = set(taken)
    given = []
    for name in names:
        free = name
        while free in used:
            free = _PREFIX + free
        used.add(free)
        given.append(free)
    return tuple(given)


def own_columns(*, calibrated: bool) -> tuple[str, ...]:
    """Our columns by their plain names.

    Args:
        calibrated: with the marks before a calibration beside the marks.
    """
    after = OURS.index("得分") + 1
    return (*OURS[:after], *([RAW] if calibrated else []), *OURS[after:])


def detail_columns(extra: Sequence[str], *, calibrated: bool = False) -> tuple[str, ...]:
    """Header of a table of results.

    Args:
        extra: the other columns of the input, in their order; they come first.
        calibrated: with the marks before a calibration.
    """
    return (*extra, *own_names(own_columns(calibrated=calibrated), extra))


def detail_row(result: ScoreResult, extra: Sequence[str], *, calibrated: bool = False) -> tuple[Cell, ...]:
    """One result under `detail_columns`.

    Args:
        result: marked or not; a row that could not be marked keeps its place, with its error.
        extra: as given to `detail_columns`.
        calibrated: likewise.

    Raises:
        OutputError: the row has a column that `extra` does not name and that would be lost.
    """
    unknown = [name for name in result.row if name not in extra]
    if unknown:
        raise OutputError(
            Fault(
                f"编号“{result.id}”的行有表头以外的列：{'、'.join(unknown)}",
                "把这些列补进表头，或者改用 JSONL 输出",
            )
        )
    return (*(as_cell(result.row.get(name)) for name in extra), *_ours(result, calibrated=calibrated))


def as_cell(value: Any) -> Cell:
    """A value of the input as it came: text stays text, numbers stay numbers while they are exact.

    Args:
        value: a cell of a table, or any JSON value.
    """
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool | list | dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int | float) and abs(value) < _EXACT:
        return value
    return str(value)


def _ours(result: ScoreResult, *, calibrated: bool) -> tuple[Cell, ...]:
    asked = (result.id, result.question, result.question_text, result.answer)
    if result.marks is None:
        nothing = (None,) * (len(own_columns(calibrated=calibrated)) - len(asked) - 2)
        return (*asked, *nothing, error_text(result.error), result.signature)
    return (
        *asked,
        result.marks,
        *([result.raw_marks] if calibrated else []),
        result.full_marks,
        yes_or_no(result.passed),
        result.coverage,
        result.similarity,
        result.confidence,
        _points(result, "covered"),
        _points(result, "partial"),
        _points(result, "missed"),
        _points(result, "contradicted"),
        flag_text(result.flags),
        result.feedback,
        None,
        result.signature,
    )


def _points(result: ScoreResult, status: Status) -> str:
    # Not “、”, which stands inside names such as 党政同责、一岗双责.
    return "；".join(point.name for point in result.key_points if point.status == status)
