"""Answers → ledgers: what was found for each key point, what of it stands, and what it earns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import numpy.typing as npt

from safety_scoring.answer import Answer
from safety_scoring.bank.model import KeyPoint
from safety_scoring.match import parts, statements
from safety_scoring.match.denial import Denial, demands
from safety_scoring.match.finding import Finding
from safety_scoring.match.likeness import compare
from safety_scoring.match.phrases import letters_of
from safety_scoring.match.prepare import Prepared
from safety_scoring.match.reasons import reason
from safety_scoring.match.told import Verdict
from safety_scoring.result import KeyPointResult, Status

__all__ = ["Ledger", "match_best"]

_DECIMALS = 4
_SAID_AND_DENIED = 0.5  # credit and confidence where an answer both says a point and takes it back
_TERMS = frozenset(("phrase", "slip"))
_REFUSED_FROM = 1.0  # log odds, nearly three in four
_COMMENT_LETTERS = 8  # letters beside a term without which a sentence has no room to deny it
_CERTAIN = 0.97  # a set term that stands, or words that take it back


Ledger = tuple[KeyPointResult, ...]


def match_best(alternatives: Sequence[Prepared], answers: Sequence[Answer]) -> list[Ledger]:
    """Mark every key point of a question in many answers.

    Args:
        alternatives: the question; several where its key points are derived from several reference
            answers, of which an answer is held against the one that it earns most by.
        answers: any number of answers; none influences another.

    Returns:
        One ledger an answer, key points in the bank's order.
    """
    ledgers = [_match(prepared, answers) for prepared in alternatives]
    return [max(choice, key=_earned) for choice in zip(*ledgers, strict=True)]


def _earned(ledger: Ledger) -> float:
    return sum(point.awarded for point in ledger)


def _match(prepared: Prepared, answers: Sequence[Answer]) -> list[Ledger]:
    letters = [prepared.slips.corrected(answer, prepared.segmenter) for answer in answers]
    likeness = compare(prepared, answers, letters)
    points = range(len(prepared.points))
    similar = [statements.find(prepared, point, answers, likeness) for point in points]
    near = [statements.near_misses(point, likeness) for point in points]
    sure = likeness.best()
    return [
        _ledger(
            prepared,
            answer,
            letters[index],
            similar=[similar[point][index] for point in points],
            near=[near[point][index] for point in points],
            sure=sure[index],
            refused=likeness.refused[index],
            away=bool(likeness.away[index]),
        )
        for index, answer in enumerate(answers)
    ]


def _ledger(
    prepared: Prepared,
    answer: Answer,
    letters: str,
    *,
    similar: list[list[Finding]],
    near: list[int | None],
    sure: npt.NDArray[np.float64],
    refused: npt.NDArray[np.float64],
    away: bool,
) -> Ledger:
    denial = Denial(answer, letters, facts=prepared.derived)
    told = prepared.told.find(answer)
    found = _found(prepared, answer, letters, similar, denial)
    found = [
        [_meant(denial, denial.judge(finding, licensed), refused) for finding in findings]
        for findings, licensed in zip(found, prepared.licensed, strict=True)
    ]
    if away and not any(verdict.finding.credit for verdict in told):
        found = [[] for _ in found]
    found = [_settled(prepared, index, findings, told, denial) for index, findings in enumerate(found)]
    found = _paid_once(prepared, found)
    return tuple(
        _line(
            point,
            answer,
            findings,
            near=near[index],
            sure=float(sure[index]),
            telling=prepared.telling[index],
            away=away,
        )
        for index, (point, findings) in enumerate(zip(prepared.points, found, strict=True))
    )


def _found(
    prepared: Prepared, answer: Answer, letters: str, similar: list[list[Finding]], denial: Denial
) -> list[list[Finding]]:
    """What each matcher found, per key point, in the order of the answer."""
    found = [list(findings) for findings in similar]
    hits = prepared.phrases.find(answer, letters)
    named: list[list[Finding]] = [[] for _ in prepared.points]
    for index, finding in hits:
        if not prepared.echo.repeats(_clause_of(answer, letters, finding)):
            named[index].append(finding)
    for index, point in enumerate(prepared.points):
        terms, demand = prepared.parts[index], prepared.demands[index]
        if terms is not None and point.parts is not None:
            stands = partial(_stands, denial, prepared.licensed[index])
            named_parts = ((part, replace(hit, kind="parts")) for part, hit in terms.find(answer, letters))
            said = [(part, hit) for part, hit in named_parts if stands(hit)]
            likely = [] if parts.decide(point.parts, said) else similar[index]
            counted = parts.find(point.parts, said, answer, letters)
            capped = [replace(f, credit=min(f.credit, parts.STATEMENT_CREDIT)) for f in likely]
            found[index] = [*(f for f in capped if not _holds_any(f, counted)), *counted]
        found[index] += named[index]
        if demand is not None:
            others = [other for other in prepared.demands if other is not None and other is not demand]
            found[index] = demand.check(found[index], answer, letters, others)
    return [
        _tidy([finding for finding in findings if not _only_cuts(prepared, index, finding, letters, hits)])
        for index, findings in enumerate(found)
    ]


def _holds_any(finding: Finding, counted: Sequence[Finding]) -> bool:
    """Whether a stretch holds parts that earn as much by themselves: these are counted, it adds nothing."""
    return any(
        finding.start <= part.start and part.end <= finding.end and part.credit >= finding.credit
        for part in counted
    )


def _only_cuts(
    prepared: Prepared, index: int, finding: Finding, letters: str, hits: list[tuple[int, Finding]]
) -> bool:
    """Whether a stretch is like a set term only because it cuts other words (张三同时间赛跑)."""
    point = prepared.points[index]
    if finding.kind != "statement" or finding.matched not in {point.name, *point.phrases, *point.partial}:
        return False
    term = letters_of(finding.matched)
    if term not in prepared.terms[index]:
        return False
    return term in letters[finding.start : finding.end] and not any(
        owner == index and finding.start <= hit.start and hit.end <= finding.end for owner, hit in hits
    )


def _meant(denial: Denial, finding: Finding, refused: npt.NDArray[np.float64]) -> Finding:
    """A set term in a sentence that is like the bank's denials is named, not meant.

    Unless its clause, or what follows in the sentence, demands it all the same, or rejects what others
    say of it.
    """
    clauses = denial.answer.clauses
    own = clauses.covering(finding.start, finding.end)[0]
    sentence = clauses.sentence_index(own)
    if finding.denied or finding.kind not in _TERMS or refused[sentence] < _REFUSED_FROM:
        return finding
    first, last = clauses.sentences[sentence]
    if clauses.ends[last - 1] - clauses.starts[first] < finding.end - finding.start + _COMMENT_LETTERS:
        return finding
    if demands(denial.letters[clauses.starts[own] : clauses.ends[last - 1]]) or denial.rebuts(finding):
        return finding
    return replace(finding, denied=True, because="整句的意思")


def _settled(
    prepared: Prepared, index: int, findings: list[Finding], told: Sequence[Verdict], denial: Denial
) -> list[Finding]:
    """What was found for a key point, with what the bank says word for word in its place."""
    own = [verdict.finding for verdict in told if verdict.point == index]
    if prepared.demands[index] is not None or prepared.parts[index] is not None:
        own = [verdict for verdict in own if not verdict.credit]  # its number or its parts earn
    if not own:
        return findings
    rest = [f for f in findings if not any(v.start <= f.start and f.end <= v.end for v in own)]
    return _tidy([*rest, *(_unless_denied(denial, verdict) for verdict in own if verdict.credit)])


def _unless_denied(denial: Denial, verdict: Finding) -> Finding:
    """A sentence of the bank, unless words outside it take it back: its own negative words are meant."""
    clauses = denial.answer.clauses
    last = clauses.covering(verdict.start, verdict.end)[1] - 1
    judged = denial.judge(replace(verdict, start=clauses.starts[last]), frozenset())
    inside = judged.because in denial.letters[verdict.start : verdict.end]
    return verdict if inside else replace(judged, start=verdict.start)


def _stands(denial: Denial, licensed: frozenset[str], finding: Finding) -> bool:
    return not denial.judge(finding, licensed).denied


def _tidy(findings: list[Finding]) -> list[Finding]:
    """In the order of the answer, each stretch once, the stronger finding of two equal stretches kept."""
    ranked = sorted(findings, key=lambda f: (f.start, f.end, -f.credit, f.kind == "statement", f.matched))
    kept: list[Finding] = []
    for finding in ranked:
        if not kept or (finding.start, finding.end) != (kept[-1].start, kept[-1].end):
            kept.append(finding)
    return kept


def _paid_once(prepared: Prepared, found: list[list[Finding]]) -> list[list[Finding]]:
    """Leave out what the bank says another point of the same sentence is paid for already."""
    place = {point.id: index for index, point in enumerate(prepared.points)}
    kept = []
    for index, findings in enumerate(found):
        rivals = [
            rival
            for other in prepared.points[index].yields_to
            if other in place  # one that is left to a human is paid by nothing here
            for rival in found[place[other]]
            if not rival.denied
        ]
        paid = {letter for rival in rivals for letter in range(rival.start, rival.end)}
        kept.append([f for f in findings if _named(f) or paid.isdisjoint(range(f.start, f.end))])
    return kept


def _named(finding: Finding) -> bool:
    """Whether a finding is a set term, or a sentence of the bank word for word: these are paid for anyway."""
    return finding.kind == "phrase" or (finding.kind == "statement" and finding.likeness >= 1)


def _line(
    point: KeyPoint,
    answer: Answer,
    findings: list[Finding],
    *,
    near: int | None,
    sure: float,
    telling: Sequence[str],
    away: bool,
) -> KeyPointResult:
    standing = max((finding.credit for finding in findings if not finding.denied), default=0.0)
    denied = any(finding.denied for finding in findings)
    if denied and standing:
        standing = min(standing, _SAID_AND_DENIED)
    status = _status(standing, denied=denied)
    return KeyPointResult(
        id=point.id,
        name=point.name,
        marks=point.marks,
        awarded=round(standing * point.marks, _DECIMALS),
        status=status,
        confidence=_confidence(findings, sure),
        evidence=tuple(finding.evidence(answer) for finding in findings),
        reason=reason(answer, status, findings, near, telling, away=away),
        nearest=_given_clause(answer, near) if near is not None and status == "missed" else None,
        hint=point.hint,
        next_step=point.next_step,
        source=point.cited,
        required=point.required,
    )


def _status(standing: float, *, denied: bool) -> Status:
    if standing >= 1:
        return "covered"
    if standing > 0:
        return "partial"
    return "contradicted" if denied else "missed"


def _confidence(findings: Sequence[Finding], sure: float) -> float:
    """How sure it is that the point is (not) earned: of what was found, or of the nearest miss."""
    if not findings:
        return round(1 - sure, _DECIMALS)
    if any(finding.denied for finding in findings) and not all(finding.denied for finding in findings):
        return _SAID_AND_DENIED
    return round(max(min(finding.likeness, _CERTAIN) for finding in findings), _DECIMALS)


def _given_clause(answer: Answer, clause: int) -> str:
    start, end = answer.given(*answer.clauses.spans[clause])
    return answer.raw[start:end]


def _clause_of(answer: Answer, letters: str, finding: Finding) -> str:
    """The letters of the clauses that a finding stands in."""
    first, last = answer.clauses.covering(finding.start, finding.end)
    return letters[answer.clauses.starts[first] : answer.clauses.ends[last - 1]]
