"""The reference bank as values: what an examiner writes, checked and frozen.

Every model forbids unknown fields, so that a mistyped field name is a fault and not a silent loss.
Places and remedies are added where files are read (`bank.load`).
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from safety_scoring.bank import consistency
from safety_scoring.bank.quantity import Quantities
from safety_scoring.errors import Fault, UnknownQuestionError

__all__ = ["TERM_LENGTH", "Bank", "KeyPoint", "Parts", "Question", "texts_of"]

TERM_LENGTH = 6
"""An entry of `partial` or `not` up to this many characters is a set term, found literally; a
longer one is a whole way of saying it."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
PointName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+)?$")]
Texts = tuple[Text, ...]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def _raise(found: Iterable[consistency.Contradiction]) -> None:
    if whats := [contradiction.what for contradiction in found]:
        raise ValueError("；".join(whats))


class Parts(_Frozen):
    """Parts of which a certain number earns the marks, such as any three of a list.

    Attributes:
        terms: one entry a part; the words of a part that mean the same are separated by ``/``.
        full: how many different parts earn full marks.
        half: how many different parts earn half marks; left out: fewer than `full` earn nothing.
        each: every different part earns its share of the marks, `full` of them all of it.
        ordered: parts count only in the order of `terms`, such as the steps of a job; all of
            them in another order contradict the point, unless `each` part earns its share.
        within: the stretch in which the parts must stand together.
    """

    terms: Annotated[Texts, Field(min_length=2)]
    full: Annotated[int, Field(ge=1)]
    half: Annotated[int, Field(ge=1)] | None = None
    each: bool = False
    ordered: bool = False
    within: Literal["clause", "sentence", "answer"] = "sentence"

    @model_validator(mode="after")
    def _counts_fit(self) -> Parts:
        _raise(consistency.of_parts(self.model_dump()))
        return self


class KeyPoint(_Frozen):
    """One thing that a marker looks for.

    Attributes:
        id: unique within the question, ``[a-z0-9-]``.
        name: what examiners and learners call it.
        marks: full marks of this point.
        required: where it earns nothing, the marks are capped one step under the pass mark.
        phrases: set terms, any one of which is enough; ``A + B`` asks for both in one sentence.
        statements: whole ways of saying it, matched by likeness.
        partial: ways of saying half of it; short ones are set terms.
        not_: near misses and denials that must not earn it (field name ``not``).
        parts: parts of which a certain number earns full or half marks.
        by_hand: whether the machine leaves it to a human marker, such as a mark for clear language.
        quantity: number with unit that the answer must give, such as ``5家``, or several, each of
            which must be said; another number with the same unit, said of this point, contradicts it.
            What means the same is separated by ``/`` (``1小时/60分钟``); ``至少1米`` and ``至多30毫安``
            are limits, and a number on their safe side earns as well.
        yields_to: ids of points of the same question; a sentence that earns one of them does not
            pay for this point as well.
        shared_with: ids of points that the same words may earn too, as ``point`` or, in another
            question, ``question/point``; points of the same name are so without saying.
        hint: for the learner; must not give the point away.
        next_step: what a learner who missed it should do next.
        source: law or standard, version and article; or ``none：`` and why there is none.
    """

    id: Identifier
    name: Text
    marks: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    required: bool = False
    by_hand: bool = False
    phrases: Texts = ()
    statements: Texts = ()
    partial: Texts = ()
    not_: Texts = Field(default=(), alias="not")
    parts: Parts | None = None
    quantity: Quantities = ()
    yields_to: tuple[Identifier, ...] = ()
    shared_with: tuple[PointName, ...] = ()
    hint: str = ""
    next_step: str = ""
    source: str = ""

    @property
    def cited(self) -> str:
        """The source as learners read it; ``none：reason`` is for examiners."""
        return "" if self.source.strip().lower().startswith("none") else self.source


class Question(_Frozen):
    """One question with its marks, reference answers and key points.

    Attributes:
        id: unique within the bank, ``[a-z0-9-]``.
        question: the question as it is put to the learner.
        full_marks: marks of a complete answer; left out where the question says it: …（5分）.
        pass_marks: marks needed to pass; 60 % of full marks where left out.
        mark_step: marks are rounded to this step; 0.5, or a twentieth of full marks under 5.
        reference_answers: complete answers; they are alternatives, not a sum.
        key_points: what is looked for; left out: derived from the reference answers.
        similarity_weight: share of the mark (0-0.5) that TF-IDF similarity decides; 0 where left out.
    """

    id: Identifier
    question: Text
    full_marks: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    pass_marks: Annotated[float, Field(ge=0, allow_inf_nan=False)] = -1.0
    mark_step: Annotated[float, Field(gt=0, allow_inf_nan=False)] = -1.0
    reference_answers: Annotated[Texts, Field(min_length=1)]
    key_points: tuple[KeyPoint, ...] = ()
    similarity_weight: Annotated[float, Field(ge=0, le=0.5)] = 0.0

    @model_validator(mode="before")
    @classmethod
    def _defaults(cls, data: Any) -> Any:
        if isinstance(data, dict):
            written = consistency.written_marks(data.get("question"))
            if written is not None:
                data = {"full_marks": written, **data}
            try:
                full = float(data["full_marks"])
            except (KeyError, TypeError, ValueError):
                return data
            if not 0 < full < math.inf:
                return data
            data = {"pass_marks": round(0.6 * full, 6), **data}
            data = {"mark_step": 0.5 if full >= 5 else round(full / 20, 6), **data}
        return data

    @model_validator(mode="after")
    def _holds_together(self) -> Question:
        _raise(consistency.of_question(self.model_dump()))
        return self

    @cached_property
    def by_machine(self) -> Question:
        """The question with the key points that the machine marks; itself where that is all of them."""
        points = tuple(point for point in self.key_points if not point.by_hand)
        return self if len(points) == len(self.key_points) else self.model_copy(update={"key_points": points})

    def key_point(self, key_point_id: str) -> KeyPoint | None:
        """The key point of that id, or None."""
        return next((point for point in self.key_points if point.id == key_point_id), None)


def _declares(point: KeyPoint, question: str, other_question: str, other: KeyPoint) -> bool:
    inside = question == other_question and other.id in point.shared_with
    return inside or f"{other_question}/{other.id}" in point.shared_with


def texts_of(question: Question) -> tuple[str, ...]:
    """The words that a question is known by: as the bank writes it, and without its marks （5分）."""
    return question.question, consistency.without_marks(question.question)


class Bank(_Frozen):
    """A reference bank: questions in the order of the files.

    Attributes:
        questions: at least one, ids unique.
        elsewhere: sentences about something else altogether, in the words of the trade; what is like
            them earns nothing.
        synonyms: sets of words that mean the same, separated by ``/``; each may stand for the others
            in every set term of the bank.
    """

    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    elsewhere: Texts = ()
    synonyms: Texts = ()

    @field_validator("questions")
    @classmethod
    def _ids_unique(cls, questions: tuple[Question, ...]) -> tuple[Question, ...]:
        ids = [question.id for question in questions]
        doubled = sorted({i for i in ids if ids.count(i) > 1})
        if doubled:
            raise ValueError(f"题目编号重复：{'、'.join(doubled)}")
        return questions

    @field_validator("synonyms")
    @classmethod
    def _sets_of_several(cls, synonyms: Texts) -> Texts:
        for words in synonyms:
            if len(consistency.words_of(words)) < 2:
                raise ValueError(f"同义词只有一个词：{words}")
        return synonyms

    @cached_property
    def _by_id(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def fingerprint(self) -> str:
        """First twelve hex digits of the SHA-256 of the content; layout of the files plays no part."""
        return hashlib.sha256(self.model_dump_json(by_alias=True).encode()).hexdigest()[:12]

    @cached_property
    def by_machine(self) -> Bank:
        """The bank with the key points that the machine marks."""
        return self.model_copy(
            update={"questions": tuple(question.by_machine for question in self.questions)}
        )

    def same_words(self, question: str, point: KeyPoint, other_question: str, other: KeyPoint) -> bool:
        """Whether the same words may earn two key points: of one name, or declared by either.

        Args:
            question: id of the question of `point`.
            point: a key point.
            other_question: id of the question of `other`.
            other: another key point.
        """
        return (
            point.name == other.name
            or _declares(point, question, other_question, other)
            or _declares(other, other_question, question, point)
        )

    def question(self, question_id: str) -> Question:
        """The question of that id.

        Raises:
            UnknownQuestionError: the bank has none.
        """
        try:
            return self._by_id[question_id]
        except KeyError:
            raise UnknownQuestionError(
                Fault(f"题库里没有题目“{question_id}”", "用 safety-scoring questions 查看全部题目编号")
            ) from None
