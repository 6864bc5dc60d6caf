"""The bank's texts as examples, each read once however many questions are made ready."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from safety_scoring.bank.model import TERM_LENGTH, Bank, KeyPoint, Question
from safety_scoring.match.example import Example
from safety_scoring.match.refusal import Refusal, fit_refusal
from safety_scoring.segment.jieba_segmenter import JiebaSegmenter
from safety_scoring.text.clauses import Clauses, cut_clauses
from safety_scoring.text.normalise import normalise

__all__ = ["BankExamples"]

_NEAR_MISS_WEIGHT = 3.0
_OTHER_QUESTION_WEIGHT = 1.0
_STRIDE = 5  # every fifth will do: all of them cost five times the fit and gain nothing
_OTHERS = 1500  # texts of other questions; more of them, in a larger bank, would drown the question's own
_SAME = 0.35  # share of a clause's pairs of letters from which it says the same


@dataclass(frozen=True, slots=True)
class BankExamples:
    """Examples of a bank's questions.

    Attributes:
        bank: the bank.
        segmenter: what cuts words.
    """

    bank: Bank
    segmenter: JiebaSegmenter
    _own: dict[str, tuple[Example, ...]] = field(default_factory=dict)
    _elsewhere: list[Example] = field(default_factory=list)
    _references: dict[str, tuple[Example, ...]] = field(default_factory=dict)
    _refusal: list[Refusal | None] = field(default_factory=list)

    def own(self, question: Question) -> tuple[Example, ...]:
        """Statements, partial statements and near misses of a question's key points, and their phrases."""
        key = f"{question.id}/{question.key_points[0].id}" if question.key_points else question.id
        if key not in self._own:
            self._own[key] = tuple(
                example
                for index, point in enumerate(question.key_points)
                for example in self._of(index, point)
            )
        return self._own[key]

    def others(self, question: Question) -> Iterator[Example]:
        """What earns nothing: the question itself, what is about something else, and the other questions.

        Points of another question that the same words may earn are left out: they are no other point. Of
        the other questions' reference answers each clause stands alone: what is short is found everywhere.
        """
        yield self._read(question.question, -1, 0, 1.0)
        if not self._elsewhere:
            self._elsewhere.extend(
                replace(self._read(text, -1, 0, 1.0), elsewhere=True) for text in self.bank.elsewhere
            )
        yield from self._elsewhere
        others = [other for other in self.bank.questions if other.id != question.id]
        stride = max(_STRIDE, sum(len(self.own(other)) for other in others) // _OTHERS)
        for other in others:
            shared = self._shared(question, other)
            for example in self.own(other)[::stride]:
                if example.point not in shared and example.label != 1:
                    yield replace(example, point=-1, label=0, weight=_OTHER_QUESTION_WEIGHT)
            said = [
                _pairs(clause)
                for example in self.own(other)
                if example.point in shared and example.label
                for clause in example.clauses
            ]
            for sentence in self._told(other):
                for clause in sentence.clauses:
                    if not _like_any(_pairs(clause), said):
                        yield replace(sentence, clauses=(clause,), written=clause)

    def _shared(self, question: Question, other: Question) -> frozenset[int]:
        """Indices of the key points of another question that words of this one may earn."""
        return frozenset(
            index
            for index, theirs in enumerate(other.key_points)
            if any(
                self.bank.same_words(question.id, point, other.id, theirs) for point in question.key_points
            )
        )

    def refusal(self) -> Refusal | None:
        """What tells the bank's near misses and denials from its statements, fitted at first use."""
        if not self._refusal:
            questions = self.bank.questions
            about = [example for question in questions for example in self.own(question)]
            told = [sentence for question in questions for sentence in self._told(question)]
            self._refusal.append(fit_refusal(about, told))
        return self._refusal[0]

    def _told(self, question: Question) -> tuple[Example, ...]:
        """Sentences of a question's reference answers."""
        if question.id not in self._references:
            cut = [(text, cut_clauses(normalise(text))) for text in question.reference_answers]
            self._references[question.id] = tuple(
                Example(_clauses(clauses)[begin:end], text, -1, 0)
                for text, clauses in cut
                for begin, end in clauses.sentences
            )
        return self._references[question.id]

    def _of(self, index: int, point: KeyPoint) -> Iterator[Example]:
        near_misses = [text for text in point.not_ if len(text) > TERM_LENGTH]
        for text in dict.fromkeys((point.name, *point.phrases, *point.statements)):
            if text not in point.partial:
                yield self._read(text, index, 2, 1.0)
        for text in point.partial:
            yield self._read(text, index, 1, 1.0)
        for text in near_misses:
            yield self._read(text, index, 0, _NEAR_MISS_WEIGHT)

    @staticmethod
    def _read(text: str, point: int, label: int, weight: float) -> Example:
        return Example(_clauses(cut_clauses(normalise(text.replace("+", "，")))), text, point, label, weight)


def _pairs(clause: str) -> frozenset[str]:
    return frozenset(clause[place : place + 2] for place in range(len(clause) - 1))


def _like_any(pairs: frozenset[str], said: Iterable[frozenset[str]]) -> bool:
    """Whether a clause (its pairs of letters) is mostly in the words of another."""
    return any(len(pairs & other) >= _SAME * max(1, len(pairs)) for other in said)


def _clauses(cut: Clauses) -> tuple[str, ...]:
    """The letters of each clause."""
    return tuple(cut.letters[start:end] for start, end in cut.spans)
