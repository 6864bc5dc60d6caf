"""Every way of typing the same characters gives the same text, and each character leads back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from safety_scoring.text.normalise import normalise

TERM = "落实安全生产一票否决制度"

SAME_AS_TERM = [
    ("typed plainly", TERM),
    ("bold inside the term", "落实安全生产一票<b>否决</b>制度"),
    ("a tag with attributes", '落实安全生产<span style="color:red" class=a>一票否决</span>制度'),
    ("an entity inside a tag", '落实安全生产<a href="?p=1&amp;q=2">一票否决</a>制度'),
    ("a line end inside a comment", "落实安全生产<!-- 甲\r\n&lt;乙 -->一票否决制度"),
    ("a self-closing tag", "落实安全生产一票<wbr/>否决制度"),
    ("a comment", "落实安全生产<!-- 改 > 过 < 的 -->一票否决制度"),
    ("upper-case tags", "<FONT>落实安全生产一票否决制度</FONT>"),
    ("a named entity as space", "落实安全生产一票否决&nbsp;制度"),
    ("decimal and hexadecimal entities", "落实安全生产一&#31080;&#x5426;决制度"),
    ("an entity for a zero-width joiner", "落实安全生产一票&zwj;否决制度"),
    ("zero-width space and byte order mark", "\ufeff落实安全生产一\u200b票否决制度"),
    ("soft hyphen and direction marks", "落实安全\xad生产\u202e一票否决\u202c制度"),
    ("control characters", "落实\x00安全\x07生产\x1b一票否决制度\x7f"),
    ("a variation selector after a character", "落实安全生产一票\ufe0f否\U000e0100决制度"),
    ("a combining underline", "落实安全生产一\u0332票\u0332否决制度"),
    ("traditional characters", "落實安全生產一票否決制度"),
    ("CJK compatibility characters", "\uf918实安\ufa72生产一票否决制\ufa01"),
    ("a Kangxi radical for 一", "落实安全生产\u2f00票否决制度"),
    ("one space inside a term", "落实安全生产一票否决 制度"),
    ("an ideographic space inside a term", "落实\u3000安全生产一票否决制度"),
    ("a tab inside a term", "落实安全生产一票否决\t制度"),
    ("spaces at both ends", "  落实安全生产一票否决制度\u3000"),
    ("letter-spaced", "落 实 安 全 生 产 一 票 否 决 制 度"),
    ("letter-spaced by wide blanks", "落　实　安　全　生　产　一　票　否　决　制　度"),
    ("quotation marks around a term", "落实安全生产“一票否决”制度"),
    ("other quotation marks", "落实安全生产「一票否决」\"制度'"),
]


@pytest.mark.parametrize("raw", [raw for _, raw in SAME_AS_TERM], ids=[why for why, _ in SAME_AS_TERM])
def test_layout_that_means_nothing_disappears(raw: str) -> None:
    normalised = normalise(raw)
    assert normalised.text == TERM
    assert normalised.span(0, len(TERM))[1] <= len(raw)


# why, raw, text, what each character of the text stands for
TRANSFORMED = [
    ("nothing in, nothing out", "", "", []),
    ("only layout", " \u200b\x00", "", []),
    ("one character", "安", "安", ["安"]),
    ("full-width digits and letters", "５家ＡＢｃ", "5家abc", ["５", "家", "Ａ", "Ｂ", "ｃ"]),
    (
        "ASCII punctuation is read as Chinese",
        "是,否;对:错?好!",
        "是，否；对：错？好！",
        list("是,否;对:错?好!"),
    ),
    ("a full-width dot is a decimal point", "1．5", "1.5", ["1", "．", "5"]),
    ("half-width Chinese stop", "好｡", "好。", ["好", "｡"]),
    ("characters of one folded into two", "１㎡", "1m2", ["１", "㎡", "㎡"]),
    ("a vulgar fraction", "½", "1⁄2", ["½", "½", "½"]),
    ("a circled number begins a list item", "①查②改", "\n•查\n•改", ["①", "①", "查", "②", "②", "改"]),
    ("a bracketed number too", "⑴查", "\n•查", ["⑴", "⑴", "查"]),
    ("a circled Chinese number too", "㈠查", "\n•查", ["㈠", "㈠", "查"]),
    ("a circled number over twenty too", "㉑查㊱改", "\n•查\n•改", ["㉑", "㉑", "查", "㊱", "㊱", "改"]),
    ("traditional characters that GB2312 holds as well", "拚命特徵", "拼命特征", list("拚命特徵")),
    ("traditional of one form for several", "乾淨裏麵", "干净里面", list("乾淨裏麵")),
    ("an emoji stays and is no letter", "好👍🏻", "好👍🏻", ["好", "👍", "🏻"]),
    ("an emoji family loses its joiners", "👨\u200d👩", "👨👩", ["👨", "👩"]),
    ("beyond the basic plane", "𠮷野家", "𠮷野家", ["𠮷", "野", "家"]),
    ("a lone surrogate is an unknown character", "一\ud83d票", "一\ufffd票", ["一", "\ud83d", "票"]),
    ("private use is unknown too", "\ue000查", "\ufffd查", ["\ue000", "查"]),
    ("a block tag is a line end", "<p>查</p>改", "\n查\n改", ["<p>", "查", "</p>", "改"]),
    ("a line-break tag", "查<br/>改", "查\n改", ["查", "<br/>", "改"]),
    ("CR LF is one line end", "查。\r\n改", "查。\n改", ["查", "。", "\r\n", "改"]),
    ("CR alone", "查。\r改", "查。\n改", ["查", "。", "\r", "改"]),
    ("the line separator of Unicode", "查。\u2028改", "查。\n改", ["查", "。", "\u2028", "改"]),
    ("an escaped ampersand is unescaped once", "&amp;lt;", "&lt；", ["&amp;", "l", "t", ";"]),
    ("an entity beyond Unicode is unknown", "&#x110000;查", "\ufffd查", ["&#x110000;", "查"]),
    ("an entity of a surrogate is unknown", "&#xD800;查", "\ufffd查", ["&#xD800;", "查"]),
]


@pytest.mark.parametrize(
    ("raw", "text", "sources"), [row[1:] for row in TRANSFORMED], ids=[row[0] for row in TRANSFORMED]
)
def test_each_character_leads_back_to_what_it_stands_for(raw: str, text: str, sources: list[str]) -> None:
    normalised = normalise(raw)
    assert normalised.text == text
    assert [raw[slice(*normalised.span(i, i + 1))] for i in range(len(text))] == sources


NO_MARKUP = [
    ("less than, with spaces", "若 a < b 且 c > d", "若a<b且c>d"),
    ("less than, without spaces, Chinese after it", "若a<b，则c>d", "若a<b，则c>d"),
    ("less than a number", "浓度<5%且>3%", "浓度<5%且>3%"),
    ("Chinese in angle brackets is no tag", "<安全生产法>第三条", "<安全生产法>第三条"),
    ("a bracket alone", "<", "<"),
    ("an unclosed tag", "查<b", "查<b"),
    ("an unclosed comment", "查<!-- 改", "查<！--改"),
    ("a tag cut by another", "<b <i>查", "<b查"),
    ("an ampersand alone", "查&改", "查&改"),
    ("an entity without its semicolon", "查&nbsp改", "查&nbsp改"),
    ("an entity without a number", "查&#;改", "查&#；改"),
    ("an entity that does not exist", "查&bogus;改", "查&bogus；改"),
    ("slashes are passed over later, not here", "针/对/性", "针/对/性"),
    ("full-width slashes", "针／对／性", "针/对/性"),
    ("enumeration commas", "一票、否决", "一票、否决"),
    ("a minus before a number", "-5度", "-5度"),
]


@pytest.mark.parametrize(
    ("raw", "text"), [row[1:] for row in NO_MARKUP], ids=[why for why, _, _ in NO_MARKUP]
)
def test_what_only_looks_like_layout_stays(raw: str, text: str) -> None:
    assert normalise(raw).text == text


SPACES = [
    ("between two long stretches: a comma", "抓好安全生产 落实主体责任", "抓好安全生产，落实主体责任"),
    ("several blanks: one comma", "抓好安全生产    落实主体责任", "抓好安全生产，落实主体责任"),
    ("beside a short stretch: nothing", "一票 否决制度", "一票否决制度"),
    ("beside a stop: nothing", "抓好安全生产。 落实主体责任", "抓好安全生产。落实主体责任"),
    ("beside digits: nothing", "全天值班 24 小时值班", "全天值班24小时值班"),
    ("letter-spaced, a wide gap is meant", "抓 好 安 全   落 实 责 任", "抓好安全，落实责任"),
    ("terms of two characters set apart", "重视 培训 检查 整改 追责", "重视培训检查整改追责"),
]


@pytest.mark.parametrize(("raw", "text"), [row[1:] for row in SPACES], ids=[why for why, _, _ in SPACES])
def test_spaces(raw: str, text: str) -> None:
    assert normalise(raw).text == text


WRAPPED = [
    (
        "lines of equal length are wrapping",
        "各级党委政府必须落实安全生产一\n票否决制度并且严格执行党政同责\n的各项要求",
        "各级党委政府必须落实安全生产一票否决制度并且严格执行党政同责的各项要求",
    ),
    (
        "with the line ends of Windows",
        "各级党委政府必须落实安全生产一\r\n票否决制度并且严格执行党政同责\r\n的各项要求",
        "各级党委政府必须落实安全生产一票否决制度并且严格执行党政同责的各项要求",
    ),
    (
        "two lines, the last shorter",
        "各级党委政府必须落实安全生产一\n票否决制度",
        "各级党委政府必须落实安全生产一票否决制度",
    ),
    ("after a comma", "安全第一，\n预防为主", "安全第一，预防为主"),
    ("after an enumeration comma", "设计、\n施工", "设计、施工"),
]
LISTED = [
    ("short lines", "落实责任\n加强培训\n排查隐患"),
    ("lines of differing length", "各级党委政府必须落实安全生产责任\n培训\n各单位定期排查治理隐患\n强化监管"),
    ("lines that end in a stop", "各级党委政府要落实一票否决。\n各个企业要排查治理隐患。"),
    ("lines that end in an ASCII full stop", "各级党委政府要落实一票否决.\n各个企业要排查治理隐患."),
    ("numbered lines", "1、各级党委政府要落实一票否决\n2、各个企业要排查治理隐患"),
    ("lines that begin with 首先, 其次", "首先各级党委政府要落实一票否决\n其次各个企业要排查治理隐患的"),
    ("blank line between paragraphs", "各级党委政府要落实一票否决\n\n各个企业要排查治理隐患"),
    ("the same line again and again", "安全生产责任重于泰山啊\n" * 3),
    ("the second of two lines longer", "各级党委政府必须落实安全生产\n各单位定期排查治理各类事故隐患"),
]


@pytest.mark.parametrize(("raw", "text"), [row[1:] for row in WRAPPED], ids=[why for why, _, _ in WRAPPED])
def test_wrapped_lines_are_joined(raw: str, text: str) -> None:
    assert normalise(raw).text == text


@pytest.mark.parametrize("raw", [raw for _, raw in LISTED], ids=[why for why, _ in LISTED])
def test_the_lines_of_a_list_stay_apart(raw: str) -> None:
    assert normalise(raw).text == normalise(raw.replace("\n", "\r\n")).text == raw


def test_the_answer_is_read_in_one_way_by_all_threads() -> None:
    raws = [raw for _, raw in SAME_AS_TERM] * 20
    with ThreadPoolExecutor(8) as pool:
        assert {normalised.text for normalised in pool.map(normalise, raws)} == {TERM}


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        pytest.param("建立隐患台帐", "建立隐患台账", id="an old way of writing accounts"),
        pytest.param("算清安全帐", "算清安全账", id="at the end"),
        pytest.param("搭起帐篷", "搭起帐篷", id="a tent"),
        pytest.param("挂上蚊帐", "挂上蚊帐", id="a net"),
    ],
)
def test_accounts_and_tents(raw: str, text: str) -> None:
    assert normalise(raw).text == text
