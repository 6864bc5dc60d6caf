"""What many tests share: the bundled bank and one scorer."""

from __future__ import annotations

import pytest

from safety_scoring import Bank, Scorer, load_bank


@pytest.fixture(scope="session")
def bundled_bank() -> Bank:
    """The bank that comes with the package."""
    return load_bank()


@pytest.fixture(scope="session")
def scorer(bundled_bank: Bank) -> Scorer:
    """One scorer for all: preparing a question takes a second."""
    return Scorer(bundled_bank)
