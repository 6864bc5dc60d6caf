"""The bank under the check: marked with its own words, each text once, and every problem given its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from safety_scoring.bank.model import Bank, KeyPoint, Question
from safety_scoring.bank.places import Places
from safety_scoring.result import KeyPointResult, ScoreResult
from safety_scoring.scorer import Scorer

__all__ = ["Place", "Subject", "line_of", "shortened"]

_SHORT = 24


@dataclass(frozen=True, slots=True)
class Place:
    """A text of the bank.

    Attributes:
        question: its question.
        index: of its key point; None where it belongs to the question itself.
        field: as the bank writes it, such as ``not``.
        number: its place in the list; None where the field is no list.
        text: the text.
    """

    question: Question
    index: int | None
    field: str
    number: int | None
    text: str

    @property
    def said(self) -> str:
        """The text as a learner would write it: of ``A + B``, one after the other."""
        return self.text.replace(" + ", "，") if self.field == "phrases" else self.text

    @property
    def point(self) -> KeyPoint:
        """Its key point."""
        assert self.index is not None
        return self.question.key_points[self.index]


@dataclass(frozen=True, slots=True)
class Subject:
    """A bank and its marking, without marked answers.

    Attributes:
        bank: the bank.
        places: where its texts stand.
        scorer: of the bank.
        advance: called after each chunk of marked texts with how many there were.
    """

    bank: Bank
    places: Places
    scorer: Scorer
    advance: Callable[[int], None] | None = None
    _known: dict[tuple[str, str], ScoreResult] = field(default_factory=dict)

    def points(self) -> Iterator[tuple[Question, int, KeyPoint]]:
        """Every key point that the machine marks, with its question and index."""
        for question in self.bank.questions:
            for index, point in enumerate(question.key_points):
                if not point.by_hand:
                    yield question, index, point

    def texts(self, *fields: str) -> Iterator[Place]:
        """The texts of some list fields of all key points, such as ``statements`` and ``not``."""
        for question, index, point in self.points():
            for name in fields:
                for number, text in enumerate(getattr(point, "not_" if name == "not" else name)):
                    yield Place(question, index, name, number, text)

    def references(self) -> Iterator[Place]:
        """All reference answers."""
        for question in self.bank.questions:
            for number, text in enumerate(question.reference_answers):
                yield Place(question, None, "reference_answers", number, text)

    def marked(self, places: Iterable[Place]) -> Iterator[tuple[Place, ScoreResult]]:
        """Each text as an answer to its own question."""
        every = list(places)
        yield from zip(every, self.mark([(place.question, place.said) for place in every]), strict=True)

    def mark(self, pairs: Sequence[tuple[Question, str]]) -> list[ScoreResult]:
        """Texts as answers to questions; each pair is marked once, however many rules ask for it."""
        new = list(dict.fromkeys((q.id, text) for q, text in pairs if (q.id, text) not in self._known))
        rows = ({"question": question, "answer": text} for question, text in new)
        for key, result in zip(new, self.scorer.score_many(rows), strict=True):
            self._known[key] = result
            if self.advance is not None:
                self.advance(1)
        return [self._known[question.id, text] for question, text in pairs]

    def line(self, place: Place) -> tuple[str, int | None]:
        """File and line of a text."""
        point = () if place.index is None else ("key_points", place.index)
        number = () if place.number is None else (place.number,)
        return self.places.of(place.question.id, *point, place.field, *number)

    def where(self, question: Question, point: KeyPoint | None = None) -> str:
        """Question and key point by their ids, as an examiner finds them in the file."""
        return question.id if point is None else f"{question.id}/{point.id}"


def line_of(result: ScoreResult, point_id: str) -> KeyPointResult:
    """The line of a ledger for a key point."""
    return next(line for line in result.key_points if line.id == point_id)


def shortened(text: str) -> str:
    """A text for a message."""
    return text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"
