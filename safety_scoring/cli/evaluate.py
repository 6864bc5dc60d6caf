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
from safety_scoring.cli.console import printable, report_faults, show, stderr
from safety_scoring.cli.evaluation import draw
from safety_scoring.cli.prose import Prose
from safety_scoring.errors import AnswersError, Fault, OutputError
from safety_scoring.files.atomic import atomic_path
from safety_scoring.marked.answers import MarkedFile
from safety_scoring.marked.read import read_marked
from safety_scoring.report.evaluation import write_evaluation
from safety_scoring.scorer import Scorer

__all__ = ["evaluate"]

_PAGES = (".html", ".htm")
_SUFFIXES = (*_PAGES, ".json")


def evaluate(marked: Path, *, reference: Path | None = None, output: Path | None = None) -> bool:
    """Mark answers that humans have marked, print how far the two agree, and write it where asked.

    Args:
        marked: CSV, TSV, XLSX or JSONL with human marks.
        reference: the bank; None for the bundled one.
        output: a page (.html) or the figures (.json), or None.

    Returns:
        Whether every row was used.

    Raises:
        SafetyScoringError: bank, answers or output cannot be used; nothing is written.
    """
    with _reserve(output, marked) as temporary:
        bank = load_bank(reference)
        file = read_marked(marked, bank)
        _say_understood(file, marked)
        with stderr().status("正在评分") if stderr().is_terminal else nullcontext():
            evaluation = compare(file.answers, Scorer(bank).score_many)
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
    if output.suffix.lower() not in _SUFFIXES:
        kind = f"后缀为 {output.suffix} 的文件" if output.suffix else "没有后缀的文件"
        raise OutputError(Fault(f"这里不能写出{kind}", f"后缀改为 {'、'.join(_SUFFIXES)}", str(output)))
    with atomic_path(output, [marked]) as temporary:
        yield temporary


def _say_understood(file: MarkedFile, marked: Path) -> None:
    if not file.answers:
        raise AnswersError(
            file.faults or [Fault("没有一份作答有人工评分", "检查是否选错了文件", marked.name)]
        )
    show("识别结果：", *(Prose(printable(line), indent=2) for line in file.understood))
    if file.notices:
        report_faults(file.notices, style="yellow", heading="请留意：", rest="其余 {} 条从略。")


def _write(evaluation: Evaluation, path: Path, source: str, faults: tuple[Fault, ...]) -> None:
    if path.suffix.lower() in _PAGES:
        write_evaluation(evaluation, path, source=source, faults=faults)
        return
    data = {**evaluation.to_dict(), "faults": [str(fault) for fault in faults]}
    text = json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)
    # Half a surrogate pair, which JSON may hold, has no place in UTF-8.
    path.write_bytes(f"{text}\n".encode("utf-8", "replace"))
