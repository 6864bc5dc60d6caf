"""只堆关键词就能得分，而且评分时看不出来。

检查时把一道题全部 phrases 连成一串，当作一份作答来评。只列关键词也是一种真实的答法，不一定不给分；
评分时这样的作答会标上“只列关键词，没有陈述”，请人看一眼。这里列出的是得了一半以上的分、又没有被标出来的题。

它的代价：背下关键词的人得分，又没有人看到。
怎么改：把长句从 phrases 移到 statements，phrases 里只留八个字以内的固定说法。
"""

from __future__ import annotations

from collections.abc import Iterator

from safety_scoring.authoring.check.problem import Problem
from safety_scoring.authoring.check.subject import Place, Subject

__all__ = ["find"]

_MUCH = 0.5
_POINTS = 3  # fewer are not a list


def find(subject: Subject) -> Iterator[Problem]:
    """Questions of which a bare dump of all phrases earns much without a flag."""
    dumps = [
        Place(question, None, "key_points", None, dump)
        for question in subject.bank.questions
        if sum(bool(point.phrases) for point in question.key_points) >= _POINTS
        and (
            dump := "，".join(p.replace(" + ", "，") for point in question.key_points for p in point.phrases)
        )
    ]
    for place, result in subject.marked(dumps):
        if result.coverage < _MUCH or "keyword_list" in result.flags:
            continue
        yield Problem(
            "phrase-dump",
            "warning",
            *subject.line(place),
            subject.where(place.question),
            f"把全部 phrases 连成一串得 {result.marks:g}/{result.full_marks:g} 分，没有标出“只列关键词”",
            "背关键词的人得分，又没有人看到",
            "把 phrases 里的长句移到 statements",
        )
