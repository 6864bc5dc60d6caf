"""What may be worth adding to a question's key points, before it is tried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice, zip_longest

from safety_scoring.agreement.judged import JudgedPoint
from safety_scoring.authoring.marked_question import MarkedQuestion
from safety_scoring.authoring.stretches import Stretch, Stretches
from safety_scoring.authoring.suggestion import Field
from safety_scoring.authoring.terms import Texts, shared_terms, widened
from safety_scoring.bank.model import TERM_LENGTH, KeyPoint
from safety_scoring.match.phrases import letters_of

__all__ = ["Candidate", "find_candidates"]

_MOST = 5  # candidates of a key point that are tried
_FULL_FROM = 0.75  # share of the marks that the markers give on average, from which it is not half
_TERM_KINDS = ("phrase", "slip")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that a key point might be given.

    Attributes:
        point: index of the key point.
        field: the list to which it would be added.
        text: what would be added.
        sources: answers that say it; it was taken from the first.
        quote: the stretch that it was taken from.
        promise: what is tried first; comparable within one field.
    """

    point: int
    field: Field
    text: str
    sources: tuple[int, ...]
    quote: str
    promise: float


def find_candidates(asked: MarkedQuestion, background: Sequence[str]) -> list[Candidate]:
    """The most promising texts for each key point; what several might be given, only the likeliest is.

    Args:
        asked: the question with its marked answers.
        background: letters of answers to other questions.
    """
    stretches = Stretches(asked)
    points = range(len(asked.question.key_points))
    every = [list(_of_point(asked, stretches, point, background)) for point in points]
    best: dict[str, float] = {}
    for candidate in chain.from_iterable(chain.from_iterable(every)):
        if candidate.field != "not":
            best[candidate.text] = max(candidate.promise, best.get(candidate.text, 0.0))
    return [
        candidate
        for key_point, kinds in zip(asked.question.key_points, every, strict=True)
        for candidate in _most_promising(
            key_point,
            [[item for item in kind if item.promise >= best.get(item.text, 0.0)] for kind in kinds],
            sentences=asked.compares_statements,
        )
    ]


def _of_point(
    asked: MarkedQuestion, stretches: Stretches, point: int, background: Sequence[str]
) -> Iterator[Sequence[Candidate]]:
    """The candidates of a key point, a sequence a kind."""
    missed = list(asked.faults(point, paid=False))
    full = [index for index, judged in missed if _is_full(judged)]
    half = [index for index, judged in missed if not _is_full(judged)]
    wrong = [index for index, _ in asked.faults(point, paid=True)]
    texts = _texts(asked, point, background)
    yield _ways(point, "statements", {index: stretches.nearest(index, point) for index in full})
    yield list(_terms(asked, stretches, point, full, texts=texts, field="phrases"))
    long = {index: stretches.nearest(index, point, more_than=TERM_LENGTH) for index in half}
    yield _ways(point, "partial", long)
    terms = _terms(asked, stretches, point, half, texts=texts, field="partial")
    yield [term for term in terms if len(term.text) <= TERM_LENGTH]
    yield list(_near_misses(asked, stretches, point, wrong))


def _most_promising(
    point: KeyPoint, kinds: Sequence[Sequence[Candidate]], *, sentences: bool
) -> Iterator[Candidate]:
    """Of each kind the best, then of each the second, and so on.

    Args:
        point: what has a text already is not given it again.
        kinds: candidates, a sequence a kind.
        sentences: whether whole sentences of `partial` and `not` count.
    """
    known = set(map(letters_of, _texts_of(point)))
    ranked = [
        sorted(
            (item for item in kind if letters_of(item.text) not in known and (sentences or _counts(item))),
            key=lambda item: (-item.promise, item.text),
        )
        for kind in kinds
    ]
    rounds = chain.from_iterable(zip_longest(*ranked))
    yield from islice((item for item in rounds if item is not None), _MOST)


def _counts(candidate: Candidate) -> bool:
    """Whether a text has an effect where key points have few statements."""
    return candidate.field in ("statements", "phrases") or len(candidate.text) <= TERM_LENGTH


def _texts_of(point: KeyPoint) -> tuple[str, ...]:
    return (point.name, *point.phrases, *point.statements, *point.partial, *point.not_)


def _is_full(judged: JudgedPoint) -> bool:
    return judged.human > _FULL_FROM


def _ways(point: int, field: Field, stretches: Mapping[int, Stretch | None]) -> list[Candidate]:
    """The stretches of some answers as ways of saying it; equal ones are one."""
    said: dict[str, list[tuple[int, Stretch]]] = {}
    for index, stretch in stretches.items():
        if stretch is not None:
            said.setdefault(stretch.letters, []).append((index, stretch))
    return [_way(point, field, same) for same in said.values()]


def _way(point: int, field: Field, same: Sequence[tuple[int, Stretch]]) -> Candidate:
    sources = tuple(index for index, _ in same)
    stretch = same[0][1]
    promise = len(same) + stretch.likeness
    return Candidate(point, field, stretch.text, sources, stretch.sentence, promise)


def _texts(asked: MarkedQuestion, point: int, background: Sequence[str]) -> Texts:
    """What is due for a point and what is not; what the bank says of the other points is not."""
    due = [asked.due(index, point) for index in range(len(asked.answers))]
    letters = [answer.letters for answer in asked.answers]
    others = [
        letters_of(text)
        for index, other in enumerate(asked.question.key_points)
        if index != point
        for text in _texts_of(other)
    ]
    return Texts(
        [text for text, is_due in zip(letters, due, strict=True) if is_due],
        [text for text, is_due in zip(letters, due, strict=True) if is_due is False],
        [*background, *others],
    )


def _terms(
    asked: MarkedQuestion,
    stretches: Stretches,
    point: int,
    missed: Sequence[int],
    *,
    texts: Texts,
    field: Field,
) -> Iterator[Candidate]:
    """Terms that answers share in clauses which earn nothing else; what the question says is none."""
    answers = {index: asked.answers[index] for index in missed}
    free = {index: stretches.free_clauses(index, point) for index in missed}
    for text, holders, elsewhere in shared_terms(answers, free, texts):
        if text not in asked.prepared.echo.letters:
            around = stretches.around(holders[0], point, text)
            promise = len(holders) - elsewhere + around.likeness
            yield Candidate(point, field, text, holders, around.sentence, promise)


def _near_misses(
    asked: MarkedQuestion, stretches: Stretches, point: int, wrong: Sequence[int]
) -> Iterator[Candidate]:
    """What was paid wrongly: as a whole way of saying it, or a set term with the word beside it."""
    for index in wrong:
        for evidence in stretches.paid(index, point):
            whole = stretches.whole(index, evidence, TERM_LENGTH)
            if whole is not None:
                yield Candidate(point, "not", whole.text, (index,), whole.sentence, evidence.likeness)
            if evidence.kind in _TERM_KINDS:
                answer = asked.answers[index]
                for text in widened(answer, evidence.start, evidence.end, TERM_LENGTH):
                    quote = stretches.around(index, point, text).sentence
                    yield Candidate(point, "not", text, (index,), quote, evidence.likeness)
