"""两道题的题目原文相同。

作答文件里可以用题目原文指明题目。两道题原文相同时，只认得出后一道。

它的代价：前一道题的作答会按后一道题来评。
怎么改：改写其中一道的题目，或删去一道。
"""

from __future__ import annotations

from collections.abc import Iterator

from safety_scoring.authoring.check.problem import Problem
from safety_scoring.authoring.check.subject import Subject
from safety_scoring.bank.model import texts_of

__all__ = ["find"]


def find(subject: Subject) -> Iterator[Problem]:
    """Questions with the words of an earlier one."""
    seen: dict[str, str] = {}
    for question in subject.bank.questions:
        words = texts_of(question)[-1]
        first = seen.setdefault(words, question.id)
        if first != question.id:
            yield Problem(
                "same-question",
                "fault",
                *subject.places.of(question.id, "question"),
                subject.where(question),
                f"题目原文与 {first} 相同",
                "用题目原文指明题目的作答会评错题",
                "改写其中一道的题目",
            )
