"""Numbers mean the same whichever way they are written, and what is no number is passed over."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety_scoring.text.numerals import find_quantities, parse_number

VALUES = [
    *[
        ("Arabic", text, value)
        for text, value in [("0", 0), ("5", 5), ("24", 24), ("007", 7), ("2024", 2024)]
    ],
    *[("decimal", text, value) for text, value in [("1.5", "3/2"), ("0.1", "1/10"), ("24.0", 24)]],
    *[
        ("one character", text, value)
        for text, value in [("零", 0), ("〇", 0), ("五", 5), ("十", 10), ("两", 2)]
    ],
    *[
        ("colloquial", text, value)
        for text, value in [("俩", 2), ("仨", 3), ("廿", 20), ("卅", 30), ("半", "1/2")]
    ],
    *[
        ("tens", text, value)
        for text, value in [("十二", 12), ("二十", 20), ("二十四", 24), ("廿四", 24), ("卅一", 31)]
    ],
    *[
        ("hundreds", text, value)
        for text, value in [("一百", 100), ("百", 100), ("一百零五", 105), ("两百五十", 250)]
    ],
    *[("thousands", text, value) for text, value in [("三千零五十", 3050), ("一千一百一十一", 1111)]],
    *[
        ("万", text, value)
        for text, value in [("两万", 20000), ("三万五千", 35000), ("十五万", 150000), ("百万", 10**6)]
    ],
    *[
        ("亿", text, value)
        for text, value in [("三亿", 3 * 10**8), ("一亿三千万", 13 * 10**7), ("一万亿", 10**12)]
    ],
    ("万 on both sides of 亿", "一万零一亿三千万", 10001 * 10**8 + 3 * 10**7),
    *[
        ("formal", text, value)
        for text, value in [("伍", 5), ("贰拾肆", 24), ("壹佰零伍", 105), ("叁仟", 3000)]
    ],
    *[
        ("mixed", text, value)
        for text, value in [("5万", 50000), ("1.5万", 15000), ("2亿", 2 * 10**8), ("3千万", 3 * 10**7)]
    ],
    ("mixed with both", "2万亿", 2 * 10**12),
    *[
        ("digit by digit", text, value)
        for text, value in [("一一九", 119), ("二〇二六", 2026), ("一二〇", 120), ("零五", 5)]
    ],
    ("not to be told from 千万不要", "千万", 10**7),
]


@pytest.mark.parametrize(
    ("text", "value"), [row[1:] for row in VALUES], ids=[f"{r[0]} {r[1]}" for r in VALUES]
)
def test_what_a_number_is_worth(text: str, value: int | str) -> None:
    assert parse_number(text) == Fraction(value)


NO_NUMBERS = [
    ("in case", "万一"),
    ("a unit of ten thousand alone", "万"),
    ("亿 alone", "亿"),
    ("cut short: 120 or 102", "一百二"),
    ("cut short: 108,000", "十万八"),
    ("cut short before 万", "一百二万"),
    ("rough: two or three", "两三"),
    ("rough: three to five", "三五"),
    ("rough: seven or eight", "七八"),
    ("rough: twenty or thirty", "二三十"),
    ("units that do not fall", "十百"),
    ("the same unit twice", "十十"),
    ("万 twice", "一万万"),
    ("万 twice, with thousands between", "一万一千万"),
    ("亿 twice", "一亿亿"),
    ("half after one", "一半"),
    ("the measure 两 after a digit", "三两"),
    ("no numeral at all", "安全"),
    ("longer than any number", "1" * 5000),
    ("longer than any Chinese number", "一" * 5000),
]


@pytest.mark.parametrize("text", [text for _, text in NO_NUMBERS], ids=[why for why, _ in NO_NUMBERS])
def test_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None


# why, text, numbers found with what follows each
FOUND = [
    ("nothing", "", []),
    ("no number", "安全第", []),
    ("Arabic with its unit", "共5家单位", [(5, "家单位")]),
    ("Chinese with its unit", "共五家单位", [(5, "家单位")]),
    ("several", "24小时内3人到场", [(24, "小时内3人到场"), (3, "人到场")]),
    ("a quantity of ten thousands", "投入1.5万元", [(15000, "元")]),
    ("the prefix of a unit is no part", "10千伏线路", [(10, "千伏线路")]),
    ("digits and characters by turns are passed over", "1万五千家", [(10000, "五千家")]),
    ("half an hour", "半小时内", [(Fraction(1, 2), "小时内")]),
    ("set terms hold numbers", "三同时一把手", [(3, "同时一把手"), (1, "把手")]),
    ("a rough number is passed over", "三五家单位2处", [(2, "处")]),
    ("in case is passed over", "防万一出事", []),
    ("never is ten million", "千万不要", [(10**7, "不要")]),
    ("a code with 万 apart", "一万，一家", [(10000, "，一家"), (1, "家")]),
    ("digits of other scripts are no numbers", "٣家", []),
    ("a letter-digit code", "q195钢", [(195, "钢")]),
]


@pytest.mark.parametrize(("text", "found"), [row[1:] for row in FOUND], ids=[why for why, _, _ in FOUND])
def test_numbers_are_found_with_their_places(text: str, found: list[tuple[Fraction, str]]) -> None:
    quantities = find_quantities(text)
    assert [(quantity.value, text[quantity.end :]) for quantity in quantities] == found
    assert all(parse_number(text[q.start : q.end]) == q.value for q in quantities)


SAME = [
    ("24", "二十四", "廿四", "贰拾肆", "24.0", "024"),
    ("5", "五", "伍", "5.0"),
    ("2", "二", "两", "俩", "贰"),
    ("119", "一一九", "一百一十九", "壹佰壹拾玖"),
    ("15000", "1.5万", "一万五千"),
    ("0.5", "半"),
]


@pytest.mark.parametrize("ways", SAME, ids=[ways[0] for ways in SAME])
def test_ways_of_writing_one_number_are_equal(ways: tuple[str, ...]) -> None:
    assert len({parse_number(way) for way in ways}) == 1


def test_ways_of_writing_different_numbers_are_not() -> None:
    assert len({parse_number(ways[0]) for ways in SAME}) == len(SAME)


DIGITS, FORMAL = "零一二三四五六七八九", str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")


def spelt_out(number: int) -> str:
    """A whole number under 10**12 as a clerk writes it: the slow twin of the parser."""
    for size, unit in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            rest = number % size
            gap = "零" if 0 < rest < size // 10 else ""
            return spelt_out(number // size) + unit + gap + (spelt_out(rest) if rest else "")
    return DIGITS[number]


@given(st.integers(0, 10**12 - 1))
def test_every_number_spelt_out_is_read_back(number: int) -> None:
    text = spelt_out(number)
    assert parse_number(text) == parse_number(text.translate(FORMAL)) == number == parse_number(str(number))


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_numbers_are_equal_only_where_their_values_are(one: int, other: int) -> None:
    assert (parse_number(spelt_out(one)) == parse_number(str(other))) == (one == other)


@given(st.text(alphabet="零〇一二两三九十百千万亿半廿俩伍拾0123.家", max_size=40))
def test_any_mixture_is_read_without_a_fault(text: str) -> None:
    quantities = find_quantities(text)
    assert [q.start for q in quantities] == sorted(q.start for q in quantities)
    assert all(0 <= q.start < q.end <= len(text) and q.value >= 0 for q in quantities)


@pytest.mark.parametrize("piece", ["1", "一", "亿", "一亿", "万", "十", "1.", "半", "1万"])
def test_a_hundred_thousand_repeats_are_read(piece: str) -> None:
    assert all(quantity.value < 10**24 for quantity in find_quantities(piece * 100_000))
