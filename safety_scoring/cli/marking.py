"""Commands that mark answers: options and help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from safety_scoring.cli.help import ChineseCommand
from safety_scoring.cli.program import CLEAN, FAULTS, SETTINGS, CalibrationFile, Json, Reference, app

__all__ = ["batch", "score"]


@app.command(
    cls=ChineseCommand,
    context_settings=SETTINGS,
    help="给一份作答评分，逐个要点列出得分、依据原文和缺少的内容。",
    epilog="""
    safety-scoring score redline-guarantee "实行一票否决，落实党政同责。"
    safety-scoring score redline-guarantee --file answer.txt
    cat answer.txt | safety-scoring score redline-guarantee
    safety-scoring score redline-guarantee --json - < answer.txt
    """,
)
def score(  # noqa: PLR0917 - Typer calls it, by name
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="题目编号，或题目原文")],
    answer: Annotated[
        str | None,
        typer.Argument(metavar="ANSWER", help="作答；写 - 或用管道送入时从标准输入读取"),
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option("--file", metavar="FILE", help="作答所在的文本文件；- 为标准输入"),
    ] = None,
    reference: Reference = None,
    calibration: CalibrationFile = None,
    as_json: Json = False,
) -> int:
    """One answer."""
    from safety_scoring.cli.score import score  # noqa: PLC0415 - loads the marking

    score(question, answer, file=file, reference=reference, as_json=as_json, calibration=calibration)
    return CLEAN


@app.command(
    cls=ChineseCommand,
    context_settings=SETTINGS,
    help="""
    给一个文件里的作答评分，写成结果文件和报告。

    两种表都认得：一行一份作答（编号、题目、作答三列）；
    一行一人、一列一题（列名是题目编号或题目原文）。
    不能评分的行留在结果里并写明原因，不影响其他行。
    结果和报告要么完整写出，要么完全不写；不会覆盖作答文件。

    退出码：0 全部评分；1 有行未能评分或改判没有用上；2 无法评分；130 中断。
    """,
    epilog="""
    safety-scoring batch answers.csv -o results.xlsx --report report.html
    safety-scoring batch survey.xlsx -o results.xlsx --id 工号 --sheet 第一期
    safety-scoring batch moodle.csv -o r.jsonl --map "Response 1=shared-duty"
    safety-scoring batch answers.csv -o final.xlsx --overrides results.xlsx
    """,
)
def batch(  # noqa: PLR0917 - Typer calls it, by name
    answers: Annotated[Path, typer.Argument(metavar="ANSWERS", help="作答文件：.csv、.tsv、.xlsx 或 .jsonl")],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="RESULTS", help="评分结果：.xlsx、.csv 或 .jsonl，由后缀决定"),
    ],
    report: Annotated[
        Path | None, typer.Option("--report", metavar="HTML", help="另写一份可打印的报告（.html）")
    ] = None,
    reference: Reference = None,
    calibration: CalibrationFile = None,
    overrides: Annotated[
        Path | None,
        typer.Option("--overrides", metavar="FILE", help="人工改判表；可以直接用填了“改判得分”的结果工作簿"),
    ] = None,
    question: Annotated[
        str | None, typer.Option("--question", metavar="COLUMN", help="题目所在列的列名；认错时用它指明")
    ] = None,
    answer: Annotated[str | None, typer.Option("--answer", metavar="COLUMN", help="作答所在列的列名")] = None,
    id_column: Annotated[
        str | None, typer.Option("--id", metavar="COLUMN", help="编号（学号、工号等）所在列的列名")
    ] = None,
    sheet: Annotated[
        str | None,
        typer.Option("--sheet", metavar="NAME", help="只读这一张工作表；不写则读所有认得出的工作表"),
    ] = None,
    mapping: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="COLUMN=QUESTION", help="指明一列是哪道题的作答；可以写多次"),
    ] = None,
) -> int:
    """A file of answers."""
    from safety_scoring.cli.batch import Columns, batch  # noqa: PLC0415 - loads the marking

    columns = Columns(question, answer, id_column, sheet, tuple(mapping or ()))
    clean = batch(
        answers,
        output,
        report=report,
        reference=reference,
        overrides=overrides,
        calibration=calibration,
        columns=columns,
    )
    return CLEAN if clean else FAULTS
