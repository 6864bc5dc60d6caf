"""Each rule finds what its page promises, at its place, and leaves a near relative alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from safety_scoring.authoring.check.rules import PAGES, RULES
from safety_scoring.authoring.check.run import check

HERE = Path(__file__).parent
GOOD = (HERE / "good_bank.yaml").read_text(encoding="utf-8")
ROWS = yaml.safe_load((HERE / "faulty.yaml").read_text(encoding="utf-8"))
TRIPS, SPARES = ROWS["trips"], ROWS["spares"]
CHINESE = re.compile(r"[一-鿿]")
Make = Callable[[dict[str, Any]], Path]


@pytest.fixture
def bank(tmp_path: Path) -> Make:
    """The good bank with the edits of a row."""

    def made(row: dict[str, Any]) -> Path:
        text = GOOD
        for old, new in row["edits"]:
            assert text.count(old) == 1, f"“{old}” must stand in the bank once"
            text = text.replace(old, new)
        path = tmp_path / "bank.yaml"
        path.write_text(text + row.get("append", ""), encoding="utf-8")
        return path

    return made


def name_of(row: dict[str, Any]) -> str:
    return f"{row['rule']}: {row['why']}"


def line_with(path: Path, text: str) -> int:
    """Line that says `text` and nothing else."""
    (line,) = (
        number
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if line.strip() == text
    )
    return line


@pytest.mark.parametrize("row", TRIPS, ids=map(name_of, TRIPS))
def test_what_is_found_and_nothing_else(bank: Make, row: dict[str, Any]) -> None:
    path = bank(row)
    found = check(path).problems
    places = sorted((problem.rule, problem.severity, problem.line, problem.where) for problem in found)
    wanted = sorted((w["rule"], w["severity"], line_with(path, w["at"]), w["where"]) for w in row["finds"])
    assert places == wanted
    for problem in found:
        (want,) = (w for w in row["finds"] if (w["rule"], w["where"]) == (problem.rule, problem.where))
        assert problem.file == "bank.yaml"
        assert want["what"] in problem.what
        assert problem.cost == want["cost"]
        assert want["remedy"] in problem.remedy


@pytest.mark.parametrize("row", SPARES, ids=map(name_of, SPARES))
def test_near_relatives_are_left_alone(bank: Make, row: dict[str, Any]) -> None:
    assert check(bank(row)).problems == ()


def test_the_good_bank_is_clean(bank: Make) -> None:
    checked = check(bank({"edits": []}))
    assert (checked.problems, checked.faults, checked.warnings) == ((), 0, 0)
    assert (checked.questions, checked.points) == (2, 5)


@pytest.mark.parametrize("rule", PAGES)
def test_every_rule_has_a_row_of_each_kind(rule: str) -> None:
    assert any(row["rule"] == rule and rule in {w["rule"] for w in row["finds"]} for row in TRIPS)
    assert any(row["rule"] == rule for row in SPARES)


@pytest.mark.parametrize("rule", PAGES)
def test_the_page_says_what_it_costs_and_what_to_do(rule: str) -> None:
    title, blank, *rest = PAGES[rule].splitlines()
    assert CHINESE.search(title)
    assert title.endswith("。")
    assert not blank
    (cost,) = (number for number, line in enumerate(rest) if line.startswith("它的代价："))
    (remedy,) = (number for number, line in enumerate(rest) if line.startswith("怎么改："))
    assert cost < remedy


def test_form_is_the_one_page_without_a_rule_that_marks() -> None:
    assert set(PAGES) - set(RULES) == {"form"}
    assert next(iter(PAGES)) == "form", "it is found first"
