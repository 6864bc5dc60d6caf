"""Where the bank's key points come from: a statute kept in laws/ is held to its text, all else to its form.

`laws/` holds ten statutes as published, one a file whose name ends in the year; text of law carries no
copyright. A source is parts between `；`, each of works: 《title》（edition）第X条“quotation”, or a
document known by its number. A part that begins with 第X条 goes on with the work before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from pypinyin import lazy_pinyin

from safety_scoring import KeyPoint, Question, load_bank
from safety_scoring.text.numerals import parse_number

LAWS = Path(__file__).parent / "laws"
UNSEEN = "未核对原文）"
UNDATED = {"消防安全常识二十条"}  # handed around without a date in every copy that was found

NUMBER = "[零一二三四五六七八九十百]+"
HEADING = re.compile(rf"(第{NUMBER}条)\s")
ITEM = re.compile(rf"[（(]({NUMBER})[）)]")
# what comes first swallows the rest: a title within a quotation is no title, nor the other way round
TOKEN = re.compile(
    r"《(?:中华人民共和国)?(?P<title>[^》]*)》|“(?P<quotation>[^”]*)”|(?P<end>；)"
    rf"|(?P<article>第{NUMBER}条)(?:第(?P<paragraph>{NUMBER})款)?(?:第（(?P<item>{NUMBER})）项)?"
)
YEAR = r"(?P<year>[12]\d{3})(?:修正|修订)?）"
EDITION = re.compile(rf"（(?:[^（）]*，)?{YEAR}|〔[12]\d{{3}}〕|[A-Z]+(?:/[A-Z])? [\d.]+-[12]\d{{3}}")


class Statute(NamedTuple):
    """A statute as published: its year, and the lines of its articles by 第X条."""

    year: str
    articles: dict[str, list[str]]


@cache
def statutes() -> dict[str, Statute]:
    """The statutes of laws/ by title."""
    found = {}
    for path in LAWS.glob("*.md"):
        text = path.read_text("utf-8")
        title = text.splitlines()[0].removeprefix("# ").removeprefix("中华人民共和国")
        found[title] = Statute(path.stem.rpartition("-")[2], articles(text))
    return found


def articles(text: str) -> dict[str, list[str]]:
    """Each article's lines, without its number; what stands under a heading of a chapter belongs to none."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        heading = HEADING.match(line)
        if heading:
            lines = found.setdefault(heading[1], [])
        elif line.startswith("#"):
            lines = []
        lines.append(line[heading.end() :] if heading else line)
    return found


def faults(source: str) -> list[str]:
    """What is wrong with a source; empty where nothing is."""
    if source.startswith("none"):
        return [] if re.fullmatch(r"none：.{8,}", source) else ["none without a reason"]
    return [fault for part in parts(source) for fault in faults_of(part)]


def parts(source: str) -> list[str]:
    """A source cut at its `；`, but not in titles and quotations, nor before 第X条."""
    cuts = [token.start() for token in TOKEN.finditer(source) if token["end"]]
    cuts = [cut for cut in cuts if not re.match(rf"第{NUMBER}条", source[cut + 1 :])]
    starts = [0, *(cut + 1 for cut in cuts)]
    return [source[start:end] for start, end in zip(starts, [*cuts, None], strict=True)]


def works(part: str) -> Iterator[tuple[str, str]]:
    """Each work of a part: its title, empty where it has none, and all that is said of it."""
    titles = [token for token in TOKEN.finditer(part) if token["title"] is not None]
    starts = [0, *(token.start() for token in titles[1:])]
    names = [token["title"] for token in titles] or [""]
    for name, start, end in zip(names, starts, [*starts[1:], None], strict=True):
        yield name, part[start:end]


def faults_of(part: str) -> Iterator[str]:
    for name, work in works(part):
        if name in statutes():
            yield from faults_of_citation(statutes()[name], work)
        else:
            yield from faults_of_form(name, work, part)


def faults_of_form(name: str, work: str, part: str) -> Iterator[str]:
    if not EDITION.search(work) and name not in UNDATED:
        yield f"no edition: {work}"
    if not part.endswith(UNSEEN):
        yield f"nobody has seen it: {work}"


def faults_of_citation(statute: Statute, work: str) -> Iterator[str]:
    """What is cited of a statute and is not there."""
    edition = EDITION.search(work)
    if not edition or edition["year"] != statute.year:
        yield f"not the edition of {statute.year}: {work}"
    if work.endswith(UNSEEN):
        yield f"its text was seen: {work}"
    cited: list[str] = []
    for token in TOKEN.finditer(work):
        if token["article"]:
            cited = statute.articles.get(token["article"], [])
            yield from faults_of_place(token, cited)
        elif token["quotation"] and not any(token["quotation"] in line for line in cited):
            yield f"not said there: {token['quotation']}"
    if not any(token["article"] for token in TOKEN.finditer(work)):
        yield f"no article: {work}"


def faults_of_place(token: re.Match[str], cited: list[str]) -> Iterator[str]:
    items = {item[1] for line in cited if (item := ITEM.match(line))}
    paragraphs = "一二三四五六七八九"[: sum(not ITEM.match(line) for line in cited)]
    there = (token["paragraph"] or "一") in paragraphs and (not token["item"] or token["item"] in items)
    if not there:
        yield f"no such place: {token[0]}"


POINTS = [(question, point) for question in load_bank().questions for point in question.key_points]


@pytest.mark.parametrize(
    ("question", "point"), [pytest.param(*both, id=f"{both[0].id}/{both[1].id}") for both in POINTS]
)
def test_source_is_true_as_far_as_it_can_be_seen(question: Question, point: KeyPoint) -> None:
    assert faults(point.source or "none") == [], f"{question.id}/{point.id}: {point.source}"


def test_a_work_is_cited_in_one_edition() -> None:
    cited: dict[str, set[str]] = {}
    for _, point in POINTS:
        for name, work in (found for part in parts(point.source) for found in works(part) if found[0]):
            cited.setdefault(name, set()).update(edition[0] for edition in EDITION.finditer(work))
    assert {name: editions for name, editions in cited.items() if len(editions) > 1} == {}


@pytest.mark.parametrize("title", sorted(statutes()), ids=lambda title: "".join(lazy_pinyin(title)))
def test_every_article_of_a_statute_is_read(title: str) -> None:
    found = list(statutes()[title].articles)
    assert [parse_number(article[1:-1]) for article in found] == list(range(1, len(found) + 1))
    assert len(found) >= 35


@pytest.mark.parametrize(
    ("source", "found"),
    [
        pytest.param("《消防法》（2021修正）第二百条", "no such place", id="no such article"),
        pytest.param("《消防法》（2021修正）第四条、第七十五条", "no such place", id="the second of two"),
        pytest.param(
            "《安全生产法》（2021修正）第二十一条第（八）项", "no such place", id="seven items only"
        ),
        pytest.param("《安全生产法》（2021修正）第五条第二款", "no such place", id="one paragraph only"),
        pytest.param("《消防法》（2021修正）第一条；第九十条", "no such place", id="after a semicolon"),
        pytest.param("《消防法》（2021修正）第十六条“应当立即报警”", "not said there", id="wrong article"),
        pytest.param(
            "《消防法》（2021修正）第四十四条“任何人发现火灾都应立即报警”",
            "not said there",
            id="a letter short",
        ),
        pytest.param(
            "《消防法》（2021修正）第四十四条“立即报警”“马上报警”",
            "not said there",
            id="the second quotation",
        ),
        pytest.param(
            "《消防法》（2021修正）第四十四条“立即报警”、第十六条“立即报警”",
            "not said there",
            id="another's words",
        ),
        pytest.param("《消防法》（2019修正）第四条", "not the edition", id="another year"),
        pytest.param("《消防法》第四条", "not the edition", id="statute without year"),
        pytest.param("《中华人民共和国消防法》第四条", "not the edition", id="its full title"),
        pytest.param("《消防法》（2021修正）", "no article", id="whole statute"),
        pytest.param("《消防法》（2021修正）第四条（未核对原文）", "was seen", id="statute called unseen"),
        pytest.param("《某某办法》（2020）第四条", "nobody has seen it", id="not called unseen"),
        pytest.param(
            "《某某办法》（2020）；《某某规程》GB 1-2020（未核对原文）",
            "nobody has seen it",
            id="the first of two",
        ),
        pytest.param("《某某办法》第四条（未核对原文）", "no edition", id="no year"),
        pytest.param("《某某规程》GB 1234（未核对原文）", "no edition", id="standard without year"),
        pytest.param(
            "《甲办法》（2020）和《乙办法》（未核对原文）", "no edition", id="the second has no year"
        ),
        pytest.param("部令第61号第四条（未核对原文）", "no edition", id="number without year"),
        pytest.param("", "no edition", id="nothing"),
        pytest.param("none", "none without a reason", id="none"),
        pytest.param("none：无", "none without a reason", id="none and next to no reason"),
    ],
)
def test_what_is_refused(source: str, found: str) -> None:
    assert [fault for fault in faults(source) if found in fault]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("《消防法》（2021修正）第四十四条“立即报警”", id="a quotation"),
        pytest.param("《消防法》（2021修正）第四条、第五条；第六条", id="several articles"),
        pytest.param(
            "《安全生产法》（2021修正）第五十四条第二款、第二十一条第（七）项", id="paragraph and item"
        ),
        pytest.param(
            "《消防法》（2021修正）第四条；部函〔2020〕1号（未核对原文）", id="statute and another work"
        ),
        pytest.param(
            "甲见《某〈“防火；墙”〉案》（部令第1号，2020）和《乙》GB/T 1.2-2020（未核对原文）", id="two works"
        ),
        pytest.param("none：这是当地事实，法律没有规定", id="none with a reason"),
    ],
)
def test_what_is_accepted(source: str) -> None:
    assert faults(source) == []
