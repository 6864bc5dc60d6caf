"""要点没有写不该给分的说法。

not 里写否认、敷衍和貌似的说法，评分才知道界线在哪里。

它的代价：说反了、只沾一点边的人可能得分。
怎么改：写两三条最容易混淆的，例如“没必要……”“……走个形式就行”。
"""

from __future__ import annotations

from collections.abc import Iterator

from safety_scoring.authoring.check.problem import Problem
from safety_scoring.authoring.check.subject import Subject

__all__ = ["find"]


def find(subject: Subject) -> Iterator[Problem]:
    """Key points without near misses."""
    for question, index, point in subject.points():
        if not point.not_:
            yield Problem(
                "no-near-miss",
                "warning",
                *subject.places.of(question.id, "key_points", index, "not"),
                subject.where(question, point),
                "没有写 not",
                "说反了的人可能得分",
                "写两三条最容易混淆的说法",
            )
