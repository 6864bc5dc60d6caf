"""Units of time and length of which one is so many of another: 一刻钟 is 15分钟, 20厘米 are 0.2米."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

__all__ = ["equivalents"]

_FAMILIES: tuple[dict[str, int], ...] = (
    {"秒": 1, "分钟": 60, "刻钟": 900, "小时": 3600, "个小时": 3600, "钟头": 3600, "个钟头": 3600},
    {"毫米": 1, "厘米": 10, "公分": 10, "分米": 100, "米": 1000, "公尺": 1000},
)
"""Units by how many of the smallest they are. 天 is no 24小时 (每天, 工作日), nor 分 always a minute."""


def equivalents(value: Fraction, unit: str, *, other: bool) -> Iterator[tuple[Fraction, str]]:
    """The same quantity in other units.

    Args:
        value: the number.
        unit: what it counts.
        other: whether larger and smaller units are given, too, or only other names of this one.
    """
    for family in _FAMILIES:
        size = family.get(unit)
        if size is not None:
            for name, its in family.items():
                if name != unit and (other or its == size):
                    yield value * size / its, name
