"""Which answers a report shows one by one: all of them, or in a large batch those worth the paper."""

from __future__ import annotations

import heapq
import random
from dataclasses import dataclass

from safety_scoring.result import ScoreResult

__all__ = ["SAMPLE", "WHOLE", "Placed", "Selection"]

WHOLE = 2_000
"""Up to this many answers all are shown; above, at most this many flagged ones."""

SAMPLE = 200
"""Answers without a flag that a larger batch shows."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A marked answer and its 1-based place in the batch."""

    position: int
    result: ScoreResult


class Selection:
    """Chooses while results go by; holds no more than it may show.

    The sample is drawn by lot with a fixed seed: every answer has the same chance (every tenth one
    would, in wide files, always be the same question), and the same batch gives the same sample.
    """

    def __init__(self) -> None:
        self._flagged: list[Placed] = []
        self._others: list[tuple[float, int, Placed]] = []
        self._lot = random.Random(0)  # noqa: S311 - a fair and repeatable draw, no secret
        self._seen = 0

    @property
    def complete(self) -> bool:
        """Whether every answer is shown."""
        return self._seen <= WHOLE

    def add(self, position: int, result: ScoreResult) -> None:
        """Consider one marked answer.

        Args:
            position: 1-based place in the batch.
            result: the answer.
        """
        self._seen += 1
        placed = Placed(position, result)
        if not result.flags:
            heapq.heappush(self._others, (self._lot.random(), position, placed))
        elif len(self._flagged) < WHOLE:
            self._flagged.append(placed)
        if not self.complete:
            while len(self._others) > SAMPLE:
                heapq.heappop(self._others)

    def flagged(self) -> tuple[Placed, ...]:
        """The flagged answers shown, in order."""
        return tuple(self._flagged)

    def chosen(self) -> tuple[Placed, ...]:
        """Every answer shown, in order."""
        others = [placed for _, _, placed in self._others]
        return tuple(sorted([*self._flagged, *others], key=lambda placed: placed.position))
