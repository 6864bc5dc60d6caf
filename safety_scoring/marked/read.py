"""A file of answers with human marks → `MarkedAnswer`s, with what was understood and every fault.

JSONL may hold `markers` (a list with an object {key point: 2|1|0|-1} a marker), `labels` (one marker), a
total (`score` or `marks`), or a single-point case (`key_point`, `expect`). CSV and XLSX (JSONL too) may hold
`marks` and a column a key point, headed by its id or name; with a column `marker` the rows of several
markers repeat the id.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from safety_scoring.bank.model import Bank
from safety_scoring.errors import AnswersError, Fault
from safety_scoring.files.answer_rows import AnswerRow, answer_rows, asked_of, drafts_of
from safety_scoring.files.columns import Plan, Wanted, find_plan
from safety_scoring.files.headers import Questions
from safety_scoring.files.identity import choose_ids
from safety_scoring.files.read import read_tables
from safety_scoring.files.refusal import refusal
from safety_scoring.files.table import Place
from safety_scoring.marked.answers import MarkedAnswer, MarkedFile
from safety_scoring.marked.columns import Columns, find_columns
from safety_scoring.marked.human import human_marks
from safety_scoring.marked.marking import Marking, read_marking

__all__ = ["read_marked"]

_ROWS = "每行一份作答：编号 id、题目 question、作答 answer，加上人工总分 marks 或以要点编号为列名的各列"

_WIDE = "一行一人、一列一题的表放不下每份作答的人工评分，没有读取"


def read_marked(path: str | Path, bank: Bank) -> MarkedFile:
    """Read marked answers from CSV, TSV, XLSX or JSONL.

    Args:
        path: the file.
        bank: its questions and key points are those that may be marked.

    Raises:
        AnswersError: unreadable, or without the columns of question and answer.
    """
    known = Questions({question.id: question.question for question in bank.questions})
    tables = read_tables(path)
    found = [(table, find_plan(table, known, Wanted())) for table in tables]
    plans = [plan for _, plan in found if plan is not None]
    if not plans:
        raise AnswersError(replace(fault, remedy=_ROWS) for fault in refusal(tables, Wanted()))
    long = [plan for plan in plans if plan.shape == "long"]
    faults = [Fault(_WIDE, _ROWS, plan.table.name) for plan in plans if plan.shape == "wide"]
    if not long:
        raise AnswersError(faults)
    rows = list(_rows(long, known))
    columns = find_columns(chain.from_iterable(row.row for row in rows))
    markings = [marking for row in rows if (marking := read_marking(row, columns, bank, faults))]
    answers = tuple(_merged(markings, faults))
    return MarkedFile(
        answers=answers,
        understood=_understood(columns, answers, bank),
        notices=(*(fault for plan in long for fault in plan.table.faults), *_notices(answers, bank)),
        faults=tuple(sorted(faults, key=lambda fault: (fault.file, fault.line or 0, fault.row or 0))),
    )


def _rows(plans: Sequence[Plan], known: Questions) -> Iterator[AnswerRow]:
    """The answers; where there are several markers, their rows share the first id column there is."""
    drafts = [list(drafts_of(plan, known)) for plan in plans]
    chosen = choose_ids(plans, [asked_of(items) for items in drafts])
    for plan, items, column in zip(plans, drafts, chosen, strict=True):
        several = find_columns(plan.headers).marker is not None and plan.ids
        yield from answer_rows(plan, items, plan.ids[0][1] if several else column)


def _merged(markings: Sequence[Marking], faults: list[Fault]) -> Iterator[MarkedAnswer]:
    """One answer for all rows of it that name their marker."""
    groups: dict[object, list[Marking]] = {}
    for marking in markings:
        shared = marking.marker and marking.row.id is not None
        key = (marking.row.id, marking.row.question) if shared else id(marking)
        group = groups.setdefault(key, [])
        fault = _misfit(group, marking) if group else None
        if fault is None:
            group.append(marking)
        else:
            faults.append(fault)
    return (_answer(group) for group in groups.values())


def _misfit(group: Sequence[Marking], marking: Marking) -> Fault | None:
    """Why a row cannot be another marker's of the same answer."""
    place, first = marking.row.place, group[0].row
    if any(other.marker == marking.marker for other in group):
        what = f"阅卷人“{marking.marker}”对编号 {marking.row.id} 的这份作答已经评过"
        return place.fault(what, "每位阅卷人对一份作答只留一行")
    if marking.row.answer.strip() != first.answer.strip():
        what = f"编号 {marking.row.id} 的作答与第 {first.place.row} 行的不同"
        return place.fault(what, "同一份作答的各行写同样的作答，不同的作答用不同的编号")
    return None


def _answer(group: Sequence[Marking]) -> MarkedAnswer:
    row = group[0].row
    totals = tuple(marking.marks for marking in group if marking.marks is not None)
    return MarkedAnswer(
        id=row.id,
        question=row.question,
        answer=row.answer,
        labels=tuple(labels for marking in group for labels in marking.labels),
        marks=sum(totals) / len(totals) if totals else None,
        place=row.place,
        marker_marks=totals,
        case=group[0].case,
    )


def _understood(columns: Columns, answers: Sequence[MarkedAnswer], bank: Bank) -> tuple[str, ...]:
    labelled = sum(bool(answer.labels) for answer in answers)
    cases = sum(answer.case is not None for answer in answers)
    several = sum(max(len(answer.labels), len(answer.marker_marks)) > 1 for answer in answers)
    counts = [
        (labelled, "按要点评分"),
        (len(answers) - labelled - cases, "只有总分"),
        (cases, "只判一个要点"),
        (several, "有两人以上评过"),
    ]
    parts = "，".join(f"{text} {count} 份" for count, text in counts if count)
    unused = columns.unused(bank)
    return (
        f"共 {len(answers)} 份作答" + (f"：{parts}" if parts else ""),
        *([f"没有用到的列：{'、'.join(unused)}"] if unused else []),
    )


def _notices(answers: Sequence[MarkedAnswer], bank: Bank) -> Iterator[Fault]:
    """Totals that the key points do not add up to, and ids that answer a question twice."""
    first: dict[tuple[str, str], Place] = {}
    for answer in answers:
        question = bank.question(answer.question)
        total = human_marks(question.key_points, answer.labels, question)
        if answer.marks is not None and total is not None and abs(answer.marks - total) > 1e-6:
            what = f"总分 {answer.marks:g} 与各要点评分合计的 {total:g} 不同，按要点评分计算"
            yield answer.place.fault(what, "改正总分或要点评分")
        if answer.id is None or answer.case is not None:
            continue
        earlier = first.setdefault((answer.id, answer.question), answer.place)
        if earlier is not answer.place:
            what = f"编号 {answer.id} 与这道题在第 {earlier.row} 行已经出现过，两份都计入"
            yield answer.place.fault(what, "两位阅卷人的评分用 marker（阅卷人）列区分；多余的行删去")
