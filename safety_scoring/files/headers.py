"""Headers and question texts compared as people mean them.

Numbering (``3、`` ``（3）`` ``第3题``), marks and kinds in brackets (``（20分）`` ``[简答题]`` ``（必填）``),
quotation marks, punctuation, spaces and full-width forms are ignored.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping

__all__ = ["Questions", "bare", "find_header", "looks_like_question", "loose"]

_CIRCLED = re.compile("[①-⑳]")
_KINDS = "简答题?|问答题?|论述题?|主观题|填空题?|案例分析题?|材料分析题?|文本题"
_MARKS = (
    r"(?:本小?题|每小?题|满分|共计?|总?计|总分|分值|分数)?[:\s]*\d+(?:\.\d+)?\s*(?:分|marks?|points?|pts?)"
)
_NOTE = re.compile(
    rf"[(\[【〔{{]\s*(?:(?:必填项?|必答题?|选填|选答题?|{_KINDS}|{_MARKS})\s*[,、;。:]?\s*)+[)\]】〕}}]"
)
_NUMBER = r"(?:\d{1,3}(?:\.\d{1,2})*|[零〇一二三四五六七八九十百]{1,4})"
_NUMBERING = re.compile(
    rf"(?:第\s*{_NUMBER}\s*(?:小?[题題问]|道题?)\s*[:、.,)]?"
    rf"|(?:question|(?<![a-z])q|题目?|试题|问题|{_KINDS})\s*{_NUMBER}\s*[:、.,)]"
    rf"|[(\[【]\s*{_NUMBER}\s*[)\]】]\s*[:、.,]?"
    rf"|{_NUMBER}\s*(?:[、:,)]|\.(?!\d))"
    r"|\d{1,3}\s+(?=\D))\s*"
)
_ASKING = re.compile(r"[?？]\s*$")
_LONG = 10
"""From this many letters on a header reads like a question rather than a label."""


def bare(text: str) -> str:
    """Letters and digits alone, in one width and case."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())


def loose(text: str) -> str:
    """`bare` without numbering and notes in brackets; `bare` where nothing else would be left."""
    return _forms(text)[-1]


def looks_like_question(header: str) -> bool:
    """Whether a column that could not be placed may hold answers, and so must be reported."""
    plain = _plain(header)
    numbered = _NUMBERING.match(plain) is not None or _NOTE.search(plain) is not None
    return bool(bare(header)) and (numbered or _ASKING.search(plain) is not None or _chinese(header) >= _LONG)


def find_header(name: str, headers: Iterable[str]) -> list[int]:
    """Columns whose header is the name: exactly, else by letters, else loosely."""
    headers = list(headers)
    for form in (str.strip, bare, loose):
        wanted = form(name)
        found = [index for index, header in enumerate(headers) if wanted and form(header) == wanted]
        if found:
            return found
    return []


class Questions:
    """The bank's questions, found by id or text.

    Args:
        questions: text of each question by id.
    """

    def __init__(self, questions: Mapping[str, str]) -> None:
        self._ids = frozenset(questions)
        self._bare: dict[str, set[str]] = defaultdict(set)
        self._loose: dict[str, set[str]] = defaultdict(set)
        for identifier, text in questions.items():
            self._bare[bare(identifier)].add(identifier)
            self._bare[bare(text)].add(identifier)
            self._loose[bare(identifier)].add(identifier)
            self._loose[loose(text)].add(identifier)
        self._found: dict[str, str | None] = {}

    def find(self, text: str) -> str | None:
        """The id of the one question that the text means, or None; two that fit are none."""
        if text not in self._found:
            self._found[text] = self._find(text)
        return self._found[text]

    def _find(self, text: str) -> str | None:
        if text.strip() in self._ids:
            return text.strip()
        forms = _forms(text)
        # a question may itself begin with a number: as little as possible is taken away first
        for index, key in (*((self._bare, form) for form in forms), (self._loose, forms[-1])):
            found = index.get(key, set()) if key else ()
            if found:
                return next(iter(found)) if len(found) == 1 else None
        return None


def _plain(text: str) -> str:
    """One width and case; circled numbers, which folding would glue to the text, end in a point."""
    text = _CIRCLED.sub(lambda match: f"{unicodedata.normalize('NFKC', match[0])}.", text)
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if unicodedata.category(character) != "Cf").strip()


def _forms(text: str) -> list[str]:
    """`bare`, then ever less: one numbering after the other, then notes in brackets too."""
    whole = _plain(text)
    forms = [bare(text)]
    for plain in (whole, _NOTE.sub(" ", whole)):
        rest = plain.lstrip(" *★")
        forms.append(bare(rest))
        while numbering := _NUMBERING.match(rest):
            rest = rest[numbering.end() :]
            forms.append(bare(rest))
    kept = [form for form in forms if form]
    return kept or [""]


def _chinese(text: str) -> int:
    return sum("一" <= character <= "龥" for character in text)
