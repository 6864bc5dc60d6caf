"""Mark written Chinese exam answers by key points, with every mark explained by a quotation."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from safety_scoring.bank.load import load_bank
    from safety_scoring.bank.model import Bank, KeyPoint, Question
    from safety_scoring.calibration import Calibration, load_calibration
    from safety_scoring.errors import Fault, SafetyScoringError
    from safety_scoring.marked.answers import MarkedAnswer
    from safety_scoring.marked.beside import load_marked
    from safety_scoring.marked.read import read_marked
    from safety_scoring.result import Evidence, KeyPointResult, ScoreResult
    from safety_scoring.scorer import Scorer

__all__ = [
    "Bank",
    "Calibration",
    "Evidence",
    "Fault",
    "KeyPoint",
    "KeyPointResult",
    "MarkedAnswer",
    "Question",
    "SafetyScoringError",
    "ScoreResult",
    "Scorer",
    "load_bank",
    "load_calibration",
    "load_marked",
    "read_marked",
]

_HOMES = {
    "Bank": "bank.model",
    "Calibration": "calibration",
    "Evidence": "result",
    "Fault": "errors",
    "KeyPoint": "bank.model",
    "KeyPointResult": "result",
    "MarkedAnswer": "marked.answers",
    "Question": "bank.model",
    "SafetyScoringError": "errors",
    "ScoreResult": "result",
    "Scorer": "scorer",
    "load_bank": "bank.load",
    "load_calibration": "calibration",
    "load_marked": "marked.beside",
    "read_marked": "marked.read",
}


def __getattr__(name: str) -> Any:
    """Load a public name at its first use: `import safety_scoring` alone costs next to nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    """The public names, for completion."""
    return sorted([*__all__, "__version__"])
