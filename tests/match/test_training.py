"""Marked answers train a question where they help out of fold, and are left aside where not."""

from __future__ import annotations

import pytest

from safety_scoring import Bank, KeyPoint, Question, Scorer
from safety_scoring.files.table import Place
from safety_scoring.marked.answers import MarkedAnswer, PointCase, fingerprint

POWER = ("关掉总开关", "拔下插头", "拉下电闸", "断开电源", "先停电")
CALL = ("打120", "叫救护车", "呼叫医生", "打急救电话", "请大夫来")


def question(*, power: tuple[str, ...] = POWER, call: tuple[str, ...] = CALL) -> Question:
    points = (
        KeyPoint(id="power", name="切断电源", marks=6, statements=power),
        KeyPoint(id="call", name="拨打急救电话", marks=4, statements=call),
    )
    return Question(
        id="shock",
        question="发现有人触电怎么办？",
        full_marks=10,
        reference_answers=("先切断电源，再拨打急救电话。",),
        key_points=points,
    )


def marked(answer: str, power: int, call: int, *, name: str = "a") -> MarkedAnswer:
    return MarkedAnswer(name, "shock", answer, ({"power": power, "call": call},), None, Place("m.csv", "", 1))


RUBBER = [  # all of them earn `power` in words of which the bank knows none
    marked(f"{start}用干木棒挑走那根线{end}", 2, 0)
    for start in ("赶紧", "马上", "我会", "首先", "应该", "得")
    for end in ("", "，挑远一点")
]
WATCH = [marked(f"{who}站在旁边看热闹", 0, 0) for who in ("大家", "工友", "路人", "我", "班长", "保安")]
HELPFUL = [*RUBBER, *WATCH]
BANK = Bank(questions=(question(),))


def test_what_helps_is_used() -> None:
    scorer = Scorer(BANK, marked=HELPFUL)
    trial = scorer.trial("shock")
    assert trial is not None
    assert (trial.used, trial.answers, trial.because) == (True, len(HELPFUL), "")
    assert trial.trained is not None
    assert trial.without is not None
    assert trial.trained < trial.without
    answer = "我就用干木棒挑走那根线。"
    (before, _), (after, _) = (
        Scorer(BANK).score("shock", answer).key_points,
        scorer.score("shock", answer).key_points,
    )
    assert (before.status, after.status) == ("missed", "covered")
    (found,) = after.evidence
    assert found.kind == "statement"
    assert any(found.matched in item.answer for item in RUBBER), "traced to what earned it last year"
    assert answer[found.start : found.end] == found.text


@pytest.mark.parametrize(
    ("bank", "answers", "because"),
    [
        pytest.param(BANK, HELPFUL[:5], "不到 6 份", id="too few"),
        pytest.param(
            Bank(questions=(question(call=("打120",)),)),
            HELPFUL,
            "有的要点的说法和得分的作答合起来不到 5 条",
            id="a point that neither bank nor answers say often enough",
        ),
        pytest.param(
            Bank(questions=(question().model_copy(update={"key_points": ()}),)),
            [MarkedAnswer(None, "shock", "切断电源", (), 5.0, Place("m.csv", "", n)) for n in range(9)],
            "题目没有写要点，可用 calibrate 校准总分",
            id="derived key points",
        ),
        pytest.param(
            BANK,
            [marked(f"{text}，赶快", 2, 0) for text in POWER * 2],
            "没有使评分更接近人工评分",
            id="the bank says it all already",
        ),
    ],
)
def test_what_does_not_help_is_left_aside(bank: Bank, answers: list[MarkedAnswer], because: str) -> None:
    scorer = Scorer(bank, marked=answers)
    trial = scorer.trial("shock")
    assert trial is not None
    assert (trial.used, trial.because) == (False, because)
    for item in (*HELPFUL, *answers):
        plain = Scorer(bank).score("shock", item.answer)
        assert scorer.score("shock", item.answer).key_points == plain.key_points
        break


def test_the_order_of_marked_answers_plays_no_part() -> None:
    shuffled = [*HELPFUL[1::2], *HELPFUL[::2]]
    first, second = Scorer(BANK, marked=HELPFUL), Scorer(BANK, marked=shuffled)
    one, other = first.trial("shock"), second.trial("shock")
    assert one is not None
    assert other is not None
    assert (one.used, one.without, one.trained) == (other.used, other.without, other.trained)
    assert first.signature == second.signature
    for text in ("用干木棒挑走电线", "叫救护车，关总开关", "看热闹"):
        assert first.score("shock", text).marks == second.score("shock", text).marks


def test_equal_answers_lie_in_one_fold() -> None:
    """Copies of one answer must not vouch for each other."""
    trial = Scorer(BANK, marked=[marked("找根竹竿捅开那根线", 2, 0)] * 9).trial("shock")
    assert trial is not None
    assert not trial.used


def test_single_point_cases_do_not_train() -> None:
    case = MarkedAnswer("c", "shock", "断电", (), None, Place("m", "", 1), case=PointCase("power", True))
    scorer = Scorer(BANK, marked=[case])
    assert scorer.trial("shock") is None
    assert "marked" not in scorer.signature


def test_the_signature_names_them() -> None:
    assert Scorer(BANK, marked=HELPFUL).signature.endswith(f" | marked {fingerprint(HELPFUL)}")
    assert "marked" not in Scorer(BANK).signature
    assert "marked" in Scorer().signature
    assert fingerprint(HELPFUL) == fingerprint(HELPFUL[::-1]) != fingerprint(HELPFUL[1:])


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param("大家站在旁边看热闹。", id="bystanders"),
        pytest.param("今天食堂的红烧肉很好吃，我们都吃了两碗饭。", id="lunch"),
        pytest.param("提高认识，加强领导，做好宣传。", id="slogans"),
    ],
)
def test_unknown_words_earn_nothing_in_a_small_bank(answer: str) -> None:
    """Five statements a point and nothing else: no text of the bank says what earns nothing."""
    assert Scorer(BANK).score("shock", answer).marks == 0
