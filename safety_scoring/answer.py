"""The answer, read once: as given, normalised, in clauses and in words."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from safety_scoring.segment.jieba_segmenter import JiebaSegmenter
from safety_scoring.text.clauses import Clauses, cut_clauses
from safety_scoring.text.normalise import Normalised, normalise

__all__ = ["Answer", "clause_texts", "is_blank", "read_answer"]

_BLANK = frozenset(("", "空", "无", "未作答", "未答", "略", "null", "none", "nan", "n/a", "na"))


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as every matcher reads it; a span is a pair of offsets, never a loose string.

    Attributes:
        raw: as given.
        normalised: its normalised characters, with the map back to `raw`.
        clauses: its letters, clauses and sentences.
        words: the words that jieba cuts the normalised text into, in order.
        word_ends: per word, its end in the normalised text.
    """

    raw: str
    normalised: Normalised
    clauses: Clauses
    words: tuple[str, ...]
    word_ends: tuple[int, ...]

    @property
    def letters(self) -> str:
        """The letters of all clauses, one after another."""
        return self.clauses.letters

    def given(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the answer as given of the letters ``start:end`` (not empty)."""
        positions = self.clauses.positions
        return self.normalised.span(positions[start], positions[end - 1] + 1)

    def word_at(self, letter: int) -> tuple[int, int]:
        """The word that holds a letter, as half-open offsets into the normalised text."""
        position = self.clauses.positions[letter]
        index = bisect_left(self.word_ends, position + 1)
        end = self.word_ends[index]
        return end - len(self.words[index]), end


def read_answer(raw: str, segmenter: JiebaSegmenter) -> Answer:
    """Normalise an answer, cut it into clauses and words.

    Args:
        raw: the answer as given.
        segmenter: what cuts the words.
    """
    normalised = normalise(raw)
    words = tuple(segmenter.cut(normalised.text))
    ends, position = [], 0
    for word in words:
        position += len(word)
        ends.append(position)
    return Answer(raw, normalised, cut_clauses(normalised), words, tuple(ends))


def is_blank(answer: Answer) -> bool:
    """Whether nothing was answered: empty, only punctuation, or a word that says so."""
    return answer.letters in _BLANK


def clause_texts(answer: Answer, letters: str | None = None) -> tuple[str, ...]:
    """The letters of each clause, as given or with slips read through."""
    letters = answer.letters if letters is None else letters
    return tuple(letters[start:end] for start, end in answer.clauses.spans)
