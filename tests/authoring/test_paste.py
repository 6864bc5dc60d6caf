"""The YAML: in the shape of a bank, whatever learners wrote, and pasted it pays what it was to pay."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from safety_scoring import Bank, Scorer, load_bank
from safety_scoring.authoring.paste import to_yaml
from safety_scoring.authoring.suggest import suggest

Marked = Callable[..., Any]

WELL = [("w1", "切断电源，拨打急救电话。", [(2, 2, 0)]), ("w2", "断电，做心肺复苏。", [(2, 0, 2)])]
SWITCH = [
    ("a1", "把闸刀拉下来，打120。", [(2, 2, 0)]),
    ("a2", "赶紧拉闸刀，再做人工呼吸。", [(2, 0, 2)]),
    ("a3", "拉下闸刀，大声喊人。", [(2, 0, 0), (2, 1, 0)]),
    ("n1", "闸刀坏了要报修。", [(0, 0, 0)]),
]


@pytest.fixture(scope="module")
def text(bank: Bank, marked: Marked) -> str:
    return to_yaml(suggest(bank, marked([*WELL, *SWITCH])), bank, "m.csv")


def uncommented(text: str) -> Any:
    """The block of what only covers its source, with the comment signs taken off as it says."""
    block = text.split("以下只覆盖来源作答本身")[1].split("\n\n", maxsplit=1)[0]
    lines = [line.removeprefix("# ") for line in block.splitlines()]
    return yaml.safe_load("\n".join(lines[lines.index("questions:") :]))


def pasted(additions: Any, bank_file: Path) -> Any:
    """What an examiner does: each text into the list of its name."""
    data = yaml.safe_load(bank_file.read_text("utf-8"))
    for question in additions["questions"]:
        own = next(item for item in data["questions"] if item["id"] == question["id"])
        for point in question["key_points"]:
            target = next(item for item in own["key_points"] if item["id"] == point["id"])
            for name, texts in point.items():
                if name != "id":
                    target[name] = [*target.get(name, []), *texts]
    return data


def test_it_is_yaml_in_the_shape_of_a_bank(text: str) -> None:
    (question,) = yaml.safe_load(text)["questions"]
    assert question["id"] == "shock"
    assert question["key_points"] == [
        {"id": "power", "statements": ["把闸刀拉下来", "赶紧拉闸刀", "拉下闸刀"]},
    ]


def test_pasted_into_the_bank_it_pays(text: str, bank_file: Path, tmp_path: Path) -> None:
    new = tmp_path / "bank.yaml"
    new.write_text(yaml.safe_dump(pasted(yaml.safe_load(text), bank_file), allow_unicode=True), "utf-8")
    scorers = Scorer(load_bank(bank_file)), Scorer(load_bank(new))
    for _, answer, _ in SWITCH[:3]:
        before, after = (scorer.score("shock", answer).key_points[0].awarded for scorer in scorers)
        assert (before, after) == (0, 3)


def test_each_text_stands_under_its_reasons(text: str) -> None:
    lines = [line.strip() for line in text.splitlines()]
    place = lines.index("- 把闸刀拉下来")
    assert lines[place - 4 : place] == [
        "# 来自 a1：“把闸刀拉下来，打120”",
        "# 在其余 5 份作答上：多给对 2 份，多给错 1 份；要点 F1 0.67→0.89，全题 F1 0.83→0.93",
        "# 多给对：a2“赶紧拉闸刀”、a3“拉下闸刀”",
        "# 多给错：n1“闸刀坏了要报修”",
    ]


def test_a_human_decides(text: str) -> None:
    head = text.split("questions:", maxsplit=1)[0]
    assert "采不采用由人决定" in head
    assert "有人名、单位名的，用自己的话改写后再加" in head
    assert "m.csv 里的 6 份作答" in head


def test_where_markers_differ_is_settled_first(text: str) -> None:
    assert text.endswith(
        "# 几位阅卷人看法不同的要点，先统一评分标准，再改题库：\n"
        "# shock：a3，拨打急救电话：阅卷人 没有、一半；机器没有给分，最接近的：“拉下闸刀”\n"
    )


def test_what_only_covers_its_source_is_a_comment_in_the_same_shape(bank: Bank, marked: Marked) -> None:
    text = to_yaml(suggest(bank, marked([*WELL, SWITCH[0]])), bank, "m.csv")
    assert yaml.safe_load(text) == {"questions": []}
    (question,) = uncommented(text)["questions"]
    assert question == {"id": "shock", "key_points": [{"id": "power", "statements": ["把闸刀拉下来"]}]}


HOSTILE = [
    pytest.param("把闸刀: 拉下来 # 快", "把闸刀: 拉下来 # 快", id="signs that YAML obeys"),
    pytest.param("- 把闸刀拉下来", "把闸刀拉下来", id="a list marker belongs to no clause"),
    pytest.param("把“闸刀”拉下来", "把“闸刀”拉下来", id="quotation marks"),
    pytest.param("马上拉“总闸刀”", "马上拉“总闸刀”", id="a quotation that the clause closes is whole"),
    pytest.param("把闸刀\u3000拉\t下来", "把闸刀 拉 下来", id="blanks of every kind"),
    pytest.param("把闸刀\x1b[31m拉下来", "把闸刀[31m拉下来", id="what a terminal would obey is left out"),
    pytest.param("把\u202e闸刀拉\u200b下来", "把闸刀拉下来", id="what cannot be seen is left out"),
    pytest.param("把闸刀\ud800拉下来", "把闸刀拉下来", id="half a surrogate pair is left out"),
    pytest.param("把𠮷闸刀拉下来", "把𠮷闸刀拉下来", id="beyond the BMP"),
    pytest.param("'把闸刀拉下来'", "把闸刀拉下来", id="quotation marks around all of it"),
    pytest.param("11011011", "11011011", id="a number stays a text"),
]


@pytest.mark.parametrize(("written", "expected"), HOSTILE)
def test_whatever_was_written(bank: Bank, marked: Marked, written: str, expected: str) -> None:
    answers = marked([*WELL, ("x\n1: #", written, [(2, 0, 0)])])
    text = to_yaml(suggest(bank, answers), bank, "m\n.csv")
    text.encode()
    assert yaml.safe_load(text) == {"questions": []}
    (question,) = uncommented(text)["questions"]
    assert question["key_points"] == [{"id": "power", "statements": [expected]}]
    assert "来自 x 1: #：" in text


def test_nothing_to_say_is_an_empty_list(bank: Bank, marked: Marked) -> None:
    text = to_yaml(suggest(bank, marked(WELL)), bank, "m.csv")
    assert yaml.safe_load(text) == {"questions": []}
    assert text.splitlines()[-1] == "questions: []"
