"""要点的 statements 太少。

每个要点写到五条以上完整的说法，评分才会从“像不像”学起；少于五条时只能照字面相近来比，说法一变就认不出。
有 parts 或 quantity 的要点也算在内：数了部分、认了数之后，还要看说的是不是这件事。

它的代价：换一种说法答对的人得不到分。
怎么改：请两三个人各用自己的话写几条；用 suggest 从已评作答里找。
"""

from __future__ import annotations

from collections.abc import Iterator

from safety_scoring.authoring.check.problem import Problem
from safety_scoring.authoring.check.subject import Subject
from safety_scoring.match.prepare import ENOUGH_STATEMENTS

__all__ = ["find"]


def find(subject: Subject) -> Iterator[Problem]:
    """Key points with too few statements."""
    for question, index, point in subject.points():
        count = len(point.statements)
        if count < ENOUGH_STATEMENTS:
            yield Problem(
                "few-statements",
                "warning",
                *subject.places.of(question.id, "key_points", index, "statements"),
                subject.where(question, point),
                f"statements 只有 {count} 条，少于 {ENOUGH_STATEMENTS} 条",
                "换一种说法答对的人可能得不到分",
                "请两三个人各用自己的话写几条",
            )
