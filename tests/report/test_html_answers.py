"""Answers in the HTML report: ledger, evidence, text as given, markup shown and not obeyed."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from safety_scoring.report.html import HtmlReport
from safety_scoring.result import Evidence, Override, RowError, ScoreResult

Make = Callable[..., ScoreResult]
Page = Callable[..., Any]

ATTACK = "<script>alert('甲')</script>\"&"


def test_every_marked_answer_is_shown_with_its_ledger(batch: list[ScoreResult], page: Page) -> None:
    articles = page(batch).all("article")
    marked = [result for result in batch if result.marks is not None]
    assert len(articles) == len(marked) == 44
    for article, result in zip(articles, marked, strict=True):
        assert article.one("h3").text() == result.id
        assert article.one("p", "mark").text().split()[-1] == ("及格" if result.passed else "不及格")
        assert float(article.one("p", "mark").one("strong").text()) == result.marks
        rows = article.one("table", "ledger").one("tbody").all("tr")
        quoted = [[mark.text() for mark in row.all("mark")] for row in rows]
        assert quoted == [[item.text for item in point.evidence] for point in result.key_points]
        assert [len(row.all("td")) for row in rows] == [
            4 if point.evidence else 3 for point in result.key_points
        ]
        assert article.one("div", "text").text(without="sup") == (result.answer or "（空白）")
        assert article.one("div", "feedback").text() == result.feedback


def test_evidence_carries_the_number_of_its_key_point(make: Make, page: Page) -> None:
    article = page([make("shared-duty", ("denied", "full", "none"))]).one("article")
    text = article.one("div", "text")
    assert [(mark.attrs["class"].split()[0], mark.text()) for mark in text.all("mark")] == [
        ("denied", "安全是政府的事，跟党委没有关系"),
        ("k2", "既要干好分管的业务，又要管好业务里的安全"),
    ]
    assert [(sup.attrs["class"], sup.text()) for sup in text.all("sup")] == [
        ("denied", "×1"),
        ("earned", "2"),
    ]


def test_overlapping_evidence_is_nested(make: Make, page: Page) -> None:
    result = make("shared-duty", ("full", "full", "none"))
    first, second, third = result.key_points
    inside = dataclasses.replace(second, evidence=(Evidence(2, 5, result.answer[2:5], "phrase", "和政府"),))
    text = (
        page([dataclasses.replace(result, key_points=(first, inside, third))])
        .one("article")
        .one("div", "text")
    )
    nested = [mark for outer in text.all("mark") for mark in outer.all("mark")]
    assert [mark.text() for mark in nested] == ["和政府"]
    assert [sup.text() for sup in text.all("sup")] == ["2", "1"]


def test_a_cap_an_override_and_a_calibration_are_said(make: Make, page: Page) -> None:
    result = make("redline-guarantee", ["full"] * 10 + ["denied", "full"])
    decided = dataclasses.replace(
        result.key_points[0], override=Override("李老师", "另有一处说到", 1, "partial")
    )
    calibrated = dataclasses.replace(result, raw_marks=11.0, key_points=(decided, *result.key_points[1:]))
    ledger = page([calibrated]).one("table", "ledger").text()
    assert "必答要点未得分，得分限制在及格线（12 分）以下" in ledger
    assert "校准前 11 分" in ledger
    assert "李老师改判：另有一处说到（机器原判 1 分，答到一部分）" in ledger


LAYOUT = [
    ("blanks at the start of lines", "第一，宣传。\n    第二，培训。"),
    ("an empty first line: HTML drops one in <pre>, not here", "\n\n一票否决"),
    ("tabs and full-width blanks", "\t安全\u3000\u3000第一"),
    ("a word without end", "安" * 3000 + "a" * 3000),
    ("what looks like markup", "1<2 && 3>2 &lt; <br>"),
    ("what looks like a template", "{{ 7 * 7 }}{% raw %}"),
]


@pytest.mark.parametrize(("why", "answer"), LAYOUT, ids=[case[0] for case in LAYOUT])
def test_the_answer_stands_as_given(make: Make, why: str, answer: str, page: Page) -> None:
    result = make("shared-duty", ("none",) * 3, answer=answer)
    assert page([result]).one("article").one("div", "text").text() == answer, why


NOTHING = [
    ("a blank answer is shown as blank", "", "（空白）"),
    ("half of a surrogate pair, which JSON may hold, does not stop the report", "安\ud83d全", "安?全"),
]


@pytest.mark.parametrize("case", NOTHING, ids=[case[0] for case in NOTHING])
def test_answers_that_are_hardly_answers(
    make: Make, page: Page, tmp_path: Path, case: tuple[str, str, str]
) -> None:
    why, answer, shown = case
    with HtmlReport(tmp_path / "report.html") as report:
        report.add(make("shared-duty", ("none",) * 3, answer=answer))
    root = page((tmp_path / "report.html").read_text("utf-8"))
    assert root.one("article").one("div", "text").text() == shown, why


def attacked(result: ScoreResult, field: str) -> ScoreResult:
    if field in ("name", "reason", "nearest", "source"):
        first = dataclasses.replace(result.key_points[0], **{field: ATTACK, "status": "partial"})
        return dataclasses.replace(result, key_points=(first, *result.key_points[1:]))
    if field in ("row name", "row value"):
        return dataclasses.replace(result, row={ATTACK: "值"} if field == "row name" else {"姓名": ATTACK})
    return dataclasses.replace(result, **{field: (ATTACK,) if field == "flags" else ATTACK})


FIELDS = ["id", "question_text", "answer", "feedback", "flags", "signature", "row name", "row value"]


@pytest.mark.parametrize("field", [*FIELDS, "name", "reason", "nearest", "source"])
def test_markup_in_a_result_is_shown_not_obeyed(make: Make, field: str, page: Page) -> None:
    result = attacked(make("shared-duty", ("none", "full", "half")), field)
    root = page([result])
    assert root.all("script") == []
    assert ATTACK in root.text(), "shown as it was written"


@pytest.mark.parametrize("field", ["title", "subtitle", "bank"])
def test_markup_in_an_option_is_shown_not_obeyed(field: str, page: Page) -> None:
    root = page([], **{field: ATTACK})
    assert root.all("script") == []
    assert ATTACK in root.text()


def test_markup_in_a_row_not_marked_is_shown_not_obeyed(unmarked: Make, page: Page) -> None:
    root = page([unmarked(ATTACK, ATTACK, error=(RowError(ATTACK, ATTACK),))])
    assert root.all("script") == []
    assert root.one("section", id="not-marked").text().count(ATTACK) == 4
