"""`safety-scoring evaluate`: machine marks against human marks, on the terminal and as a report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from rich.text import Text

from safety_scoring.agreement.evaluate import evaluate as compare
from safety_scoring.agreement.figures import Evaluation
from safety_scoring.bank.load import load_bank
from safety_scoring.cli.calibration import open_calibration
from safety_scoring.cli.console import report_faults, show, stderr
from safety_scoring.cli.evaluation import draw
from safety_scoring.cli.outputs import check_suffix
from safety_scoring.cli.understood import read_and_say
from safety_scoring.errors import Fault
from safety_scoring.files.atomic import atomic_path
from safety_scoring.report.evaluation import write_evaluation
from safety_scoring.scorer import Scorer

__all__ = ["evaluate"]

_PAGES = (".html", ".htm")
_SUFFIXES = (*_PAGES, ".json")


def evaluate(
    marked: Path,
    *,
    reference: Path | None = None,
    output: Path | None = None,
    calibration: Path | None = None,
) -> bool:
    """Mark answers that humans have marked, print how far the two agree, and write it where asked.

    Args:
        marked: CSV, TSV, XLSX or JSONL with human marks.
        reference: the bank; None for the bundled one.
        output: a page (.html) or the figures (.json), or None.
        calibration: what `calibrate` wrote; the marks are then those with it.

    Returns:
        Whether every row was used.

    Raises:
        SafetyScoringError: bank, answers or output cannot be used; nothing is written.
    """
    with _reserve(output, marked) as temporary:
        bank = load_bank(reference)
        scorer = Scorer(bank, calibration=open_calibration(calibration, bank))
        file = read_and_say(marked, bank)
        with stderr().status("正在评分") if stderr().is_terminal else nullcontext():
            evaluation = compare(file.answers, scorer.score_many)
        faults = (*file.faults, *evaluation.faults)
        if output is not None and temporary is not None:
            _write(evaluation, temporary, marked.name, faults)
    show(*draw(evaluation))
    if faults:
        report_faults(faults, heading="没有计入的行：", rest="其余 {} 条从略。")
    if output is not None:
        show("", Text(f"报告：{output}", no_wrap=True, overflow="ignore"))
    return not faults


@contextmanager
def _reserve(output: Path | None, marked: Path) -> Iterator[Path | None]:
    """The place of the output, checked before any work."""
    if output is None:
        yield None
        return
    check_suffix(output, _SUFFIXES)
    with atomic_path(output, [marked]) as temporary:
        yield temporary


def _write(evaluation: Evaluation, path: Path, source: str, faults: tuple[Fault, ...]) -> None:
    if path.suffix.lower() in _PAGES:
        write_evaluation(evaluation, path, source=source, faults=faults)
        return
    data = {**evaluation.to_dict(), "faults": [str(fault) for fault in faults]}
    text = json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)
    # Half a surrogate pair, which JSON may hold, has no place in UTF-8.
    path.write_bytes(f"{text}\n".encode("utf-8", "replace"))
