"""Human decisions on key points, put into effect while results go by; none is lost without a word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from safety_scoring.bank.model import Bank
from safety_scoring.errors import Fault
from safety_scoring.files.headers import Questions
from safety_scoring.files.overrides import OverrideRow
from safety_scoring.result import KeyPointResult, ScoreResult

__all__ = ["Decisions"]


class Decisions:
    """The decisions of one batch, found by id, question and key point.

    Args:
        overrides: question by id or text, key point by id or name; the person's id as in the answers.
        bank: names the questions.
    """

    def __init__(self, overrides: Sequence[OverrideRow], bank: Bank) -> None:
        known = Questions({question.id: question.question for question in bank.questions})
        self._overrides = tuple(overrides)
        self._by_answer: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._refusals: dict[int, tuple[str, str]] = {}
        self._applied: set[int] = set()
        for index, override in enumerate(self._overrides):
            question = known.find(override.question)
            if question is None:
                self._refusals[index] = _unknown_question(override)
            else:
                self._by_answer[override.id, question].append(index)

    @property
    def applied(self) -> int:
        """How many decisions have taken effect so far."""
        return len(self._applied)

    def apply(self, result: ScoreResult) -> ScoreResult:
        """The result with every decision on it; the same result where there is none.

        Args:
            result: of an answer with its id; marked or not.
        """
        if result.id is None:
            return result
        for index in self._by_answer.get((result.id, result.question), ()):
            result = self._decided(index, result)
        return result

    def faults(self) -> tuple[Fault, ...]:
        """The decisions that fitted nothing, in the order of their file; asked at the end."""
        return tuple(
            override.place.fault(*self._refusals.get(index, _no_answer(override)))
            for index, override in enumerate(self._overrides)
            if index not in self._applied
        )

    def _decided(self, index: int, result: ScoreResult) -> ScoreResult:
        override = self._overrides[index]
        if result.marks is None:
            self._refusals[index] = _not_marked(override)
            return result
        point = _point(override.key_point, result)
        if point is None:
            self._refusals[index] = _unknown_point(override, result)
            return result
        try:
            decided = result.override(point.id, override.awarded, by=override.by, why=override.why)
        except ValueError as error:
            self._refusals[index] = (f"要点“{point.name}”的{error}，这条改判没有用上", "改正改判得分")
            return result
        self._applied.add(index)
        return decided


def _point(given: str, result: ScoreResult) -> KeyPointResult | None:
    """The key point of that id, else the one of that name."""
    by_id = [point for point in result.key_points if point.id == given]
    found = by_id or [point for point in result.key_points if point.name == given]
    return found[0] if len(found) == 1 else None


def _unknown_question(override: OverrideRow) -> tuple[str, str]:
    what = f"题库里没有题目“{override.question}”，这条改判没有用上"
    return what, "照结果文件填写题目编号"


def _unknown_point(override: OverrideRow, result: ScoreResult) -> tuple[str, str]:
    points = "、".join(point.id for point in result.key_points)
    what = f"题目 {result.question} 没有要点“{override.key_point}”，这条改判没有用上"
    return what, f"填写要点编号：{points}"


def _not_marked(override: OverrideRow) -> tuple[str, str]:
    what = f"编号 {override.id} 对题目“{override.question}”的作答未能评分，这条改判没有用上"
    return what, "先改正那一行作答"


def _no_answer(override: OverrideRow) -> tuple[str, str]:
    what = f"没有编号 {override.id} 对题目“{override.question}”的作答，这条改判没有用上"
    return what, "照结果文件填写编号和题目"
