"""Commands about the bank: options and help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from safety_scoring.cli.help import ChineseCommand
from safety_scoring.cli.program import CLEAN, FAULTS, SETTINGS, Json, Reference, app

__all__ = ["check", "questions", "schema", "suggest"]


@app.command(
    cls=ChineseCommand,
    context_settings=SETTINGS,
    help="""
    从人工评过分的作答里找出题库缺少的说法，写成可以粘贴进题库的 YAML。

    什么时候用：evaluate 显示有的要点漏给或多给，想知道该补什么。
    作答要按要点评分，写法与 evaluate 相同；只有总分的没有用。
    人给了、机器没给的，提出 phrases、statements（一半的归 partial）；机器给了、人没给的，提出 not。
    每条都试过：加进题库，同一题的其余作答会多给对几份、多给错哪几份，F1 提高多少。
    只对来源作答有用的写成注释；阅卷人看法不同的要点另列。都是学员的原话，采不采用由人决定。
    没有 -o 时 YAML 写到标准输出，说明写到标准错误。

    退出码：0 全部计入；1 有行没有计入；2 提不出建议（例如只有总分）；130 中断。
    """,
    epilog="""
    safety-scoring suggest by-point.csv -o additions.yaml
    safety-scoring suggest by-point.xlsx --reference my-bank
    """,
)
def suggest(
    marked: Annotated[
        Path,
        typer.Argument(metavar="MARKED", help="按要点人工评分的作答文件：.csv、.tsv、.xlsx 或 .jsonl"),
    ],
    reference: Reference = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="把 YAML 写进这个文件（.yaml），不写到标准输出"),
    ] = None,
) -> int:
    """What is worth adding to the bank."""
    from safety_scoring.cli.suggest import suggest  # noqa: PLC0415 - loads the marking

    return CLEAN if suggest(marked, reference=reference, output=output) else FAULTS


@app.command(
    cls=ChineseCommand,
    context_settings=SETTINGS,
    help="列出题库里的题目：编号、题目、满分、及格分和要点数。",
    epilog="""
    safety-scoring questions
    safety-scoring questions --reference my-bank --json
    """,
)
def questions(reference: Reference = None, as_json: Json = False) -> int:
    """What the bank asks."""
    from safety_scoring.cli.questions import questions  # noqa: PLC0415 - loads the bank

    questions(reference, as_json=as_json)
    return CLEAN


@app.command(
    cls=ChineseCommand,
    context_settings=SETTINGS,
    help="""
    检查题库：先替学员攻一遍，一次列出全部问题，写明文件、行、代价和改法。

    题库的写法有没有错；参考答案得不得满分；statements 得不得自己的要点，not 有没有反而得分；
    照抄题目、答非所问能得几分；两个要点是不是一句话算两处；提示有没有说出答案；还缺什么。

    --against 旧题库 --answers 作答文件：同一批作答用新旧题库各评一遍，谁多了、谁少了、谁过了及格线，
    变在哪个要点、依据哪句话。

    退出码：0 没有错误；1 有错误（--strict 时有提醒也算）；2 无法检查；130 中断。
    """,
    epilog="""
    safety-scoring check my-bank
    safety-scoring check my-bank --strict --json
    safety-scoring check my-bank --against my-bank-old --answers answers.csv
    safety-scoring check --explain points-overlap
    """,
)
def check(  # noqa: PLR0917 - Typer calls it, by name
    path: Annotated[
        Path | None, typer.Argument(metavar="PATH", help="题库：文件夹或一个 YAML 文件；不写则查自带题库")
    ] = None,
    against: Annotated[
        Path | None, typer.Option("--against", metavar="OLD", help="旧题库；与 --answers 一起写")
    ] = None,
    answers: Annotated[
        Path | None,
        typer.Option("--answers", metavar="FILE", help="用来比较的作答文件：.csv、.tsv、.xlsx 或 .jsonl"),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="有提醒也算不通过")] = False,
    rule: Annotated[str | None, typer.Option("--explain", metavar="RULE", help="说明一个检查项")] = None,
    as_json: Json = False,
) -> int:
    """Everything that is wrong with a bank."""
    from safety_scoring.cli.check import check, explain  # noqa: PLC0415 - loads the marking

    if rule is not None:
        explain(rule)
        return CLEAN
    clean = check(path, against=against, answers=answers, strict=strict, as_json=as_json)
    return CLEAN if clean else FAULTS


@app.command(
    cls=ChineseCommand,
    context_settings=SETTINGS,
    help="""
    写出题库文件的 JSON Schema：编辑器照它补全字段、说明含义、当场标出写错的地方。

    在题库文件第一行写：# yaml-language-server: $schema=bank.schema.json
    """,
    epilog="""
    safety-scoring schema > bank.schema.json
    """,
)
def schema() -> int:
    """The published JSON Schema."""
    from safety_scoring.cli.schema import schema  # noqa: PLC0415 - loads the bank

    schema()
    return CLEAN
