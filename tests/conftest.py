"""What many tests share: the bundled bank and one scorer."""

from __future__ import annotations

import pytest
from hypothesis import settings

from safety_scoring import Bank, Scorer, load_bank

settings.register_profile("house", deadline=None)  # a busy machine is no fault
settings.load_profile("house")


@pytest.fixture(scope="session")
def bundled_bank() -> Bank:
    """The bank that comes with the package."""
    return load_bank()


@pytest.fixture(scope="session")
def scorer(bundled_bank: Bank) -> Scorer:
    """One scorer for all: preparing a question takes a second."""
    return Scorer(bundled_bank)
