"""Marking cases as data: what an answer earns, and why."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from safety_scoring import Scorer

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases/marking.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['point']}: {case['why']}")
def test_case(scorer: Scorer, case: dict[str, str]) -> None:
    result = scorer.score(case["question"], case["answer"])
    point = next(point for point in result.key_points if point.id == case["point"])
    expected = case["expect"] if isinstance(case["expect"], list) else [case["expect"]]
    assert point.status in expected, (case["why"], point)
    assert (point.awarded > 0) == (point.status in ("covered", "partial"))
    assert all(case["answer"][item.start : item.end] == item.text for item in point.evidence)
