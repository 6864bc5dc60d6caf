"""Writing the HTML report: whole or not at all."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from safety_scoring.errors import OutputError
from safety_scoring.report.html import HtmlReport
from safety_scoring.result import ScoreResult

Make = Callable[..., ScoreResult]


def test_the_file_appears_when_the_report_is_closed(
    batch: list[ScoreResult], tmp_path: Path, written: Callable[..., str]
) -> None:
    target = tmp_path / "评分报告.html"
    report = HtmlReport(target, title="考核")
    for result in batch:
        report.add(result)
    assert not target.exists()
    report.close()
    assert target.read_bytes().decode("utf-8") == written(batch, title="考核")
    assert list(tmp_path.iterdir()) == [target]


def test_a_run_that_fails_leaves_the_old_file(make: Make, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    target.write_text("旧的", "utf-8")

    def run() -> None:
        with HtmlReport(target) as report:
            report.add(make("shared-duty", ("full",) * 3))
            raise RuntimeError("评分中断")

    with pytest.raises(RuntimeError, match="评分中断"):
        run()
    assert target.read_text("utf-8") == "旧的"
    assert list(tmp_path.iterdir()) == [target]


def test_a_report_that_cannot_be_drawn_leaves_the_old_file(make: Make, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    target.write_text("旧的", "utf-8")
    report = HtmlReport(target)
    report.add(make("shared-duty", ("full",) * 3, flags=(object(),)))
    with pytest.raises(TypeError):
        report.close()
    assert target.read_text("utf-8") == "旧的"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_found_before_marking(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="nowhere"):
        HtmlReport(tmp_path / "nowhere" / "report.html")


def test_a_stream_of_the_caller_stays_open(make: Make) -> None:
    stream = io.StringIO()
    with HtmlReport(stream) as report:
        report.add(make("shared-duty", ("full",) * 3))
    assert not stream.closed
