"""Whole answer × reference answers: cosine of TF-IDF vectors of words.

tf is a word's count; idf(t) = ln((1 + n) / (1 + df(t))) + 1 over the n reference answers of the
bank; vectors have length 1; the similarity is the cosine with the nearest reference answer of the
question. (Salton & Buckley 1988; the smoothed idf is scikit-learn's.)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from safety_scoring.answer import Answer, read_answer
from safety_scoring.bank.model import Bank
from safety_scoring.segment.jieba_segmenter import JiebaSegmenter

__all__ = ["Similarity"]

_DECIMALS = 4


class Similarity:
    """TF-IDF similarity to the reference answers of a bank; the vectoriser is fitted once.

    Args:
        bank: its reference answers are the corpus.
        segmenter: what cuts their words.
    """

    def __init__(self, bank: Bank, segmenter: JiebaSegmenter) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - heavy, at first use

        texts = [
            read_answer(text, segmenter) for question in bank.questions for text in question.reference_answers
        ]
        self._vectoriser: Any = TfidfVectorizer(analyzer=_words)
        matrix = self._vectoriser.fit_transform(texts)
        self._references: dict[str, Any] = {}
        row = 0
        for question in bank.questions:
            count = len(question.reference_answers)
            self._references[question.id] = matrix[row : row + count]
            row += count

    def measure(self, question_id: str, answers: Sequence[Answer]) -> list[float]:
        """Similarity of each answer, 0-1, rounded to four decimals.

        Args:
            question_id: whose reference answers to compare with.
            answers: any number of answers.
        """
        if not answers:
            return []
        products = self._vectoriser.transform(answers) @ self._references[question_id].T
        nearest = products.max(axis=1).toarray().ravel()
        return [min(1.0, round(float(value), _DECIMALS)) for value in nearest]


def _words(answer: Answer) -> list[str]:
    """The words of an answer; one-character words count, punctuation does not."""
    return [word for word in answer.words if word[0].isalnum()]
