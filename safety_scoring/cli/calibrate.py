"""`safety-scoring calibrate`: curves from machine to human marks, where they help answers held out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from safety_scoring.agreement.calibrate import Fit, QuestionFit
from safety_scoring.agreement.calibrate import calibrate as fit_curves
from safety_scoring.agreement.evaluate import evaluate as compare
from safety_scoring.agreement.figures import Evaluation
from safety_scoring.bank.load import load_bank
from safety_scoring.bank.model import Bank
from safety_scoring.cli.console import printable, report_faults, show, stderr, table
from safety_scoring.cli.outputs import check_suffix
from safety_scoring.cli.prose import Prose
from safety_scoring.cli.understood import read_and_say
from safety_scoring.errors import AnswersError, Fault
from safety_scoring.files.atomic import atomic_path
from safety_scoring.marked.answers import MarkedAnswer
from safety_scoring.report.evaluation_rows import marks_rows
from safety_scoring.scorer import Scorer

__all__ = ["calibrate"]

_QUESTIONS = 40  # questions in a table; all of them stand in the file
_KEY = (
    "误差：机器得分与人工得分平均相差的分数。校准后的误差在没有参加拟合的作答上测得"
    "（五折，文字相同的作答不分开）；明显变小的题才校准。"
)


def calibrate(marked: Path, output: Path, *, reference: Path | None = None) -> bool:
    """Fit a calibration to answers that humans have marked, print what it does, and write it.

    Args:
        marked: CSV, TSV, XLSX or JSONL with human marks.
        output: the calibration (.json).
        reference: the bank; None for the bundled one.

    Returns:
        Whether every row was used.

    Raises:
        SafetyScoringError: bank, answers or output cannot be used; nothing is written.
    """
    check_suffix(output, (".json",))
    with atomic_path(output, [marked]) as temporary:
        bank = load_bank(reference)
        file = read_and_say(marked, bank)
        with stderr().status("正在评分和校准") if stderr().is_terminal else nullcontext():
            fit, before, after = _fit(file.answers, bank)
        if not fit.questions:
            remedy = "写总分一列 marks，或者给题目的每个要点评分"
            raise AnswersError(
                [*file.faults, *before.faults, Fault("没有一份作答有人工总分", remedy, marked.name)]
            )
        temporary.write_text(fit.calibration.to_json(), "utf-8")
    show(*_drawn(fit, before, after))
    faults = (*file.faults, *before.faults)
    if faults:
        report_faults(faults, heading="没有计入的行：", rest="其余 {} 条从略。")
    show("", *_closing(fit, output))
    return not faults


def _fit(marked: Sequence[MarkedAnswer], bank: Bank) -> tuple[Fit, Evaluation, Evaluation]:
    """The calibration, and the agreement without it and, out of fold, with it."""
    rows = [{"id": item.id, "question": item.question, "answer": item.answer} for item in marked]
    results = list(Scorer(bank).score_many(rows))
    fit = fit_curves(marked, results, bank=bank.fingerprint)
    before = compare(marked, lambda _: results, worst=0)
    after = compare(marked, lambda _: fit.held_out, worst=0)
    return fit, before, after


def _drawn(fit: Fit, before: Evaluation, after: Evaluation) -> Iterator[RenderableType]:
    yield Prose("\n各题：", "bold")
    yield Prose(_KEY)
    yield _questions(fit.questions[:_QUESTIONS])
    if len(fit.questions) > _QUESTIONS:
        yield Prose(f"其余 {len(fit.questions) - _QUESTIONS} 题见校准文件。")
    yield Prose("\n总体：", "bold")
    drawn = table("指标", "校准前", "校准后", "说明", numbers=("校准前", "校准后"))
    for raw, held_out in zip(marks_rows(before), marks_rows(after), strict=True):
        drawn.add_row(Prose(raw.name), raw.machine, held_out.machine, Prose(raw.note))
    yield drawn


def _questions(fits: Sequence[QuestionFit]) -> Table:
    numbers = ("份数", "满分", "误差", "校准后")
    drawn = table("题目", *numbers, "结果", numbers=numbers)
    for fit in fits:
        drawn.add_row(
            Prose(printable(fit.text or fit.id)),
            str(fit.answers),
            f"{fit.full_marks:g}",
            f"{fit.error_raw * fit.full_marks:.2f}",
            "—" if fit.error is None else f"{fit.error * fit.full_marks:.2f}",
            Text("校准", "green") if fit.curve else Prose(f"保持原样：{fit.reason}"),
        )
    return drawn


def _closing(fit: Fit, output: Path) -> Iterator[RenderableType]:
    curves, left = len(fit.calibration.curves), len(fit.calibration.left_alone)
    yield Prose(f"共 {len(fit.questions)} 道题：校准 {curves} 道，保持原样 {left} 道。")
    yield Text(f"校准文件：{output}", no_wrap=True, overflow="ignore")
    if curves:
        use = f"使用：safety-scoring batch 作答表 -o 结果 --calibration {output}"
        yield Text(use, no_wrap=True, overflow="ignore")
