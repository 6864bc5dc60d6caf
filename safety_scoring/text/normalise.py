"""Read an answer through its layout: one form for every way of typing the same characters.

HTML, full-width and compatibility forms, traditional characters, zero-width characters, spaces
inside terms and wrapped lines disappear; an offset map leads each remaining character back to the
answer as given.
"""

from __future__ import annotations

import html
import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import opencc

__all__ = ["Normalised", "normalise"]

_TAG = re.compile(r"<!--(?:[^<-]|<(?!!--)|-(?!->))*-->|<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?/?>")
_LINE_END = re.compile("\r\n")
_BLOCK_TAG = re.compile(r"p|br|div|li|ul|ol|tr|td|th|table|h[1-6]|hr|section|article", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_UNSTABLE = re.compile(r"[^一-龥0-9a-z，。；：、！？（）《》〈〉【】%\n]")
_CIRCLED = re.compile(r"[①-⒛⓪-⓿❶-➓㈠-㈩㉑-㉟㊀-㊉㊱-㊿]")
_QUOTES = frozenset("“”\"「」『』‘’'＂＇〝〞`")
_MARKER = re.compile(
    r"[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、.．:：]|第[一二三四五六七八九十\d]{1,3}|[一二三四五六七八九十]是|[•·●▪■◆\-*—]"
    r"|首先|其次|再次|再者|最后|另外|此外|同时|以上|谢谢|答[:：]|问[:：]|题[:：]"
)
_STOP = frozenset("，。；：、！？.")
_BOOK = re.compile(r"(?<![蚊营军纱床罗毡])帐(?![篷子幕房])")  # 台帐 is still written for 台账
_FULL_WIDTH = str.maketrans(",;:?!()", "，；：？！（）")
_SPACES_IN_TERM = 3
_WRAP_MINIMUM = 12


@dataclass(frozen=True, slots=True)
class Normalised:
    """The text that marking reads, and where each of its characters stands in the answer.

    Attributes:
        text: normalised characters.
        starts, ends: per character, half-open code point offsets into the answer as given.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the answer as given of the normalised stretch ``start:end`` (not empty)."""
        return self.starts[start], self.ends[end - 1]


def normalise(raw: str) -> Normalised:
    """Normalise an answer; linear in its length.

    Args:
        raw: the answer as given; lone surrogates are read as unknown characters.

    Returns:
        The normalised text with its offset map.
    """
    if not _UNSTABLE.search(raw):
        text, starts, ends = raw, list(range(len(raw))), list(range(1, len(raw) + 1))
    else:
        text, starts, ends = _plain_characters(raw)
    text = _BOOK.sub("账", _simplified(text))
    if " " in text:
        text, starts, ends = _without_spaces(text, starts, ends)
    if "\n" in text:
        text, starts, ends = _without_wrapping(text, starts, ends)
    return Normalised(text, tuple(starts), tuple(ends))


def _plain_characters(raw: str) -> tuple[str, list[int], list[int]]:
    r"""Tags, entities, compatibility forms and invisible characters; line ends become ``\n``."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    for start, end, text in _replaced(raw) if any(sign in raw for sign in "<&\r") else ():
        if start < position:
            continue
        _put(raw[position:start], position, pieces, starts, ends)
        mapped = "".join(map(_character, text))
        pieces.append(mapped)
        starts += [start] * len(mapped)
        ends += [end] * len(mapped)
        position = end
    _put(raw[position:], position, pieces, starts, ends)
    return "".join(pieces), starts, ends


def _put(raw: str, offset: int, pieces: list[str], starts: list[int], ends: list[int]) -> None:
    """Add a stretch of which each character stands for itself."""
    mapped = [_character(character) for character in raw]
    pieces += mapped
    if len(raw) == sum(map(len, mapped)) and all(mapped):
        starts += range(offset, offset + len(raw))
        ends += range(offset + 1, offset + len(raw) + 1)
        return
    for index, piece in enumerate(mapped, start=offset):
        for _ in piece:
            starts.append(index)
            ends.append(index + 1)


def _replaced(raw: str) -> list[tuple[int, int, str]]:
    """(start, end, what it becomes) of every tag, entity and line end of two characters, in order."""
    found = [
        (match.start(), match.end(), "\n" if _BLOCK_TAG.fullmatch(match[2] or "") else "")
        for match in _TAG.finditer(raw)
    ]
    found += [(match.start(), match.end(), html.unescape(match[0])) for match in _ENTITY.finditer(raw)]
    found += [(match.start(), match.end(), "\n") for match in _LINE_END.finditer(raw)]
    return sorted(found)


@lru_cache(maxsize=65536)
def _character(character: str) -> str:
    """What one character becomes; a circled number is a list marker and so begins a line."""
    if character in "\n\r\v\f\x85\u2028\u2029":
        return "\n"
    if character in _QUOTES:
        return ""
    if _CIRCLED.match(character):
        return "\n•"
    if character in "\t\u3000\xa0":
        return " "
    out = []
    for folded in unicodedata.normalize("NFKC", character):
        category = unicodedata.category(folded)
        if category == "Zs":
            out.append(" ")
        elif category in ("Cs", "Co", "Cn"):
            out.append("\ufffd")
        elif category not in ("Cc", "Cf", "Mn", "Me"):
            out.append(folded.lower() if len(folded.lower()) == 1 else folded)
    return "".join(out).translate(_FULL_WIDTH)


_converters = threading.local()


def _simplified(text: str) -> str:
    """Traditional → simplified; by character where the converter would change the length."""
    converter = getattr(_converters, "t2s", None)
    if converter is None:
        converter = _converters.t2s = opencc.OpenCC("t2s")
    converted: str = converter.convert(text)
    if len(converted) == len(text):
        return converted
    single = [str(converter.convert(character)) for character in text]
    return "".join(new if len(new) == 1 else old for new, old in zip(single, text, strict=True))


def _kept(
    starts: list[int], ends: list[int], keep: list[tuple[int, str]]
) -> tuple[str, list[int], list[int]]:
    return (
        "".join(character for _, character in keep),
        [starts[index] for index, _ in keep],
        [ends[index] for index, _ in keep],
    )


def _is_word(character: str) -> bool:
    return character.isalnum()


def _without_spaces(text: str, starts: list[int], ends: list[int]) -> tuple[str, list[int], list[int]]:
    """Drop spaces; between long runs of Chinese a space separates as a comma does.

    Where an answer is letter-spaced, one space between characters means nothing and a wider gap is
    the space that was meant.
    """
    runs = re.split(r"( +)", text.strip(" "))
    gap = 1
    words, blanks = runs[0::2], runs[1::2]
    if len(blanks) >= 4 and sum(map(len, words)) <= 1.5 * len(words):
        gap = 2
    keep: list[tuple[int, str]] = []
    index = 0
    for piece in re.split(r"( +)", text):
        if piece.startswith(" ") or not piece:
            if len(piece) >= gap and _separates(text, index, index + len(piece), gap):
                keep.append((index, "，"))
        else:
            keep += [(index + offset, character) for offset, character in enumerate(piece)]
        index += len(piece)
    return _kept(starts, ends, keep)


def _separates(text: str, start: int, end: int, gap: int) -> bool:
    """Whether the blank ``start:end`` stands between two stretches long enough to be clauses."""
    return (
        _stretch(text, start - 1, -1, gap) >= _SPACES_IN_TERM
        and _stretch(text, end, 1, gap) >= _SPACES_IN_TERM
    )


def _stretch(text: str, position: int, step: int, gap: int) -> int:
    """How many word characters stand beside `position` before the next stop or wide blank, up to 3."""
    count = blanks = 0
    while 0 <= position < len(text) and count < _SPACES_IN_TERM:
        character = text[position]
        if character == " ":
            blanks += 1
            if blanks >= gap:
                break
        elif not _is_word(character) or character.isascii():
            break
        else:
            blanks = 0
            count += 1
        position += step
    return count


def _without_wrapping(text: str, starts: list[int], ends: list[int]) -> tuple[str, list[int], list[int]]:
    """Drop the line breaks that only wrap lines or stand inside a list of terms."""
    keep: list[tuple[int, str]] = []
    lines = text.split("\n")
    width = _wrap_width(lines)
    index = 0
    for number, line in enumerate(lines):
        keep += [(index + offset, character) for offset, character in enumerate(line)]
        index += len(line)
        if number + 1 < len(lines) and not _is_wrapped(line, lines[number + 1], width):
            keep.append((index, "\n"))
        index += 1
    return _kept(starts, ends, keep)


def _wrap_width(lines: list[str]) -> int:
    """Width at which the answer is wrapped, or 0 where its lines differ as those of a list do."""
    filled = [line for line in lines if line]
    if len(filled) < 2 or len(set(filled)) < len(filled):
        return 0
    width = max(map(len, filled))
    full = [line for line in filled[:-1] if len(line) >= width - 2]
    unfinished = [line for line in filled[:-1] if line[-1] not in _STOP]
    if width < _WRAP_MINIMUM or len(full) < max(1, 0.5 * len(filled[:-1])) or not unfinished:
        return 0
    if len(filled) == 2 and len(filled[1]) > len(filled[0]):
        return 0
    return width


def _is_wrapped(line: str, following: str, width: int) -> bool:
    if not line or not following:
        return False
    if line[-1] in "，、":
        return True
    if not width:
        return False
    return line[-1] not in _STOP and not _MARKER.match(following)
