"""One row of a file of marked answers → what its marker gave, every fault told with its place."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from safety_scoring.bank.model import Bank, Question
from safety_scoring.errors import Fault, UnknownQuestionError
from safety_scoring.files.answer_rows import AnswerRow
from safety_scoring.files.headers import bare
from safety_scoring.marked.answers import PointCase
from safety_scoring.marked.columns import Columns
from safety_scoring.marked.human import labelled

__all__ = ["Marking", "read_marking"]

_LABELS = {"2": 2, "1": 1, "0": 0, "-1": -1}
_SCALE = "写 2（全对）、1（一半）、0（没有）或 -1（说反了）"
_TRUE, _FALSE = ("true", "是", "1"), ("false", "否", "0")
_NOT_MARKED = "填上人工总分 marks，或给每个要点各写一列"


@dataclass(frozen=True, slots=True)
class Marking:
    """What a row says of its answer.

    Attributes:
        row: the answer.
        marker: who marked it; empty where nobody is named.
        labels: one mapping a marker.
        marks: a total.
        case: a single-point case.
    """

    row: AnswerRow
    marker: str
    labels: tuple[Mapping[str, int], ...] = ()
    marks: float | None = None
    case: PointCase | None = None


def read_marking(row: AnswerRow, columns: Columns, bank: Bank, faults: list[Fault]) -> Marking | None:
    """What a row says, or None where it cannot be used.

    Args:
        row: an answer with its other columns.
        columns: which of them is what.
        bank: what may be marked.
        faults: every fault of the row is added.
    """
    reader = _Reader(row, columns)
    marking = None if reader.refuse_row() else reader.read(bank)
    faults += reader.faults
    return None if reader.faults else marking


class _Reader:
    """Reads the cells of one row and gathers what is wrong with them."""

    def __init__(self, row: AnswerRow, columns: Columns) -> None:
        self._row = row
        self._columns = columns
        self.faults: list[Fault] = []

    def refuse_row(self) -> bool:
        """Note what the reader of the file found wrong."""
        self.faults += [self._row.place.fault(error.what, error.remedy) for error in self._row.error]
        return bool(self.faults)

    def read(self, bank: Bank) -> Marking | None:
        try:
            question = bank.question(self._row.question)
        except UnknownQuestionError as error:
            self._fault(error.faults[0].what, error.faults[0].remedy)
            return None
        marker = _text(self._cell(self._columns.marker))
        if self._given(self._columns.expect):
            return Marking(self._row, marker, case=self._case(question))
        labels, marks = self._labels(question), self._marks(question)
        self._check_whole(question, labels, marks)
        return Marking(self._row, marker, labels, marks)

    def _check_whole(
        self, question: Question, labels: tuple[Mapping[str, int], ...], marks: float | None
    ) -> None:
        """A row must come to a total: given, or by all the key points."""
        if marks is not None or self.faults:
            return
        if not labels:
            self._fault("没有人工评分", _NOT_MARKED)
            return
        missing = [point.name for point in question.key_points if not labelled(point.id, labels)]
        if missing:
            self._fault(f"这些要点没有人工评分：{'、'.join(missing)}", f"补上：{_SCALE}；或填上总分 marks")

    def _labels(self, question: Question) -> tuple[Mapping[str, int], ...]:
        columns = self._columns
        if self._given(columns.markers):
            given = self._cell(columns.markers)
            if isinstance(given, list) and given and all(isinstance(item, dict) for item in given):
                return tuple(self._object(item, question, str(columns.markers)) for item in given)
            self._fault("不是要点评分的列表", '写成 [{"要点编号": 2, …}, …]', columns.markers)
            return ()
        if self._given(columns.labels):
            given = self._cell(columns.labels)
            if isinstance(given, dict):
                return (self._object(given, question, str(columns.labels)),)
            self._fault("不是要点评分的对象", '写成 {"要点编号": 2, …}', columns.labels)
            return ()
        cells = self._point_cells(question)
        return (cells,) if cells else ()

    def _object(self, given: Mapping[str, Any], question: Question, field: str) -> dict[str, int]:
        unknown = [name for name in given if question.key_point(name) is None]
        if unknown:
            what = f"题目 {question.id} 没有这些要点：{'、'.join(unknown)}"
            self._fault(what, "写要点编号；用 safety-scoring questions --json 查看", field)
        labels = {name: self._label(value, f"{field}.{name}") for name, value in given.items()}
        return {name: label for name, label in labels.items() if label is not None}

    def _point_cells(self, question: Question) -> dict[str, int]:
        labels: dict[str, int] = {}
        for header, point in self._columns.points(question):
            if not self._given(header):
                continue
            label = self._label(self._cell(header), header)
            if label is not None and labels.setdefault(point, label) != label:
                self._fault(f"要点 {point} 有两列，评分不同", "每个要点只留一列", header)
        return labels

    def _label(self, value: Any, field: str) -> int | None:
        number = _number(value)
        label = None if number is None else _LABELS.get(f"{number:g}")
        if label is None:
            self._fault(f"“{_text(value)}”不是要点评分", _SCALE, field)
        return label

    def _marks(self, question: Question) -> float | None:
        header = self._columns.marks
        if not self._given(header):
            return None
        marks = _number(self._cell(header))
        if marks is None or not 0 <= marks <= question.full_marks:
            what = f"“{_text(self._cell(header))}”不是 0 到满分 {question.full_marks:g} 之间的数"
            self._fault(what, "改正人工总分", header)
            return None
        return marks

    def _case(self, question: Question) -> PointCase | None:
        columns = self._columns
        name = _text(self._cell(columns.key_point))
        points = {bare(text): point.id for point in question.key_points for text in (point.name, point.id)}
        point = points.get(bare(name))
        expect = _text(self._cell(columns.expect)).casefold()
        if point is None:
            self._fault(f"题目 {question.id} 没有要点“{name}”", "写要点编号或要点名称", columns.key_point)
        if expect not in (*_TRUE, *_FALSE):
            self._fault(f"“{expect}”不是 true 或 false", "该得分写 true，不该得分写 false", columns.expect)
        if point is None or self.faults:
            return None
        category, why = (_text(self._cell(header)) for header in (columns.category, columns.why))
        return PointCase(point, expect in _TRUE, category, why)

    def _given(self, header: str | None) -> bool:
        value = self._cell(header)
        return value is not None and value not in ([], {}) and _text(value) != ""

    def _cell(self, header: str | None) -> Any:
        return None if header is None else self._row.row.get(header)

    def _fault(self, what: str, remedy: str, field: str | None = None) -> None:
        self.faults.append(self._row.place.fault(what, remedy, field or ""))


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _number(value: Any) -> float | None:
    """A number as people write it (full-width, with a minus sign of any kind), or None."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    try:
        number = float(unicodedata.normalize("NFKC", str(value)).replace("−", "-").strip())
    except ValueError:
        return None
    return number if math.isfinite(number) else None
