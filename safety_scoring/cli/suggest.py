"""`safety-scoring suggest`: what marked answers say is worth adding to the bank, as YAML to paste from."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext, redirect_stdout
from pathlib import Path

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from safety_scoring.authoring.paste import f1_text, split_text, to_yaml
from safety_scoring.authoring.suggest import FEWEST
from safety_scoring.authoring.suggest import suggest as find
from safety_scoring.authoring.suggestion import Suggestion, Suggestions
from safety_scoring.bank.load import load_bank
from safety_scoring.bank.model import Bank
from safety_scoring.cli.console import printable, report_faults, show, table
from safety_scoring.cli.outputs import check_suffix
from safety_scoring.cli.progress import bar
from safety_scoring.cli.prose import Prose
from safety_scoring.cli.understood import read_and_say
from safety_scoring.errors import AnswersError, Fault
from safety_scoring.files.atomic import atomic_path
from safety_scoring.marked.answers import MarkedFile
from safety_scoring.match.prepare import ENOUGH_STATEMENTS

__all__ = ["suggest"]

_SUFFIXES = (".yaml", ".yml")
_SHOWN = 20  # rows of a table; all of them stand in the YAML
_KEY = (
    "每条单独试过：加进题库，重评同一题的其余作答，来源那一份不计。"
    "改对、改错是这些作答里因它改变的要点数，同题其他要点也算。"
)
_SHORT = (
    f"这些题有的要点不到 {ENOUGH_STATEMENTS} 条 statements，partial 和 not 里的整句还不起作用，"
    "多给的要点补不了，先补足 statements："
)
_ADVICE = "采不采用由人决定：先看意思够不够得上要点；有人名、单位名的，改写后再加。加完用 evaluate 再测一次。"


def suggest(marked: Path, *, reference: Path | None = None, output: Path | None = None) -> bool:
    """Find what is worth adding to a bank, explain it, and give it as YAML.

    The YAML goes to the file, or else to standard output; the explanation then to standard error.

    Args:
        marked: CSV, TSV, XLSX or JSONL with human marks by key point.
        reference: the bank; None for the bundled one.
        output: where to write the YAML (.yaml), or None.

    Returns:
        Whether every row was used.

    Raises:
        SafetyScoringError: bank, answers or output cannot be used; nothing is written.
    """
    if output is not None:
        check_suffix(output, _SUFFIXES)
    inputs = [marked, *_files(reference)]
    with (
        atomic_path(output, inputs) if output is not None else nullcontext() as temporary,
        nullcontext() if output is not None else redirect_stdout(sys.stderr),
    ):
        bank = load_bank(reference)
        file = read_and_say(marked, bank)
        found = _find(file, bank, marked.name)
        text = to_yaml(found, bank, marked.name)
        if temporary is not None:
            # half a surrogate pair, which JSON may hold, has no place in UTF-8
            temporary.write_bytes(text.encode("utf-8", "replace"))
        show(*_explained(found))
        if file.faults:
            report_faults(file.faults, heading="没有计入的行：", rest="其余 {} 条从略。")
    if output is None:
        sys.stdout.write(text)
    else:
        show("", Text(f"建议：{output}", no_wrap=True, overflow="ignore"))
    return not file.faults


def _files(reference: Path | None) -> Iterator[Path]:
    """The files of a bank, which are not written over."""
    if reference is not None:
        yield from reference.iterdir() if reference.is_dir() else [reference]


def _find(file: MarkedFile, bank: Bank, name: str) -> Suggestions:
    with bar("正在评分", "正在逐条试验") as moving:
        found = find(bank, file.answers, moving.reach if moving else None)
    if not found.answers:
        remedy = "给题目的每个要点各写一列（2 全对、1 一半、0 没有、-1 说反）；只有总分时可用 calibrate"
        what = "没有一份作答按要点评分，不知道分给在哪里，提不出建议"
        raise AnswersError([*file.faults, Fault(what, remedy, name)])
    return found


def _explained(found: Suggestions) -> Iterator[RenderableType]:
    yield Prose(f"\n{_counts(found)}")
    if found.few:
        named = "、".join(f"{question.id}（{count}）" for question, count in found.few)
        yield Prose(f"这些题按要点评分的作答不到 {FEWEST} 份，试不出对别的作答有没有用：{named}。")
    if found.short and found.open:
        named = "、".join(question.id for question in found.short)
        yield Prose(f"{_SHORT}{named}。")
    if found.helpful:
        yield Prose("\n值得加的，按要点 F1 的提高排列：", "bold")
        yield Prose(_KEY)
        yield _table(found.helpful[:_SHOWN])
        yield from _rest(found.helpful)
    if found.own_only:
        yield Prose("\n只覆盖来源作答本身的（在 YAML 里写成注释）：", "bold")
        yield from (Prose(_line(item), indent=2) for item in found.own_only[:_SHOWN])
        yield from _rest(found.own_only)
    if found.split:
        yield Prose("\n几位阅卷人看法不同的要点，先统一评分标准：", "bold")
        yield from (Prose(printable(split_text(item)), indent=2) for item in found.split[:_SHOWN])
        yield from _rest(found.split)
    if found.helpful or found.own_only:
        yield Prose(f"\n{_ADVICE}")


def _counts(found: Suggestions) -> str:
    left_out = f"（另有 {found.left_out} 份没有按要点评分，没有用到）" if found.left_out else ""
    used = f"用到 {found.answers} 份按要点评分的作答{left_out}"
    if not found.faults:
        return f"{used}：机器该给的都给了，不该给的都没给，没有可补的。"
    proposed = f"建议 {len(found.helpful)} 条，只覆盖来源作答的 {len(found.own_only)} 条"
    dropped = f"，给错多于给对而舍去的 {found.dropped} 条" if found.dropped else ""
    left = f"；还有 {found.open} 处没有找到起作用的补法" if found.open else ""
    return f"{used}：漏给或多给要点 {found.faults} 处。{proposed}{dropped}{left}。"


def _table(items: Sequence[Suggestion]) -> Table:
    numbers = ("改对", "改错", "要点 F1", "全题 F1")
    drawn = table("要点", "加到", "建议", "来自", *numbers, numbers=numbers)
    for item in items:
        drawn.add_row(
            Prose(printable(item.key_point.name)),
            item.field,
            Prose(printable(item.text)),
            Prose(printable("、".join(item.sources))),
            str(sum(change.right for change in item.changes)),
            str(sum(not change.right for change in item.changes)),
            f1_text(item.point_f1),
            f1_text(item.question_f1),
        )
    return drawn


def _line(item: Suggestion) -> str:
    return printable(f"{item.sources[0]}，{item.key_point.name}（{item.field}）：{item.text}")


def _rest(items: Sequence[object]) -> Iterator[RenderableType]:
    if len(items) > _SHOWN:
        yield Prose(f"其余 {len(items) - _SHOWN} 条见 YAML。", indent=2)
