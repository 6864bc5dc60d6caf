"""Chinese text in a terminal: lines break between characters, never before 。 or after （.

Rich breaks at spaces, which Chinese does not write: a line would end at the first figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions
from rich.measure import Measurement
from rich.text import Text

__all__ = ["Prose", "wrapped"]

_OPENING = "“‘（【《〔「"
_CLOSING = "，。、；：？！”’）】》〕」…%"
_UNIT = re.compile(rf"[{_OPENING}]*(?:[!-~]+|[^{_OPENING}])[{_CLOSING}]*|.")
_NARROW = 16
"""Cells below which a column of a table is not squeezed."""


class Prose:
    """Text for rich that fills the width it is given.

    Args:
        text: lines end where it says so, and where they are full.
        style: of the whole.
        indent: cells before each line.
    """

    def __init__(self, text: str, style: str = "", *, indent: int = 0) -> None:
        self._text = text
        self._style = style
        self._indent = indent

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        for line in wrapped(self._text, options.max_width - self._indent):
            yield Text(" " * self._indent + line, self._style, no_wrap=True, overflow="ignore")

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        widest = self._indent + max(cell_len(line) for line in self._text.split("\n"))
        return Measurement(min(widest, _NARROW), widest).with_maximum(options.max_width)


def wrapped(text: str, width: int) -> Iterator[str]:
    """The text in lines.

    Args:
        text: with its own line ends.
        width: cells of a line.
    """
    for paragraph in text.split("\n"):
        line: list[str] = []
        used = 0
        for unit, cells in _units(paragraph, width):
            if line and used + cells > width:
                yield "".join(line).rstrip()
                line, used = [], 0
            if line or unit.strip():
                line.append(unit)
                used += cells
        yield "".join(line).rstrip()


def _units(paragraph: str, width: int) -> Iterator[tuple[str, int]]:
    """What must not be torn apart, with its cells; single characters of what no line can hold."""
    for unit in _UNIT.findall(paragraph):
        for part in [unit] if cell_len(unit) <= width else unit:
            yield part, cell_len(part)
