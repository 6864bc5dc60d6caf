"""Key points from a reference answer, where the bank gives none.

A reference answer is cut into what it lists: clauses, and within them the members of enumerations.
Each becomes a key point whose marks follow the information it holds beyond the question's own words.
"""

from __future__ import annotations

import re
from collections import Counter

from safety_scoring.bank.model import KeyPoint, Question
from safety_scoring.text.normalise import normalise

__all__ = ["derived_questions"]

_CUTS = re.compile(r"[，。；！？：、\n…—]|\d{1,2}[.)）](?!\d)|(?:以及|和|及|与)(?=[^，。；！？：、\n]{2})")
_NAME_LENGTH = 24
_TOLD = 0.15
_EXPONENT = 0.5
_LETTER = re.compile(r"[^\W_]")


def derived_questions(question: Question) -> tuple[Question, ...]:
    """One question with derived key points for each reference answer: they are alternatives.

    Args:
        question: without key points.

    Returns:
        Questions of the same id whose key points' marks sum to full marks.
    """
    return tuple(
        question.model_copy(update={"key_points": _key_points(question, text, number)})
        for number, text in enumerate(question.reference_answers, start=1)
    )


def _key_points(question: Question, reference: str, number: int) -> tuple[KeyPoint, ...]:
    units = _units(normalise(reference).text)
    weights = _information(units, normalise(question.question).text)
    told = [
        (unit, weight) for unit, weight in zip(units, weights, strict=True) if weight >= _TOLD * max(weights)
    ]
    marks = _shares(question.full_marks, [weight for _, weight in told])
    return tuple(
        KeyPoint(
            id=f"r{number}-p{index}",
            name=unit if len(unit) <= _NAME_LENGTH else unit[: _NAME_LENGTH - 1] + "…",
            marks=mark,
            statements=(unit,),
        )
        for index, ((unit, _), mark) in enumerate(zip(told, marks, strict=True), start=1)
    )


def _information(units: list[str], question: str) -> list[float]:
    """What each unit tells beyond the question: its own characters, those that units share divided among them."""
    given = set(question)
    shared = Counter(character for unit in units for character in set(unit) if character.isalnum())
    return [
        sum(1 / shared[c] for c in set(unit) if c in shared and c not in given) ** _EXPONENT or 1e-6
        for unit in units
    ]


def _units(text: str) -> list[str]:
    """What a reference answer lists, each once, in order; all of it where nothing can be cut."""
    pieces = (piece.strip("（）() ") for piece in _CUTS.split(text))
    units = [piece for piece in dict.fromkeys(pieces) if len(_LETTER.findall(piece)) > 1]
    return units or [text]


def _shares(full_marks: float, weights: list[float]) -> list[float]:
    """Full marks in proportion to weights, to four decimals, summing exactly."""
    total = sum(weights)
    marks = [max(0.0001, round(full_marks * weight / total, 4)) for weight in weights]
    largest = marks.index(max(marks))
    marks[largest] = round(full_marks - (sum(marks) - marks[largest]), 6)
    return marks
