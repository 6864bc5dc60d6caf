"""Where the texts of a bank stand: file and line of every value of every question."""

from __future__ import annotations

from safety_scoring.bank.yaml_nodes import Document

__all__ = ["Places"]


class Places:
    """Looks up lines; filled while a bank is read."""

    def __init__(self) -> None:
        self._questions: dict[str, tuple[Document, int]] = {}

    def add(self, question_id: str, document: Document, index: int) -> None:
        """Note that a question is entry `index` of a file."""
        self._questions.setdefault(question_id, (document, index))

    def of(self, question_id: str, *path: str | int) -> tuple[str, int | None]:
        """Name of the file, and 1-based line of a value or of the nearest one above it.

        Args:
            question_id: of a question that was read.
            path: within the question, as it is written: ``"key_points", 2, "not", 0``.
        """
        document, index = self._questions[question_id]
        return document.file, document.line(("questions", index, *path))
