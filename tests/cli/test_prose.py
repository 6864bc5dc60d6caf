"""Where Chinese lines may break."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from safety_scoring.cli.prose import Prose, wrapped

LINES = {
    "fits": ("安全生产", 8, ["安全生产"]),
    "full: between characters": ("安全生产红线", 8, ["安全生产", "红线"]),
    "odd width: a character takes two cells": ("安全生产红线", 9, ["安全生产", "红线"]),
    "no line begins with a comma": ("安全生产，红线", 8, ["安全生", "产，红线"]),
    "nor with several marks": ("安全生产”。红", 8, ["安全生", "产”。红"]),
    "no line ends with an opening quotation mark": ("安全生“红线”", 8, ["安全生", "“红线”"]),
    "figures and words stay whole": ("安全生产 fire-exit 红线", 12, ["安全生产", "fire-exit 红", "线"]),
    "a figure does not end its line": ("得 2 分", 8, ["得 2 分"]),
    "no blank begins a line": ("安全生产 红线", 8, ["安全生产", "红线"]),
    "own line ends": ("安全\n\n生产", 8, ["安全", "", "生产"]),
    "longer than any line: torn apart": ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
    "empty": ("", 8, [""]),
}


@pytest.mark.parametrize(("text", "width", "lines"), LINES.values(), ids=LINES.keys())
def test_lines(text: str, width: int, lines: list[str]) -> None:
    assert list(wrapped(text, width)) == lines


@given(st.text(alphabet="安全生产，。“”（）a1 -\n", max_size=60), st.integers(4, 40))
def test_nothing_is_lost_and_nothing_is_too_long(text: str, width: int) -> None:
    lines = list(wrapped(text, width))
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in lines)


def test_a_pipe_gets_one_line_in_linear_time() -> None:
    text = "安全生产，" * 100_000
    started = time.perf_counter()
    assert list(wrapped(text, 2_000_000)) == [text]
    assert time.perf_counter() - started < 5


def test_in_rich() -> None:
    console = Console(width=12)
    with console.capture() as captured:
        console.print(Prose("安全生产，红线", indent=2))
    assert [line.rstrip() for line in captured.get().splitlines()] == ["  安全生产，", "  红线"]
