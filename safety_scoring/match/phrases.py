"""Set terms, found on characters whatever the segmenter does to them.

A term counts where it stands, not where it only cuts other words: 张三同时间赛跑 does not hold 三同时,
nor 不安全 the term 安全. A term with a number is found however the number is written. ``A + B`` asks for
both terms in one sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import ahocorasick

from safety_scoring.answer import Answer
from safety_scoring.match.finding import Finding
from safety_scoring.match.numbered import has_number, in_digits
from safety_scoring.segment.jieba_segmenter import JiebaSegmenter
from safety_scoring.text.clauses import cut_clauses
from safety_scoring.text.normalise import normalise

__all__ = ["Phrases", "Term", "letters_of"]

_SAFE_LENGTH = 5  # a term this long does not come about by cutting other words
_NEGATIVE_PREFIXES = frozenset("不未非无没")


def letters_of(text: str) -> str:
    """A phrase of the bank in the form in which answers are searched."""
    return cut_clauses(normalise(text)).letters


@dataclass(frozen=True, slots=True)
class Term:
    """A set term of a key point.

    Attributes:
        point: index of the key point in its question.
        credit: share of the marks that it earns; 0 for a near miss, which blocks what it covers.
        written: as the bank writes it.
        pieces: letters of the terms that must all stand in one sentence; usually one.
    """

    point: int
    credit: float
    written: str
    pieces: tuple[str, ...]

    @classmethod
    def read(cls, point: int, credit: float, written: str) -> Term:
        """A term from the bank; ``A + B`` has two pieces."""
        pieces = tuple(letters_of(piece) for piece in written.replace("＋", "+").split("+"))
        return cls(point, credit, written, tuple(piece for piece in pieces if piece))


class Phrases:
    """All set terms of a question, found in one pass.

    Args:
        terms: of every key point.
        segmenter: whose dictionary says which words are known.
    """

    def __init__(self, terms: Iterable[Term], segmenter: JiebaSegmenter) -> None:
        self._segmenter = segmenter
        self._terms = tuple(
            replace(term, pieces=tuple(map(_sought, term.pieces))) for term in terms if term.pieces
        )
        pieces: dict[str, list[int]] = {}
        for index, term in enumerate(self._terms):
            for piece in term.pieces:
                pieces.setdefault(piece, []).append(index)
        self._plain = _automaton({piece: owners for piece, owners in pieces.items() if not has_number(piece)})
        self._numbered = _automaton({piece: owners for piece, owners in pieces.items() if has_number(piece)})

    def find(self, answer: Answer, letters: str) -> list[tuple[int, Finding]]:
        """Every set term that stands in an answer.

        Args:
            answer: the answer.
            letters: its letters, slips read as the words they stand for.

        Returns:
            (index of the key point, finding) pairs in the order of the answer.
        """
        places: dict[int, dict[str, list[tuple[int, int]]]] = {}
        for piece, owners, start, end in self._hits(answer, letters):
            if self._stands(answer, start, end):
                for owner in owners:
                    places.setdefault(owner, {}).setdefault(piece, []).append((start, end))
        hits: list[tuple[Term, int, int]] = []
        for owner, by_piece in sorted(places.items()):
            term = self._terms[owner]
            hits += [(term, start, end) for start, end in _together(answer, term, by_piece)]
        blocked = {
            (term.point, letter)
            for term, start, end in hits
            if not term.credit
            for letter in range(start, end)
        }
        found = []
        for term, start, end in hits:
            if not term.credit or any((term.point, letter) in blocked for letter in range(start, end)):
                continue
            slip = letters[start:end] != answer.letters[start:end]
            finding = Finding(start, end, "slip" if slip else "phrase", term.written, term.credit)
            found.append((term.point, finding))
        return sorted(found, key=lambda item: (item[1].start, item[1].end, item[0]))

    def _hits(self, answer: Answer, letters: str) -> Iterator[tuple[str, tuple[int, ...], int, int]]:
        """Each piece that the letters hold, its terms, and where."""
        if self._plain is not None:
            for last, (piece, owners) in self._plain.iter(letters):
                yield piece, owners, last + 1 - len(piece), last + 1
        if self._numbered is not None:
            numbered = in_digits(letters, answer.clauses.spans)
            for last, (piece, owners) in self._numbered.iter(numbered.text):
                first = last + 1 - len(piece)
                cut = numbered.cuts(first) or numbered.cuts(last + 1)
                if not cut:
                    yield piece, owners, numbered.origin[first], numbered.origin[last + 1]

    def _stands(self, answer: Answer, start: int, end: int) -> bool:
        """Whether the letters are a term of their own and do not merely cut other words."""
        if end - start >= _SAFE_LENGTH:
            return True
        text = answer.normalised.text
        first = answer.clauses.positions[start]
        before, _ = answer.word_at(start)
        if before == first - 1 and text[before] in _NEGATIVE_PREFIXES:
            return False
        if end - start == 1:
            low, high = answer.word_at(start)
            return high - low == 1 or not self._segmenter.frequency(text[low:high])
        return not (self._cuts(answer, start, start + 1) or self._cuts(answer, end - 1, end - 2))

    def _cuts(self, answer: Answer, edge: int, inward: int) -> bool:
        """Whether a known word that crosses the edge of the term shares but one letter with it."""
        low, high = answer.word_at(edge)
        if high - low < 2 or answer.word_at(inward) == (low, high):
            return False
        outward = 2 * edge - inward
        crosses = 0 <= outward < len(answer.letters) and answer.word_at(outward) == (low, high)
        return crosses and self._segmenter.frequency(answer.normalised.text[low:high]) > 0


def _sought(piece: str) -> str:
    """A piece as it is looked for."""
    return in_digits(piece, [(0, len(piece))]).text if has_number(piece) else piece


def _automaton(pieces: dict[str, list[int]]) -> Any:
    """What finds pieces in one pass; None where there are none."""
    if not pieces:
        return None
    automaton = ahocorasick.Automaton()
    for piece, owners in pieces.items():
        automaton.add_word(piece, (piece, tuple(owners)))
    automaton.make_automaton()
    return automaton


def _together(
    answer: Answer, term: Term, by_piece: dict[str, list[tuple[int, int]]]
) -> Iterator[tuple[int, int]]:
    """Where the term stands: each hit, or of several pieces the stretch of a sentence that holds all."""
    if len(term.pieces) == 1:
        yield from by_piece[term.pieces[0]]
        return
    clauses = answer.clauses
    inside: dict[tuple[int, int], dict[str, tuple[int, int]]] = {}
    for piece, hits in by_piece.items():
        for start, end in hits:
            sentence = clauses.sentence_of(clauses.covering(start, end)[0])
            inside.setdefault(sentence, {}).setdefault(piece, (start, end))
    for first in inside.values():
        if len(first) == len(set(term.pieces)):
            yield min(start for start, _ in first.values()), max(end for _, end in first.values())
