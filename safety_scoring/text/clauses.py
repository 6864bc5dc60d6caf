"""Cut a normalised answer into sentences and clauses of letters.

Letters are the characters that carry meaning (Chinese, Latin, digits); stops end clauses, while
commas of enumeration, brackets and dots inside terms are passed over, so that a term is found across
them. List markers (一是, 2., 第三，) belong to no clause.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from safety_scoring.text.normalise import Normalised

__all__ = ["Clauses", "cut_clauses"]

# A question and the reply to it belong together: 一票否决？没必要。
_SENTENCE_END = re.compile(r"[。！；\n]|(?<!\.)\.(?!\.)")  # several dots are an ellipsis
_PIECE = re.compile(r"(?:[^，：—⋯。！？；→⇒⟶⟹➔➜\n.]|(?<=[0-9a-z])\.(?=[0-9a-z]))+")
_LIST_MARKER = re.compile(
    r"\s*(?:[（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）、](?!.、)|\d{1,2}\.(?!\d)|[•·●▪■◆\-*]"
    r"|第[一二三四五六七八九十\d]{1,3}(?=[，、：条点个步]|$)[条点个步]?[、]?"
    r"|[一二三四五六七八九十](?=是(?!否|一、?二是二)|要(?!素))是?|(?:首先|其次|再次|再者|最后|此外|另外)(?:是)?)+"
)
_ORDINAL_ALONE = re.compile(r"\s*(?:\d{1,2}|第?[一二三四五六七八九十]{1,2}|答|问|题|解)\s*$")
# What only names a subject says nothing yet: 至于一票否决，以后再说 is one clause.
_TOPIC = re.compile(r"(?:至于|关于|对于|说到|讲到|谈到|说起|提到|提起|要说)[^，]{2,14}$")


@dataclass(frozen=True, slots=True)
class Clauses:
    """Where the letters, clauses and sentences of an answer stand.

    Attributes:
        letters: the letters of all clauses, one after another.
        positions: per letter, its place in the normalised text.
        spans: per clause, half-open offsets into `letters`; never empty.
        sentences: per sentence, half-open offsets into `spans`; never empty.
        starts, ends: per clause, the offsets of `spans`, for looking a letter up.
    """

    letters: str
    positions: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    sentences: tuple[tuple[int, int], ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def covering(self, start: int, end: int) -> tuple[int, int]:
        """Half-open indices of the clauses that hold the letters ``start:end`` (not empty)."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    def sentence_index(self, clause: int) -> int:
        """Which sentence holds a clause."""
        return bisect_right(self.sentences, (clause, len(self.spans))) - 1

    def sentence_of(self, clause: int) -> tuple[int, int]:
        """The sentence that holds a clause."""
        return self.sentences[self.sentence_index(clause)]


def cut_clauses(normalised: Normalised) -> Clauses:
    """Cut a normalised answer; linear in its length."""
    text = normalised.text
    pieces: list[str] = []
    positions: list[int] = []
    spans: list[tuple[int, int]] = []
    sentences: list[tuple[int, int]] = []
    first = 0
    previous_end = 0
    named = False
    for match in _PIECE.finditer(text):
        between = text[previous_end : match.start()]
        if len(spans) > first and _SENTENCE_END.search(between):
            sentences.append((first, len(spans)))
            first = len(spans)
        previous_end = match.end()
        begin = len(positions)
        start = _content_start(text, match)
        piece = text[start : match.end()]
        if piece.isalnum():
            pieces.append(piece)
            positions.extend(range(start, match.end()))
        else:
            own = [index for index in range(start, match.end()) if text[index].isalnum()]
            pieces += [text[index] for index in own]
            positions += own
        if len(positions) > begin:
            if named and len(spans) > first:
                begin = spans.pop()[0]
            spans.append((begin, len(positions)))
        named = bool(_TOPIC.match(piece))
    if len(spans) > first:
        sentences.append((first, len(spans)))
    return Clauses(
        "".join(pieces),
        tuple(positions),
        tuple(spans),
        tuple(sentences),
        tuple(start for start, _ in spans),
        tuple(end for _, end in spans),
    )


def _content_start(text: str, match: re.Match[str]) -> int:
    """Where the clause's own words begin, its list marker passed over."""
    if _ORDINAL_ALONE.fullmatch(text, match.start(), match.end()):
        return match.end()
    marker = _LIST_MARKER.match(text, match.start(), match.end())
    return marker.end() if marker else match.start()
