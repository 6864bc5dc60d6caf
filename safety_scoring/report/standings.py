"""One row a person: marks question by question, total, pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from safety_scoring.report.columns import Cell, as_cell
from safety_scoring.report.words import number, yes_or_no
from safety_scoring.result import ScoreResult

__all__ = ["Asked", "Standing", "Standings"]

UNDECIDED = "待定"


class Asked(NamedTuple):
    """A question that somebody answered."""

    id: str
    text: str
    full_marks: float


class _Mark(NamedTuple):
    marks: float
    full_marks: float
    pass_marks: float


@dataclass(slots=True)
class Standing:
    """What one person has so far.

    A question answered twice gives no mark until somebody decides which answer counts; like a row
    that could not be marked it leaves the pass undecided and is said in `remarks`.

    Attributes:
        id: the person's; None stands for a single row without an id.
        row: other columns of the person's first row.
    """

    id: str | None
    row: Mapping[str, Any]
    _marks: dict[str, list[_Mark]] = field(default_factory=dict)
    _not_marked: int = 0

    def add(self, result: ScoreResult) -> None:
        """Take one answer of this person."""
        if result.marks is None:
            self._not_marked += 1
        else:
            mark = _Mark(result.marks, result.full_marks, result.pass_marks)
            self._marks.setdefault(result.question, []).append(mark)

    def other(self, column: str) -> Cell:
        """The cell of another column of the input."""
        return as_cell(self.row.get(column))

    def mark(self, question_id: str) -> Cell:
        """The mark of a question, all of them as text where it was answered twice, or None."""
        marks = self._marks.get(question_id, [])
        if len(marks) > 1:
            return "；".join(number(mark.marks) for mark in marks)
        return marks[0].marks if marks else None

    def totals(self) -> tuple[Cell, ...]:
        """Total, full marks, their ratio, pass and remarks, of the questions whose mark is certain."""
        remarks = self._remarks()
        certain = [marks[0] for marks in self._marks.values() if len(marks) == 1]
        if not certain:
            return (None, None, None, UNDECIDED, remarks)
        total = sum(mark.marks for mark in certain)
        full = sum(mark.full_marks for mark in certain)
        # 1e-9: sums of tenths may fall a hair short of the sum of pass marks.
        passed = total >= sum(mark.pass_marks for mark in certain) - 1e-9
        return (total, full, total / full, UNDECIDED if remarks else yes_or_no(passed), remarks)

    def _remarks(self) -> str:
        twice = sum(len(marks) > 1 for marks in self._marks.values())
        return "；".join(
            remark
            for remark, count in (
                (f"{self._not_marked} 份答卷未能评分，不计入总分", self._not_marked),
                (f"{twice} 道题重复作答，不计入总分", twice),
            )
            if count
        )


class Standings:
    """Sorts answers by person while they go by, in the order of first appearance."""

    def __init__(self) -> None:
        self._persons: dict[object, Standing] = {}
        self._asked: dict[str, Asked] = {}
        self._varying: set[str] = set()

    def add(self, position: int, result: ScoreResult) -> None:
        """Take the next answer.

        Args:
            position: place in the batch; keeps rows without an id apart.
            result: marked or not.
        """
        key: object = position if result.id is None else result.id
        person = self._persons.setdefault(key, Standing(result.id, result.row))
        person.add(result)
        for name in {*person.row, *result.row}:
            if person.row.get(name) != result.row.get(name):
                self._varying.add(name)
        if result.marks is not None:
            asked = Asked(result.question, result.question_text or result.question, result.full_marks)
            self._asked.setdefault(result.question, asked)

    def persons(self) -> tuple[Standing, ...]:
        """Everybody, in order."""
        return tuple(self._persons.values())

    def asked(self) -> tuple[Asked, ...]:
        """The questions with a mark, in order."""
        return tuple(self._asked.values())

    def varies(self, column: str) -> bool:
        """Whether a column of the input tells of the answer, not of the person (differs within one)."""
        return column in self._varying
