"""The program, and the one place where errors become messages and exit codes.

0 clean · 1 ran and found faults · 2 wrong use or unreadable input · 130 interrupted. Options and help
stand in a room for each kind of command; what the commands do stands in a file each, loaded when its command
runs, so that help costs nothing.
"""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Sequence

import typer

from safety_scoring.cli import banking, comparing, marking
from safety_scoring.cli.console import printable, report_faults, stderr, use_utf8
from safety_scoring.cli.program import INTERRUPTED, PROGRAM, WRONG, app
from safety_scoring.cli.usage import UsageError, usage_fault
from safety_scoring.errors import SafetyScoringError

__all__ = ["banking", "comparing", "main", "marking", "run"]

_BROKEN_PIPE = 141  # what a shell reports for a program whose reader has gone
_ORDER = ("score", "batch", "evaluate", "calibrate", "check", "suggest", "questions", "schema")
"""Of the commands in help: marking first, then what it is worth, then the bank."""

app.registered_commands.sort(key=lambda command: _ORDER.index(str(getattr(command.callback, "__name__", ""))))


def main() -> int:
    """Run the program on its command line; `sys.exit` takes what it returns."""
    use_utf8()
    return run(sys.argv[1:])


def run(arguments: Sequence[str]) -> int:
    """Run one command line.

    Args:
        arguments: without the program's name.

    Returns:
        The exit code.
    """
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except typer.Exit as finished:
        code = finished.exit_code
    except UsageError as error:
        report_faults([usage_fault(error)])
        code = WRONG
    except SafetyScoringError as error:
        report_faults(error.faults)
        code = WRONG
    except KeyboardInterrupt:
        again = shlex.join([PROGRAM, *arguments])
        stderr().print(printable(f"已中断，没有写完的文件已删除。重新运行：{again}"), soft_wrap=True)
        code = INTERRUPTED
    except BrokenPipeError:
        # what is still buffered would raise again when Python flushes it at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = _BROKEN_PIPE
    return code


def _run(arguments: Sequence[str]) -> int:
    """Parse and call, with every error raised as it is; Typer's own `main` prints and exits."""
    command = typer.main.get_command(app)
    with command.make_context(PROGRAM, list(arguments)) as context:
        return int(command.invoke(context))
