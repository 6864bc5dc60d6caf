"""The figures of a batch: counted while results go by, nothing drawn.

Every figure is of marked answers; rows that could not be marked are listed, not averaged.
"""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import dataclass, field

from safety_scoring.result import KeyPointResult, RowError, ScoreResult, Status

__all__ = ["BINS", "Bin", "Figures", "KeyPointFigures", "NotMarked", "QuestionFigures", "Summary"]

BINS = 10
"""Bins of a distribution, each a tenth of full marks."""


@dataclass(frozen=True, slots=True)
class NotMarked:
    """A row that could not be marked.

    Attributes:
        position: 1-based place among all answers of the batch.
        id: as in the result.
        question: as given in the row.
        reasons: why, and what to do.
    """

    position: int
    id: str | None
    question: str
    reasons: tuple[RowError, ...]


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers with ``low <= marks < high``; the last bin holds full marks too."""

    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class KeyPointFigures:
    """How one key point fared.

    Attributes:
        number: 1-based place in the bank's order.
        id, name, marks, required: the key point.
        covered, partial, missed, contradicted: answers of that status.
        score_rate: marks awarded ÷ marks that could be, 0-1.
    """

    number: int
    id: str
    name: str
    marks: float
    required: bool
    covered: int
    partial: int
    missed: int
    contradicted: int
    score_rate: float

    @property
    def count(self) -> int:
        """Answers in which the point was looked for."""
        return self.covered + self.partial + self.missed + self.contradicted

    @property
    def hit_rate(self) -> float:
        """Share of answers that gave the point wholly or in part, 0-1."""
        return (self.covered + self.partial) / self.count


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """How one question fared.

    Attributes:
        id, text, full_marks, pass_marks: the question.
        count: answers marked.
        mean, median: in marks.
        sd: sample standard deviation in marks; None for a single answer.
        passed: answers that passed.
        flagged: answers that a human should look at.
        bins: the distribution, `BINS` bins from 0 to full marks.
        key_points: most missed (or contradicted) first, then in the bank's order.
    """

    id: str
    text: str
    full_marks: float
    pass_marks: float
    count: int
    mean: float
    median: float
    sd: float | None
    passed: int
    flagged: int
    bins: tuple[Bin, ...]
    key_points: tuple[KeyPointFigures, ...]

    @property
    def pass_rate(self) -> float:
        """Share of answers that passed, 0-1."""
        return self.passed / self.count


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a whole batch.

    Attributes:
        answers: rows seen, marked or not.
        marked: rows marked.
        persons: different ids.
        passed: answers that passed.
        flagged: answers that a human should look at.
        mean_rate: mean of marks ÷ full marks, 0-1; None where nothing was marked.
        not_marked: rows that could not be marked, in order.
        questions: in the order in which they came.
        flags: each flag and how many answers carry it, commonest first.
        signatures: what made the marks, in the order in which they came.
    """

    answers: int
    marked: int
    persons: int
    passed: int
    flagged: int
    mean_rate: float | None
    not_marked: tuple[NotMarked, ...]
    questions: tuple[QuestionFigures, ...]
    flags: tuple[tuple[str, int], ...]
    signatures: tuple[str, ...]

    @property
    def pass_rate(self) -> float | None:
        """Share of marked answers that passed, 0-1; None where nothing was marked."""
        return self.passed / self.marked if self.marked else None


@dataclass(slots=True)
class _Point:
    first: KeyPointResult
    statuses: Counter[Status] = field(default_factory=Counter)
    awarded: float = 0.0

    def figures(self, place: int) -> KeyPointFigures:
        seen = sum(self.statuses.values())
        return KeyPointFigures(
            number=place,
            id=self.first.id,
            name=self.first.name,
            marks=self.first.marks,
            required=self.first.required,
            covered=self.statuses["covered"],
            partial=self.statuses["partial"],
            missed=self.statuses["missed"],
            contradicted=self.statuses["contradicted"],
            score_rate=self.awarded / (seen * self.first.marks),
        )


@dataclass(slots=True)
class _Question:
    first: ScoreResult
    marks: Counter[float] = field(default_factory=Counter)
    passed: int = 0
    flagged: int = 0
    points: dict[str, _Point] = field(default_factory=dict)

    def add(self, result: ScoreResult, marks: float) -> None:
        self.marks[marks] += 1
        self.passed += result.passed
        self.flagged += bool(result.flags)
        for line in result.key_points:
            if line.status == "by_hand":
                continue  # no mark yet, so no figure
            point = self.points.setdefault(line.id, _Point(line))
            point.statuses[line.status] += 1
            point.awarded += line.awarded

    def figures(self) -> QuestionFigures:
        marks = sorted(self.marks.elements())
        return QuestionFigures(
            id=self.first.question,
            text=self.first.question_text,
            full_marks=self.first.full_marks,
            pass_marks=self.first.pass_marks,
            count=len(marks),
            mean=statistics.fmean(marks),
            median=statistics.median(marks),
            sd=statistics.stdev(marks) if len(marks) > 1 else None,
            passed=self.passed,
            flagged=self.flagged,
            bins=_bins(self.marks, self.first.full_marks),
            key_points=_most_missed_first(self.points),
        )


class Summary:
    """Counts results one by one; memory grows with persons and unmarked rows, not with answers."""

    def __init__(self) -> None:
        self._answers = 0
        self._ids: set[str] = set()
        self._rates: Counter[float] = Counter()
        self._passed = 0
        self._flagged = 0
        self._not_marked: list[NotMarked] = []
        self._questions: dict[str, _Question] = {}
        self._flags: Counter[str] = Counter()
        self._signatures: dict[str, None] = {}

    def add(self, result: ScoreResult) -> None:
        """Count one result.

        Args:
            result: the next one, in the order of the batch.
        """
        self._answers += 1
        if result.id is not None:
            self._ids.add(result.id)
        if result.marks is None:
            row = NotMarked(self._answers, result.id, result.question, result.error)
            self._not_marked.append(row)
        else:
            self._add_marked(result, result.marks)

    def figures(self) -> Figures:
        """The figures of everything added so far."""
        marked = self._rates.total()
        return Figures(
            answers=self._answers,
            marked=marked,
            persons=len(self._ids),
            passed=self._passed,
            flagged=self._flagged,
            mean_rate=statistics.fmean(self._rates.elements()) if marked else None,
            not_marked=tuple(self._not_marked),
            questions=tuple(question.figures() for question in self._questions.values()),
            flags=tuple(self._flags.most_common()),
            signatures=tuple(self._signatures),
        )

    def _add_marked(self, result: ScoreResult, marks: float) -> None:
        self._rates[marks / result.full_marks] += 1
        self._passed += result.passed
        self._flagged += bool(result.flags)
        self._flags.update(result.flags)
        if result.signature:
            self._signatures[result.signature] = None
        self._questions.setdefault(result.question, _Question(result)).add(result, marks)


def _bins(marks: Counter[float], full_marks: float) -> tuple[Bin, ...]:
    counts = [0] * BINS
    for mark, count in marks.items():
        # 1e-9: a mark on the edge of a bin belongs above it, whatever its binary neighbour says.
        counts[min(BINS - 1, int(mark * BINS / full_marks + 1e-9))] += count
    edges = [full_marks * place / BINS for place in range(BINS + 1)]
    return tuple(Bin(low, high, count) for low, high, count in zip(edges, edges[1:], counts, strict=False))


def _most_missed_first(points: dict[str, _Point]) -> tuple[KeyPointFigures, ...]:
    figures = [point.figures(place) for place, point in enumerate(points.values(), start=1)]
    return tuple(sorted(figures, key=lambda point: (point.hit_rate, point.score_rate, point.number)))
