"""要点没有依据。

写明法律或标准的名称、版本和条款，申诉时有据可查。确实没有出处的，写 source: "none：理由"。

它的代价：有人申诉时拿不出依据。
怎么改：写上名称、版本和条款；没有出处写 "none：" 和理由。
"""

from __future__ import annotations

from collections.abc import Iterator

from safety_scoring.authoring.check.problem import Problem
from safety_scoring.authoring.check.subject import Subject

__all__ = ["find"]


def find(subject: Subject) -> Iterator[Problem]:
    """Key points without a source, or with none and no reason."""
    for question, index, point in subject.points():
        source = point.source.strip()
        reason = source.lower().removeprefix("none").strip("：:（）() ，,。")
        if source and reason:
            continue
        yield Problem(
            "no-source",
            "warning",
            *subject.places.of(question.id, "key_points", index, "source"),
            subject.where(question, point),
            "source 写了 none，没有写理由" if source else "没有写 source",
            "有人申诉时拿不出依据",
            "写上法律或标准的名称、版本和条款；没有出处写 none：理由",
        )
