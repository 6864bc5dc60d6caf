"""Out of fold: nobody is marked by a scorer that saw him, and everybody is marked once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safety_scoring import Bank, KeyPoint, Question, Scorer, ScoreResult
from safety_scoring.agreement.folds import FoldedEvaluation, evaluate_out_of_fold
from safety_scoring.files.table import Place
from safety_scoring.marked.answers import MarkedAnswer, PointCase, identity

STATEMENTS = {
    "drill": ("每月开展疏散演练", "练一练怎么逃生", "都演练过火灾逃生", "每季度搞消防演习", "学会用灭火器"),
    "exits": ("清理堵塞通道的货物", "安全出口不能锁", "搬走楼梯口的杂物", "消防通道不停车", "出口不堆东西"),
}
POINTS = tuple(
    KeyPoint(id=name, name=called, marks=5, statements=STATEMENTS[name])
    for name, called in (("drill", "应急演练"), ("exits", "通道畅通"))
)
PARK = Question(
    id="park",
    question="厂房怎样防火？",
    full_marks=10,
    reference_answers=("每月疏散演练，通道畅通。",),
    key_points=POINTS,
)
SHOP = PARK.model_copy(update={"id": "shop", "question": "商场怎样防火？"})
BANK = Bank(questions=(PARK, SHOP), elsewhere=("食堂的红烧肉味道很好", "周末单位组织爬山看红叶"))
LOCAL = (("拉响警报让全员跑一趟", "拉响警报往外跑"), ("门口一件东西都不许摆", "门口不许摆东西"))


def _item(
    answer: str, drill: int = 0, exits: int = 0, *, question: str = "park", name: str | None = None
) -> MarkedAnswer:
    labels = ({"drill": drill, "exits": exits},)
    return MarkedAnswer(name or answer, question, answer, labels, None, Place("m.jsonl", "", 1))


def _local(count: int, question: str = "park") -> list[MarkedAnswer]:
    """Answers in words that no text of the bank is like."""
    items = []
    for number in range(count):
        have = [bool(number >> point & 1) for point in range(2)]
        said = [LOCAL[point][number // 4 % 2] for point in range(2) if have[point]]
        items.append(
            _item("。".join([*said, f"第{number}车间"]), 2 * have[0], 2 * have[1], question=question)
        )
    return items


class Spy:
    """Gives scorers, and notes what each was trained with and what it marked."""

    def __init__(self) -> None:
        self.seen: list[tuple[list[MarkedAnswer], list[str]]] = []
        self.gave: dict[tuple[bool, str], float | None] = {}

    def __call__(self, marked: Sequence[MarkedAnswer]) -> Scorer:
        """A scorer that was trained with these."""
        rows: list[str] = []
        self.seen.append((list(marked), rows))
        gave = self.gave

        class Noting(Scorer):
            def score_many(self, given_rows: Iterable[Mapping[str, Any]]) -> Iterator[ScoreResult]:
                for row, result in zip(kept := list(given_rows), super().score_many(kept), strict=True):
                    rows.append(row["id"])
                    gave[bool(marked), row["id"]] = result.marks
                    yield result

        return Noting(BANK, marked=marked)


def _folded(
    marked: Sequence[MarkedAnswer], folds: int = 3, *, carried: Sequence[MarkedAnswer] = ()
) -> tuple[FoldedEvaluation, Spy]:
    spy = Spy()
    return evaluate_out_of_fold(marked, spy, folds=folds, carried=carried), spy


MARKED = _local(12)


@pytest.mark.parametrize("folds", [2, 3, 5, 20])
def test_no_answer_is_marked_by_a_scorer_that_saw_it(folds: int) -> None:
    """And each is marked once by one that was trained, and once by the bank alone."""
    _, spy = _folded(MARKED, folds)
    ids = [item.id for item in MARKED]
    marked = [name for trained, rows in spy.seen if trained for name in rows]
    assert sorted(marked) == sorted(ids)
    for trained, rows in spy.seen:
        assert {item.id for item in trained}.isdisjoint(rows)
    assert len(spy.seen) == folds + 1
    assert ([], ids) in spy.seen


def test_all_others_are_seen() -> None:
    _, spy = _folded(MARKED)
    for trained, rows in spy.seen:
        if trained:
            assert sorted([*(item.id or "" for item in trained), *rows]) == sorted(item.id for item in MARKED)


SAME = [
    ("twice", "拉响警报往外跑。", "拉响警报往外跑。"),
    ("with blanks at the ends", "拉响警报往外跑。", "  拉响警报往外跑。\n"),
    ("with blanks inside", "拉响警报。往外跑。", "拉响警报。 往外\n跑。"),
    ("nothing at all", "", "  "),
]


@pytest.mark.parametrize(("why", "one", "other"), SAME, ids=[case[0] for case in SAME])
@pytest.mark.parametrize("question", ["park", "shop"], ids=["one question", "two questions"])
def test_equal_answers_lie_in_one_fold(why: str, one: str, other: str, question: str) -> None:
    """Whoever copied is not marked by a scorer that saw the original."""
    pair = [_item(one, name="one"), _item(other, question=question, name="other")]
    _, spy = _folded([*MARKED, *pair], 5)
    for _, rows in spy.seen:
        assert ("one" in rows) == ("other" in rows), why


CARRIED = [
    ("another answer", _item("完全是另一份作答"), True),
    ("the same answer to another question", _item(MARKED[0].answer, question="shop"), True),
    ("the same", MARKED[0], False),
    ("the same under another id", replace(MARKED[1], id="x"), False),
    ("the same, marked otherwise", replace(MARKED[2], labels=(), marks=1.0), False),
    ("the same, spaced otherwise", replace(MARKED[3], answer=" ".join(MARKED[3].answer)), False),
]


@pytest.mark.parametrize(("why", "item", "kept"), CARRIED, ids=[case[0] for case in CARRIED])
def test_carried_answers_that_are_in_the_file_are_left_out(why: str, item: MarkedAnswer, kept: bool) -> None:
    """Else a scorer would have learnt what it is to mark."""
    _, spy = _folded(MARKED, carried=[item])
    for trained, rows in spy.seen:
        if trained:
            assert any(other is item for other in trained) == (
                kept or any(item is own and own.id not in rows for own in MARKED)
            ), why
            held = {identity(own) for own in MARKED if own.id in rows}
            assert held.isdisjoint(map(identity, trained)), why


def test_carried_answers_help_where_the_file_alone_is_too_small() -> None:
    few = _local(4)
    others = [_item(f"{item.answer}，很好", **item.labels[0]) for item in _local(12)]
    alone, _ = _folded(few)
    helped, _ = _folded(few, carried=others)
    assert (alone.questions[0].used, alone.questions[0].because) == (0, "不到 6 份")
    assert helped.questions[0].used > 0
    assert helped.trained.marks is not None
    assert alone.trained.marks is not None
    assert (helped.trained.marks.mae.value or 0) < (alone.trained.marks.mae.value or 0)


def test_the_order_is_kept() -> None:
    """Each answer's marks stand where it stood."""
    folded, spy = _folded(MARKED)
    for evaluation, trained in ((folded.trained, True), (folded.without, False)):
        found = [(item.id, item.machine) for item in evaluation.given]
        assert found == [(item.id, spy.gave[trained, item.id or ""]) for item in MARKED]
    alone = Scorer(BANK)
    assert [item.machine for item in folded.without.given] == [
        alone.score(item.question, item.answer).marks for item in MARKED
    ]


@settings(max_examples=6)
@given(order=st.permutations(MARKED))
def test_the_order_of_the_file_plays_no_part(order: list[MarkedAnswer]) -> None:
    folded, _ = _folded(order)
    expected, _ = _folded(MARKED)
    assert {item.id: item for item in folded.trained.given} == {
        item.id: item for item in expected.trained.given
    }
    assert [(q.used, q.answers, q.because) for q in folded.questions] == [
        (q.used, q.answers, q.because) for q in expected.questions
    ]


def test_what_is_shown_of_each_question() -> None:
    folded, _ = _folded([*_local(24), *_local(4, "shop")])
    park, shop = folded.questions
    assert (park.id, park.text, park.because) == ("park", "厂房怎样防火？", "")
    assert park.used == folded.folds == 3
    assert park.answers == 16  # two thirds of 24
    assert (park.without.mae.value or 0) > (park.trained.mae.value or 0)
    assert (shop.id, shop.used, shop.because) == ("shop", 0, "不到 6 份")
    assert shop.without == shop.trained


def test_without_is_the_same_as_no_marked_answers_at_all() -> None:
    folded, _ = _folded(MARKED, carried=_local(8, "shop"))
    without, _ = _folded(MARKED)
    assert folded.without.to_dict() == without.without.to_dict()
    assert folded.without.worst == ()
    assert folded.trained.worst


def test_single_point_cases_are_compared_and_teach_nothing() -> None:
    case = replace(_item("拉响警报往外跑。"), labels=(), case=PointCase("drill", expect=True))
    folded, spy = _folded([*MARKED, case])
    assert folded.trained.cases is not None
    assert folded.trained.cases.cases == 1
    assert all(case.id not in {item.id for item in trained} for trained, rows in spy.seen if case.id in rows)
    assert sum(case.id in rows for trained, rows in spy.seen if trained) == 1


@pytest.mark.parametrize("folds", [1, 0, -1])
def test_fewer_than_two_folds_are_refused(folds: int) -> None:
    spy = Spy()
    with pytest.raises(ValueError, match=r"^至少要分两折$"):
        evaluate_out_of_fold(MARKED, spy, folds=folds)
    assert spy.seen == []


def test_progress_is_told_after_each_fold() -> None:
    told: list[str] = []
    evaluate_out_of_fold(MARKED, Spy(), folds=4, advance=lambda: told.append("fold"))
    assert told == ["fold"] * 4


@pytest.mark.parametrize("worst", [0, 2])
def test_the_worst_are_of_the_marks_out_of_fold(worst: int) -> None:
    folded = evaluate_out_of_fold(MARKED, Spy(), folds=3, worst=worst)
    assert len(folded.trained.worst) == worst


def test_the_figures_are_json() -> None:
    folded, _ = _folded([*_local(24), *_local(4, "shop")])
    data = json.loads(json.dumps(folded.to_dict(), allow_nan=False))
    assert data.keys() == {"folds", "without", "questions"}
    assert data["folds"] == 3
    assert data["without"] == json.loads(json.dumps(folded.without.to_dict()))
    park, shop = data["questions"]
    assert park.keys() == {"id", "text", "without", "trained", "answers", "used", "because"}
    assert park["trained"]["mae"]["value"] == folded.questions[0].trained.mae.value
    assert (park["used"], shop["because"]) == (3, "不到 6 份")
