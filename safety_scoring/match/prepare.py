"""A question made ready, once: its terms, slips, statements and the words it gives away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from safety_scoring.answer import read_answer
from safety_scoring.bank.consistency import words_of
from safety_scoring.bank.model import TERM_LENGTH, KeyPoint, Question
from safety_scoring.derive import derived_questions
from safety_scoring.match.denial import licences
from safety_scoring.match.echo import NEW_SHARE, Echo
from safety_scoring.match.example import Example, Lesson
from safety_scoring.match.examples import BankExamples
from safety_scoring.match.fitting import Material, fit, gather
from safety_scoring.match.judgement import Model
from safety_scoring.match.phrases import Phrases, Term, letters_of
from safety_scoring.match.quantities import Demand, Demands
from safety_scoring.match.refusal import Refusal
from safety_scoring.match.slips import Slips
from safety_scoring.match.synonyms import Synonyms
from safety_scoring.match.targets import coverage_model
from safety_scoring.match.told import Told
from safety_scoring.segment.jieba_segmenter import JiebaSegmenter
from safety_scoring.text.normalise import normalise

__all__ = ["ENOUGH_STATEMENTS", "Prepared", "material", "prepare"]

ENOUGH_STATEMENTS = 5
"""Statements a key point needs before a model is fitted on them; with fewer, coverage compares."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A question as the matchers use it.

    Attributes:
        question: as the bank has it.
        points: its key points.
        phrases: all set terms.
        terms: per key point, the letters of its set terms of one piece.
        parts: per key point, its parts as terms, or None.
        demands: per key point, the quantities it asks for, or None.
        slips: the slips of the bank's words.
        model: what compares stretches of an answer with the bank's statements.
        refusal: what tells sentences that take back what they talk of; None where the bank has too few.
        told: the sentences of the bank, word for word.
        echo: what the question itself gives away.
        licensed: per key point, the words that take back elsewhere and that its own statements use.
        telling: per key point, the words of its name and first set terms.
        derived: whether its key points come from a reference answer: facts, which no comment takes back.
        segmenter: what cuts words.
    """

    question: Question
    points: tuple[KeyPoint, ...]
    phrases: Phrases
    terms: tuple[frozenset[str], ...]
    parts: tuple[Phrases | None, ...]
    demands: tuple[Demands | None, ...]
    slips: Slips
    model: Model
    refusal: Refusal | None
    told: Told
    echo: Echo
    licensed: tuple[frozenset[str], ...]
    telling: tuple[tuple[str, ...], ...]
    derived: bool
    segmenter: JiebaSegmenter

    def neutral(self, clauses: Sequence[str]) -> Sequence[str]:
        """Clauses in which the numbers that a key point asks for are all the right ones."""
        for demand in self.demands:
            if demand is not None:
                clauses = demand.neutral(clauses)
        return clauses


def prepare(question: Question, examples: BankExamples) -> tuple[Prepared, ...]:
    """Make a question ready for marking.

    Args:
        question: with or without key points.
        examples: of its bank.

    Returns:
        The question as its key points have it; without key points one alternative for each reference
        answer.
    """
    if question.key_points:
        return (_prepared(question, examples, derived=False),)
    return tuple(_prepared(derived, examples, derived=True) for derived in derived_questions(question))


def _prepared(question: Question, examples: BankExamples, *, derived: bool) -> Prepared:
    points, segmenter = question.key_points, examples.segmenter
    demands = _demands(question)
    synonyms = Synonyms(examples.bank.synonyms)
    own = _own(question, examples)
    fitted = all(len(point.statements) >= ENOUGH_STATEMENTS for point in points)
    model: Model = (
        fit(material(question, examples))
        if fitted
        else coverage_model(question, own, examples.bank, derived=derived)
    )
    words = [word for example in own for word in _words(example.written, segmenter)]
    words += [word for text in question.reference_answers for word in segmenter.cut(text)]
    return Prepared(
        question,
        points,
        Phrases(_terms(points, synonyms), segmenter),
        tuple(
            frozenset(
                term.pieces[0] for term in _terms([point], synonyms) if term.credit and len(term.pieces) == 1
            )
            for point in points
        ),
        tuple(_parts(point, synonyms, segmenter) for point in points),
        demands,
        Slips.of(_repeated(words), _written(question, own), segmenter),
        model,
        examples.refusal() if fitted else None,
        Told(points, () if derived else examples.own(question)),
        Echo.of(read_answer(question.question, segmenter), NEW_SHARE if fitted else 0.0),
        tuple(licences([e for e in own if e.point == index and e.label]) for index in range(len(points))),
        tuple(_telling(point, segmenter) for point in points),
        derived,
        segmenter,
    )


def material(question: Question, examples: BankExamples, lessons: Sequence[Lesson] = ()) -> Material:
    """What the model of a question is fitted on.

    Args:
        question: with key points.
        examples: of its bank.
        lessons: what marked answers teach.
    """
    every = [*_own(question, examples), *examples.others(question)]
    return gather(every, len(question.key_points), lessons)


def _demands(question: Question) -> tuple[Demands | None, ...]:
    """The quantities that each key point asks for."""
    return tuple(
        Demands(tuple(Demand.read(written, alone=len(point.quantity) == 1) for written in point.quantity))
        if point.quantity
        else None
        for point in question.key_points
    )


def _own(question: Question, examples: BankExamples) -> list[Example]:
    demands = _demands(question)
    return [_neutral(example, demands) for example in examples.own(question)]


def _neutral(example: Example, demands: Sequence[Demands | None]) -> Example:
    """The example with the number that its key point asks for, whichever it names."""
    demand = demands[example.point]
    return example if demand is None else replace(example, clauses=demand.neutral(example.clauses))


def _terms(points: Iterable[KeyPoint], synonyms: Synonyms) -> Iterator[Term]:
    for index, point in enumerate(points):
        short = [(0.5, term) for term in point.partial] + [(0.0, term) for term in point.not_]
        terms = [(1.0, phrase) for phrase in point.phrases]
        terms += [(credit, term) for credit, term in short if len(term) <= TERM_LENGTH]
        for credit, term in terms:
            for way in synonyms.variants(term):
                yield replace(Term.read(index, credit, way), written=term)


def _parts(point: KeyPoint, synonyms: Synonyms, segmenter: JiebaSegmenter) -> Phrases | None:
    """The parts of a point as terms whose index is the part's."""
    if point.parts is None:
        return None
    return Phrases(
        (
            Term.read(index, 1.0, way)
            for index, part in enumerate(point.parts.terms)
            for word in words_of(part)
            for way in synonyms.variants(word)
        ),
        segmenter,
    )


def _written(question: Question, own: Iterable[Example]) -> Iterator[str]:
    """The letters of everything that the bank writes of a question, clause by clause."""
    for example in own:
        yield from example.clauses
    terms = [word for point in question.key_points if point.parts for word in point.parts.terms]
    short = [term for point in question.key_points for term in point.not_]
    for text in (*terms, *short, *question.reference_answers):
        yield from (letters_of(part) for part in re.split("[/／+，。；、]", text))


def _telling(point: KeyPoint, segmenter: JiebaSegmenter) -> tuple[str, ...]:
    """Words of two characters and more of a point's name and its first three set terms, each once."""
    words = [word for text in (point.name, *point.phrases[:3]) for word in segmenter.cut(text)]
    return tuple(word for word in dict.fromkeys(words) if len(word) > 1 and word.isalnum())


def _words(text: str, segmenter: JiebaSegmenter) -> Iterable[str]:
    """Words of two characters and more, each once."""
    cut = segmenter.cut(normalise(text.replace("+", "，")).text)
    return dict.fromkeys(word for word in cut if len(word) > 1 and word.isalpha())


def _repeated(words: list[str]) -> list[str]:
    seen: set[str] = set()
    return [word for word in words if word in seen or seen.add(word)]  # type: ignore[func-returns-value]
