"""What a file of marked answers holds, as values."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from safety_scoring.errors import Fault
from safety_scoring.files.table import Place

__all__ = ["MarkedAnswer", "MarkedFile", "PointCase", "fingerprint", "identity", "in_order"]


@dataclass(frozen=True, slots=True)
class PointCase:
    """Whether an answer should earn more than half of one key point.

    Attributes:
        key_point: id.
        expect: whether it should.
        category, why: for whoever reads the figures; may be empty.
    """

    key_point: str
    expect: bool
    category: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class MarkedAnswer:
    """An answer with what humans gave it.

    Attributes:
        id: the row's id, or None.
        question: id in the bank.
        answer: as given.
        labels: one mapping a marker, key point id → 2 full, 1 half, 0 none, -1 denied; empty where only
            a total is known.
        marks: total as given, of several markers the mean; None where none was given.
        place: where it stands; of several rows the first.
        marker_marks: each marker's total, where totals were given.
        case: where this is a single-point case.
    """

    id: str | None
    question: str
    answer: str
    labels: tuple[Mapping[str, int], ...]
    marks: float | None
    place: Place
    marker_marks: tuple[float, ...] = ()
    case: PointCase | None = None


@dataclass(frozen=True, slots=True)
class MarkedFile:
    """A file of marked answers as it was understood.

    Attributes:
        answers: in the order of the file.
        understood: in Chinese, which column was taken for what.
        notices: warnings; the answers are used all the same.
        faults: rows that cannot be used, each with its place.
    """

    answers: tuple[MarkedAnswer, ...]
    understood: tuple[str, ...]
    notices: tuple[Fault, ...]
    faults: tuple[Fault, ...]


def fingerprint(marked: Iterable[MarkedAnswer]) -> str:
    """First twelve hex digits of the SHA-256 of answers and their marks, whatever their order."""
    rows = map(_content, in_order(marked))
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:12]


def in_order(marked: Iterable[MarkedAnswer]) -> list[MarkedAnswer]:
    """Answers in the order of what `fingerprint` reads of them, wherever they stood."""
    return sorted(marked, key=_content)


def identity(item: MarkedAnswer) -> tuple[str, str]:
    """Question and text by which two files hold the same answer, whatever its id and spacing."""
    return item.question, "".join(item.answer.split())


def _content(item: MarkedAnswer) -> str:
    """What teaches: question, answer and marks."""
    return json.dumps([item.question, item.answer, *map(dict, item.labels), item.marks], sort_keys=True)
