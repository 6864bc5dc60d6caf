"""要点没有提示。

漏了要点的学员只看到“漏了”，不知道往哪里想。

它的代价：反馈没有用处。
怎么改：写一个引人去想、又不说出答案的问题。
"""

from __future__ import annotations

from collections.abc import Iterator

from safety_scoring.authoring.check.problem import Problem
from safety_scoring.authoring.check.subject import Subject

__all__ = ["find"]


def find(subject: Subject) -> Iterator[Problem]:
    """Key points without a hint."""
    for question, index, point in subject.points():
        if not point.hint.strip():
            yield Problem(
                "no-hint",
                "warning",
                *subject.places.of(question.id, "key_points", index, "hint"),
                subject.where(question, point),
                "没有写 hint",
                "漏了它的学员不知道往哪里想",
                "写一个引人去想的问题",
            )
