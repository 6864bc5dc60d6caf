"""The marked answers beside a bank's YAML: ``*.marked.jsonl``, ``.csv``, ``.tsv`` or ``.xlsx``."""

from __future__ import annotations

from pathlib import Path

from safety_scoring.bank.bundled import bundled_reference
from safety_scoring.bank.model import Bank
from safety_scoring.errors import AnswersError, Fault
from safety_scoring.marked.answers import MarkedAnswer, MarkedFile
from safety_scoring.marked.read import read_marked

__all__ = ["load_marked"]

_SUFFIXES = (".jsonl", ".csv", ".tsv", ".xlsx")
_CARRIED = ".marked"
_LOCK = "~$"  # what Excel puts beside a workbook that is open


def load_marked(path: str | Path | None, bank: Bank) -> MarkedFile:
    """Read every file of marked answers beside a bank.

    Args:
        path: of the bank, as for `load_bank`: a folder, or one YAML file, which carries the files named
            after it (``fire.yaml``: ``fire.marked.csv``); None for the bundled bank.
        bank: what was read from there.

    Returns:
        All answers of all files, with what was understood, warnings and rows that cannot be used; empty
        where the bank carries none.
    """
    place = bundled_reference() if path is None else Path(path)
    answers: list[MarkedAnswer] = []
    understood: list[str] = []
    notices: list[Fault] = []
    faults: list[Fault] = []
    for file in _files(place):
        try:
            found = read_marked(file, bank)
        except AnswersError as error:
            faults += error.faults
            continue
        answers += found.answers
        understood += [f"{file.name}：{line}" for line in found.understood]
        notices += found.notices
        faults += found.faults
    return MarkedFile(tuple(answers), tuple(understood), tuple(notices), tuple(faults))


def _files(place: Path) -> list[Path]:
    if place.is_dir():
        return sorted(file for file in place.iterdir() if _is_carried(file))
    carried = (file for file in place.parent.glob("*") if _is_carried(file))
    return sorted(file for file in carried if file.stem[: -len(_CARRIED)] == place.stem)


def _is_carried(file: Path) -> bool:
    if file.name.startswith(_LOCK):
        return False
    return file.suffix.lower() in _SUFFIXES and file.stem.lower().endswith(_CARRIED)
