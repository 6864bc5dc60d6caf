"""The HTML report as a whole: structure, figures, nothing fetched from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from safety_scoring.report.html import COLOURS
from safety_scoring.result import ScoreResult

Page = Callable[..., Any]

SECTIONS = ["overview", "distribution", "key-points", "to-look-at", "not-marked", "answers"]


def test_the_page_is_chinese_and_has_its_sections_in_order(
    batch: list[ScoreResult], written: Callable[..., str], page: Page
) -> None:
    html = written(batch, title="考核报告", subtitle="第 3 期", bank="随附题库")
    assert html.startswith("<!DOCTYPE html>\n")
    root = page(html)
    assert root.one("html").attrs["lang"] == "zh-CN"
    assert root.one("head").one("title").text() == root.one("h1").text() == "考核报告"
    assert root.one("p", "subtitle").text() == "第 3 期"
    assert [node.attrs["id"] for node in root.all("section")] == SECTIONS
    headings = ["概览", "得分分布", "要点命中率", "需要人工查看的答卷", "未能评分的行", "逐份答卷"]
    assert [node.text() for node in root.all("h2")] == headings


def test_the_page_needs_nothing_else(
    batch: list[ScoreResult], written: Callable[..., str], page: Page
) -> None:
    html = written(batch)
    root = page(html)
    assert not re.search(r"https?:|//[a-z]|@import|url\((?!#)", html)
    assert {tag for tag in ("script", "link", "img", "iframe", "object", "embed") if root.all(tag)} == set()
    targets = [value for node in root.walk() for name, value in node.attrs.items() if name in ("href", "src")]
    assert all(target.startswith("#") for target in targets)
    policy = root.one("meta", **{"http-equiv": "Content-Security-Policy"}).attrs["content"]
    assert policy.startswith("default-src 'none'")


def test_every_link_leads_somewhere_and_no_id_is_used_twice(batch: list[ScoreResult], page: Page) -> None:
    root = page(batch)
    ids = [node.attrs["id"] for node in root.walk() if "id" in node.attrs]
    assert len(ids) == len(set(ids))
    assert {node.attrs["href"][1:] for node in root.all("a")} <= set(ids)
    labels = [value for node in root.walk() for value in node.attrs.get("aria-labelledby", "").split()]
    assert set(labels) <= set(ids)


def test_tables_and_plots_can_be_read_aloud(batch: list[ScoreResult], page: Page) -> None:
    root = page(batch)
    assert {node.attrs.get("scope") for node in root.all("th")} == {"col", "row"}
    plots = [node for node in root.all("svg") if "aria-hidden" not in node.attrs]
    assert len(plots) == 4 + 29, "a histogram a question, a bar a key point"
    for plot in plots:
        assert plot.attrs["role"] == "img"
        assert plot.one("title").text()
        assert plot.one("desc").text().endswith("。")


def test_the_style_prints_on_a4_and_keeps_answers_whole(batch: list[ScoreResult], page: Page) -> None:
    style = page(batch).one("style").text()
    assert "@page { size: A4;" in style
    assert re.search(r"\.answer[^{}]*\{ break-inside: avoid; \}", style)


def test_colours_of_key_points_are_legible(page: Page) -> None:
    style = page([]).one("style").text()
    grounds = re.findall(r"\.k\d+ \{ background: (#\w{6});", style)
    assert len(grounds) == len(set(grounds)) == COLOURS
    assert min(contrast(ground, "#111111") for ground in grounds) > 7
    soft = re.search(r"--soft: (#\w{6})", style)
    assert soft is not None
    assert contrast(soft[1], "#ffffff") > 4.5


def contrast(one: str, other: str) -> float:
    """Contrast of two colours after WCAG 2."""
    light, dark = sorted(map(luminance, (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_two_runs_are_the_same_to_the_byte(batch: list[ScoreResult], written: Callable[..., str]) -> None:
    assert written(batch) == written(batch)


def test_the_overview_counts(batch: list[ScoreResult], page: Page) -> None:
    marked = [result for result in batch if result.marks is not None]
    overview = page(batch, bank="随附题库").one("section", id="overview")
    cards = {node.one("dt").text(): node.one("dd").text() for node in overview.one("dl", "cards").all("div")}
    assert cards["答卷"] == "46 份"
    assert cards["人数"] == "12 人"
    assert cards["需要人工查看"] == f"{sum(bool(result.flags) for result in batch)} 份"
    assert cards["未能评分"] == "2 行"
    passed = sum(result.passed for result in marked) / len(marked)
    assert cards["及格率"] == f"{100 * passed:.1f}%"
    made_by = overview.one("dl", "made-by").text()
    assert batch[0].signature in made_by
    assert "随附题库" in made_by


def test_the_distribution_stands_as_plot_and_table(batch: list[ScoreResult], page: Page) -> None:
    block = page(batch).one("div", id="distribution-1")
    counts = [row.all("td")[0].text() for row in block.one("tbody").all("tr")]
    assert [node.text() for node in block.all("text", "count")] == counts
    assert sum(map(int, counts)) == 11
    assert "及格线 6 分" in block.one("desc").text()


def test_key_points_stand_most_missed_first(batch: list[ScoreResult], page: Page) -> None:
    rows = page(batch).one("div", id="key-points-2").one("tbody").all("tr")
    assert len(rows) == 12
    rates = [float(row.all("td")[6].text().rstrip("%")) for row in rows]
    assert rates == sorted(rates)
    for row in rows:
        counted = [int(cell.text()) for cell in row.all("td")[2:6]]
        assert sum(counted) == 11
        drawn = [round(float(bar.attrs["width"]) * 11 / 160) for bar in row.one("svg").all("rect")]
        assert drawn == [count for count in counted if count]


def test_flagged_answers_are_listed_with_reason_and_link(batch: list[ScoreResult], page: Page) -> None:
    root = page(batch)
    rows = root.one("section", id="to-look-at").all("tbody")[1].all("tr")
    flagged = [place for place, result in enumerate(batch, start=1) if result.flags]
    assert [row.one("a").attrs["href"] for row in rows] == [f"#answer-{place}" for place in flagged]
    assert "得分临近及格线" in {reason for row in rows for reason in row.all("td")[-1].text().split("；")}


def test_rows_not_marked_are_listed_with_reason_and_remedy(batch: list[ScoreResult], page: Page) -> None:
    rows = page(batch).one("section", id="not-marked").one("tbody").all("tr")
    assert [[cell.text() for cell in row.parts if not isinstance(cell, str)] for row in rows] == [
        [
            "第 45 份",
            "20240099",
            "什么是安全？",
            "题库里没有题目“什么是安全？”",
            "用 safety-scoring questions 查看全部题目编号",
        ],
        ["第 46 份", "—", "—", "这一行没有题目", "在“题目”一列写明题目编号或题目原文"],
    ]


EMPTY = [("overview", "—"), ("distribution", "没有已评分的答卷。"), ("key-points", "没有已评分的答卷。")]
EMPTY += [("to-look-at", "没有需要人工查看的答卷。"), ("not-marked", "所有的行都已评分。")]


@pytest.mark.parametrize(("section", "said"), [*EMPTY, ("answers", "没有已评分的答卷。")])
def test_an_empty_batch_is_a_page_that_says_so(section: str, said: str, page: Page) -> None:
    assert said in page([]).one("section", id=section).text()
