"""A question with its marked answers, and what the machine makes of them with the bank as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from safety_scoring.agreement.judged import JudgedPoint
from safety_scoring.answer import Answer, read_answer
from safety_scoring.bank.model import Question
from safety_scoring.marked.answers import MarkedAnswer
from safety_scoring.marked.human import labelled
from safety_scoring.match.examples import BankExamples
from safety_scoring.match.ledger import Ledger, match_best
from safety_scoring.match.prepare import ENOUGH_STATEMENTS, Prepared, prepare
from safety_scoring.result import KeyPointResult

__all__ = ["MarkedQuestion", "judged_points", "name_of"]


@dataclass(frozen=True, slots=True)
class MarkedQuestion:
    """A question with key points, and answers to it that were marked by key point.

    Attributes:
        question: as the bank has it.
        prepared: made ready.
        marked: the answers, with what the markers gave.
        answers: read, in the same order.
        ledgers: what the machine gives them.
    """

    question: Question
    prepared: Prepared
    marked: tuple[MarkedAnswer, ...]
    answers: tuple[Answer, ...]
    ledgers: tuple[Ledger, ...]

    @classmethod
    def read(
        cls, question: Question, marked: Sequence[MarkedAnswer], examples: BankExamples
    ) -> MarkedQuestion:
        """Make the question ready and mark the answers.

        Args:
            question: with key points.
            marked: answers to it.
            examples: of its bank.
        """
        (prepared,) = prepare(question, examples)
        answers = tuple(read_answer(item.answer, examples.segmenter) for item in marked)
        ledgers = match_best((prepared,), answers)
        return cls(question, prepared, tuple(marked), answers, tuple(ledgers))

    @property
    def compares_statements(self) -> bool:
        """Whether whole sentences of `partial` and `not` count, as each point has enough statements."""
        return all(len(point.statements) >= ENOUGH_STATEMENTS for point in self.question.key_points)

    def faults(self, point: int, *, paid: bool) -> Iterator[tuple[int, JudgedPoint]]:
        """Answers in which the machine pays the point (or does not) and all markers do the opposite.

        Args:
            point: index of the key point.
            paid: what the machine does.
        """
        for index, ledger in enumerate(self.ledgers):
            if (ledger[point].awarded > 0) is paid and self.due(index, point) is (not paid):
                yield index, _judged(ledger[point], self.marked[index])

    def due(self, index: int, point: int) -> bool | None:
        """Whether all markers of an answer give the point something; None where it is not known."""
        line = self.ledgers[index][point]
        return _judged(line, self.marked[index]).due if labelled(line.id, self.marked[index].labels) else None


def judged_points(item: MarkedAnswer, ledger: Ledger) -> Iterator[tuple[int, JudgedPoint]]:
    """The key points that every marker judged, each with its index in the question.

    Args:
        item: a marked answer.
        ledger: what the machine gives it.
    """
    for point, line in enumerate(ledger):
        if labelled(line.id, item.labels):
            yield point, _judged(line, item)


def name_of(item: MarkedAnswer) -> str:
    """What an answer is called: its id, or else where it stands."""
    return item.id or f"第 {item.place.row} 行"


def _judged(line: KeyPointResult, item: MarkedAnswer) -> JudgedPoint:
    return JudgedPoint(line, tuple(marker[line.id] for marker in item.labels))
