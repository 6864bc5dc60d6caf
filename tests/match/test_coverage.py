"""Points with few texts: what earns, what does not, and what the credit is traced to."""

from __future__ import annotations

import numpy as np
import pytest

from safety_scoring import Scorer
from safety_scoring.bank.model import Bank, KeyPoint, Question
from safety_scoring.match.coverage import Target, fit_coverage, fit_pooled
from safety_scoring.match.examples import BankExamples
from safety_scoring.match.prepare import prepare
from safety_scoring.segment.jieba_segmenter import segmenter

THIN = Question(
    id="park",
    question="工业园区怎样抓好消防工作？",
    full_marks=6,
    reference_answers=(
        (
            "一是每月组织员工开展灭火和疏散演练，做到人人会用灭火器。"
            "二是清理堵塞通道的货物，保持安全出口畅通。三是专人每天巡查，发现火险立即整改。"
        ),
    ),
    key_points=(
        KeyPoint(id="drill", name="应急演练", marks=2, phrases=("疏散演练", "灭火演练")),
        KeyPoint(id="exits", name="通道畅通", marks=2, phrases=("安全出口畅通", "消防通道畅通")),
        KeyPoint(id="patrol", name="日常巡查", marks=2, phrases=("防火巡查", "每日巡查")),
    ),
)
LISTED = Question(
    id="stock",
    question="盘点方式有哪些？",
    full_marks=3,
    reference_answers=("盘点方式包括定期盘点、临时盘点、循环盘点。",),
)
SCORER = Scorer(Bank(questions=(THIN, LISTED)))


def _awarded(question: str, answer: str) -> dict[str, float]:
    return {point.name: point.awarded for point in SCORER.score(question, answer).key_points}


@pytest.mark.parametrize(
    ("answer", "earned"),
    [
        pytest.param("要经常搞疏散演练", {"应急演练"}, id="a set term"),
        pytest.param("组织大家练一练怎么灭火、怎么疏散", {"应急演练"}, id="the words of a phrase, apart"),
        pytest.param(
            "员工人人会用灭火器", {"应急演练"}, id="only the reference says so, in the point's sentence"
        ),
        pytest.param("货物不要堵塞通道和出口", {"通道畅通"}, id="name, phrase and reference pooled"),
        pytest.param("专人巡查。通道保持畅通", {"日常巡查", "通道畅通"}, id="two sentences, two points"),
        pytest.param("工业园区要抓好消防工作", set(), id="the question gives its own words away"),
        pytest.param("食堂今天做红烧肉，大家都爱吃", set(), id="another subject"),
        pytest.param("", set(), id="nothing"),
    ],
)
def test_points_with_few_phrases(answer: str, earned: set[str]) -> None:
    """A stretch earns the point whose pooled texts it is like."""
    assert {name for name, marks in _awarded("park", answer).items() if marks} == earned


@pytest.mark.parametrize(
    ("answer", "earned"),
    [
        pytest.param("定期盘点、临时盘点、循环盘点", 3.0, id="all members"),
        pytest.param("定期盘点和循环盘点", 2.0, id="two of three"),
        pytest.param("盘点，盘点方式", 0.0, id="the shared head word tells nothing"),
        pytest.param("全面盘点", 0.0, id="a member that the list does not have"),
        pytest.param("循环盘点、临时盘点、定期盘点", 3.0, id="order plays no part"),
    ],
)
def test_members_of_a_list_must_be_named(answer: str, earned: float) -> None:
    """What tells the members of a list apart is what must be named."""
    assert sum(_awarded("stock", answer).values()) == pytest.approx(earned)


def test_evidence_is_what_earned() -> None:
    """The stretch quoted earns alone, and without it nothing is earned."""
    answer = "我们单位人多。组织大家练一练怎么灭火、怎么疏散。领导也很重视。"
    (point,) = (point for point in SCORER.score("park", answer).key_points if point.awarded)
    (evidence,) = point.evidence
    assert _awarded("park", evidence.text)[point.name] == point.awarded
    rest = answer[: evidence.start] + answer[evidence.end :]
    assert not _awarded("park", rest)[point.name]
    assert evidence.matched in (point.name, *THIN.key_points[0].phrases)


def test_an_answer_is_marked_the_same_alone_and_among_others() -> None:
    """Rows of a batch do not mix."""
    answers = ["要经常搞疏散演练", "货物不要堵塞通道和出口", "专人巡查。通道保持畅通", "食堂今天做红烧肉"]
    together = SCORER.score_many([{"id": text, "question": "park", "answer": text} for text in answers])
    alone = [SCORER.score("park", text, id=text) for text in answers]
    assert [result.to_dict() for result in together] == [result.to_dict() for result in alone]


def _targets(*texts: tuple[int, str], need: float = 1.0) -> list[Target]:
    return [Target(point, text, (text,), need) for point, text in texts]


@pytest.mark.parametrize(
    ("clause", "need", "credit"),
    [
        pytest.param("红黄蓝绿", 1.0, 1.0, id="all of it"),
        pytest.param("红黄蓝绿", np.inf, 0.0, id="what only set terms may earn"),
        pytest.param("红", 1.0, 0.0, id="under half of what is needed"),
        pytest.param("红黄", 0.2, 1.0, id="more than is needed earns no more"),
        pytest.param("山川", 0.2, 0.0, id="nothing of it"),
    ],
)
def test_credit_by_covered_share(clause: str, need: float, credit: float) -> None:
    """Credit is the square of the share reached, none under half."""
    model = fit_coverage(_targets((0, "红黄蓝绿"), need=need), "问", [("天地",)])
    judged = model.judge(model.vocabulary.count([clause]), np.zeros(1))
    assert judged.credit[0, 0] == pytest.approx(credit)
    assert 0 <= judged.presence[0, 0] <= 1


def test_half_of_a_term_is_less_than_half_of_the_thing() -> None:
    """Between half and all of the need credit grows with the square, in steps."""
    model = fit_coverage(_targets((0, "红黄蓝绿")), "问", [("天地",)])
    judged = model.judge(model.vocabulary.count(["红黄蓝"]), np.zeros(1))
    assert 0.25 < judged.credit[0, 0] < judged.presence[0, 0] < 1
    assert judged.credit[0, 0] * 20 == pytest.approx(round(judged.credit[0, 0] * 20))


def test_a_rival_takes_away() -> None:
    """What two points share earns each less than where it belongs to one alone."""
    alone = fit_pooled(_targets((0, "红黄"), (1, "山川")), (), "问", [("天地",)])
    shared = fit_pooled(_targets((0, "红黄"), (1, "红黄川")), (), "问", [("天地",)])
    clear, rival = (
        model.judge(model.vocabulary.count(["红黄"]), np.zeros(1)).presence[0, 0] for model in (alone, shared)
    )
    assert clear > rival


def test_the_clause_of_the_reference_joins_the_point_that_it_is_about() -> None:
    """Words that only the reference has earn the point of their sentence, not its neighbour."""
    references = (("红黄分明", "花草繁多"), ("山川秀美",))
    model = fit_pooled(_targets((0, "红黄"), (1, "山川")), references, "问", [*references, ("天地",)])
    presence = model.judge(model.vocabulary.count(["花草繁多"]), np.zeros(1)).presence[0]
    assert presence[0] > 0.4 > presence[1]
    bare = fit_pooled(_targets((0, "红黄"), (1, "山川")), (), "问", [*references, ("天地",)])
    assert bare.judge(bare.vocabulary.count(["花草繁多"]), np.zeros(1)).presence[0, 0] < 0.4


def test_a_question_of_one_point_has_no_rival() -> None:
    """The strongest rival of an only point is nothing."""
    model = fit_pooled(_targets((0, "红黄")), (), "问", [("天地",)])
    assert model.judge(model.vocabulary.count(["红黄", ""]), np.zeros(2)).credit.tolist() == [[1.0], [0.0]]


def test_doubt_about_the_subject_lowers_presence() -> None:
    """An answer whose subject is another is believed less."""
    model = fit_pooled(_targets((0, "红黄"), (1, "山川")), (), "问", [("天地",)])
    counts = model.vocabulary.count(["红黄", "红黄"])
    sure, doubted = model.judge(counts, np.array([0.0, 3.0])).presence[:, 0]
    assert sure > doubted


@pytest.mark.parametrize("derived", [False, True], ids=["few texts", "derived"])
def test_what_is_not_known_casts_no_doubt(derived: bool) -> None:
    """Without near misses or other subjects in the bank, no stretch is doubted for being like them."""
    question = Question(
        id="q",
        question="怎么办？",
        full_marks=2,
        reference_answers=("立即上报领导，疏散人员。",),
        key_points=()
        if derived
        else (
            KeyPoint(id="a", name="上报", marks=1, phrases=("上报领导",)),
            KeyPoint(id="b", name="疏散", marks=1, phrases=("疏散人员",)),
        ),
    )
    prepared = prepare(question, BankExamples(Bank(questions=(question,)), segmenter()))[0]
    counts = prepared.model.vocabulary.count(["马上上报领导"])
    assert (prepared.model.subject(counts) > 1e9).all()
    assert prepared.refusal is None
