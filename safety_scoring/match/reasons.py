"""Why a key point earned less than full marks, in Chinese, and the clause that came closest."""

from __future__ import annotations

from collections.abc import Sequence

from safety_scoring.answer import Answer
from safety_scoring.match.finding import Finding
from safety_scoring.result import Status

__all__ = ["reason"]

_NAMED = 3  # words that a reason names as lacking
_QUOTED = 30  # characters of a clause that a reason quotes


def reason(
    answer: Answer,
    status: Status,
    findings: Sequence[Finding],
    near: int | None,
    telling: Sequence[str],
    *,
    away: bool = False,
) -> str:
    """One or two sentences; empty where the point earned full marks.

    Args:
        answer: the answer.
        status: what was judged.
        findings: what was found for the point, judged.
        near: index of the clause that came closest, or None.
        telling: words of the point's name and set terms.
        away: whether the answer is about something else altogether.
    """
    denied = [finding for finding in findings if finding.denied]
    standing = [finding for finding in findings if not finding.denied]
    if status == "covered":
        return ""
    if status == "contradicted":
        return f"“{_quote(answer, denied[0])}”{_against(denied[0])}，与要点相反，不得分。"
    if status == "partial" and denied:
        said, against = _quote(answer, standing[0]), _quote(answer, denied[0])
        return f"“{said}”说到了要点，“{against}”{_against(denied[0])}，前后不一，只得部分分。"
    lacking = _lacking(answer, telling)
    if status == "partial":
        return f"“{_quote(answer, standing[0])}”只说到一部分{lacking}。"
    return _missed(answer, near, lacking, away=away)


def _missed(answer: Answer, near: int | None, lacking: str, *, away: bool) -> str:
    if away:
        return "整份作答像是在说别的事，不是题目问的事。"
    if near is None:
        return "没有找到与这个要点有关的话。"
    start, end = answer.given(*answer.clauses.spans[near])
    text = " ".join(answer.raw[start:end].split())
    return f"最接近的一句是“{_shorten(text)}”，还没有说出这个要点{lacking}。"


def _against(finding: Finding) -> str:
    if finding.kind == "parts":
        return "先后次序不对"
    if finding.kind == "quantity" and not finding.because:
        return f"与“{finding.matched}”不符"
    return f"（{finding.because}）等于不赞成" if finding.because else "等于不赞成"


def _quote(answer: Answer, finding: Finding) -> str:
    start, end = answer.given(finding.start, finding.end)
    return _shorten(" ".join(answer.raw[start:end].split()))


def _shorten(text: str) -> str:
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"


def _lacking(answer: Answer, telling: Sequence[str]) -> str:
    """What the point's own terms have and the answer lacks."""
    words = [word for word in telling if word not in answer.letters][:_NAMED]
    return f"，缺少“{'”“'.join(words)}”这样的意思" if words else ""
