"""The program for real: in pipes and on a terminal, in every locale, and when it is interrupted."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

Program = Callable[..., "subprocess.CompletedProcess[bytes]"]

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = [sys.executable, "-m", "safety_scoring"]
LOCALES = {
    "C": {"LANG": "C"},
    "C, enforced": {"LC_ALL": "C"},
    "POSIX": {"LC_ALL": "POSIX"},
    "none": {},
    "one that is not there": {"LC_ALL": "zh_CN.GB18030"},
    "C without UTF-8 mode": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}


@pytest.mark.parametrize("environment", LOCALES.values(), ids=LOCALES.keys())
def test_a_pipe_gets_utf8_in_every_locale(program: Program, environment: dict[str, str]) -> None:
    helped = program("--help", **environment)
    assert helped.returncode == 0
    assert "每一分都引用作答原文" in helped.stdout.decode("utf-8")
    wrong = program("nonsense", **environment)
    assert wrong.stderr.decode("utf-8").startswith("没有命令 nonsense")


def test_an_answer_in_every_locale(program: Program, bank: Path) -> None:
    for environment in ({"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}):
        done = program("score", "fire-exit", "打开安全出口", "--json", "--reference", bank, **environment)
        assert done.stderr == b""
        assert json.loads(done.stdout.decode("utf-8"))["marks"] == 6


def test_the_reader_s_own_encoding_is_respected(program: Program) -> None:
    done = program("questions", PYTHONIOENCODING="gb18030")
    assert "题目" in done.stdout.decode("gb18030")


def test_half_a_character_is_valid_json(program: Program, bank: Path, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        '{"id": "\\ud800", "question": "fire-exit", "answer": "上报\\ud83d"}\n', "utf-8"
    )
    done = program("batch", "a.jsonl", "-o", "r.jsonl", "--reference", bank)
    assert done.returncode == 0
    result = json.loads((tmp_path / "r.jsonl").read_text("utf-8"))
    assert (result["id"], result["marks"]) == ("\ud800", 4)


def test_batch_in_a_pipe_has_no_bar_no_colour_and_no_cut_lines(
    program: Program, bank: Path, answers: Path, tmp_path: Path
) -> None:
    question = "闻到“煤气”味，第一步做什么？"
    done = program("batch", answers, "-o", "r.csv", "--reference", bank, COLUMNS="40", TERM="xterm-256color")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout
    assert "正在" not in done.stdout.decode()
    assert any(question in line and "100%" in line for line in done.stdout.decode().splitlines())
    assert (tmp_path / "r.csv").exists()


@pytest.mark.parametrize("arguments", [["questions"], ["questions", "--json"], ["--help"], ["--version"]])
def test_the_reader_goes_away(arguments: list[str]) -> None:
    with subprocess.Popen(
        [*PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as process:
        process.stdout.close()
        assert process.wait(60) == 141
        assert process.stderr.read() == b""


def test_a_bug_is_a_traceback_and_no_message() -> None:
    code = (
        "import sys, safety_scoring.cli.questions as q;"
        "q.load_bank = lambda path: 1 / 0;"
        "from safety_scoring.cli.app import run; sys.exit(run(['questions']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment(), check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(b"Traceback")


def environment(**changed: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm-256color",
        "COLUMNS": "80",
        "LINES": "40",
        **changed,
    }


class Terminal:
    """The program on a terminal: what it shows, byte for byte."""

    def __init__(self, *arguments: object, cwd: Path, **changed: str) -> None:
        self._master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [*PROGRAM, *map(str, arguments)],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=cwd,
            env=environment(**changed),
            start_new_session=True,
        )
        os.close(slave)
        self.shown = b""

    def read_until(self, wanted: str | None = None, seconds: float = 120) -> str:
        """What was shown until the text came; None: until the program ended."""
        deadline = time.monotonic() + seconds
        while wanted is None or wanted.encode() not in self.shown:
            assert time.monotonic() < deadline, self.shown.decode(errors="replace")
            if select.select([self._master], [], [], 1)[0]:
                try:
                    data = os.read(self._master, 65536)
                except OSError:  # Linux: the other end is closed
                    data = b""
                if not data:
                    assert wanted is None, self.shown.decode(errors="replace")
                    break
                self.shown += data
        return self.shown.decode()

    def end(self) -> int:
        """The exit code, once everything is read."""
        self.read_until()
        os.close(self._master)
        return self.process.wait(60)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """So many answers that a run lasts some seconds."""
    path = tmp_path / "many.jsonl"
    answer = "先打开安全出口，再报告值班负责人，同时派人看守并做好记录。" * 3
    with path.open("w", encoding="utf-8") as stream:
        for number in range(30_000):
            stream.write(
                json.dumps({"id": str(number), "question": "fire-exit", "answer": f"{number}{answer}"}) + "\n"
            )
    return path


def test_a_terminal_has_colour_and_a_bar_that_goes_away(bank: Path, answers: Path, tmp_path: Path) -> None:
    terminal = Terminal("batch", answers, "-o", "r.xlsx", "--reference", bank, cwd=tmp_path)
    assert terminal.end() == 0
    shown = terminal.shown.decode()
    assert "正在准备题库" in shown
    assert "\x1b[" in shown
    assert "\x1b[?25h" in shown, "the cursor is shown again"
    assert shown.rstrip().endswith("结果：r.xlsx")


def test_no_colour_where_it_is_not_wanted(bank: Path, tmp_path: Path) -> None:
    terminal = Terminal("score", "fire-exit", "上报", "--reference", bank, cwd=tmp_path, NO_COLOR="1")
    assert terminal.end() == 0
    assert "\x1b[3" not in terminal.shown.decode()


def test_nothing_is_wider_than_the_terminal(bank: Path, tmp_path: Path) -> None:
    from rich.cells import cell_len
    from rich.text import Text

    for arguments in (["score", "fire-exit", "打开安全出口" * 30], ["questions"], ["batch", "--help"]):
        terminal = Terminal(
            *arguments, *([] if "--help" in arguments else ["--reference", bank]), cwd=tmp_path
        )
        assert terminal.end() == 0
        lines = terminal.shown.decode().splitlines()
        assert len(lines) > 3
        assert all(cell_len(Text.from_ansi(line).plain) <= 80 for line in lines)


def test_interrupted(bank: Path, many: Path, tmp_path: Path) -> None:
    """Ctrl-C: one line with the command that starts again, no outputs, no temporary files, code 130."""
    arguments = ("batch", many, "-o", "r.xlsx", "--report", "r.html", "--reference", bank)
    terminal = Terminal(*arguments, cwd=tmp_path)
    terminal.read_until("正在评分")
    os.kill(terminal.process.pid, signal.SIGINT)
    assert terminal.end() == 130
    shown = terminal.shown.decode()
    assert "已中断，没有写完的文件已删除。重新运行：safety-scoring batch " in shown
    assert "Traceback" not in shown
    assert [path.name for path in tmp_path.iterdir()] == ["many.jsonl"]
