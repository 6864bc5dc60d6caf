"""What Typer finds wrong with a command line, in Chinese."""

from __future__ import annotations

from typing import Any, cast

import typer

from safety_scoring.errors import Fault

__all__ = ["UsageError", "usage_fault"]

UsageError = cast("type[Exception]", typer.BadParameter.__base__)
"""The class of all wrong use: click's own in older Typers, a copy inside newer ones."""


def usage_fault(error: Any) -> Fault:
    """The fault, with the command that shows how it is done.

    Args:
        error: a `UsageError`.
    """
    command = error.ctx.command_path if error.ctx is not None else "safety-scoring"
    dash = "作答以 - 开头时，在它前面加 --；" if _is_answer(error) else ""
    return Fault(_what(error), f"{dash}用 {command} --help 查看用法和例子")


def _is_answer(error: Any) -> bool:
    """Whether an answer may have been taken for an option."""
    if type(error).__name__ != "NoSuchOption" or error.possibilities:
        return False
    return error.ctx is not None and error.ctx.info_name == "score"


def _what(error: Any) -> str:
    kind = type(error).__name__
    if kind == "MissingParameter" and error.param is not None:
        return _missing(error.param)
    if kind == "NoSuchOption":
        close = "、".join(sorted(error.possibilities or ()))
        return f"没有选项 {error.option_name}" + (f"；是不是 {close}？" if close else "")
    if kind == "BadOptionUsage":
        lacks = "requires" in error.message
        return f"选项 {error.option_name} " + ("后面缺少它的值" if lacks else "不带值")
    return f"命令的写法不对（{error.format_message()}）"


def _missing(param: Any) -> str:
    if param.param_type_name == "argument":
        return f"缺少参数 {param.metavar}"
    return f"缺少选项 {'/'.join(sorted(param.opts, key=len))} {param.metavar}"
