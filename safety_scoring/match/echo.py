"""Words that only repeat the question earn nothing."""

from __future__ import annotations

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
        pairs: its pairs of neighbouring letters.
        new_share: share of pairs of its own from which a clause is not a copy, 0-1; where each
            word that the question gives away weighs nothing anyway, only what is all copied is left out.
    """

    letters: str
    given: frozenset[str]
    pairs: frozenset[str]
    new_share: float

    @classmethod
    def of(cls, question: Answer, new_share: float) -> Echo:
        """What a question gives away."""
        letters = question.letters
        return cls(letters, frozenset(letters), frozenset(_pairs(letters)), new_share)

    def repeats(self, clause: str) -> bool:
        """Whether a clause (letters) says nothing but the question's words."""
        if self.new_share and self.given.issuperset(clause):
            return True
        pairs = _pairs(clause)
        if not pairs:
            return clause in self.letters
        new = sum(pair not in self.pairs for pair in pairs)
        return not new or new < self.new_share * len(pairs)

    def own_words(self, clause: str) -> str:
        """A clause (letters) without what it copies: all of it where it only repeats the question."""
        return "" if self.repeats(clause) else clause


def _pairs(letters: str) -> list[str]:
    return [letters[index : index + 2] for index in range(len(letters) - 1)]
