"""The feedback texts: what each kind of result is told, what hints must not tell, and that texts differ."""

# ruff: noqa: E501 - a row of a table stays on one line
from __future__ import annotations

import doctest
import re
from collections import Counter
from dataclasses import replace
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety_scoring.bank.load import load_bank
from safety_scoring.bank.model import KeyPoint
from safety_scoring.feedback import sentences
from safety_scoring.feedback import text as module
from safety_scoring.feedback.text import write
from safety_scoring.marks import Rules, award
from safety_scoring.result import Evidence, KeyPointResult, Override, Status

BANK = load_bank()
STATUSES: dict[str, Status] = {"c": "covered", "p": "partial", "m": "missed", "x": "contradicted"}
SHARES = {"c": 1.0, "p": 0.5, "m": 0.0, "x": 0.0}


def table(names: tuple[str, ...], cases: list[tuple[object, ...]]) -> pytest.MarkDecorator:
    """One test a row, called by its reason."""
    return pytest.mark.parametrize(names, cases, ids=[case[names.index("why")] for case in cases])


class Marked(NamedTuple):
    """A ledger, the answer that it belongs to, and its two texts."""

    ledger: list[KeyPointResult]
    answer: str
    named: str
    hints: str


def said(point: KeyPoint, letter: str) -> str:
    ways = point.statements[1:] or point.phrases or (point.name,)
    half = next((way for way in point.partial if way not in ways), point.name[:2])
    return {"c": ways[0], "p": half, "m": "", "x": f"没必要搞{point.name}"}[letter]


def line(point: KeyPoint, letter: str, start: int) -> KeyPointResult:
    words, kind = said(point, letter), "denial" if letter == "x" else "statement"
    reasons = {"p": f"“{words}”只说到一部分。", "x": f"“{words}”等于不赞成，与要点相反，不得分。"}
    return KeyPointResult(
        point.id, point.name, point.marks, point.marks * SHARES[letter], STATUSES[letter], 0.9,
        (Evidence(start, start + len(words), words, kind, "", SHARES[letter]),) if words else (),
        reasons.get(letter, ""), None, point.hint, point.next_step, point.source, point.required,
    )  # fmt: skip


def marked(question_id: str, code: str, *, answer: str | None = None, **changes: object) -> Marked:
    """A question whose key points have the statuses of `code`; `changes` are made to its missed points."""
    question = BANK.question(question_id)
    assert len(code) == len(question.key_points)
    ledger, text = [], ""
    for point, letter in zip(question.key_points, code, strict=True):
        made = line(point, letter, len(text))
        ledger.append(replace(made, **changes) if letter == "m" else made)
        text += f"{said(point, letter)}。" if letter != "m" else ""
    given_answer = text if answer is None else answer
    return Marked(ledger, given_answer, *texts(ledger, given_answer, question_id))


def texts(ledger: list[KeyPointResult], answer: str, question_id: str) -> tuple[str, str]:
    question = BANK.question(question_id)
    got = award(ledger, Rules(question.full_marks, question.pass_marks, question.mark_step))
    return write(
        ledger, answer, marks=got.marks, full_marks=question.full_marks, passed=got.passed, capped=got.capped,
        blank=not answer,
    )  # fmt: skip


CASES = [
    ("full marks: said so, no next step", "shared-duty", "ccc", None,
     ["满分 10 分，你全部拿到了。", "得分的都是你自己的话"], ["都落在要点上。"], ["【", "补"]),
    ("full marks with many points: three quoted, the rest by name", "redline-guarantee", "c" * 12, None,
     ["（一票否决）、“", "其余也都写到：【宣传教育】【员工安全培训】", "【严肃追责】。"], ["等 12 处都落在要点上。"], ["遗漏", "没有写到"]),
    ("nearly full, one point missing: the gap first", "redline-guarantee", "ccccccccmccc", None,
     ["你得 18 分（满分 20 分），只差一处。漏掉的是【党政同责、一岗双责】（2 分）。补上它："],
     ["没有提到的那一处值 2 分。想一想：", "已经站住的有"], ["及格"]),
    ("nearly full, two halves: no omission is invented", "redline-guarantee", "cccpccccpccc", None,
     ["离满分只差 2 分。2 处没有说全，先看【员工安全培训】（得 1 分，满分 2 分）：", "其余都站得住"],
     ["2 处没有说全，共差 2 分，先看“"], ["遗漏", "漏掉"]),
    ("nearly full, a half and an omission", "redline-guarantee", "cccccpcccccm", None,
     ["离满分只差 1.5 分。还没有提到【严肃追责】（1 分）。下一步：", "【重点领域专项整治】已有 0.5 分，还差 0.5 分："],
     ["还有一处没有提到，值 1 分。", "还可以再得 0.5 分。"], ["只差一处"]),
    ("pass with one omission", "shared-duty", "ccm", None,
     ["满分 10 分的题你拿到 8 分，及格了，漏掉一个要点。", "漏掉的是【三管三必须】（2 分）。补上它：背熟"],
     ["想一想：法律总则里有三句排比"], ["遗漏的"]),
    ("pass with several omissions: in the order of marks lost", "redline-guarantee", "cccccmmmmmcm", None,
     ["这道题满分 20 分，你得了 12 分，已经及格。", "6 个要点已经答到",
      "遗漏的 6 个要点共 8 分，从重到轻是【台账与跟踪销号】【党政同责、一岗双责】（各 2 分）、【重点领域专项整治】"],
     ["遗漏 6 个要点，共 8 分。先想（2 分）："], ["相左"]),
    ("pass, lost on halves alone", "suggestions", "cpp", None,
     ["丢的分都在点到了却没有说全的地方。", "这句拿稳了 3 分。", "【奖励激励政策】同样差 1.5 分："],
     ["2 处没有说全，共差 3 分"], ["漏掉", "没有写到"]),
    ("pass, one half", "suggestions", "pcc", None,
     ["差在【检查要有针对性】，3 分里得了 1.5 分：“针对性”只说到一部分。补全它：学习《安全生产法》第六十二条"],
     ["“针对性”离说全还差 1.5 分。想一想："], ["处没有说全"]),
    ("pass, mostly halves beside a small omission", "redline-guarantee", "ppppppcmcccc", None,
     ["失分多半是因为话没有说全。5 个要点已经答到"], ["6 处没有说全"], ["相左"]),
    ("pass with something contradicted: that comes first", "listed-hazards", "xcmc", None,
     ["及格了，但有 1 处与要点相左，要先正过来。“没必要搞五家单位”与【五家单位】的意思正好相反，1 分没有给。改法是："],
     ["“没必要搞五家单位”把意思说反了，1 分没有给。反过来想：名单上究竟列了几个？"], ["不能达到及格线"]),
    ("two contradicted, and yet nearly full", "redline-guarantee", "ccccccxxcccc", None,
     ["离满分只差 3 分。先改“没必要搞台账与跟踪销号”，它与【台账与跟踪销号】相反。",
      "“没必要搞一把手工程”也与【一把手工程】相反。"],
     ["“没必要搞一把手工程”也说反了，失了 1 分。"], []),
    ("three contradicted: the rest by name", "redline-guarantee", "cccccxxxcccc", None,
     ["说反的还有【重点领域专项整治】【一把手工程】。"], ["说反的还有 2 处，共 2 分。"], []),
    ("capped by a required point that is missing", "redline-guarantee", "cccmcccmccmc", None,
     ["你在各要点上共得 15 分，可是必答要点【一票否决】没有答到，总分不能达到及格线，所以记 11.5 分（满分 20 分）。",
      "【一票否决】（2 分，必答）", "必须先补【一票否决】：写明"],
     ["可是有必答要点没有答到，总分不能达到及格线", "先要答到的（2 分，必答）："], ["漏掉"]),
    ("capped, and nothing else lost", "redline-guarantee", "ccccccccccmc", None,
     ["先把这一条补上，它值 2 分。写法是：", "别处你是得了分的："], ["先把这一处补上，它值 2 分。想一想："], []),
    ("capped by two required points", "industrial-park", "ccccmccmcc", None,
     ["必答要点【一票否决】【三同时】没有答到"], ["有 2 个必答要点没有答到"], []),
    ("capped by a required point that was contradicted", "shared-duty", "cxc", None,
     ["必答要点【一岗双责】你说反了，总分不能达到及格线：各要点合计 6 分，记 5.5 分（满分 10 分）。",
      "你写的“没必要搞一岗双责”与【一岗双责】方向相反。正过来就是："],
     ["有必答要点你说反了", "“没必要搞一岗双责”这句把方向说反了。从反面想："], ["没有答到"]),
    ("capped by what was contradicted, with an omission that did not cap: no 必须", "redline-guarantee",
     "cccmcccmccxc", None, ["下一步补【员工安全培训】："], ["先想（2 分）："], ["必须先补", "先要答到的"]),
    ("narrowly failed, mostly omissions", "redline-guarantee", "ccccmmmmmmcc", None,
     ["20 分里你已经有 11 分，还没有到及格线。", "丢的 9 分在", "最要紧的一步是补【隐患排查治理】："],
     ["9 分丢在 6 个没有提到的要点上。最要紧的一步（2 分）："], ["不能达到及格线"]),
    ("narrowly failed on halves", "redline-guarantee", "p" * 12, None,
     ["失的分多半是点到了却没有说全。12 处没有说全", "也没有说全，共差 9 分。"], ["12 处没有说全，共差 10 分"],
     ["已经答到"]),
    ("narrowly failed, something contradicted", "redline-guarantee", "ccccxcmmmmcm", None,
     ["20 分里你有 11 分，没有到及格线，要紧的是 1 处与要点相左的话。"], ["把意思说反了"], []),
    ("weak: what stands, then the costliest", "shared-duty", "cmm", None,
     ["你得 4 分（满分 10 分），没有及格，先看已经站住的。“", "（党政同责），这是得了分的。",
      "从【一岗双责】补起：", "补完它，再看【三管三必须】："],
     ["从这一问补起（4 分，必答）：", "想通了再问（2 分）："], ["不能达到及格线"]),
    ("weak, nothing fully said", "hazmat-leak", "pppmmm", None,
     ["有话说到了边上，还没有一处说全。", "【成立现场指挥部】【部门联动】也没有说全，共差 3 分。"],
     ["没有说全的还有 2 处，共差 3 分。"], ["得了分的"]),
    ("weak, one half beside omissions, one contradicted", "redline-guarantee", "mcmmmpmxmmmm", None,
     ["其中 1 处与要点相左。", "【重点领域专项整治】已有 0.5 分，还差 0.5 分："], ["“没必要搞一把手工程”"], []),
    ("nothing earned: the learner's beginning is quoted", "redline-guarantee", "m" * 12, "安全很重要，大家都要注意。",
     ["你写了“安全很重要，大家都要注意”，还没有碰到这道题的要点，所以得 0 分（满分 20 分）。", "从【一票否决】写起：",
      "接着写【思想上高度重视】：", "【严肃追责】（各 1 分），共 20 分。"],
     ["12 个要点共 20 分，都还等着你。从这里想起（2 分，必答）："], ["得了分的"]),
    ("nothing earned, something contradicted", "redline-guarantee", "mmmmmmmmmmxm", None,
     ["问题不在写得少，而在说的与要点相左。“没必要搞一票否决”和【一票否决】要的方向相反，失了 2 分。要这样改："],
     ["“没必要搞一票否决”要倒过来想，这里有 2 分。问自己："], ["没有及格"]),
    ("blank: where to begin, and no reproach", "redline-guarantee", "m" * 12, "",
     ["这道题你没有作答，记 0 分，满分是 20 分。", "先写【一票否决】：", "写到一个要点，就得一个要点的分。"],
     ["12 个要点合计 20 分，可以从几个问题想起。第一问（2 分，必答）："], ["没有及格", "你写了"]),
]  # fmt: skip


@table(("why", "question", "code", "answer", "named", "hints", "neither"), CASES)
def test_each_kind_of_result_is_told_in_its_own_way(  # noqa: PLR0917 - one row of the table
    why: str, question: str, code: str, answer: str | None, named: list[str], hints: list[str], neither: list[str]
) -> None:  # fmt: skip
    result = marked(question, code, answer=answer)
    assert [words for words in named if words not in result.named] == [], why
    assert [words for words in hints if words not in result.hints] == [], why
    assert [words for words in neither if words in result.named + result.hints] == [], why


LAW = "《安全生产法》（2021修正）第三条"
# fmt: off
STEPS = [
    ("背熟三个必须。", LAW, f"补上它：背熟三个必须。依据是{LAW}。", "the next step names no article"),
    ("背熟《安全生产法》第三条。", LAW, "补上它：背熟《安全生产法》第三条。", "it names law and article: not said twice"),
    ("背熟《安全生产法》。", LAW, f"补上它：背熟《安全生产法》。依据是{LAW}。", "it names the law alone"),
    ("背熟《消防法》第三条。", LAW, f"补上它：背熟《消防法》第三条。依据是{LAW}。", "it names another law"),
    ("", LAW, f"补上它：从{LAW}读起。", "a source alone is a next step"),
    ("必答要点：背熟三个必须", "", "补上它：背熟三个必须。", "the bank's label goes, the full stop comes"),
    ("", "", "漏掉的是【三管三必须】（2 分）。", "neither: no lead without advice"),
]
HINTS = [
    ("ccm", "", "有 2 分藏在一件你还没有说到的事里。", "no hint: what hides is told in marks"),
    ("cmm", "", "有 6 分藏在 2 件你还没有说到的事里。", "no hints at all: counted together"),
    ("cmm", "想一想：", "有 6 分藏在 2 件你还没有说到的事里。", "a label alone is no hint"),
    ("ccm", "想一想：三管三必须是什么？", "有 2 分藏在一件你还没有说到的事里。", "the hint gives the point away"),
    ("cmm", "一岗双责之外呢？", "有 6 分藏在 2 件你还没有说到的事里。", "it gives another missed point away"),
    ("ccm", f"见{LAW}", "有 2 分藏在一件你还没有说到的事里。", "it is the source"),
    ("ccm", "党政同责之外还有什么？", "想一想：党政同责之外还有什么？", "naming what was covered gives nothing away"),
    ("ccm", "哪三句排比", "想一想：哪三句排比。", "a full stop is added"),
]
DENIALS = [
    ("一票否决是空话，没人当真。", 0, "“一票否决是空话”", "the denying words stand behind"),
    ("我看，不必搞一票否决", 6, "“不必搞一票否决”", "the denying words stand before"),
    ("第一条\n一票否决没用\n第三条", 4, "“一票否决没用”", "lines end a clause"),
    ("别的答案", 0, "“一票否决”", "the answer has changed since: the evidence alone"),
    ("", 0, "“一票否决”", "the answer is no longer known"),
]
QUOTES = [
    ("党政\n 同责", "“党政 同责”", "whitespace is folded"),
    ("守住“红线”", "“守住‘红线’”", "inner quotation marks become single"),
    ("党政同责。", "“党政同责”", "punctuation at the ends is left out"),
    ("党" * 20, f"“{'党' * 20}”", "twenty characters are shown whole"),
    ("党" * 21, f"“{'党' * 19}…”", "more are cut off"),
    ("党委政府都要负责，无论大事小事都得一起扛着走", "“党委政府都要负责…”", "rather cut at a comma"),
    ("都管，无论大事小事任何时候都得一起扛着往前走", "“都管，无论大事小事任何时候都得一起扛着…”", "but not too early"),
    ("𠮷" * 21, f"“{'𠮷' * 19}…”", "characters beyond the BMP count once"),
]
LOWERED = [(3.5, True, "nearly full"), (3.0, True, "passed"), (2.0, False, "failed"), (1.0, False, "weak")]
# fmt: on


@table(("step", "source", "expected", "why"), STEPS)
def test_a_next_step_names_law_and_article_once(step: str, source: str, expected: str, why: str) -> None:
    assert marked("shared-duty", "ccm", next_step=step, source=source).named.endswith(expected), why


def test_an_omission_without_next_step_is_still_named() -> None:
    result = marked("shared-duty", "cmm", next_step="", source="")
    assert "【三管三必须】（2 分），共 6 分。从【一岗双责】补起：把它写进答案。" in result.named


@table(("code", "hint", "expected", "why"), HINTS)
def test_hints_hint_and_never_tell(code: str, hint: str, expected: str, why: str) -> None:
    assert marked("shared-duty", code, hint=hint, source=LAW).hints.endswith(expected), why


def test_points_with_and_without_hints_stand_side_by_side() -> None:
    result = marked("suggestions", "mmm", answer="要重视。")
    ledger = [replace(result.ledger[0], hint=""), *result.ledger[1:]]
    _, hints = texts(ledger, result.answer, "suggestions")
    assert "3 个要点共 9 分，都还等着你。从这里想起（3 分）：来查的人" in hints
    assert hints.endswith("有 3 分藏在一件你还没有说到的事里。")


def test_the_closest_words_are_shown_where_nothing_was_earned() -> None:
    result = marked("shared-duty", "mmm", answer="大家一起扛。", nearest="大家一起扛")
    assert "你离要点最近的一句是“大家一起扛”，可是意思还没有说出来。" in result.named
    assert "“大家一起扛”" in result.hints


def test_the_closest_words_are_shown_for_a_single_omission() -> None:
    result = marked("shared-duty", "ccm", nearest="管行业也要注意")
    assert "漏掉的是【三管三必须】（2 分），离它最近的话是“管行业也要注意”。补上它：" in result.named


def point(**changes: object) -> KeyPointResult:
    veto = KeyPointResult("veto", "一票否决", 2.0, 0.0, "missed", 0.9)
    return replace(veto, **{"hint": "考核时呢？", "next_step": "写明它。", **changes})


def told(
    *points: KeyPointResult, answer: str, marks: float, passed: bool = False, full: float = 4
) -> tuple[str, str]:
    return write(points, answer, marks=marks, full_marks=full, passed=passed, capped=False, blank=False)


OTHER = point(id="duty", name="党政同责", status="covered", awarded=2.0)


def test_a_wrong_figure_is_not_called_an_opposite_meaning() -> None:
    answer = "挂牌的有6家"
    wrong = point(
        name="五家单位", status="contradicted", evidence=(Evidence(0, 6, answer, "denial", "5家"),),
        reason="“挂牌的有6家”与“5家”不符，与要点相反，不得分。",
    )  # fmt: skip
    named, hints = told(OTHER, wrong, answer=answer, marks=2)
    assert "“挂牌的有6家”与【五家单位】的数对不上，2 分没有给。核准它：写明它。" in named
    assert "“挂牌的有6家”这个数不对，2 分没有给。再核对：考核时呢？" in hints


@table(("answer", "start", "quote", "why"), DENIALS)
def test_the_denying_words_are_quoted_with_what_they_deny(
    answer: str, start: int, quote: str, why: str
) -> None:
    evidence = (Evidence(start, start + 4, "一票否决", "denial", "一票否决"),)
    wrong = point(status="contradicted", evidence=evidence)
    named, _ = told(OTHER, wrong, answer=answer, marks=2)
    assert f"{quote}与【一票否决】的意思正好相反" in named, why


def test_said_and_denied_is_told_as_both() -> None:
    answer = "实行一票否决。其实没必要。"
    evidence = (Evidence(0, 6, "实行一票否决", "statement", ""), Evidence(7, 12, "其实没必要", "denial", ""))
    both = point(status="partial", awarded=1.0, evidence=evidence, reason="前后不一，只得部分分。")
    named, hints = told(OTHER, both, answer=answer, marks=3, passed=True)
    assert "【一票否决】在 2 分里只得 1 分：前后不一，只得部分分。定准了再写：写明它。" in named
    assert "“实行一票否决”说到了，“其实没必要”又收了回去，1 分没有给。想定一种说法：考核时呢？" in hints


def test_a_human_decision_is_told_with_its_reason_but_not_in_the_hints() -> None:
    decided = point(reason="人工改判：只抄了题目", override=Override("李老师", "只抄了题目", 2.0, "covered"))
    named, hints = told(OTHER, decided, answer="一票否决", marks=2)
    assert named.endswith("【一票否决】人工改判：只抄了题目。")
    assert "改判" not in hints


def test_points_without_quotable_words_are_named_or_counted() -> None:
    """A human may award a point for which the machine found no words."""
    named, hints = told(OTHER, point(), answer="别的话", marks=2)
    assert "已经答到的有【党政同责】。" in named
    assert "已经答到 1 个要点。" in hints


@table(("words", "quote", "why"), QUOTES)
def test_how_words_are_quoted(words: str, quote: str, why: str) -> None:
    covered = replace(OTHER, evidence=(Evidence(0, len(words), words, "statement", ""),))
    assert quote in told(covered, answer=words, marks=2, full=2)[0], why


@pytest.mark.parametrize(
    ("marks", "text"),
    [(2.0, "2 分"), (1.5, "1.5 分"), (0.0, "0 分"), (13.333333, "13.33 分"), (10.0, "10 分")],
)
def test_marks_are_written_as_examiners_do(marks: float, text: str) -> None:
    named, _ = told(OTHER, point(), point(), answer="", marks=marks, passed=True, full=20)
    assert f"，你得了 {text}，" in named


@table(("marks", "passed", "why"), LOWERED)
def test_no_loss_is_invented_where_similarity_or_calibration_lowered_the_mark(
    marks: float, passed: bool, why: str
) -> None:
    named, hints = told(OTHER, answer="", marks=marks, passed=passed)
    assert named.startswith("要点你都答到了，总评"), why
    assert not re.search("漏掉|遗漏|没有说全|没有提到", named + hints)


def test_a_full_mark_by_rounding_still_tells_what_was_half_said() -> None:
    named, _ = told(replace(OTHER, marks=39), point(status="partial", awarded=1.9), answer="", marks=4)
    assert named.startswith("总评是满分 4 分，细看你还有没写全的地方。")


CODES = [
    ("redline-guarantee", "c" * 12), ("shared-duty", "ccc"), ("suggestions", "ccc"),
    ("redline-guarantee", "ccccccccmccc"), ("redline-guarantee", "cccpccccpccc"), ("redline-meaning", "cccccm"),
    ("shared-duty", "ccm"), ("suggestions", "pcc"), ("suggestions", "cpp"), ("redline-meaning", "ccccmm"),
    ("redline-guarantee", "cccccmmmmmcm"), ("listed-hazards", "xcmc"), ("redline-guarantee", "ccccccxmmmcm"),
    ("industrial-park", "cccmcmccpc"), ("redline-guarantee", "cccmcccmccmc"), ("shared-duty", "cxc"),
    ("industrial-park", "ccccmccmcc"), ("redline-meaning", "mccccc"), ("redline-guarantee", "p" * 12),
    ("redline-guarantee", "ccccmmmmmmcc"), ("redline-guarantee", "ccccxcmmmmcm"), ("hazmat-leak", "pppmmm"),
    ("shared-duty", "cmm"), ("redline-guarantee", "mcmmmpmxmmmm"), ("source-governance", "mmcmmpm"),
    ("first-responsible", "mmpmm"), ("redline-guarantee", "m" * 12), ("shared-duty", "mmm"), ("suggestions", "xmm"),
    ("redline-meaning", "mmmmmx"), ("grassroots-enforcement", "mmmmm"), ("prominent-problems", "mmmm"),
]  # fmt: skip


BLANK = ("mmmm", "mmmmm")


def frames(text: str, ledger: list[KeyPointResult]) -> set[str]:
    """Sentences with everything that comes from the answer, the bank and the arithmetic masked."""
    for item in ledger:
        told_by_bank = (item.hint.removeprefix("想一想："), item.next_step.removeprefix("必答要点："))
        for words in filter(None, (item.reason, *told_by_bank)):
            text = text.replace(words, "#。")
    text = re.sub(r"“[^”]*”(（[^）]*）)?|【[^】]*】|《[^》]*》", "#", text)
    text = re.sub(r"[\d.]+", "0", text)
    text = re.sub(r"(#[、和]?)+", "#", text)
    return {sentence for sentence in re.split("[。；？]", text) if sentence.strip("#")}


@pytest.mark.parametrize("version", [0, 1], ids=["named", "hints"])
def test_varied_results_are_not_one_form_filled_in(version: int) -> None:
    results = [marked(question, code, answer="" if code in BLANK else None) for question, code in CODES]
    written = [result[2 + version] for result in results]
    assert len(set(written)) == len(written) >= 30
    counts = Counter(frame for result in results for frame in frames(result[2 + version], result.ledger))
    assert counts.most_common(1)[0][1] <= len(written) // 2, counts.most_common(5)


@pytest.mark.parametrize("place", range(12))
@pytest.mark.parametrize("code", ["cccccccccccc", "cmcpcmcccxcm", "mmmmmmmmmmmm", "pmpmpmpmpmpm"])
def test_another_verdict_on_one_point_reads_differently(code: str, place: int) -> None:
    changed = [code[:place] + letter + code[place + 1 :] for letter in STATUSES]
    assert len({marked("redline-guarantee", each, answer="写了一些话。").named for each in changed}) == 4


MARK = "鑫"  # no sentence holds it: what begins with it comes from the bank
LETTERS = st.text(st.sampled_from("安全生产红线要点一票否决治理隐患，。；、\n 　“”(a1𠮷…"), max_size=60)
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
BANK_TEXT = st.just("") | st.text(HAN, max_size=120).map(MARK.__add__)
NAMES = st.sampled_from(
    [point.name for question in BANK.questions for point in question.key_points]
) | st.text(HAN, max_size=60).map(MARK.__add__)


@st.composite
def findings(draw: st.DrawFn, letter: str, start: int) -> tuple[tuple[Evidence, ...], str]:
    """Evidence of one key point, and the stretch of the answer from `start` that holds it."""
    kinds = st.just("denial") if letter == "x" else st.sampled_from(["phrase", "denial"])
    evidence, text = [], draw(LETTERS)
    for kind in draw(st.lists(kinds, max_size=2)):
        words, place = draw(LETTERS.filter(len)), start + len(text)
        evidence.append(Evidence(place, place + len(words), words, kind, "", draw(st.floats(0, 1))))
        text += words + draw(LETTERS)
    return tuple(evidence), text


@st.composite
def results(draw: st.DrawFn) -> tuple[list[KeyPointResult], str, dict[str, object]]:
    """A ledger of 1 to 14 points with an answer that holds its evidence, and any mark."""
    ledger, answer = [], ""
    for index, letter in enumerate(draw(st.lists(st.sampled_from("cpmx"), min_size=1, max_size=14))):
        evidence, text = draw(findings(letter, len(answer)))
        answer += text
        worth = draw(st.sampled_from([0.5, 1, 2, 3, 1.3333]))
        share = draw(st.floats(0.1, 0.9)) if letter == "p" else SHARES[letter]
        made = KeyPointResult(f"p{index}", draw(NAMES), worth, worth * share, STATUSES[letter], 0.9, evidence)
        told_by_bank = {name: draw(BANK_TEXT) for name in ("reason", "hint", "next_step", "source")}
        nearest = draw(st.sampled_from([None, answer[:40]]))
        ledger.append(replace(made, required=draw(st.booleans()), nearest=nearest, **told_by_bank))
    full = sum(item.marks for item in ledger)
    verdict = {name: draw(st.booleans()) for name in ("passed", "capped")}
    verdict["blank"] = all(item.status == "missed" for item in ledger) and draw(st.booleans())
    return ledger, answer, {"marks": draw(st.floats(0, full)), "full_marks": full, **verdict}


@given(results())
def test_texts_are_short_addressed_to_the_learner_and_steady(drawn: tuple) -> None:  # type: ignore[type-arg]
    ledger, answer, marks = drawn
    written = write(ledger, answer, **marks)
    assert all(0 < len(text) <= 600 and "你" in text for text in written)
    assert all("{" not in text and "None" not in text for text in written)
    assert written == write([replace(item) for item in ledger], answer, **marks)


@given(results())
def test_a_calibrated_mark_is_said_to_be_one(drawn: tuple) -> None:  # type: ignore[type-arg]
    """The points do not add up to it; what else is said stays as it is, as far as there is room."""
    ledger, answer, marks = drawn
    said = "总分照阅卷人的评分校准过，与各要点得分之和不同。"
    for text in write(ledger, answer, **marks, calibrated=True):
        assert text.endswith(said) is not marks["blank"]
        assert len(text) <= 600
    assert all(said not in text for text in write(ledger, answer, **marks))


@given(results())
def test_every_quotation_stands_in_the_answer(drawn: tuple) -> None:  # type: ignore[type-arg]
    ledger, answer, marks = drawn
    folded = " ".join(answer.replace("“", "‘").replace("”", "’").split())
    for text in write(ledger, answer, **marks):
        for quote in re.findall("“([^”]*)”", text):
            assert quote.removesuffix("…") in folded
            assert 0 < len(quote) <= 20


@given(results())
def test_hints_give_no_point_away_that_lost_marks(drawn: tuple) -> None:  # type: ignore[type-arg]
    ledger, answer, marks = drawn
    hints = re.sub("“[^”]*”", "“”", write(ledger, answer, **marks)[1])
    for item in ledger:
        if item.status != "covered":
            secrets = [text for text in (item.name, item.next_step, item.source) if text]
            assert [text for text in secrets if text in hints] == []
    assert "【" not in hints


@pytest.mark.parametrize(
    "code", ["m" * 12, "x" * 12, "p" * 12, "c" * 12, "xpm" * 4, "cxpm" * 3, "xxppmmccmmpp"]
)
@pytest.mark.parametrize("capped", [True, False])
def test_the_longest_bank_texts_fit(code: str, capped: bool) -> None:
    """Names, hints, steps and sources of any length; the whole text is shortened, never refused."""
    fields = ("name", "reason", "hint", "next_step", "source")
    long = {field: character * 300 for field, character in zip(fields, "名因示步源", strict=True)}
    ledger = [replace(item, **long, required=capped) for item in marked("redline-guarantee", code).ledger]
    for text in write(ledger, "话" * 9000, marks=1, full_marks=20, passed=False, capped=capped, blank=False):
        assert 0 < len(text) <= 600
        assert text[-1] in "。…？"


@pytest.mark.parametrize("question", [question.id for question in BANK.questions])
def test_the_hints_of_the_bundled_bank_give_nothing_away(question: str) -> None:
    result = marked(question, "m" * len(BANK.question(question).key_points), answer="要重视。")
    secrets = [text for item in result.ledger for text in (item.name, item.next_step, item.source) if text]
    assert [text for text in secrets if text in result.hints] == []
    assert "藏在" not in result.hints, "every point of the bundled bank has a hint that can be given"


def test_all_twelve_omissions_are_listed_by_name() -> None:
    result = marked("redline-guarantee", "m" * 12, answer="要重视。")
    assert len(result.named) <= 330
    assert [item.name for item in result.ledger if f"【{item.name}】" not in result.named] == []


@pytest.mark.parametrize("room", [module, sentences], ids=["text", "sentences"])
def test_the_pictures_in_the_docstrings_are_true(room: object) -> None:
    outcome = doctest.testmod(room)  # type: ignore[arg-type]
    assert outcome.attempted > 0
    assert outcome.failed == 0
