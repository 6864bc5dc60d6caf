"""The program's frame: what its commands share, and what comes before a command."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from safety_scoring import __version__
from safety_scoring.cli.console import show, stderr
from safety_scoring.cli.help import ChineseGroup

__all__ = [
    "CLEAN",
    "FAULTS",
    "INTERRUPTED",
    "PROGRAM",
    "SETTINGS",
    "WRONG",
    "CalibrationFile",
    "Json",
    "Reference",
    "app",
]

PROGRAM = "safety-scoring"
CLEAN, FAULTS, WRONG, INTERRUPTED = 0, 1, 2, 130
"""Exit codes."""

SETTINGS = {"help_option_names": ["-h", "--help"], "allow_extra_args": True}
_REFERENCE = typer.Option(
    "--reference", metavar="PATH", help="题库：文件夹或一个 YAML 文件；不写则用自带题库"
)

_CALIBRATION = typer.Option("--calibration", metavar="FILE", help="校准文件，由 calibrate 写出；得分照它换算")

app = typer.Typer(cls=ChineseGroup, add_completion=False, rich_markup_mode=None, context_settings=SETTINGS)
Reference = Annotated[Path | None, _REFERENCE]
CalibrationFile = Annotated[Path | None, _CALIBRATION]
Json = Annotated[bool, typer.Option("--json", help="输出 JSON，供程序读取")]


@app.callback(
    invoke_without_command=True,
    help="""
    按要点给中文主观题评分，每一分都引用作答原文说明依据。

    用 safety-scoring 命令 --help 查看每个命令的用法和例子。
    """,
    epilog="""
    safety-scoring questions
    safety-scoring score redline-guarantee "实行一票否决，落实党政同责。"
    safety-scoring batch answers.csv -o results.xlsx --report report.html
    """,
)
def _program(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="显示版本号")] = False,
) -> None:
    """What comes before the command."""
    if version:
        show(f"{PROGRAM} {__version__}")
        raise typer.Exit(CLEAN)
    if context.invoked_subcommand is None:
        stderr().print(context.get_help())
        raise typer.Exit(WRONG)
