"""What the fields of a question must agree on: sums, limits, and the points that name one another.

Plain data is read, whole or not, so that what does not agree is reported beside what is wrong with
single fields.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Contradiction", "of_parts", "of_question"]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Fields that do not agree.

    Attributes:
        path: where it is mended, within what was read.
        what, remedy: for the examiner.
    """

    path: tuple[str | int, ...]
    what: str
    remedy: str


def of_question(data: Any) -> Iterator[Contradiction]:
    """Everything in a question that does not agree; what is missing or of another kind is passed over."""
    if not isinstance(data, Mapping):
        return
    points = _items(data.get("key_points"))
    yield from _limits(data)
    if all(isinstance(point, Mapping) for point in points):
        yield from _sum(data, points)
        yield from _doubled(points)
        yield from _yielding(points)
        for index, point in enumerate(points):
            for found in of_parts(point.get("parts")):
                yield Contradiction(("key_points", index, "parts", *found.path), found.what, found.remedy)


def of_parts(data: Any) -> Iterator[Contradiction]:
    """Everything in the parts of a key point that does not agree."""
    if not isinstance(data, Mapping):
        return
    terms, full, half = _items(data.get("terms")), _number(data.get("full")), _number(data.get("half"))
    if full is not None and full > len(terms) > 1:
        what = f"full 为 {full:g}，而 terms 只有 {len(terms)} 个部分"
        yield Contradiction(("full",), what, "改小 full，或在 terms 里补上部分")
    if full is not None and half is not None and half >= full:
        yield Contradiction(("half",), f"half（{half:g}）应小于 full（{full:g}）", "改小 half，或删去这一行")
    for index, term in enumerate(terms):
        if isinstance(term, str) and term.strip() and not term.strip("/／ "):
            yield Contradiction(("terms", index), "只有分隔号，没有词", "写上词语；同义的词用 / 隔开")


def _items(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else []


def _number(value: Any) -> float | None:
    """A number as pydantic would read it, or None."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


def _limits(data: Mapping[str, Any]) -> Iterator[Contradiction]:
    full = _number(data.get("full_marks"))
    for name in ("pass_marks", "mark_step"):
        value = _number(data.get(name))
        if full is not None and value is not None and value > full > 0:
            what = f"{name}（{value:g}）超过满分（{full:g}）"
            yield Contradiction((name,), what, f"改小 {name}，或删去这一行，用默认值")


def _sum(data: Mapping[str, Any], points: list[Any]) -> Iterator[Contradiction]:
    full = _number(data.get("full_marks"))
    marks = [mark for point in points if (mark := _number(point.get("marks"))) is not None]
    if full is None or full <= 0 or len(marks) < len(points) or min(marks, default=0) <= 0:
        return  # told of the field itself
    if not math.isclose(sum(marks), full, abs_tol=1e-6):
        what = f"各要点分值之和为 {sum(marks):g}，与满分 {full:g} 不符"
        yield Contradiction(("key_points",), what, "改要点的 marks 或题目的 full_marks，使两者相等")


def _doubled(points: list[Any]) -> Iterator[Contradiction]:
    ids = [point.get("id") for point in points]
    for index, name in enumerate(ids):
        if isinstance(name, str) and name in ids[:index]:
            yield Contradiction(
                ("key_points", index, "id"), f"要点编号 {name} 重复", "给其中一个要点换一个编号"
            )


def _yielding(points: list[Any]) -> Iterator[Contradiction]:
    """Points that give way to what is not there, to themselves, or in a circle that pays nobody."""
    gives_way = {str(point.get("id")): list(map(str, _items(point.get("yields_to")))) for point in points}
    for index, point in enumerate(points):
        name = str(point.get("id"))
        for place, other in enumerate(map(str, _items(point.get("yields_to")))):
            path = ("key_points", index, "yields_to", place)
            if other == name:
                yield Contradiction(path, f"要点 {name} 的 yields_to 指向它自己", "删去这一项")
            elif other not in gives_way:
                what = f"要点 {name} 的 yields_to 指向不存在的要点 {other}"
                yield Contradiction(path, what, "写同一题里另一个要点的编号")
            elif name in _reached(other, gives_way):
                what = f"要点 {name} 和 {other} 互相让分，同一句话两边都不得分"
                yield Contradiction(path, what, "只在其中一个要点里写 yields_to")


def _reached(start: str, gives_way: Mapping[str, list[str]]) -> set[str]:
    """Every point that `start` gives way to, directly or through others."""
    reached: set[str] = set()
    remaining = [start]
    while remaining:
        for other in gives_way.get(remaining.pop(), []):
            if other not in reached:
                reached.add(other)
                remaining.append(other)
    return reached
