"""The option `--calibration`: the file, read and held against the bank."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from safety_scoring.bank.model import Bank
from safety_scoring.calibration import Calibration, load_calibration
from safety_scoring.cli.console import report_faults
from safety_scoring.errors import Fault

__all__ = ["open_calibration"]


def open_calibration(path: Path | None, bank: Bank) -> Calibration | None:
    """Read a calibration; what does not fit the bank is told and does no harm.

    Args:
        path: the file; None for none.
        bank: whose questions are to be marked.

    Raises:
        CalibrationError: the file cannot be used.
    """
    if path is None:
        return None
    calibration = load_calibration(path)
    warnings = list(_misfits(calibration, bank, path.name))
    if warnings:
        report_faults(warnings, style="yellow", heading="请留意：")
    return calibration


def _misfits(calibration: Calibration, bank: Bank, file: str) -> Iterator[Fault]:
    if calibration.bank != bank.fingerprint:
        what = f"校准时的题库（{calibration.bank}）与现在的（{bank.fingerprint}）内容不同，仍照它换算得分"
        yield Fault(what, "题库改动之后，最好用 safety-scoring calibrate 重新校准", file)
    known = {question.id for question in bank.questions}
    unknown = [name for name in calibration.curves if name not in known]
    if unknown:
        what = f"题库里没有校准文件中的这些题目，没有用上：{'、'.join(unknown)}"
        yield Fault(what, "检查 --calibration 和 --reference 是否配套", file)
