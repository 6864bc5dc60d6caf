"""Read through one slip of sound or shape in a word: 一票否绝 → 一票否决, 程续 → 程序.

A noisy channel over pairs of characters: a pair becomes a word of the question's bank where one
character is confusable and the word is likelier than the pair as it stands (Kernighan, Church & Gale
1990), and where jieba found no known word there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from safety_scoring.answer import Answer
from safety_scoring.match.confusion import confusable
from safety_scoring.segment.jieba_segmenter import JiebaSegmenter

__all__ = ["Slips"]

_CHANNEL = 1e-3  # how often a word is written with one given slip, as a share of its right spelling
_TOTAL = 6e7  # words that jieba's dictionary counts
_SHIFT = 21


@dataclass(frozen=True, slots=True)
class Slips:
    """The slips of the words of one question's bank.

    Attributes:
        keys: sorted, ``first << 21 | second`` of every pair that is one slip away from a word.
        words: the word each stands for.
    """

    keys: npt.NDArray[np.int64]
    words: tuple[str, ...]

    @classmethod
    def of(cls, words: Iterable[str], written: Iterable[str], segmenter: JiebaSegmenter) -> Slips:
        """Prepare the slips of two-character words.

        Args:
            words: words of the bank; those of another length are passed over.
            written: letters of clauses of the bank; no pair that stands in one is a slip.
            segmenter: whose dictionary says how common a word is.
        """
        best: dict[int, str] = {}
        ranked = sorted(
            {word for word in words if len(word) == 2}, key=lambda w: (-segmenter.frequency(w), w)
        )
        known = {_key(clause[place : place + 2]) for clause in written for place in range(len(clause) - 1)}
        known |= {_key(word) for word in ranked}
        for word in ranked:
            first, second = word[0], word[1]
            for variant in confusable(first):
                best.setdefault(_key(variant + second), word)
            for variant in confusable(second):
                best.setdefault(_key(first + variant), word)
        pairs = sorted(
            (key, word)
            for key, word in best.items()
            if key not in known and _is_likelier(word, _pair(key), segmenter)
        )
        keys = np.fromiter((key for key, _ in pairs), dtype=np.int64, count=len(pairs))
        return cls(keys, tuple(word for _, word in pairs))

    def corrected(self, answer: Answer, segmenter: JiebaSegmenter) -> str:
        """The answer's letters with slips read as the words they stand for; same length."""
        letters = answer.letters
        if len(letters) < 2 or not len(self.keys):
            return letters
        points = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
        pairs = (points[:-1] << _SHIFT) | points[1:]
        place = np.minimum(np.searchsorted(self.keys, pairs), len(self.keys) - 1)
        hits = np.flatnonzero(self.keys[place] == pairs)
        if not len(hits):
            return letters
        characters = list(letters)
        for index in hits.tolist():
            if _stands_alone(answer, index, segmenter):
                characters[index : index + 2] = self.words[place[index]]
        return "".join(characters)


def _key(pair: str) -> int:
    return (ord(pair[0]) << _SHIFT) | ord(pair[1])


def _pair(key: int) -> str:
    return chr(key >> _SHIFT) + chr(key & ((1 << _SHIFT) - 1))


def _is_likelier(word: str, pair: str, segmenter: JiebaSegmenter) -> bool:
    """Whether a word with a slip is likelier than what stands there: two words, or a known one."""
    share = (segmenter.frequency(word) + 1) / _TOTAL
    apart = (segmenter.frequency(pair[0]) + 1) / _TOTAL * (segmenter.frequency(pair[1]) + 1) / _TOTAL
    together = segmenter.frequency(pair) / _TOTAL
    return share * _CHANNEL > max(apart, together)


def _stands_alone(answer: Answer, index: int, segmenter: JiebaSegmenter) -> bool:
    """Whether the two letters at `index` are neighbours, and no known word holds one of them."""
    positions = answer.clauses.positions
    if positions[index + 1] != positions[index] + 1:
        return False
    pair = answer.letters[index : index + 2]
    for letter in (index, index + 1):
        start, end = answer.word_at(letter)
        found = answer.normalised.text[start:end]
        if len(found) > 1 and found != pair and segmenter.frequency(found):
            return False
    return True
