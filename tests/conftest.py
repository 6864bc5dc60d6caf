"""What many tests share: the bundled bank, one scorer, and a small bank."""

from __future__ import annotations

import pytest
from hypothesis import settings

from safety_scoring import Bank, KeyPoint, Question, Scorer, load_bank

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


@pytest.fixture(scope="session")
def bank() -> Bank:
    """Two questions with key points, one with reference answers only."""
    exit_points = (
        KeyPoint(id="open", name="打开出口", marks=6, required=True, phrases=("打开出口",)),
        KeyPoint(id="report", name="报告", marks=4, phrases=("报告",)),
    )
    leak_points = (
        KeyPoint(id="valve", name="关阀", marks=3, phrases=("关阀",)),
        KeyPoint(id="report", name="上报", marks=2, phrases=("上报",)),
    )
    return Bank(
        questions=(
            _question("fire-exit", "出口被锁怎么办？", 10, exit_points),
            _question("gas-leak", "煤气泄漏怎么办？", 5, leak_points),
            _question("essay", "谈谈看法。", 5, ()),
        )
    )


def _question(name: str, text: str, full: float, points: tuple[KeyPoint, ...]) -> Question:
    return Question(
        id=name, question=text, full_marks=full, reference_answers=("打开出口，报告。",), key_points=points
    )
