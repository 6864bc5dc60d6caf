"""An answer on which machine and human differ, as data for whoever draws it."""

from __future__ import annotations

from dataclasses import dataclass

from safety_scoring.result import Status

__all__ = ["Disagreement", "DisputedPoint"]


@dataclass(frozen=True, slots=True)
class DisputedPoint:
    """A key point on which machine and human differ.

    Attributes:
        id, name, marks: the key point.
        human, machine: marks given; of several markers the mean.
        labels: each marker's 2, 1, 0 or -1; empty where only marks are known.
        status, confidence, reason, nearest: the machine's, as in the result.
        evidence: stretches of the answer that the machine quotes.
    """

    id: str
    name: str
    marks: float
    human: float | None
    machine: float
    labels: tuple[int, ...]
    status: Status
    confidence: float
    reason: str
    nearest: str | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An answer on which machine and human differ, worst first.

    Attributes:
        id, question, question_text, answer: the answer.
        full_marks: of the question, or of the key point in a single-point case.
        human, machine: marks; in a single-point case what would be right at least (or at most).
        distance: marks in dispute ÷ full marks: the sum over key points where they are marked (what is
            paid wrongly does not make good what is not paid), else |machine - human|.
        points: the key points in dispute; where only the total is known, all that the machine paid.
        note: the category and reason of a single-point case.
    """

    id: str | None
    question: str
    question_text: str
    answer: str
    full_marks: float
    human: float
    machine: float
    distance: float
    points: tuple[DisputedPoint, ...]
    note: str = ""
