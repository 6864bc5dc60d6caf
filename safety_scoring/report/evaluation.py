"""An evaluation as one HTML page that needs nothing else, in the style of the batch report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment

from safety_scoring.agreement.figures import Evaluation, GivenMarks
from safety_scoring.agreement.folds import FoldedEvaluation
from safety_scoring.errors import Fault
from safety_scoring.report import evaluation_rows as rows
from safety_scoring.report.environment import new_environment
from safety_scoring.report.words import number, percent

__all__ = ["Bubble", "Spread", "bubbles", "spreads", "write_evaluation"]

_GRID = 20  # bubbles stand at each 5 % of full marks
_SPREADS = (("低 20% 以上", -0.2), ("低 5%～20%", -0.05), ("相差不到 5%", 0.05), ("高 5%～20%", 0.2))


@dataclass(frozen=True, slots=True)
class Bubble:
    """Answers at one place of the plot; `human` and `machine` are shares of full marks."""

    human: float
    machine: float
    count: int


@dataclass(frozen=True, slots=True)
class Spread:
    """How many answers the machine marks so much lower or higher than the human."""

    name: str
    count: int


def write_evaluation(
    evaluation: Evaluation,
    path: Path,
    *,
    source: str,
    folded: FoldedEvaluation | None = None,
    faults: Sequence[Fault] = (),
) -> None:
    """Write the page.

    Args:
        evaluation: the figures.
        path: the file, usually from `atomic_path`; overwritten.
        source: name of the file of marked answers.
        folded: where answers were marked out of fold, what the bank alone gives.
        faults: rows that could not be used.
    """
    page = _environment().get_template("evaluation/page.html")
    text = page.render(
        e=evaluation,
        source=source,
        folded=folded,
        fold_rows=list(rows.fold_rows(folded)) if folded else [],
        folds_key=rows.FOLDS_KEY,
        faults=[str(fault) for fault in faults],
        overall=list(rows.overall_rows(evaluation)),
        bubbles=bubbles(evaluation.given),
        spreads=spreads(evaluation.given),
    )
    # Half a surrogate pair, which JSON may hold, has no place in UTF-8.
    path.write_bytes(text.encode("utf-8", "replace"))


def bubbles(given: Iterable[GivenMarks]) -> list[Bubble]:
    """The marks of all answers on a grid, so that a thousand of them stay legible."""
    places = Counter(
        (round(_GRID * item.human / item.full_marks), round(_GRID * item.machine / item.full_marks))
        for item in given
    )
    return [Bubble(x / _GRID, y / _GRID, count) for (x, y), count in sorted(places.items())]


def spreads(given: Iterable[GivenMarks]) -> list[Spread]:
    """How far machine and human lie apart, in five classes from lower to higher."""
    counts = [0] * (len(_SPREADS) + 1)
    for item in given:
        difference = (item.machine - item.human) / item.full_marks
        counts[sum(_beyond(difference, edge) for _, edge in _SPREADS)] += 1
    names = [*(name for name, _ in _SPREADS), "高 20% 以上"]
    return [Spread(name, count) for name, count in zip(names, counts, strict=True)]


def _beyond(difference: float, edge: float) -> bool:
    """Whether a difference lies above an edge; on it, it belongs to the class further from zero."""
    return difference >= edge - 1e-9 if edge > 0 else difference > edge + 1e-9


@cache
def _environment() -> Environment:
    environment = new_environment()
    environment.filters.update(number=number, percent=percent, ratio=rows.ratio, interval=rows.interval)
    environment.globals.update(
        in_marks=rows.in_marks,
        labels_text=rows.labels_text,
        status_text=rows.status_text,
        sure_text=rows.sure_text,
        verdicts=rows.verdicts,
    )
    return environment
