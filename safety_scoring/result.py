"""What marking an answer gives: frozen values, JSON both ways.

`ScoreResult.to_dict()` is the published JSON (format 1); `ScoreResult.from_dict` reads it back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

__all__ = [
    "FLAG_NAMES",
    "FORMAT",
    "STATUS_NAMES",
    "Evidence",
    "KeyPointResult",
    "Override",
    "RowError",
    "ScoreResult",
    "Status",
]

FORMAT = 1
"""Format number of the JSON. 1: first published form (0.1.0)."""

Status = Literal["covered", "partial", "missed", "contradicted", "by_hand"]

STATUS_NAMES: dict[str, str] = {
    "covered": "已答到",
    "partial": "答到一部分",
    "missed": "遗漏",
    "contradicted": "表述相反",
    "by_hand": "待人工评",
}
"""What examiners and learners read for each status."""

FLAG_NAMES: dict[str, str] = {
    "blank": "未作答",
    "copied_question": "照抄题目",
    "keyword_list": "只列关键词，没有陈述",
    "off_topic": "疑似答非所问",
    "too_short": "作答过短",
    "borderline": "得分临近及格线",
    "said_and_denied": "同一要点前后说法相反",
    "by_hand": "有要点待人工评",
}
"""What examiners read for each flag."""


def _number(value: float) -> float | int:
    """Whole numbers without a decimal point, as an examiner writes them."""
    return int(value) if float(value).is_integer() else value


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of the answer that alone earns (or denies) a key point.

    Attributes:
        start, end: half-open offsets in code points into the answer as given.
        text: ``answer[start:end]``.
        kind: ``phrase``, ``slip`` (a set term with one slip), ``parts``, ``quantity``,
            ``statement``, or ``denial`` (the words that take the point back).
        matched: the phrase or statement of the bank that it came from.
        credit: share of the point's marks that this stretch alone earns, 0-1.
        likeness: how alike the stretch and the model of the point are, 0-1; 1 for set terms.
    """

    start: int
    end: int
    text: str
    kind: str
    matched: str
    credit: float = 1.0
    likeness: float = 1.0

    def to_dict(self) -> dict[str, Any]:
        """The evidence as JSON-ready data."""
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "kind": self.kind,
            "matched": self.matched,
            "credit": _number(self.credit),
            "likeness": _number(self.likeness),
        }


@dataclass(frozen=True, slots=True)
class Override:
    """A human's decision on one key point.

    Attributes:
        by: who decided.
        why: the reason given.
        machine_awarded: marks that the machine had awarded.
        machine_status: status that the machine had found.
    """

    by: str
    why: str
    machine_awarded: float
    machine_status: Status

    def to_dict(self) -> dict[str, Any]:
        """The decision as JSON-ready data."""
        return {
            "by": self.by,
            "why": self.why,
            "machine_awarded": _number(self.machine_awarded),
            "machine_status": self.machine_status,
        }


@dataclass(frozen=True, slots=True)
class KeyPointResult:
    """One line of the ledger.

    Attributes:
        id, name, marks: the key point and its full marks.
        required: whether missing it caps the marks.
        awarded: marks earned, 0 to `marks`.
        status: ``covered``, ``partial``, ``missed``, ``contradicted``, or ``by_hand`` for a point that the
            bank leaves to a human; it earns nothing until one decides.
        confidence: how sure the machine is of the status, 0-1.
        evidence: every stretch that alone would earn; for a contradicted point, what denies it.
        reason: in Chinese, why it earned less than full marks; empty where it earned all.
        nearest: the clause that came closest where nothing was earned, else None.
        hint, next_step, source: for the learner, from the bank.
        override: a human's decision, where there is one.
    """

    id: str
    name: str
    marks: float
    awarded: float
    status: Status
    confidence: float
    evidence: tuple[Evidence, ...] = ()
    reason: str = ""
    nearest: str | None = None
    hint: str = ""
    next_step: str = ""
    source: str = ""
    required: bool = False
    override: Override | None = None

    def to_dict(self) -> dict[str, Any]:
        """The line as JSON-ready data."""
        data = {
            "id": self.id,
            "name": self.name,
            "marks": _number(self.marks),
            "awarded": _number(self.awarded),
            "status": self.status,
            "confidence": _number(self.confidence),
            "evidence": [item.to_dict() for item in self.evidence],
            "reason": self.reason,
            "nearest": self.nearest,
            "hint": self.hint,
            "next_step": self.next_step,
            "source": self.source,
            "required": self.required,
        }
        return data if self.override is None else {**data, "override": self.override.to_dict()}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> KeyPointResult:
        """The line that `to_dict` wrote."""
        known = {name: data[name] for name in cls.__dataclass_fields__ if name in data}
        known["evidence"] = tuple(Evidence(**item) for item in data["evidence"])
        if data.get("override"):
            known["override"] = Override(**data["override"])
        return cls(**known)


@dataclass(frozen=True, slots=True)
class RowError:
    """Why a row could not be marked, and what to do; both in Chinese."""

    what: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class ScoreResult:
    """The mark of one answer, with everything that explains it.

    Attributes:
        id: the row's id (a person's, in wide files), or None.
        question: id of the question; as given where the row could not be marked.
        question_text: the question's words.
        answer: the answer as given; evidence offsets point into it. Not part of the JSON.
        full_marks, pass_marks, mark_step: from the bank.
        key_points: the ledger, in the bank's order.
        coverage: awarded marks ÷ full marks, 0-1.
        similarity: TF-IDF cosine with the nearest reference answer, 0-1.
        similarity_weight: share of the mark that similarity decides, from the bank.
        confidence: how sure the machine is of the whole, 0-1.
        raw_marks: marks before a calibration; the same as `marks` where there is none.
        marks: marks shown; None where the row could not be marked.
        passed: ``marks >= pass_marks``.
        capped: whether a required point that earned nothing capped the marks.
        flags: reasons for a human to look, codes of `FLAG_NAMES`.
        feedback: for the learner, points named.
        feedback_hints: for the learner, hints only.
        row: other columns of the input, untouched.
        error: why the row could not be marked; empty where it was.
        signature: what made the mark, enough to replay it.
        calibration: breakpoints of the question's curve, from share of full marks without to share with
            it; empty, and left out of the JSON, where there is none.
    """

    id: str | None
    question: str
    question_text: str = ""
    answer: str = field(default="", repr=False)
    full_marks: float = 0.0
    pass_marks: float = 0.0
    mark_step: float = 0.5
    key_points: tuple[KeyPointResult, ...] = ()
    coverage: float = 0.0
    similarity: float = 0.0
    similarity_weight: float = 0.0
    confidence: float = 0.0
    raw_marks: float | None = None
    marks: float | None = None
    passed: bool = False
    capped: bool = False
    flags: tuple[str, ...] = ()
    feedback: str = field(default="", repr=False)
    feedback_hints: str = field(default="", repr=False)
    row: Mapping[str, Any] = field(default_factory=dict, repr=False)
    error: tuple[RowError, ...] = ()
    signature: str = ""
    calibration: tuple[tuple[float, float], ...] = ()

    @property
    def missed(self) -> tuple[str, ...]:
        """Names of the key points whose status is ``missed``, in the bank's order."""
        return tuple(point.name for point in self.key_points if point.status == "missed")

    def to_dict(self) -> dict[str, Any]:
        """The published JSON object (format 1); `json.dumps` takes it as it is."""
        head = {"format": FORMAT, "id": self.id, "question": self.question}
        if self.error:
            error = [{"what": item.what, "remedy": item.remedy} for item in self.error]
            return {**head, "error": error, "marks": None, "key_points": [], "row": dict(self.row)}
        assert self.marks is not None
        assert self.raw_marks is not None
        return {
            **head,
            "question_text": self.question_text,
            "full_marks": _number(self.full_marks),
            "pass_marks": _number(self.pass_marks),
            "mark_step": _number(self.mark_step),
            "marks": _number(self.marks),
            "raw_marks": _number(self.raw_marks),
            "passed": self.passed,
            "capped": self.capped,
            "coverage": _number(self.coverage),
            "similarity": _number(self.similarity),
            "similarity_weight": _number(self.similarity_weight),
            "confidence": _number(self.confidence),
            "key_points": [point.to_dict() for point in self.key_points],
            "missed": list(self.missed),
            "flags": list(self.flags),
            "feedback": self.feedback,
            "feedback_hints": self.feedback_hints,
            "row": dict(self.row),
            "signature": self.signature,
            **self._calibration(),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], answer: str = "") -> ScoreResult:
        """The result that `to_dict` wrote.

        Args:
            data: the JSON object.
            answer: the answer as given, which the JSON does not hold.

        Raises:
            ValueError: the object has another format.
        """
        if data.get("format") != FORMAT:
            raise ValueError(f"结果格式为 {data.get('format')!r}，本版本只读取格式 {FORMAT}")
        known = {name: data[name] for name in cls.__dataclass_fields__ if name in data}
        known["key_points"] = tuple(KeyPointResult.from_dict(item) for item in data["key_points"])
        known["flags"] = tuple(data.get("flags", ()))
        known["row"] = dict(data.get("row", {}))
        known["error"] = tuple(RowError(**item) for item in data.get("error", ()))
        known["calibration"] = tuple((before, after) for before, after in data.get("calibration", ()))
        return cls(**{**known, "answer": answer})

    def override(self, key_point_id: str, awarded: float, *, by: str, why: str) -> ScoreResult:
        """The result with a human's decision on one key point; the machine's award is kept.

        Marks, cap, pass and feedback are redone; every other point stands as it was.

        Args:
            key_point_id: which key point.
            awarded: marks that the human gives, 0 to the point's marks.
            by: who decides.
            why: the reason; shown to whoever reads the result.

        Raises:
            UnknownKeyPointError: the result has no such key point.
            ValueError: `awarded` lies outside 0 to the point's marks.
        """
        from safety_scoring.overrule import overrule  # noqa: PLC0415 - it stands above; see pyproject.toml

        return overrule(self, key_point_id, awarded, by=by, why=why)

    def _calibration(self) -> dict[str, Any]:
        pairs = [[_number(before), _number(after)] for before, after in self.calibration]
        return {"calibration": pairs} if pairs else {}
