"""statements 或 phrases 里的说法，得不到自己的要点。

写进 statements 和 phrases 的每一条，单独作为作答都应当得到这个要点。得不到的常见原因：
要点有 quantity，这一条里没有写出那个数；要点有 parts，这一条里没有说够几个部分；
这一条全是题目里的字；同一个词也写进了 not。

它的代价：学员一字不差地这样答，也得不到分。
怎么改：删去或改写这一条；要点有 quantity 时把数写进去；有 parts 时把要说的部分写全，或在 terms 里补上同义词。
"""

from __future__ import annotations

from collections.abc import Iterator

from safety_scoring.authoring.check.problem import Problem
from safety_scoring.authoring.check.subject import Subject, line_of, shortened

__all__ = ["find"]

_EARNED = 0.5  # a statement of a point with parts is like naming them, and earns at most half


def find(subject: Subject) -> Iterator[Problem]:
    """Statements and phrases that do not earn their own key point."""
    for place, result in subject.marked(subject.texts("phrases", "statements")):
        point, line = place.point, line_of(result, place.point.id)
        due = _EARNED if point.parts is not None else 1.0
        if line.awarded >= due * line.marks:
            continue
        yield Problem(
            "statement-misses",
            "fault",
            *subject.line(place),
            subject.where(place.question, point),
            f"“{shortened(place.text)}”写在 {place.field} 里，单独作答只得"
            f" {line.awarded:g}/{line.marks:g} 分：{line.reason}",
            f"这样答的人要丢 {line.marks - line.awarded:g} 分",
            "改写或删去这一条；要点有 quantity 时写出那个数，有 parts 时说够部分",
        )
