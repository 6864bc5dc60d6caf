"""All problems of all files at once, by file and line, and what there is when there is nothing to check."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from safety_scoring.authoring.check.run import Checked, check
from safety_scoring.errors import BankError

HERE = Path(__file__).parent
GOOD = (HERE / "good_bank.yaml").read_text(encoding="utf-8")
SECOND = GOOD.index("  - id: extinguisher")
SHOCK, EXTINGUISHER = GOOD[:SECOND], "questions:\n" + GOOD[SECOND:]
Make = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Make:
    """A folder of files, from names (without suffix) and contents."""

    def made(**files: str | bytes) -> Path:
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            (tmp_path / f"{name}.yaml").write_bytes(data)
        return tmp_path

    return made


def changed(text: str, *edits: tuple[str, str]) -> str:
    for old, new in edits:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


def told(checked: Checked) -> list[tuple[str, int | None, str]]:
    return [(problem.file, problem.line, problem.rule) for problem in checked.problems]


def line(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_a_fault_of_form_hides_nothing_of_the_other_questions(folder: Make) -> None:
    text = changed(GOOD, ("name: 防潮", "nama: 防潮"), ("[心肺复苏]", "[心肺复苏, 急救电话]"))
    checked = check(folder(bank=text))
    assert told(checked) == [
        ("bank.yaml", line(text, "phrases: [急救电话]"), "points-overlap"),
        ("bank.yaml", line(text, "phrases: [心肺复苏, 急救电话]"), "points-overlap"),
        ("bank.yaml", line(text, "- id: dry"), "form"),
        ("bank.yaml", line(text, "nama: 防潮"), "form"),
    ]
    assert (checked.questions, checked.points) == (1, 3), "of what could be read"
    assert (checked.faults, checked.warnings) == (4, 0)


def test_a_question_with_a_fault_of_form_takes_no_part_in_the_rest(folder: Make) -> None:
    text = changed(GOOD, ("marks: 2 # dry", "marks: zwei"), ("        not: [泡在水池里]\n", ""))
    assert {problem.rule for problem in check(folder(bank=text)).problems} == {"form"}


def test_by_file_and_line(folder: Make) -> None:
    shock = changed(SHOCK, ("        source: 急救手册第三章\n", ""), ("        not: [等下班以后再说]\n", ""))
    extinguisher = changed(
        EXTINGUISHER,
        ("[泡在水池里]", "[泡在水池里, 不要摆在潮湿的地方]"),
        ("        hint: 怎样知道瓶子里的气还够？\n", ""),
    )
    checked = check(folder(b=shock, a=extinguisher, c="questions:\n  - id: 7\n"))
    assert told(checked)[:4] == [
        ("a.yaml", line(extinguisher, "- id: gauge"), "no-hint"),
        ("a.yaml", line(extinguisher, "not: [泡在水池里, 不"), "near-miss-pays"),
        ("b.yaml", line(shock, "- id: call"), "no-near-miss"),
        ("b.yaml", line(shock, "- id: cpr"), "no-source"),
    ]
    rest = told(checked)[4:]
    assert {(file, rule) for file, _, rule in rest} == {("c.yaml", "form")}
    lines = [number for _, number, _ in rest]
    assert lines == sorted(lines, key=lambda number: number or 0)
    assert (checked.faults, checked.warnings) == (1 + len(rest), 3)


def test_rules_look_across_files(folder: Make) -> None:
    extinguisher = changed(
        EXTINGUISHER, ("question: 灭火器怎么保养？", "question: 发现有人触倒在地，应当怎么办？")
    )
    checked = check(folder(a=SHOCK, b=extinguisher))
    assert told(checked) == [("b.yaml", 3, "same-question")]


def test_an_id_of_two_files_names_both(folder: Make) -> None:
    checked = check(folder(a=SHOCK, b=changed(EXTINGUISHER, ("id: extinguisher", "id: shock"))))
    (problem,) = checked.problems
    assert (problem.rule, problem.file, problem.line) == ("form", "b.yaml", 2)
    assert f"a.yaml 第 {line(SHOCK, '- id: shock')} 行" in problem.what


def test_one_file_and_its_folder_are_the_same(folder: Make) -> None:
    text = changed(GOOD, ("        not: [泡在水池里]\n", ""))
    path = folder(bank=text)
    assert check(path) == check(path / "bank.yaml") == check(str(path))
    assert len(check(path).problems) == 1


def test_the_folder_is_only_read(folder: Make) -> None:
    path = folder(bank=GOOD)
    before = {file.name: file.read_bytes() for file in path.iterdir()}
    check(path)
    assert {file.name: file.read_bytes() for file in path.iterdir()} == before


def test_every_text_is_marked_once(folder: Make) -> None:
    """Rules that ask for the same text share its marking; each is told as it is done."""
    steps: list[int] = []
    check(folder(bank=GOOD), steps.append)
    questions = yaml.safe_load(GOOD)["questions"]
    references = [text for question in questions for text in question["reference_answers"]]
    texts = set()
    for question in questions:
        points = question["key_points"]
        phrases = [phrase for point in points for phrase in point.get("phrases", ())]
        said = [question["question"], *references, *phrases, *(["，".join(phrases)] if phrases else [])]
        for point in points:
            said += [*point["statements"], *point["not"], point["hint"]]
        texts |= {(question["id"], text) for text in said}
    assert sum(steps) == len(texts)


def test_problems_are_json_ready(folder: Make) -> None:
    (problem,) = check(folder(bank=changed(GOOD, ("        not: [泡在水池里]\n", "")))).problems
    assert problem.to_dict() == {
        "rule": "no-near-miss",
        "severity": "warning",
        "file": "bank.yaml",
        "line": problem.line,
        "where": "extinguisher/dry",
        "what": "没有写 not",
        "cost": "说反了的人可能得分",
        "remedy": "写两三条最容易混淆的说法",
    }


UNREADABLE: list[tuple[str, dict[str, str | bytes], list[tuple[str, int | None, str]]]] = [
    ("an empty file", {"a": ""}, [("a.yaml", None, "文件是空的")]),
    ("no question in any file", {"a": "elsewhere: [去食堂吃饭。]\n"}, [("", None, "题库里没有题目")]),
    (
        "another encoding",
        {"a": "questions:\n  - id: 甲\n".encode("gb18030")},
        [("a.yaml", 2, "不是 UTF-8 编码")],
    ),
    (
        "two files, each with its fault",
        {"b": "questions: [", "a": "- 甲\n"},
        [("a.yaml", 1, "文件里没有 questions 列表"), ("b.yaml", 1, "YAML 语法有误")],
    ),
]


@pytest.mark.parametrize(("why", "files", "faults"), UNREADABLE, ids=[case[0] for case in UNREADABLE])
def test_where_no_question_can_be_read(
    folder: Make, why: str, files: dict[str, str | bytes], faults: list[tuple[str, int | None, str]]
) -> None:
    path = folder(**files)
    checked = check(path)
    assert (checked.questions, checked.points) == (0, 0), why
    assert len(checked.problems) == len(faults)
    for problem, (file, number, what) in zip(checked.problems, faults, strict=True):
        assert problem.rule == "form"
        assert problem.file == (file or path.name)
        assert problem.line == number
        assert problem.what.startswith(what)


def test_an_empty_file_beside_a_good_one(folder: Make) -> None:
    checked = check(folder(a="", b=GOOD))
    assert told(checked) == [("a.yaml", None, "form")]
    assert checked.questions == 2


REFUSED = [
    ("no such folder", "absent", "找不到题库"),
    ("an empty folder", "", "文件夹里没有 .yaml 文件"),
    ("no YAML", "bank.txt", "题库文件应是 YAML"),
]


@pytest.mark.parametrize(("why", "name", "what"), REFUSED, ids=[case[0] for case in REFUSED])
def test_where_there_is_nothing_to_check(tmp_path: Path, why: str, name: str, what: str) -> None:
    path = tmp_path / name
    if path.suffix:
        path.write_text(GOOD, encoding="utf-8")
    with pytest.raises(BankError) as caught:
        check(path)
    (fault,) = caught.value.faults
    assert fault.what == what, why
    assert fault.remedy
    assert (name or tmp_path.name) in str(fault)
