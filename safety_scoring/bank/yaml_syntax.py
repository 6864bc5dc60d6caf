"""What is wrong with the YAML itself, in the words of an examiner."""

from __future__ import annotations

import yaml

from safety_scoring.errors import Fault

__all__ = ["TOO_DEEP", "explain_syntax"]

TOO_DEEP = ("括号或缩进的层数太多", "检查是否有多余的方括号")
"""What is wrong and what to do where brackets or indents nest beyond what can be read."""

_TAB = ("用制表符（Tab）缩进", "YAML 的缩进只能用空格，把制表符换成空格")
_EXPLAIN = (  # words of PyYAML's two loaders → what is wrong, what to do
    ("end of stream", "引号没有成对", "补上另一半引号"),
    ("',' or ']'", "方括号没有成对，或两项之间少了逗号", "补上 ] 或英文逗号"),
    ("',' or '}'", "花括号没有成对，或两项之间少了逗号", "补上 } 或英文逗号"),
    ("node content", "列表没有写完，或多了一个标点", "补上内容和括号；以标点开头的文字要加引号"),
    ("unexpected ':'", "冒号后面没有空格", "英文冒号后面空一格；文字里有冒号的要加引号"),
    ("mapping values are not allowed", "一行里有两个冒号", "给冒号后面的整段文字加上引号"),
    ("could not find expected ':'", "字段后面没有冒号", "写成 “字段: 内容”，用英文冒号，后面空一格"),
    ("cannot start any token", "文字以 YAML 的保留符号（@ % ` 或制表符）开头", "给整段文字加上引号"),
    ("expected key", "缩进与上面的行对不齐，或引号后面多了文字", "让同级的字段左边对齐；检查引号"),
    ("<block end>", "缩进与上面的行对不齐，或引号后面多了文字", "让同级的字段左边对齐；检查引号"),
    ("'-' indicator", "列表和字段混在同一级", "让列表的每一项都以 “- ” 开头，字段另起一级"),
    ("alphabetic or numeric character", "文字以 * 或 & 开头", "给整段文字加上引号"),
    ("undefined alias", "* 引用了没有的名称", "以 * 开头的文字要加引号"),
    ("escape c", "双引号里有不认识的反斜杠写法", "改用单引号，或写成两个反斜杠"),
    ("maximum nesting depth", *TOO_DEEP),
    ("another document", "--- 把一个文件分成了几份", "删去 --- 这一行，或分成几个文件"),
)
_OTHER = "检查这一行及上一行的缩进（只用空格）、冒号后的空格和成对的引号、方括号"
_BEGINS = (
    "while scanning a quoted",
    "while scanning a double",
    "while parsing a flow",
    "while scanning a simple key",
)


def explain_syntax(error: yaml.MarkedYAMLError, text: str, file: str) -> Fault:
    """The fault that keeps a file from being read.

    Args:
        error: what PyYAML says.
        text: content of the file.
        file: its name.
    """
    begun = (error.context or "").startswith(_BEGINS)  # the line where it begins says more than its end
    mark = (error.context_mark if begun else error.problem_mark) or error.context_mark
    lines = text.splitlines() or [""]
    number = min(mark.line if mark else 0, len(lines) - 1)
    detail = "；".join(part for part in (error.context, error.problem) if part)
    what, remedy = _words(detail, lines[number])
    return Fault(f"YAML 语法有误：{what}", remedy, file, number + 1)


def _words(detail: str, line: str) -> tuple[str, str]:
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return _TAB
    return next(((what, remedy) for words, what, remedy in _EXPLAIN if words in detail), (detail, _OTHER))
