"""How one speaks of what one does not mean: learnt from a bank's near misses, where it has enough."""

from __future__ import annotations

import numpy as np
import pytest

from safety_scoring.answer import read_answer
from safety_scoring.bank.model import Bank, KeyPoint, Question
from safety_scoring.match.example import Example
from safety_scoring.match.examples import BankExamples
from safety_scoring.match.likeness import compare
from safety_scoring.match.prepare import prepare
from safety_scoring.match.refusal import Refusal, fit_refusal
from safety_scoring.segment.jieba_segmenter import segmenter

THINGS = (
    "演练", "巡查", "培训", "检修", "通风", "值班", "交底", "验收", "警戒", "救护", "上报", "疏散",
    "登记", "挂牌", "断电", "监护", "清理", "测氧", "封存", "复查",
)  # fmt: skip
MEANT = ("每个月都组织{}", "把{}落到实处", "安排专人负责{}", "{}一次也不落下")
REFUSED = ("{}说说而已", "{}早就没人提了", "{}等明年再看", "谁还把{}当回事", "{}走个过场就算了")


def _examples(forms: tuple[str, ...], label: int, things: tuple[str, ...] = THINGS) -> list[Example]:
    texts = [form.format(thing) for thing in things for form in forms]
    return [Example((text,), text, 0, label) for text in texts]


def _odds(refusal: Refusal | None, *sentences: str) -> list[float]:
    assert refusal is not None
    return [float(odds) for odds in refusal.odds(refusal.vocabulary.count(sentences))]


FITTED = fit_refusal(_examples(REFUSED, 0) + _examples(MEANT, 2), ())


@pytest.mark.parametrize(
    ("near_misses", "fitted"),
    [
        pytest.param(0, False, id="none"),
        pytest.param(99, False, id="one too few"),
        pytest.param(100, True, id="just enough"),
    ],
)
def test_a_hundred_near_misses_are_the_least(near_misses: int, fitted: bool) -> None:
    examples = _examples(REFUSED, 0)[:near_misses] + _examples(MEANT, 2)
    assert (fit_refusal(examples, ()) is not None) == fitted


@pytest.mark.parametrize("label", [1, 2], ids=["half", "full"])
def test_what_earns_is_no_near_miss(label: int) -> None:
    """A hundred and eighty texts, of which none misses."""
    assert fit_refusal(_examples(REFUSED, label) + _examples(MEANT, label), ()) is None


def test_told_sentences_are_no_near_misses() -> None:
    assert fit_refusal(_examples(MEANT, 2), _examples(REFUSED, 0)) is None


@pytest.mark.parametrize("thing", ["演练", "巡查", "应急预案", "动火审批"])
@pytest.mark.parametrize(
    ("denial", "statement"),
    [
        pytest.param("{}说说而已", "每个月都组织{}", id="idle talk"),
        pytest.param("{}早就没人提了", "安排专人负责{}", id="forgotten"),
        pytest.param("{}等明年再看吧", "把{}落到实处", id="put off"),
        pytest.param("现在谁还把{}当回事", "{}一次也不能落下", id="nobody minds"),
    ],
)
def test_a_denial_scores_higher_than_a_statement(thing: str, denial: str, statement: str) -> None:
    """Of things that the bank speaks of (the first two), and of things that it does not."""
    refused, meant = _odds(FITTED, denial.format(thing), statement.format(thing))
    assert refused > 0 > meant


def test_the_thing_itself_tells_nothing() -> None:
    """It is on both sides."""
    odds = _odds(FITTED, *THINGS)
    assert max(odds) - min(odds) < min(
        refused - meant
        for refused, meant in zip(
            _odds(FITTED, *(REFUSED[0].format(thing) for thing in THINGS)),
            _odds(FITTED, *(MEANT[0].format(thing) for thing in THINGS)),
            strict=True,
        )
    )


def test_told_sentences_count_as_meant() -> None:
    """What stands in reference answers is believed, though only near misses spoke so before."""
    sentence = "演练说说而已不行，必须真练"
    examples = _examples(REFUSED, 0) + _examples(MEANT, 2)
    told = [Example((f"{thing}说说而已不行，必须真练",), "", -1, 0) for thing in THINGS]
    (before,), (after,) = (
        _odds(fit_refusal(examples, ()), sentence),
        _odds(fit_refusal(examples, told), sentence),
    )
    assert before > 0 > after
    assert _odds(fit_refusal(examples, told), "演练说说而已")[0] > 0


def _bank(not_: tuple[str, ...]) -> Bank:
    meant = {thing: tuple(form.format(thing) for form in MEANT) for thing in ("演练", "巡查")}
    points = (
        KeyPoint(id="a", name="演练", marks=1, statements=(*meant["演练"], "常练")),
        KeyPoint(id="b", name="巡查", marks=1, statements=(*meant["巡查"], "常查"), not_=not_),
    )
    question = Question(
        id="q", question="怎样防火？", full_marks=2, reference_answers=("组织演练。",), key_points=points
    )
    return Bank(questions=(question,))


LONG = tuple(text for example in _examples(REFUSED, 0) if len(text := f"厂里的{example.written}") > 6)


@pytest.mark.parametrize(
    ("not_", "known"),
    [
        pytest.param((), False, id="no near misses"),
        pytest.param(LONG[:99], False, id="too few"),
        pytest.param(LONG[:100], True, id="enough"),
        pytest.param(tuple(f"不{thing}" for thing in THINGS) + LONG[:99], False, id="set terms do not count"),
    ],
)
def test_the_near_misses_of_a_bank(not_: tuple[str, ...], known: bool) -> None:
    """Where they are too few nothing is refused, whatever is said."""
    bank = _bank(not_)
    examples = BankExamples(bank, segmenter())
    (prepared,) = prepare(bank.questions[0], examples)
    assert (examples.refusal() is not None) == known
    assert prepared.refusal is examples.refusal()
    answer = read_answer("厂里的巡查说说而已。", segmenter())
    (refused,) = compare(prepared, [answer], [answer.letters]).refused
    assert np.isneginf(refused).all() != known
