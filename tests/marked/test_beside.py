"""The marked answers that a bank carries: which files are read, and what of them is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from safety_scoring import Bank
from safety_scoring.files.answers import read_answers
from safety_scoring.marked.answers import identity
from safety_scoring.marked.beside import load_marked

EXAMPLES = Path(__file__).parents[2] / "examples"
Put = Callable[..., Path]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Write files of one marked answer, which says the name of its file."""

    def written(*names: str) -> Path:
        for name in names:
            (tmp_path / name).parent.mkdir(exist_ok=True)
            _write(tmp_path / name)
        return tmp_path

    return written


def _write(path: Path) -> None:
    head, row = ("id", "question", "answer", "marks"), ("a1", "fire-exit", path.name, 6)
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        import xlsxwriter

        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet("一班")
            sheet.write_row(0, 0, head)
            sheet.write_row(1, 0, row)
    elif suffix == ".jsonl":
        path.write_text(json.dumps(dict(zip(head, row, strict=True))) + "\n", "utf-8")
    else:
        mark = "\t" if suffix == ".tsv" else ","
        path.write_text("".join(mark.join(map(str, cells)) + "\n" for cells in (head, row)), "utf-8")


def _read(path: Path, bank: Bank) -> list[str]:
    """Which files were read; all of them without faults."""
    found = load_marked(path, bank)
    assert found.faults == ()
    return [item.answer for item in found.answers]


KINDS = ("a.marked.jsonl", "b.marked.csv", "c.marked.tsv", "d.marked.xlsx")


def test_a_folder_carries_files_of_all_kinds(put: Put, bank: Bank) -> None:
    """In the order of their names, each with what was understood of it."""
    folder = put(*reversed(KINDS))
    assert _read(folder, bank) == list(KINDS)
    found = load_marked(str(folder), bank)
    assert found.understood == tuple(f"{name}：共 1 份作答：只有总分 1 份" for name in KINDS)
    assert [item.place.file for item in found.answers] == list(KINDS)


LEFT = [
    ("answers that nobody marked for the bank", "answers.csv"),
    ("a name that only holds the word", "marked.csv"),
    ("the word without its point", "lastmarked.csv"),
    ("the word in the middle", "a.marked.old.csv"),
    ("the bank itself", "a.marked.yaml"),
    ("another suffix", "a.marked.json"),
    ("text", "a.marked.txt"),
    ("a copy that an editor keeps", "a.marked.csv~"),
    ("what Excel puts beside an open workbook", "~$d.marked.xlsx"),
    ("a folder further down", "old/a.marked.csv"),
]


@pytest.mark.parametrize(("why", "name"), LEFT, ids=[case[0] for case in LEFT])
def test_other_files_are_left_alone(put: Put, bank: Bank, why: str, name: str) -> None:
    assert _read(put(name, "b.marked.csv"), bank) == ["b.marked.csv"], why


@pytest.mark.parametrize("name", ["A.MARKED.CSV", "a.Marked.Csv", "去年.marked.csv", "a b.marked.csv"])
def test_names_as_people_write_them(put: Put, bank: Bank, name: str) -> None:
    assert _read(put(name), bank) == [name]


def test_a_single_file_carries_its_namesakes(put: Put, bank: Bank) -> None:
    folder = put(*(f"fire.marked{suffix}" for suffix in (".xlsx", ".csv", ".tsv", ".jsonl", ".txt")))
    expected = [f"fire.marked{suffix}" for suffix in (".csv", ".jsonl", ".tsv", ".xlsx")]
    assert _read(folder / "fire.yaml", bank) == expected
    assert _read(folder / "fire.yml", bank) == expected


NAMESAKES = [
    ("its own", "fire.yaml", "fire.marked.csv", True),
    ("its own, in capitals", "fire.yaml", "fire.MARKED.CSV", True),
    ("its own, with points in the name", "fire.2026.yaml", "fire.2026.marked.csv", True),
    ("another's", "fire.yaml", "gas.marked.csv", False),
    ("another's that begins alike", "fire.yaml", "fire-exit.marked.csv", False),
    ("another's that begins with its name", "fire.yaml", "fire.2026.marked.csv", False),
    ("another's that begins with all of it", "fire.yaml", "fire.marked.old.marked.csv", False),
    ("another's that ends alike", "exit.yaml", "fire-exit.marked.csv", False),
    ("nobody's", "fire.yaml", ".marked.csv", False),
]


@pytest.mark.parametrize(("why", "file", "name", "carried"), NAMESAKES, ids=[case[0] for case in NAMESAKES])
def test_namesakes(put: Put, bank: Bank, *, why: str, file: str, name: str, carried: bool) -> None:
    assert _read(put(name) / file, bank) == ([name] if carried else []), why


@pytest.mark.parametrize("name", ["", "fire.yaml"], ids=["a folder", "a single file"])
def test_a_bank_that_carries_none(put: Put, bank: Bank, name: str) -> None:
    found = load_marked(put("answers.csv") / name, bank)
    assert (found.answers, found.understood, found.notices, found.faults) == ((), (), (), ())


BROKEN = [
    ("no columns", "b.marked.csv", b"a,b\n1,2\n", "b.marked.csv"),
    ("no workbook", "b.marked.xlsx", b"nonsense", "b.marked.xlsx"),
    ("no JSON", "b.marked.jsonl", b"nonsense\n", "b.marked.jsonl"),
    ("empty", "b.marked.csv", b"", "b.marked.csv"),
    (
        "an unknown question",
        "b.marked.csv",
        b"id,question,answer,marks\n1,nonsense,x,1\n",
        "b.marked.csv 第 2 行：题库里没有题目“nonsense”",
    ),
    (
        "too many marks",
        "b.marked.csv",
        b"id,question,answer,marks\n1,fire-exit,x,11\n",
        "b.marked.csv 第 2 行 marks：“11”不是 0 到满分 10 之间的数",
    ),
]


@pytest.mark.parametrize(("why", "name", "content", "told"), BROKEN, ids=[case[0] for case in BROKEN])
def test_a_broken_file_is_told_and_the_others_are_used(
    put: Put, bank: Bank, *, why: str, name: str, content: bytes, told: str
) -> None:
    folder = put("a.marked.csv", "c.marked.jsonl")
    (folder / name).write_bytes(content)
    found = load_marked(folder, bank)
    assert [item.answer for item in found.answers] == ["a.marked.csv", "c.marked.jsonl"], why
    (fault,) = found.faults
    assert str(fault).startswith(told)
    assert fault.remedy


def test_every_broken_file_is_told(put: Put, bank: Bank) -> None:
    folder = put("b.marked.csv")
    for name in ("a.marked.csv", "c.marked.xlsx"):
        (folder / name).write_bytes(b"nonsense")
    (folder / "d.marked.csv").mkdir()
    found = load_marked(folder, bank)
    assert len(found.answers) == 1
    names = [Path(fault.file).name for fault in found.faults]
    assert names == ["a.marked.csv", "c.marked.xlsx", "d.marked.csv"]


def test_rows_that_can_be_used_are_used(put: Put, bank: Bank) -> None:
    """Of a file with a fault, and what is noticed keeps its place."""
    folder = put("b.marked.csv")
    text = "id,question,answer,marks\n1,fire-exit,开。,6\n1,fire-exit,锁。,0\n2,nonsense,开。,6\n"
    (folder / "a.marked.csv").write_text(text, "utf-8")
    found = load_marked(folder, bank)
    assert [item.answer for item in found.answers] == ["开。", "锁。", "b.marked.csv"]
    assert [(fault.file, fault.line) for fault in found.notices] == [("a.marked.csv", 3)]
    assert [(fault.file, fault.line) for fault in found.faults] == [("a.marked.csv", 4)]


def test_the_bundled_answers_are_clean(bundled_bank: Bank) -> None:
    found = load_marked(None, bundled_bank)
    assert (found.faults, found.notices) == ((), ())
    assert found.answers
    assert all(item.labels and item.case is None for item in found.answers)
    assert _doubled(identity(item) for item in found.answers) == set()
    assert _doubled(item.id for item in found.answers) == set()


def _doubled(items: Iterable[object]) -> set[object]:
    seen: set[object] = set()
    return {item for item in items if item in seen or seen.add(item)}


@pytest.mark.parametrize("name", ["answers.csv", "class-export.xlsx"])
def test_no_example_is_among_the_bundled_answers(bundled_bank: Bank, name: str) -> None:
    """Else the examples would show how well the machine marks what it has been told."""
    file = read_answers(
        EXAMPLES / name, {question.id: question.question for question in bundled_bank.questions}
    )
    shown = {"".join(row.answer.split()) for row in file.rows if row.answer}
    assert len(shown) > 10
    learnt = {identity(item)[1] for item in load_marked(None, bundled_bank).answers}
    assert shown.isdisjoint(learnt)
