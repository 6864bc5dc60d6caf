"""Where the command line writes: terminals get colour and their width, pipes get whole lines of UTF-8."""

from __future__ import annotations

import io
import os
import sys
import unicodedata
from collections.abc import Sequence
from typing import TextIO

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table

from safety_scoring.cli.prose import Prose
from safety_scoring.errors import Fault

__all__ = ["printable", "report_faults", "show", "stderr", "stdout", "table", "use_utf8"]

_WITHOUT_LIMIT = 1_000_000
"""Cells of a line in a pipe: nothing is cut or wrapped for programs."""
_SHOWN = 20


def stdout() -> Console:
    """The console for what was asked for."""
    return _console(sys.stdout)


def stderr() -> Console:
    """The console for progress, warnings and errors."""
    return _console(sys.stderr)


def show(*items: RenderableType) -> None:
    """Print to standard output; a pipe gets no blanks at the ends of lines."""
    console = stdout()
    with console.capture() as captured:
        console.print(*items, sep="\n")
    lines = captured.get().removesuffix("\n").split("\n")
    sys.stdout.write("".join(f"{line if sys.stdout.isatty() else line.rstrip()}\n" for line in lines))
    sys.stdout.flush()


def table(*columns: str, numbers: Sequence[str] = ()) -> Table:
    """An empty table as all of the program's are.

    Args:
        columns: headers.
        numbers: those of them that hold numbers.
    """
    empty = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in columns:
        empty.add_column(name, justify="right" if name in numbers else "left", no_wrap=name in numbers)
    return empty


def report_faults(faults: Sequence[Fault], *, style: str = "red", heading: str = "", rest: str = "") -> None:
    """Print faults to standard error, each on a line of its own, the place first.

    Args:
        faults: at least one.
        style: of the lines.
        heading: a line above them; the faults are then indented.
        rest: where given, what to say (with ``{}`` for the number) of all but the first 20.
    """
    console = stderr()
    shown = faults[:_SHOWN] if rest else faults
    indent = 2 if heading else 0
    if heading:
        console.print(heading)
    for fault in shown:
        console.print(Prose(printable(str(fault)), style, indent=indent))
    if len(shown) < len(faults):
        console.print(Prose(rest.format(len(faults) - len(shown)), indent=indent))


def printable(text: str) -> str:
    """The text on one line, with nothing in it that a terminal would obey.

    Answers come from strangers: an escape sequence in one must not reach the examiner's terminal.

    Args:
        text: any text.
    """
    line = " ".join(text.split())
    return "".join("\ufffd" if _is_control(character) else character for character in line)


def use_utf8() -> None:
    """Make standard output and error write Chinese wherever they lead; called once by the program.

    A pipe gets UTF-8 whatever the locale (``PYTHONIOENCODING`` still decides), a terminal its own
    encoding if that knows Chinese. What cannot be written becomes an escape, in JSON a valid one.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=_encoding(stream), errors="backslashreplace")


def _console(stream: TextIO) -> Console:
    width = None if stream.isatty() else _WITHOUT_LIMIT
    return Console(file=stream, width=width, markup=False, emoji=False, highlight=False)


def _is_control(character: str) -> bool:
    # Cf: marks that turn the direction of the text, and others that do not show
    return unicodedata.category(character) in ("Cc", "Cf", "Cs")


def _encoding(stream: io.TextIOWrapper) -> str:
    if os.environ.get("PYTHONIOENCODING"):
        return stream.encoding
    try:
        "得分".encode(stream.encoding)
    except UnicodeEncodeError:
        return "utf-8"
    return stream.encoding if stream.isatty() else "utf-8"
