"""A batch as one HTML page that needs nothing else: no network, no script, ready to print on A4."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO, final

from jinja2 import Environment

from safety_scoring.feedback.highlight import highlight
from safety_scoring.files.write import atomic_path
from safety_scoring.report.environment import new_environment
from safety_scoring.report.selection import WHOLE, Selection
from safety_scoring.report.summary import Summary
from safety_scoring.report.words import KIND_NAMES, flag_text, number, percent
from safety_scoring.result import STATUS_NAMES, ScoreResult

__all__ = ["HtmlReport"]

COLOURS = 12
"""Colours of key points in the style sheet; from the next point on they begin again, the numbers do not."""


@final
class HtmlReport:
    """A sink for results that writes the page when it is closed.

    As a context manager it is closed at the end of the block; where the block fails, nothing is
    written and an older file stays as it was.

    Args:
        target: the file to write (whole or not at all), or an open text stream, which stays open.
        title: heading of the page.
        subtitle: a line below it, such as the name of the class and the date.
        bank: name of the bank as the reader knows it; its fingerprint is in the signature.

    Raises:
        OutputError: the file cannot be written; found before the first answer is marked.
    """

    def __init__(
        self, target: str | Path | TextIO, *, title: str = "评分报告", subtitle: str = "", bank: str = ""
    ) -> None:
        self._head = {"title": title, "subtitle": subtitle, "bank": bank}
        self._summary = Summary()
        self._selection = Selection()
        self._position = 0
        self._stack = ExitStack()
        self._target: Path | TextIO = (
            self._stack.enter_context(atomic_path(target)) if isinstance(target, str | Path) else target
        )

    def add(self, result: ScoreResult) -> None:
        """Take the next result.

        Args:
            result: in the order of the batch, with its answer.
        """
        self._position += 1
        self._summary.add(result)
        if result.marks is not None:
            self._selection.add(self._position, result)

    def close(self) -> None:
        """Write the page."""
        with self._stack:
            if isinstance(self._target, Path):
                with self._target.open("w", encoding="utf-8", newline="\n") as stream:
                    self._write(stream)
            else:
                self._write(self._target)

    def __enter__(self) -> HtmlReport:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.close()
        else:
            self._stack.__exit__(kind, error, trace)

    def _write(self, stream: TextIO) -> None:
        # Half a surrogate pair, which JSON may hold, has no place in UTF-8.
        stream.writelines(part.encode("utf-8", "replace").decode("utf-8") for part in self._parts())

    def _parts(self) -> Iterator[str]:
        return (
            _environment()
            .get_template("page.html")
            .generate(
                **self._head,
                figures=self._summary.figures(),
                complete=self._selection.complete,
                flagged=self._selection.flagged(),
                answers=self._selection.chosen(),
            )
        )


@cache
def _environment() -> Environment:
    environment = new_environment()
    environment.filters.update(flag_text=flag_text, number=number, percent=percent)
    environment.globals.update(_words())
    return environment


def _words() -> dict[str, Any]:
    return {
        "colours": COLOURS,
        "highlight": highlight,
        "kinds": KIND_NAMES,
        "statuses": STATUS_NAMES,
        "whole_limit": WHOLE,
    }
