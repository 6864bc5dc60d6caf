"""The sentences of feedback: `feedback.text` chooses and fills them.

Sentences stand beside their twins: (key points named, hints only). What follows a ``|`` leads to
advice and goes where there is none. The learner's own words stand in “ ”, key points in 【 】. Below the
sentences, how words and numbers are put.
"""
# ruff: noqa: E501 - a sentence stays on one line, beside its twin

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from safety_scoring.result import Evidence, KeyPointResult

__all__ = [
    "BY_HAND",
    "CALIBRATED",
    "COVERED",
    "HALF",
    "MISSED",
    "OPENING",
    "ROOMS",
    "STEPS",
    "WRONG",
    "Room",
    "cites",
    "cut",
    "in_marks",
    "listed",
    "lost",
    "nearest",
    "quoted",
    "said",
    "sentence",
    "weight",
]

_ENOUGH = 120  # characters of an answer that hold its beginning, unless most of them are spaces
_QUOTED, _CLAUSE = 20, 8  # characters of a quotation; what a cut at a pause must leave
_PAUSES = "，。；：、！？"
_ENDS = "，。；！？,;!?\n"
_INNER = str.maketrans("“”", "‘’")


class Room(NamedTuple):
    """How long a text may be, and how much it tells: numbers of quotations and steps, else characters."""

    longest: int
    quotes: int
    steps: int
    listed: int
    advice: int
    source: int
    name: int


ROOMS = (Room(330, 3, 3, 150, 80, 40, 20), Room(600, 2, 2, 150, 60, 40, 20), Room(600, 1, 1, 0, 24, 0, 8))
"""The first one that the text fits is taken; the last always fits."""

# fmt: off
OPENING = {
    "blank": "这道题你没有作答，记 {got}，满分是 {full}。",
    "nothing": "你这次得 {got}（满分 {full}），要点还都空着。",
    "nothing, wrong": "你这次得 {got}（满分 {full}），问题不在写得少，而在说的与要点相左。",
    "nothing, nearest": "这次得 {got}（满分 {full}）。你离要点最近的一句是{nearest}，可是意思还没有说出来。",
    "nothing, said": "你写了{start}，还没有碰到这道题的要点，所以得 {got}（满分 {full}）。",
    "capped": "你在各要点上共得 {earned}，可是{required}没有答到，总分不能达到及格线，所以记 {got}（满分 {full}）。",
    "capped, level": "{required}没有答到，总分不能达到及格线，你得 {got}（满分 {full}）。",
    "capped, wrong": "{required}你说反了，总分不能达到及格线：各要点合计 {earned}，记 {got}（满分 {full}）。",
    "full": "满分 {full}，你全部拿到了。",
    "full, rest": "总评是满分 {full}，细看你还有没写全的地方。",
    "all": "要点你都答到了，总评 {got}（满分 {full}）。",
    "near": "满分 {full}，你拿到 {got}，离满分只差 {left}。",
    "near, one": "你得 {got}（满分 {full}），只差一处。",
    "pass": "这道题满分 {full}，你得了 {got}，已经及格。",
    "pass, wrong": "你得 {got}（满分 {full}），及格了，但有 {wrong} 处与要点相左，要先正过来。",
    "pass, halves": "你得 {got}（满分 {full}），已经及格；丢的分都在点到了却没有说全的地方。",
    "pass, half": "满分 {full}的题你得 {got}，及格；失分多半是因为话没有说全。",
    "pass, one": "满分 {full}的题你拿到 {got}，及格了，漏掉一个要点。",
    "close": "{full}里你已经有 {got}，还没有到及格线。",
    "close, wrong": "{full}里你有 {got}，没有到及格线，要紧的是 {wrong} 处与要点相左的话。",
    "close, half": "你得 {got}（满分 {full}），还没有及格：失的分多半是点到了却没有说全。",
    "weak": "你得 {got}（满分 {full}），没有及格，先看已经站住的。",
    "weak, wrong": "你得 {got}（满分 {full}），没有及格，其中 {wrong} 处与要点相左。",
    "weak, half": "你得 {got}（满分 {full}），没有及格：有话说到了边上，还没有一处说全。",
}
# Each of the following beside its twin.
COVERED = {
    "full": ("得分的都是你自己的话：{quotes}。|其余也都写到：", "{quotes}{more}都落在要点上。"),
    "near": ("其余都站得住，如{quotes}。|一样站得住的是", "已经站住的有{quotes}{more}。"),
    "capped": ("别处你是得了分的：{quotes}。|同样得分的是", "别处答到的有{quotes}{more}。"),
    "weak": ("{quotes}，这是得了分的。|也得了分的是", "{quotes}{more}是得了分的。"),
    "one": ("{quotes}这句拿稳了 {got}。", "{quotes}这句答到了要点，{got}拿稳了。"),
    "few": ("{quotes}都答在点子上。|答到的还有", "{quotes}{more}都答在点子上。"),
    "many": ("{count} 个要点已经答到，像{quotes}。|另外写到的是", "你有 {count} 处答到了要点，像{quotes}。"),
    "unquoted": ("已经答到的有{names}。", "已经答到 {count} 个要点。"),
}
WRONG = {
    "capping": ("你写的{quote}与{name}方向相反。|正过来就是：", "{quote}这句把方向说反了。|从反面想："),
    "nothing": ("{quote}和{name}要的方向相反，失了 {lost}。|要这样改：", "{quote}要倒过来想，这里有 {lost}。|问自己："),
    "many": ("先改{quote}，它与{name}相反。|改法：", "先改{quote}，{lost}在这里。|再想想："),
    "figure": ("{quote}与{name}的数对不上，{lost}没有给。|核准它：", "{quote}这个数不对，{lost}没有给。|再核对："),
    "one": ("{quote}与{name}的意思正好相反，{lost}没有给。|改法是：", "{quote}把意思说反了，{lost}没有给。|反过来想："),
    "second": ("{quote}也与{name}相反。", "{quote}也说反了，失了 {lost}。"),
    "others": ("说反的还有{names}。", "说反的还有 {count} 处，共 {sum}。"),
}
HALF = {
    "only": ("差在{name}，{marks}里得了 {got}：{reason}|补全它：", "{quote}离说全还差 {lost}。|想一想："),
    "many": ("{count} 处没有说全，先看{name}（得 {got}，满分 {marks}）：{reason}|要补的是：", "{count} 处没有说全，共差 {sum}，先看{quote}。|它还少什么："),
    "lead": ("{name}说出了一部分，{marks}得了 {got}：{reason}|再加上：", "{quote}说出了一部分，还有 {lost}。|再想一步："),
    "both": ("{name}在 {marks}里只得 {got}：{reason}|定准了再写：", "{quote}说到了，{denied}又收了回去，{lost}没有给。|想定一种说法："),
    "after": ("{name}已有 {got}，还差 {lost}：{reason}|补法是：", "{quote}没有说全，还可以再得 {lost}。|想想："),
    "second": ("{name}同样差 {lost}：{reason}", "{quote}也没有说全，差 {lost}。"),
    "others": ("{names}也没有说全，共差 {sum}。", "没有说全的还有 {count} 处，共差 {sum}。"),
}
MISSED = {
    "blank": ("题目要的 {count} 个要点里，先看{names}。", "{count} 个要点合计 {sum}，可以从几个问题想起。"),
    "nothing": ("没有写到的是{names}，共 {sum}。", "{count} 个要点共 {sum}，都还等着你。"),
    "near": ("漏掉的是{names}。", "漏掉 {count} 处，共 {sum}。"),
    "capped": ("没有答到的按分值排是{names}，共 {sum}。", "没有答到的有 {count} 个要点，共 {sum}。"),
    "weak": ("还没有写到的有{names}，共 {sum}。", "{count} 个要点没有写到，合计 {sum}。"),
    "close": ("丢的 {sum}在{names}。", "{sum}丢在 {count} 个没有提到的要点上。"),
    "capped, one": ("先把这一条补上，它值 {sum}{nearest}。|写法是：", "先把这一处补上，它值 {sum}。|想一想："),
    "only": ("漏掉的是{names}{nearest}。|补上它：", "没有提到的那一处值 {sum}。|想一想："),
    "one": ("还没有提到{names}{nearest}。|下一步：", "还有一处没有提到，值 {sum}。|想一想："),
    "two": ("{names}没有写到。", "没有提到的有 2 处，共 {sum}。"),
    "many": ("遗漏的 {count} 个要点共 {sum}，从重到轻是{names}。", "遗漏 {count} 个要点，共 {sum}。"),
    "untold": ("", "有 {sum}藏在 {count} 件你还没有说到的事里。"),
    "untold, one": ("", "有 {sum}藏在一件你还没有说到的事里。"),
}
STEPS = {
    "blank": (("先写{}：",), ("第一问（{}）：", "第二问（{}）：", "第三问（{}）：")),
    "nothing": (("从{}写起：", "接着写{}："), ("从这里想起（{}）：", "接着问自己（{}）：", "还可以问（{}）：")),
    "full": (("可以留意{}：",), ("可以留意（{}）：", "另一处（{}）：", "还有（{}）：")),
    "near": (("想拿满，先补{}：",), ("先看这一处（{}）：", "另一处（{}）：", "还有一处（{}）：")),
    "pass": (("下一步补{}：",), ("先想（{}）：", "再想（{}）：", "还可以想（{}）：")),
    "capped": (("必须先补{}：", "接下来要补{}："), ("先要答到的（{}）：", "其次（{}）：", "此外（{}）：")),
    "close": (("最要紧的一步是补{}：",), ("最要紧的一步（{}）：", "下一步（{}）：", "再下一步（{}）：")),
    "weak": (("从{}补起：", "补完它，再看{}："), ("从这一问补起（{}）：", "想通了再问（{}）：", "最后问（{}）：")),
}
BY_HAND = "{}由阅卷人评，还没有计入。"
CALIBRATED = "总分照阅卷人的评分校准过，与各要点得分之和不同。"
# fmt: on


def quoted(text: str) -> str:
    r"""The learner's words in “ ”: whitespace folded, about 20 characters; empty where there are none.

    >>> quoted(" 守住“红线”，\n任何人在任何情况下都不能触碰它。")
    '“守住‘红线’， 任何人在任何情况下都不…”'
    """
    folded = _folded(text[:_ENOUGH])
    if len(folded) <= _QUOTED and len(text) > _ENOUGH:
        folded = _folded(text)
    if len(folded) <= _QUOTED:
        return f"“{folded}”" if folded else ""
    pause = max(folded.rfind(mark, _CLAUSE, _QUOTED) for mark in _PAUSES)
    return f"“{folded[: pause if pause > 0 else _QUOTED - 1]}…”"


def _folded(text: str) -> str:
    return " ".join(text.translate(_INNER).split()).strip(_PAUSES)


@lru_cache(maxsize=1024)
def in_marks(value: float) -> str:
    """A mark as an examiner writes it: ``2 分``, ``1.5 分``."""
    return f"{value:.2f}".rstrip("0").rstrip(".") + " 分"


def cut(text: str, limit: int) -> str:
    """The text, its end cut off where it has more than `limit` characters."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def sentence(text: str, limit: int) -> str:
    """The text, cut off where it is too long, with a full stop where it has no end; empty stays empty."""
    text = cut(text.strip(), limit)
    return text if not text or text[-1] in "。？！…" else f"{text}。"


def listed(items: Sequence[str], separator: str, room: int) -> str:
    """The first items, as many as `room` characters hold but at least one, and how many there are."""
    length, shown = 0, 0
    while shown < len(items) and (not shown or length + len(items[shown]) <= room):
        length += len(items[shown])
        shown += 1
    return separator.join(items[:shown]) + (f"等 {len(items)} 个" if shown < len(items) else "")


def cites(step: str, source: str) -> bool:
    """Whether a next step itself names the law and article of a source, with or without the year."""
    law, closing, rest = source.partition("》")
    article = rest[rest.find("第") :] if "第" in rest else ""
    return law + closing in step and article in step


def said(point: KeyPointResult, answer: str, *, denied: bool) -> str:
    """The strongest words for a point, or the clause that takes it back; empty where there are none.

    >>> item = Evidence(0, 4, "党政同责", "denial", "党政同责")
    >>> point = KeyPointResult("duty", "党政同责", 2, 0, "contradicted", 0.97, (item,))
    >>> said(point, "党政同责是空话，没人当真。", denied=True)
    '“党政同责是空话”'
    """
    items = [item for item in point.evidence if (item.kind == "denial") == denied]
    if not items:
        return ""
    return quoted(_clause(answer, items[0]) if denied else max(items, key=lambda item: item.credit).text)


def _clause(answer: str, item: Evidence) -> str:
    """The clause around a stretch: what denies it may stand before or after it."""
    if answer[item.start : item.end] != item.text:
        return item.text
    start = max(answer.rfind(mark, 0, item.start) for mark in _ENDS) + 1
    ends = (answer.find(mark, item.end) for mark in _ENDS)
    return answer[start : min((end for end in ends if end >= 0), default=len(answer))]


def nearest(points: Sequence[KeyPointResult]) -> str:
    """The words that came closest to the first point that any came close to."""
    return next((quoted(point.nearest) for point in points if point.nearest), "")


def weight(point: KeyPointResult) -> str:
    """What a point is worth: ``2 分``, ``2 分，必答``."""
    return in_marks(point.marks) + ("，必答" if point.required else "")


def lost(points: Sequence[KeyPointResult]) -> float:
    """Marks that points lost."""
    return sum(point.marks - point.awarded for point in points)
