"""Marked answers → what is worth adding to the bank, each text tried on answers that it does not come from.

A point that the markers give and the machine does not shows what the bank lacks; one that the machine
gives and the markers do not, a near miss that it should know. What is proposed is what a learner wrote:
a human decides, and puts it in words of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from safety_scoring.authoring.candidates import find_candidates
from safety_scoring.authoring.marked_question import MarkedQuestion
from safety_scoring.authoring.split import split_points
from safety_scoring.authoring.suggestion import Suggestion, Suggestions
from safety_scoring.authoring.trial import try_out
from safety_scoring.bank.model import Bank
from safety_scoring.marked.answers import MarkedAnswer
from safety_scoring.match.examples import BankExamples
from safety_scoring.segment.jieba_segmenter import segmenter

__all__ = ["FEWEST", "suggest"]

FEWEST = 6
"""Marked answers to a question below which a trial on the others says little."""

Fault = tuple[str, int, str]
"""A key point on which machine and markers differ: question, place of the answer, key point."""


def suggest(
    bank: Bank, marked: Iterable[MarkedAnswer], advance: Callable[[int, int], None] | None = None
) -> Suggestions:
    """Find what is worth adding to a bank.

    Answers without marks by key point, and questions without key points, play no part.

    Args:
        bank: as it is.
        marked: answers that humans have marked.
        advance: called with how many candidates are tried and how many there are.
    """
    given = list(marked)
    examples = BankExamples(bank, segmenter())
    every = [
        MarkedQuestion.read(question, own, examples)
        for question in bank.questions
        if question.key_points and (own := [item for item in given if _is_used(item, question.id)])
    ]
    work = [
        (asked, candidate) for asked in every for candidate in find_candidates(asked, _others(every, asked))
    ]
    tried = []
    for done, (asked, candidate) in enumerate(work):
        if advance is not None:
            advance(done, len(work))
        tried.append(try_out(asked, candidate, examples))
    faults = {fault for asked in every for fault in _faults(asked)}
    used = sum(len(asked.marked) for asked in every)
    helpful, own_only, dropped = _sorted_out(tried)
    return Suggestions(
        bank=bank.fingerprint,
        helpful=helpful,
        own_only=own_only,
        split=tuple(split for asked in every for split in split_points(asked)),
        answers=used,
        left_out=len(given) - used,
        few=tuple((asked.question, len(asked.marked)) for asked in every if len(asked.marked) < FEWEST),
        short=tuple(asked.question for asked in every if not asked.compares_statements),
        faults=len(faults),
        open=len(faults - {fault for item in (*helpful, *own_only) for fault in _mended(item)}),
        dropped=dropped,
    )


def _is_used(item: MarkedAnswer, question: str) -> bool:
    return item.question == question and bool(item.labels)


def _others(every: Sequence[MarkedQuestion], asked: MarkedQuestion) -> list[str]:
    """Letters of the answers to the other questions."""
    return [answer.letters for other in every if other is not asked for answer in other.answers]


def _faults(asked: MarkedQuestion) -> Iterable[Fault]:
    for point, key_point in enumerate(asked.question.key_points):
        for paid in (False, True):
            for index, _ in asked.faults(point, paid=paid):
                yield asked.question.id, index, key_point.id


def _sorted_out(
    tried: Sequence[Suggestion],
) -> tuple[tuple[Suggestion, ...], tuple[Suggestion, ...], int]:
    """What helps, best first; what helps but the answer that it comes from; how many do harm.

    Of the second, one for each fault that nothing else mends.
    """
    ranked = sorted(tried, key=lambda item: (*(-gain for gain in item.gain), -len(item.sources)))
    helpful = [item for item in ranked if _helps(item)]
    mended = {fault for item in helpful for fault in _mended(item)}
    own_only = []
    for item in ranked:
        if item.mends and not item.changes and not mended.issuperset(_mended(item)):
            own_only.append(item)
            mended |= _mended(item)
    return tuple(helpful), tuple(own_only), sum(_harm(item) > 0 for item in ranked if item not in helpful)


def _helps(item: Suggestion) -> bool:
    """Whether it mends its source, and key point and question gain on the other answers."""
    return item.mends and min(item.gain) > 0 and _good(item) >= _harm(item)


def _good(item: Suggestion) -> int:
    return sum(change.right for change in item.changes)


def _harm(item: Suggestion) -> int:
    return len(item.changes) - _good(item)


def _mended(item: Suggestion) -> set[Fault]:
    """The faults that a text mends, in the answer that it comes from and in others."""
    mended = {(item.question.id, c.index, c.key_point.id) for c in item.changes if c.right}
    if item.mends:
        mended.add((item.question.id, item.source, item.key_point.id))
    return mended
