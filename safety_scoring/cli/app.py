"""The program: options and help, and the one place where errors become messages and exit codes.

0 clean · 1 ran and found faults · 2 wrong use or unreadable input · 130 interrupted. What the commands
do stands in a file each; these are loaded when their command runs, so that help costs nothing.
"""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from safety_scoring import __version__
from safety_scoring.cli.console import printable, report_faults, show, stderr, use_utf8
from safety_scoring.cli.help import ChineseCommand, ChineseGroup
from safety_scoring.cli.usage import UsageError, usage_fault
from safety_scoring.errors import SafetyScoringError

__all__ = ["main", "run"]

PROGRAM = "safety-scoring"
CLEAN, FAULTS, WRONG, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 130, 141
"""Exit codes; the last is what a shell reports for a program whose reader has gone."""

_SETTINGS = {"help_option_names": ["-h", "--help"], "allow_extra_args": True}
_REFERENCE = typer.Option(
    "--reference", metavar="PATH", help="题库：文件夹或一个 YAML 文件；不写则用自带题库"
)

_CALIBRATION = typer.Option("--calibration", metavar="FILE", help="校准文件，由 calibrate 写出；得分照它换算")

app = typer.Typer(cls=ChineseGroup, add_completion=False, rich_markup_mode=None, context_settings=_SETTINGS)
Reference = Annotated[Path | None, _REFERENCE]
CalibrationFile = Annotated[Path | None, _CALIBRATION]
Json = Annotated[bool, typer.Option("--json", help="输出 JSON，供程序读取")]


def main() -> int:
    """Run the program on its command line; `sys.exit` takes what it returns."""
    use_utf8()
    return run(sys.argv[1:])


def run(arguments: Sequence[str]) -> int:
    """Run one command line.

    Args:
        arguments: without the program's name.

    Returns:
        The exit code.
    """
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except typer.Exit as finished:
        code = finished.exit_code
    except UsageError as error:
        report_faults([usage_fault(error)])
        code = WRONG
    except SafetyScoringError as error:
        report_faults(error.faults)
        code = WRONG
    except KeyboardInterrupt:
        again = shlex.join([PROGRAM, *arguments])
        stderr().print(printable(f"已中断，没有写完的文件已删除。重新运行：{again}"), soft_wrap=True)
        code = INTERRUPTED
    except BrokenPipeError:
        # what is still buffered would raise again when Python flushes it at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = BROKEN_PIPE
    return code


def _run(arguments: Sequence[str]) -> int:
    """Parse and call, with every error raised as it is; Typer's own `main` prints and exits."""
    command = typer.main.get_command(app)
    with command.make_context(PROGRAM, list(arguments)) as context:
        return int(command.invoke(context))


@app.callback(
    invoke_without_command=True,
    help="""
    按要点给中文主观题评分，每一分都引用作答原文说明依据。

    用 safety-scoring 命令 --help 查看每个命令的用法和例子。
    """,
    epilog="""
    safety-scoring questions
    safety-scoring score redline-guarantee "实行一票否决，落实党政同责。"
    safety-scoring batch answers.csv -o results.xlsx --report report.html
    """,
)
def _program(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="显示版本号")] = False,
) -> None:
    """What comes before the command."""
    if version:
        show(f"{PROGRAM} {__version__}")
        raise typer.Exit(CLEAN)
    if context.invoked_subcommand is None:
        stderr().print(context.get_help())
        raise typer.Exit(WRONG)


@app.command(
    cls=ChineseCommand,
    context_settings=_SETTINGS,
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
    context_settings=_SETTINGS,
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


@app.command(
    cls=ChineseCommand,
    context_settings=_SETTINGS,
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
    context_settings=_SETTINGS,
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


@app.command(
    cls=ChineseCommand,
    context_settings=_SETTINGS,
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
    context_settings=_SETTINGS,
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
