"""How a bank writes a quantity: alternatives, lists and limits; only the form is checked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from safety_scoring import KeyPoint, load_bank
from safety_scoring.errors import BankError

BANK = """\
questions:
  - id: gas
    question: 闻到煤气味怎么办？
    full_marks: 4
    reference_answers: ["关闭阀门，开窗通风。"]
    key_points:
      - id: air
        name: 通风
        marks: 4
        quantity: {written}
"""
REMEDY = "写成 5家、24小时/钟头 或 至少1米 这样"

GOOD = [
    pytest.param("1小时/60分钟", ("1小时/60分钟",), id="another unit with its own number"),
    pytest.param("24小时/钟头", ("24小时/钟头",), id="another word for the unit"),
    pytest.param("1小时/60分钟/六十分钟/一个钟头", ("1小时/60分钟/六十分钟/一个钟头",), id="four ways"),
    pytest.param("至少1米", ("至少1米",), id="at least"),
    pytest.param("至多30毫安/mA", ("至多30毫安/mA",), id="at most, two units"),
    pytest.param("至少一百零五米", ("至少一百零五米",), id="a limit in words"),
    pytest.param(" 至少1米 ", ("至少1米",), id="stripped"),
    pytest.param(["30天"], ("30天",), id="a list of one"),
    pytest.param(["30天", "7天/一周"], ("30天", "7天/一周"), id="two of them"),
    pytest.param(["至少18度", "至多25度"], ("至少18度", "至多25度"), id="from and to"),
    pytest.param([], (), id="none"),
]
BAD = [
    pytest.param("至少", id="a limit of nothing"),
    pytest.param("至少1", id="a limit without a unit"),
    pytest.param("至少米", id="a limit without a number"),
    pytest.param("至少至多1米", id="two limits"),
    pytest.param("不超过1米", id="other words for a limit"),
    pytest.param("约1米", id="a rough number"),
    pytest.param("小时/60分钟", id="no number in front"),
    pytest.param("至少三五家", id="a limit of a rough number"),
    pytest.param("", id="empty"),
]


@pytest.mark.parametrize(("written", "read"), GOOD)
def test_a_quantity_is_a_text_or_a_list_of_texts(written: str | list[str], read: tuple[str, ...]) -> None:
    assert KeyPoint(id="a", name="甲", marks=1, quantity=written).quantity == read


@pytest.mark.parametrize("written", BAD)
def test_no_quantity(written: str) -> None:
    for given in (written, ["5家", written]):
        with pytest.raises(ValidationError):
            KeyPoint(id="a", name="甲", marks=1, quantity=given)


@pytest.mark.parametrize("given", [5, 5.5, True, {"5": "家"}, [["5家"]], [5]])
def test_a_quantity_is_written_in_words(given: Any) -> None:
    with pytest.raises(ValidationError):
        KeyPoint(id="a", name="甲", marks=1, quantity=given)


def loaded(folder: Path, written: str) -> tuple[str, ...]:
    path = folder / "bank.yaml"
    path.write_text(BANK.format(written=written), encoding="utf-8")
    return load_bank(path).questions[0].key_points[0].quantity


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("5家", ("5家",), id="a text"),
        pytest.param("[30天, 7天]", ("30天", "7天"), id="a list in a line"),
        pytest.param("\n          - 至少1米\n          - 至多3米", ("至少1米", "至多3米"), id="a list below"),
    ],
)
def test_a_quantity_in_a_file(written: str, read: tuple[str, ...], tmp_path: Path) -> None:
    assert loaded(tmp_path, written) == read


FIELD = "questions[0].key_points[0].quantity"


@pytest.mark.parametrize(
    ("written", "faults"),
    [
        pytest.param(
            "很多家", [f"第 10 行 {FIELD}：“很多家”不是带单位的数量。处理办法：{REMEDY}"], id="a text"
        ),
        pytest.param(
            "至少1", [f"第 10 行 {FIELD}：“至少1”不是带单位的数量。处理办法：{REMEDY}"], id="half a limit"
        ),
        pytest.param(
            "[30天, 几天, 两三天]",
            [
                f"第 10 行 {FIELD}[1]：“几天”不是带单位的数量。处理办法：{REMEDY}",
                f"第 10 行 {FIELD}[2]：“两三天”不是带单位的数量。处理办法：{REMEDY}",
            ],
            id="two of a list",
        ),
        pytest.param(
            "\n          - 30天\n          - 几天",
            [f"第 12 行 {FIELD}[1]：“几天”不是带单位的数量。处理办法：{REMEDY}"],
            id="its own line",
        ),
        pytest.param(
            "5",
            [f'第 10 行 {FIELD}：5 没有加引号，会被当作数字或真假值。处理办法：加上引号，写成 "5"'],
            id="a number",
        ),
    ],
)
def test_a_faulty_quantity_in_a_file(written: str, faults: list[str], tmp_path: Path) -> None:
    with pytest.raises(BankError) as caught:
        loaded(tmp_path, written)
    assert [str(fault) for fault in caught.value.faults] == [f"bank.yaml {fault}" for fault in faults]
