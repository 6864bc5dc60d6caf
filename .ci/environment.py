"""Make a virtual environment with pip inside: `python3 .ci/environment.py [FOLDER]`, by default `.venv`.

`python3 -m venv` does that, except where a distribution leaves `ensurepip` out (Debian and Ubuntu
without python3-venv). There the Python's own pip puts one in; without any, it comes from PyPI. Only the
standard library is used: nothing else is installed yet.
"""

import hashlib
import io
import json
import os
import subprocess
import sys
import venv
import zipfile
from importlib.util import find_spec
from pathlib import Path
from urllib.request import urlopen

PIP = "https://pypi.org/pypi/pip/25.3/json"
SHA256 = "9655943313a94722b7774661c21049070f6bbb0a1516bf02f7c8d5d9201514cd"


def main(folder: Path) -> None:
    """Make the environment; where it is there already, it is kept."""
    if sys.version_info < (3, 10):  # noqa: UP036 - whoever runs this may have an older one
        sys.exit(f"Python 3.10 or newer is needed; this is {sys.version.split()[0]}")
    ready = find_spec("ensurepip") is not None
    venv.create(folder, with_pip=ready, symlinks=os.name != "nt")
    if not ready:
        put_pip_into(packages_of(folder))


def put_pip_into(packages: Path) -> None:
    """Install pip without `ensurepip`."""
    if (packages / "pip").is_dir():
        return
    if find_spec("pip"):
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(packages), "pip"]
        subprocess.run(command, check=True)
    else:
        with zipfile.ZipFile(io.BytesIO(pip_from_pypi())) as wheel:
            wheel.extractall(packages)


def packages_of(folder: Path) -> Path:
    """Where the environment keeps its packages."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    command = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    return Path(subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip())


def pip_from_pypi() -> bytes:
    """The wheel of pip: what works for so many Pythons, and is what it was when this was written."""
    with urlopen(PIP, timeout=60) as reply:
        files = json.load(reply)["urls"]
    url = next(file["url"] for file in files if file["digests"]["sha256"] == SHA256)
    with urlopen(url, timeout=60) as reply:  # noqa: S310 - PyPI's own, and its content is known
        wheel: bytes = reply.read()
    if hashlib.sha256(wheel).hexdigest() != SHA256:
        sys.exit(f"{url} is not the file that was expected")
    return wheel


if __name__ == "__main__":
    main(Path(*sys.argv[1:2] or [".venv"]))
