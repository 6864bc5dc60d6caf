"""not 里的说法反而得分。

not 里写的是不该给分的说法：否认、敷衍、说的是别的事。检查时把每一条当作一份作答来评，得了这个要点分的列出来。
常见原因：这一条里含有 phrases 里的词，而否定的意思离得远；或者它说的其实是对的，不该写在 not 里。

它的代价：说反了的人也得分。
怎么改：先看这一条是不是真的不该给分；是的话改短，让否定紧挨着那个词，或从 phrases 里去掉太宽的词。
"""

from __future__ import annotations

from collections.abc import Iterator

from safety_scoring.authoring.check.problem import Problem
from safety_scoring.authoring.check.subject import Subject, line_of, shortened

__all__ = ["find"]


def find(subject: Subject) -> Iterator[Problem]:
    """Near misses that earn the key point which they must not earn."""
    for place, result in subject.marked(subject.texts("not")):
        line = line_of(result, place.point.id)
        if not line.awarded:
            continue
        by = "、".join(dict.fromkeys(f"“{shortened(item.matched)}”" for item in line.evidence if item.credit))
        yield Problem(
            "near-miss-pays",
            "fault",
            *subject.line(place),
            subject.where(place.question, place.point),
            f"“{shortened(place.text)}”写在 not 里，却得了 {line.awarded:g}/{line.marks:g} 分（像{by}）",
            f"这样答的人多得 {line.awarded:g} 分",
            "确认它不该给分；改写它，或从 phrases、statements 里去掉太宽的说法",
        )
