"""Parts of a key point of which a certain number earns full or half marks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from safety_scoring.answer import Answer
from safety_scoring.bank.model import Parts
from safety_scoring.match.finding import Finding
from safety_scoring.match.phrases import Phrases

__all__ = ["STATEMENT_CREDIT", "find"]

STATEMENT_CREDIT = 0.5
"""What a statement earns at most where a key point has parts: only their number earns it in full."""


def find(
    terms: Phrases, rule: Parts, answer: Answer, letters: str, stands: Callable[[Finding], bool]
) -> list[Finding]:
    """Parts that stand together in sufficient number, each as a finding of its own.

    Args:
        terms: the parts as terms, each with its index.
        rule: how many of them earn what.
        answer: the answer.
        letters: its letters, slips read through.
        stands: whether a part is not taken back; one that the answer gives up is not counted.
    """
    hits = [(part, hit) for part, hit in terms.find(answer, letters) if stands(hit)]
    groups: dict[int, list[tuple[int, Finding]]] = {}
    for part, hit in hits:
        groups.setdefault(_stretch(answer, rule, hit), []).append((part, hit))
    found = []
    for group in groups.values():
        credit = _credit(len({part for part, _ in group}), rule)
        if credit:
            found += [
                replace(hit, kind="parts", matched=rule.terms[part].split("/")[0], credit=credit)
                for part, hit in group
            ]
    return found


def _credit(count: int, rule: Parts) -> float:
    if count >= rule.full:
        return 1.0
    return 0.5 if rule.half is not None and count >= rule.half else 0.0


def _stretch(answer: Answer, rule: Parts, hit: Finding) -> int:
    """Which clause or sentence a part stands in; one and the same for the whole answer."""
    if rule.within == "answer":
        return 0
    clause = answer.clauses.covering(hit.start, hit.end)[0]
    return clause if rule.within == "clause" else answer.clauses.sentence_of(clause)[0]
