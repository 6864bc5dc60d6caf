"""Short set terms that answers share, cut where words begin and end."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import comb

from safety_scoring.answer import Answer

__all__ = ["Texts", "shared_terms", "widened"]

_SHORTEST, _LONGEST = 2, 8  # letters
_FEWEST = 2  # answers that must share a term
_ELSEWHERE = 4  # a term may stand in one answer that does not earn for this many that do
_CHANCE = 0.02  # probability up to which it is not taken for chance that due answers share a term
_CHANCE_OF_TWO = 0.002  # the same of two answers: hundreds of terms are asked, and pairs are easily found
_GRAMMAR = frozenset(
    "的了是在和与及或等有为对把被也都要就以而之其所并且从到由于个这那一上下可会将着使让则又该各按给向我你"
    "他她它们不没无很更最太还再才只能得地吗呢吧啊嘛呀如若因但虽却比跟同用去来说做些此每某哪什么样谁"
)


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts (letters) that should earn a key point, and texts that should not.

    Attributes:
        due: answers to the question that should.
        others: answers to the question that should not.
        background: whatever else is about something else.
    """

    due: Sequence[str]
    others: Sequence[str]
    background: Sequence[str]


def shared_terms(
    answers: Mapping[int, Answer], clauses: Mapping[int, Container[int]], texts: Texts
) -> Iterator[tuple[str, tuple[int, ...], int]]:
    """Terms that two or more answers share, that hardly stand in others, and not there by chance.

    At least half of all texts that hold a term are due. Of terms that stand in the same answers the
    longest is given. Chance is asked by Fisher's exact test: how likely so many of the texts that hold
    the term would be due if it had nothing to do with that.

    Args:
        answers: those that should have earned and did not, by their place.
        clauses: of each, the clauses in which a term may stand.
        texts: what else holds a term, these answers among those that are due.

    Yields:
        The letters of a term, the places of the answers that hold it, and how many answers hold it that
        should not earn.
    """
    held: dict[str, list[int]] = {}
    for index, answer in answers.items():
        for term in _terms_of(answer, clauses[index]):
            held.setdefault(term, []).append(index)
    groups: dict[tuple[int, ...], list[str]] = {}
    for term, holders in held.items():
        if len(holders) >= _FEWEST:
            groups.setdefault(tuple(holders), []).append(term)
    for places, terms in groups.items():
        for term in _longest(terms):
            due, elsewhere = _count(term, texts.due), _count(term, texts.others)
            every = len(texts.due) + len(texts.others) + len(texts.background)
            holding = due + elsewhere + _count(term, texts.background)
            if elsewhere * _ELSEWHERE > due or holding > 2 * due:
                continue
            limit = _CHANCE if due > _FEWEST else _CHANCE_OF_TWO
            if _chance(due, holding, len(texts.due), every) <= limit:
                yield term, places, elsewhere


def widened(answer: Answer, start: int, end: int, longest: int) -> Iterator[str]:
    """A term with the word before it, and with the word after it, as its answer has them.

    Args:
        answer: the answer.
        start: offset of the term into the answer as given.
        end: half-open.
        longest: letters that the term may have then.
    """
    inside = [
        index
        for index in range(len(answer.letters))
        if start <= answer.given(index, index + 1)[0] and answer.given(index, index + 1)[1] <= end
    ]
    first, last = inside[0], inside[-1] + 1
    begin, end = answer.clauses.covering(first, last)
    words = [word for clause in list(_clauses(answer))[begin:end] for word in clause]
    before = max((start for start, stop in words if stop == first), default=first)
    after = min((stop for start, stop in words if start == last), default=last)
    for low, high in ((before, last), (first, after)):
        if len(inside) < high - low <= longest:
            yield answer.letters[low:high]


def _count(term: str, texts: Sequence[str]) -> int:
    return sum(term in text for text in texts)


def _chance(drawn: int, draws: int, marked: int, every: int) -> float:
    """Probability of so many marked ones or more among draws without putting back."""
    ways = sum(
        comb(marked, number) * comb(every - marked, draws - number)
        for number in range(drawn, min(draws, marked) + 1)
    )
    return ways / comb(every, draws)


def _longest(terms: Sequence[str]) -> list[str]:
    """The terms that are no part of another."""
    kept: list[str] = []
    for term in sorted(terms, key=lambda term: (-len(term), term)):
        if not any(term in longer for longer in kept):
            kept.append(term)
    return kept


def _terms_of(answer: Answer, clauses: Container[int]) -> set[str]:
    """Every term of some clauses that begins and ends with a word of content."""
    found = set()
    for clause, words in enumerate(_clauses(answer)):
        if clause not in clauses:
            continue
        full = [_has_content(answer.letters[start:end]) for start, end in words]
        for first, (start, _) in enumerate(words):
            for last in range(first, len(words)):
                end = words[last][1]
                if end - start > _LONGEST:
                    break
                if full[first] and full[last] and end - start >= _SHORTEST and _unbroken(answer, start, end):
                    found.add(answer.letters[start:end])
    return found


def _has_content(word: str) -> bool:
    return not _GRAMMAR.issuperset(word) and not word.isdigit()


def _unbroken(answer: Answer, start: int, end: int) -> bool:
    """Whether nothing stands between the letters."""
    positions = answer.clauses.positions
    return positions[end - 1] - positions[start] == end - 1 - start


def _clauses(answer: Answer) -> Iterator[list[tuple[int, int]]]:
    """The words of each clause, as half-open offsets into the letters."""
    for start, end in answer.clauses.spans:
        words: list[tuple[int, int]] = []
        place = start
        while place < end:
            _, until = answer.word_at(place)
            stop = place + 1
            while stop < end and answer.clauses.positions[stop] < until:
                stop += 1
            words.append((place, stop))
            place = stop
        yield words
