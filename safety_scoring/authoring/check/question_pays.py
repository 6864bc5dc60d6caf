"""照抄题目就能得分。

检查时把题目原文当作一份作答来评，一分也不该得。只重复题目的小句本来就不算；题目里的话又多又长、
parts 的词在题目里就有的时候，仍可能得分。

它的代价：不会答的人抄一遍题目也有分。
怎么改：从这个要点的 phrases、statements 里去掉题目里已有的词，写得更具体一些。
"""

from __future__ import annotations

from collections.abc import Iterator

from safety_scoring.authoring.check.problem import Problem
from safety_scoring.authoring.check.subject import Place, Subject

__all__ = ["find"]


def find(subject: Subject) -> Iterator[Problem]:
    """Questions whose own words earn something."""
    places = [Place(q, None, "question", None, q.question) for q in subject.bank.questions]
    for place, result in subject.marked(places):
        paid = [line for line in result.key_points if line.awarded]
        if not paid:
            continue
        names = "、".join(line.name for line in paid)
        earned = sum(line.awarded for line in paid)
        yield Problem(
            "question-pays",
            "fault",
            *subject.line(place),
            subject.where(place.question),
            f"照抄题目得 {earned:g} 分，得在：{names}",
            f"抄题的人白得 {earned:g} 分",
            "从这些要点的说法里去掉题目里已有的词",
        )
