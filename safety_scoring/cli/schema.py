"""`safety-scoring schema`: the JSON Schema of bank files."""

from __future__ import annotations

import sys

from safety_scoring.bank.schema import schema_text

__all__ = ["schema"]


def schema() -> None:
    """Print the schema."""
    sys.stdout.write(schema_text())
