"""Single-point cases by category: does this answer earn more than half of this key point?

The cases were written for this project by people who did not write the bank. Not every one comes out
right; each category has the number that does, so that no change makes one worse unseen.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from safety_scoring import Scorer

FOLDER = Path(__file__).parents[1] / "cases"
FLOORS = {
    "hard": {
        "abbreviation": 6,
        "boundary": 6,
        "form": 10,
        "near-miss": 9,
        "negation": 12,
        "order": 7,
        "partial": 4,
        "scope": 7,
        "stuffing": 7,
        "synonym": 15,
        "typo": 10,
    },
    "denial": {
        "concession": 6,
        "demand": 8,
        "denial-cue": 18,
        "denial-quiet": 23,
        "double-denial": 10,
        "hedged": 4,
        "negative-inside": 7,
        "neighbour": 6,
        "past-failure": 6,
        "reported": 6,
    },
}


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_categories(scorer: Scorer, name: str) -> None:
    cases = [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    right: Counter[str] = Counter()
    for case, result in zip(cases, scorer.score_many(cases), strict=True):
        point = next(point for point in result.key_points if point.id == case["key_point"])
        right[case["category"]] += (point.awarded / point.marks > 0.5) == case["expect"]
    assert {category: right[category] >= floor for category, floor in FLOORS[name].items()} == dict.fromkeys(
        FLOORS[name], True
    ), right
