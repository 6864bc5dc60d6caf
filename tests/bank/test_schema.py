"""The published JSON Schema: the one that the code writes, explained in Chinese, at one with the reader."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from safety_scoring.bank.load import read_bank
from safety_scoring.bank.model import Bank, KeyPoint, Parts, Question
from safety_scoring.bank.schema import schema_text

REFERENCE = Path(__file__).parents[2] / "reference"
PUBLISHED = REFERENCE / "bank.schema.json"
SCHEMA = json.loads(schema_text())
CHINESE = re.compile(r"[一-鿿]")
POINT = "$.questions[0].key_points[0]"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Editors read YAML as YAML does: 119 is a number to them."""

GOOD = """\
questions:
  - id: gas
    question: 闻到煤气味怎么办？
    full_marks: 4
    reference_answers: [关闭阀门，开窗通风。]
    key_points:
      - id: valve
        name: 关阀
        marks: 2
        phrases: [关闭阀门]
      - {id: air, name: 通风, marks: 2, phrases: [通风]}
"""


def refusals(text: str) -> list[str]:
    """Places that the schema refuses."""
    errors = Draft202012Validator(SCHEMA).iter_errors(yaml.load(text, Loader=LOADER))  # noqa: S506 - both are safe
    return sorted(error.json_path for error in errors)


def fields() -> list[tuple[str, str]]:
    return [
        (model.__name__, field.alias or name)
        for model in (Bank, Question, KeyPoint, Parts)
        for name, field in model.model_fields.items()
    ]


def properties(model: str) -> dict[str, Any]:
    found: dict[str, Any] = (SCHEMA if model == "Bank" else SCHEMA["$defs"][model])["properties"]
    return found


def test_the_published_file_is_what_the_code_writes() -> None:
    assert PUBLISHED.read_bytes() == schema_text().encode()


def test_it_is_a_schema_and_the_same_each_time() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"].endswith("2020-12/schema")
    assert schema_text() == schema_text()
    assert schema_text().endswith("}\n")


@pytest.mark.parametrize(("model", "field"), fields(), ids=map(".".join, fields()))
def test_every_field_is_explained_in_chinese(model: str, field: str) -> None:
    assert len(CHINESE.findall(properties(model)[field]["description"])) >= 4


def test_there_is_no_field_that_the_reader_does_not_know() -> None:
    known = {
        (model, name) for model in ("Bank", "Question", "KeyPoint", "Parts") for name in properties(model)
    }
    assert known == set(fields())
    assert all(model["additionalProperties"] is False for model in (SCHEMA, *SCHEMA["$defs"].values()))


def test_only_the_descriptions_for_examiners_are_shown() -> None:
    """Docstrings are for developers."""
    assert all("description" not in model for model in (SCHEMA, *SCHEMA["$defs"].values()))


BUNDLED = sorted(REFERENCE.glob("*.yaml"))


@pytest.mark.parametrize("path", BUNDLED, ids=[path.stem for path in BUNDLED])
def test_the_bundled_bank_holds_to_it(path: Path) -> None:
    assert refusals(path.read_text(encoding="utf-8")) == []


PASSED = [
    ("all that is needed", ":", ":"),
    ("full marks that the question says", "怎么办？\n    full_marks: 4", "怎么办？（4分）"),
    ("marks and steps", "full_marks: 4", "full_marks: 4\n    pass_marks: 2.5\n    mark_step: 0.25"),
    ("a number in quotation marks", "[关闭阀门]", '["119"]'),
    ("one quantity", "[关闭阀门]", "[关闭阀门]\n        quantity: 5分钟"),
    ("several quantities", "[关闭阀门]", "[关闭阀门]\n        quantity: [5分钟, 至少2人]"),
    ("parts", "[关闭阀门]", "[关闭阀门]\n        parts: {terms: [关, 拧], full: 2, half: 1, within: answer}"),
    ("near misses", "[关闭阀门]", "[关闭阀门]\n        not: [打开阀门]"),
    ("a switch", "[关闭阀门]", "[关闭阀门]\n        required: true"),
    ("a point of another question", "[关闭阀门]", "[关闭阀门]\n        shared_with: [air, fire/valve]"),
    (
        "lists beside the questions",
        "questions:",
        "elsewhere: [去食堂吃饭。]\nsynonyms: [阀门 / 开关]\nquestions:",
    ),
]


@pytest.mark.parametrize(("why", "old", "new"), PASSED, ids=[case[0] for case in PASSED])
def test_what_both_let_pass(tmp_path: Path, why: str, old: str, new: str) -> None:
    text = GOOD.replace(old, new)
    (tmp_path / "bank.yaml").write_text(text, encoding="utf-8")
    assert refusals(text) == [], why
    assert read_bank(tmp_path).faults == (), why


REFUSED = [
    ("a field of a point mistyped", "phrases: [关闭阀门]", "phrase: [关闭阀门]", POINT),
    ("a field of a question mistyped", "full_marks: 4", "full_marks: 4\n    passmarks: 2", "$.questions[0]"),
    ("a field of a file mistyped", "questions:", "elsewere: [吃饭。]\nquestions:", "$"),
    (
        "a field of parts mistyped",
        "[关闭阀门]",
        "[关闭阀门]\n        parts: {terms: [关, 拧], ful: 2, full: 2}",
        f"{POINT}.parts",
    ),
    ("119 unquoted", "[关闭阀门]", "[关闭阀门, 119]", f"{POINT}.phrases[1]"),
    ("no unquoted", "[关闭阀门]", "[关闭阀门, no]", f"{POINT}.phrases[1]"),
    ("an id that is a number", "id: gas", "id: 7", "$.questions[0].id"),
    ("an id with a capital", "id: gas", "id: Gas", "$.questions[0].id"),
    ("no name", "        name: 关阀\n", "", POINT),
    ("no reference answer", "    reference_answers: [关闭阀门，开窗通风。]\n", "", "$.questions[0]"),
    ("no question", "    question: 闻到煤气味怎么办？\n", "", "$.questions[0]"),
    (
        "an empty list of reference answers",
        "[关闭阀门，开窗通风。]",
        "[]",
        "$.questions[0].reference_answers",
    ),
    ("text for a list", "[关闭阀门]", "关闭阀门", f"{POINT}.phrases"),
    ("text for a number", "full_marks: 4", "full_marks: 四", "$.questions[0].full_marks"),
    ("no marks at all", "marks: 2\n        phrases", "marks: 0\n        phrases", f"{POINT}.marks"),
    (
        "too much",
        "full_marks: 4",
        "full_marks: 4\n    similarity_weight: 1",
        "$.questions[0].similarity_weight",
    ),
    (
        "a stretch that nobody knows",
        "[关闭阀门]",
        "[关闭阀门]\n        parts: {terms: [关, 拧], full: 2, within: page}",
        f"{POINT}.parts",
    ),
]


@pytest.mark.parametrize(("why", "old", "new", "place"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_both_refuse(tmp_path: Path, why: str, old: str, new: str, place: str) -> None:
    assert GOOD.count(old) == 1
    text = GOOD.replace(old, new)
    (tmp_path / "bank.yaml").write_text(text, encoding="utf-8")
    found = refusals(text)
    assert found, why
    assert all(path.startswith(place) for path in found), found
    assert read_bank(tmp_path).faults, why


def test_a_file_may_hold_only_what_stands_beside_the_questions() -> None:
    assert refusals("elsewhere: [去食堂吃饭。]\n") == []
    assert refusals("synonyms: [阀门 / 开关]\n") == []
    assert refusals("{}\n") == ["$"]
