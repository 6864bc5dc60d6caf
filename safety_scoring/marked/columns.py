"""Which column of a file of marked answers plays which part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from safety_scoring.bank.model import Bank, Question
from safety_scoring.files.headers import bare

__all__ = ["Columns", "find_columns"]

_NAMES: dict[str, tuple[str, ...]] = {
    "markers": ("markers",),
    "labels": ("labels",),
    "marks": (
        "marks",
        "score",
        "人工总分",
        "人工得分",
        "人工评分",
        "人工分",
        "阅卷得分",
        "总分",
        "得分",
        "分数",
    ),
    "marker": ("marker", "阅卷人", "评卷人", "阅卷员", "评卷员", "阅卷老师", "评分人"),
    "key_point": ("key_point", "要点编号", "要点", "得分点"),
    "expect": ("expect", "应得分", "是否得分"),
    "category": ("category", "类别"),
    "why": ("why", "理由"),
}
"""Headers of each part; the first that is there counts."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which header plays which part; the others may be key points.

    Attributes:
        markers, labels, marks, marker, key_point, expect, category, why: None where there is none.
        others: all other headers.
    """

    markers: str | None
    labels: str | None
    marks: str | None
    marker: str | None
    key_point: str | None
    expect: str | None
    category: str | None
    why: str | None
    others: tuple[str, ...]

    def points(self, question: Question) -> Iterator[tuple[str, str]]:
        """Header and key point id of each column that names a point of the question."""
        names = {bare(name): point.id for point in question.key_points for name in (point.name, point.id)}
        return ((header, names[bare(header)]) for header in self.others if bare(header) in names)

    def unused(self, bank: Bank) -> list[str]:
        """Headers that play no part in any question."""
        used = {header for question in bank.questions for header, _ in self.points(question)}
        return [header for header in self.others if header not in used]


def find_columns(headers: Iterable[str]) -> Columns:
    """Tell the columns apart.

    Args:
        headers: of all columns but id, question and answer; repetitions do not matter.
    """
    unique = list(dict.fromkeys(headers))
    keys = {bare(header): header for header in reversed(unique)}
    found = {
        part: next((keys[bare(name)] for name in names if bare(name) in keys), None)
        for part, names in _NAMES.items()
    }
    return Columns(**found, others=tuple(header for header in unique if header not in found.values()))
