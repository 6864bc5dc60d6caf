"""Letters with every number in digits, so that a term with a number is found however it is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from safety_scoring.text.numerals import find_quantities

__all__ = ["Numbered", "has_number", "in_digits"]


@dataclass(frozen=True, slots=True)
class Numbered:
    """Letters in which numbers are written in digits.

    Attributes:
        text: 三十人以上 is 30人以上 here.
        origin: per character of `text`, the letter it comes from; one more for the end.
        starts: where in `text` each clause starts.
    """

    text: str
    origin: tuple[int, ...]
    starts: frozenset[int]

    def cuts(self, place: int) -> bool:
        """Whether a place in `text` parts the digits of one number."""
        inside = 0 < place < len(self.text) and place not in self.starts
        return inside and self.text[place - 1].isdigit() and self.text[place].isdigit()


def in_digits(letters: str, spans: Iterable[tuple[int, int]]) -> Numbered:
    """Letters with every number in digits, and the way back.

    Args:
        letters: of an answer or a term.
        spans: of its clauses, half-open, in order, without gaps; no number reaches across them.
    """
    text, origin, starts = "", [], set()
    for start, end in spans:
        starts.add(len(text))
        position = start
        for quantity in find_quantities(letters[start:end]):
            written = str(quantity.value)
            first = start + quantity.start
            text += letters[position:first] + written
            origin += [*range(position, first), *[first] * len(written)]
            position = start + quantity.end
        text += letters[position:end]
        origin += range(position, end)
    return Numbered(text, (*origin, len(letters)), frozenset(starts))


def has_number(letters: str) -> bool:
    """Whether a term holds a number that something is counted with, and not only 一票否决 or 三同时."""
    return any(
        letters[quantity.start : quantity.end].isascii() or quantity.value >= 10
        for quantity in find_quantities(letters)
    )
