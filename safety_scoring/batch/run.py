"""A batch in one pass: order and count of the rows are kept, nothing is held but what could not be marked."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from safety_scoring.batch.decisions import Decisions
from safety_scoring.errors import Fault
from safety_scoring.files.answers import AnswerRow
from safety_scoring.files.overrides import OverrideRow
from safety_scoring.result import RowError, ScoreResult
from safety_scoring.scorer import Scorer

__all__ = ["BatchSummary", "Sink", "run_batch"]


class Sink(Protocol):
    """What takes results in their order; whoever opened it closes it."""

    def add(self, result: ScoreResult) -> None:
        """Take the next result."""


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """What became of the rows.

    Attributes:
        marked: rows marked.
        flagged: marked rows that a human should look at.
        overridden: human decisions that took effect.
        not_marked: one fault for each row that could not be marked, in order, with its place.
        unused: one fault for each human decision that fitted nothing.
    """

    marked: int
    flagged: int
    overridden: int
    not_marked: tuple[Fault, ...]
    unused: tuple[Fault, ...]

    @property
    def clean(self) -> bool:
        """Whether every row was marked and every decision used."""
        return not self.not_marked and not self.unused


def run_batch(
    scorer: Scorer,
    rows: Iterable[AnswerRow],
    sinks: Sequence[Sink],
    overrides: Sequence[OverrideRow] = (),
    on_progress: Callable[[], None] | None = None,
) -> BatchSummary:
    """Mark rows and hand each result, human decisions in effect, to every sink.

    Args:
        scorer: marks.
        rows: in their order; read one by one.
        sinks: each takes every result, in order.
        overrides: human decisions.
        on_progress: called after each row.
    """
    decisions = Decisions(overrides, scorer.bank)
    under_way: deque[AnswerRow] = deque()
    marked = flagged = 0
    not_marked = []
    for result in scorer.score_many(_read(rows, under_way)):
        row = under_way.popleft()
        decided = decisions.apply(result)
        for sink in sinks:
            sink.add(decided)
        if decided.marks is None:
            not_marked.append(_fault(row, decided.error))
        marked += decided.marks is not None
        flagged += bool(decided.flags)
        if on_progress is not None:
            on_progress()
    return BatchSummary(marked, flagged, decisions.applied, tuple(not_marked), decisions.faults())


def _read(rows: Iterable[AnswerRow], under_way: deque[AnswerRow]) -> Iterator[dict[str, Any]]:
    """Rows as the scorer takes them; each is remembered until its result comes."""
    for row in rows:
        under_way.append(row)
        yield {
            "id": row.id,
            "question": row.question,
            "answer": row.answer,
            "row": row.row,
            "error": row.error,
        }


def _fault(row: AnswerRow, errors: Sequence[RowError]) -> Fault:
    return row.place.fault(
        "；".join(error.what for error in errors),
        "；".join(error.remedy for error in errors if error.remedy),
        "" if row.id is None else f"编号 {row.id}",
    )
