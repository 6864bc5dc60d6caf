"""The section of the evaluation's page that says what marked answers do."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from safety_scoring.agreement.evaluate import evaluate
from safety_scoring.agreement.figures import Evaluation
from safety_scoring.agreement.folds import FoldedEvaluation, QuestionTrial
from safety_scoring.bank.model import Bank, KeyPoint, Question
from safety_scoring.files.table import Place
from safety_scoring.marked.answers import MarkedAnswer, PointCase
from safety_scoring.report.evaluation import write_evaluation
from safety_scoring.report.evaluation_rows import FOLDS_KEY, FoldRow, fold_rows
from safety_scoring.scorer import Scorer

EXIT = Question(
    id="exit",
    question="出口<b>被锁</b>怎么办？",
    full_marks=10,
    reference_answers=("打开出口，报告。",),
    key_points=(KeyPoint(id="open", name="打开出口", marks=10, phrases=("打开出口",)),),
)
LEAK = Question(
    id="leak",
    question="煤气泄漏怎么办？",
    full_marks=5,
    reference_answers=("关阀。",),
    key_points=(KeyPoint(id="valve", name="关阀", marks=5, phrases=("关阀",)),),
)
BANK = Bank(questions=(EXIT, LEAK))


def _item(question: str, answer: str, marks: float) -> MarkedAnswer:
    return MarkedAnswer(None, question, answer, (), marks, Place("m.csv", "", 1))


BEFORE = [_item("exit", "打开出口。", 7), _item("exit", "不知道。", 0), _item("leak", "关阀。", 5)]
AFTER = [_item("exit", "打开出口。", 9), _item("exit", "不知道。", 0), _item("leak", "关阀。", 5)]


def _evaluated(marked: list[MarkedAnswer]) -> Evaluation:
    return evaluate(marked, Scorer(BANK).score_many)


@pytest.fixture(scope="module")
def folded() -> FoldedEvaluation:
    """As if marked answers had brought the first answer from 3 marks too many to 1."""
    without, trained = _evaluated(BEFORE), _evaluated(AFTER)
    first, second = zip(without.questions, trained.questions, strict=True)
    return FoldedEvaluation(
        5,
        without,
        trained,
        (
            QuestionTrial("exit", EXIT.question, first[0].marks, first[1].marks, 12.5, 4, "不到 <6> 份"),
            QuestionTrial("leak", "", second[0].marks, second[1].marks, 0, 0, "没有使评分更接近人工评分"),
        ),
    )


def _write(path: Path, folded: FoldedEvaluation | None, evaluation: Evaluation) -> str:
    write_evaluation(evaluation, path / "r.html", source="m.csv", folded=folded)
    return (path / "r.html").read_text("utf-8")


def _section(page: str) -> str:
    (section,) = re.findall(r'<section id="folds".*?</section>', page, re.DOTALL)
    return str(section)


def test_the_rows(folded: FoldedEvaluation) -> None:
    """Errors of a question in marks, of all questions as a share; a question without a text has its id."""
    exits, leak, every = fold_rows(folded)
    assert (exits.name, exits.figures[2:], exits.note) == (
        EXIT.question,
        ("1.50", "0.50", "4/5 折"),
        "不到 <6> 份",
    )
    assert leak == FoldRow("leak", ("1.000", "1.000", "0.00", "0.00", "0/5 折"), "没有使评分更接近人工评分")
    assert (every.name, every.figures[2:], every.note) == ("全部题目", ("0.100", "0.033", ""), "")


def test_the_section_holds_every_row(folded: FoldedEvaluation, tmp_path: Path) -> None:
    section = _section(_write(tmp_path, folded, folded.trained))
    cells = [
        [unescape(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in re.findall(r"<tr>(.*?)</tr>", section)
    ]
    head, *rows = cells
    assert head == ["题目", "QWK 不用", "QWK 用", "误差 不用", "误差 用", "采用", "没有采用的原因"]
    assert rows == [[row.name, *row.figures, row.note] for row in fold_rows(folded)]
    assert "分 5 折，每份作答由没有学过它的评分来评" in section
    assert FOLDS_KEY in section


def test_names_and_reasons_are_quoted_not_obeyed(folded: FoldedEvaluation, tmp_path: Path) -> None:
    page = _write(tmp_path, folded, folded.trained)
    assert "出口&lt;b&gt;被锁&lt;/b&gt;怎么办？" in _section(page)
    assert "不到 &lt;6&gt; 份" in _section(page)
    assert "<b>" not in page


def test_without_folds_the_page_says_nothing_of_them(folded: FoldedEvaluation, tmp_path: Path) -> None:
    page = _write(tmp_path, None, folded.trained)
    assert 'id="folds"' not in page
    assert "已评作答的作用" not in page


def test_every_link_of_the_page_leads_somewhere(folded: FoldedEvaluation, tmp_path: Path) -> None:
    page = _write(tmp_path, folded, folded.trained)
    ids = re.findall(r'id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    named = re.findall(r'aria-labelledby="([^"]+)"', page)
    assert "folds-title" in named
    assert {name for names in named for name in names.split()} <= set(ids)


def test_of_single_point_cases_alone_there_is_no_row_for_all() -> None:
    """Where no answer has a total there is nothing to sum up."""
    case = MarkedAnswer(
        None, "exit", "开。", (), None, Place("m.csv", "", 1), case=PointCase("open", expect=True)
    )
    figures = _evaluated([case])
    assert list(fold_rows(FoldedEvaluation(2, figures, figures, ()))) == []
