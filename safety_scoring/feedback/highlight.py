"""Where in the answer each key point was found: the answer cut into segments, nothing drawn.

The segments joined are the answer. Whoever draws them escapes their text; evidence that overlaps
needs no nesting, a segment simply names every key point whose evidence lies over it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from safety_scoring.result import Evidence, KeyPointResult, ScoreResult

__all__ = ["Kind", "Segment", "highlight"]

Kind = Literal["plain", "earned", "denied", "mixed"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the answer over which the same evidence lies.

    Attributes:
        text: as given, not escaped; never empty.
        key_points: ids of the key points whose evidence covers it, in the bank's order.
        kind: ``plain`` (no evidence), ``earned``, ``denied`` (the words take the point back), or
            ``mixed`` (they earn one point and deny another).
        denied: those of `key_points` that it denies.
        ends: those of `key_points` whose evidence ends here; the place for a number or a note.
    """

    text: str
    key_points: tuple[str, ...] = ()
    kind: Kind = "plain"
    denied: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()


class _Mark(NamedTuple):
    place: int
    key_point: str
    denies: bool


class _Piece(NamedTuple):
    start: int
    end: int
    marks: tuple[_Mark, ...]


def highlight(result: ScoreResult) -> tuple[Segment, ...]:
    """Cut the answer of a result where evidence begins and ends.

    Evidence that does not quote this answer (the result was read back without it, or with one that
    was changed since) is left out: nothing is highlighted that the mark does not rest on.

    Args:
        result: with its `answer`; offsets of the evidence are code points into it.

    Returns:
        The segments in order; none for an empty answer.

    >>> from safety_scoring.result import Evidence, KeyPointResult
    >>> veto = Evidence(2, 6, "一票否决", "phrase", "一票否决")
    >>> point = KeyPointResult("veto", "一票否决", 2, 2, "covered", 1.0, (veto,))
    >>> result = ScoreResult("a1", "redline-guarantee", answer="实行一票否决。", key_points=(point,))
    >>> [(segment.text, segment.key_points, segment.kind) for segment in highlight(result)]
    [('实行', (), 'plain'), ('一票否决', ('veto',), 'earned'), ('。', (), 'plain')]
    """
    pieces = tuple(_joined(_pieces(result)))
    following = [piece.marks for piece in pieces[1:]] + [()]
    return tuple(
        _segment(result.answer, piece, after) for piece, after in zip(pieces, following, strict=False)
    )


def _pieces(result: ScoreResult) -> Iterator[_Piece]:
    """The stretches between all ends of evidence; one sweep, so that padding costs no more."""
    changes: defaultdict[int, Counter[_Mark]] = defaultdict(Counter)
    for place, point in enumerate(result.key_points):
        for evidence in point.evidence:
            if _quotes(evidence, result.answer):
                mark = _Mark(place, point.id, _denies(evidence, point))
                changes[evidence.start][mark] += 1
                changes[evidence.end][mark] -= 1
    over: Counter[_Mark] = Counter()
    for start, end in pairwise(sorted({0, len(result.answer), *changes})):
        over.update(changes.get(start, {}))
        yield _Piece(start, end, tuple(sorted(mark for mark, count in over.items() if count > 0)))


def _quotes(evidence: Evidence, answer: str) -> bool:
    return bool(evidence.text) and answer[evidence.start : evidence.end] == evidence.text


def _denies(evidence: Evidence, point: KeyPointResult) -> bool:
    return evidence.kind == "denial" or point.status == "contradicted"


def _joined(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """Neighbours under the same evidence become one, such as repetitions that touch."""
    last: _Piece | None = None
    for piece in pieces:
        if last is not None and last.marks == piece.marks:
            last = _Piece(last.start, piece.end, last.marks)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _segment(answer: str, piece: _Piece, after: tuple[_Mark, ...]) -> Segment:
    key_points = tuple(dict.fromkeys(mark.key_point for mark in piece.marks))
    denied = tuple(mark.key_point for mark in piece.marks if mark.denies)
    going_on = {mark.key_point for mark in after}
    return Segment(
        text=answer[piece.start : piece.end],
        key_points=key_points,
        kind=_kind(key_points, denied),
        denied=denied,
        ends=tuple(key_point for key_point in key_points if key_point not in going_on),
    )


def _kind(key_points: tuple[str, ...], denied: tuple[str, ...]) -> Kind:
    if not key_points:
        return "plain"
    if not denied:
        return "earned"
    return "denied" if len(denied) == len(key_points) else "mixed"
