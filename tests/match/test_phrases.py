"""Set terms stand where they are words of their own, down to a single letter."""

from __future__ import annotations

import pytest

from safety_scoring.answer import read_answer
from safety_scoring.match.phrases import Phrases, Term
from safety_scoring.segment.jieba_segmenter import segmenter


@pytest.mark.parametrize(
    ("phrase", "raw", "found"),
    [
        pytest.param("蓝", "标成蓝", 1, id="a letter at the very end"),
        pytest.param("蓝", "蓝", 1, id="nothing but the letter"),
        pytest.param("红", "他脸红", 0, id="a letter of a longer word, at the end"),
        pytest.param("红", "红旗飘", 0, id="a letter of a longer word, at the start"),
        pytest.param("红 + 蓝", "用蓝和脸红", 0, id="one of two pieces only cuts a word"),
        pytest.param("红 + 蓝", "红、黄、蓝", 1, id="both stand alone"),
    ],
)
def test_terms_of_one_letter(phrase: str, raw: str, found: int) -> None:
    answer = read_answer(raw, segmenter())
    terms = Phrases([Term.read(0, 1.0, phrase)], segmenter())
    assert len(terms.find(answer, answer.letters)) == found
