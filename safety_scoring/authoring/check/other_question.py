"""别的题的参考答案，在这道题里得了分。

检查时把其他每道题的参考答案当作这道题的作答来评。得分超过满分两成的，说明有的词太宽，答什么都能碰上。
名称相同的要点（例如两道题里都有“三同时”），以及用 shared_with 写明可以共用的要点不算。

它的代价：答非所问的人也能得分。
怎么改：每处都列出对方的话和它像题库里的哪条说法（要点名称、phrases、statements 或本题参考答案里的句子），
把这条写得更具体；在 not 里写上那句话也管用。两道题本来就有相同的内容时，把要点取相同的名称，
或写 shared_with: ["题目编号/要点编号"]。
"""

from __future__ import annotations

from collections.abc import Iterator

from safety_scoring.authoring.check.problem import Problem
from safety_scoring.authoring.check.subject import Subject, shortened
from safety_scoring.bank.model import Question
from safety_scoring.result import KeyPointResult, ScoreResult

__all__ = ["find"]

_PASSING = 0.2  # share of full marks that may come about by talking of the same trade


def find(subject: Subject) -> Iterator[Problem]:
    """Questions that other questions' reference answers earn marks in."""
    references = list(subject.references())
    for question in subject.bank.questions:
        others = [place for place in references if place.question is not question]
        results = subject.mark([(question, place.text) for place in others])
        for place, result in zip(others, results, strict=True):
            paid = _paid(subject, question, place.question, result)
            earned = sum(line.awarded for line in paid)
            if earned <= _PASSING * question.full_marks:
                continue
            yield Problem(
                "other-question",
                "fault",
                *subject.places.of(question.id, "id"),
                subject.where(question),
                f"题目 {place.question.id} 的参考答案在这里得 {earned:g}/{question.full_marks:g} 分："
                + "；".join(_told(line) for line in paid),
                f"答非所问的人也得 {earned:g} 分",
                "把列出的题库说法换成更具体的说法；内容本来相同的要点取相同的名称或写 shared_with",
            )


def _paid(subject: Subject, question: Question, other: Question, result: ScoreResult) -> list[KeyPointResult]:
    """The lines that earned, of points that no point of the other question is declared to share."""
    lines = []
    for line in result.key_points:
        point = question.key_point(line.id)
        shared = point is not None and any(
            subject.bank.same_words(question.id, point, other.id, theirs) for theirs in other.key_points
        )
        if line.awarded and not shared:
            lines.append(line)
    return lines


def _told(line: KeyPointResult) -> str:
    """The point, what of the other answer earned it, and what of the bank that is like."""
    found = max(line.evidence, key=lambda item: item.credit)
    return f"{line.id} 因“{shortened(found.text)}”像“{shortened(found.matched)}”"
