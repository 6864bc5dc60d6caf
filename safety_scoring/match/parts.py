"""Parts of a key point of which a certain number earns the marks, in any order or in the listed one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

from safety_scoring.answer import Answer
from safety_scoring.bank.model import Parts
from safety_scoring.match.finding import Finding
from safety_scoring.match.numbered import has_number
from safety_scoring.match.phrases import letters_of

__all__ = ["STATEMENT_CREDIT", "Said", "decide", "find"]

STATEMENT_CREDIT = 0.5
"""What a statement earns at most where a key point has parts: only their number earns it in full."""

_BEFORE = re.compile(r".{0,2}?(?:之前|以前|(?<!在)前)(?!者|方|后|提|台)")
_AFTER = re.compile(r"(?:.{0,2}?(?:完|好|合格|达标)?(?:之后|以后|后)(?!者|方|面|台))")
_IN = re.compile(r"在[^前后]{0,12}$")

Said = tuple[int, Finding]
"""A part, by its index, and where the answer names it."""


def find(rule: Parts, said: Sequence[Said], answer: Answer, letters: str) -> list[Finding]:
    """Parts that stand together in sufficient number, each as a finding of its own.

    Where all steps are said, but in another order than the listed one, they contradict it.

    Args:
        rule: how many of them earn what.
        said: the parts that the answer names and does not take back.
        answer: the answer.
        letters: its letters, slips read through.
    """
    groups: dict[int, list[Said]] = {}
    for part, hit in said:
        groups.setdefault(_stretch(answer, rule, hit), []).append((part, hit))
    found = []
    for group in groups.values():
        counted = _in_order(group, answer, letters) if rule.ordered else group
        count = len({part for part, _ in counted})
        if not rule.each and count < rule.full <= len({part for part, _ in group}):
            found.append(_out_of_order([hit for _, hit in group], rule))
        elif credit := _credit(count, rule):
            found += [
                replace(hit, matched=rule.terms[part].split("/")[0], credit=credit) for part, hit in counted
            ]
    return found


def decide(rule: Parts, said: Sequence[Said]) -> bool:
    """Whether likeness to a statement has no say: it sees neither numbers nor order.

    Args:
        rule: of the parts.
        said: the parts that the answer names.
    """
    several = len({part for part, _ in said}) > 1
    return (rule.ordered and several) or all(has_number(letters_of(part)) for part in rule.terms)


def _credit(count: int, rule: Parts) -> float:
    if count >= rule.full:
        return 1.0
    if rule.each:
        return count / rule.full
    return 0.5 if rule.half is not None and count >= rule.half else 0.0


def _out_of_order(hits: Sequence[Finding], rule: Parts) -> Finding:
    """Steps in another order than the listed one, as one stretch."""
    order = "、".join(term.split("/")[0] for term in rule.terms)
    start, end = min(hit.start for hit in hits), max(hit.end for hit in hits)
    return Finding(start, end, "parts", order, 1.0, denied=True)


def _in_order(hits: Sequence[Said], answer: Answer, letters: str) -> Sequence[Said]:
    """The parts that come in the listed order: all, or the longest run of them."""
    clauses = list(_clauses(hits, answer, letters))
    if all(first[0] <= second[0] for first, second in _told_order(clauses)):
        return hits
    told = [hit for clause in clauses for hit in (*clause.earlier, *clause.plain, *clause.later)]
    # Longest strictly increasing subsequence by patience sorting, with the way back.
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for index, (part, _) in enumerate(told):
        place = bisect_left(tails, part)
        before.append(ends[place - 1] if place else None)
        tails[place : place + 1] = [part]
        ends[place : place + 1] = [index]
    run: list[Said] = []
    step = ends[-1] if ends else None
    while step is not None:
        run.append(told[step])
        step = before[step]
    return run[::-1]


def _told_order(clauses: Sequence[_Clause]) -> Iterator[tuple[Said, Said]]:
    """Pairs of parts of which the first is said to come earlier."""
    for clause in clauses:
        yield from clause.pairs()
    for first, second in pairwise(clauses):
        if not (first.stated and second.stated):
            yield from zip(first.plain[-1:], second.plain[:1], strict=False)


@dataclass(frozen=True, slots=True)
class _Clause:
    """The parts that one clause names, by what it says of their order.

    Attributes:
        earlier: what something is done after (检测放在通风之后).
        plain: as they are read.
        later: what something is done before (作业前先通风).
    """

    earlier: list[Said]
    plain: list[Said]
    later: list[Said]

    @property
    def stated(self) -> bool:
        """Whether the clause says more of the order than the reading."""
        return bool(self.earlier or self.later)

    def pairs(self) -> Iterator[tuple[Said, Said]]:
        """Parts of which the first comes earlier."""
        for group in (self.earlier, self.plain):
            yield from pairwise(group)
        yield from product(self.earlier, self.plain)
        yield from product((*self.earlier, *self.plain), self.later)


def _clauses(hits: Sequence[Said], answer: Answer, letters: str) -> Iterator[_Clause]:
    """The clauses that name parts, in order."""
    own: dict[int, list[Said]] = {}
    for said in hits:
        own.setdefault(answer.clauses.covering(said[1].start, said[1].end)[0], []).append(said)
    for index, named in sorted(own.items()):
        until = letters[: answer.clauses.ends[index]]
        after = max((hit.end for _, hit in named if _AFTER.match(until[hit.end :])), default=-1)
        clause = _Clause([], [], [])
        for part, hit in named:
            if _BEFORE.match(until[hit.end :]):
                clause.later.append((part, hit))
            elif hit.end <= after and _IN.search(until[: hit.start]):
                clause.earlier.append((part, hit))
            else:
                clause.plain.append((part, hit))
        yield clause


def _stretch(answer: Answer, rule: Parts, hit: Finding) -> int:
    """Which clause or sentence a part stands in; one and the same for the whole answer."""
    if rule.within == "answer":
        return 0
    clause = answer.clauses.covering(hit.start, hit.end)[0]
    return clause if rule.within == "clause" else answer.clauses.sentence_of(clause)[0]
