"""Which headers name which column, as platforms and examiners write them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from safety_scoring.files.headers import loose

__all__ = [
    "ANSWER_NAMES",
    "ID_NAMES",
    "QUESTION_NAMES",
    "Names",
    "columns_named",
    "question_beside",
    "response_number",
]

Names = tuple[tuple[str, ...], ...]
"""Ranks of names, the strongest first; names of one rank mean the same."""

ID_NAMES: Names = (
    ("id",),
    ("学号", "学生学号", "工号", "学号工号", "学籍号", "学员编号", "idnumber"),
    ("准考证号", "准考证号码", "准考证"),
    ("考号", "考生号"),
    ("编号", "考生编号", "人员编号"),
    ("序号",),
    ("姓名", "学生姓名", "考生姓名", "学员姓名", "员工姓名"),
    ("username", "用户名"),
    ("emailaddress", "电子邮件地址", "邮箱"),
)
"""The order of the contract, then what Moodle gives where it exports none of these."""

QUESTION_NAMES: Names = (
    ("question", "questionid"),
    ("题目", "题目内容", "题目编号"),
    ("试题", "试题内容", "试题编号"),
    ("题干",),
    ("问题",),
    ("题号",),
)

ANSWER_NAMES: Names = (
    (
        "作答",
        "作答内容",
        "回答",
        "回答内容",
        "学生答案",
        "考生答案",
        "学员答案",
        "学生作答",
        "考生作答",
        "response",
    ),
    ("答案", "答案内容", "answer"),
)
"""Where a file has both ranks, the second is the reference answer beside the learner's."""

_POLITE = re.compile(r"^(?:请)?(?:输入|填写)?(?:您|你)?的?(?=.)")
_RESPONSE = re.compile(r"(?:response|回答|作答|答题|答案)(\d{1,3})")


def columns_named(headers: Sequence[str], names: Names) -> dict[int, list[int]]:
    """Columns by rank of the names; ranks without any are left out."""
    keys = [_POLITE.sub("", loose(header)) for header in headers]
    ranks = [[index for name in rank for index, key in enumerate(keys) if key == name] for rank in names]
    return {rank: columns for rank, columns in enumerate(ranks) if columns}


def response_number(header: str) -> str | None:
    """``3`` for Moodle's ``Response 3`` (``Response 3 (7 marks)``, ``回答 3``), else None."""
    match = _RESPONSE.fullmatch(loose(header))
    return match[1] if match else None


def question_beside(headers: Sequence[str], number: str) -> int | None:
    """The one column that gives the question of ``Response N`` row by row, or None."""
    wanted = {f"{name}{number}" for name in ("question", "题目", "试题", "问题", "题干")}
    found = [index for index, header in enumerate(headers) if loose(header) in wanted]
    return found[0] if len(found) == 1 else None
