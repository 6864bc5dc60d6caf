"""Reasons for a human to look at an answer."""

from __future__ import annotations

from collections.abc import Sequence

from safety_scoring.answer import Answer, is_blank
from safety_scoring.marks import Award, Rules
from safety_scoring.match.echo import Echo
from safety_scoring.result import KeyPointResult

__all__ = ["find"]

_TOO_SHORT = 10  # letters
_OFF_TOPIC_SIMILARITY = 0.06
_COPIED_SHARE = 0.5
_LISTED_SHARE = 0.7
_LISTED_POINTS = 3
_LISTED_TERM = 8  # characters; a longer set term is a statement by itself
_TERMS_A_POINT = 3.5  # set terms for each point named from which they are a string of words
_WORDS = frozenset(("phrase", "slip"))
_COUNTED = frozenset(("parts", "quantity"))


def find(
    answer: Answer,
    ledger: Sequence[KeyPointResult],
    *,
    awarded: Award,
    rules: Rules,
    similarity: float,
    echo: Echo,
) -> tuple[str, ...]:
    """Codes of `result.FLAG_NAMES` that apply, in a fixed order.

    Args:
        answer: the answer.
        ledger: every key point.
        awarded: what the ledger earned.
        rules: the question's marks.
        similarity: to the nearest reference answer, 0-1.
        echo: what the question gives away.
    """
    if is_blank(answer):
        return ("blank",)
    earned = awarded.coverage > 0
    checks = {
        "copied_question": _copied(answer, echo),
        "keyword_list": _is_keyword_list(answer, ledger),
        "off_topic": not earned and len(answer.letters) >= _TOO_SHORT and similarity < _OFF_TOPIC_SIMILARITY,
        "too_short": len(answer.letters) < _TOO_SHORT,
        "borderline": earned and abs(awarded.marks - rules.pass_marks) <= rules.mark_step,
        "said_and_denied": any(_both(point) for point in ledger),
        "by_hand": any(point.status == "by_hand" for point in ledger),
    }
    return tuple(name for name, applies in checks.items() if applies)


def _copied(answer: Answer, echo: Echo) -> bool:
    """Whether the question stands in the answer and is much of it."""
    if echo.letters and echo.letters in answer.letters:
        return len(echo.letters) >= _COPIED_SHARE * len(answer.letters)
    copied = sum(
        end - start for start, end in answer.clauses.spans if echo.repeats(answer.letters[start:end])
    )
    return copied >= _COPIED_SHARE * len(answer.letters)


def _is_keyword_list(answer: Answer, ledger: Sequence[KeyPointResult]) -> bool:
    """Whether set terms alone make up the answer: known words, nothing stated.

    A long set term states something; a string of many of them for each point is a list all the same.
    """
    named = [point for point in ledger if any(item.kind in _WORDS for item in point.evidence)]
    found = [item for point in ledger for item in point.evidence]
    words = {(item.start, item.end) for item in found if item.kind in _WORDS}
    if len(words) >= _TERMS_A_POINT * len(named):
        terms = words | {(item.start, item.end) for item in found if item.kind in _COUNTED}
    else:
        terms = words | {(item.start, item.end) for item in found if item.kind == "parts"}
        terms = {(start, end) for start, end in terms if end - start <= _LISTED_TERM}
    if len(named) < _LISTED_POINTS and len(words) < _LISTED_POINTS * _TERMS_A_POINT:
        return False
    covered = {place for start, end in terms for place in range(start, end)}
    letters = sum(answer.raw[place].isalnum() for place in covered)
    return letters >= _LISTED_SHARE * len(answer.letters)


def _both(point: KeyPointResult) -> bool:
    kinds = {item.kind == "denial" for item in point.evidence}
    return len(kinds) == 2
