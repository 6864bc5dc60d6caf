"""The figures of an evaluation, as data: ratios 0-1 and counts, ready for JSON, nothing drawn."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from safety_scoring.agreement.disagreement import Disagreement
from safety_scoring.agreement.resample import Measure
from safety_scoring.errors import Fault

__all__ = [
    "FORMAT",
    "BandFigures",
    "CaseFigures",
    "CategoryFigures",
    "Confusion",
    "Evaluation",
    "GivenMarks",
    "HumanFigures",
    "KeyPointFigures",
    "MarksFigures",
    "PointFigures",
    "QuestionFigures",
    "SureFigures",
]

FORMAT = 1
"""Format number of the JSON. 1: first published form."""


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often the machine gave none, half and all of a point, by what the human gave.

    Attributes:
        none, half, full: the human's mark (half is anything in between); each counts the machine's
            none, half and full.
        denied: every marker says that the answer denies the point.
    """

    none: tuple[int, int, int]
    half: tuple[int, int, int]
    full: tuple[int, int, int]
    denied: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class PointFigures:
    """Agreement on key points.

    Attributes:
        judgements: points judged, one an answer and key point.
        split: those on which markers disagree whether anything is earned; precision, recall and F1
            leave them out.
        right, wrong, lost: paid and due, paid and not due, due and not paid.
        precision: of the points paid, the share that was due.
        recall: of the points due, the share that was paid.
        f1: of precision and recall.
        mae: mean of |machine - human|, in shares of the point's marks.
        confusion: half marks.
        denied, denied_paid: points that the answer denies, and how many of them were paid.
    """

    judgements: int
    split: int
    right: int
    wrong: int
    lost: int
    precision: Measure
    recall: Measure
    f1: Measure
    mae: Measure
    confusion: Confusion
    denied: int
    denied_paid: int


@dataclass(frozen=True, slots=True)
class KeyPointFigures:
    """Agreement on one key point.

    Attributes:
        question: id of its question.
        id, name, marks: the key point.
        figures: the agreement.
    """

    question: str
    id: str
    name: str
    marks: float
    figures: PointFigures


@dataclass(frozen=True, slots=True)
class MarksFigures:
    """Agreement on marks; `mae`, `bias` and the means are shares of full marks.

    Attributes:
        answers: answers compared.
        human_mean, machine_mean: mean marks; of two markers the first and the second.
        exact, adjacent: share of answers whose whole marks (rounded half to even) are the same, or at
            most one apart.
        qwk: quadratic weighted kappa of whole marks; over several questions the mean of theirs.
        ccc: Lin's concordance of marks ÷ full marks.
        pearson: correlation of marks ÷ full marks.
        mae: mean absolute error.
        bias: mean of machine - human.
        smd: the bias in standard deviations.
    """

    answers: int
    human_mean: float
    machine_mean: float
    exact: Measure
    adjacent: Measure
    qwk: Measure
    ccc: Measure
    pearson: Measure
    mae: Measure
    bias: Measure
    smd: Measure


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """Agreement on the marks of one question.

    Attributes:
        id, text, full_marks: the question.
        marks: machine against human.
        human: second marker against the first, where there are two.
    """

    id: str
    text: str
    full_marks: float
    marks: MarksFigures
    human: MarksFigures | None


@dataclass(frozen=True, slots=True)
class HumanFigures:
    """The second marker against the first: the line to compare the machine with.

    Attributes:
        judgements: key points that both judged.
        same: share of them with the very same mark; None where only totals were given.
        f1: of "earns something", the first marker taken as right; None likewise.
        marks: agreement on marks.
    """

    judgements: int
    same: Measure | None
    f1: Measure | None
    marks: MarksFigures


@dataclass(frozen=True, slots=True)
class BandFigures:
    """Answers that earn everything against answers that earn nothing, by a human total.

    Attributes:
        full, zero: how many of each.
        full_mean, zero_mean: share of full marks that the machine pays them.
        auc: chance that one of the former is paid more than one of the latter.
    """

    full: int
    zero: int
    full_mean: Measure
    zero_mean: Measure
    auc: Measure


@dataclass(frozen=True, slots=True)
class CategoryFigures:
    """Single-point cases of one category."""

    name: str
    cases: int
    right: int


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """Single-point cases: does the answer earn more than half of the point?

    Attributes:
        cases: how many.
        right: share that comes out as expected.
        categories: the same by category, in order of their names.
    """

    cases: int
    right: Measure
    categories: tuple[CategoryFigures, ...]


@dataclass(frozen=True, slots=True)
class SureFigures:
    """How sure the machine was, and how rightly.

    Attributes:
        threshold: confidence from which on a point is called sure.
        points: key points on which the markers agree whether anything is earned.
        sure: those called sure.
        wrong: sure points on which machine and human disagree whether anything is earned.
        share: sure ÷ points.
        error: wrong ÷ sure.
    """

    threshold: float
    points: int
    sure: int
    wrong: int
    share: Measure
    error: Measure


@dataclass(frozen=True, slots=True)
class GivenMarks:
    """The marks of one answer, for a plot."""

    id: str | None
    question: str
    full_marks: float
    human: float
    machine: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Machine marks against human marks.

    Attributes:
        answers: answers compared, single-point cases included.
        resamples: draws behind each interval.
        points: over all key points; None where only totals are known, as all that follows may be.
        key_points: each of them, in the bank's order.
        marks: over all answers.
        questions: each question, in the order in which they came.
        human: the second marker against the first.
        bands: full against zero answers, where only totals are known.
        cases: single-point cases.
        sure: how sure the machine was.
        worst: the worst disagreements.
        given: the marks of each answer.
        signatures: what made the machine's marks.
        faults: answers that the machine could not mark; they are left out of all figures.
    """

    answers: int
    resamples: int
    points: PointFigures | None
    key_points: tuple[KeyPointFigures, ...]
    marks: MarksFigures | None
    questions: tuple[QuestionFigures, ...]
    human: HumanFigures | None
    bands: BandFigures | None
    cases: CaseFigures | None
    sure: SureFigures | None
    worst: tuple[Disagreement, ...]
    given: tuple[GivenMarks, ...]
    signatures: tuple[str, ...]
    faults: tuple[Fault, ...]

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready data."""
        return {"format": FORMAT, **asdict(self), "faults": [str(fault) for fault in self.faults]}
