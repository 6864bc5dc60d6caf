"""The marked answers that a bank carries beside its YAML."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from safety_scoring import Bank
from safety_scoring.marked.answers import identity
from safety_scoring.marked.beside import load_marked

ROOT = Path(__file__).parents[2]
ROW = "id,question,answer,open,report\n{id},fire-exit,打开出口{id}。,2,0\n"
LABELS = '"labels": {{"open": 0, "report": 2}}'
LINE = f'{{{{"id": "{{id}}", "question": "fire-exit", "answer": "报告{{id}}。", {LABELS}}}}}\n'


def put(folder: Path, *names: str) -> None:
    for number, name in enumerate(names):
        text = LINE if name.endswith(".jsonl") else ROW
        (folder / name).write_text(text.format(id=number), "utf-8")


@pytest.mark.parametrize(
    ("files", "path", "found"),
    [
        pytest.param(["b.marked.csv", "a.marked.jsonl"], ".", ["1", "0"], id="all of a folder, by name"),
        pytest.param(["a.marked.csv", "answers.csv"], ".", ["0"], id="other tables are not meant"),
        pytest.param(["fire.marked.csv", "gas.marked.csv"], "fire.yaml", ["0"], id="one file's namesakes"),
        pytest.param(["fire.MARKED.CSV"], ".", ["0"], id="upper case"),
        pytest.param([], ".", [], id="none"),
    ],
)
def test_what_belongs_to_a_bank(
    tmp_path: Path, bank: Bank, files: list[str], path: str, found: list[str]
) -> None:
    put(tmp_path, *files)
    file = load_marked(tmp_path / path, bank)
    assert [item.id for item in file.answers] == found
    assert file.faults == ()
    assert len(file.understood) >= len(found)


def test_a_broken_file_does_not_stop_the_others(tmp_path: Path, bank: Bank) -> None:
    put(tmp_path, "b.marked.csv")
    (tmp_path / "a.marked.csv").write_text("甲,乙\n1,2\n", "utf-8")
    (tmp_path / "c.marked.csv").write_text("id,question,answer,marks\n7,fire-exit,跑。,99\n", "utf-8")
    file = load_marked(tmp_path, bank)
    assert [item.id for item in file.answers] == ["0"]
    assert {fault.file for fault in file.faults} == {"a.marked.csv", "c.marked.csv"}
    assert all(fault.remedy for fault in file.faults)


def test_the_bundled_bank_carries_none_of_the_examples(bundled_bank: Bank) -> None:
    file = load_marked(None, bundled_bank)
    assert (file.faults, file.notices) == ((), ())
    assert len(file.answers) == 63
    with (ROOT / "examples/answers.csv").open(encoding="utf-8-sig", newline="") as stream:
        shown = {(row["question"], "".join(row["answer"].split())) for row in csv.DictReader(stream)}
    assert shown.isdisjoint(map(identity, file.answers))
