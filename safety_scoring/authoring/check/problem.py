"""A problem of a bank as a value, and what a rule of the check gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from safety_scoring.authoring.check.subject import Subject

__all__ = ["Problem", "Rule", "Severity"]

Severity = Literal["fault", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a learner should not find first.

    Attributes:
        rule: id of the rule, which names its page.
        severity: ``fault`` or ``warning``.
        file: name of the file; empty where there is no one place.
        line: 1-based, or None.
        where: ids of question and key point.
        what: the problem, in Chinese.
        cost: what it would cost whom, in Chinese.
        remedy: what to do about it, in Chinese.
    """

    rule: str
    severity: Severity
    file: str
    line: int | None
    where: str
    what: str
    cost: str
    remedy: str

    def to_dict(self) -> dict[str, Any]:
        """The problem as JSON-ready data."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


Rule = Callable[[Subject], Iterator[Problem]]
