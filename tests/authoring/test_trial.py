"""What is tried is what a pasted bank gives, though hardly anything of the bank is read anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from safety_scoring import Bank, Scorer
from safety_scoring.answer import read_answer
from safety_scoring.authoring.changed_bank import ChangedExamples, with_text
from safety_scoring.authoring.suggest import suggest
from safety_scoring.authoring.suggestion import Field
from safety_scoring.match.examples import BankExamples
from safety_scoring.match.ledger import match_best
from safety_scoring.match.prepare import prepare
from safety_scoring.segment.jieba_segmenter import segmenter

Marked = Callable[..., Any]

TEXTS: list[Any] = [
    pytest.param("statements", "把闸刀拉下来", id="statement"),
    pytest.param("phrases", "拉闸", id="phrase"),
    pytest.param("partial", "喊电工", id="half"),
    pytest.param("not", "防止断电", id="near miss"),
]
ANSWERS = ["把闸刀拉下来，打120。", "拉闸。", "喊电工来。", "防止断电停产。", "断电，做人工呼吸。", ""]


@pytest.mark.parametrize(("field", "text"), TEXTS)
def test_marks_are_those_of_the_changed_bank(bank: Bank, field: Field, text: str) -> None:
    examples = BankExamples(bank, segmenter())
    question = with_text(bank.questions[0], 0, field, text)
    answers = [read_answer(answer, segmenter()) for answer in ANSWERS]
    tried = match_best(prepare(question, ChangedExamples.of(examples, question)), answers)
    scorer = Scorer(Bank(questions=(question, *bank.questions[1:])))
    pasted = [scorer.score("shock", answer).key_points for answer in ANSWERS]
    assert tried == pasted
    assert tried != match_best(prepare(bank.questions[0], examples), answers)


def test_marks_are_those_of_the_changed_bank_where_a_model_is_fitted(bundled_bank: Bank) -> None:
    examples = BankExamples(bundled_bank, segmenter())
    old = bundled_bank.question("shared-duty")
    question = with_text(old, 1, "statements", "管生意的人顺手把平安也揽在怀里")
    answers = ["管生意的人顺手把平安也揽在怀里。", "书记县长都要管。", "今天天气好。"]
    read = [read_answer(answer, segmenter()) for answer in answers]
    tried = match_best(prepare(question, ChangedExamples.of(examples, question)), read)
    others = tuple(question if other is old else other for other in bundled_bank.questions)
    scorer = Scorer(Bank(questions=others, elsewhere=bundled_bank.elsewhere))
    assert tried == [scorer.score("shared-duty", answer).key_points for answer in answers]
    assert tried[0][1].awarded > 0


def test_texts_are_read_once(bank: Bank, marked: Marked, monkeypatch: pytest.MonkeyPatch) -> None:
    from safety_scoring.match import examples

    read: list[str] = []
    original = examples.normalise

    def counted(text: str) -> Any:
        read.append(text)
        return original(text)

    monkeypatch.setattr(examples, "normalise", counted)
    answers = [
        ("a1", "把闸刀拉下来，打120。", [(2, 2, 0)]),
        ("a2", "赶紧拉闸刀，再做人工呼吸。", [(2, 0, 2)]),
        ("a3", "拉下闸刀，大声喊人。", [(2, 0, 0)]),
    ]
    found = suggest(bank, marked(answers))
    assert len(found.helpful) >= 3
    assert read.count("人工呼吸") == 1, "of the bank, once"
    assert read.count("拉下闸刀") == 1, "of the candidate, once"


HALF_BANK = """
questions:
  - id: shock
    question: 发现有人触电，应当怎么办？
    full_marks: 6
    reference_answers: [先切断电源，再呼救并拨打急救电话，对没有呼吸的人做心肺复苏。]
    key_points:
      - {id: power, name: 切断电源, marks: 3, statements: [关掉总开关, 拔下插头, 拉下电闸, 断开电源, 停电]}
      - {id: call, name: 拨打急救电话, marks: 2, statements: [打120, 叫救护车, 呼叫医生, 打急救电话, 请大夫]}
      - {id: cpr, name: 心肺复苏, marks: 1, statements: [做人工呼吸, 按压胸口, 口对口吹气, 胸外按压, 按心口]}
"""


@pytest.mark.parametrize(
    ("label", "field"),
    [pytest.param(1, "partial", id="half"), pytest.param(2, "statements", id="all of it")],
)
def test_what_earns_half_belongs_to_partial(marked: Marked, tmp_path: Path, label: int, field: Field) -> None:
    from safety_scoring import load_bank

    path = tmp_path / "bank.yaml"
    path.write_text(HALF_BANK, "utf-8")
    answers = [
        ("a1", "用干竹竿把线挑到一边去。", [(label, 0, 0)]),
        ("a2", "找根干竹竿把线挑到旁边。", [(label, 0, 0)]),
        ("a3", "关掉总开关，叫救护车。", [(2, 2, 0)]),
        ("a4", "站着看热闹。", [(0, 0, 0)]),
    ]
    found = suggest(load_bank(path), marked(answers))
    assert found.short == ()
    assert {(item.key_point.id, item.field) for item in found.helpful} >= {("power", field)}
    assert {item.field for item in found.helpful} <= {field, "phrases"}
