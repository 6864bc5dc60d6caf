"""The reference bank as values: what an examiner writes, checked and frozen.

Every model forbids unknown fields, so that a mistyped field name is a fault and not a silent loss.
Places and remedies are added where files are read (`bank.load`).
"""

from __future__ import annotations

import hashlib
import math
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from safety_scoring.errors import Fault, UnknownQuestionError

__all__ = ["TERM_LENGTH", "Bank", "KeyPoint", "Parts", "Question"]

TERM_LENGTH = 6
"""An entry of `partial` or `not` up to this many characters is a set term, found literally; a
longer one is a whole way of saying it."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Texts = tuple[Text, ...]
_QUANTITY = r"^(?:\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百千万亿]+)\s*[^\d\s].*$"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Parts(_Frozen):
    """Parts of which a certain number earns full or half marks, such as any three of a list.

    Attributes:
        terms: one entry a part; the words of a part that mean the same are separated by ``/``.
        full: how many different parts earn full marks.
        half: how many different parts earn half marks; left out: fewer than `full` earn nothing.
        within: the stretch in which the parts must stand together.
    """

    terms: Annotated[Texts, Field(min_length=2)]
    full: Annotated[int, Field(ge=1)]
    half: Annotated[int, Field(ge=1)] | None = None
    within: Literal["clause", "sentence", "answer"] = "sentence"

    @model_validator(mode="after")
    def _counts_fit(self) -> Parts:
        if self.full > len(self.terms):
            raise ValueError(f"full 为 {self.full}，而 terms 只有 {len(self.terms)} 个部分")
        if self.half is not None and self.half >= self.full:
            raise ValueError(f"half（{self.half}）应小于 full（{self.full}）")
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
        quantity: number with unit that the answer must give, such as ``5家``; another number
            with the same unit, said of this point, contradicts it.
        yields_to: ids of points of the same question; a sentence that earns one of them does not
            pay for this point as well.
        hint: for the learner; must not give the point away.
        next_step: what a learner who missed it should do next.
        source: law and article.
    """

    id: Identifier
    name: Text
    marks: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    required: bool = False
    phrases: Texts = ()
    statements: Texts = ()
    partial: Texts = ()
    not_: Texts = Field(default=(), alias="not")
    parts: Parts | None = None
    quantity: Annotated[str, StringConstraints(strip_whitespace=True, pattern=_QUANTITY)] | None = None
    yields_to: tuple[Identifier, ...] = ()
    hint: str = ""
    next_step: str = ""
    source: str = ""


class Question(_Frozen):
    """One question with its marks, reference answers and key points.

    Attributes:
        id: unique within the bank, ``[a-z0-9-]``.
        question: the question as it is put to the learner.
        full_marks: marks of a complete answer.
        pass_marks: marks needed to pass; 60 % of full marks where left out.
        mark_step: marks are rounded to this step; 0.5, or a twentieth of full marks under 5.
        reference_answers: complete answers; they are alternatives, not a sum.
        key_points: what is looked for; left out: derived from the reference answers.
        similarity_weight: share of the mark (0-0.5) that TF-IDF similarity decides; 0 where left out.
    """

    id: Identifier
    question: Text
    full_marks: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    pass_marks: Annotated[float, Field(ge=0)] = -1.0
    mark_step: Annotated[float, Field(gt=0)] = -1.0
    reference_answers: Annotated[Texts, Field(min_length=1)]
    key_points: tuple[KeyPoint, ...] = ()
    similarity_weight: Annotated[float, Field(ge=0, le=0.5)] = 0.0

    @model_validator(mode="before")
    @classmethod
    def _defaults(cls, data: Any) -> Any:
        if isinstance(data, dict):
            try:
                full = float(data["full_marks"])
            except (KeyError, TypeError, ValueError):
                return data
            data = {"pass_marks": round(0.6 * full, 6), **data}
            data = {"mark_step": 0.5 if full >= 5 else full / 20, **data}
        return data

    @model_validator(mode="after")
    def _holds_together(self) -> Question:
        faults = []
        if self.pass_marks > self.full_marks:
            faults.append(f"pass_marks（{self.pass_marks:g}）超过满分（{self.full_marks:g}）")
        if self.key_points:
            total = sum(point.marks for point in self.key_points)
            if not math.isclose(total, self.full_marks, abs_tol=1e-6):
                faults.append(f"各要点分值之和为 {total:g}，与满分 {self.full_marks:g} 不符")
        ids = [point.id for point in self.key_points]
        faults += [f"要点编号 {name} 重复" for name in sorted({i for i in ids if ids.count(i) > 1})]
        faults += [
            f"要点 {point.id} 的 yields_to 指向不存在的要点 {other}"
            for point in self.key_points
            for other in point.yields_to
            if other not in ids or other == point.id
        ]
        if faults:
            raise ValueError("；".join(faults))
        return self

    def key_point(self, key_point_id: str) -> KeyPoint | None:
        """The key point of that id, or None."""
        return next((point for point in self.key_points if point.id == key_point_id), None)


class Bank(_Frozen):
    """A reference bank: questions in the order of the files.

    Attributes:
        questions: at least one, ids unique.
        elsewhere: sentences about something else altogether, in the words of the trade; what is like
            them earns nothing.
    """

    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    elsewhere: Texts = ()

    @field_validator("questions")
    @classmethod
    def _ids_unique(cls, questions: tuple[Question, ...]) -> tuple[Question, ...]:
        ids = [question.id for question in questions]
        doubled = sorted({i for i in ids if ids.count(i) > 1})
        if doubled:
            raise ValueError(f"题目编号重复：{'、'.join(doubled)}")
        return questions

    @cached_property
    def _by_id(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def fingerprint(self) -> str:
        """First twelve hex digits of the SHA-256 of the content; layout of the files plays no part."""
        return hashlib.sha256(self.model_dump_json(by_alias=True).encode()).hexdigest()[:12]

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
