"""Read a reference bank from a folder of YAML files (or one file) and report every fault at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from safety_scoring.bank import consistency
from safety_scoring.bank.bundled import bundled_reference
from safety_scoring.bank.explain import explain
from safety_scoring.bank.model import Bank, Question
from safety_scoring.bank.places import Places
from safety_scoring.bank.yaml_nodes import Document, describe, read_yaml
from safety_scoring.errors import BankError, Fault

__all__ = ["BankFiles", "load_bank", "read_bank"]

_SUFFIXES = (".yaml", ".yml")
_FIELDS = frozenset(("questions", "elsewhere", "synonyms"))


@dataclass(frozen=True, slots=True)
class BankFiles:
    """What the files of a bank hold, faults beside what could be read.

    Attributes:
        bank: the questions that could be read; None where there is none.
        faults: everything that could not.
        places: where each question stands.
    """

    bank: Bank | None
    faults: tuple[Fault, ...]
    places: Places


def load_bank(path: str | Path | None = None) -> Bank:
    """Read and check a reference bank.

    Args:
        path: a YAML file, or a folder whose ``*.yaml`` files are read in the order of their names;
            None for the bank that comes with the package.

    Raises:
        BankError: carries every fault found, each with file, line, path and remedy.
    """
    files = read_bank(path)
    if files.faults or files.bank is None:
        raise BankError(files.faults)
    return files.bank


def read_bank(path: str | Path | None = None) -> BankFiles:
    """Read a reference bank as far as it can be read; arguments as for `load_bank`.

    Raises:
        BankError: there are no such files.
    """
    folder = bundled_reference() if path is None else Path(path)
    faults: list[Fault] = []
    questions: list[Question] = []
    elsewhere: list[str] = []
    synonyms: list[str] = []
    seen: dict[str, Fault] = {}
    places = Places()
    for file in _files(folder):
        document = _document(file, file.name)
        for index, data in _entries(document):
            question = _question(document, index, data)
            new = _check_id(document, index, data, seen)
            if question is not None and new:
                questions.append(question)
                places.add(question.id, document, index)
        elsewhere += _texts(document, "elsewhere")
        synonyms += _synonyms(document)
        faults += sorted(document.faults, key=lambda fault: fault.line or 0)
    if not faults and not questions:
        faults.append(Fault("题库里没有题目", "在 questions: 下面至少写一道题", folder.name))
    if not questions:
        return BankFiles(None, tuple(faults), places)
    bank = Bank(questions=tuple(questions), elsewhere=tuple(elsewhere), synonyms=tuple(synonyms))
    return BankFiles(bank, tuple(faults), places)


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
    for key in data:
        if key not in _FIELDS:
            _unknown(document, (key,), "检查拼写；最外层只有 questions、elsewhere 和 synonyms")
    yield from enumerate(_list(document, "questions"))


def _texts(document: Document, name: str) -> list[str]:
    """Texts that a file may list beside its questions."""
    texts = _list(document, name) if isinstance(document.data, dict) else []
    for index, text in enumerate(texts):
        if not isinstance(text, str):
            _fault(document, (name, index), *explain("string_type"))
        elif not text.strip():
            _fault(document, (name, index), *explain("string_too_short"))
    return [text for text in texts if isinstance(text, str) and text.strip()]


def _synonyms(document: Document) -> list[str]:
    """Sets of words that mean the same; a set of one says nothing."""
    sets = _texts(document, "synonyms")
    for index, words in enumerate(sets):
        if len(consistency.words_of(words)) < 2:
            _fault(document, ("synonyms", index), "同义词只有一个词", "一组至少两个词，用 / 隔开")
    return [words for words in sets if len(consistency.words_of(words)) > 1]


def _list(document: Document, name: str) -> list[Any]:
    value = document.data.get(name, [])
    if isinstance(value, list):
        return value
    _fault(document, (name,), *explain("tuple_type"))
    return []


def _question(document: Document, index: int, data: Any) -> Question | None:
    for point, value in enumerate(_points(data)):
        if isinstance(value, dict) and "not_" in value:  # Python's name of `not`, no field of a file
            _unknown(document, ("questions", index, "key_points", point, "not_"), "写成 not")
            return None
    try:
        return Question.model_validate(data)
    except ValidationError as error:
        contradictions = list(consistency.of_question(data))
        for item in error.errors(include_url=False):
            path = ("questions", index, *item["loc"])
            if path not in document.lines and path[:-1] in document.lines and isinstance(path[-1], int):
                path = path[:-1]  # one text where a list may stand, too
            if item["type"] == "extra_forbidden":
                _unknown(document, path, "检查拼写，或删去")
            elif item["type"] != "value_error" or not contradictions:
                _fault(document, path, *explain(item["type"], item))
        for found in contradictions:
            _fault(document, ("questions", index, *found.path), found.what, found.remedy)
        return None


def _points(data: Any) -> list[Any]:
    points = data.get("key_points") if isinstance(data, dict) else None
    return points if isinstance(points, list) else []


def _unknown(document: Document, path: tuple[str | int, ...], remedy: str) -> None:
    """Note a field that nobody knows; what reading its value has noted is beside the point."""
    place = describe(path)
    inside = (f"{place}.", f"{place}[")
    document.faults = [
        fault for fault in document.faults if fault.field != place and not fault.field.startswith(inside)
    ]
    document.fault(path, f"不认识的字段 {path[-1]}", remedy)


def _fault(document: Document, path: tuple[str | int, ...], what: str, remedy: str) -> None:
    """Note a fault of a value, once: what reading it has noted already is told by its remedy."""
    if all(fault.field != describe(path) for fault in document.faults):
        document.fault(path, what, remedy)


def _check_id(document: Document, index: int, data: Any, seen: dict[str, Fault]) -> bool:
    """Whether nobody has the question's id yet; noted as a fault where somebody has."""
    name = data.get("id") if isinstance(data, dict) else None
    if not isinstance(name, str):
        return False
    path = ("questions", index, "id")
    here = Fault("", file=document.file, line=document.line(path))
    first = seen.setdefault(name, here)
    if first is not here:
        where = f"{first.file} 第 {first.line} 行"
        document.fault(path, f"题目编号 {name} 重复，{where}已有一个", "给其中一道题换一个编号")
    return first is here
