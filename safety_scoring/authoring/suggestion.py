"""What `suggest` gives, as values for whoever draws them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from safety_scoring.bank.model import KeyPoint, Question

__all__ = ["FIELDS", "Change", "Field", "SplitPoint", "Suggestion", "Suggestions"]

Field = Literal["phrases", "statements", "partial", "not"]

FIELDS: tuple[Field, ...] = ("phrases", "statements", "partial", "not")
"""The lists of a key point that something may be added to, in the order in which a bank has them."""


@dataclass(frozen=True, slots=True)
class Change:
    """A key point of an answer that is paid now and was not, or was and is not any more.

    Attributes:
        index: place of the answer among the marked answers to its question.
        answer: what the answer is called.
        key_point: the point.
        paid: whether it is paid now.
        right: whether the markers agree with what is so now.
        quote: the stretch that is paid now, or was.
    """

    index: int
    answer: str
    key_point: KeyPoint
    paid: bool
    right: bool
    quote: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A text that a key point may be given, and what it does to answers that it does not come from.

    F1 is None where nothing is due and nothing is paid.

    Attributes:
        question, key_point: where it belongs.
        field: the list to which it is added.
        text: what is added.
        sources: answers that say it; the first is the one that it was taken from.
        quote: the stretch of the first that it was taken from.
        tried: marked answers to the question without the one that it was taken from.
        point_f1, question_f1: F1 of the key point and of the whole question on these, without and with it.
        changes: of these answers, those in which it changes something.
        mends: whether it does what it is meant for in the answer that it was taken from.
        source: place of that answer among the marked answers to the question.
    """

    question: Question
    key_point: KeyPoint
    field: Field
    text: str
    sources: tuple[str, ...]
    quote: str
    tried: int
    point_f1: tuple[float | None, float | None]
    question_f1: tuple[float | None, float | None]
    changes: tuple[Change, ...]
    mends: bool
    source: int

    @property
    def gain(self) -> tuple[float, float]:
        """What it adds to F1 of the key point and of the question; nothing due and nothing paid is none."""
        before, after = self.point_f1
        all_before, all_after = self.question_f1
        return (after or 0.0) - (before or 0.0), (all_after or 0.0) - (all_before or 0.0)

    def changed(self, *, paid: bool, right: bool, own: bool) -> tuple[Change, ...]:
        """The changes of one kind.

        Args:
            paid: whether the point is paid now.
            right: whether the markers agree with that.
            own: of the key point itself, or of the others of its question.
        """
        return tuple(
            change
            for change in self.changes
            if (change.paid, change.right, change.key_point.id == self.key_point.id) == (paid, right, own)
        )


@dataclass(frozen=True, slots=True)
class SplitPoint:
    """A key point of an answer to which its markers gave different marks.

    Attributes:
        question, key_point, answer: which.
        labels: each marker's 2, 1, 0 or -1.
        awarded: share of the point's marks that the machine gives, 0-1.
        quote: what the machine took for it, or the clause that came closest; empty where nothing did.
    """

    question: Question
    key_point: KeyPoint
    answer: str
    labels: tuple[int, ...]
    awarded: float
    quote: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    """All that marked answers say about a bank.

    Attributes:
        bank: its fingerprint.
        helpful: what raises F1 on answers that it does not come from, best first.
        own_only: what mends nothing but the answer that it comes from.
        split: where the markers differ.
        answers: marked answers that were used.
        left_out: those without marks by key point.
        few: questions with so few marked answers that a trial says little, and how many they have.
        short: questions with so few statements that whole sentences of `partial` and `not` have no effect.
        faults: key points on which the machine and the markers differ, over all answers.
        open: those of them that no suggestion mends.
        dropped: candidates that did more harm than good.
    """

    bank: str
    helpful: tuple[Suggestion, ...]
    own_only: tuple[Suggestion, ...]
    split: tuple[SplitPoint, ...]
    answers: int
    left_out: int
    few: tuple[tuple[Question, int], ...]
    short: tuple[Question, ...]
    faults: int
    open: int
    dropped: int
