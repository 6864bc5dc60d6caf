"""Whole ways of saying a key point, matched by likeness over clauses and windows of clauses.

Per question, one logistic regression a key point on sublinear TF-IDF of character 1–2-grams, fitted by
scikit-learn on the bank's own statements, `partial` and `not`; a second one tells full from half.
Marking is one sparse product over all clauses of a batch. What earned the mark is traced to the
statement that is nearest to the stretch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from safety_scoring.match.example import Example, Lesson
from safety_scoring.match.grams import Vocabulary
from safety_scoring.match.judgement import Judgement
from safety_scoring.match.regression import regression, rows_of

__all__ = ["PRESENT_FROM", "StatementModel", "fit"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_KNOWN_FROM = 1  # examples that hold a gram before it is known; others count as unknown
_STRENGTH = 10.0
_DOMAIN_STRENGTH = 10.0
_LESSON_WEIGHT = 0.7  # where in the answer the point was earned is a guess
_OPEN = -1  # it is not known whether a text earns

PRESENT_FROM = 0.4
"""Probability of earning something from which a stretch earns."""


@dataclass(frozen=True, slots=True)
class StatementModel:
    """Fitted weights of one question; plain arrays.

    Attributes:
        vocabulary: the grams.
        presence: weights of "earns something", shape (n_grams + 1, n_points).
        presence_bias: shape (n_points,).
        fullness: weights of "earns all of it", shape (n_grams + 1, n_points).
        fullness_bias: shape (n_points,).
        domain: weights of "is about the bank's subjects at all", shape (n_grams + 1,).
        domain_bias: its bias.
        texts: what earns something, as it is written, for tracing.
        labels: what each of them earns of each key point, 2 all, 1 half, shape (n_texts, n_points).
        rows: their TF-IDF rows, CSR, shape (n_texts, n_grams + 1).
    """

    vocabulary: Vocabulary
    presence: Floats
    presence_bias: Floats
    fullness: Floats
    fullness_bias: Floats
    domain: Floats
    domain_bias: float
    texts: tuple[str, ...]
    labels: Ints
    rows: Any

    def subject(self, counts: Any) -> Floats:
        """How surely each stretch is about the bank's subjects, in log odds; see `Model`."""
        odds: Floats = self.vocabulary.weigh(counts) @ self.domain + self.domain_bias
        return odds

    def judge(self, counts: Any, doubt: Floats) -> Judgement:
        """How likely each stretch earns each key point, and what it would earn; see `Model`."""
        rows = self.vocabulary.weigh(counts)
        presence = _logistic(rows @ self.presence + self.presence_bias - doubt[:, None])
        full = rows @ self.fullness + self.fullness_bias >= 0
        credit = np.where(presence < PRESENT_FROM, 0.0, np.where(full, 1.0, 0.5))
        return Judgement(presence, credit, rows)

    def nearest(self, rows: Any, point: int, credit: Floats) -> list[str]:
        """Nearest texts that earn as much; see `Model`."""
        own = np.flatnonzero(self.labels[:, point] > 0)
        likeness = (rows @ self.rows[own].T).toarray()
        wanted = np.where(credit == 1.0, 2, 1)
        likeness[self.labels[own, point][None, :] != wanted[:, None]] -= 1.0
        best = likeness.argmax(axis=1) if len(own) else []
        return [self.texts[own[place]] for place in best]


def fit(examples: Sequence[Example], points: int, lessons: Sequence[Lesson] = ()) -> StatementModel:
    """Fit the model of one question.

    Args:
        examples: the bank's, of all its key points, and of none.
        points: how many key points it has.
        lessons: what marked answers teach.
    """
    every: list[Example | Lesson] = [*examples, *lessons]
    texts = [item.clauses for item in every]
    vocabulary = Vocabulary.fit(texts, _KNOWN_FROM)
    rows = rows_of(vocabulary, texts)
    labels = _labels(examples, points, lessons)
    weight = np.array([*(example.weight for example in examples), *[_LESSON_WEIGHT] * len(lessons)])
    presence, fullness = [], []
    for point in range(points):
        label = labels[:, point]
        known, earns = np.flatnonzero(label != _OPEN), np.flatnonzero(label > 0)
        presence.append(regression(rows[known], label[known] > 0, weight[known], strength=_STRENGTH))
        fullness.append(
            regression(rows[earns], label[earns] == 2, weight[earns], strength=_STRENGTH, balanced=False)
        )
    earning = (labels > 0).any(axis=1)
    home = np.array([not example.elsewhere for example in examples] + [True] * len(lessons))
    told = np.flatnonzero(earning | (np.arange(len(texts)) < len(examples)))
    domain, domain_bias = regression(rows[told], home[told], np.ones(len(told)), strength=_DOMAIN_STRENGTH)
    positive = np.flatnonzero(earning)
    return StatementModel(
        vocabulary,
        np.stack([weights for weights, _ in presence], axis=1),
        np.array([bias for _, bias in presence]),
        np.stack([weights for weights, _ in fullness], axis=1),
        np.array([bias for _, bias in fullness]),
        domain,
        domain_bias,
        tuple(every[index].written for index in positive.tolist()),
        labels[positive],
        rows[positive],
    )


def _labels(examples: Sequence[Example], points: int, lessons: Sequence[Lesson]) -> Ints:
    """What each text earns of each key point: 2, 1, 0, or `_OPEN`."""
    labels = np.zeros((len(examples) + len(lessons), points), dtype=np.int64)
    for row, example in enumerate(examples):
        if example.point >= 0:
            labels[row, example.point] = example.label
    for row, lesson in enumerate(lessons, start=len(examples)):
        labels[row] = [_OPEN if label is None else label for label in lesson.labels]
    return labels


def _logistic(values: Floats) -> Floats:
    return 1 / (1 + np.exp(-values))
