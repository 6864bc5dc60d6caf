"""`safety-scoring evaluate`: machine marks against human marks, on the terminal and as a report."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

from rich.text import Text

from safety_scoring.agreement.evaluate import evaluate as compare
from safety_scoring.agreement.figures import Evaluation
from safety_scoring.agreement.folds import FoldedEvaluation, evaluate_out_of_fold
from safety_scoring.bank.load import load_bank
from safety_scoring.cli.calibration import open_calibration
from safety_scoring.cli.carried import open_carried
from safety_scoring.cli.console import report_faults, show, stderr
from safety_scoring.cli.evaluation import draw
from safety_scoring.cli.outputs import check_suffix
from safety_scoring.cli.progress import bar
from safety_scoring.cli.understood import read_and_say
from safety_scoring.errors import Fault
from safety_scoring.files.atomic import atomic_path
from safety_scoring.marked.answers import MarkedAnswer, identity
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
    folds: int | None = None,
) -> bool:
    """Mark answers that humans have marked, print how far the two agree, and write it where asked.

    Args:
        marked: CSV, TSV, XLSX or JSONL with human marks.
        reference: the bank; None for the bundled one.
        output: a page (.html) or the figures (.json), or None.
        calibration: what `calibrate` wrote; the marks are then those with it.
        folds: where given, each answer is marked by a scorer that was trained with the marked answers of
            the other folds, and by the bank alone.

    Returns:
        Whether every row was used.

    Raises:
        SafetyScoringError: bank, answers or output cannot be used; nothing is written.
    """
    with _reserve(output, marked) as temporary:
        bank = load_bank(reference)
        carried = open_carried(reference, bank)
        curves = open_calibration(calibration, bank)
        file = read_and_say(marked, bank)
        if folds is None:
            _say_known(file.answers, carried, marked.name)
            folded = None
            with stderr().status("正在评分") if stderr().is_terminal else nullcontext():
                scorer = Scorer(bank, calibration=curves, marked=carried)
                evaluation = compare(file.answers, scorer.score_many)
        else:
            with bar("正在准备题库", "正在分折训练和评分", folds) as moving:
                folded = evaluate_out_of_fold(
                    file.answers,
                    lambda others: Scorer(bank, calibration=curves, marked=others),
                    folds=folds,
                    carried=carried,
                    advance=moving.advance if moving else None,
                )
            evaluation = folded.trained
        faults = (*file.faults, *evaluation.faults)
        if output is not None and temporary is not None:
            _write(evaluation, folded, temporary, marked.name, faults)
    show(*draw(evaluation, folded))
    if faults:
        report_faults(faults, heading="没有计入的行：", rest="其余 {} 条从略。")
    if output is not None:
        show("", Text(f"报告：{output}", no_wrap=True, overflow="ignore"))
    return not faults


def _say_known(marked: Sequence[MarkedAnswer], carried: Sequence[MarkedAnswer], name: str) -> None:
    """Warn where answers are measured that the scorer has learnt from."""
    learnt = {identity(item) for item in carried if item.case is None}
    known = sum(identity(item) in learnt for item in marked)
    if known:
        what = f"有 {known} 份作答也在题库带的已评作答里，评分时可能已经学过，一致程度会偏高"
        remedy = "用 --folds 5，每份作答由没有学过它的评分来评"
        report_faults([Fault(what, remedy, name)], style="yellow", heading="请留意：")


@contextmanager
def _reserve(output: Path | None, marked: Path) -> Iterator[Path | None]:
    """The place of the output, checked before any work."""
    if output is None:
        yield None
        return
    check_suffix(output, _SUFFIXES)
    with atomic_path(output, [marked]) as temporary:
        yield temporary


def _write(
    evaluation: Evaluation,
    folded: FoldedEvaluation | None,
    path: Path,
    source: str,
    faults: tuple[Fault, ...],
) -> None:
    if path.suffix.lower() in _PAGES:
        write_evaluation(evaluation, path, source=source, folded=folded, faults=faults)
        return
    data = {**evaluation.to_dict(), "faults": [str(fault) for fault in faults]}
    if folded is not None:
        data["folds"] = folded.to_dict()
    text = json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)
    # Half a surrogate pair, which JSON may hold, has no place in UTF-8.
    path.write_bytes(f"{text}\n".encode("utf-8", "replace"))
