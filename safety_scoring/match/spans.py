"""The stretches of an answer that statements are compared with: clauses, windows, sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

__all__ = ["Spans", "spans_of"]

_LONGEST_WINDOW = 3
_LONGEST_SENTENCE = 8  # clauses; a longer sentence dilutes what it says


@dataclass(frozen=True, slots=True)
class Spans:
    """Stretches of neighbouring clauses, over many answers.

    Attributes:
        first, last: per span, half-open clause indices over the whole batch, shape (n_spans,).
    """

    first: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]

    def incidence(self, clauses: int) -> sparse.csr_matrix:
        """Which clauses a span holds: CSR matrix of ones, shape (n_spans, clauses)."""
        lengths = self.last - self.first
        indptr = np.concatenate([[0], np.cumsum(lengths)])
        offsets = np.arange(indptr[-1]) - np.repeat(indptr[:-1], lengths)
        indices = np.repeat(self.first, lengths) + offsets
        return sparse.csr_matrix((np.ones(len(indices)), indices, indptr), shape=(len(lengths), clauses))


def spans_of(sentences: Sequence[tuple[int, int]]) -> Spans:
    """Every clause, every window of two or three neighbouring clauses, and every whole sentence.

    No span crosses the end of a sentence, so that the order of sentences plays no part.

    Args:
        sentences: half-open clause indices, over the whole batch.
    """
    pairs = []
    for begin, end in sentences:
        for size in range(1, _LONGEST_WINDOW + 1):
            pairs += [(start, start + size) for start in range(begin, end - size + 1)]
        if _LONGEST_WINDOW < end - begin <= _LONGEST_SENTENCE:
            pairs.append((begin, end))
    table = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    return Spans(table[:, 0], table[:, 1])
