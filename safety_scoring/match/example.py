"""Texts that show what earns: the bank's own, and stretches of marked answers."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Example", "Lesson", "Targets"]

Targets = tuple[int | None, ...]
"""Per key point what is earned: 2 all, 1 half, 0 nothing; None where it is not known."""


@dataclass(frozen=True, slots=True)
class Example:
    """A way of saying something, and what it earns.

    Attributes:
        clauses: letters of its clauses.
        written: as the bank writes it.
        point: index of the key point that it is about, or -1 for none.
        label: 2 full, 1 half, 0 nothing (a near miss or a denial of `point`).
        weight: how much it counts when the model is fitted.
        elsewhere: whether it is about something else altogether.
    """

    clauses: tuple[str, ...]
    written: str
    point: int
    label: int
    weight: float = 1.0
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Lesson:
    """A stretch of a marked answer.

    Attributes:
        clauses: letters of its clauses.
        written: as the answer has it.
        labels: what the stretch earns of each key point.
    """

    clauses: tuple[str, ...]
    written: str
    labels: Targets
