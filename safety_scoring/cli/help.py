"""Typer's commands with their help in Chinese: what it does, how it is called, each option, examples."""

from __future__ import annotations

import inspect
import io
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from typer.core import TyperCommand, TyperGroup

from safety_scoring.cli.prose import Prose
from safety_scoring.errors import Fault, SafetyScoringError

__all__ = ["ChineseCommand", "ChineseGroup"]

_WIDTH = 100  # cells of a line where there is no terminal
_HELP = "显示这份帮助"


class ChineseCommand(TyperCommand):
    """A command; its epilog holds the examples."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help into click's formatter."""
        usage = " ".join((ctx.command_path, *_required(self), "[选项]"))
        sections = [("参数", _argument_rows(self)), ("选项", _option_rows(self, ctx))]
        formatter.write(_help(self, usage, sections))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse, and refuse in Chinese what is left over.

        Raises:
            SafetyScoringError: more arguments than the command takes.
        """
        rest = super().parse_args(ctx, args)
        if rest:
            what = f"多出了参数 {' '.join(rest)}"
            remedy = f"内容里有空格时，整段用引号括起；用 {ctx.command_path} --help 查看用法"
            raise SafetyScoringError(Fault(what, remedy))
        return rest


class ChineseGroup(TyperGroup):
    """The program: a command of commands."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help into click's formatter."""
        commands = [(name, _first_line(command)) for name, command in self.commands.items()]
        sections = [("命令", commands), ("选项", _option_rows(self, ctx))]
        formatter.write(_help(self, f"{ctx.command_path} 命令 [选项]", sections))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command of that name.

        Raises:
            SafetyScoringError: there is none.
        """
        if args[0] not in self.commands:
            what = f"没有命令 {args[0]}；可用的命令：{'、'.join(self.commands)}"
            raise SafetyScoringError(Fault(what, f"用 {ctx.command_path} --help 查看用法"))
        return super().resolve_command(ctx, args)


def _help(command: Any, usage: str, sections: Iterable[tuple[str, list[tuple[str, str]]]]) -> str:
    stream = io.StringIO()
    terminal = sys.stdout.isatty()
    console = Console(file=stream, force_terminal=terminal, width=None if terminal else _WIDTH)
    for part in _parts(command, usage, sections):
        console.print(part, markup=False, emoji=False, highlight=False)
    # rich pads lines to the width of their column
    return "".join(f"{line.rstrip()}\n" for line in stream.getvalue().splitlines())


def _parts(
    command: Any, usage: str, sections: Iterable[tuple[str, list[tuple[str, str]]]]
) -> Iterator[RenderableType]:
    yield Prose(inspect.cleandoc(command.help or ""))
    yield Group("", Text.assemble(("用法：", "bold"), usage))
    for title, rows in sections:
        if rows:
            yield Group("", Text(f"{title}：", "bold"), Padding(_table(rows), (0, 0, 0, 2)))
    if command.epilog:
        lines = (f"  {line}" for line in inspect.cleandoc(command.epilog).splitlines())
        yield Group("", Text("例子：", "bold"), Text("\n".join(lines), no_wrap=True, overflow="ignore"))


def _table(rows: list[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 3, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column()
    for name, text in rows:
        table.add_row(Text(name, "cyan"), Prose(text))
    return table


def _required(command: Any) -> Iterator[str]:
    """Arguments, and the options that nobody can leave out."""
    for param in command.params:
        if param.param_type_name == "argument":
            yield param.metavar if param.required else f"[{param.metavar}]"
        elif param.required:
            yield f"{min(param.opts, key=len)} {param.metavar}"


def _argument_rows(command: Any) -> list[tuple[str, str]]:
    return [(param.metavar, param.help) for param in command.params if param.param_type_name == "argument"]


def _option_rows(command: Any, ctx: Any) -> list[tuple[str, str]]:
    rows = []
    for param in command.get_params(ctx):
        if param.param_type_name == "option":
            name = ", ".join(sorted(param.opts, key=len)) + (f" {param.metavar}" if param.metavar else "")
            rows.append((name, _HELP if param.name == "help" else param.help))
    return rows


def _first_line(command: Any) -> str:
    return inspect.cleandoc(command.help or "").partition("\n")[0]
