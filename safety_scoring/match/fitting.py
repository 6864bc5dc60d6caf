"""Fit the model of a question on its bank's texts, and on what marked answers teach.

Per question, one logistic regression a key point on sublinear TF-IDF of character 1–2-grams, fitted by
scikit-learn on the bank's own statements, `partial` and `not`; a second one tells full from half, a third
whether a stretch is about the bank's subjects at all.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from safety_scoring.match.example import Example, Lesson
from safety_scoring.match.grams import Vocabulary
from safety_scoring.match.regression import regression, rows_of
from safety_scoring.match.statement_model import StatementModel

__all__ = ["Material", "fit", "gather"]

_KNOWN_FROM = 1  # examples that hold a gram before it is known; others count as unknown
_STRENGTH = 10.0
_DOMAIN_STRENGTH = 10.0
_LESSON_WEIGHT = 0.7  # where in the answer the point was earned is a guess
_OPEN = -1  # it is not known whether a text earns

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Material:
    """What a model is fitted on, as numbers.

    Attributes:
        vocabulary: the grams.
        written: the texts: first the bank's, then the lessons.
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
    return Material(
        vocabulary,
        tuple(item.written for item in every),
        rows_of(vocabulary, texts),
        _labels(examples, points, lessons),
        np.array([*(example.weight for example in examples), *[_LESSON_WEIGHT] * len(lessons)]),
        np.array([not example.elsewhere for example in examples] + [True] * len(lessons)),
        len(examples),
    )


def fit(material: Material, held_out: Collection[int] = ()) -> StatementModel:
    """Fit the model of one question.

    Args:
        material: what there is.
        held_out: lessons that take no part, counted from 0.
    """
    part = np.ones(len(material.written), dtype=bool)
    part[[material.lessons + index for index in held_out]] = False
    rows, labels, weight = material.rows[part], material.labels[part], material.weight[part]
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
    home = material.home[part][told]
    written = [text for text, taken in zip(material.written, part.tolist(), strict=True) if taken]
    return StatementModel(
        material.vocabulary,
        *_stacked(presence),
        *_stacked(fullness),
        *regression(rows[told], home, np.ones(len(told)), strength=_DOMAIN_STRENGTH),
        tuple(written[index] for index in np.flatnonzero(earning).tolist()),
        labels[earning],
        rows[earning],
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


def _stacked(models: Sequence[tuple[Floats, float]]) -> tuple[Floats, Floats]:
    """Weights a column a key point, and biases."""
    return np.stack([weights for weights, _ in models], axis=1), np.array([bias for _, bias in models])
