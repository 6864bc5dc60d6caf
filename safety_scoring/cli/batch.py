"""`safety-scoring batch`: a file of answers in, results and a report out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from safety_scoring.bank.load import load_bank
from safety_scoring.bank.model import Bank
from safety_scoring.batch.run import run_batch
from safety_scoring.calibration import Calibration
from safety_scoring.cli.calibration import open_calibration
from safety_scoring.cli.carried import open_carried
from safety_scoring.cli.closing import say_closing
from safety_scoring.cli.console import printable, report_faults, show
from safety_scoring.cli.outputs import open_sinks, reserve
from safety_scoring.cli.progress import bar
from safety_scoring.cli.prose import Prose
from safety_scoring.errors import AnswersError, Fault, SafetyScoringError
from safety_scoring.files.answers import AnswerFile, read_answers
from safety_scoring.files.overrides import OverrideRow, read_overrides
from safety_scoring.report.summary import Summary
from safety_scoring.scorer import Scorer

__all__ = ["Columns", "batch"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Columns:
    """What the user settles about the columns; None where the file speaks for itself.

    Attributes:
        question, answer, id: headers.
        sheet: the one sheet to read.
        mapping: ``header=question``, as typed.
    """

    question: str | None = None
    answer: str | None = None
    id: str | None = None
    sheet: str | None = None
    mapping: tuple[str, ...] = ()


def batch(
    answers: Path,
    output: Path,
    *,
    report: Path | None = None,
    reference: Path | None = None,
    overrides: Path | None = None,
    calibration: Path | None = None,
    columns: Columns,
) -> bool:
    """Mark a file of answers, write the outputs, and say what happened.

    Args:
        answers: CSV, TSV, XLSX or JSONL, long or wide.
        output: the results; the suffix says in which form.
        report: an HTML page beside them.
        reference: the bank; None for the bundled one.
        overrides: a table of human decisions.
        calibration: what `calibrate` wrote.
        columns: what the user settles about the columns of `answers`.

    Returns:
        Whether every row was marked and every human decision used.

    Raises:
        SafetyScoringError: an input or output cannot be used; nothing is written.
    """
    inputs = [path for path in (answers, overrides, calibration) if path is not None]
    with reserve(output, report, inputs) as outputs:
        bank, file, decisions, curves = _read(answers, reference, overrides, calibration, columns)
        _say_understood(file)
        figures = Summary()
        names = (row.row for row in file.rows)
        scorer = Scorer(bank, calibration=curves, marked=open_carried(reference, bank))
        opened = open_sinks(outputs, names, answers.name, calibrated=curves is not None)
        # nothing moves until the bank is ready and the first rows are marked
        with opened as sinks, bar("正在准备题库", "正在评分", len(file.rows)) as moving:
            advance = moving.advance if moving else None
            summary = run_batch(scorer, file.rows, [*sinks, figures], decisions, advance)
    say_closing(summary, figures.figures(), output, report)
    return summary.clean


def _read(
    answers: Path,
    reference: Path | None,
    overrides: Path | None,
    calibration: Path | None,
    columns: Columns,
) -> tuple[Bank, AnswerFile, list[OverrideRow], Calibration | None]:
    """Everything that is read, or every fault of all of it."""
    faults: list[Fault] = []
    bank = _attempt(faults, lambda: load_bank(reference))
    mapping = _attempt(faults, lambda: _mapping(columns.mapping))
    decisions = _attempt(faults, lambda: read_overrides(overrides) if overrides else [])
    file = curves = None
    if bank is not None:
        curves = _attempt(faults, lambda: open_calibration(calibration, bank))
    if bank is not None and mapping is not None:
        texts = {question.id: question.question for question in bank.questions}
        file = _attempt(faults, lambda: _read_answers(answers, texts, columns, mapping))
    if faults or bank is None or file is None or decisions is None:
        raise SafetyScoringError(faults)
    return bank, file, decisions, curves


def _attempt(faults: list[Fault], step: Callable[[], T]) -> T | None:
    """What a step gives; its faults are added to the list where it fails."""
    try:
        return step()
    except SafetyScoringError as error:
        faults += error.faults
        return None


def _read_answers(
    answers: Path, texts: Mapping[str, str], columns: Columns, mapping: Mapping[str, str]
) -> AnswerFile:
    return read_answers(
        answers,
        texts,
        question_column=columns.question,
        answer_column=columns.answer,
        id_column=columns.id,
        sheet=columns.sheet,
        mapping=mapping,
    )


def _mapping(given: Sequence[str]) -> dict[str, str]:
    """Question by header; headers may hold ``=`` themselves, ids of questions never do."""
    mapping: dict[str, str] = {}
    faults = []
    for item in given:
        header, sign, question = (part.strip() for part in item.rpartition("="))
        if not (header and sign and question):
            faults.append(Fault(f"--map 看不懂“{item}”", "写成 --map '列名=题目编号'"))
        elif mapping.setdefault(header, question) != question:
            faults.append(Fault(f"--map 把“{header}”列指给了两道题", "每一列只指给一道题"))
    if faults:
        raise AnswersError(faults)
    return mapping


def _say_understood(file: AnswerFile) -> None:
    show("识别结果：", *(Prose(printable(line), indent=2) for line in file.understood))
    if file.faults:
        report_faults(file.faults, style="yellow", heading="请留意：", rest="其余 {} 条从略。")
