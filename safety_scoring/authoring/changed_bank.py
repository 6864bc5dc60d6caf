"""A bank with one text more, of which only that text is read anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from safety_scoring.authoring.suggestion import Field
from safety_scoring.bank.model import Bank, KeyPoint, Question
from safety_scoring.match.example import Example
from safety_scoring.match.examples import BankExamples
from safety_scoring.match.refusal import Refusal

__all__ = ["ChangedExamples", "with_text"]


def with_text(question: Question, point: int, field: Field, text: str) -> Question:
    """The question with a text more.

    Args:
        question: with key points.
        point: index of the key point that is given the text.
        field: the list to which it is added.
        text: what is added.
    """
    points = list(question.key_points)
    name = "not_" if field == "not" else field
    points[point] = points[point].model_copy(update={name: (*getattr(points[point], name), text)})
    return question.model_copy(update={"key_points": tuple(points)})


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedExamples(BankExamples):
    """Examples of a bank one of whose questions has texts more than it had.

    Everything else is what was read of the bank as it is, its model of denials included: one sentence
    among its hundreds of near misses weighs nothing there.

    Attributes:
        base: examples of the bank as it is.
        changed: id of the question.
        more: examples of the texts that it has more.
    """

    base: BankExamples
    changed: str
    more: tuple[Example, ...]

    @classmethod
    def of(cls, base: BankExamples, question: Question) -> ChangedExamples:
        """The examples of the bank with a changed question in the place of the one of its id.

        Args:
            base: examples of the bank as it is.
            question: as it is there, with texts more.
        """
        old = base.bank.question(question.id)
        news = tuple(_news(*pair) for pair in zip(old.key_points, question.key_points, strict=True))
        bank = Bank(
            questions=tuple(question if other is old else other for other in base.bank.questions),
            elsewhere=base.bank.elsewhere,
        )
        read = BankExamples(bank, base.segmenter).own(question.model_copy(update={"key_points": news}))
        known = {(example.point, example.label, example.written) for example in base.own(old)}
        more = tuple(
            example for example in read if (example.point, example.label, example.written) not in known
        )
        return cls(bank, base.segmenter, base=base, changed=question.id, more=more)

    def own(self, question: Question) -> tuple[Example, ...]:
        """See `BankExamples`; what is new stands behind what its key point has of the kind."""
        if question.id != self.changed:
            return self.base.own(question)
        examples = (*self.base.own(self.base.bank.question(question.id)), *self.more)
        return tuple(sorted(examples, key=lambda example: (example.point, -example.label)))

    def others(self, question: Question) -> Iterator[Example]:
        """See `BankExamples`."""
        return self.base.others(question)

    def refusal(self) -> Refusal | None:
        """See `BankExamples`."""
        return self.base.refusal()


def _news(old: KeyPoint, new: KeyPoint) -> KeyPoint:
    """The key point with nothing but what it has more."""
    lists = ("phrases", "statements", "partial", "not_")
    return new.model_copy(update={name: getattr(new, name)[len(getattr(old, name)) :] for name in lists})
