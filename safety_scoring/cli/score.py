"""`safety-scoring score`: one answer, as a ledger to read or as JSON."""

from __future__ import annotations

import difflib
import json
import os
import sys
from pathlib import Path

from safety_scoring.bank.load import load_bank
from safety_scoring.bank.model import Bank
from safety_scoring.cli.calibration import open_calibration
from safety_scoring.cli.carried import open_carried
from safety_scoring.cli.console import show
from safety_scoring.cli.ledger import draw
from safety_scoring.errors import AnswersError, Fault, UnknownQuestionError
from safety_scoring.files.decode import damage, decode
from safety_scoring.files.headers import Questions
from safety_scoring.scorer import Scorer

__all__ = ["score"]

_STDIN = "标准输入"
_SUGGESTED = 3


def score(
    question: str,
    answer: str | None,
    *,
    file: Path | None,
    reference: Path | None,
    as_json: bool,
    calibration: Path | None = None,
) -> None:
    """Mark one answer and print the result.

    Args:
        question: id of the question, or its text as people write it.
        answer: the answer; ``-`` for standard input.
        file: where the answer stands; ``-`` for standard input. With neither, what is piped in is read.
        reference: the bank; None for the bundled one.
        as_json: the result's JSON object on one line instead of a ledger.
        calibration: what `calibrate` wrote.

    Raises:
        BankError: the bank cannot be used.
        CalibrationError: the calibration cannot be used.
        UnknownQuestionError: the bank has no such question.
        AnswersError: no answer, two of them, or one that cannot be read.
    """
    bank = load_bank(reference)
    question_id = _find(question, bank)
    scorer = Scorer(
        bank, calibration=open_calibration(calibration, bank), marked=open_carried(reference, bank)
    )
    result = scorer.score(question_id, _answer(answer, file))
    if as_json:
        sys.stdout.write(json.dumps(result.to_dict(), ensure_ascii=False) + "\n")
    else:
        show(*draw(result))


def _find(given: str, bank: Bank) -> str:
    texts = {question.id: question.question for question in bank.questions}
    found = Questions(texts).find(given)
    if found is not None:
        return found
    close = "、".join(f"{name}（{texts[name]}）" for name in _similar(given, texts))
    remedy = "用 safety-scoring questions 查看全部题目"
    raise UnknownQuestionError(
        Fault(f"题库里没有题目“{given}”", f"是不是 {close}？{remedy}" if close else remedy)
    )


def _similar(given: str, texts: dict[str, str]) -> list[str]:
    """Ids of questions that may be meant: those that contain the words, else those that are like them."""
    names = {name: name for name in texts} | {text: name for name, text in texts.items()}
    holding = [name for written, name in names.items() if given.strip() and given.strip().lower() in written]
    like = [names[written] for written in difflib.get_close_matches(given, names, n=_SUGGESTED, cutoff=0.5)]
    return list(dict.fromkeys(holding or like))[:_SUGGESTED]


def _answer(answer: str | None, file: Path | None) -> str:
    if answer is not None and file is not None:
        raise AnswersError(Fault("作答和 --file 只能给一个", "去掉其中一个"))
    if file is not None and str(file) != "-":
        return _read_file(file)
    if answer is not None and answer != "-":
        # a terminal of another encoding hands over bytes; `_text` tells which
        return _text(os.fsencode(answer), "作答")
    if answer is None and file is None and sys.stdin.isatty():
        remedy = "把作答写在题目后面，或用 --file 文件名，或用管道送入"
        raise AnswersError(Fault("没有给出作答", remedy))
    return _text(sys.stdin.buffer.read(), _STDIN)


def _read_file(file: Path) -> str:
    try:
        return _text(file.read_bytes(), file.name)
    except IsADirectoryError:
        fault = Fault("这是文件夹，不是文件", "给出其中的一个文件", str(file))
    except FileNotFoundError:
        fault = Fault("找不到文件", "检查路径和文件名", str(file))
    except OSError as error:
        fault = Fault(f"读不出文件（{error.strerror}）", "检查文件权限", str(file))
    raise AnswersError(fault)


def _text(data: bytes, name: str) -> str:
    """The answer without the line end that editors and `echo` add."""
    if data.startswith(b"PK\x03\x04"):
        raise AnswersError(Fault("不是文本文件，像是 Word、Excel 或压缩文件", "另存为 .txt 文本文件", name))
    text = decode(data, name) if data.strip() else ""
    error = damage(text)
    if error is not None:
        raise AnswersError(Fault(error.what, error.remedy, name))
    return text.rstrip("\r\n")
