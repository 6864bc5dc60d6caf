"""A calibration: per question a curve from the marks of the ledger to those that humans give.

Plain data, fitted elsewhere (`agreement.calibrate`). A curve turns the share of full marks that an answer
earns (after the cap for required points, before rounding) into another share; cap and rounding follow, as
without it (`marks.award`). It never falls, nothing stays nothing, and the ledger is not touched.
"""

from __future__ import annotations

import hashlib
import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

from safety_scoring.errors import CalibrationError, Fault

__all__ = ["FORMAT", "Calibration", "Curve", "Points", "curve_of", "load_calibration"]

FORMAT = 1
"""Format number of the JSON. 1: first published form."""

Points = tuple[tuple[float, float], ...]
"""Breakpoints of a curve, straight between them: share of full marks without, share with it."""

_ABOUT = (
    "各题的分数换算。points 的每一对是：原始得分率，校准后的得分率；两点之间按直线换算，"
    "之后再按必答要点封顶、按题目的分数单位取整。answers 是用来拟合的作答份数，"
    "error_raw 和 error 是原始得分、校准后得分与人工得分平均相差多少，占满分的比例，"
    "后者在没有参加拟合的作答上测得。"
    "left_alone 是保持原样的题目和原因。"
)
_AGAIN = "改正，或用 safety-scoring calibrate 重新生成"
_FIELDS = ("format", "about", "bank", "questions", "left_alone")
_PAIR = re.compile(r"\[\s+(\d[\d.e-]*),\s+(\d[\d.e-]*)\s+\]")


@dataclass(frozen=True, slots=True)
class Curve:
    """The curve of one question.

    Attributes:
        points: breakpoints from (0, 0) to a share of 1, the second number never falling.
        answers: marked answers that it was fitted on.
        error_raw: mean ``|machine - human|`` of the marks without it, in shares of full marks.
        error: the same with it, on answers that had no part in the fit.
    """

    points: Points
    answers: int
    error_raw: float
    error: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The curves of a bank's questions.

    Attributes:
        bank: fingerprint of the bank that the marks came from.
        curves: by id of the question.
        left_alone: by id of the question, why (in Chinese) it has no curve.
    """

    bank: str
    curves: Mapping[str, Curve] = field(default_factory=dict)
    left_alone: Mapping[str, str] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """First twelve hex digits of the SHA-256 of all curves: of what plays a part in marks."""
        curves = [
            [name, [list(map(float, p)) for p in self.curves[name].points]] for name in sorted(self.curves)
        ]
        return hashlib.sha256(json.dumps(curves).encode()).hexdigest()[:12]

    def points(self, question_id: str) -> Points:
        """Breakpoints of the curve of a question; empty where its marks stay as they are."""
        curve = self.curves.get(question_id)
        return () if curve is None else curve.points

    def to_dict(self) -> dict[str, Any]:
        """The calibration as JSON-ready data."""
        questions = {
            name: {
                "answers": curve.answers,
                "error_raw": curve.error_raw,
                "error": curve.error,
                "points": [[_written(before), _written(after)] for before, after in curve.points],
            }
            for name, curve in self.curves.items()
        }
        head = {"format": FORMAT, "about": _ABOUT, "bank": self.bank}
        return {**head, "questions": questions, "left_alone": dict(self.left_alone)}

    def to_json(self) -> str:
        """The calibration as a file for people to read: a breakpoint on a line."""
        text = json.dumps(self.to_dict(), ensure_ascii=False, indent=2, allow_nan=False)
        return _PAIR.sub(r"[\1, \2]", text) + "\n"

    @classmethod
    def from_dict(cls, data: Any) -> Calibration:
        """The calibration that `to_dict` wrote.

        Raises:
            CalibrationError: every fault of the data.
        """
        faults = list(_faults(data))
        if faults:
            raise CalibrationError(faults)
        curves = {
            name: Curve(
                points=tuple((before, after) for before, after in curve["points"]),
                answers=curve["answers"],
                error_raw=curve["error_raw"],
                error=curve["error"],
            )
            for name, curve in data["questions"].items()
        }
        return cls(data["bank"], curves, dict(data.get("left_alone", {})))


def curve_of(points: Points) -> Callable[[Fraction], Fraction] | None:
    """The curve through breakpoints, for shares of full marks 0-1; None where there are none.

    >>> curve = curve_of(((0, 0), (0.5, 0.8), (1, 1)))
    >>> curve(Fraction(3, 4))
    Fraction(9, 10)

    Args:
        points: breakpoints of the curve.
    """
    return partial(_interpolate, points) if points else None


def load_calibration(path: str | Path) -> Calibration:
    """Read a calibration that `safety-scoring calibrate` wrote.

    Args:
        path: the JSON file.

    Raises:
        CalibrationError: carries every fault found, each with file, place and remedy.
    """
    file = Path(path)
    try:
        return Calibration.from_dict(_read(file))
    except CalibrationError as error:
        raise CalibrationError(replace(fault, file=file.name) for fault in error.faults) from None


def _interpolate(points: Points, share: Fraction) -> Fraction:
    before, after = _exact(points)
    place = min(bisect_right(before, share), len(before) - 1)
    rise = (after[place] - after[place - 1]) / (before[place] - before[place - 1])
    return after[place - 1] + rise * (share - before[place - 1])


@lru_cache(maxsize=256)
def _exact(points: Points) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]]:
    """The decimals that are written, so that the arithmetic can be redone by hand."""
    before, after = zip(*points, strict=True)
    return tuple(Fraction(str(x)) for x in before), tuple(Fraction(str(y)) for y in after)


def _read(file: Path) -> Any:
    try:
        text = file.read_bytes().decode("utf-8-sig")
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_number)
    except FileNotFoundError:
        fault = Fault("找不到校准文件", "检查路径；校准文件由 safety-scoring calibrate 生成")
    except OSError as error:
        fault = Fault(f"读不出校准文件（{error.strerror}）", "检查路径和文件权限")
    except UnicodeDecodeError:
        fault = Fault("不是 UTF-8 编码的文本", "给出 safety-scoring calibrate 写出的 .json 文件")
    except json.JSONDecodeError as error:
        fault = Fault(f"不是合法的 JSON（第 {error.colno} 个字符处出错）", _AGAIN, line=error.lineno)
    except RecursionError:
        fault = Fault("不是校准文件（嵌套过深）", "给出 safety-scoring calibrate 写出的 .json 文件")
    raise CalibrationError(fault)


def _object(items: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in items]
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise CalibrationError([Fault(f"“{name}”写了两次", "只留一处") for name in doubled])
    return dict(items)


def _no_number(name: str) -> NoReturn:
    raise CalibrationError(Fault(f"{name} 不是数", _AGAIN))


def _written(value: float) -> float | int:
    """0 and 1 as a person writes them."""
    return int(value) if value in (0, 1) else value


def _faults(data: Any) -> Iterator[Fault]:
    if not isinstance(data, dict) or "format" not in data:
        yield Fault("不是校准文件", "给出 safety-scoring calibrate 写出的 .json 文件")
        return
    if data["format"] != FORMAT:
        yield Fault(
            f"格式为 {data['format']!r}，本版本只读取格式 {FORMAT}", "升级本程序，或重新校准", field="format"
        )
        return
    yield from _unknown(data, _FIELDS, "")
    if not isinstance(data.get("bank"), str):
        yield Fault("没有写明题库", _AGAIN, field="bank")
    questions, left_alone = data.get("questions"), data.get("left_alone", {})
    if not isinstance(questions, dict):
        yield Fault("没有各题的校准", _AGAIN, field="questions")
        questions = {}
    for name, curve in questions.items():
        yield from _curve_faults(curve, f"questions.{name}")
    if not isinstance(left_alone, dict) or not all(isinstance(text, str) for text in left_alone.values()):
        yield Fault("应是题目编号和原因", _AGAIN, field="left_alone")


def _curve_faults(curve: Any, place: str) -> Iterator[Fault]:
    if not isinstance(curve, dict):
        yield Fault("应是一组字段", _AGAIN, field=place)
        return
    yield from _unknown(curve, ("answers", "error_raw", "error", "points"), f"{place}.")
    if not isinstance(curve.get("answers"), int) or not _number(curve["answers"], above=None):
        yield Fault("应是份数", _AGAIN, field=f"{place}.answers")
    for name in ("error_raw", "error"):
        if not _number(curve.get(name)):
            yield Fault("应是 0 到 1 之间的数", _AGAIN, field=f"{place}.{name}")
    for what in _point_faults(curve.get("points")):
        yield Fault(what, _AGAIN, field=f"{place}.points")


def _point_faults(points: Any) -> Iterator[str]:
    pairs = points if isinstance(points, list) else []
    if not pairs or not all(isinstance(p, list) and len(p) == 2 and all(map(_number, p)) for p in pairs):
        yield "应是若干对 0 到 1 之间的数：[原始得分率, 校准后的得分率]"
        return
    if pairs[0] != [0, 0]:
        yield "第一对应是 [0, 0]：没有得分的作答仍不得分"
    if pairs[-1][0] != 1 or len(pairs) < 2:
        yield "最后一对的原始得分率应是 1"
    if any(right[0] <= left[0] for left, right in pairwise(pairs)):
        yield "原始得分率应逐对变大"
    if any(right[1] < left[1] for left, right in pairwise(pairs)):
        yield "校准后的得分率不能变小：原来得分高的，校准后不能比别人低"


def _unknown(data: Mapping[str, Any], known: tuple[str, ...], place: str) -> Iterator[Fault]:
    for name in data:
        if name not in known:
            yield Fault("不认识的字段", "检查拼写，或删去", field=f"{place}{name}")


def _number(value: Any, above: float | None = 1) -> bool:
    """Whether it is a number from 0 up to a limit."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return value >= 0 and (above is None or value <= above)
