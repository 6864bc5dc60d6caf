"""A factory of results, and readers of what reports make of them.

Results are answers put together from sentences whose evidence is known: `batch` gives eleven persons
who answered four questions, every status among them; `make` gives one result to order. No scorer is
involved. Reports are read back with the parser of the standard library and with python-calamine.
"""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from python_calamine import CalamineWorkbook

from safety_scoring.marks import Rules, award
from safety_scoring.report.html import HtmlReport
from safety_scoring.report.workbook import ResultsWorkbook
from safety_scoring.result import Evidence, KeyPointResult, RowError, ScoreResult, Status

VOID = {"meta", "input", "rect", "path", "line"}
PERSONS = ("王建国", "李秀英", "张伟", "刘洋", "陈静", "杨帆", "赵磊", "黄丽", "周强", "吴敏", "徐勇")
UNITS = ("城关镇安监站", "开发区管委会", "县消防救援大队")
STATUSES: dict[str, Status] = {"full": "covered", "half": "partial", "denied": "contradicted"}
KINDS = {"full": "statement", "half": "phrase", "denied": "denial"}
SHARE = {"full": 1.0, "half": 0.5}
REASONS = {
    "half": "只说到一部分，按一半计分。",
    "denied": "表述与要点相反，不得分。",
    "none": "没有找到说明这一要点的语句。",
}


@cache
def questions() -> dict[str, dict[str, Any]]:
    text = (Path(__file__).parent / "answers.yaml").read_text("utf-8")
    return {question["id"]: question for question in yaml.safe_load(text)}


def said(point: dict[str, Any], person: int, turn: int) -> str:
    """How a person treats a key point: good, middling and weak ones in turn, every way among them."""
    ways = (
        ("full", "full", "half", "full", "none", "full", "full", "full", "denied", "full"),
        ("full", "none", "half", "full", "none", "full", "none", "half", "denied", "full"),
        ("none", "half", "none", "none", "full", "none", "denied", "none", "half", "none"),
    )[person % 3]
    instead = {"half": "full", "denied": "none"}
    way = ways[turn % 10]
    return way if way in point else instead.get(way, way)


def compose(
    question: dict[str, Any], ways: Iterable[str], voice: int
) -> tuple[str, tuple[KeyPointResult, ...]]:
    """An answer and its ledger, from one way a key point."""
    answer, ledger = "", []
    for point, way in zip(question["key_points"], ways, strict=True):
        texts = point.get(way, "")
        marked = texts[voice % len(texts)] if isinstance(texts, list) else texts
        evidence = None
        if marked:
            before, quoted, after = re.fullmatch(r"(.*)\{(.*)\}(.*)", marked, re.DOTALL).groups()
            answer += "；" if answer else ""
            start = len(answer) + len(before)
            answer += before + quoted + after
            evidence = Evidence(
                start, start + len(quoted), quoted, KINDS[way], quoted, SHARE.get(way, 0.0), 0.86
            )
        ledger.append(line(point, way, evidence))
    return answer + ("。" if answer else ""), tuple(ledger)


def line(point: dict[str, Any], way: str, evidence: Evidence | None) -> KeyPointResult:
    return KeyPointResult(
        id=point["id"],
        name=point["name"],
        marks=point["marks"],
        awarded=point["marks"] * SHARE.get(way, 0.0),
        status=STATUSES.get(way, "missed"),
        confidence=0.93,
        evidence=(evidence,) if evidence else (),
        reason=REASONS.get(way, ""),
        nearest="抓好安全工作" if way == "none" else None,
        hint=point.get("hint", ""),
        source=point.get("source", ""),
        required=point.get("required", False),
    )


def result(
    question_id: str, ways: Iterable[str], *, id_: str | None = "a1", voice: int = 0, **changed: Any
) -> ScoreResult:
    question = questions()[question_id]
    answer, ledger = compose(question, ways, voice)
    full = question["full_marks"]
    awarded = award(ledger, Rules(full, full * 0.6, 0.5))
    missed = [point.name for point in ledger if point.status == "missed"]
    values: dict[str, Any] = {
        "question_text": question["question"],
        "answer": answer,
        "full_marks": full,
        "pass_marks": full * 0.6,
        "key_points": ledger,
        "coverage": awarded.coverage,
        "similarity": 0.41,
        "confidence": 0.93,
        "raw_marks": awarded.marks,
        "marks": awarded.marks,
        "passed": awarded.passed,
        "capped": awarded.capped,
        "feedback": (f"还没有说到：{'、'.join(missed)}。" if missed else "各要点都说到了。")
        + "\n对照参考答案再说一遍，把每一条落到具体做法上。",
        "signature": "safety_scoring 0.1.0 | bank 5f0c1e9a72bd | jieba 0.42.1",
    }
    return ScoreResult(id_, question_id, **{**values, **changed})


def batch_of_results() -> list[ScoreResult]:
    rows = []
    for person, name in enumerate(PERSONS):
        for place, (question_id, question) in enumerate(questions().items()):
            ways = [
                said(point, person, person * 7 + at * 3 + person * at + place)
                for at, point in enumerate(question["key_points"])
            ]
            made = result(
                question_id,
                ways,
                id_=f"2024{person + 1:04d}",
                voice=person + place,
                row={"姓名": name, "单位": UNITS[person % len(UNITS)]},
            )
            rows.append(flagged(made))
    return rows


def flagged(made: ScoreResult) -> ScoreResult:
    flags = []
    if any(point.status == "contradicted" for point in made.key_points):
        flags.append("said_and_denied")
    if made.marks is not None and abs(made.marks - made.pass_marks) <= 0.5:
        flags.append("borderline")
    return dataclasses.replace(made, flags=tuple(flags))


def unmarked_row(question: str = "什么是安全？", id_: str | None = "20240099", **changed: Any) -> ScoreResult:
    error = RowError("题库里没有题目“什么是安全？”", "用 safety-scoring questions 查看全部题目编号")
    return ScoreResult(
        id_, question, **{"error": (error,), "row": {"姓名": "孙涛", "单位": "城关镇安监站"}, **changed}
    )


@pytest.fixture
def batch() -> list[ScoreResult]:
    """Forty-four answers, eleven persons to four questions, then two rows that could not be marked."""
    unknown = RowError("这一行没有题目", "在“题目”一列写明题目编号或题目原文")
    return [*batch_of_results(), unmarked_row(), unmarked_row("", None, error=(unknown,))]


@pytest.fixture
def make() -> Callable[..., ScoreResult]:
    """One result to order: question id, one way (full, half, none, denied) a key point, changed fields."""
    return result


@pytest.fixture
def unmarked() -> Callable[..., ScoreResult]:
    """A row that could not be marked."""
    return unmarked_row


@dataclasses.dataclass
class Node:
    """An element with its text and its children, in order."""

    tag: str
    attrs: dict[str, str]
    parts: list[str | Node] = dataclasses.field(default_factory=list)

    def all(self, tag: str = "", class_: str = "", **attrs: str) -> list[Node]:
        """Every element inside that fits."""
        return [node for node in self.walk() if node.fits(tag, class_, attrs)]

    def one(self, tag: str = "", class_: str = "", **attrs: str) -> Node:
        """The only element inside that fits."""
        (found,) = self.all(tag, class_, **attrs)
        return found

    def fits(self, tag: str, class_: str, attrs: dict[str, str]) -> bool:
        """Whether tag, class and attributes are these."""
        return (
            tag in ("", self.tag)
            and (not class_ or class_ in self.attrs.get("class", "").split())
            and all(self.attrs.get(name) == value for name, value in attrs.items())
        )

    def walk(self) -> Iterator[Node]:
        """Every element inside, in order."""
        for part in self.parts:
            if isinstance(part, Node):
                yield part
                yield from part.walk()

    def text(self, *, without: str = "") -> str:
        """The text inside, that of some elements left out."""
        return "".join(
            part if isinstance(part, str) else part.text(without=without)
            for part in self.parts
            if isinstance(part, str) or part.tag != without
        )


class Tree(HTMLParser):
    """Builds nodes and insists that every element that is opened is closed in its turn."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open = [Node("", {})]
        self.feed(html)
        self.close()
        assert len(self.open) == 1, f"left open: {[node.tag for node in self.open]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].parts.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        """Close the element that is open."""
        if tag not in VOID:
            assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        """Text of the element that is open."""
        self.open[-1].parts.append(data)


def html(results: Iterable[ScoreResult], **options: str) -> str:
    stream = io.StringIO()
    with HtmlReport(stream, **options) as report:
        for result in results:
            report.add(result)
    return stream.getvalue()


@pytest.fixture
def written() -> Callable[..., str]:
    """The HTML report of results, as text."""
    return html


@pytest.fixture
def page() -> Callable[..., Node]:
    """A page of the report, or the report of results, as a tree of elements."""
    return lambda source, **options: Tree(
        source if isinstance(source, str) else html(source, **options)
    ).open[0]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes the workbook of results and gives its path."""

    def workbook(
        results: Iterable[ScoreResult], extra: tuple[str, ...] = (), name: str = "结果.xlsx"
    ) -> Path:
        with ResultsWorkbook(tmp_path / name, extra=extra) as sink:
            for result in results:
                sink.add(result)
        return tmp_path / name

    return workbook


@pytest.fixture
def rows() -> Callable[[Path, str], list[list[Any]]]:
    """The rows of a sheet, the header first."""
    return lambda path, name: (
        CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python(skip_empty_area=False)
    )


@pytest.fixture
def table(rows: Callable[[Path, str], list[list[Any]]]) -> Callable[[Path, str], list[dict[str, Any]]]:
    """The rows of a sheet by the names of its columns."""

    def by_name(path: Path, name: str) -> list[dict[str, Any]]:
        header, *body = rows(path, name)
        return [dict(zip(header, row, strict=True)) for row in body]

    return by_name
