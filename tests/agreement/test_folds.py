"""Out of fold no answer is marked by a scorer that saw it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pytest

from safety_scoring import Bank, KeyPoint, Question, Scorer, ScoreResult
from safety_scoring.agreement.folds import evaluate_out_of_fold
from safety_scoring.files.table import Place
from safety_scoring.marked.answers import MarkedAnswer, identity

SHOCK = Question(
    id="shock",
    question="发现有人触电怎么办？",
    full_marks=10,
    reference_answers=("先切断电源，再拨打急救电话。",),
    key_points=(
        KeyPoint(
            id="power",
            name="切断电源",
            marks=6,
            statements=("关掉总开关", "拔下插头", "拉下电闸", "断开电源", "先停电"),
        ),
        KeyPoint(
            id="call",
            name="拨打急救电话",
            marks=4,
            statements=("打120", "叫救护车", "呼叫医生", "打急救电话", "请大夫来"),
        ),
    ),
)
BANK = Bank(questions=(SHOCK,))


def marked(number: int, answer: str, power: int, call: int) -> MarkedAnswer:
    labels = ({"power": power, "call": call},)
    return MarkedAnswer(f"a{number}", "shock", answer, labels, None, Place("m.csv", "", number))


STARTS = ("赶紧", "马上", "我会", "首先", "应该", "得", "立刻", "快点", "大家", "班长")
ANSWERS = [marked(n, f"{start}用干木棒挑走那根线。", 2, 0) for n, start in enumerate(STARTS)]
ANSWERS += [marked(n, f"{start}站在旁边看热闹。", 0, 0) for n, start in enumerate(STARTS, start=10)]


class Spy:
    """Makes scorers and remembers what each was trained with, and what each marked."""

    def __init__(self) -> None:
        self.trained: list[set[tuple[str, str]]] = []
        self.met: list[tuple[str, str]] = []

    def __call__(self, others: Sequence[MarkedAnswer]) -> Scorer:
        """A scorer trained with others, that refuses to mark them."""
        learnt = {identity(item) for item in others}
        self.trained.append(learnt)
        scorer = Scorer(BANK, marked=others)
        original = scorer.score_many

        def score_many(rows: Iterable[Mapping[str, Any]]) -> Iterator[ScoreResult]:
            given = list(rows)
            keys = [("shock", "".join(row["answer"].split())) for row in given]
            assert learnt.isdisjoint(keys), "marked by a scorer that saw it"
            self.met += keys
            return original(given)

        scorer.score_many = score_many  # type: ignore[method-assign]
        return scorer


@pytest.mark.parametrize("folds", [2, 5])
def test_nothing_is_marked_by_what_it_taught(folds: int) -> None:
    spy = Spy()
    steps: list[int] = []
    carried = [ANSWERS[3], marked(99, "打120，关掉总开关。", 2, 2)]
    found = evaluate_out_of_fold(ANSWERS, spy, folds=folds, carried=carried, advance=lambda: steps.append(1))
    keys = [identity(item) for item in ANSWERS]
    assert sorted(spy.met) == sorted([*keys, *keys]), "once out of fold, once by the bank alone"
    assert len(steps) == folds
    assert spy.trained[-1] == set(), "the bank alone"
    assert all(identity(carried[1]) in learnt for learnt in spy.trained[:-1])
    assert found.folds == folds
    assert found.trained.answers == found.without.answers == len(ANSWERS)


def test_what_the_folds_show() -> None:
    found = evaluate_out_of_fold(ANSWERS, lambda others: Scorer(BANK, marked=others), folds=5)
    (question,) = found.questions
    assert (question.id, question.because) == ("shock", "")
    assert question.used == 5
    assert question.trained.mae.value is not None
    assert question.without.mae.value is not None
    assert question.trained.mae.value < question.without.mae.value
    data = json.loads(json.dumps(found.to_dict()))
    assert (data["folds"], data["questions"][0]["used"]) == (5, 5)
    assert data["without"]["answers"] == len(ANSWERS)


def test_why_marked_answers_were_left_aside() -> None:
    found = evaluate_out_of_fold(ANSWERS[:6], lambda others: Scorer(BANK, marked=others), folds=2)
    assert found.questions[0].used == 0
    assert found.questions[0].because == "不到 6 份"


def test_one_fold_is_none() -> None:
    with pytest.raises(ValueError, match="两折"):
        evaluate_out_of_fold(ANSWERS, lambda _: Scorer(BANK), folds=1)
