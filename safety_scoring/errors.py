"""What went wrong, as data: a `Fault` names the place, the fault and the remedy.

SafetyScoringError
├── BankError            the reference bank cannot be used
├── AnswersError         a file of answers (or of overrides) cannot be read or placed
├── CalibrationError     a calibration cannot be used
├── OutputError          an output cannot be written
├── UnknownQuestionError the bank has no such question
└── UnknownKeyPointError the question has no such key point
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = [
    "AnswersError",
    "BankError",
    "CalibrationError",
    "Fault",
    "OutputError",
    "SafetyScoringError",
    "UnknownKeyPointError",
    "UnknownQuestionError",
]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault, in words that an examiner can act on (Simplified Chinese).

    Args:
        what: the fault.
        remedy: what to do about it; may be empty.
        file: name of the file, where there is one.
        line: 1-based line in a text file.
        row: 1-based row in a table, the header row counted.
        field: column, or path inside a bank such as ``questions[0].key_points[2].marks``.
    """

    what: str
    remedy: str = ""
    file: str = ""
    line: int | None = None
    row: int | None = None
    field: str = ""

    def __str__(self) -> str:
        """One line: ``题库.yaml 第 12 行 questions[0].marks：……。处理办法：……``."""
        place = " ".join(
            part
            for part in (
                self.file,
                f"第 {self.line} 行" if self.line is not None else "",
                f"第 {self.row} 行" if self.row is not None else "",
                self.field,
            )
            if part
        )
        remedy = f"处理办法：{self.remedy}" if self.remedy else ""
        what = self.what if self.what.endswith(("。", "！", "？")) else f"{self.what}。"
        return (f"{place}：" if place else "") + what + remedy


class SafetyScoringError(Exception):
    """Base of every error that this library raises on purpose.

    Args:
        faults: every fault that was found, at least one; kept as the tuple `faults`.
    """

    def __init__(self, faults: Fault | Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __reduce__(self) -> tuple[type[SafetyScoringError], tuple[tuple[Fault, ...]]]:
        """Pickled by its faults, so that they survive the way from a worker process."""
        return type(self), (self.faults,)


class BankError(SafetyScoringError):
    """The reference bank is missing, unreadable or contradicts itself."""


class AnswersError(SafetyScoringError):
    """A file of answers or overrides cannot be read, or its columns cannot be placed."""


class CalibrationError(SafetyScoringError):
    """A calibration is missing, unreadable or holds what no calibration can."""


class OutputError(SafetyScoringError):
    """An output file cannot be written."""


class UnknownQuestionError(SafetyScoringError, KeyError):
    """The bank has no question of that id or text."""

    __str__ = SafetyScoringError.__str__


class UnknownKeyPointError(SafetyScoringError, KeyError):
    """The question has no key point of that id."""

    __str__ = SafetyScoringError.__str__
