"""The walk: answer → evidence → ledger → marks → flags → feedback → result, and nothing else."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from safety_scoring import __version__, flags
from safety_scoring.answer import Answer, read_answer
from safety_scoring.bank.load import load_bank
from safety_scoring.bank.model import Bank, Question, texts_of
from safety_scoring.by_hand import complete
from safety_scoring.calibration import Calibration, Points, curve_of
from safety_scoring.errors import Fault, UnknownQuestionError
from safety_scoring.feedback import text as feedback
from safety_scoring.marked.answers import MarkedAnswer, fingerprint
from safety_scoring.marked.beside import load_marked
from safety_scoring.marks import Rules, award
from safety_scoring.match.echo import Echo
from safety_scoring.match.examples import BankExamples
from safety_scoring.match.ledger import match_best
from safety_scoring.match.prepare import Prepared, prepare
from safety_scoring.match.training import Trial, train
from safety_scoring.result import KeyPointResult, RowError, ScoreResult
from safety_scoring.segment.jieba_segmenter import segmenter
from safety_scoring.similarity import Similarity

__all__ = ["Scorer"]

_CHUNK = 256  # answers that are compared with the statements in one product


class Scorer:
    """Marks answers to the questions of one bank; safe to share by threads.

    Questions are made ready at first use, under a lock; after that marking only reads. Processes are
    sent the bank, never a scorer.

    Args:
        bank: the reference bank; the bundled one where left out.
        calibration: curves for the marks of some of its questions; also at work where it was fitted
            with another state of the bank. Questions that the bank does not have play no part.
        marked: answers with human marks. They train the marking of their questions together with the
            bank's statements, where that brings answers held out closer to the human marks (`trial`).
            Left out: those that the bundled bank carries where `bank` is left out too, else none.

    Raises:
        BankError: the bundled bank cannot be read.
    """

    def __init__(
        self,
        bank: Bank | None = None,
        *,
        calibration: Calibration | None = None,
        marked: Iterable[MarkedAnswer] | None = None,
    ) -> None:
        self.bank: Bank = load_bank() if bank is None else bank
        if marked is None:
            marked = load_marked(None, self.bank).answers if bank is None else ()
        self.calibration = calibration
        self._marked = tuple(item for item in marked if item.case is None)
        self._marked_fingerprint = fingerprint(self._marked) if self._marked else ""
        self._trials: dict[str, Trial] = {}
        self._lock = threading.Lock()
        self._prepared: dict[str, tuple[Prepared, ...]] = {}
        self._similarity: Similarity | None = None
        self._bank_examples: BankExamples | None = None
        self._by_text = _by_text(self.bank)

    @property
    def signature(self) -> str:
        """What makes the mark: versions of everything that plays a part, and the bank's content."""
        from sklearn import __version__ as sklearn_version  # noqa: PLC0415 - heavy, at first use

        return (
            f"safety_scoring {__version__} | bank {self.bank.fingerprint}"
            f" | {segmenter().signature} | scikit-learn {sklearn_version}"
            + (f" | marked {self._marked_fingerprint}" if self._marked else "")
            + (f" | calibration {self.calibration.fingerprint}" if self.calibration else "")
        )

    def score(self, question_id: str, answer: str | None, *, id: str | None = None) -> ScoreResult:  # noqa: A002 - the row's own word
        """Mark one answer.

        Args:
            question_id: id (or exact text) of the question.
            answer: the answer as given; None or blank earns nothing and is no error.
            id: the row's id, for the result.

        Raises:
            UnknownQuestionError: the bank has no such question.
        """
        question = self._question(question_id)
        if question is None:
            raise UnknownQuestionError(_unknown(question_id))
        return self._mark(question, [{"id": id, "answer": answer}])[0]

    def score_many(self, rows: Iterable[Mapping[str, Any]]) -> Iterator[ScoreResult]:
        """Mark rows in order, a chunk at a time; a row that cannot be marked keeps its place.

        Args:
            rows: mappings with ``id``, ``question`` (id or exact text), ``answer``, and optionally
                ``row`` (other columns, passed through) and ``error`` (`RowError`s found in reading).

        Yields:
            One result a row, in order.
        """
        remaining = iter(rows)
        while chunk := list(islice(remaining, _CHUNK)):
            yield from self._chunk(chunk)

    def trial(self, question_id: str) -> Trial | None:
        """What the marked answers of a question do for its marking; None where there are none.

        Args:
            question_id: id of the question.

        Raises:
            UnknownQuestionError: the bank has no such question.
        """
        self._ready(self.bank.question(question_id))
        return self._trials.get(question_id)

    def _chunk(self, chunk: Sequence[Mapping[str, Any]]) -> list[ScoreResult]:
        results: list[ScoreResult | None] = [None] * len(chunk)
        groups: dict[str, list[int]] = {}
        for index, row in enumerate(chunk):
            error = tuple(row.get("error") or ())
            question = None if error else self._question(row.get("question"))
            if question is None:
                results[index] = _not_marked(row, error or (_row_error(row),))
            else:
                groups.setdefault(question.id, []).append(index)
        for question_id, indices in groups.items():
            marked = self._mark(self.bank.question(question_id), [chunk[index] for index in indices])
            for index, result in zip(indices, marked, strict=True):
                results[index] = result
        return [result for result in results if result is not None]

    def _question(self, given: Any) -> Question | None:
        """The question of that id or text."""
        if not isinstance(given, str):
            return None
        try:
            return self.bank.question(given.strip())
        except UnknownQuestionError:
            return self._by_text.get(given.strip())

    def _ready(self, question: Question) -> tuple[tuple[Prepared, ...], Similarity]:
        """What marking a question needs, made ready at first use."""
        prepared = self._prepared.get(question.id)
        if prepared is None or self._similarity is None:
            with self._lock:
                if self._similarity is None:
                    self._similarity = Similarity(self.bank, segmenter())
                prepared = self._prepared.get(question.id)
                if prepared is None:
                    prepared = self._trained(question, self._examples())
                    self._prepared[question.id] = prepared
        return prepared, self._similarity

    def _trained(self, question: Question, examples: BankExamples) -> tuple[Prepared, ...]:
        """The question made ready, with its marked answers; called under the lock."""
        prepared = prepare(question.by_machine, examples)
        marked = [item for item in self._marked if item.question == question.id]
        if marked:
            prepared, self._trials[question.id] = train(prepared, examples, marked)
        return prepared

    def _examples(self) -> BankExamples:
        """The bank's texts, read at first use; called under the lock."""
        if self._bank_examples is None:
            self._bank_examples = BankExamples(self.bank.by_machine, segmenter())
        return self._bank_examples

    def _mark(self, question: Question, rows: Sequence[Mapping[str, Any]]) -> list[ScoreResult]:
        """The walk, for answers to one question."""
        prepared, similarity = self._ready(question)
        raw = [_text(row.get("answer")) for row in rows]
        answers = [read_answer(text, segmenter()) for text in raw]
        ledgers = match_best(prepared, answers)
        similarities = similarity.measure(question.id, answers)
        signature = self.signature
        curve = self.calibration.points(question.id) if self.calibration else ()
        return [
            _result(
                question,
                row,
                answer,
                ledger=complete(question, ledger),
                echo=prepared[0].echo,
                similarity=alike,
                signature=signature,
                curve=curve,
            )
            for row, answer, ledger, alike in zip(rows, answers, ledgers, similarities, strict=True)
        ]


def _by_text(bank: Bank) -> dict[str, Question]:
    """Questions by their words; a question of just these words goes before one that names marks, too."""
    known: dict[str, Question] = {}
    for place in (0, 1):
        for question in bank.questions:
            known.setdefault(texts_of(question)[place], question)
    return known


def _result(
    question: Question,
    row: Mapping[str, Any],
    answer: Answer,
    *,
    ledger: tuple[KeyPointResult, ...],
    echo: Echo,
    similarity: float,
    signature: str,
    curve: Points,
) -> ScoreResult:
    rules = Rules(question.full_marks, question.pass_marks, question.mark_step, question.similarity_weight)
    awarded = award(ledger, rules, similarity, curve_of(curve))
    found = flags.find(answer, ledger, awarded=awarded, rules=rules, similarity=similarity, echo=echo)
    named, hinted = feedback.write(
        ledger,
        answer.raw,
        marks=awarded.marks,
        full_marks=rules.full_marks,
        passed=awarded.passed,
        capped=awarded.capped,
        blank="blank" in found,
        calibrated=awarded.marks != awarded.raw_marks,
    )
    return ScoreResult(
        id=_identity(row.get("id")),
        question=question.id,
        question_text=question.question,
        answer=answer.raw,
        full_marks=rules.full_marks,
        pass_marks=rules.pass_marks,
        mark_step=rules.mark_step,
        key_points=ledger,
        coverage=awarded.coverage,
        similarity=similarity,
        similarity_weight=rules.similarity_weight,
        confidence=_confidence(ledger),
        raw_marks=awarded.raw_marks,
        marks=awarded.marks,
        passed=awarded.passed,
        capped=awarded.capped,
        flags=found,
        feedback=named,
        feedback_hints=hinted,
        row=dict(row.get("row") or {}),
        signature=signature,
        calibration=curve,
    )


def _confidence(ledger: Sequence[KeyPointResult]) -> float:
    """Mean confidence of the key points that the machine marked, weighted by their marks."""
    marked = [point for point in ledger if point.status != "by_hand"]
    total = sum(point.marks for point in marked)
    return round(sum(point.confidence * point.marks for point in marked) / total, 4)


def _text(answer: Any) -> str:
    """The answer as text; None is an empty answer."""
    return "" if answer is None else answer if isinstance(answer, str) else str(answer)


def _identity(given: Any) -> str | None:
    return None if given is None else str(given)


def _not_marked(row: Mapping[str, Any], error: tuple[RowError, ...]) -> ScoreResult:
    return ScoreResult(
        id=_identity(row.get("id")),
        question=_text(row.get("question")),
        answer=_text(row.get("answer")),
        row=dict(row.get("row") or {}),
        error=error,
    )


def _row_error(row: Mapping[str, Any]) -> RowError:
    fault = _unknown(_text(row.get("question")))
    return RowError(fault.what, fault.remedy)


def _unknown(question: str) -> Fault:
    if not question:
        return Fault("没有写明题目", "填上题目编号或题目原文")
    return Fault(f"题库里没有题目“{question}”", "用 safety-scoring questions 查看全部题目编号和题目")
