"""Key points from a reference answer, where the bank gives none.

A reference answer is cut into what it lists: clauses, and within them the members of enumerations.
What only announces a list (盘点方式包括；分为以下三种) is no point. Every other piece is a key point of
the same marks; of a reference that says that what stands in quotation marks is enough (答出引号内的要点
即可), that is what it lists. Where the reference explains rather than lists, fewer of them than all earn
full marks: a list has to be named, an explanation only has to be understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import exp, log

from safety_scoring.bank.model import KeyPoint, Question
from safety_scoring.text.clauses import cut_clauses
from safety_scoring.text.normalise import normalise

__all__ = ["derived_questions", "needed_share"]

_CUTS = re.compile(
    r"[，。；！？：、\n…—]|\d{1,2}[.)）](?!\d)|(?:以及|和|(?<![遍普涉波触顾提论以])及(?![时格早])|与)(?=[^，。；！？：、\n]{2})"
)
_ANNOUNCING = re.compile(
    r"(?:主要|一般|通常|大致|具体|可以?)*(?:包括|包含|分为|分成|划分为|[表体]现[在为]|如下|以下|有|是|为)"
    r"|主要|一般|通常|以下|[一二两三四五六七八九十几多\d]+(?:个?方面|大?类|种|个|项|点|条)"
)
_FUNCTION = frozenset(
    "的了是在和与及或等有为对中把被也都要就以而之其所并且从到由于个这那一上下可会将着使让则又该各按给向"
)
_GRAMMAR = _FUNCTION | frozenset("不若如果当时因只才但能得需再最比更后前即我你他们")
_VERDICTS = (("错误", "错的", "错", "不正确", "不对", "不成立"), ("正确", "对的", "对", "成立"))
_QUOTED = re.compile(r"[“‘「『\"]([^“”‘’「」『』\"]+)[”’」』\"]")
_QUOTED_ENOUGH = re.compile(
    r"[（(]?[^。；;，,（()）“”]*引号(?:内|里|中)[^。；;（()）]*(?:即可|就可|为准|给分|得分|算对|就行)[^。；;（()）]*[）)]?"
)
_JUDGED = re.compile(r"判断|是否正确|对不对|对吗|正确吗|对错")

_NAME_LENGTH = 24
_VERDICT_SHARE = 0.5
_LIST_LETTERS = 30  # a reference up to this long is named word for word; longer ones hold ever more wording
_LIST_GRAMMAR = 0.15  # share of grammatical characters up to which a reference lists
_BY_LENGTH = 0.6
_BY_GRAMMAR = 6.0
_LEAST = 0.2  # less than a fifth of a point's words could come from any answer on the subject
_OF_POINTS = 0.25  # how much of what is not needed is whole points rather than words of each


def derived_questions(question: Question) -> tuple[Question, ...]:
    """One question with derived key points for each reference answer: they are alternatives.

    Args:
        question: without key points.

    Returns:
        Questions of the same id; the marks of their key points sum to full marks, or to more where
        not all of them are needed.
    """
    return tuple(
        question.model_copy(update={"key_points": tuple(_key_points(question, text, f"r{number}"))})
        for number, text in enumerate(question.reference_answers, start=1)
    )


def needed_share(points: Sequence[str]) -> float:
    """Share of the words of each point that a complete answer has, 0.2-1.

    All of a short list; less, the longer the reference is and the more of it is grammar, which lists
    of terms hardly have and explanations are full of.

    Args:
        points: what the reference tells.
    """
    letters = [character for point in points for character in point if character.isalnum()]
    if not letters:
        return 1.0
    grammar = sum(character in _GRAMMAR for character in letters) / len(letters)
    longer = max(0.0, log(len(letters) / _LIST_LETTERS))
    return max(_LEAST, exp(-_BY_LENGTH * longer - _BY_GRAMMAR * max(0.0, grammar - _LIST_GRAMMAR)))


def _key_points(question: Question, reference: str, name: str) -> Iterator[KeyPoint]:
    asked = normalise(question.question).text
    if quoted := _quoted(reference):
        yield from _named(quoted, question.full_marks, name)
        return
    units = _units(normalise(reference).text)
    told = [_unannounced(unit, asked) for unit in units if _tells(unit, asked)] or units
    verdict = _verdict(told[0], asked)
    reasons = told[1:] if verdict else told
    full = question.full_marks
    if verdict and reasons:
        full *= 1 - _VERDICT_SHARE
    if verdict:
        yield KeyPoint(
            id=f"{name}-p0",
            name=told[0],
            marks=question.full_marks - (full if reasons else 0.0),
            phrases=verdict,
            statements=(told[0],),
            required=True,
        )
    marks = _shares(full / needed_share(reasons) ** _OF_POINTS, len(reasons)) if reasons else ()
    for index, (unit, mark) in enumerate(zip(reasons, marks, strict=True), start=1):
        short = unit if len(unit) <= _NAME_LENGTH else unit[: _NAME_LENGTH - 1] + "…"
        yield KeyPoint(id=f"{name}-p{index}", name=short, marks=mark, statements=(unit,))


def _quoted(reference: str) -> list[str]:
    """The stretches in quotation marks of a reference that says that they are enough."""
    if not _QUOTED_ENOUGH.search(reference):
        return []
    found = (match[1].strip() for match in _QUOTED.finditer(_QUOTED_ENOUGH.sub("", reference)))
    return [term for term in dict.fromkeys(found) if cut_clauses(normalise(term)).letters]


def _named(terms: Sequence[str], full: float, name: str) -> Iterator[KeyPoint]:
    for index, (term, mark) in enumerate(zip(terms, _shares(full, len(terms)), strict=True), start=1):
        yield KeyPoint(id=f"{name}-p{index}", name=term, marks=mark, phrases=(term,), statements=(term,))


def _tells(unit: str, question: str) -> bool:
    """Whether a unit says anything that the question and the announcing of a list do not."""
    rest = _ANNOUNCING.sub(" ", unit)
    new = {c for c in rest if c.isalnum()} - set(question) - _FUNCTION
    pairs = {rest[i : i + 2] for i in range(len(rest) - 1)}
    return bool(new) or any(
        pair.isalnum() and pair not in question and not _FUNCTION.intersection(pair) for pair in pairs
    )


def _unannounced(unit: str, question: str) -> str:
    """A unit without what announces it: 盘点方式包括定期盘点 → 定期盘点."""
    for match in reversed(list(_ANNOUNCING.finditer(unit))):
        if match.end() < len(unit) and not _tells(unit[: match.end()], question):
            return unit[match.end() :]
    return unit


def _verdict(unit: str, question: str) -> tuple[str, ...]:
    """The ways of giving the same verdict, where the question asks to judge and does not name it itself."""
    if _JUDGED.search(question) and unit not in question:
        for words in _VERDICTS:
            if unit in words:
                return words
    return ()


def _units(text: str) -> list[str]:
    """What a reference answer lists, each once, in order; all of it where nothing can be cut."""
    pieces = (piece.strip("（）() ") for piece in _CUTS.split(text))
    units = [piece for piece in dict.fromkeys(pieces) if cut_clauses(normalise(piece)).letters]
    return units or [text]


def _shares(total: float, count: int) -> list[float]:
    """Equal marks to four decimals; the first takes what rounding leaves."""
    mark = max(0.0001, round(total / count, 4))
    return [round(total - mark * (count - 1), 4), *[mark] * (count - 1)]
