"""What a matcher gives: a stretch of letters that would earn (or deny) a key point."""

from __future__ import annotations

from dataclasses import dataclass

from safety_scoring.answer import Answer
from safety_scoring.result import Evidence

__all__ = ["Finding"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A stretch of the answer's letters, and what it would earn.

    Attributes:
        start, end: half-open offsets into the answer's letters.
        kind: as in `Evidence`.
        matched: the phrase or statement of the bank.
        credit: share of the point's marks that the stretch alone earns, 0-1.
        likeness: 0-1; 1 for set terms.
        denied: whether the answer takes it back.
        because: the words that take it back; empty where nothing does.
    """

    start: int
    end: int
    kind: str
    matched: str
    credit: float
    likeness: float = 1.0
    denied: bool = False
    because: str = ""

    def evidence(self, answer: Answer) -> Evidence:
        """The finding in terms of the answer as given."""
        start, end = answer.given(self.start, self.end)
        kind = "denial" if self.denied else self.kind
        credit = 0.0 if self.denied else self.credit
        return Evidence(
            start, end, answer.raw[start:end], kind, self.matched, credit, round(self.likeness, 4)
        )
