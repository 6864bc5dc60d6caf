"""Whatever is handed in is read, leads back to the answer, and takes linear time.

Answers are put together of words whose reading is known and of layout that means nothing.
"""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from safety_scoring.text.normalise import normalise

WORDS = {
    "一票否决": "一票否决",
    "隐患": "隐患",
    "否決": "否决",
    "５家": "5家",
    "㎡": "m2",
    "ＱＨＳＥ": "qhse",
    "三<b>同</b>时": "三同时",
    "&#x7968;": "票",
    "\U00020bb7": "\U00020bb7",
    "\ud842\udfb7": "",
    "&bogus;": "bogus",
}
NOISE = [
    "\u200b",
    "\ufeff",
    "\x07",
    "\ufe0f",
    "<i>",
    "</span>",
    "<!-- 注 -->",
    "&zwj;",
    " ",
    "\u3000",
    "“",
    "”",
]
NOISE += ["，", "。", "、", "/", "\n", "\r\n", "<br>", "👍", "\ud800", "<", "&", "（", "…"]
parts = st.lists(st.sampled_from([*WORDS, *NOISE]), max_size=40)
anything = st.lists(
    st.sampled_from([*WORDS, *NOISE]) | st.characters() | st.characters(categories=["Cs", "Co", "Cf", "Mn"]),
    max_size=40,
).map("".join)


@given(parts)
def test_words_are_read_through_any_layout_and_lead_back(pieces: list[str]) -> None:
    raw, letters, owners = "", "", []
    for piece in pieces:
        word = WORDS.get(piece, "")
        letters += word
        owners += [(len(raw), len(raw) + len(piece))] * len(word)
        raw += piece
    normalised = normalise(raw)
    found = [i for i, character in enumerate(normalised.text) if character.isalnum()]
    assert "".join(normalised.text[i] for i in found) == letters
    for index, (start, end) in zip(found, owners, strict=True):
        assert start <= normalised.starts[index] < normalised.ends[index] <= end


@given(anything)
@example("<!--" * 3 + "-->" + "<")
@example("&#9999999;&#xFFFFFF;&#0;")
def test_any_text_is_read_and_its_offsets_only_rise(raw: str) -> None:
    normalised = normalise(raw)
    assert len(normalised.text) == len(normalised.starts) == len(normalised.ends)
    assert all(
        0 <= start < end <= len(raw) for start, end in zip(normalised.starts, normalised.ends, strict=True)
    )
    assert list(normalised.starts) == sorted(normalised.starts)
    assert list(normalised.ends) == sorted(normalised.ends)


@given(anything)
def test_what_is_read_holds_no_layout(raw: str) -> None:
    text = normalise(raw).text
    assert not set(text) & set(" \t\r\u3000\xa0“”\"'‘’")
    assert {unicodedata.category(character) for character in text} & {"Cs", "Cf", "Zs"} == set()
    assert [character for character in text if unicodedata.category(character) == "Cc"] == [
        "\n"
    ] * text.count("\n")


@given(anything.filter(lambda raw: not set(raw) & set("<&\n\r")))
def test_reading_a_single_line_again_changes_nothing(raw: str) -> None:
    text = normalise(raw).text
    if "\n" not in text:
        assert normalise(text).text == text


@given(st.text(alphabet="安全隐患一票否决三同时0a，。；、？（）\n", max_size=60))
def test_plain_text_is_read_the_same_with_and_without_markup(raw: str) -> None:
    plain, marked = normalise(raw), normalise("<b></b>" + raw)
    assert plain.text == marked.text
    assert [start + 7 for start in plain.starts] == list(marked.starts)


ENDLESS = [
    "安",
    " ",
    "\n",
    "\r\n",
    "安 ",
    "<",
    "<!--",
    "<!-- -",
    "<a ",
    "<p>",
    "&",
    "&#",
    "&a",
    "①",
    "\ud800",
    "\u200b",
    "ﷺ",
    "國",
]


@pytest.mark.parametrize("piece", ENDLESS, ids=repr)
def test_a_hundred_thousand_repeats_are_read(piece: str) -> None:
    raw = piece * 100_000
    normalised = normalise(raw)
    assert not normalised.ends or normalised.ends[-1] <= len(raw)


def test_an_answer_of_one_megabyte_is_read() -> None:
    raw = "各级党委、政府要<b>落实</b>一票 否決，\r\n" * 40_000
    assert len(raw.encode()) > 1_000_000
    assert normalise(raw).text.count("一票否决") == 40_000
