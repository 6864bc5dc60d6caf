"""What ships: the wheel holds the bank, the templates and the types, each once, and nothing else."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path, PurePosixPath

import pytest

import safety_scoring

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (file,) = folder.iterdir()
    with zipfile.ZipFile(file) as opened:
        yield opened


def test_everything_of_the_package_is_there(wheel: zipfile.ZipFile) -> None:
    package = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "safety_scoring").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    bank = {f"safety_scoring/reference/{path.name}" for path in (ROOT / "reference").iterdir()}
    held = {name for name in wheel.namelist() if name.startswith("safety_scoring/")}
    assert held == package | bank
    assert "safety_scoring/py.typed" in held
    assert {PurePosixPath(name).suffix for name in held - bank} >= {".py", ".html", ".css"}
    assert len([name for name in bank if name.endswith(".yaml")]) >= 5


def test_nothing_is_there_twice_or_too_much(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()
    assert [name for name, count in Counter(names).items() if count > 1] == []
    assert {name.split("/")[0] for name in names} == {
        "safety_scoring",
        f"safety_scoring-{safety_scoring.__version__}.dist-info",
    }


def test_what_the_wheel_says_of_itself(wheel: zipfile.ZipFile) -> None:
    info = f"safety_scoring-{safety_scoring.__version__}.dist-info"
    said = message_from_bytes(wheel.read(f"{info}/METADATA"))
    assert (said["Name"], said["Version"]) == ("safety-scoring", safety_scoring.__version__)
    assert said["Requires-Python"] == ">=3.10"
    assert "safety-scoring = safety_scoring.cli.app:main" in wheel.read(f"{info}/entry_points.txt").decode()
    assert f"{info}/licenses/LICENSE" in wheel.namelist()
