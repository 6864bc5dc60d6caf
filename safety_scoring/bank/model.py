"""The reference bank as values: what an examiner writes, checked and frozen.

Every model forbids unknown fields, so that a mistyped field name is a fault and not a silent loss.
Places and remedies are added where files are read (`bank.load`).
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterable
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from safety_scoring.bank import consistency
from safety_scoring.errors import Fault, UnknownQuestionError

__all__ = ["TERM_LENGTH", "Bank", "KeyPoint", "Parts", "Question"]

TERM_LENGTH = 6
"""An entry of `partial` or `not` up to this many characters is a set term, found literally; a
longer one is a whole way of saying it."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Texts = tuple[Text, ...]
_D = "[一二两三四五六七八九]"
_SECTION = f"(?:{_D}?千)?(?:零?{_D}?百)?(?:零?{_D}?十)?(?:零?{_D})?"
_NUMERAL = (  # what `text.numerals` reads as one number, without 一百二 (120) and the like
    f"(?![零〇一二两三四五六七八九十百千万亿]*[百千万亿]{_D}(?![十百千]))(?=[一二两三四五六七八九十百千])"
    f"(?:{_SECTION}亿)?(?:零?(?=[一二两三四五六七八九十百千]){_SECTION}万)?{_SECTION}"
    "|[零〇]|[〇零一二三四五六七八九]{3,}"
)
_QUANTITY = re.compile(
    f"(?:[0-9]+(?:\\.[0-9]+)?|(?:{_NUMERAL})(?![零〇一二两三四五六七八九十百千万亿]))\\s*[^0-9０-９.\\s/／].*"
)


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def _quantity(written: str) -> str:
    if not _QUANTITY.fullmatch(written):
        raise PydanticCustomError("quantity", "not a number with a unit")
    return written


def _raise(found: Iterable[consistency.Contradiction]) -> None:
    if whats := [contradiction.what for contradiction in found]:
        raise ValueError("；".join(whats))


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
    quantity: Annotated[Text, AfterValidator(_quantity)] | None = None
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
    pass_marks: Annotated[float, Field(ge=0, allow_inf_nan=False)] = -1.0
    mark_step: Annotated[float, Field(gt=0, allow_inf_nan=False)] = -1.0
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
            if not 0 < full < math.inf:
                return data
            data = {"pass_marks": round(0.6 * full, 6), **data}
            data = {"mark_step": 0.5 if full >= 5 else round(full / 20, 6), **data}
        return data

    @model_validator(mode="after")
    def _holds_together(self) -> Question:
        _raise(consistency.of_question(self.model_dump()))
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
