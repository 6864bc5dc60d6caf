"""Rows → scorer → decisions → sinks: one pass, order and count kept, unmarked rows told with their place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from safety_scoring.batch.run import BatchSummary, run_batch
from safety_scoring.files.answers import AnswerRow
from safety_scoring.files.overrides import OverrideRow
from safety_scoring.result import RowError, ScoreResult
from safety_scoring.scorer import Scorer

Rows = Callable[..., AnswerRow]
Decided = Callable[..., OverrideRow]


class Kept:
    """A sink that keeps what it is given."""

    def __init__(self) -> None:
        self.results: list[ScoreResult] = []

    def add(self, result: ScoreResult) -> None:
        """Keep it."""
        self.results.append(result)


def test_every_sink_gets_every_result_in_order(scorer: Scorer, answer_row: Rows) -> None:
    rows = [
        answer_row(2, row={"姓名": "王一"}),
        answer_row(3, "gas-leak", "关闭阀门"),
        answer_row(4, "nothing-like-it"),
        answer_row(5, id=None, answer=""),
        answer_row(2, row={"姓名": "王一"}),
    ]
    first, second = Kept(), Kept()
    run_batch(scorer, rows, [first, second])
    assert first.results == second.results
    assert [(result.id, result.question) for result in first.results] == [
        (row.id, row.question) for row in rows
    ]
    assert [result.marks is None for result in first.results] == [False, False, True, False, False]
    alone = scorer.score("fire-exit", "打开安全出口", id="p2")
    assert first.results[0] == first.results[4] == replace(alone, row={"姓名": "王一"})


def test_counts(scorer: Scorer, answer_row: Rows) -> None:
    rows = [
        answer_row(2, answer="先打开安全出口，再报告值班负责人，同时派人看守并做好记录"),
        answer_row(3, answer=""),
        answer_row(4, "nothing-like-it"),
    ]
    summary = run_batch(scorer, rows, [])
    assert (summary.marked, summary.flagged, summary.overridden, len(summary.not_marked)) == (2, 1, 0, 1)


def test_no_rows(scorer: Scorer) -> None:
    assert run_batch(scorer, [], []) == BatchSummary(0, 0, 0, (), ())


NOT_MARKED = {
    "unknown question": (
        {"question": "没有这道题"},
        (
            "answers.csv 第 9 行 编号 p9：题库里没有题目“没有这道题”。"
            "处理办法：用 safety-scoring questions 查看全部题目编号和题目"
        ),
    ),
    "no question": (
        {"question": ""},
        "answers.csv 第 9 行 编号 p9：没有写明题目。处理办法：填上题目编号或题目原文",
    ),
    "no id: the place alone tells": (
        {"id": None, "question": ""},
        "answers.csv 第 9 行：没有写明题目。处理办法：填上题目编号或题目原文",
    ),
    "broken in reading": (
        {"error": (RowError("引号没有闭合", "补上引号"),)},
        "answers.csv 第 9 行 编号 p9：引号没有闭合。处理办法：补上引号",
    ),
    "several errors in one row are one fault": (
        {"error": (RowError("缺一格"), RowError("有空字符", "重新导出"), RowError("太长", "删短"))},
        "answers.csv 第 9 行 编号 p9：缺一格；有空字符；太长。处理办法：重新导出；删短",
    ),
}


@pytest.mark.parametrize(("changed", "message"), NOT_MARKED.values(), ids=NOT_MARKED.keys())
def test_a_row_that_cannot_be_marked_is_told_and_stops_nobody(
    scorer: Scorer, answer_row: Rows, changed: dict[str, Any], message: str
) -> None:
    kept = Kept()
    rows = [answer_row(8), answer_row(9, **changed), answer_row(10)]
    summary = run_batch(scorer, rows, [kept])
    assert [str(fault) for fault in summary.not_marked] == [message]
    assert [result.marks for result in kept.results] == [6, None, 6]
    assert not summary.clean


def test_rows_stream(scorer: Scorer, answer_row: Rows) -> None:
    """Results reach the sinks before the last row is read: memory does not grow with the file."""
    kept = Kept()
    seen = []

    def rows() -> Iterator[AnswerRow]:
        for line in range(1000):
            seen.append(len(kept.results))
            yield answer_row(line)

    summary = run_batch(scorer, rows(), [kept])
    assert summary.marked == len(kept.results) == 1000
    assert seen[0] == 0
    assert seen[-1] >= 500


def test_progress_is_told_after_each_row(scorer: Scorer, answer_row: Rows) -> None:
    kept = Kept()
    told: list[int] = []
    rows = [answer_row(2), answer_row(3, "nothing-like-it"), answer_row(4)]
    run_batch(scorer, rows, [kept], on_progress=lambda: told.append(len(kept.results)))
    assert told == [1, 2, 3]


def test_a_sink_that_fails_stops_the_batch(scorer: Scorer, answer_row: Rows) -> None:
    class Full:
        def add(self, _: ScoreResult) -> None:
            raise OSError(28, "No space left on device")

    kept = Kept()
    with pytest.raises(OSError, match="No space"):
        run_batch(scorer, [answer_row(2)], [Full(), kept])
    assert kept.results == []


def test_sinks_get_the_decided_result(scorer: Scorer, answer_row: Rows, override_row: Decided) -> None:
    kept = Kept()
    summary = run_batch(scorer, [answer_row(2), answer_row(3)], [kept], [override_row()])
    assert [result.marks for result in kept.results] == [10, 6]
    assert kept.results[0].key_points[1].override.why == "口头补充"
    assert kept.results[0].key_points[1].override.machine_awarded == 0
    assert (summary.overridden, summary.unused, summary.clean) == (1, (), True)


def test_unused_decisions_are_told_at_the_end(
    scorer: Scorer, answer_row: Rows, override_row: Decided
) -> None:
    summary = run_batch(scorer, [answer_row(3)], [], [override_row()])
    assert not summary.clean
    assert [str(fault) for fault in summary.unused] == [
        (
            "改判.xlsx 工作表“要点得分” 第 7 行：没有编号 p2 对题目“fire-exit”的作答，这条改判没有用上。"
            "处理办法：照结果文件填写编号和题目"
        ),
    ]
