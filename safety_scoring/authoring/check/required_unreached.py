"""必答要点谁也答不到。

required 的要点不得分，总分就不能及格。检查它的 phrases、statements 和本题的参考答案，没有一条能得到它，
就等于谁也不能及格。

它的代价：这道题没有人及格。
怎么改：给这个要点写上 phrases 和 statements；或者去掉 required。
"""

from __future__ import annotations

from collections.abc import Iterator

from safety_scoring.authoring.check.problem import Problem
from safety_scoring.authoring.check.subject import Subject, line_of

__all__ = ["find"]


def find(subject: Subject) -> Iterator[Problem]:
    """Required key points that nothing in the bank reaches."""
    for question, index, point in subject.points():
        if not point.required:
            continue
        texts = [*question.reference_answers, *point.phrases, *point.statements]
        if any(line_of(result, point.id).awarded for result in subject.mark([(question, t) for t in texts])):
            continue
        yield Problem(
            "required-unreached",
            "fault",
            *subject.places.of(question.id, "key_points", index, "required"),
            subject.where(question, point),
            "必答要点，但参考答案和它自己的说法没有一条能得到它",
            "这道题没有人能及格",
            "写上 phrases 和 statements，或去掉 required",
        )
