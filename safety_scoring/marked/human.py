"""Human marks from human labels, by the rules that the machine's marks follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

__all__ = ["credit", "human_marks", "labelled"]

_CREDIT = {2: 1.0, 1: 0.5}


class _Point(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def marks(self) -> float: ...
    @property
    def required(self) -> bool: ...


class _Rules(Protocol):
    @property
    def pass_marks(self) -> float: ...
    @property
    def mark_step(self) -> float: ...


def credit(label: int) -> float:
    """Share of a point's marks that a label gives: 1 for 2, a half for 1, nothing for 0 and -1."""
    return _CREDIT.get(label, 0.0)


def labelled(key_point_id: str, labels: Sequence[Mapping[str, int]]) -> bool:
    """Whether every marker judged the point."""
    return bool(labels) and all(key_point_id in marker for marker in labels)


def human_marks(points: Iterable[_Point], labels: Sequence[Mapping[str, int]], rules: _Rules) -> float | None:
    """Marks that the markers give, not rounded; None where they did not judge every point.

    The mean of the markers, capped one step under the pass mark where a required point earns nothing
    from any of them.

    Args:
        points: all key points of the question.
        labels: one mapping a marker.
        rules: the question, or a result of it.
    """
    every = list(points)
    if not every or not all(labelled(point.id, labels) for point in every):
        return None
    shares = {p.id: sum(credit(marker[p.id]) for marker in labels) / len(labels) for p in every}
    total = sum(point.marks * shares[point.id] for point in every)
    if any(point.required and not shares[point.id] for point in every):
        return min(total, max(0.0, rules.pass_marks - rules.mark_step))
    return total
