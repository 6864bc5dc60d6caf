"""The Jinja environment that every page shares: escaped, strict, its templates beside it."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

__all__ = ["new_environment"]


def new_environment() -> Environment:
    """An environment to which a page adds its own filters and names."""
    return Environment(
        loader=PackageLoader("safety_scoring.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
