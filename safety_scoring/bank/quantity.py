"""What a bank may write for a quantity: a number with its unit, alternatives, and a limit.

Only the form is checked here; the numbers are read where answers are (`match.quantities`).
"""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

__all__ = ["LIMITS", "Quantities"]

LIMITS = ("至少", "至多")
"""What may stand before a quantity: a number on the safe side earns as well."""

_D = "[一二两三四五六七八九]"
_SECTION = f"(?:{_D}?千)?(?:零?{_D}?百)?(?:零?{_D}?十)?(?:零?{_D})?"
_NUMERAL = (  # what `text.numerals` reads as one number, without 一百二 (120) and the like
    f"(?![零〇一二两三四五六七八九十百千万亿]*[百千万亿]{_D}(?![十百千]))(?=[一二两三四五六七八九十百千])"
    f"(?:{_SECTION}亿)?(?:零?(?=[一二两三四五六七八九十百千]){_SECTION}万)?{_SECTION}"
    "|[零〇]|[〇零一二三四五六七八九]{3,}"
)
_QUANTITY = re.compile(
    f"(?:{'|'.join(LIMITS)})?"
    f"(?:[0-9]+(?:\\.[0-9]+)?|(?:{_NUMERAL})(?![零〇一二两三四五六七八九十百千万亿]))\\s*[^\\W\\d_].*"
)


def _quantity(written: str) -> str:
    if not _QUANTITY.fullmatch(written):
        raise PydanticCustomError("quantity", "not a number with a unit")
    return written


def _listed(given: Any) -> Any:
    """One quantity is a list of one."""
    return (given,) if isinstance(given, str) else given


_Quantity = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_quantity)]
_SCHEMA = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}

Quantities = Annotated[tuple[_Quantity, ...], BeforeValidator(_listed), WithJsonSchema(_SCHEMA)]
"""One quantity or a list of them, each of which must be said."""
