"""同一题的两个要点，同样的话两边都得分。

一句话得两个要点的分，等于一处内容算两次。检查两种情形：
一个要点的 phrases 单独作答，也得了另一个要点的分；一个要点的 statements 有三成以上也得了另一个要点的分。
确实可以共用的（例如“三管三必须”本来就包含“一岗双责”），在其中一个要点里写 shared_with 说明。

它的代价：少答一个要点的人不丢分，要点也失去了区分的作用。
怎么改：把两个要点的说法分开；一个词只写在一个要点里；确实可以共用，写 shared_with。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from safety_scoring.authoring.check.problem import Problem
from safety_scoring.authoring.check.subject import Place, Subject, shortened
from safety_scoring.result import ScoreResult

__all__ = ["find"]

_SHARE = 0.3
_FEWEST = 3  # statements; fewer that earn another point as well happen by chance


def find(subject: Subject) -> Iterator[Problem]:
    """Key points of one question that the same words earn."""
    terms = (
        place for place in subject.texts("phrases") if place.said == place.text
    )  # A + B is no text by itself
    for place, result in subject.marked(terms):
        for other in _others(subject, place, result, yielding=False):
            yield Problem(
                "points-overlap",
                "fault",
                *subject.line(place),
                subject.where(place.question, place.point),
                f"phrases 里的“{shortened(place.text)}”也得了要点 {other} 的分",
                "一个词算两处",
                "从其中一个要点里去掉它；确实可以共用的写 shared_with",
            )
    counts: Counter[tuple[str, int, str]] = Counter()
    for place, result in subject.marked(subject.texts("statements")):
        for other in _others(subject, place, result, yielding=True):
            counts[place.question.id, place.index or 0, other] += 1
    for (question_id, index, other), count in counts.items():
        question = subject.bank.question(question_id)
        point = question.key_points[index]
        if count < max(_FEWEST, _SHARE * len(point.statements)):
            continue
        yield Problem(
            "points-overlap",
            "fault",
            *subject.places.of(question_id, "key_points", index, "statements"),
            subject.where(question, point),
            f"{len(point.statements)} 条 statements 里有 {count} 条也得了要点 {other} 的分",
            "一句话算两处，少答一个要点的人不丢分",
            "把两个要点的说法分开；要让一句话只算一处用 yields_to，确实可以共用写 shared_with",
        )


def _others(subject: Subject, place: Place, result: ScoreResult, *, yielding: bool) -> Iterator[str]:
    """Ids of other key points that a text of one earns, unless the bank says that they share words.

    With `yielding`, points that give way to this one are passed over: in other words they do.
    """
    point, question = place.point, place.question
    for line in result.key_points:
        other = question.key_point(line.id)
        if not line.awarded or other is None or other.id == point.id:
            continue
        if yielding and point.id in other.yields_to:
            continue
        if not subject.bank.same_words(question.id, point, question.id, other):
            yield other.id
