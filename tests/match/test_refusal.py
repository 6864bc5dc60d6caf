"""One model over a bank: does a sentence take back what it talks of?"""

from __future__ import annotations

import pytest

from safety_scoring import Bank
from safety_scoring.match.example import Example
from safety_scoring.match.examples import BankExamples
from safety_scoring.match.refusal import Refusal, fit_refusal
from safety_scoring.segment.jieba_segmenter import segmenter


@pytest.fixture(scope="module")
def refusal(bundled_bank: Bank) -> Refusal:
    found = BankExamples(bundled_bank, segmenter()).refusal()
    assert found is not None
    return found


def odds(refusal: Refusal, *clauses: str) -> float:
    counts = refusal.vocabulary.count(["".join(clauses)])
    return float(refusal.odds(counts)[0])


@pytest.mark.parametrize(
    ("taken_back", "meant"),
    [
        pytest.param("养狗登记挂在墙上给人看的", "养狗一律登记", id="for show, whatever it is about"),
        pytest.param("戴头盔早就没人提了", "戴头盔必须天天提", id="a thing of the past"),
        pytest.param("晨检交给实习生应付一下", "晨检由园长亲自做", id="handed to nobody"),
    ],
)
def test_what_is_taken_back_scores_higher(refusal: Refusal, taken_back: str, meant: str) -> None:
    assert odds(refusal, taken_back) > odds(refusal, meant)


def test_too_few_near_misses_teach_nothing() -> None:
    few = [Example((f"不用管{n}",), "", 0, 0) for n in range(99)]
    assert fit_refusal([*few, Example(("要管",), "", 0, 2)], []) is None
    assert fit_refusal([*few, Example(("算了吧",), "", 0, 0), Example(("要管",), "", 0, 2)], []) is not None


def test_what_a_reference_tells_is_meant() -> None:
    near = [Example((f"摆设{n}",), "", 0, 0) for n in range(120)]
    full = [Example((f"落实{n}",), "", 0, 2) for n in range(40)]
    plain = fit_refusal([*near, *full], [])
    told = fit_refusal([*near, *full], [Example(("消火栓成了摆设",), "", -1, 0)] * 40)
    assert plain is not None
    assert told is not None
    assert odds(told, "消火栓成了摆设") < odds(plain, "消火栓成了摆设")
