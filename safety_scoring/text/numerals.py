"""Numbers with units, whichever way they are written: 24小时 = 二十四小时, 5家 ≠ 6家."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from math import prod

__all__ = ["Quantity", "find_quantities", "parse_number"]

_DIGITS = dict(zip("零一二三四五六七八九", range(10), strict=True))
_DIGITS |= dict(zip("〇壹贰叁肆伍陆柒捌玖", range(10), strict=True)) | {"两": 2, "俩": 2, "仨": 3}
_SMALL_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE_UNITS = {"万": 10**4, "亿": 10**8}
_UNITS = _SMALL_UNITS | _LARGE_UNITS
_CHINESE = "".join(_DIGITS) + "".join(_UNITS) + "廿卅半"
_NUMBER = re.compile(
    rf"[0-9]+(?:\.[0-9]+)?(?:万亿|[十百千]?[万亿])?|(?<![0-9{_CHINESE}])[{_CHINESE}]+"  # not 千 of 10千伏
)
_SHORTENED = re.compile(r"[百佰千仟万亿][^零〇十拾百佰千仟万亿](?![十拾百佰千仟])")
_COUNTED = frozenset("两俩仨")  # digits that only stand before what is counted
_LONGEST = 24  # characters; what is longer is no number that anybody means


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and where it stands; what is counted follows it.

    Attributes:
        value: the number, exactly.
        start, end: half-open offsets of the number in the text that was searched.
    """

    value: Fraction
    start: int
    end: int


def find_quantities(text: str) -> list[Quantity]:
    """Every number of a normalised text, in order; what is none (万一, 三五家) is passed over.

    千万 is ten million here, in 千万不要 as well: only what follows it tells them apart.
    """
    found = []
    for match in _NUMBER.finditer(text):
        value = parse_number(match[0])
        if value is not None:
            found.append(Quantity(value, match.start(), match.end()))
    return found


def parse_number(text: str) -> Fraction | None:
    """The value of Arabic or Chinese digits (``24``, ``1.5万``, ``二十四``, ``廿四``, ``一二〇``).

    Args:
        text: not empty.

    Returns:
        The exact value, or None where the characters form no number (``万一``), one cut short
        (``十万八``) or a rough one (``三五``).
    """
    if len(text) > _LONGEST:
        return None
    if text[0].isdigit() and text[0].isascii():
        digits = text.rstrip("".join(_UNITS))
        return Fraction(digits) * prod(_UNITS[unit] for unit in text[len(digits) :])
    text = text.replace("廿", "二十").replace("卅", "三十")
    if text == "半":
        return Fraction(1, 2)
    if len(text) > 1 and all(character in _DIGITS for character in text):
        return _digit_by_digit(text)
    return None if _SHORTENED.search(text) else _spelt_out(text)


def _digit_by_digit(text: str) -> Fraction | None:
    """Digits read one by one (一一九, 二〇二六); two that rise are a rough number (三五, 七八)."""
    digits = [_DIGITS[character] for character in text]
    rough = len(digits) == 2 and 0 < digits[0] < digits[1]
    if rough or not _COUNTED.isdisjoint(text):
        return None
    return Fraction("".join(map(str, digits)))


def _spelt_out(text: str) -> Fraction | None:
    """Chinese numerals with units: each unit multiplies what stands before it."""
    total = section = 0
    digit: int | None = None
    small = large = 10**9  # the unit before; the next must be smaller
    for character in text:
        if character in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[character]
            continue
        unit = _UNITS.get(character, 10**9)
        if character in _SMALL_UNITS and unit < small:
            section += (digit or 1) * unit
            small = unit
        elif character == "亿" and (total or section or digit) and large != unit:
            total = (total + section + (digit or 0)) * unit
            section, small, large = 0, 10**9, unit
        elif character == "万" and (section or digit) and unit < large:
            total += (section + (digit or 0)) * unit
            section, small, large = 0, 10**9, unit
        else:
            return None
        digit = None
    return Fraction(total + section + (digit or 0))
