"""A candidate is tried: added to the bank, and all answers but the one that it comes from marked again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from safety_scoring.agreement import statistics
from safety_scoring.agreement.judged import JudgedPoint
from safety_scoring.authoring.candidates import Candidate
from safety_scoring.authoring.changed_bank import ChangedExamples, with_text
from safety_scoring.authoring.marked_question import MarkedQuestion, judged_points, name_of
from safety_scoring.authoring.stretches import one_line
from safety_scoring.authoring.suggestion import Change, Suggestion
from safety_scoring.match.examples import BankExamples
from safety_scoring.match.ledger import Ledger, match_best
from safety_scoring.match.prepare import prepare

__all__ = ["try_out"]

Judgements = Sequence[dict[int, JudgedPoint]]
"""Per answer, the key points on which its markers agree."""


def try_out(asked: MarkedQuestion, candidate: Candidate, examples: BankExamples) -> Suggestion:
    """What a candidate does to the marked answers to its question.

    Answers with the same words as the one that it was taken from have no part in the figures either.

    Args:
        asked: the question with its marked answers.
        candidate: what is tried.
        examples: of the bank as it is.
    """
    question = with_text(asked.question, candidate.point, candidate.field, candidate.text)
    ledgers = match_best(prepare(question, ChangedExamples.of(examples, question)), asked.answers)
    before, after = _agreed(asked, asked.ledgers), _agreed(asked, ledgers)
    source = candidate.sources[0]
    same = asked.answers[source].letters
    held_out = [index for index, answer in enumerate(asked.answers) if answer.letters != same]
    points = range(len(question.key_points))
    own = [candidate.point]
    return Suggestion(
        question=asked.question,
        key_point=asked.question.key_points[candidate.point],
        field=candidate.field,
        text=candidate.text,
        sources=tuple(name_of(asked.marked[index]) for index in candidate.sources),
        quote=candidate.quote,
        tried=len(held_out),
        point_f1=(_f1(before, held_out, own), _f1(after, held_out, own)),
        question_f1=(_f1(before, held_out, points), _f1(after, held_out, points)),
        changes=tuple(change for index in held_out for change in _changes(asked, index, before, after)),
        mends=_is_right(after[source][candidate.point]),
        source=source,
    )


def _agreed(asked: MarkedQuestion, ledgers: Sequence[Ledger]) -> Judgements:
    return [
        {point: judged for point, judged in judged_points(item, ledger) if judged.due is not None}
        for item, ledger in zip(asked.marked, ledgers, strict=True)
    ]


def _f1(judged: Judgements, answers: Sequence[int], points: Sequence[int]) -> float | None:
    """F1 over some answers and key points; None where nothing is due and nothing paid."""
    chosen = [judged[index][point] for index in answers for point in points if point in judged[index]]
    paid = [item for item in chosen if item.machine > 0]
    right = sum(item.due is True for item in paid)
    lost = sum(item.due is True for item in chosen) - right
    if not paid and not lost:
        return None
    return float(statistics.f1(right, len(paid) - right, lost))


def _changes(asked: MarkedQuestion, index: int, before: Judgements, after: Judgements) -> Iterator[Change]:
    for point, now in after[index].items():
        was = before[index][point]
        paid = now.machine > 0
        if paid != (was.machine > 0):
            yield Change(
                index,
                name_of(asked.marked[index]),
                asked.question.key_points[point],
                paid,
                _is_right(now),
                _quote(now if paid else was),
            )


def _is_right(judged: JudgedPoint) -> bool:
    return (judged.machine > 0) is judged.due


def _quote(judged: JudgedPoint) -> str:
    """The stretch that was paid for most."""
    return one_line(max(judged.result.evidence, key=lambda evidence: evidence.credit).text)
