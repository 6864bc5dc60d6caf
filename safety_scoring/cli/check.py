"""`safety-scoring check`: every problem of a bank at once, and what a change of the bank does to marks."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from safety_scoring.authoring.check.problem import Problem
from safety_scoring.authoring.check.rules import PAGES
from safety_scoring.authoring.check.run import Checked
from safety_scoring.authoring.check.run import check as find
from safety_scoring.authoring.impact import Change, Impact, impact
from safety_scoring.bank.load import load_bank, read_bank
from safety_scoring.bank.model import Bank
from safety_scoring.cli.console import printable, show, table
from safety_scoring.cli.progress import bar
from safety_scoring.cli.prose import Prose
from safety_scoring.errors import Fault, SafetyScoringError
from safety_scoring.files.answers import AnswerRow, read_answers

__all__ = ["check", "explain"]

_SEVERITY = {"fault": ("错误", "red"), "warning": ("提醒", "yellow")}
_SHOWN = 30  # changed answers in a terminal; all of them stand in the JSON


def explain(rule: str) -> None:
    """Print the page on a rule.

    Raises:
        SafetyScoringError: there is no such rule.
    """
    if rule not in PAGES:
        raise SafetyScoringError(Fault(f"没有检查项 {rule}", f"可用的检查项：{'、'.join(PAGES)}"))
    show(Text(rule, "bold"), Text(PAGES[rule]))


def check(
    path: Path | None, *, against: Path | None, answers: Path | None, strict: bool, as_json: bool
) -> bool:
    """Check a bank, and say what it does to marks beside an older one.

    Args:
        path: a YAML file or a folder; None for the bundled bank.
        against: the older bank, or None.
        answers: what is marked with both; given together with `against`.
        strict: whether warnings count as faults.
        as_json: one JSON object instead of tables.

    Returns:
        Whether the bank is clean.

    Raises:
        SafetyScoringError: bank or answers cannot be used, or one of `against` and `answers` is missing.
    """
    if (against is None) != (answers is None):
        fault = Fault("--against 和 --answers 只写了一个", "一起写：旧题库，和用来比较的作答文件")
        raise SafetyScoringError(fault)
    old = load_bank(against) if against is not None else None
    rows = _rows(answers, old, path) if answers is not None and old is not None else []
    with bar("正在读题库", "正在用题库自己的话评分") as moving:
        checked = find(path, moving.more if moving else None)
    changed = None
    if old is not None and checked.bank is not None and not _unreadable(checked):
        with bar("正在准备新旧题库", "正在用新旧题库评分", len(rows)) as moving:
            changed = impact(old, checked.bank, rows, moving.more if moving else None)
    clean = not checked.faults and not (strict and checked.warnings)
    if as_json:
        sys.stdout.write(json.dumps(_record(checked, changed, clean=clean), ensure_ascii=False) + "\n")
    else:
        show(*_lines(checked), *(_impact(changed) if changed else ()))
        if old is not None and changed is None:
            show("", Prose("题库有写法错误（form），没有比较新旧题库；改正后再比。", "yellow"))
    return clean


def _rows(answers: Path, old: Bank, path: Path | None) -> list[AnswerRow]:
    """The answers, their questions recognised by either bank."""
    new = read_bank(path).bank
    banks = [bank for bank in (old, new) if bank is not None]
    texts = {question.id: question.question for bank in banks for question in bank.questions}
    return read_answers(answers, texts).rows


def _unreadable(checked: Checked) -> bool:
    return any(problem.rule == "form" for problem in checked.problems)


def _record(checked: Checked, changed: Impact | None, *, clean: bool) -> dict[str, Any]:
    record: dict[str, Any] = {
        "clean": clean,
        "questions": checked.questions,
        "key_points": checked.points,
        "faults": checked.faults,
        "warnings": checked.warnings,
        "problems": [problem.to_dict() for problem in checked.problems],
    }
    return record if changed is None else {**record, "impact": changed.to_dict()}


def _lines(checked: Checked) -> Iterator[RenderableType]:
    for severity in _SEVERITY:  # what breaks marking first
        told = [problem for problem in checked.problems if problem.severity == severity]
        for file in dict.fromkeys(problem.file for problem in told):
            yield Text(printable(file), "bold")
            yield _table(problem for problem in told if problem.file == file)
            yield ""
    counted = f"共 {checked.questions} 道题，{checked.points} 个要点"
    if not checked.problems:
        yield Prose(f"{counted}，没有发现问题。", "green")
        return
    yield Prose(f"{counted}：错误 {checked.faults} 处，提醒 {checked.warnings} 处。")
    rules = "、".join(dict.fromkeys(problem.rule for problem in checked.problems))
    yield Prose(f"每一项的说明：safety-scoring check --explain 检查项（{rules}）")


def _table(problems: Iterable[Problem]) -> Table:
    drawn = table("行", "检查项", "题目/要点", "问题和代价", numbers=("行",))
    alike: dict[tuple[str, ...], list[Problem]] = {}
    for problem in problems:
        key = (problem.rule, problem.severity, problem.what, problem.cost, problem.remedy)
        alike.setdefault(key, []).append(problem)
    for (rule, severity, what, cost, remedy), same in alike.items():
        name, style = _SEVERITY[severity]
        drawn.add_row(
            "\n".join(str(problem.line or "") for problem in same),
            Text(rule, style),
            Text("\n".join(printable(problem.where) for problem in same)),
            Prose(printable(f"{name}：{what.rstrip('。')}。代价：{cost}。改法：{remedy}。")),
        )
    return drawn


def _impact(changed: Impact) -> Iterator[RenderableType]:
    yield ""
    yield Text("新旧题库评分比较", "bold")
    yield Prose(
        f"共 {changed.answers} 份作答：得分提高 {len(changed.gained)} 份，降低 {len(changed.lost)} 份，"
        f"不变 {changed.answers - len(changed.gained) - len(changed.lost)} 份；"
        f"由不及格变为及格 {len(changed.now_pass)} 份，由及格变为不及格 {len(changed.now_fail)} 份。"
    )
    if changed.unmarked:
        yield Prose(f"另有 {changed.unmarked} 份只有一个题库能评，没有比较。", "yellow")
    if changed.changes:
        drawn = table("编号", "题目", "旧", "新", "及格", "变了的要点和依据", numbers=("旧", "新"))
        for change in changed.changes[:_SHOWN]:
            drawn.add_row(
                Text(printable(change.id or "")),
                Text(change.question, "cyan"),
                f"{change.old:g}",
                f"{change.new:g}",
                _crossing(change),
                Prose(printable("；".join(point.told for point in change.points))),
            )
        yield drawn
    if len(changed.changes) > _SHOWN:
        yield Prose(f"其余 {len(changed.changes) - _SHOWN} 份从略，全部见 --json。")


def _crossing(change: Change) -> Text:
    if change.passed == change.passes:
        return Text("")
    return Text("变为及格", "green") if change.passes else Text("变为不及格", "red")
