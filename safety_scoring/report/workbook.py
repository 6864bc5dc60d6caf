"""A batch as an Excel workbook: persons, answers, key points, and how each key point fared."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import final

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from safety_scoring.files.write import atomic_path
from safety_scoring.report import tables
from safety_scoring.report.columns import detail_row
from safety_scoring.report.sheet import Sheet, Styles
from safety_scoring.report.standings import Standings
from safety_scoring.report.summary import Summary
from safety_scoring.result import ScoreResult

__all__ = ["ResultsWorkbook"]

_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the file format knows no time zone
_AWARDED = "AND(ISNUMBER($J2),$J2>=0,$J2<=$E2)"


@final
class ResultsWorkbook:
    """A sink for results that has the workbook ready when it is closed.

    Answers and key points are written as they come; persons and hit rates are held until the end. As
    a context manager it is closed at the end of the block; where the block fails, nothing is written
    and an older file stays as it was.

    Args:
        path: the file to write, whole or not at all.
        extra: the other columns of the input, in their order; every row's must be among them.
        calibrated: with the marks before a calibration beside the marks.

    Raises:
        OutputError: the file cannot be written, or a sheet cannot hold so many columns.
    """

    def __init__(self, path: str | Path, *, extra: Sequence[str] = (), calibrated: bool = False) -> None:
        self._extra = tuple(extra)
        self._calibrated = calibrated
        self._position = 0
        self._standings = Standings()
        self._summary = Summary()
        with ExitStack() as stack:
            self._open(stack, Path(path))
            self._stack = stack.pop_all()

    def add(self, result: ScoreResult) -> None:
        """Write the next result.

        Args:
            result: in the order of the batch, with its answer.

        Raises:
            OutputError: a sheet is full, or the row has a column that was not announced.
        """
        self._position += 1
        self._details.write(
            detail_row(result, self._extra, calibrated=self._calibrated),
            tables.detail_styles(result, self._extra, calibrated=self._calibrated),
        )
        for row, point in zip(tables.point_rows(result), result.key_points, strict=True):
            self._points.write(row, tables.point_styles(point))
        self._standings.add(self._position, result)
        self._summary.add(result)

    def close(self) -> None:
        """Write what was held, and put the file in its place.

        Raises:
            OutputError: the file cannot be written.
        """
        with self._stack:
            self._write_persons()
            self._write_hits()
            self._details.finish()
            self._points.finish()
            self._guard_overrides()
            self._save()

    def __enter__(self) -> ResultsWorkbook:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.close()
        else:
            self._stack.__exit__(kind, error, trace)

    def _open(self, stack: ExitStack, path: Path) -> None:
        target = stack.enter_context(atomic_path(path))
        rows = stack.enter_context(tempfile.TemporaryDirectory(prefix="safety-scoring-"))
        self._workbook = Workbook(str(target), {"constant_memory": True, "tmpdir": rows})
        stack.callback(self._release)
        self._workbook.use_zip64()
        self._workbook.set_properties({"created": _CREATED})
        self._styles = Styles(self._workbook)
        # The order of the tabs; what stands in the first and last is known at the end.
        names = ("成绩", "明细", "要点得分", "要点统计")
        self._persons_tab, details, points, self._hits_tab = map(self._workbook.add_worksheet, names)
        layout = tables.detail_layout(self._extra, calibrated=self._calibrated)
        self._details = Sheet(details, self._styles, layout)
        self._points = Sheet(points, self._styles, tables.POINT_COLUMNS)

    def _write_persons(self) -> None:
        layout = tables.person_layout(self._standings, self._extra)
        sheet = Sheet(self._persons_tab, self._styles, layout)
        for row in tables.person_rows(self._standings, self._extra):
            sheet.write(row, tables.person_styles(row))
        sheet.finish()

    def _write_hits(self) -> None:
        sheet = Sheet(self._hits_tab, self._styles, tables.HIT_COLUMNS)
        for row in tables.hit_rows(self._summary.figures()):
            sheet.write(row)
        sheet.finish()

    def _guard_overrides(self) -> None:
        """Let Excel refuse a decision outside 0 to the marks of the point."""
        if self._points.rows > 1:
            rule = {
                "validate": "custom",
                "value": f"={_AWARDED}",
                "input_title": "改判得分",
                "input_message": "填 0 到该要点分值之间的数；不改判则留空。",
                "error_title": "改判得分不对",
                "error_message": "请填 0 到该要点分值之间的数。",
            }
            self._points.worksheet.data_validation(1, 9, self._points.rows - 1, 9, rule)

    def _save(self) -> None:
        try:
            self._workbook.close()
        except FileCreateError as error:
            # The system's own error inside, of which `atomic_path` makes one that says what to do.
            raise error.args[0] from error

    def _release(self) -> None:
        """Close the rows that an unfinished workbook still holds open."""
        for worksheet in self._workbook.worksheets():
            worksheet.row_data_fh.close()
