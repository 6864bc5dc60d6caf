"""What an examiner sees of one result: each point with marks, status, quotations, and what it lacks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from rich.console import Console

from safety_scoring.cli.ledger import draw
from safety_scoring.result import Evidence, KeyPointResult, ScoreResult

ANSWER = "实行一票否决，一票否决到人。没必要搞培训。要重视。"


def evidence(text: str, kind: str = "phrase", start: int | None = None) -> Evidence:
    start = ANSWER.index(text) if start is None else start
    return Evidence(start, start + len(text), text, kind, text)


VETO = KeyPointResult(
    "veto",
    "一票否决",
    2,
    2,
    "covered",
    1.0,
    (evidence("实行一票否决", "statement"), evidence("一票否决")),
    required=True,
)
TRAINING = KeyPointResult(
    "training",
    "员工安全培训",
    2,
    0,
    "contradicted",
    1.0,
    (evidence("没必要搞培训", "denial"),),
    "“没必要搞培训”与要点相反，不得分。",
)
ATTENTION = KeyPointResult(
    "attention", "重视", 1, 0.5, "partial", 1.0, (evidence("要重视"),), "只说到一部分。"
)
PARK = KeyPointResult("park", "园区", 5, 0, "missed", 1.0, (), "没有说到园区。", "要重视")
RESULT = ScoreResult(
    id="a1",
    question="redline",
    question_text="如何保证“红线”？",
    answer=ANSWER,
    full_marks=10,
    pass_marks=6,
    key_points=(VETO, TRAINING, ATTENTION, PARK),
    coverage=0.25,
    similarity=0.4123,
    confidence=0.9,
    raw_marks=2.5,
    marks=2.5,
    feedback="写到了【一票否决】。\n再补【园区】。",
    signature="safety_scoring 0.1.0 | bank abc",
)


def drawn(result: ScoreResult, width: int = 1000, **console: Any) -> list[str]:
    picture = Console(width=width, markup=False, emoji=False, highlight=False, **console)
    with picture.capture() as captured:
        for part in draw(result):
            picture.print(part)
    return [line.rstrip() for line in captured.get().splitlines()]


def test_the_whole_picture() -> None:
    assert drawn(RESULT) == [
        "如何保证“红线”？",
        "",
        "要点                得分   状态         依据原文和缺少的内容",
        "─" * 74,
        "一票否决（必答）     2/2   已答到       “实行一票否决”",
        "员工安全培训         0/2   表述相反     “没必要搞培训”与要点相反，不得分。",
        "重视               0.5/1   答到一部分   “要重视”",
        "                                        只说到一部分。",
        "园区                 0/5   遗漏         没有说到园区。最接近的是“要重视”。",
        "",
        "得分 2.5 / 10，不及格（及格线 6）",
        "覆盖率 25.0% · 相似度 0.41 · 把握度 0.90",
        "",
        "反馈：",
        "写到了【一票否决】。",
        "再补【园区】。",
        "",
        "safety_scoring 0.1.0 | bank abc",
    ]


def one_point(**changed: Any) -> str:
    point = replace(ATTENTION, **changed)
    return "\n".join(drawn(replace(RESULT, key_points=(point,))))


POINTS = {
    "the same words twice are quoted once": (
        {"evidence": (evidence("一票否决"), evidence("一票否决", start=7))},
        "   “一票否决”\n",
    ),
    "stretches apart are all quoted": (
        {"evidence": (evidence("要重视"), evidence("一票否决"))},
        "“一票否决”“要重视”\n",
    ),
    "more than five are counted": (
        {"evidence": tuple(evidence(ANSWER[n], start=n) for n in range(6))},
        "“实”“行”“一”“票”“否”等 6 处\n",
    ),
    "the nearest clause is not told twice": (
        {"evidence": (), "reason": "“要重视”说得太空。", "nearest": "要重视"},
        "   “要重视”说得太空。\n",
    ),
    "a reason on several lines becomes one": ({"reason": "一\n二"}, "   一 二\n"),
    "brackets are no markup": ({"name": "[red]重视[/red] :fire:"}, "[red]重视[/red] :fire:"),
    "escape sequences are shown as such": ({"reason": "\x1b[2J"}, "\ufffd[2J"),
}


@pytest.mark.parametrize(("changed", "shown"), POINTS.values(), ids=POINTS.keys())
def test_a_point(changed: dict[str, Any], shown: str) -> None:
    assert shown in one_point(**changed)


MARKS = {
    "passed": ({"marks": 6.0, "passed": True}, "得分 6 / 10，及格（及格线 6）"),
    "capped": (
        {"marks": 5.5, "capped": True},
        "得分 5.5 / 10，不及格（及格线 6）；必答要点没有得分，总分封在及格线以下",
    ),
    "flags": ({"flags": ("borderline", "too_short")}, "需人工查看：得分临近及格线；作答过短"),
}


@pytest.mark.parametrize(("changed", "line"), MARKS.values(), ids=MARKS.keys())
def test_the_mark(changed: dict[str, Any], line: str) -> None:
    assert line in drawn(replace(RESULT, **changed))


def test_a_narrow_terminal_cuts_nothing() -> None:
    reason = "没有说到园区怎样监管、由谁监管、监管到什么程度，也没有说到责任落在谁身上。"
    result = replace(RESULT, key_points=(replace(PARK, reason=reason, nearest=None),))
    lines = drawn(result, width=60)
    text = "".join(line.replace("园区                0/5   遗漏", "").strip() for line in lines)
    assert reason in text
    assert "…" not in text


def test_statuses_have_colours_on_a_terminal_only() -> None:
    assert "\x1b[" in "\n".join(drawn(RESULT, force_terminal=True, color_system="standard", no_color=False))
    assert "\x1b" not in "\n".join(drawn(RESULT))
