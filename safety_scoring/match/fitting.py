"""Fit the model of a question on its bank's texts, and on what marked answers teach.

Per question, one logistic regression a key point on sublinear TF-IDF of character 1–2-grams, fitted by
scikit-learn on the bank's own statements, `partial` and `not`; a second one tells full from half, a third
whether a stretch is about the bank's subjects at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from safety_scoring.match.example import Example, Lesson
from safety_scoring.match.grams import Vocabulary
from safety_scoring.match.regression import regression, rows_of
from safety_scoring.match.statement_model import StatementModel

__all__ = ["Material", "fit", "gather"]

_KNOWN_FROM = 1  # examples that hold a gram before it is known; others count as unknown
_STRENGTH = 10.0
_DOMAIN_STRENGTH = 10.0
_LESSON_WEIGHT = 0.7  # where in the answer the point was earned is a guess
_UNKNOWN_WEIGHT = 5.0  # in a small bank no other text says that unknown words earn nothing
_OPEN = -1  # it is not known whether a text earns

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Material:
    """What a model is fitted on, as numbers.

    Attributes:
        vocabulary: the grams.
        written: the texts: first the bank's, then the lessons, last one of nothing but unknown words.
        rows: their TF-IDF rows, CSR, shape (n_texts, n_grams + 1).
        labels: what each earns of each key point: 2, 1, 0, or -1 where it is open, shape
            (n_texts, n_points).
        weight: how much each counts, shape (n_texts,).
        home: whether each is about the bank's subjects, shape (n_texts,).
        lessons: index of the first lesson.
    """

    vocabulary: Vocabulary
    written: tuple[str, ...]
    rows: Any
    labels: Ints
    weight: Floats
    home: npt.NDArray[np.bool_]
    lessons: int


def gather(examples: Sequence[Example], points: int, lessons: Sequence[Lesson] = ()) -> Material:
    """Texts as numbers.

    Args:
        examples: the bank's, of all its key points, and of none.
        points: how many key points the question has.
        lessons: what marked answers teach.
    """
    every: list[Example | Lesson] = [*examples, *lessons]
    texts = [item.clauses for item in every]
    vocabulary = Vocabulary.fit(texts, _KNOWN_FROM)
    weight = [*(example.weight for example in examples), *[_LESSON_WEIGHT] * len(lessons)]
    return Material(
        vocabulary,
        (*(item.written for item in every), ""),
        sparse.vstack([rows_of(vocabulary, texts), _unknown(vocabulary)], format="csr"),
        np.vstack([_labels(examples, points, lessons), np.zeros((1, points), dtype=np.int64)]),
        np.array([*weight, _UNKNOWN_WEIGHT]),
        np.array([not example.elsewhere for example in examples] + [True] * (len(lessons) + 1)),
        len(examples),
    )


def fit(material: Material) -> StatementModel:
    """Fit the model of one question."""
    rows, labels, weight = material.rows, material.labels, material.weight
    presence, fullness = [], []
    for label in labels.T:
        known, earns = np.flatnonzero(label != _OPEN), np.flatnonzero(label > 0)
        presence.append(regression(rows[known], label[known] > 0, weight[known], strength=_STRENGTH))
        fullness.append(
            regression(rows[earns], label[earns] == 2, weight[earns], strength=_STRENGTH, balanced=False)
        )
    earning = (labels > 0).any(axis=1)
    # a lesson that earns nothing may be about anything
    told = np.flatnonzero(earning | (np.arange(len(labels)) < material.lessons))
    home = material.home[told]
    return StatementModel(
        material.vocabulary,
        *_stacked(presence),
        *_stacked(fullness),
        *regression(rows[told], home, np.ones(len(told)), strength=_DOMAIN_STRENGTH),
        tuple(material.written[index] for index in np.flatnonzero(earning).tolist()),
        labels[earning],
        rows[earning],
    )


def _unknown(vocabulary: Vocabulary) -> Any:
    """The row of a text of which the bank knows nothing."""
    size = len(vocabulary.keys) + 1
    return sparse.csr_matrix(([1.0], ([0], [size - 1])), shape=(1, size))


def _labels(examples: Sequence[Example], points: int, lessons: Sequence[Lesson]) -> Ints:
    """What each text earns of each key point: 2, 1, 0, or `_OPEN`."""
    labels = np.zeros((len(examples) + len(lessons), points), dtype=np.int64)
    for row, example in enumerate(examples):
        if example.point >= 0:
            labels[row, example.point] = example.label
    for row, lesson in enumerate(lessons, start=len(examples)):
        labels[row] = [_OPEN if label is None else label for label in lesson.labels]
    return labels


def _stacked(models: Sequence[tuple[Floats, float]]) -> tuple[Floats, Floats]:
    """Weights a column a key point, and biases."""
    return np.stack([weights for weights, _ in models], axis=1), np.array([bias for _, bias in models])
