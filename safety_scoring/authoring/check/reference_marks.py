"""参考答案得不到满分。

参考答案是“完整的作答”：照着它写的人应当得满分。检查时把每份参考答案当作一份作答来评，列出没有得到分的要点和原因。
几份参考答案是并列的写法，每一份都要能单独得满分。

它的代价：照标准答案写的学员也会被扣分，一定会有人申诉。
怎么改：在参考答案里补上没有说到的要点；或者在那个要点的 phrases、statements 里补上参考答案用的说法。
"""

from __future__ import annotations

from collections.abc import Iterator

from safety_scoring.authoring.check.problem import Problem
from safety_scoring.authoring.check.subject import Subject

__all__ = ["find"]

_COMPLETE = 0.95  # share of the marks that the machine gives from which a reference counts as complete


def find(subject: Subject) -> Iterator[Problem]:
    """Reference answers that do not earn full marks."""
    for place, result in subject.marked(subject.references()):
        lines = [line for line in result.key_points if line.status != "by_hand"]
        lost = [line for line in lines if line.awarded < line.marks]
        full = min(place.question.full_marks, sum(line.marks for line in lines))
        earned = sum(line.awarded for line in lines)
        missed = [line for line in lost if not line.awarded]
        if earned >= _COMPLETE * full and not (missed and place.question.key_points):
            continue
        told = "；".join(f"{line.name}（{line.awarded:g}/{line.marks:g}）：{line.reason}" for line in lost)
        yield Problem(
            "reference-marks",
            "fault",
            *subject.line(place),
            subject.where(place.question),
            f"第 {(place.number or 0) + 1} 份参考答案只得 {earned:g}/{full:g} 分：{told}",
            f"照参考答案写的人也要丢 {full - earned:g} 分",
            "在参考答案里补上这些要点，或在要点里补上参考答案用的说法",
        )
