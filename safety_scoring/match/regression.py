"""Texts → TF-IDF rows, and the one way in which this package fits a model: logistic regression."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from safety_scoring.match.grams import Vocabulary

__all__ = ["regression", "rows_of"]

_TOLERANCE = 1e-2  # marks are the same as with liblinear's own 1e-4, at half the cost

Floats = npt.NDArray[np.float64]


def rows_of(vocabulary: Vocabulary, texts: Sequence[Sequence[str]]) -> Any:
    """TF-IDF rows of texts, each a sequence of clauses: CSR, shape (n_texts, n_grams + 1)."""
    flat = [clause for text in texts for clause in text]
    sizes = np.cumsum([0, *map(len, texts)])
    counts = vocabulary.count(flat)
    owner = np.repeat(np.arange(len(texts)), np.diff(sizes))
    gather = sparse.csr_matrix(
        (np.ones(len(flat)), (owner, np.arange(len(flat)))), shape=(len(texts), len(flat))
    )
    return vocabulary.weigh((gather @ counts).tocsr())


def regression(
    rows: Any, target: Any, weight: Any, *, strength: float, balanced: bool = True
) -> tuple[Floats, float]:
    """Weights and bias of a logistic regression; where all examples are of one kind, a bias that says so.

    Args:
        rows: CSR, shape (n_examples, n_features).
        target: what is to be told, booleans, shape (n_examples,).
        weight: how much each example counts, shape (n_examples,).
        strength: scikit-learn's C, the inverse of the regularisation.
        balanced: whether both kinds count alike however many examples they have.
    """
    if not len(target) or target.all() or not target.any():
        return np.zeros(rows.shape[1]), 4.0 if len(target) and target.all() else -4.0
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - 0.7 s, needed only to fit
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - comes with scikit-learn

    model = LogisticRegression(
        C=strength,
        solver="liblinear",
        tol=_TOLERANCE,
        class_weight="balanced" if balanced else None,
        random_state=0,
    )
    # liblinear's vectors are long enough for BLAS to share them out among threads, which on a busy
    # machine wait for each other: 16 s instead of 0.3 s a question were measured
    with threadpool_limits(1, user_api="blas"):
        model.fit(rows, target, sample_weight=weight)
    return model.coef_[0].astype(np.float64), float(model.intercept_[0])
