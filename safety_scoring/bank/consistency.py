"""What the fields of a question must agree on: sums, limits, and the points that name one another.

Plain data is read, whole or not, so that what does not agree is reported beside what is wrong with
single fields.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Contradiction", "of_parts", "of_question", "without_marks", "words_of", "written_marks"]

_WRITTEN_MARKS = re.compile(r"[（(]\s*(?:本题|满分|共|计)*\s*(\d+(?:\.\d+)?)\s*分\s*[）)]")
_MATCHED = ("required", "phrases", "statements", "partial", "not", "not_", "parts", "quantity")
_TALK = "展开|阐述|论述|作答|回答|谈|发挥|叙述|答题|自圆其说|提出(?:建议|看法|意见|观点)"
_DIRECTION = re.compile(
    r"(?:(?:参考)?答案[：:]?)?略|见(?:教材|课本|讲义|课件).*|(?:本题)?(?:为|是)?开放(?:性|式)?(?:试|考)?题.*"
    r"|(?:答案|本题)不唯一.*|.{0,12}言之(?:有理|成理|有据).*|酌情(?:给|计)?分.*|围绕.*展开(?:论述)?"
    rf"|(?:可|请)?(?:围绕|结合|联系|针对|根据|按照?|从).*(?:{_TALK}).*(?:即可|便可|均可|都可以?|就行)"
    r"|(?:可|请)?(?:围绕|结合|联系|针对|根据|按照?|从).*自由发挥"
)


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
    yield from _written(data)
    if not points:
        yield from _directions(data)
    if all(isinstance(point, Mapping) for point in points):
        yield from _sum(data, points)
        yield from _doubled(points)
        yield from _yielding(points)
        yield from _by_hand(points)
        yield from _sharing(points)
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
    if half is not None and data.get("each") is True:
        what = "half 和 each 不能同时写：按部分给分（each）时没有一半这一档"
        yield Contradiction(("half",), what, "删去 half 或 each 中的一个")
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


def _full(data: Mapping[str, Any]) -> float | None:
    """Full marks, from their field or from the question's own text."""
    return written_marks(data.get("question")) if "full_marks" not in data else _number(data["full_marks"])


def _limits(data: Mapping[str, Any]) -> Iterator[Contradiction]:
    full = _full(data)
    for name in ("pass_marks", "mark_step"):
        value = _number(data.get(name))
        if full is not None and value is not None and value > full > 0:
            what = f"{name}（{value:g}）超过满分（{full:g}）"
            yield Contradiction((name,), what, f"改小 {name}，或删去这一行，用默认值")


def written_marks(question: Any) -> float | None:
    """The marks that a question's own text names at its end: …（5分）; None where it names none."""
    found = _WRITTEN_MARKS.findall(question) if isinstance(question, str) else []
    return float(found[0]) if len(found) == 1 and float(found[0]) > 0 else None


def words_of(alternatives: str) -> list[str]:
    """The words of a text in which words that mean the same are separated by ``/``."""
    return [word.strip() for word in alternatives.replace("／", "/").split("/") if word.strip()]


def without_marks(question: str) -> str:
    """A question's text without the marks that it names."""
    return _WRITTEN_MARKS.sub("", question).strip()


def _written(data: Mapping[str, Any]) -> Iterator[Contradiction]:
    full, written = _number(data.get("full_marks")), written_marks(data.get("question"))
    if full is not None and written is not None and not math.isclose(full, written, abs_tol=1e-6):
        what = f"题目里写着 {written:g} 分，而 full_marks 为 {full:g}"
        yield Contradiction(("full_marks",), what, "改其中一处；题目里写明分值时可以不写 full_marks")


def _directions(data: Mapping[str, Any]) -> Iterator[Contradiction]:
    """Reference answers that say what to write about and not what to write: nothing can be marked by them."""
    for index, text in enumerate(_items(data.get("reference_answers"))):
        if isinstance(text, str) and _only_directs(text):
            what = f"参考答案“{text.strip()}”只给了作答方向，没有写出应答的内容，程序无从评分"
            remedy = "写出完整的参考答案，或写出要点 key_points；确实没有标准内容的题请留给人工评"
            yield Contradiction(("reference_answers", index), what, remedy)


def _only_directs(text: str) -> bool:
    sentences = [part.strip("（）() .") for part in re.split("[。；;\n]", text)]
    told = [sentence for sentence in sentences if sentence]
    return bool(told) and all(map(_DIRECTION.fullmatch, told))


def _by_hand(points: list[Any]) -> Iterator[Contradiction]:
    """Points left to a human that are marked by machine all the same, and questions with nothing else."""
    if points and all(point.get("by_hand") is True for point in points):
        yield Contradiction(
            ("key_points",), "全部要点都留给人工评（by_hand），程序无分可评", "至少写一个由程序评的要点"
        )
    for index, point in enumerate(points):
        if point.get("by_hand") is not True:
            continue
        for name in _MATCHED:
            if point.get(name):
                what = f"要点 {point.get('id')} 留给人工评（by_hand），{name} 不起作用"
                yield Contradiction(("key_points", index, name), what, f"删去 {name}，或删去 by_hand")


def _sharing(points: list[Any]) -> Iterator[Contradiction]:
    """Points that share words with one that is not there; another question's are looked up by the bank."""
    names = {str(point.get("id")) for point in points}
    for index, point in enumerate(points):
        for place, other in enumerate(map(str, _items(point.get("shared_with")))):
            if "/" not in other and (other not in names or other == str(point.get("id"))):
                what = f"要点 {point.get('id')} 的 shared_with 指向不存在的要点 {other}"
                remedy = "写同一题里另一个要点的编号；别的题的要点写成 题目编号/要点编号"
                yield Contradiction(("key_points", index, "shared_with", place), what, remedy)


def _sum(data: Mapping[str, Any], points: list[Any]) -> Iterator[Contradiction]:
    full = _full(data)
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
