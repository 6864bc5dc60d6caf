"""Every problem of a bank at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from safety_scoring.authoring.check import form
from safety_scoring.authoring.check.problem import Problem
from safety_scoring.authoring.check.rules import RULES
from safety_scoring.authoring.check.subject import Subject
from safety_scoring.bank.load import read_bank
from safety_scoring.bank.model import Bank
from safety_scoring.scorer import Scorer

__all__ = ["Checked", "check"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check found.

    Attributes:
        questions: how many questions could be read.
        points: how many key points they have.
        problems: by file and line.
        bank: the questions that could be read; None where there is none.
    """

    questions: int
    points: int
    problems: tuple[Problem, ...]
    bank: Bank | None = field(default=None, repr=False, compare=False)

    @property
    def faults(self) -> int:
        """How many problems are faults."""
        return sum(problem.severity == "fault" for problem in self.problems)

    @property
    def warnings(self) -> int:
        """How many are warnings."""
        return len(self.problems) - self.faults


def check(path: str | Path | None = None, advance: Callable[[int], None] | None = None) -> Checked:
    """Attack a bank as learners would.

    Questions that cannot be read are faults of form; all others are marked with the bank's own words.

    Args:
        path: a YAML file or a folder; None for the bundled bank.
        advance: called with how many more texts were marked.

    Raises:
        BankError: there are no such files.
    """
    files = read_bank(path)
    found = list(form.problems(files.faults))
    if files.bank is None:
        return Checked(0, 0, tuple(found))
    subject = Subject(files.bank, files.places, Scorer(files.bank, marked=()), advance)
    for rule in RULES.values():
        found += rule(subject)
    found.sort(key=lambda problem: (problem.file, problem.line or 0))
    return Checked(
        len(files.bank.questions),
        sum(len(question.key_points) for question in files.bank.questions),
        tuple(found),
        files.bank,
    )
