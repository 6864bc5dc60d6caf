"""The outputs of a batch, by their suffix: all of them take their places together, or none does."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from safety_scoring.batch.run import Sink
from safety_scoring.errors import Fault, OutputError
from safety_scoring.files.atomic import atomic_path
from safety_scoring.files.write import CsvWriter, JsonlWriter
from safety_scoring.report.columns import detail_columns, detail_row
from safety_scoring.report.html import HtmlReport
from safety_scoring.report.workbook import ResultsWorkbook
from safety_scoring.result import ScoreResult

__all__ = ["Outputs", "check_suffix", "open_sinks", "reserve"]

_RESULTS = (".xlsx", ".csv", ".jsonl")
_REPORTS = (".html", ".htm")


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where a batch writes before everything is complete.

    Attributes:
        results: temporary path of the results; its suffix is that of the file to be.
        report: temporary path of the report, or None.
    """

    results: Path
    report: Path | None


@contextmanager
def reserve(results: Path, report: Path | None, inputs: Collection[Path]) -> Iterator[Outputs]:
    """Check the outputs before any work, and put them in their places at the end.

    Where anything fails in between, nothing is written and older files stay as they were.

    Args:
        results: the file to write; its suffix says of which kind.
        report: likewise, or None.
        inputs: files that must not be overwritten.

    Raises:
        OutputError: every fault of the paths; or what failed in writing.
    """
    with ExitStack() as stack:
        shown: dict[Path, Path] = {}
        faults: list[Fault] = []
        for path, suffixes in ((results, _RESULTS), *([(report, _REPORTS)] if report else [])):
            try:
                check_suffix(path, suffixes)
                shown[stack.enter_context(atomic_path(path, inputs))] = path
            except OutputError as error:  # noqa: PERF203 - twice at most
                faults += error.faults
        if faults:
            raise OutputError(faults)
        try:
            yield Outputs(*shown, *([] if report else [None]))
        except OutputError as error:
            raise OutputError(_named(fault, shown) for fault in error.faults) from error


@contextmanager
def open_sinks(
    outputs: Outputs, rows: Iterable[Iterable[str]], source: str, *, calibrated: bool
) -> Iterator[Sequence[Sink]]:
    """The sinks that write the outputs, complete when the block ends.

    Args:
        outputs: where.
        rows: names of the other columns of each row; in tables they stand first.
        source: name of the file of answers, for the report.
        calibrated: whether a calibration is at work; tables then show the marks before it, too.
    """
    with ExitStack() as stack:
        sinks: list[Sink] = [_results(stack, outputs.results, rows, calibrated=calibrated)]
        if outputs.report is not None:
            sinks.append(stack.enter_context(HtmlReport(outputs.report, subtitle=source)))
        yield sinks


def check_suffix(path: Path, suffixes: Sequence[str]) -> None:
    """Refuse an output of a kind that is not written here.

    Args:
        path: as the user gave it.
        suffixes: of the kinds that are.

    Raises:
        OutputError: with the suffixes that would do.
    """
    if path.suffix.lower() not in suffixes:
        kind = f"后缀为 {path.suffix} 的文件" if path.suffix else "没有后缀的文件"
        raise OutputError(Fault(f"这里不能写出{kind}", f"后缀改为 {'、'.join(suffixes)}", str(path)))


class _Lines:
    """JSONL: the published JSON, a line a result."""

    def __init__(self, writer: JsonlWriter) -> None:
        self._writer = writer

    def add(self, result: ScoreResult) -> None:
        self._writer.add(result.to_dict())


class _Rows:
    """CSV: the columns that an examiner reads."""

    def __init__(self, path: Path, extra: Sequence[str], *, calibrated: bool) -> None:
        self._extra = extra
        self._calibrated = calibrated
        self._columns = detail_columns(extra, calibrated=calibrated)
        self._writer = CsvWriter(path, self._columns)

    def add(self, result: ScoreResult) -> None:
        row = detail_row(result, self._extra, calibrated=self._calibrated)
        self._writer.add(dict(zip(self._columns, row, strict=True)))

    def close(self) -> None:
        self._writer.close()


def _results(stack: ExitStack, path: Path, rows: Iterable[Iterable[str]], *, calibrated: bool) -> Sink:
    suffix = path.suffix.lower()
    if suffix == ".jsonl":
        return _Lines(stack.enter_context(closing(JsonlWriter(path))))
    extra = tuple(dict.fromkeys(name for row in rows for name in row))
    if suffix == ".csv":
        return stack.enter_context(closing(_Rows(path, extra, calibrated=calibrated)))
    return stack.enter_context(ResultsWorkbook(path, extra=extra, calibrated=calibrated))


def _named(fault: Fault, shown: dict[Path, Path]) -> Fault:
    """The fault with the name that the user gave instead of the temporary one."""
    for temporary, path in shown.items():
        if fault.file in (str(temporary), temporary.name):
            return replace(fault, file=str(path))
    return fault
