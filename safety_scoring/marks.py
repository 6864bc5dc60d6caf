"""Ledger → marks, by arithmetic that can be redone by hand.

marks = coverage × full marks, coverage = Σ awarded ÷ full marks; capped where a required point earns
nothing; rounded half up to the step of the question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from safety_scoring.result import KeyPointResult

__all__ = ["Award", "Rules", "award"]


@dataclass(frozen=True, slots=True)
class Rules:
    """What a question says about marks.

    Attributes:
        full_marks, pass_marks, mark_step: in marks.
        similarity_weight: share of the mark that similarity decides, 0-0.5.
    """

    full_marks: float
    pass_marks: float
    mark_step: float
    similarity_weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Award:
    """Every step from the ledger to the mark.

    Attributes:
        coverage: Σ awarded ÷ full marks, 0-1.
        capped: whether a required point that earned nothing lowered the marks.
        marks: after cap and rounding.
        passed: whether `marks` reach the pass mark.
    """

    coverage: float
    capped: bool
    marks: float
    passed: bool


def award(ledger: Sequence[KeyPointResult], rules: Rules, similarity: float = 0.0) -> Award:
    """Add up a complete ledger.

    Args:
        ledger: every key point of the question.
        rules: the question's marks.
        similarity: TF-IDF similarity, 0-1; at work only where `rules` give it a weight, and never
            for an answer that covers nothing.
    """
    full, step, passing = (_exact(x) for x in (rules.full_marks, rules.mark_step, rules.pass_marks))
    coverage = min(Fraction(1), sum((_exact(point.awarded) for point in ledger), Fraction(0)) / full)
    weight = _exact(rules.similarity_weight) if coverage else Fraction(0)
    value = ((1 - weight) * coverage + weight * _exact(similarity)) * full
    cap = max(Fraction(0), passing - step)
    capped = value > cap and any(point.required and point.awarded <= 0 for point in ledger)
    marks = round_marks(cap if capped else value, rules)
    return Award(
        coverage=round(float(coverage), 4),
        capped=capped,
        marks=marks,
        passed=marks >= rules.pass_marks,
    )


def round_marks(value: Fraction, rules: Rules) -> float:
    """Half up to the step, within 0 and full marks; below the pass mark never rounds to it or above."""
    full, step, passing = (_exact(x) for x in (rules.full_marks, rules.mark_step, rules.pass_marks))
    rounded = int(value / step + Fraction(1, 2)) * step
    if value < passing <= rounded:
        rounded = max(Fraction(0), (-(-passing // step) - 1) * step)
    return float(min(full, max(Fraction(0), rounded)))


@lru_cache(maxsize=4096)
def _exact(value: float) -> Fraction:
    """The decimal that was written, not its binary neighbour (0.1 is a tenth)."""
    return Fraction(repr(float(value))) if isinstance(value, float) else Fraction(value)
