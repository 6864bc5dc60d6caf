"""Words that the bank says mean the same: each may stand for the others in a set term."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from safety_scoring.bank.consistency import words_of

__all__ = ["Synonyms"]

_MOST = 64  # ways of saying one term; a term of several sets would grow beyond use


class Synonyms:
    """Sets of words, read once.

    Args:
        sets: each a text of words separated by ``/``.
    """

    def __init__(self, sets: Iterable[str]) -> None:
        self._sets = tuple(tuple(words_of(written)) for written in sets)

    def variants(self, term: str) -> Sequence[str]:
        """Every way of saying a term, the term itself first; of each set the longest word it holds."""
        ways = [term]
        for words in self._sets:
            held = max((word for word in words if word in term), key=len, default="")
            if held:
                ways += [way.replace(held, word) for way in ways for word in words if word != held]
        return tuple(dict.fromkeys(ways))[:_MOST]
