"""Ledger → what the learner reads: a short Chinese text, and its twin that only hints.

Which sentences are written, and in what order, follows from the kind of result, from what lost the marks
(half said, said the wrong way round, not said) and from how many points did; nothing is drawn by lot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from safety_scoring.feedback import sentences as words
from safety_scoring.feedback.kind import kind_of
from safety_scoring.result import STATUS_NAMES, KeyPointResult

__all__ = ["write"]

Points = Sequence[KeyPointResult]


@dataclass(frozen=True, slots=True)
class _Reading:
    """The ledger as a trainer reads it: groups in the order of marks lost, or of marks if covered."""

    kind: str
    marks: float
    full: float
    answer: str
    covered: Points
    half: Points
    wrong: Points
    missed: Points
    capping: Points
    by_hand: Points
    secrets: tuple[str, ...]
    calibrated: bool
    hinted: bool = False
    room: words.Room = words.ROOMS[0]

    @property
    def lossy(self) -> Points:
        return [*self.half, *self.wrong, *self.missed]

    @property
    def earned(self) -> float:
        return sum(point.awarded for point in (*self.covered, *self.half))

    @property
    def half_first(self) -> bool:
        return words.lost(self.half) > words.lost(self.missed)


def write(
    ledger: Sequence[KeyPointResult],
    answer: str,
    *,
    marks: float,
    full_marks: float,
    passed: bool,
    capped: bool,
    blank: bool,
    calibrated: bool = False,
) -> tuple[str, str]:
    r"""The feedback on one answer: with key points named, and with hints only.

    The second text holds no name, next step or source of a point that lost marks. The source is added
    to a next step that does not itself name the law and the article.

    >>> from safety_scoring.result import Evidence
    >>> said = Evidence(0, 12, "党委和政府都要对安全负责", "statement", "党委政府都有领导责任")
    >>> ledger = [
    ...     KeyPointResult("party-government", "党政同责", 4, 4, "covered", 0.97, (said,)),
    ...     KeyPointResult("three-musts", "三管三必须", 2, 0, "missed", 0.9, hint="总则里有哪三句排比？",
    ...         next_step="背熟三个“必须”。", source="《安全生产法》（2021修正）第三条"),
    ... ]
    >>> named, _ = write(ledger, said.text, marks=4, full_marks=6, passed=True, capped=False, blank=False)
    >>> print(named.replace("。", "。\n").strip())
    满分 6 分的题你拿到 4 分，及格了，漏掉一个要点。
    “党委和政府都要对安全负责”（党政同责）这句拿稳了 4 分。
    漏掉的是【三管三必须】（2 分）。
    补上它：背熟三个“必须”。
    依据是《安全生产法》（2021修正）第三条。

    Args:
        ledger: every key point of the question, in the bank's order.
        answer: the answer as given; empty where it is no longer known.
        marks: the mark shown.
        full_marks: of the question.
        passed: whether the mark reaches the pass mark.
        capped: whether a required point that earned nothing lowered the mark.
        blank: whether nothing was answered.
        calibrated: whether a calibration changed the mark, so that the points do not add up to it.

    Returns:
        Two texts, neither empty nor longer than 600 characters.
    """
    ranked = sorted(ledger, key=lambda point: (point.awarded - point.marks, not point.required))
    groups = {status: [point for point in ranked if point.status == status] for status in STATUS_NAMES}
    reading = _Reading(
        kind=kind_of(ledger, marks, full_marks, passed=passed, capped=capped, blank=blank),
        marks=marks,
        full=full_marks,
        answer=answer,
        covered=sorted(groups["covered"], key=lambda point: -point.marks),
        half=groups["partial"],
        wrong=groups["contradicted"],
        missed=groups["missed"],
        capping=[point for point in ranked if capped and point.required and point.awarded <= 0],
        by_hand=groups["by_hand"],
        secrets=tuple(
            t
            for p in ranked
            if p.awarded < p.marks and p.status != "by_hand"
            for t in (p.name, p.next_step, p.source)
            if t
        ),
        calibrated=calibrated,
    )
    return _fitted(reading), _fitted(replace(reading, hinted=True))


def _fitted(reading: _Reading) -> str:
    for room in words.ROOMS:
        text = _woven(replace(reading, room=room))
        if len(text) <= room.longest:
            break
    return text


def _woven(r: _Reading) -> str:
    """What was said the wrong way round comes first; what stands comes last where the rest is the news."""
    rest = (_half, _missed) if r.half_first else (_missed, _half)
    order = (_wrong, *rest, _covered) if r.kind in ("near", "capped") else (_wrong, _covered, *rest)
    return _opening(r) + "".join(part(r) for part in (*order, _closing))


def _opening(r: _Reading) -> str:
    hinted = f"有 {len(r.capping)} 个必答要点" if r.capping[1:] else "有必答要点"
    return words.OPENING[_variant(r)].format(
        got=words.in_marks(r.marks),
        full=words.in_marks(r.full),
        left=words.in_marks(r.full - r.marks),
        earned=words.in_marks(r.earned),
        wrong=len(r.wrong),
        required=hinted if r.hinted else "必答要点" + _names(r.capping, r),
        nearest=words.nearest(r.missed),
        start=words.quoted(r.answer),
    )


def _variant(r: _Reading) -> str:
    """Which opening: the first that applies."""
    if not r.lossy and r.kind in ("near", "pass", "close", "weak"):
        return "all"
    variants: dict[str, dict[str, object]] = {
        "nothing": {"wrong": r.wrong, "nearest": words.nearest(r.missed), "said": words.quoted(r.answer)},
        "capped": {"wrong": r.capping and all(p in r.wrong for p in r.capping), "level": r.earned <= r.marks},
        "full": {"rest": r.lossy},
        "near": {"one": len(r.lossy) == 1},
        "pass": {"wrong": r.wrong, "halves": not r.missed, "half": r.half_first, "one": not r.missed[1:]},
        "close": {"wrong": r.wrong, "half": r.half_first},
        "weak": {"wrong": r.wrong, "half": not r.covered},
    }
    chosen = next((name for name, applies in variants.get(r.kind, {}).items() if applies), "")
    return f"{r.kind}, {chosen}" if chosen else r.kind


def _covered(r: _Reading) -> str:
    quotes = [(point, quote) for point in r.covered if (quote := words.said(point, r.answer, denied=False))]
    told = quotes[: r.room.quotes]
    others = [point for point in r.covered if all(point is not quoted for quoted, _ in told)]
    if not told:
        return _say(words.COVERED["unquoted"], r, r.covered) if r.covered else ""
    size = "one" if len(r.covered) == 1 else "few" if len(r.covered) <= 3 else "many"
    return _say(
        words.COVERED[r.kind if r.kind in words.COVERED else size],
        r,
        r.covered,
        f"{_names(others, r)}。" if others and not r.hinted else "",
        quotes=("" if r.hinted else "、").join(_labelled(quote, point, r) for point, quote in told),
        more=f"等 {len(r.covered)} 处" if others else "",
    )


def _labelled(quote: str, point: KeyPointResult, r: _Reading) -> str:
    return quote if r.hinted or point.name in quote else f"{quote}（{words.cut(point.name, r.room.name)}）"


def _wrong(r: _Reading) -> str:
    if not r.wrong:
        return ""
    first, *others = r.wrong
    keys = {"figure": "”不符" in first.reason, "capping": first in r.capping, "nothing": r.kind == "nothing"}
    key = next((key for key, applies in keys.items() if applies), "many" if others else "one")
    text = _say(words.WRONG[key], r, r.wrong, _advice(first, r))
    return text + (_say(words.WRONG["others" if others[1:] else "second"], r, others) if others else "")


def _half(r: _Reading) -> str:
    if not r.half:
        return ""
    first, *others = r.half
    denied = words.said(first, r.answer, denied=True)
    keys = {"both": denied, "only": len(r.lossy) == 1, "after": not r.half_first}
    key = next((key for key, applies in keys.items() if applies), "many" if others else "lead")
    text = _say(words.HALF[key], r, r.half, _advice(first, r), denied=denied)
    if not others or (r.hinted and key == "many"):
        return text
    return text + _say(words.HALF["others" if others[1:] or r.room.steps < 3 else "second"], r, others)


def _missed(r: _Reading) -> str:
    if not r.missed:
        return ""
    steps, untold = _steps(r)
    count, urgent = len(r.missed), any(point in r.capping for point in r.missed)
    hidden = _say(words.MISSED["untold" if untold[1:] else "untold, one"], r, untold) if untold else ""
    if not steps:
        return hidden
    names = _worths(r.missed[:3] if r.kind == "blank" else r.missed, r)
    if count == 1:
        key = "capped, one" if urgent else "only" if len(r.lossy) == 1 else "one"
        close = "" if r.kind == "nothing" else words.nearest(r.missed)
        near = f"，离它最近的话是{close}" if close else ""
        return _say(words.MISSED[key], r, r.missed, _advice(r.missed[0], r), names=names, nearest=near)
    key = r.kind if r.kind in words.MISSED else "two" if count == 2 else "many"
    text = _say(words.MISSED[key], r, r.missed, names=names)
    leads = words.STEPS["pass" if r.kind == "capped" and not urgent else r.kind][r.hinted]
    for lead, (point, advice) in zip(leads, steps, strict=False):
        text += lead.format(words.weight(point) if r.hinted else _name(point, r)) + advice
    return text + hidden


def _closing(r: _Reading) -> str:
    if r.kind == "blank":
        return "写到一个要点，就得一个要点的分。"
    decided = [point for point in (*r.wrong, *r.missed) if point.override and not r.hinted]
    told = "".join(_name(point, r) + words.sentence(point.reason, r.room.advice) for point in decided[:1])
    left = words.BY_HAND.format(_worths(r.by_hand, r)) if r.by_hand else ""
    return told + words.CALIBRATED * r.calibrated + left


def _steps(r: _Reading) -> tuple[list[tuple[KeyPointResult, str]], Points]:
    """The omissions worth a step, what capped the marks first; those that the bank gives no hint for."""
    ranked = sorted(r.missed, key=lambda point: point not in r.capping)
    if not r.hinted:
        return [(p, _advice(p, r) or "把它写进答案。") for p in ranked[: max(1, r.room.steps - 1)]], []
    asked = [(point, _advice(point, r)) for point in ranked[: r.room.steps]]
    told = [(point, advice) for point, advice in asked if advice]
    return told, [point for point, advice in asked if not advice] if told else ranked


def _say(frame: tuple[str, str], r: _Reading, points: Points, advice: str = "", **values: str) -> str:
    """One sentence about points, of which the first costs most; its lead and the advice if there is any."""
    first = points[0]
    head, _, lead = frame[r.hinted].partition("|")
    quote = words.said(first, r.answer, denied=first.status == "contradicted") or "有一处"
    given: dict[str, object] = {
        "name": _name(first, r),
        "quote": quote,
        "marks": words.in_marks(first.marks),
        "got": words.in_marks(first.awarded),
        "lost": words.in_marks(first.marks - first.awarded),
        "reason": words.sentence(first.reason, r.room.advice) or f"{quote}只说到一部分。",
        "names": _names(points, r) if "{names}" in head else "",
        "count": len(points),
        "sum": words.in_marks(words.lost(points)),
    }
    text = head.format(**{**given, **values})
    return text + lead + advice if advice else text


def _advice(point: KeyPointResult, r: _Reading) -> str:
    """The bank's next step, or its hint unless that gives a lost point away; empty where there is none."""
    if r.hinted:
        hint = "" if any(secret in point.hint for secret in r.secrets) else point.hint
        return words.sentence(hint.strip().removeprefix("想一想："), r.room.advice)
    step = words.sentence(point.next_step.strip().removeprefix("必答要点："), r.room.advice)
    if not point.source or not r.room.source or words.cites(step, point.source):
        return step
    source = words.cut(point.source, r.room.source)
    return f"{step}依据是{source}。" if step else f"从{source}读起。"


def _names(points: Points, r: _Reading) -> str:
    return words.listed([_name(point, r) for point in points], "", r.room.listed)


def _worths(points: Points, r: _Reading) -> str:
    """Names with marks, neighbours of equal weight together: 【…】【…】（各 2 分）、【…】（1 分）."""
    if sum(len(point.name) + 2 for point in points) > r.room.listed:
        return _names(points, r)
    groups = [(each, list(group)) for each, group in groupby(points, words.weight)]
    return "、".join(f"{_names(group, r)}（{'各 ' * (len(group) > 1)}{each}）" for each, group in groups)


def _name(point: KeyPointResult, r: _Reading) -> str:
    return f"【{words.cut(point.name, r.room.name)}】"
