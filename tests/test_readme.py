"""The READMEs are true: their commands, code, banks, results and figures are run and recomputed.

After a change of what is shown, `python tests/test_readme.py` writes the outputs anew; read the difference.
"""

from __future__ import annotations

import doctest
import json
import math
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from safety_scoring import Bank, Question, Scorer, load_bank
from safety_scoring.authoring.check.rules import PAGES
from safety_scoring.cli.program import app
from safety_scoring.report.words import KIND_NAMES
from safety_scoring.result import FLAG_NAMES, STATUS_NAMES

ROOT = Path(__file__).parents[1]
README, CHINESE = ROOT / "README.md", ROOT / "README.zh-CN.md"
MAIN = "batch examples/answers.csv -o results.xlsx --report report.html"
CONSOLE = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
JSON = re.compile(
    r"`(?P<command>safety-scoring score [^`]* --json)`[^`]*```json\n(?P<shown>.*?)```", re.DOTALL
)
DRIFTING = re.compile(
    r"bank [0-9a-f]{12} \| jieba \S+ \| scikit-learn [^\s\"]+"
    r"|相似度 \d\.\d\d · 把握度 \d\.\d\d"
)
"""What every statement added to the bank, and every release of a dependency, moves a little."""


def blocks(document: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", document.read_text("utf-8"), re.DOTALL | re.MULTILINE)


def run(command: str, cwd: Path) -> str:
    """What a command of this package says, with nothing on standard error."""
    program, *arguments = shlex.split(command)
    assert program.removeprefix(".venv/bin/") == "safety-scoring"
    done = subprocess.run(
        [sys.executable, "-m", "safety_scoring", *arguments],
        cwd=cwd,
        env={"PATH": os.environ["PATH"], "HOME": str(cwd), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr.decode()) == (0, "")
    return "\n".join(line.rstrip() for line in done.stdout.decode().splitlines())


def shown_anew(block: str, cwd: Path) -> str:
    """A console block with the outputs that its commands give now."""
    commands = [line for line in block.splitlines() if line.startswith("$ ")]
    return "\n\n".join(f"{command}\n{run(command[2:], cwd)}" for command in commands) + "\n"


def result_anew(command: str, cwd: Path) -> dict[str, Any]:
    """The result of a command, shortened to its first key point with evidence."""
    result = json.loads(run(command, cwd))
    points = [point for point in result["key_points"] if point["evidence"]]
    return {**result, "key_points": points[:1]}


def comparable(text: str) -> str:
    """Marks, evidence and words, without what drifts."""
    return DRIFTING.sub("…", text)


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    return tmp_path


def test_the_two_commands_for_strangers() -> None:
    """Each is one line in a bash block of its own; .ci/run takes them from there and runs them."""
    main, tests = (block.strip() for block in blocks(README, "bash"))
    assert "\n" not in main + tests
    assert main.endswith(f".venv/bin/safety-scoring {MAIN}")
    assert tests.endswith(".venv/bin/python -m pytest")


def test_both_readmes_give_the_same_main_command() -> None:
    assert blocks(CHINESE, "bash") == blocks(README, "bash")[:1]


def test_the_main_command_marks_the_answers(workplace: Path) -> None:
    said = run(f"safety-scoring {MAIN}", workplace)
    assert "共 56 份作答：已评分 56 份。" in said
    assert (workplace / "report.html").stat().st_size > 100_000
    sheets = load_workbook(workplace / "results.xlsx", read_only=True).sheetnames
    assert len(sheets) == 4
    assert all(sheet in document.read_text("utf-8") for sheet in sheets for document in (README, CHINESE))


def test_every_word_that_a_program_or_an_examiner_meets_is_explained() -> None:
    english, chinese = README.read_text("utf-8"), CHINESE.read_text("utf-8")
    commands = [str(command.callback.__name__) for command in app.registered_commands if command.callback]
    assert [
        name for name in commands if not re.search(rf"^\| `safety-scoring {name}\b", english, re.MULTILINE)
    ] == []
    codes = (*STATUS_NAMES, *FLAG_NAMES, *KIND_NAMES)
    assert [code for code in codes if f"`{code}`" not in english] == []
    assert [name for name in (*STATUS_NAMES.values(), *FLAG_NAMES.values()) if name not in chinese] == []


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(block, id=f"{document.name} {block.splitlines()[0]}")
        for document in (README, CHINESE)
        for block in blocks(document, "console")
    ],
)
def test_commands_give_what_is_shown(block: str, workplace: Path) -> None:
    assert comparable(shown_anew(block, workplace)) == comparable(block)


def test_the_result_is_the_one_that_is_shown(workplace: Path) -> None:
    found = JSON.search(README.read_text("utf-8"))
    assert found
    shown = json.loads(comparable(found["shown"]))
    assert shown == json.loads(comparable(json.dumps(result_anew(found["command"], workplace))))


def test_the_python_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    results = doctest.testfile(str(README), module_relative=False)
    assert results.attempted > 8
    assert results.failed == 0


@pytest.fixture(scope="module")
def full_bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    """The bank that shows every field, from its two blocks."""
    folder = tmp_path_factory.mktemp("bank")
    for number, block in enumerate(blocks(README, "yaml")):
        (folder / f"{number}.yaml").write_text(block, "utf-8")
    return load_bank(folder)


def test_the_bank_shows_every_field(full_bank: Bank) -> None:
    points = [point for question in full_bank.questions for point in question.key_points]
    fields = set().union(*(point.model_fields_set for point in points))
    assert fields == set(type(points[0]).model_fields)
    assert full_bank.questions[0].model_fields_set == set(Question.model_fields)
    assert full_bank.elsewhere
    assert full_bank.synonyms
    parts = [point.parts for point in points if point.parts]
    assert set().union(*(part.model_fields_set for part in parts)) == set(type(parts[0]).model_fields)


def table(first: str) -> list[list[str]]:
    """Rows of the table whose first header is given."""
    text = README.read_text("utf-8")
    (rows,) = re.findall(rf"^\| {re.escape(first)} \|.*\n\|[-|]+\n((?:\|.*\n)+)", text, re.MULTILINE)
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows.splitlines()]


@pytest.mark.parametrize("row", table("answer"), ids=lambda row: f"{row[0]} {row[3]}")
def test_what_answers_earn(full_bank: Bank, row: list[str]) -> None:
    answer, point, status, _ = row
    result = Scorer(full_bank).score("gas-leak", answer)
    assert {line.id: line.status for line in result.key_points}[point] == status


@pytest.mark.parametrize("row", table("said"), ids=lambda row: f"{row[0]} {row[3]}")
def test_what_rubrics_in_the_wild_earn(full_bank: Bank, row: list[str]) -> None:
    answer, point, marks, _ = row
    result = Scorer(full_bank).score("hot-work-basics", answer)
    assert {line.id: f"{line.awarded:g}" for line in result.key_points}[point] == marks


def test_every_rule_of_the_check_is_explained() -> None:
    english = README.read_text("utf-8")
    assert [rule for rule in PAGES if f"`{rule}`" not in english] == []


def test_the_worked_example_of_similarity() -> None:
    text = README.read_text("utf-8")
    found = re.search(r"two reference answers, (\S+) and (\S+), and the answer (\S+)\n", text)
    assert found
    first, second, answer = found.groups()
    rows = {word: [float(cell or "nan") for cell in cells] for word, *cells in table("word")}
    lengths = rows.pop("length")[2:]
    columns = list(zip(*rows.values(), strict=True))
    held = [[value > 0 for value in column] for column in columns[3:]]
    for frequency, idf, *values in rows.values():
        assert frequency == sum(value > 0 for value in values[1:])
        assert idf == round(math.log((1 + 2) / (1 + frequency)) + 1, 4)
        assert set(values) <= {0.0, idf}
    assert len(held) == 2
    assert lengths == [round(math.hypot(*column), 4) for column in columns[2:]]
    cosines = [
        round(sum(a * b for a, b in zip(columns[2], column, strict=True)) / lengths[0] / length, 4)
        for column, length in zip(columns[3:], lengths[1:], strict=True)
    ]
    assert [float(number) for number in re.findall(r"\) = (0\.\d{4})\.", text)] == cosines
    bank = Bank(
        questions=(Question(id="q", question="要点？", full_marks=10, reference_answers=(first, second)),)
    )
    result = Scorer(bank).score("q", answer)
    assert result.similarity == max(cosines)
    assert f"The similarity is {result.similarity}." in text


@pytest.mark.parametrize(
    "document",
    [README, CHINESE, ROOT / "CHANGELOG.md", ROOT / ".github/CONTRIBUTING.md"],
    ids=lambda d: d.name,
)
def test_links_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?://)([^)#]+)", document.read_text("utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def write_anew(document: Path, cwd: Path) -> None:
    """Put what the commands give now into a README."""
    text = CONSOLE.sub(lambda found: shown_anew(found[0], cwd), document.read_text("utf-8"))
    found = JSON.search(text)
    if found:
        result = json.dumps(result_anew(found["command"], cwd), ensure_ascii=False, indent=2)
        text = text[: found.start("shown")] + result + "\n" + text[found.end("shown") :]
    document.write_text(text, "utf-8")


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "examples", Path(folder) / "examples")
        for readme in (README, CHINESE):
            write_anew(readme, Path(folder))
