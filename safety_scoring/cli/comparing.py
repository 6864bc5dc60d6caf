"""Commands that hold the machine's marks against human marks: options and help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from safety_scoring.cli.help import ChineseCommand
from safety_scoring.cli.program import CLEAN, FAULTS, SETTINGS, CalibrationFile, Reference, app

__all__ = ["calibrate", "evaluate"]


@app.command(
    cls=ChineseCommand,
    context_settings=SETTINGS,
    help="""
    把机器评分与人工评分相比较：各要点、各题和总体的一致程度，分歧最大的作答。

    人工评分写在作答旁边：总分一列 marks，或每个要点一列（2 全对、1 一半、0 没有、-1 说反）；
    几位阅卷人评同一份作答时各写一行，用 marker 列区分。

    --folds 5：把已评作答分成 5 折，每份作答由用其他各折训练的评分来评，
    并列出只用题库时的结果：看得出把已评作答放进题库有没有用。

    退出码：0 全部计入；1 有行没有计入；2 无法比较；130 中断。
    """,
    epilog="""
    safety-scoring evaluate marked.csv
    safety-scoring evaluate marked.csv --folds 5
    safety-scoring evaluate marked.xlsx --reference my-bank -o report.html
    safety-scoring evaluate marked.jsonl -o figures.json
    """,
)
def evaluate(
    marked: Annotated[
        Path,
        typer.Argument(metavar="MARKED", help="带人工评分的作答文件：.csv、.tsv、.xlsx 或 .jsonl"),
    ],
    reference: Reference = None,
    calibration: CalibrationFile = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="REPORT", help="另写一份报告（.html）或全部数字（.json）"),
    ] = None,
    folds: Annotated[
        int | None,
        typer.Option("--folds", metavar="K", min=2, max=20, help="分 K 折训练和评价，2 到 20；通常用 5"),
    ] = None,
) -> int:
    """Machine marks against human marks."""
    from safety_scoring.cli.evaluate import evaluate  # noqa: PLC0415 - loads the marking

    clean = evaluate(marked, reference=reference, output=output, calibration=calibration, folds=folds)
    return CLEAN if clean else FAULTS


@app.command(
    cls=ChineseCommand,
    context_settings=SETTINGS,
    help="""
    照人工评分校准得分：每题一条换算线，写成一个看得懂的 JSON 文件。

    什么时候用：机器给分的高低次序大致对，但总是偏严或偏宽。
    每题要有二十份以上得了分、内容不同的作答，人工评分的写法与 evaluate 相同；份数不够的题保持原样。
    在没有参加拟合的作答上，误差明显变小的题才校准。
    换算线只升不降，零分仍是零分；各要点的得分和依据不变，原始得分与校准后的得分都留在结果里。
    这里用过的作答不要再用来评价校准的效果。

    退出码：0 全部计入；1 有行没有计入；2 无法校准；130 中断。
    """,
    epilog="""
    safety-scoring calibrate marked.csv -o curves.json
    safety-scoring batch answers.csv -o results.xlsx --calibration curves.json
    safety-scoring calibrate marked.xlsx -o my.json --reference my-bank
    """,
)
def calibrate(
    marked: Annotated[
        Path,
        typer.Argument(metavar="MARKED", help="带人工评分的作答文件：.csv、.tsv、.xlsx 或 .jsonl"),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="CALIBRATION", help="校准文件（.json）")],
    reference: Reference = None,
) -> int:
    """Curves from machine marks to human marks."""
    from safety_scoring.cli.calibrate import calibrate  # noqa: PLC0415 - loads the marking

    return CLEAN if calibrate(marked, output, reference=reference) else FAULTS
