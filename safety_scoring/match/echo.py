"""Words that only repeat the question earn nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from safety_scoring.answer import Answer

__all__ = ["NEW_SHARE", "Echo"]

NEW_SHARE = 0.34
"""A clause with a smaller share of pairs of its own is a copied stretch."""


@dataclass(frozen=True, slots=True)
class Echo:
    """What the question itself gives away.

    Attributes:
        letters: the question's letters.
        given: its characters.
        left_out: the same as a table for `str.translate`, which leaves them out.
        pairs: its pairs of neighbouring letters.
        new_share: share of pairs of its own from which a clause is not a copy, 0-1; where each
            word that the question gives away weighs nothing anyway, only what is all copied is left out.
    """

    letters: str
    given: frozenset[str]
    left_out: Mapping[int, None]
    pairs: frozenset[str]
    new_share: float

    @classmethod
    def of(cls, question: Answer, new_share: float) -> Echo:
        """What a question gives away."""
        letters = question.letters
        left_out = dict.fromkeys(map(ord, letters))
        return cls(letters, frozenset(letters), left_out, frozenset(_pairs(letters)), new_share)

    def repeats(self, clause: str) -> bool:
        """Whether a clause (letters) says nothing but the question's words."""
        own = len(clause.translate(self.left_out))
        if own * 2 > len(clause):
            return False  # at least half of the pairs hold a character of its own
        if self.new_share and not own:
            return True
        pairs = _pairs(clause)
        if not pairs:
            return clause in self.letters
        new = sum(pair not in self.pairs for pair in pairs)
        return not new or new < self.new_share * len(pairs)

    def own_words(self, clause: str) -> str:
        """A clause (letters), or nothing where it only repeats the question or is a single letter."""
        return "" if len(clause) < 2 or self.repeats(clause) else clause


def _pairs(letters: str) -> list[str]:
    return [letters[index : index + 2] for index in range(len(letters) - 1)]
