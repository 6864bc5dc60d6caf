"""Where clauses and sentences end, and what belongs to no clause."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety_scoring.text.clauses import Clauses, cut_clauses
from safety_scoring.text.normalise import normalise


def read(raw: str) -> Clauses:
    return cut_clauses(normalise(raw))


def texts(clauses: Clauses) -> list[str]:
    return [clauses.letters[start:end] for start, end in clauses.spans]


# why, raw, clauses, how many clauses each sentence has
STOPS = [
    ("nothing", "", [], []),
    ("only stops", "，。！\n", [], []),
    ("one character", "安", ["安"], [1]),
    ("a comma ends a clause", "查隐患，抓整改", ["查隐患", "抓整改"], [2]),
    ("a colon too", "目标：零事故", ["目标", "零事故"], [2]),
    ("a dash too", "红线——生命线", ["红线", "生命线"], [2]),
    ("an ellipsis too", "查隐患……抓整改", ["查隐患", "抓整改"], [2]),
    ("a centred ellipsis too", "查隐患⋯⋯抓整改", ["查隐患", "抓整改"], [2]),
    ("dots in a row are an ellipsis", "查隐患...抓整改", ["查隐患", "抓整改"], [2]),
    ("a full stop ends a sentence", "查隐患。抓整改", ["查隐患", "抓整改"], [1, 1]),
    ("an ASCII full stop too", "查隐患.抓整改", ["查隐患", "抓整改"], [1, 1]),
    ("a semicolon too", "查隐患;抓整改", ["查隐患", "抓整改"], [1, 1]),
    ("an exclamation mark too", "查隐患!抓整改", ["查隐患", "抓整改"], [1, 1]),
    ("a line end too", "查隐患\n抓整改", ["查隐患", "抓整改"], [1, 1]),
    ("several stops end one sentence", "查隐患。！\n\n抓整改。", ["查隐患", "抓整改"], [1, 1]),
    ("a comma between stops adds nothing", "查隐患，，。，抓整改", ["查隐患", "抓整改"], [1, 1]),
    ("an enumeration comma is passed over", "查隐患、抓整改", ["查隐患抓整改"], [1]),
    ("a slash inside a term", "检查要针/对/性强", ["检查要针对性强"], [1]),
    ("brackets", "落实（三同时）制度", ["落实三同时制度"], [1]),
    ("a dot in the middle of a name", "青岛11·22事故", ["青岛1122事故"], [1]),
    ("a decimal point ends nothing", "投入1.5万元", ["投入15万元"], [1]),
    ("a date with points", "2013.11.22事故", ["20131122事故"], [1]),
    ("a version with a letter", "按v2.a执行", ["按v2a执行"], [1]),
    ("an emoji is no letter", "查👍隐患", ["查隐患"], [1]),
    ("unknown characters are no letters", "查\ud800隐患", ["查隐患"], [1]),
    ("beyond the basic plane", "𠮷野家，查", ["𠮷野家", "查"], [2]),
]


@pytest.mark.parametrize(
    ("raw", "clauses", "sizes"), [row[1:] for row in STOPS], ids=[why for why, *_ in STOPS]
)
def test_where_clauses_and_sentences_end(raw: str, clauses: list[str], sizes: list[int]) -> None:
    found = read(raw)
    assert texts(found) == clauses
    assert [end - start for start, end in found.sentences] == sizes


MARKERS = [
    *("1、重视", "1.重视", "1．重视", "1)重视", "1）重视", "（1）重视", "(1)重视", "12、重视", "1:重视"),
    *("一、重视", "（一）重视", "十二、重视", "一：重视", "①重视", "⑴重视", "⒈重视", "㈠重视", "㉑重视"),
    *("第三，重视", "第三、重视", "第三条重视", "第2点重视", "第2点，重视", "第一步：重视"),
    *("一是重视", "一是，重视", "十是重视", "首先重视", "首先，重视", "首先是重视", "其次重视", "再次，重视"),
    *("再者重视", "最后，重视", "最后是重视", "此外重视", "另外，重视", "二是首先重视"),
    *("- 重视", "-重视", "* 重视", "• 重视", "■重视", "◆重视", "答：重视", "题：重视", "解：重视"),
    *("1、\n重视", "一、\n重视", "1\n重视", "①②重视", "1、（一）重视"),
]


@pytest.mark.parametrize("raw", MARKERS)
def test_list_markers_belong_to_no_clause(raw: str) -> None:
    assert texts(read(raw)) == ["重视"]


LOOKALIKES = [
    ("a person", "一把手负责", "一把手负责"),
    ("a set term", "三同时", "三同时"),
    ("a set term in brackets", "（三同时）制度", "三同时制度"),
    ("a set term with a number twice", "三管三必须", "三管三必须"),
    ("a number with its unit", "二十四小时值班", "二十四小时值班"),
    ("the same in digits", "24小时值班", "24小时值班"),
    ("a year", "2024年", "2024年"),
    ("a saying", "一是一二是二", "一是一二是二"),
    ("the saying with a comma of enumeration", "一是一、二是二", "一是一二是二"),
    ("是 of 是否", "一是否定", "一是否定"),
    ("要 of 要素", "一要素", "一要素"),
    ("要 belongs to the demand", "一要重视", "要重视"),
    ("第一 of 第一责任人", "第一责任人", "第一责任人"),
    ("第三 of 第三方", "第三方检测", "第三方检测"),
    ("a quantity after its marker", "⑤5家", "5家"),
    ("一票 after its marker", "一是一票否决", "一票否决"),
    ("an enumeration of numbers", "三、四、五级", "三四五级"),
    ("markers inside the clause", "包括一是重视", "包括一是重视"),
    ("a hyphen inside the clause", "党政-同责", "党政同责"),
]


@pytest.mark.parametrize(
    ("raw", "letters"), [row[1:] for row in LOOKALIKES], ids=[why for why, _, _ in LOOKALIKES]
)
def test_words_that_look_like_list_markers_stay(raw: str, letters: str) -> None:
    assert texts(read(raw)) == [letters]


REPLIES = [
    ("a question and its reply are one sentence", "一票否决？没必要。要查。", [(0, 2), (2, 3)]),
    ("an ASCII question mark", "一票否决?没必要", [(0, 2)]),
    ("what stands before the question is another sentence", "党委管。政府管？", [(0, 1), (1, 2)]),
    ("another stop beside it ends the sentence", "政府管！？党委管", [(0, 1), (1, 2)]),
]


@pytest.mark.parametrize(
    ("raw", "sentences"), [row[1:] for row in REPLIES], ids=[why for why, _, _ in REPLIES]
)
def test_a_question_belongs_to_its_reply(raw: str, sentences: list[tuple[int, int]]) -> None:
    assert list(read(raw).sentences) == sentences


TOPICS = [
    ("what names a subject and what is said of it", "至于一票否决，以后再说", ["至于一票否决以后再说"]),
    ("said and then more", "说到三同时，要查，要管", ["说到三同时要查", "要管"]),
    ("a subject at the end of a sentence stays alone", "至于一票否决。要查", ["至于一票否决", "要查"]),
    ("a word that only begins so", "对于", ["对于"]),
    ("arrows lead from step to step", "报告→启动预案⇒疏散", ["报告", "启动预案", "疏散"]),
]


@pytest.mark.parametrize(("raw", "clauses"), [row[1:] for row in TOPICS], ids=[why for why, _, _ in TOPICS])
def test_clauses_that_belong_together_and_steps(raw: str, clauses: list[str]) -> None:
    assert texts(read(raw)) == clauses


PIECES = [
    "一票否决",
    "三同时",
    "24小时",
    "一是",
    "第三",
    "1、",
    "①",
    "首先",
    "答：",
    "是否",
    "要",
    "1.5",
    "ab.c",
]
PIECES += [*"一二十，。：；！？、/（）—…⋯.-*· \n", "𠮷", "\ud800", "👍", "<p>", "&amp;"]
answers = st.lists(st.sampled_from(PIECES) | st.characters(), max_size=40).map("".join)


@given(answers)
def test_spans_are_ordered_disjoint_and_cover_every_letter(raw: str) -> None:
    clauses = read(raw)
    for spans, size in ((clauses.spans, len(clauses.letters)), (clauses.sentences, len(clauses.spans))):
        edges = [0, *(end for _, end in spans)]
        assert [start for start, _ in spans] == edges[:-1]
        assert edges[-1] == size
        assert all(start < end for start, end in spans)


@given(answers)
def test_every_letter_stands_where_its_position_says(raw: str) -> None:
    normalised = normalise(raw)
    clauses = cut_clauses(normalised)
    assert clauses.letters == "".join(normalised.text[position] for position in clauses.positions)
    assert all(
        before < after for before, after in zip(clauses.positions, clauses.positions[1:], strict=False)
    )


@given(answers)
def test_no_stop_stands_inside_a_clause(raw: str) -> None:
    normalised = normalise(raw)
    clauses = cut_clauses(normalised)
    for start, end in clauses.spans:
        inside = normalised.text[clauses.positions[start] : clauses.positions[end - 1] + 1]
        assert not set(inside) & set("，：—⋯。！？；\n")
        assert ".." not in inside


@given(st.lists(st.sampled_from(["查隐患", "抓整改", "严追责"]), min_size=1, max_size=8))
def test_clauses_are_as_many_as_were_written(words: list[str]) -> None:
    assert texts(read("，".join(words))) == texts(read("。".join(words))) == words
    assert len(read("。".join(words)).sentences) == len(words)


@pytest.mark.parametrize(
    "piece", ["安", "，", ".", "1", "1、", "一是", "首先", "第一", "-", "（", "安，", "？", "1."]
)
def test_a_hundred_thousand_repeats_are_cut(piece: str) -> None:
    clauses = read(piece * 100_000)
    assert len(clauses.letters) == len(clauses.positions) <= 200_000
