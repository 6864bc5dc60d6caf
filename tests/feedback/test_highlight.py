"""Highlighting: the answer cut where evidence begins and ends, overlaps included."""

from __future__ import annotations

import doctest
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety_scoring.feedback import highlight as module
from safety_scoring.feedback.highlight import Segment, highlight
from safety_scoring.result import Evidence, KeyPointResult, ScoreResult, Status

Spans = dict[str, list[tuple[int, int]]]

ANSWER = "实行一票否决，没必要搞三同时。"


def result(
    answer: str, spans: Spans, status: Status = "covered", kind: str = "phrase", quoted: str | None = None
) -> ScoreResult:
    points = tuple(
        KeyPointResult(
            name, name, 2, 2, status, 1.0,
            tuple(Evidence(start, end, (quoted or answer)[start:end], kind, "") for start, end in places),
        )
        for name, places in spans.items()
    )  # fmt: skip
    return ScoreResult("a1", "q", answer=answer, key_points=points)


CASES = [
    ("no evidence: one plain segment", {"a": []}, [(ANSWER, (), ())]),
    (
        "one stretch inside",
        {"a": [(2, 6)]},
        [("实行", (), ()), ("一票否决", ("a",), ("a",)), ("，没必要搞三同时。", (), ())],
    ),
    ("the whole answer", {"a": [(0, 15)]}, [(ANSWER, ("a",), ("a",))]),
    (
        "overlap: the middle belongs to both, each ends at its own place",
        {"a": [(0, 6)], "b": [(2, 9)]},
        [
            ("实行", ("a",), ()),
            ("一票否决", ("a", "b"), ("a",)),
            ("，没必", ("b",), ("b",)),
            ("要搞三同时。", (), ()),
        ],
    ),
    (
        "nested: the outer one goes on after the inner one",
        {"a": [(0, 14)], "b": [(2, 6)]},
        [
            ("实行", ("a",), ()),
            ("一票否决", ("a", "b"), ("b",)),
            ("，没必要搞三同时", ("a",), ("a",)),
            ("。", (), ()),
        ],
    ),
    (
        "same stretch for two points: bank order, whatever order the ids sort in",
        {"z": [(2, 6)], "a": [(2, 6)]},
        [("实行", (), ()), ("一票否决", ("z", "a"), ("z", "a")), ("，没必要搞三同时。", (), ())],
    ),
    (
        "stretches of one point that touch or overlap are drawn as one",
        {"a": [(2, 4), (4, 6), (3, 6)]},
        [("实行", (), ()), ("一票否决", ("a",), ("a",)), ("，没必要搞三同时。", (), ())],
    ),
    (
        "repetitions apart stay apart",
        {"a": [(0, 2), (4, 6)]},
        [
            ("实行", ("a",), ("a",)),
            ("一票", (), ()),
            ("否决", ("a",), ("a",)),
            ("，没必要搞三同时。", (), ()),
        ],
    ),
]


@pytest.mark.parametrize(("why", "spans", "expected"), CASES, ids=[case[0] for case in CASES])
def test_segments(
    why: str, spans: Spans, expected: list[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    found = [(segment.text, segment.key_points, segment.ends) for segment in highlight(result(ANSWER, spans))]
    assert found == expected, why


KINDS = [
    ("evidence of an earned point", "covered", "phrase", "earned"),
    ("half of a point is still earned", "partial", "statement", "earned"),
    ("the words that take a point back", "partial", "denial", "denied"),
    ("another quantity in its place denies, whatever its kind", "contradicted", "quantity", "denied"),
    ("a human may rule a denial away: the status decides", "covered", "quantity", "earned"),
]


@pytest.mark.parametrize(("why", "status", "kind", "expected"), KINDS, ids=[case[0] for case in KINDS])
def test_kinds(why: str, status: Status, kind: str, expected: str) -> None:
    _, marked, _ = highlight(result(ANSWER, {"a": [(2, 6)]}, status, kind))
    assert marked == Segment("一票否决", ("a",), expected, ("a",) if expected == "denied" else (), ("a",)), (
        why
    )


def test_a_stretch_that_earns_one_point_and_denies_another_is_mixed() -> None:
    earned = result(ANSWER, {"a": [(2, 6)]}).key_points
    denied = result(ANSWER, {"b": [(4, 14)]}, "contradicted", "denial").key_points
    segments = highlight(ScoreResult("a1", "q", answer=ANSWER, key_points=earned + denied))
    assert [(segment.kind, segment.denied) for segment in segments] == [
        ("plain", ()),
        ("earned", ()),
        ("mixed", ("b",)),
        ("denied", ("b",)),
        ("plain", ()),
    ]


STRANGERS = [
    ("read back without the answer: nothing to show", "", ANSWER, []),
    ("another answer of the same length: nothing false is highlighted", "某" * 15, ANSWER, ["某" * 15]),
    ("a shorter answer: offsets beyond its end", "实行一", ANSWER, ["实行一"]),
]


@pytest.mark.parametrize(
    ("why", "answer", "quoted", "expected"), STRANGERS, ids=[case[0] for case in STRANGERS]
)
def test_evidence_that_does_not_quote_the_answer_is_left_out(
    why: str, answer: str, quoted: str, expected: list[str]
) -> None:
    segments = highlight(result(answer, {"a": [(2, 6)]}, quoted=quoted))
    assert [segment.text for segment in segments] == expected, why
    assert {segment.kind for segment in segments} <= {"plain"}


def test_offsets_are_code_points_beyond_the_bmp_too() -> None:
    _, marked, _ = highlight(result("\U00020bb7𠮷一票否决😀。", {"a": [(2, 7)]}))
    assert marked.text == "一票否决😀"


def test_text_is_not_escaped_here_since_whoever_draws_it_escapes() -> None:
    assert [segment.text for segment in highlight(result("<b>&amp;", {"a": [(0, 3)]}))] == ["<b>", "&amp;"]


@given(st.data())
def test_agrees_with_looking_at_every_character(data: st.DataObject) -> None:
    answer = data.draw(st.text("安全一票否决。\n<&𠮷", min_size=1, max_size=12))
    place = st.integers(0, len(answer))
    stretch = st.tuples(place, place).map(sorted).map(tuple).filter(lambda pair: pair[0] < pair[1])
    spans = data.draw(st.dictionaries(st.sampled_from("abc"), st.lists(stretch, max_size=4)))
    segments = highlight(result(answer, spans))

    over = [tuple(p for p in spans if any(s <= at < e for s, e in spans[p])) for at in range(len(answer))]
    slow = [(key, len(list(group))) for key, group in groupby(over)]
    assert [(segment.key_points, len(segment.text)) for segment in segments] == slow
    assert "".join(segment.text for segment in segments) == answer


def test_the_picture_in_the_docstring_is_true() -> None:
    assert doctest.testmod(module).attempted > 0
    assert doctest.testmod(module).failed == 0
