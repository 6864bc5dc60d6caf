"""Stretches of answers that say a key point in other words, traced to the nearest text of the bank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from safety_scoring.answer import Answer
from safety_scoring.match.finding import Finding
from safety_scoring.match.likeness import Likeness
from safety_scoring.match.prepare import Prepared

__all__ = ["find", "near_misses"]

_NEAR = 0.05  # presence from which a clause that earned nothing is worth naming


def find(
    prepared: Prepared, point: int, answers: Sequence[Answer], likeness: Likeness
) -> list[list[Finding]]:
    """The stretches of each answer that earn a key point by likeness.

    Of stretches that overlap, the one that earns most is kept, and of equals the shortest: what it
    holds beyond that adds nothing.

    Args:
        prepared: the question.
        point: index of the key point.
        answers: any number of answers.
        likeness: of their stretches.
    """
    found: list[list[Finding]] = [[] for _ in answers]
    hits = np.flatnonzero(likeness.credit[:, point])
    if not len(hits):
        return found
    chosen = np.array(sorted(_apart(likeness, point, hits)), dtype=np.int64)
    traced = prepared.model.nearest(likeness.rows[chosen], point, likeness.credit[chosen, point])
    for index, owner, matched in zip(chosen.tolist(), likeness.owners(chosen).tolist(), traced, strict=True):
        spans = answers[owner].clauses.spans
        found[owner].append(
            Finding(
                spans[int(likeness.first[index])][0],
                spans[int(likeness.last[index]) - 1][1],
                "statement",
                matched,
                float(likeness.credit[index, point]),
                float(likeness.presence[index, point]),
            )
        )
    return found


def _apart(likeness: Likeness, point: int, hits: npt.NDArray[np.int64]) -> Iterable[int]:
    """Of stretches that earn, those that do not overlap: the most credit first, then the shortest."""
    owners = likeness.owners(hits)
    length = likeness.last[hits] - likeness.first[hits]
    order = np.lexsort((likeness.first[hits], length, -likeness.credit[hits, point], owners))
    taken: set[int] = set()
    current = -1
    for place in order.tolist():
        index, owner = int(hits[place]), int(owners[place])
        if owner != current:
            taken, current = set(), owner
        clauses = range(int(likeness.first[index]), int(likeness.last[index]))
        if taken.isdisjoint(clauses):
            taken.update(clauses)
            yield index


def near_misses(point: int, likeness: Likeness) -> list[int | None]:
    """The clause of each answer that came closest to a key point by its words, or None where none came near.

    Args:
        point: index of the key point.
        likeness: of the stretches of any number of answers.
    """
    single = np.flatnonzero(likeness.last - likeness.first == 1)
    presence = likeness.words_alone(single, point)
    bounds = np.searchsorted(single, likeness.bounds).tolist()
    near: list[int | None] = []
    for low, high in pairwise(bounds):
        place = low + int(presence[low:high].argmax()) if low < high else -1
        found = place >= 0 and presence[place] >= _NEAR
        near.append(int(likeness.first[single[place]]) if found else None)
    return near
