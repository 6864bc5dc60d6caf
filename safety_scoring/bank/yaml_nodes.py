"""YAML → plain data, with the line of every value and without YAML's surprises.

PyYAML alone takes the last of two equal keys silently and reads ``no`` as false and ``12:30`` as 750.
Here a doubled key is a fault, scalars are text, and only the fields that hold numbers or yes/no are
converted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.reader import Reader

from safety_scoring.bank.yaml_syntax import TOO_DEEP, explain_syntax
from safety_scoring.errors import Fault

__all__ = ["Document", "read_yaml"]

_NUMBERS = frozenset(("full_marks", "pass_marks", "mark_step", "marks", "similarity_weight", "full", "half"))
_SWITCHES = frozenset(("required", "by_hand", "each", "ordered"))
_DECIMAL = re.compile(r"[+-]?\d*\.?\d+(?:[eE][+-]?\d+)?|\d+\.")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Path = tuple[str | int, ...]


@dataclass(slots=True)
class Document:
    """What one YAML file holds.

    Attributes:
        data: mappings, lists, text, numbers and booleans.
        lines: 1-based line of the value at each path.
        faults: everything that could not be read as it stands.
    """

    file: str
    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def line(self, path: Path) -> int | None:
        """The line of `path`, or of the nearest value above it that stands in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)

    def fault(self, path: Path, what: str, remedy: str) -> None:
        """Note a fault of the value at `path`."""
        self.faults.append(Fault(what, remedy, self.file, self.line(path), field=describe(path)))


def describe(path: Path) -> str:
    """``("questions", 0, "marks")`` → ``questions[0].marks``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def read_yaml(text: str, file: str) -> Document:
    """Read one YAML document.

    Args:
        text: content of the file.
        file: its name, for faults.
    """
    document = Document(file)
    document.faults += _forbidden_characters(text, file)
    if document.faults:
        return document
    try:
        node = yaml.compose(text, Loader=_LOADER)
        if node is not None:
            document.data = _value(node, (), document, ())
    except yaml.MarkedYAMLError as error:
        document.faults.append(explain_syntax(error, text, file))
    except RecursionError:
        document.faults.append(Fault(f"YAML 语法有误：{TOO_DEEP[0]}", TOO_DEEP[1], file, 1))
    return document


def _forbidden_characters(text: str, file: str) -> Iterator[Fault]:
    for match in Reader.NON_PRINTABLE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        yield Fault(f"有 YAML 不允许的字符 U+{ord(match[0]):04X}", "删去这个看不见的字符", file, line)


def _value(node: yaml.Node, path: Path, document: Document, above: tuple[yaml.Node, ...]) -> Any:
    document.lines.setdefault(path, node.start_mark.line + 1)
    if any(node is other for other in above):
        document.fault(path, "YAML 引用（*）指回了自身", "把内容直接写出来")
        return None
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, document, (*above, node))
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, i), document, (*above, node)) for i, item in enumerate(node.value)]
    return _scalar(node, path, document)


def _mapping(
    node: yaml.MappingNode, path: Path, document: Document, above: tuple[yaml.Node, ...]
) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        here = (*path, key)
        if key in data:
            first = document.lines[here]
            document.faults.append(
                Fault(
                    f"字段 {key} 重复，第 {first} 行已有一个",
                    "合并成一个，或删去其中一个",
                    document.file,
                    key_node.start_mark.line + 1,
                    field=describe(here),
                )
            )
            continue
        document.lines[here] = key_node.start_mark.line + 1
        data[key] = _value(value_node, here, document, above)
    return data


def _scalar(node: yaml.Node, path: Path, document: Document) -> Any:
    text = str(node.value)
    kind = node.tag.rpartition(":")[2]
    name = next((part for part in reversed(path) if isinstance(part, str)), "")
    if kind in {"str", "timestamp"}:
        return text
    if kind == "null":
        document.fault(path, "没有内容", "补上内容，或删去这一行")
    elif name in _NUMBERS:
        if kind in ("int", "float") and _DECIMAL.fullmatch(text):
            return float(text)
        document.fault(path, f"{text} 不是十进制数", "写成 2 或 2.5 这样的数")
    elif name in _SWITCHES:
        if kind == "bool":
            return text.lower() in ("true", "yes", "on")
        document.fault(path, f"{text} 不是 true 或 false", "写成 true 或 false，不加引号")
    else:
        document.fault(path, f"{text} 没有加引号，会被当作数字或真假值", f'加上引号，写成 "{text}"')
    return None
