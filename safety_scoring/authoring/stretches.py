"""Stretches of marked answers: which are free to earn a key point, and how they are written down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from safety_scoring.answer import Answer
from safety_scoring.authoring.marked_question import MarkedQuestion
from safety_scoring.match.likeness import Likeness, compare
from safety_scoring.result import Evidence

__all__ = ["Stretch", "Stretches", "one_line"]

_PAIRS = (("“", "”"), ("‘", "’"), ("（", "）"), ("《", "》"), ("【", "】"), ("「", "」"))
_LONGEST = 3  # clauses
_LESS_SAYS_NOTHING = 3  # letters


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring clauses of one sentence.

    Attributes:
        text: as the answer has it, on one line.
        sentence: that it stands in.
        letters: without punctuation, which tells equal stretches.
        likeness: how sure the model is that it earns the key point in question, 0-1.
    """

    text: str
    sentence: str
    letters: str
    likeness: float


class Stretches:
    """The stretches of all marked answers to a question, compared with its key points.

    Args:
        asked: the question with its answers.
    """

    def __init__(self, asked: MarkedQuestion) -> None:
        self._asked = asked
        prepared = asked.prepared
        letters = [prepared.slips.corrected(answer, prepared.segmenter) for answer in asked.answers]
        self._likeness: Likeness = compare(prepared, asked.answers, letters)

    def nearest(self, index: int, point: int, *, more_than: int = _LESS_SAYS_NOTHING) -> Stretch | None:
        """The stretch of an answer that is nearest to a key point and earns no other; None: there is none.

        Args:
            index: of the answer.
            point: index of the key point.
            more_than: letters that must be exceeded.
        """
        answer, likeness = self._asked.answers[index], self._likeness
        low, high = (int(bound) for bound in likeness.bounds[index : index + 2])
        for span in sorted(range(low, high), key=lambda span: -likeness.presence[span, point]):
            first, last = int(likeness.first[span]), int(likeness.last[span])
            if last - first > _LONGEST or not self.is_free(index, point, *_given(answer, first, last)):
                continue
            stretch = _stretch(answer, first, last, float(likeness.presence[span, point]))
            if len(stretch.letters) > more_than and self._says_something(answer, first, last):
                return stretch
        return None

    def is_free(self, index: int, point: int, start: int, end: int) -> bool:
        """Whether a stretch is not what earns another key point most surely, of those that markers give.

        Args:
            index: of the answer.
            point: index of the key point that does not count.
            start: offset into the answer as given.
            end: half-open.
        """
        for other, line in enumerate(self._asked.ledgers[index]):
            standing = [evidence for evidence in line.evidence if evidence.credit > 0]
            if other != point and standing and self._asked.due(index, other) is not False:
                surest = max(standing, key=lambda evidence: (evidence.credit, evidence.likeness))
                if surest.start < end and start < surest.end:
                    return False
        return True

    def paid(self, index: int, point: int) -> Iterator[Evidence]:
        """What an answer is paid for a key point, where it is free.

        Args:
            index: of the answer.
            point: index of the key point.
        """
        for evidence in self._asked.ledgers[index][point].evidence:
            if evidence.credit > 0 and self.is_free(index, point, evidence.start, evidence.end):
                yield evidence

    def free_clauses(self, index: int, point: int) -> frozenset[int]:
        """The clauses of an answer that are free to earn a key point.

        Args:
            index: of the answer.
            point: index of the key point.
        """
        spans = self._asked.answers[index].clauses.spans
        return frozenset(
            clause
            for clause in range(len(spans))
            if self.is_free(index, point, *_given(self._asked.answers[index], clause, clause + 1))
        )

    def around(self, index: int, point: int, term: str) -> Stretch:
        """The clause in which a term first begins.

        Args:
            index: of the answer.
            point: index of the key point that the likeness is of.
            term: letters that the answer holds.
        """
        answer, likeness = self._asked.answers[index], self._likeness
        clause = answer.clauses.covering(answer.letters.index(term), answer.letters.index(term) + 1)[0]
        span = int(likeness.bounds[index])
        while (int(likeness.first[span]), int(likeness.last[span])) != (clause, clause + 1):
            span += 1
        return _stretch(answer, clause, clause + 1, float(likeness.presence[span, point]))

    def whole(self, index: int, evidence: Evidence, more_than: int) -> Stretch | None:
        """The clauses that evidence stands in, with the next (or last) of the sentence where they are short.

        Args:
            index: of the answer.
            evidence: of that answer.
            more_than: letters that must be exceeded.

        Returns:
            None where they are short all the same.
        """
        answer = self._asked.answers[index]
        clauses = answer.clauses
        held = [
            clause
            for clause, span in enumerate(clauses.spans)
            if answer.given(*span)[0] < evidence.end and evidence.start < answer.given(*span)[1]
        ]
        first, last = held[0], held[-1] + 1
        begin, end = clauses.sentence_of(first)
        for low, high in ((first, last), (first, min(last + 1, end)), (max(first - 1, begin), last)):
            stretch = _stretch(answer, low, high, evidence.likeness)
            if len(stretch.letters) > more_than:
                return stretch
        return None

    def _says_something(self, answer: Answer, first: int, last: int) -> bool:
        """Whether a stretch does more than repeat the question."""
        spans = answer.clauses.spans[first:last]
        return any(self._asked.prepared.echo.own_words(answer.letters[start:end]) for start, end in spans)


def one_line(text: str) -> str:
    """The text on one line, without what cannot be seen.

    Args:
        text: any text.
    """
    return "".join(character for character in " ".join(text.split()) if character.isprintable())


def _given(answer: Answer, first: int, last: int) -> tuple[int, int]:
    return answer.given(answer.clauses.starts[first], answer.clauses.ends[last - 1])


def _stretch(answer: Answer, first: int, last: int, likeness: float) -> Stretch:
    letters = answer.letters[answer.clauses.starts[first] : answer.clauses.ends[last - 1]]
    return Stretch(_written(answer, first, last), _sentence(answer, first), letters, likeness)


def _sentence(answer: Answer, clause: int) -> str:
    return _written(answer, *answer.clauses.sentence_of(clause))


def _written(answer: Answer, first: int, last: int) -> str:
    """Some clauses as the answer has them; a quotation that they open or close is whole."""
    start, end = _given(answer, first, last)
    text = one_line(answer.raw[start:end])
    for opening, closing in _PAIRS:
        depth = text.count(opening) - text.count(closing)
        text = f"{opening * -depth}{text}{closing * depth}"
    return text
