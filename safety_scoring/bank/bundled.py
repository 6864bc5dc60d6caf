"""Find the reference bank that comes with the package: in a wheel, an editable install or a clone."""

from __future__ import annotations

from pathlib import Path

from safety_scoring.errors import BankError, Fault

__all__ = ["bundled_reference"]


def bundled_reference() -> Path:
    """The folder of the bundled bank.

    A wheel holds it inside the package; in a clone the package stands beside it.

    Raises:
        BankError: the installation lacks it.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "reference", package.parent / "reference"):
        if folder.is_dir():
            return folder
    raise BankError(Fault("安装不完整，找不到自带题库", "重新安装 safety-scoring，或用 --reference 指定题库"))
