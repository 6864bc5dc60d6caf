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
    """Whether set terms alone make up the answer: known words, nothing stated."""
    terms = {
        (item.start, item.end)
        for point in ledger
        for item in point.evidence
        if item.kind in ("phrase", "slip", "parts") and item.end - item.start <= _LISTED_TERM
    }
    named = sum(end - start for start, end in terms)
    points = sum(any(item.kind in ("phrase", "slip") for item in point.evidence) for point in ledger)
    return points >= _LISTED_POINTS and named >= _LISTED_SHARE * len(answer.letters)


def _both(point: KeyPointResult) -> bool:
    kinds = {item.kind == "denial" for item in point.evidence}
    return len(kinds) == 2
