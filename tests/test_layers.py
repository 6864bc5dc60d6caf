"""The order of the house: imports go downwards only, jieba has one door, and importing costs nothing."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Hold the package in a folder to the contracts of the pyproject.toml there."""
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(cache_dir=None))"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )


def test_modules_import_only_downwards() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("file", "line", "broken"),
    [
        pytest.param(
            "result.py", "import safety_scoring.scorer", "only downwards", id="a value calls the scorer"
        ),
        pytest.param("batch/run.py", "import safety_scoring.report.html", "only downwards", id="batch draws"),
        pytest.param("text/clauses.py", "import jieba", "jieba has one door", id="text cuts words"),
        pytest.param("util.py", "", "only downwards", id="a room that the order does not name"),
    ],
)
def test_what_breaks_the_order_is_found(tmp_path: Path, file: str, line: str, broken: str) -> None:
    shutil.copytree(ROOT / "safety_scoring", tmp_path / "safety_scoring")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "safety_scoring" / file).open("a", encoding="utf-8") as stream:
        stream.write(f"\n{line}\n")
    done = lint(tmp_path)
    assert done.returncode == 1
    assert any(broken in said and "BROKEN" in said for said in done.stdout.splitlines()), done.stdout


HEAVY = ("jieba", "sklearn", "scipy", "numpy", "pydantic", "opencc", "typer", "rich")


def test_importing_the_package_is_cheap_and_quiet() -> None:
    code = f"import sys, safety_scoring; print(*(set({HEAVY}) & sys.modules.keys()))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")
