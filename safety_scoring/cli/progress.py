"""How far long work has come: a bar on a terminal, nothing in a pipe."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from safety_scoring.cli.console import stderr

__all__ = ["Bar", "bar"]


class Bar:
    """A bar that says what is prepared until the first step is done, and then what is at work."""

    def __init__(self, progress: Progress, task: TaskID, working: str) -> None:
        self._progress = progress
        self._task = task
        self._working = working

    def advance(self) -> None:
        """One step more is done."""
        self._progress.update(self._task, advance=1, description=self._working)

    def more(self, steps: int) -> None:
        """So many steps more are done."""
        self._progress.update(self._task, advance=steps, description=self._working)

    def reach(self, done: int, total: int) -> None:
        """So many steps of so many are done."""
        self._progress.update(self._task, completed=done, total=total, description=self._working)


@contextmanager
def bar(preparing: str, working: str, total: int | None = None) -> Iterator[Bar | None]:
    """A bar while work goes on; None where nobody watches.

    Args:
        preparing: what happens before the first step, in Chinese.
        working: what happens then.
        total: how many steps; None where that is not known yet.
    """
    if not stderr().is_terminal:
        yield None
        return
    parts = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*parts, TimeRemainingColumn(), console=stderr(), transient=True) as progress:
        yield Bar(progress, progress.add_task(preparing, total=total), working)
