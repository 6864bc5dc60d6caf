"""Character 1–2-grams of many clauses at once, as a sparse matrix.

Strings become code points, code points become gram ids by binary search, and ids become counts, all
in arrays: done string by string this costs several times the segmentation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

__all__ = ["Vocabulary", "gram_keys"]

_SHIFT = 21  # bits of a code point

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def gram_keys(texts: Sequence[str]) -> tuple[Ints, Ints]:
    """Every 1-gram and 2-gram of many texts.

    Args:
        texts: strings without separators; no gram spans two of them.

    Returns:
        Row of each gram (its text), and its key: ``second << 21 | first``, where a 1-gram has no second.
    """
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    points = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(
        np.int64
    )
    rows = np.repeat(np.arange(len(texts), dtype=np.int64), lengths)
    together = np.flatnonzero(rows[1:] == rows[:-1]) if len(rows) else np.empty(0, dtype=np.int64)
    pairs = (points[together + 1] << _SHIFT) | points[together]
    return np.concatenate([rows, rows[together]]), np.concatenate([points, pairs])


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Known grams with their weights; all unknown grams share one weight.

    Attributes:
        keys: sorted keys of the known grams, shape (n_grams,).
        idf: inverse document frequency of each, shape (n_grams,).
        unknown_idf: weight of a gram that is not known.
    """

    keys: Ints
    idf: Floats
    unknown_idf: float

    @classmethod
    def fit(cls, texts: Sequence[Sequence[str]], minimum: int) -> Vocabulary:
        """Learn the grams that at least `minimum` documents hold.

        Args:
            texts: documents, each a sequence of clauses.
            minimum: document frequency from which a gram is known.
        """
        flat = [clause for text in texts for clause in text]
        owner = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
        rows, keys = gram_keys(flat)
        found = np.unique(np.stack([keys, owner[rows]]), axis=1)[0] if len(rows) else keys
        grams, frequency = np.unique(found, return_counts=True)
        known = frequency >= minimum
        idf = np.log((1 + len(texts)) / (1 + frequency[known])) + 1
        return cls(grams[known], idf, float(np.log((1 + len(texts)) / 2) + 1))

    def count(self, clauses: Sequence[str]) -> Any:
        """Counts of grams in clauses; see `count_keys`."""
        return self.count_keys(*gram_keys(clauses), len(clauses))

    def count_keys(self, rows: Ints, keys: Ints, clauses: int) -> Any:
        """Counts of grams that `gram_keys` has found, so that several vocabularies can share its work.

        Args:
            rows: clause of each gram.
            keys: key of each gram.
            clauses: how many clauses there are.

        Returns:
            CSR matrix, shape (n_clauses, n_grams + 1); the last column counts unknown grams.
        """
        size = len(self.keys)
        place = np.minimum(np.searchsorted(self.keys, keys), max(size - 1, 0))
        columns = (
            np.where(self.keys[place] == keys, place, size) if size else np.zeros(len(keys), dtype=np.int64)
        )
        ones = np.ones(len(rows))
        matrix = sparse.csr_matrix((ones, (rows, columns)), shape=(clauses, size + 1))
        matrix.sum_duplicates()
        return matrix

    def weigh(self, counts: Any) -> Any:
        """Counts → sublinear TF-IDF rows of length 1, the unknown column kept for its length.

        (1 + ln tf) · idf, divided by the Euclidean norm; unknown grams make a row longer and so its
        known grams lighter: words of another domain dilute.
        """
        weighed = counts.copy()
        idf = np.append(self.idf, self.unknown_idf)
        weighed.data = (1 + np.log(weighed.data)) * idf[weighed.indices]
        unknown = weighed.indices == len(self.keys)
        weighed.data[unknown] = np.sqrt(counts.data[unknown]) * self.unknown_idf
        squares = np.add.reduceat(
            np.append(weighed.data**2, 0.0), np.minimum(weighed.indptr[:-1], len(weighed.data))
        )
        squares[np.diff(weighed.indptr) == 0] = 1.0
        weighed.data /= np.repeat(np.sqrt(squares), np.diff(weighed.indptr))
        return weighed
