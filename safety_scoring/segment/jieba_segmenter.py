"""jieba, apart from everybody else's jieba.

A private copy of the package is loaded under a name of its own, so that words which a host program
adds to or deletes from jieba change no mark, and nothing here changes what the host sees. The
dictionary is built from jieba's own file; the cache that jieba shares in the temp folder, which
anybody could plant, is neither read nor written.
"""

from __future__ import annotations

import importlib.util
import sys
import threading
import warnings
from types import ModuleType
from typing import Any

__all__ = ["JiebaSegmenter", "segmenter"]

_PRIVATE_NAME = "safety_scoring.segment._jieba"
_lock = threading.Lock()
_shared: JiebaSegmenter | None = None


class JiebaSegmenter:
    """Cuts text into words with jieba's default dictionary and HMM; safe to share by threads."""

    def __init__(self) -> None:
        """Load jieba and build its dictionary (about half a second)."""
        package = _private_jieba()
        tokenizer = package.Tokenizer()
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
        tokenizer.initialized = True
        self._tokenizer: Any = tokenizer
        self.version: str = package.__version__

    @property
    def signature(self) -> str:
        """What cut the words, for the signature of a mark."""
        return f"jieba {self.version}"

    def cut(self, text: str) -> list[str]:
        """The words of `text` in order; joined they are `text` again."""
        words: list[str] = self._tokenizer.lcut(text)
        return words

    def frequency(self, word: str) -> int:
        """How often jieba's dictionary counted `word`; 0 where it does not know it."""
        count: int = self._tokenizer.FREQ.get(word, 0)
        return count


def segmenter() -> JiebaSegmenter:
    """The segmenter of this process, built at the first call."""
    global _shared  # noqa: PLW0603 - one dictionary of 350,000 words a process is enough
    if _shared is None:
        with _lock:
            if _shared is None:
                _shared = JiebaSegmenter()
    return _shared


def _private_jieba() -> ModuleType:
    """A copy of jieba of our own, loaded without `pkg_resources` and without its warnings."""
    found = importlib.util.find_spec("jieba")
    assert found is not None
    assert found.origin is not None
    spec = importlib.util.spec_from_file_location(
        _PRIVATE_NAME, found.origin, submodule_search_locations=found.submodule_search_locations
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    missing = object()
    resources = sys.modules.get("pkg_resources", missing)
    sys.modules[_PRIVATE_NAME] = module
    sys.modules["pkg_resources"] = None  # type: ignore[assignment]  # slow, deprecated, and not needed
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            spec.loader.exec_module(module)
    finally:
        if resources is missing:
            del sys.modules["pkg_resources"]
        else:
            sys.modules["pkg_resources"] = resources  # type: ignore[assignment]
    module.default_logger.handlers.clear()
    return module
