"""Suggestions as YAML in the shape of a bank, each text under the reasons for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import yaml

from safety_scoring.authoring.stretches import one_line
from safety_scoring.authoring.suggestion import FIELDS, Change, SplitPoint, Suggestion, Suggestions
from safety_scoring.bank.model import Bank, KeyPoint

__all__ = ["f1_text", "split_text", "to_yaml"]

_WIDTH = 1_000_000  # no text is broken into lines
_NAMED = 5  # answers named one by one
_QUOTED = 80  # characters of an answer that are quoted
_LABELS = {2: "全对", 1: "一半", 0: "没有", -1: "说反"}


def to_yaml(found: Suggestions, bank: Bank, source: str) -> str:
    """A file that a bank's author pastes from.

    What helps other answers stands as a bank has it; what only covers the answer that it comes from
    stands behind it as a comment, in the same shape.

    Args:
        found: what `suggest` gave.
        bank: the bank that it was asked for.
        source: name of the file of marked answers.
    """
    lines = [*_comments(_head(found, source)), *(_questions(found.helpful, bank) or ["questions: []"])]
    if found.own_only:
        lines += ["", *_comments(_OWN_ONLY), *_comments(_questions(found.own_only, bank))]
    if found.split:
        lines += [
            "",
            *_comments(_SPLIT),
            *_comments(f"{item.question.id}：{split_text(item)}" for item in found.split),
        ]
    return "\n".join(lines) + "\n"


def f1_text(figures: tuple[float | None, float | None]) -> str:
    """``0.81→0.86``; ``—`` where nothing is due and nothing paid."""
    return "→".join("—" if figure is None else f"{figure:.2f}" for figure in figures)


def split_text(split: SplitPoint) -> str:
    """``a12，报告：阅卷人 全对、没有；机器给了分：“上报”``.

    Args:
        split: a point that markers read differently.
    """
    took = "机器给了分" if split.awarded else "机器没有给分，最接近的" if split.quote else "机器没有给分"
    quote = f"：“{_shorten(split.quote)}”" if split.quote else ""
    labels = "、".join(_LABELS[label] for label in split.labels)
    return f"{one_line(split.answer)}，{one_line(split.key_point.name)}：阅卷人 {labels}；{took}{quote}"


_HEAD = (
    "用法：在题库里找到同一编号的题目和要点，把条目加到同名的列表里。",
    "每一条单独试过：加进题库，把同一题的作答重评一遍，来源那一份不计。",
    "几条一起加，效果会不同，加完用 evaluate 再测。",
    "这是学员的原话，采不采用由人决定：意思是否真的够得上这个要点；有人名、单位名的，用自己的话改写后再加。",
)
_OWN_ONLY = (
    "以下只覆盖来源作答本身：在其余作答上没有变化。作答份数少的时候多半如此，是否有代表性请自己判断。",
    "要用的去掉行首的 # 和一个空格；同一题在上面已经有的，把条目加到那里。",
)
_SPLIT = ("几位阅卷人看法不同的要点，先统一评分标准，再改题库：",)


def _head(found: Suggestions, source: str) -> Iterator[str]:
    used = f"{one_line(source)} 里的 {found.answers} 份作答"
    yield f"题库补充建议：由 safety-scoring suggest 根据 {used}写出（题库 {found.bank}）。"
    yield from _HEAD


def _comments(lines: Iterable[str]) -> Iterator[str]:
    return (f"# {line}" for line in lines)


def _questions(items: Sequence[Suggestion], bank: Bank) -> list[str]:
    """The suggestions in the bank's order of questions, points and lists, best first within a list."""
    lines = []
    for question in bank.questions:
        own = [item for item in items if item.question.id == question.id]
        if own:
            lines += [f"  - id: {question.id}", f"    # {one_line(question.question)}", "    key_points:"]
            for point in question.key_points:
                lines += _point(point, [item for item in own if item.key_point.id == point.id])
    return ["questions:", *lines] if lines else []


def _point(point: KeyPoint, items: Sequence[Suggestion]) -> Iterator[str]:
    if not items:
        return
    yield f"      - id: {point.id}"
    yield f"        # {one_line(point.name)}"
    for field in FIELDS:
        own = [item for item in items if item.field == field]
        if own:
            yield f"        {field}:"
        for item in own:
            yield from (f"          # {line}" for line in _reasons(item))
            yield f"          - {_scalar(item.text)}"


def _scalar(text: str) -> str:
    """The text as YAML has it in a list, in quotation marks where it needs them."""
    dumped: str = yaml.safe_dump([text], allow_unicode=True, width=_WIDTH, default_flow_style=False)
    return dumped.removeprefix("- ").removesuffix("\n")


def _reasons(item: Suggestion) -> Iterator[str]:
    first, *more = map(one_line, item.sources)
    also = f"；{_named(more)}也这样说" if more else ""
    yield f"来自 {first}：“{_shorten(item.quote)}”{also}"
    if not item.changes:
        return
    right, wrong = (item.changed(paid=True, right=right, own=True) for right in (True, False))
    yield (
        f"在其余 {item.tried} 份作答上：多给对 {len(right)} 份，多给错 {len(wrong)} 份；"
        f"要点 F1 {f1_text(item.point_f1)}，全题 F1 {f1_text(item.question_f1)}"
    )
    for own in (True, False):
        yield from _changes(item, own=own)


def _changes(item: Suggestion, *, own: bool) -> Iterator[str]:
    for (paid, right), what in _KINDS.items():
        changes = item.changed(paid=paid, right=right, own=own)
        for point, group in groupby(changes, key=lambda change: change.key_point.name):
            where = "" if own else f"同题要点“{one_line(point)}”"
            yield f"{where}{what}：{_quoted(list(group))}"


_KINDS = {
    (True, True): "多给对",
    (True, False): "多给错",
    (False, True): "不再给错",
    (False, False): "不再给对",
}
"""By whether the point is paid now and whether that is right."""


def _quoted(changes: Sequence[Change]) -> str:
    named = "、".join(f"{one_line(change.answer)}“{_shorten(change.quote)}”" for change in changes[:_NAMED])
    rest = len(changes) - _NAMED
    return f"{named} 等 {len(changes)} 份" if rest > 0 else named


def _named(answers: Sequence[str]) -> str:
    rest = f" 等 {len(answers)} 份" if len(answers) > _NAMED else " "
    return "、".join(answers[:_NAMED]) + rest


def _shorten(text: str) -> str:
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"
