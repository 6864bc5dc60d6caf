"""What marked answers teach: which of their stretches earned a key point, and which earn none.

A marker says what an answer earned, not where it says so (multiple instances). Of an answer that earns a
point, the stretch that the model finds likeliest is taken for what earned it, and whether its other
stretches would earn it is left open; of an answer that earns nothing for a point, no clause does. Where
only a total is known, the ledger is taken that the model finds likeliest of those that come to it.

After Andrews, Tsochantaridis and Hofmann, Support Vector Machines for Multiple-Instance Learning (2002),
of whose mi-SVM this is one step from a model that knows the bank's statements.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from safety_scoring.answer import Answer, clause_texts, read_answer
from safety_scoring.bank.model import KeyPoint
from safety_scoring.marked.answers import MarkedAnswer
from safety_scoring.marked.human import credit, labelled
from safety_scoring.match.example import Lesson, Targets
from safety_scoring.match.likeness import Likeness, compare
from safety_scoring.match.prepare import Prepared

__all__ = ["lessons_of"]

Floats = npt.NDArray[np.float64]

_LEAST = 1e-6  # likelihood under which differences mean nothing


def lessons_of(prepared: Prepared, marked: Sequence[MarkedAnswer]) -> list[list[Lesson]]:
    """The stretches of each marked answer that teach something.

    Args:
        prepared: the question, as the bank's statements know it.
        marked: answers to it, marked by key point or by a total.

    Returns:
        One list an answer, in their order.
    """
    answers = [read_answer(item.answer, prepared.segmenter) for item in marked]
    letters = [prepared.slips.corrected(answer, prepared.segmenter) for answer in answers]
    likeness = compare(prepared, answers, letters)
    return [
        list(_lessons(prepared, answer, text, _Place(likeness, index, _targets_of(prepared, item, best))))
        for index, (item, answer, text, best) in enumerate(
            zip(marked, answers, letters, likeness.best(), strict=True)
        )
    ]


@dataclass(frozen=True, slots=True)
class _Place:
    """One answer among all that were compared, and what it earns."""

    likeness: Likeness
    index: int
    targets: Targets


def _targets_of(prepared: Prepared, item: MarkedAnswer, sure: Floats) -> Targets:
    """What the markers give, or the likeliest ledger that comes to their total."""
    if any(labelled(point.id, item.labels) for point in prepared.points):
        return tuple(_target(point.id, item.labels) for point in prepared.points)
    if item.marks is None:
        return (None,) * len(prepared.points)
    return _likeliest(prepared.points, item.marks, sure)


def _target(point: str, labels: Sequence[Mapping[str, int]]) -> int | None:
    """All markers together; None where they differ on whether anything is earned."""
    if not labelled(point, labels):
        return None
    credits_given = [credit(marker[point]) for marker in labels]
    if not any(credits_given):
        return 0
    if not all(credits_given):
        return None
    return 2 if sum(credits_given) > 0.75 * len(credits_given) else 1


def _likeliest(points: Sequence[KeyPoint], marks: float, sure: Floats) -> Targets:
    """Of all ledgers of nothing, half or all of each point, the likeliest that comes closest to a total.

    A half and a whole are taken to be equally likely. Solved point by point over the sums that can be
    reached (dynamic programming); marks are counted in fortieths, so that a half of 0.05 is exact.
    """
    reached: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for point, presence in zip(points, sure, strict=True):
        chance = float(np.clip(presence, _LEAST, 1 - _LEAST))
        choices = ((0, np.log(1 - chance)), (1, np.log(chance / 2)), (2, np.log(chance / 2)))
        longer: dict[int, tuple[float, tuple[int, ...]]] = {}
        for total, (odds, path) in reached.items():
            for label, own in choices:
                key = total + round(20 * label * point.marks)
                if key not in longer or odds + own > longer[key][0]:
                    longer[key] = (odds + own, (*path, label))
        reached = longer
    wanted = 40 * marks
    return min(reached.items(), key=lambda item: (abs(item[0] - wanted), -item[1][0]))[1][1]


def _lessons(prepared: Prepared, answer: Answer, letters: str, place: _Place) -> Iterator[Lesson]:
    likeness, targets = place.likeness, place.targets
    low, high = (int(bound) for bound in likeness.bounds[place.index : place.index + 2])
    earning: dict[int, dict[int, int]] = {}
    for point, target in enumerate(targets):
        if target and high > low:
            earning.setdefault(_likest(likeness, point, low, high), {})[point] = target
    clauses = [*map(prepared.echo.own_words, prepared.neutral(clause_texts(answer, letters)))]
    for span in range(low, high):
        own = earning.get(span, {})
        first, last = int(likeness.first[span]), int(likeness.last[span])
        text = tuple(clauses[first:last])
        if any(text) and (own or last - first == 1):
            labels = tuple(own.get(point, 0 if target == 0 else None) for point, target in enumerate(targets))
            yield Lesson(text, _given(answer, first, last), labels)


def _likest(likeness: Likeness, point: int, low: int, high: int) -> int:
    """The stretch likeliest to earn a point, and of equals the shortest: the rest of it adds nothing."""
    length = likeness.last[low:high] - likeness.first[low:high]
    return low + int(np.lexsort((length, -likeness.presence[low:high, point]))[0])


def _given(answer: Answer, first: int, last: int) -> str:
    start, end = answer.given(answer.clauses.starts[first], answer.clauses.ends[last - 1])
    return answer.raw[start:end]
