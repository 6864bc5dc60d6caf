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
from scipy import sparse

from safety_scoring.match.grams import Vocabulary
from safety_scoring.match.judgement import Judgement

__all__ = ["PRESENT_FROM", "Example", "StatementModel", "fit"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_KNOWN_FROM = 1  # examples that hold a gram before it is known; others count as unknown
_STRENGTH = 10.0
_DOMAIN_STRENGTH = 3.0
_REFUSAL_STRENGTH = 5.0
_TOLERANCE = 1e-2  # marks are the same as with liblinear's own 1e-4, at half the cost

PRESENT_FROM = 0.45
"""Probability of earning something from which a stretch earns."""


@dataclass(frozen=True, slots=True)
class Example:
    """A way of saying something, and what it earns.

    Attributes:
        clauses: letters of its clauses.
        written: as the bank writes it.
        point: index of the key point that it is about, or -1 for none.
        label: 2 full, 1 half, 0 nothing (a near miss or a denial of `point`).
        weight: how much it counts when the model is fitted.
        words: its words of two characters and more.
        elsewhere: whether it is about something else altogether.
    """

    clauses: tuple[str, ...]
    written: str
    point: int
    label: int
    weight: float = 1.0
    words: tuple[str, ...] = ()
    elsewhere: bool = False


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
        refusal: weights of "takes back or misses what it talks of", shape (n_grams + 1,).
        refusal_bias: its bias.
        examples: the positive examples, for tracing.
        rows: their TF-IDF rows, CSR, shape (n_examples, n_grams + 1).
        of_point: per key point, which of the examples are its own.
    """

    vocabulary: Vocabulary
    presence: Floats
    presence_bias: Floats
    fullness: Floats
    fullness_bias: Floats
    domain: Floats
    domain_bias: float
    refusal: Floats
    refusal_bias: float
    examples: tuple[Example, ...]
    rows: Any
    of_point: tuple[Ints, ...]

    def subject(self, counts: Any) -> Floats:
        """How surely each stretch is about the bank's subjects, in log odds; see `Model`."""
        odds: Floats = self.vocabulary.weigh(counts) @ self.domain + self.domain_bias
        return odds

    def refused(self, counts: Any) -> Floats:
        """How surely each sentence is like the bank's near misses and denials, in log odds; see `Model`."""
        odds: Floats = self.vocabulary.weigh(counts) @ self.refusal + self.refusal_bias
        return odds

    def judge(self, counts: Any, doubt: Floats) -> Judgement:
        """How likely each stretch earns each key point, and what it would earn; see `Model`."""
        rows = self.vocabulary.weigh(counts)
        presence = _logistic(rows @ self.presence + self.presence_bias - doubt[:, None])
        full = rows @ self.fullness + self.fullness_bias >= 0
        credit = np.where(presence < PRESENT_FROM, 0.0, np.where(full, 1.0, 0.5))
        return Judgement(presence, credit, rows)

    def nearest(self, rows: Any, point: int, credit: Floats) -> list[str]:
        """Nearest positive examples; see `Model`."""
        own = self.of_point[point]
        likeness = (rows @ self.rows[own].T).toarray()
        label = np.array([self.examples[index].label for index in own])
        wanted = np.where(credit == 1.0, 2, 1)
        likeness[label[None, :] != wanted[:, None]] -= 1.0
        best = likeness.argmax(axis=1) if len(own) else []
        return [self.examples[own[place]].written for place in best]


def fit(examples: Sequence[Example], points: int) -> StatementModel:
    """Fit the model of one question.

    Args:
        examples: of all its key points, and of none.
        points: how many key points it has.
    """
    vocabulary = Vocabulary.fit([example.clauses for example in examples], _KNOWN_FROM)
    rows = _rows(vocabulary, examples)
    owner = np.array([example.point for example in examples])
    label = np.array([example.label for example in examples])
    weight = np.array([example.weight for example in examples])
    presence, presence_bias = [], []
    fullness, fullness_bias = [], []
    for point in range(points):
        earns = (owner == point) & (label > 0)
        coefficients, bias = _regression(rows, earns, weight)
        presence.append(coefficients)
        presence_bias.append(bias)
        about = earns.nonzero()[0]
        coefficients, bias = _regression(rows[about], label[about] == 2, weight[about], balanced=False)
        fullness.append(coefficients)
        fullness_bias.append(bias)
    elsewhere = np.array([example.elsewhere for example in examples])
    domain, domain_bias = _regression(rows, ~elsewhere, np.ones(len(examples)), strength=_DOMAIN_STRENGTH)
    about = np.flatnonzero(owner >= 0)
    refusal, refusal_bias = _regression(
        rows[about], label[about] == 0, np.ones(len(about)), strength=_REFUSAL_STRENGTH
    )
    positive = np.flatnonzero(label > 0)
    return StatementModel(
        vocabulary,
        np.stack(presence, axis=1),
        np.array(presence_bias),
        np.stack(fullness, axis=1),
        np.array(fullness_bias),
        domain,
        domain_bias,
        refusal,
        refusal_bias,
        tuple(examples[index] for index in positive.tolist()),
        rows[positive],
        tuple(np.flatnonzero(owner[positive] == point) for point in range(points)),
    )


def _logistic(values: Floats) -> Floats:
    return 1 / (1 + np.exp(-values))


def _rows(vocabulary: Vocabulary, examples: Sequence[Example]) -> Any:
    flat = [clause for example in examples for clause in example.clauses]
    sizes = np.cumsum([0, *(len(example.clauses) for example in examples)])
    counts = vocabulary.count(flat)
    owner = np.repeat(np.arange(len(examples)), np.diff(sizes))
    gather = sparse.csr_matrix(
        (np.ones(len(flat)), (owner, np.arange(len(flat)))), shape=(len(examples), len(flat))
    )
    return vocabulary.weigh((gather @ counts).tocsr())


def _regression(
    rows: Any, target: Any, weight: Any, *, balanced: bool = True, strength: float = _STRENGTH
) -> tuple[Floats, float]:
    """Weights and bias; where all examples are of one kind, a bias that says so."""
    if not len(target) or target.all() or not target.any():
        return np.zeros(rows.shape[1]), 4.0 if len(target) and target.all() else -4.0
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - 0.7 s, needed only to fit

    model = LogisticRegression(
        C=strength,
        solver="liblinear",
        tol=_TOLERANCE,
        class_weight="balanced" if balanced else None,
        random_state=0,
    )
    model.fit(rows, target, sample_weight=weight)
    return model.coef_[0].astype(np.float64), float(model.intercept_[0])
