"""提示把答案说出来了。

hint 写给漏了这个要点的学员看，要引他去想，不能替他答。hint 里含有要点的名称、phrases，说出了 quantity 的数，
或者说够了 parts 的部分，都算说出来了。

它的代价：只看提示就能补上答案，学员没有学会。
怎么改：改成一个问题，换掉要点里的词。
"""

from __future__ import annotations

from collections.abc import Iterator

from safety_scoring.authoring.check.problem import Problem
from safety_scoring.authoring.check.subject import Place, Subject, line_of, shortened
from safety_scoring.match.phrases import letters_of

__all__ = ["find"]

_WORDS = frozenset(
    ("phrase", "slip", "parts", "quantity")
)  # a question that is like a statement asks, it does not tell


def find(subject: Subject) -> Iterator[Problem]:
    """Hints that give the key point away."""
    hints = [Place(q, i, "hint", None, p.hint) for q, i, p in subject.points() if p.hint]
    for place, result in subject.marked(hints):
        point, letters = place.point, letters_of(place.text)
        named = [word for word in (point.name, *point.phrases) if letters_of(word) in letters]
        named += [
            item.text
            for item in line_of(result, point.id).evidence
            if item.kind in _WORDS and item.credit == 1
        ]
        if not named:
            continue
        yield Problem(
            "hint-tells",
            "fault",
            *subject.line(place),
            subject.where(place.question, point),
            f"提示“{shortened(place.text)}”含有“{named[0]}”",
            "学员看提示就能补上答案",
            "改成一个问题，换掉要点里的词",
        )
