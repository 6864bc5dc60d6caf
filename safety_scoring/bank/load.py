"""Read a reference bank from a folder of YAML files (or one file) and report every fault at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from safety_scoring.bank.bundled import bundled_reference
from safety_scoring.bank.model import Bank, Question
from safety_scoring.bank.yaml_nodes import Document, describe, read_yaml
from safety_scoring.errors import BankError, Fault

__all__ = ["load_bank"]

_SUFFIXES = (".yaml", ".yml")
_FIELDS = frozenset(("questions", "elsewhere"))


def load_bank(path: str | Path | None = None) -> Bank:
    """Read and check a reference bank.

    Args:
        path: a YAML file, or a folder whose ``*.yaml`` files are read in the order of their names;
            None for the bank that comes with the package.

    Raises:
        BankError: carries every fault found, each with file, line, path and remedy.
    """
    folder = bundled_reference() if path is None else Path(path)
    faults: list[Fault] = []
    questions: list[Question] = []
    elsewhere: list[str] = []
    seen: dict[str, Fault] = {}
    for file in _files(folder):
        document = _document(file, file.name)
        for index, data in _entries(document):
            question = _question(document, index, data)
            if question is not None and _is_new(question, document, index, seen):
                questions.append(question)
        elsewhere += _elsewhere(document)
        faults += document.faults
    if not faults and not questions:
        faults.append(Fault("题库里没有题目", "在 questions: 下面至少写一道题", folder.name))
    if faults:
        raise BankError(faults)
    return Bank(questions=tuple(questions), elsewhere=tuple(elsewhere))


def _files(folder: Path) -> list[Path]:
    if folder.is_file():
        if folder.suffix.lower() not in _SUFFIXES:
            raise BankError(
                Fault("题库文件应是 YAML", "改用后缀为 .yaml 的文件，或给出题库文件夹", folder.name)
            )
        return [folder]
    if not folder.is_dir():
        raise BankError(Fault("找不到题库", "检查路径；可以是文件夹，也可以是一个 .yaml 文件", str(folder)))
    files = sorted(file for file in folder.iterdir() if file.suffix.lower() in _SUFFIXES)
    if not files:
        raise BankError(Fault("文件夹里没有 .yaml 文件", "把题库写成 .yaml 文件放在这里", str(folder)))
    return files


def _document(file: Path, name: str) -> Document:
    try:
        content = file.read_bytes()
    except OSError as error:
        return Document(name, faults=[Fault(f"读不出文件（{error.strerror}）", "检查文件权限", name)])
    try:
        return read_yaml(content.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        fault = Fault("不是 UTF-8 编码", "用编辑器另存为 UTF-8", name, line)
        return Document(name, faults=[fault])


def _entries(document: Document) -> Iterator[tuple[int, Any]]:
    data = document.data
    if data is None:
        if not document.faults:
            document.faults.append(
                Fault("文件是空的", "写上 questions: 和题目，或删去这个文件", document.file)
            )
        return
    if not isinstance(data, dict) or not _FIELDS & data.keys():
        document.fault((), "文件里没有 questions 列表", "第一行写 questions:，每道题以 “  - id: …” 开头")
        return
    for key in data.keys() - _FIELDS:
        document.fault((key,), f"不认识的字段 {key}", "检查拼写；最外层只有 questions 和 elsewhere")
    questions = data.get("questions", [])
    if isinstance(questions, list):
        yield from enumerate(questions)
    else:
        document.fault(("questions",), *_EXPLAIN["tuple_type"])


def _elsewhere(document: Document) -> list[str]:
    """Sentences about something else, which a file may list beside its questions."""
    data = document.data if isinstance(document.data, dict) else {}
    sentences = data.get("elsewhere", [])
    if not isinstance(sentences, list):
        document.fault(("elsewhere",), *_EXPLAIN["tuple_type"])
        return []
    for index, sentence in enumerate(sentences):
        if not isinstance(sentence, str):
            document.fault(("elsewhere", index), *_EXPLAIN["string_type"])
    return [sentence for sentence in sentences if isinstance(sentence, str)]


def _question(document: Document, index: int, data: Any) -> Question | None:
    before = len(document.faults)
    already = {fault.field for fault in document.faults}
    try:
        question = Question.model_validate(data)
    except ValidationError as error:
        for item in error.errors(include_url=False):
            path = ("questions", index, *(part for part in item["loc"]))
            if describe(path) not in already:
                document.fault(path, *_explain(item))
        if len(document.faults) == before and not already:
            raise
        return None
    return question


def _is_new(question: Question, document: Document, index: int, seen: dict[str, Fault]) -> bool:
    path = ("questions", index, "id")
    here = Fault("", file=document.file, line=document.line(path))
    first = seen.setdefault(question.id, here)
    if first is here:
        return True
    where = f"{first.file} 第 {first.line} 行"
    document.fault(path, f"题目编号 {question.id} 重复，{where}已有一个", "给其中一道题换一个编号")
    return False


_EXPLAIN = {
    "missing": ("缺少必填字段", "补上这个字段"),
    "extra_forbidden": ("不认识的字段", "检查拼写，或删去"),
    "string_type": ("这里应是文字", "写成加引号的文字"),
    "string_too_short": ("没有内容", "补上内容，或删去这一项"),
    "float_type": ("这里应是数", "写成 2 或 2.5 这样的数，不加引号"),
    "float_parsing": ("这里应是数", "写成 2 或 2.5 这样的数，不加引号"),
    "int_type": ("这里应是整数", "写成 2、3 这样的整数，不加引号"),
    "int_parsing": ("这里应是整数", "写成 2、3 这样的整数，不加引号"),
    "int_from_float": ("这里应是整数", "写成 2、3 这样的整数，不加引号"),
    "bool_type": ("这里应是 true 或 false", "写成 true 或 false，不加引号"),
    "bool_parsing": ("这里应是 true 或 false", "写成 true 或 false，不加引号"),
    "tuple_type": ("这里应是列表", "每项一行，以 “- ” 开头；或写成 [甲, 乙]"),
    "model_type": ("这里应是一组字段", "写成 “字段: 内容”，每个字段一行"),
    "dict_type": ("这里应是一组字段", "写成 “字段: 内容”，每个字段一行"),
    "too_short": ("列表太短", "补上内容；列表不能为空"),
    "greater_than": ("数值太小", "写一个大于 0 的数"),
    "greater_than_equal": ("数值太小", "写一个更大的数"),
    "less_than_equal": ("数值太大", "写一个更小的数（similarity_weight 不超过 0.5）"),
    "string_pattern_mismatch": ("编号不合规", "只用小写字母、数字和连字符，例如 redline-meaning"),
    "literal_error": ("不是可选的值", "写成 clause、sentence 或 answer"),
    "finite_number": ("这里应是有限的数", "写成 2 或 2.5 这样的数"),
}


def _explain(item: Any) -> tuple[str, str]:
    """What a pydantic error means to an examiner, and the remedy."""
    kind = item["type"]
    if kind == "value_error":
        return str(item["ctx"]["error"]), "改正后重试"
    what, remedy = _EXPLAIN.get(kind, (f"内容不合规（{item['msg']}）", "对照 README 的题库格式改正"))
    if kind == "extra_forbidden":
        return f"{what} {item['loc'][-1]}", remedy
    if kind == "missing":
        return f"{what} {item['loc'][-1]}", remedy
    if kind == "string_pattern_mismatch" and item["loc"][-1] == "quantity":
        return f"“{item['input']}”不是带单位的数量", "写成 5家 或 24小时/钟头 这样"
    return what, remedy
