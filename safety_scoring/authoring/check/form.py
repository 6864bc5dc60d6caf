"""题库的写法有误。

包括：不认识的字段（多半是拼错了）、该加引号的没有加（119 会被当作数）、各要点分值之和与满分不符、编号重复、
空列表、YAML 语法错误等。有这类错误的题不参加其他检查。

它的代价：题库读不进来，一道题也不能评。
怎么改：每条都写明了文件、行和改法。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from safety_scoring.authoring.check.problem import Problem
from safety_scoring.errors import Fault

__all__ = ["problems"]


def problems(faults: Iterable[Fault]) -> Iterator[Problem]:
    """Faults of the form as problems."""
    for fault in faults:
        yield Problem(
            "form", "fault", fault.file, fault.line, fault.field, fault.what, "题库读不进来", fault.remedy
        )
