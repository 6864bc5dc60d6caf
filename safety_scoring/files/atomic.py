"""An output appears whole or not at all, and never over an input."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from safety_scoring.errors import Fault, OutputError

__all__ = ["atomic_path"]

_FULL = (errno.ENOSPC, errno.EDQUOT)


@contextmanager
def atomic_path(path: str | Path, forbid: Collection[Path] = ()) -> Iterator[Path]:
    """Give a temporary path in the folder of `path`, which takes its place on success.

    On any failure, an interruption included, the temporary file is removed and what stood at `path`
    before is left as it was.

    Args:
        path: where the output shall stand; a symbolic link keeps pointing to its file.
        forbid: inputs, which the output must not overwrite.

    Raises:
        OutputError: no such folder, no permission, open in another program, disk full, not a
            regular file, or one of `forbid`.
    """
    shown, target = str(path), Path(os.path.realpath(path))
    _check(target, shown, forbid)
    # a short name of its own: the output's may already be as long as the file system allows
    temporary = target.with_name(f".safety-scoring-{secrets.token_hex(6)}{target.suffix}")
    try:
        temporary.open("xb").close()  # unlike mkstemp, with the permissions that the user's files have
        yield temporary
        if target.exists():
            shutil.copymode(target, temporary)
        temporary.replace(target)
    except OSError as error:
        fault = _fault(error, temporary, target, shown)
        if fault is None:
            raise
        raise OutputError(fault) from error
    finally:
        temporary.unlink(missing_ok=True)


def _check(target: Path, shown: str, forbid: Collection[Path]) -> None:
    if target.is_dir():
        raise OutputError(Fault("输出位置是文件夹", "在后面加上文件名", shown))
    if not target.parent.is_dir():
        raise OutputError(Fault("输出所在的文件夹不存在", "先建好文件夹，或换一个位置", shown))
    if any(_same(target, Path(other)) for other in forbid):
        raise OutputError(Fault("输出会覆盖输入文件", "换一个文件名", shown))
    if not target.exists():
        return
    if not target.is_file():
        raise OutputError(Fault("输出位置不是普通文件", "换一个位置", shown))
    try:
        # on Windows a file that is open in Excel is told here, before the work and not after it
        target.open("r+b").close()
    except OSError as error:
        raise OutputError(_denied(shown)) from error


def _same(target: Path, other: Path) -> bool:
    if target.exists() and other.exists():
        return target.samefile(other)
    return target == Path(os.path.realpath(other))


def _fault(error: OSError, temporary: Path, target: Path, shown: str) -> Fault | None:
    """What an error means for the output; None where it came from elsewhere."""
    if error.errno in _FULL:
        return Fault("磁盘已满，没有写出", "清理磁盘空间后重试", shown)
    ours = {os.fspath(temporary), os.fspath(target)}
    if not ours & {os.fspath(name) for name in (error.filename, error.filename2) if name is not None}:
        return None
    if isinstance(error, PermissionError):
        return _denied(shown)
    return Fault(f"写不出文件（{error.strerror}）", "换一个位置后重试", shown)


def _denied(shown: str) -> Fault:
    what = "没有写入权限，或文件正在 Excel 等程序中打开"
    return Fault(what, "关闭该文件，检查文件夹权限，或换一个位置", shown)
