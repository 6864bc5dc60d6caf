"""Ledger → marks, by arithmetic that can be redone by hand.

marks = coverage × full marks, coverage = Σ awarded ÷ full marks; capped where a required point earns
nothing; rounded half up to the step of the question. A calibration comes between cap and rounding: the
curve turns the share of full marks that is left after the cap into another, the cap holds for that too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from safety_scoring.result import KeyPointResult

__all__ = ["Award", "Curve", "Rules", "award", "share"]

Curve = Callable[[Fraction], Fraction]
"""From a share of full marks to the share that a calibration makes of it."""


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
        raw_marks: after cap and rounding, without a calibration.
        marks: likewise with it; the same where there is none.
        passed: whether `marks` reach the pass mark.
    """

    coverage: float
    capped: bool
    raw_marks: float
    marks: float
    passed: bool


def award(
    ledger: Sequence[KeyPointResult], rules: Rules, similarity: float = 0.0, curve: Curve | None = None
) -> Award:
    """Add up a complete ledger.

    Args:
        ledger: every key point of the question.
        rules: the question's marks.
        similarity: TF-IDF similarity, 0-1; at work only where `rules` give it a weight, and never
            for an answer that covers nothing.
        curve: the question's calibration, where there is one.
    """
    full, cap = _exact(rules.full_marks), _cap(ledger, rules)
    coverage = _coverage(ledger, rules)
    earned = _earned(coverage, rules, similarity)
    raw = min(earned, cap)
    calibrated = raw if curve is None else curve(raw / full) * full
    marks = round_marks(min(calibrated, cap), rules)
    return Award(
        coverage=round(float(coverage), 4),
        capped=cap < full and max(earned, calibrated) > cap,
        raw_marks=round_marks(raw, rules),
        marks=marks,
        passed=marks >= rules.pass_marks,
    )


def share(ledger: Sequence[KeyPointResult], rules: Rules, similarity: float = 0.0) -> Fraction:
    """Share of full marks after the cap and before rounding: what a calibration is fitted on.

    Args:
        ledger: every key point of the question.
        rules: the question's marks.
        similarity: TF-IDF similarity, 0-1.
    """
    earned = _earned(_coverage(ledger, rules), rules, similarity)
    return min(earned, _cap(ledger, rules)) / _exact(rules.full_marks)


def round_marks(value: Fraction, rules: Rules) -> float:
    """Half up to the step, within 0 and full marks; below the pass mark never rounds to it or above."""
    full, step, passing = (_exact(x) for x in (rules.full_marks, rules.mark_step, rules.pass_marks))
    rounded = int(value / step + Fraction(1, 2)) * step
    if value < passing <= rounded:
        rounded = max(Fraction(0), (-(-passing // step) - 1) * step)
    return float(min(full, max(Fraction(0), rounded)))


def _coverage(ledger: Sequence[KeyPointResult], rules: Rules) -> Fraction:
    awarded = sum((_exact(point.awarded) for point in ledger if point.awarded), Fraction(0))
    return min(Fraction(1), awarded / _exact(rules.full_marks))


def _earned(coverage: Fraction, rules: Rules, similarity: float) -> Fraction:
    """Marks before the cap."""
    weight = _exact(rules.similarity_weight) if coverage else Fraction(0)
    return ((1 - weight) * coverage + weight * _exact(similarity)) * _exact(rules.full_marks)


def _cap(ledger: Sequence[KeyPointResult], rules: Rules) -> Fraction:
    """The most that the ledger can earn: one step under the pass mark where a required point is empty."""
    if any(point.required and point.awarded <= 0 for point in ledger):
        return max(Fraction(0), _exact(rules.pass_marks) - _exact(rules.mark_step))
    return _exact(rules.full_marks)


@lru_cache(maxsize=4096)
def _exact(value: float) -> Fraction:
    """The decimal that was written, not its binary neighbour (0.1 is a tenth)."""
    return Fraction(repr(float(value))) if isinstance(value, float) else Fraction(value)
