"""shared_with 指向没有的要点。

shared_with 写的是“同样的话也可以得分的要点”：同一题的写要点编号，别的题的写 题目编号/要点编号。

它的代价：写错了编号，就等于没有写。
怎么改：改正编号，或删去这一项。
"""

from __future__ import annotations

from collections.abc import Iterator

from safety_scoring.authoring.check.problem import Problem
from safety_scoring.authoring.check.subject import Subject

__all__ = ["find"]


def find(subject: Subject) -> Iterator[Problem]:
    """Declarations of shared words that name a point of another question which is not there."""
    known = {f"{question.id}/{point.id}" for question, _, point in subject.points()}
    for question, index, point in subject.points():
        for number, other in enumerate(point.shared_with):
            if "/" in other and other not in known:
                yield Problem(
                    "shared-unknown",
                    "warning",
                    *subject.places.of(question.id, "key_points", index, "shared_with", number),
                    subject.where(question, point),
                    f"shared_with 指向没有的要点 {other}",
                    "等于没有写",
                    "改正编号，或删去这一项",
                )
