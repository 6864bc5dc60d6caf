"""Large batches: which answers the report shows, and that it says so."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from safety_scoring.report import selection
from safety_scoring.result import ScoreResult

Make = Callable[..., ScoreResult]
Page = Callable[..., Any]


def test_a_large_batch_shows_flagged_answers_and_a_sample_and_says_so(make: Make, page: Page) -> None:
    plain = make("shared-duty", ("full",) * 3)
    look = dataclasses.replace(plain, flags=("borderline",))
    rows = [look if place % 200 == 0 else plain for place in range(selection.WHOLE + 1)]
    root = page(rows)
    shown = [int(node.attrs["id"].removeprefix("answer-")) for node in root.all("article")]
    assert shown == sorted(shown)
    assert {place for place in range(1, 2002) if rows[place - 1].flags} <= set(shown)
    assert len(shown) == 11 + selection.SAMPLE
    note = root.one("section", id="answers").all("p", "note")[0].text()
    assert note == (
        "答卷超过 2000 份：这里只列出需要人工查看的 11 份，以及从其余答卷中随机抽取（种子固定，每次相同）的 "
        "200 份；全部得分见评分结果文件。"
    )
    assert "2001" in root.one("dl", "cards").text(), "figures are of the whole batch"


def test_up_to_two_thousand_answers_all_are_kept(make: Make) -> None:
    chosen = selection.Selection()
    result = make("shared-duty", ("full",) * 3)
    for place in range(1, selection.WHOLE + 1):
        chosen.add(place, result)
    assert chosen.complete
    assert [placed.position for placed in chosen.chosen()] == list(range(1, 2001))


def test_flagged_answers_beyond_the_limit_are_said(
    make: Make, monkeypatch: pytest.MonkeyPatch, page: Page
) -> None:
    monkeypatch.setattr(selection, "WHOLE", 3)
    root = page([make("shared-duty", ("full",) * 3, flags=("borderline",))] * 5)
    assert "需要查看的答卷共 5 份，这里列出前 3 份" in root.one("section", id="to-look-at").text()
    assert len(root.all("article")) == 3


def test_the_sample_is_the_same_each_time_and_from_everywhere(make: Make) -> None:
    result = make("shared-duty", ("full",) * 3)

    def draw() -> list[int]:
        chosen = selection.Selection()
        for place in range(1, 8001):
            chosen.add(place, result)
        return [placed.position for placed in chosen.chosen()]

    places = draw()
    assert places == draw()
    assert len(places) == selection.SAMPLE
    assert {place % 4 for place in places} == {0, 1, 2, 3}, "every question of a wide file"
    assert min(places) < 1000
    assert max(places) > 7000
