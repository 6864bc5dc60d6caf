"""Where a batch breaks off, older outputs stay, and nothing temporary is left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from safety_scoring.batch.run import Sink
from safety_scoring.scorer import Scorer

Cli = Callable[..., Any]


def left_over(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


FAILURES = {
    "interrupted": (KeyboardInterrupt(), 130),
    "a bug": (RuntimeError("bug"), None),
}


@pytest.mark.parametrize(("error", "code"), FAILURES.values(), ids=FAILURES.keys())
@pytest.mark.parametrize("suffix", ["jsonl", "csv", "xlsx"])
def test_a_run_that_breaks_off_leaves_the_old_files(
    cli: Cli,
    bank: Path,
    answers: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    suffix: str,
    error: BaseException,
    code: int | None,
) -> None:
    output, report = tmp_path / f"r.{suffix}", tmp_path / "r.html"
    for path in (output, report):
        path.write_text("old", "utf-8")

    def broken_off(scorer: Scorer, _: object, sinks: list[Sink], *__: object) -> None:
        for result in scorer.score_many([{"id": "1", "question": "fire-exit", "answer": "上报"}]):
            for sink in sinks:
                sink.add(result)
        raise error

    monkeypatch.setattr("safety_scoring.cli.batch.run_batch", broken_off)
    arguments = ("batch", answers, "-o", output, "--report", report, "--reference", bank)
    if code is None:
        with pytest.raises(RuntimeError, match="bug"):
            cli(*arguments)
    else:
        ran = cli(*arguments)
        assert ran.code == code
        again = " ".join(["safety-scoring", *map(str, arguments)])
        assert ran.err == f"已中断，没有写完的文件已删除。重新运行：{again}\n"
    assert output.read_text("utf-8") == report.read_text("utf-8") == "old"
    assert left_over(tmp_path) == sorted(["answers.csv", output.name, "r.html"])


@pytest.mark.parametrize("broken", ["HtmlReport", "ResultsWorkbook"])
def test_where_one_output_fails_at_the_end_neither_appears(
    cli: Cli, bank: Path, answers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, broken: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    step = {"HtmlReport": "_parts", "ResultsWorkbook": "_save"}[broken]
    monkeypatch.setattr(f"safety_scoring.cli.outputs.{broken}.{step}", full)
    output, report = tmp_path / "r.xlsx", tmp_path / "r.html"
    ran = cli("batch", answers, "-o", output, "--report", report, "--reference", bank)
    assert ran.code == 2
    shown = report if broken == "HtmlReport" else output
    assert ran.err == f"{shown}：磁盘已满，没有写出。处理办法：清理磁盘空间后重试\n"
    assert left_over(tmp_path) == ["answers.csv"]
