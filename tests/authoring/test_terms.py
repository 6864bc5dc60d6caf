"""Terms that answers share: words of content, where they are due and not by chance; and terms made longer."""

from __future__ import annotations

import pytest

from safety_scoring.answer import read_answer
from safety_scoring.authoring.terms import Texts, shared_terms, widened
from safety_scoring.segment.jieba_segmenter import segmenter

ELSEWHERE = ["安全生产", "消防车来了", "开会学习", "检查设备", "报告领导", "打扫卫生", "值班巡逻", "填写台账"]

SHARED = [
    pytest.param(
        ["立即打开防火门。", "把防火门推开。"], [], ["防火门"], id="two share one that stands nowhere else"
    ),
    pytest.param(
        ["打开防火门走人。", "先打开防火门。"],
        [],
        ["打开防火门"],
        id="of terms in the same answers the longest",
    ),
    pytest.param(["打开防火门。", "找灭火器。"], [], [], id="one answer alone shares nothing"),
    pytest.param(
        ["立即打开防火门。", "把防火门推开。"],
        ["防火门坏了。"],
        [],
        id="one of three does not earn",
    ),
    pytest.param(
        ["立即打开防火门。", "把防火门推开。", "从防火门走。", "去防火门那里。"],
        ["防火门坏了。"],
        ["防火门"],
        id="one of five does not earn",
    ),
    pytest.param(["这是他的。", "这是他的吗？"], [], [], id="grammar is no content"),
    pytest.param(["过了30分钟。", "要30天。"], [], [], id="a number by itself is no content"),
    pytest.param(["防火、门开着。", "防火，门关着。"], [], ["防火"], id="no term crosses a comma"),
    pytest.param(["检查设备去。", "来检查设备。"], [], [], id="what stands elsewhere as often"),
]


@pytest.mark.parametrize(("missed", "others", "expected"), SHARED)
def test_shared_terms(missed: list[str], others: list[str], expected: list[str]) -> None:
    answers = {index: read_answer(text, segmenter()) for index, text in enumerate(missed)}
    clauses = {index: range(len(answer.clauses.spans)) for index, answer in answers.items()}
    letters = [read_answer(text, segmenter()).letters for text in others]
    texts = Texts([answer.letters for answer in answers.values()], letters, ELSEWHERE * 6)
    found = list(shared_terms(answers, clauses, texts))
    assert [term for term, _, _ in found] == expected
    assert all(holders == tuple(answers) for _, holders, _ in found)


def test_a_term_stands_in_the_clauses_that_are_free() -> None:
    answers = {index: read_answer("找人，打开防火门。", segmenter()) for index in (3, 5)}
    texts = Texts([answer.letters for answer in answers.values()], [], ELSEWHERE * 6)
    assert [term for term, _, _ in shared_terms(answers, {3: {0}, 5: {0}}, texts)] == ["找人"]
    assert list(shared_terms(answers, {3: {0}, 5: {1}}, texts)) == []


WIDENED = [
    pytest.param("防止断电停产", "断电", ["防止断电", "断电停产"], id="a word before and a word after"),
    pytest.param("断电停产", "断电", ["断电停产"], id="the clause begins with it"),
    pytest.param("要断电，停产", "断电", ["要断电"], id="not over a comma"),
    pytest.param("社会主义断电中华人民共和国", "断电", ["社会主义断电"], id="no longer than a set term"),
    pytest.param("断电", "断电", [], id="nothing beside it"),
]


@pytest.mark.parametrize(("text", "term", "expected"), WIDENED)
def test_widened(text: str, term: str, expected: list[str]) -> None:
    start = text.index(term)
    found = list(widened(read_answer(text, segmenter()), start, start + len(term), 6))
    assert found == expected
