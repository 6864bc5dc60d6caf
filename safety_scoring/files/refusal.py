"""What to say where the columns of a file cannot be placed, or an option names nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from safety_scoring.errors import AnswersError, Fault
from safety_scoring.files.columns import HEADER_ROWS, Wanted
from safety_scoring.files.headers import Questions, find_header
from safety_scoring.files.roles import ANSWER_NAMES, QUESTION_NAMES, columns_named
from safety_scoring.files.table import Row, Table

__all__ = ["check_options", "check_sheet", "columns_seen", "refusal"]

_SHOWN = 40
_OPTIONS = (
    "用 --question 列名 和 --answer 列名 指明题目列和作答列；一题一列的表，用 --map '列名=题目编号' 指明"
)


def check_sheet(tables: Sequence[Table], sheet: str | None) -> list[Table]:
    """The tables to read.

    Raises:
        AnswersError: there is no such sheet.
    """
    found = [table for table in tables if sheet is None or table.sheet == sheet]
    if not found:
        names = "、".join(f"“{table.sheet}”" for table in tables if table.sheet) or "无（这不是工作簿）"
        what = f"没有名为“{sheet}”的工作表，或其中没有内容；有内容的工作表：{names}"
        raise AnswersError(Fault(what, "改正 --sheet 的名称", tables[0].file))
    return found


def check_options(tables: Sequence[Table], questions: Questions, wanted: Wanted) -> Wanted:
    """The wishes with questions as ids.

    Raises:
        AnswersError: a column that no table has, or a question that the bank does not have.
    """
    faults = [*_missing_columns(tables, wanted), *_unknown_questions(tables[0].file, questions, wanted)]
    if faults:
        raise AnswersError(faults)
    mapping = {name: questions.find(question) or question for name, question in wanted.mapping.items()}
    return replace(wanted, mapping=mapping)


def refusal(tables: Sequence[Table], wanted: Wanted) -> list[Fault]:
    """Why no table has a header that is recognised: for each the columns seen and what is missing."""
    return [_refused(table, wanted) for table in tables]


def _refused(table: Table, wanted: Wanted) -> Fault:
    if table.header is not None and not table.header.cells:
        remedy = "每行写一个完整的对象：不换行、不缩进，外面不加方括号"
        return table.place(table.rows[0]).fault("没有一行能读成 JSON 对象", remedy)
    return Fault(f"{_missing_part(table, wanted)}；看到的列：{columns_seen(table)}", _OPTIONS, table.name)


def columns_seen(table: Table) -> str:
    """The headers of a table, or of the row that most looks like one."""
    cells = [" ".join(str(cell).split()) for cell in _likely_header(table).cells]
    names = [f"“{cell[:_SHOWN]}…”" if len(cell) > _SHOWN else f"“{cell}”" for cell in cells if cell]
    return "、".join(names) or "无"


def _likely_header(table: Table) -> Row:
    if table.header is not None:
        return table.header
    return max(table.rows[:HEADER_ROWS], key=lambda row: sum(bool(cell.strip()) for cell in row.cells))


def _missing_part(table: Table, wanted: Wanted) -> str:
    headers = [str(cell) for cell in _likely_header(table).cells]
    for option, name in _named(wanted):
        if not find_header(name, headers):
            return _not_there(option, name)
    has_question = wanted.question is not None or columns_named(headers, QUESTION_NAMES)
    has_answer = wanted.answer is not None or columns_named(headers, ANSWER_NAMES)
    if has_question and not has_answer:
        return "找到了题目列，没有找到作答列"
    if has_answer and not has_question:
        return "找到了作答列，没有找到题目列"
    return "没有认出题目列和作答列，也没有以题目为列名的列"


def _named(wanted: Wanted) -> list[tuple[str, str]]:
    columns = [("--question", wanted.question), ("--answer", wanted.answer), ("--id", wanted.id)]
    named = [(option, name) for option, name in columns if name is not None]
    return [*named, *(("--map", name) for name in wanted.mapping)]


def _not_there(option: str, name: str) -> str:
    return f"{option} 指明的列“{name}”不在表头里"


def _missing_columns(tables: Sequence[Table], wanted: Wanted) -> Iterator[Fault]:
    for option, name in _named(wanted):
        if not any(_may_have_column(table, name) for table in tables):
            seen = "；".join(columns_seen(table) for table in tables)
            yield Fault(f"{_not_there(option, name)}；看到的列：{seen}", "照表头改正列名", tables[0].file)


def _may_have_column(table: Table, name: str) -> bool:
    rows = [table.header] if table.header is not None else table.rows[:HEADER_ROWS]
    return any(find_header(name, [str(cell) for cell in row.cells]) for row in rows)


def _unknown_questions(file: str, questions: Questions, wanted: Wanted) -> Iterator[Fault]:
    for name, question in wanted.mapping.items():
        if questions.find(question) is None:
            what = f"--map 把“{name}”列指给“{question}”，题库里没有这道题"
            yield Fault(what, "写题目的编号或全文；用 safety-scoring questions 查看全部题目编号", file)
