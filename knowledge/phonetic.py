"""How a Dutch word sounds, roughly: for words that were written by ear ("frontlyn", "consultatieburo")."""

from __future__ import annotations

import re
from typing import Final

_HEARD: Final = (
    ("eaux?", "o"),
    ("ph", "f"),
    ("th", "t"),
    ("qu", "kw"),
    ("x", "ks"),
    ("sch(?=e?$)", "s"),
    ("c?ch", "g"),
    ("ck", "k"),
    ("c(?=[eiy])", "s"),
    ("c", "k"),
    ("tie", "sie"),
    ("ij|ei|ey|y", "y"),
    ("[ao]uw?(?![aeiou])", "ou"),
    ("z", "s"),
    ("v", "f"),
    ("d?t$|d$", "t"),
    ("b$", "p"),
)
"""What is written, and what it sounds like; the first that fits counts. Two spellings of one sound become one."""
_WRITTEN: Final = re.compile("|".join(f"({written})" for written, _ in _HEARD))
_DOUBLED: Final = re.compile(r"([a-z])\1+")


def sound(word: str) -> str:
    """Give the sound of a folded word, as letters; words that sound alike have the same."""
    return _DOUBLED.sub(r"\1", _WRITTEN.sub(_letters, word))


def _letters(found: re.Match[str]) -> str:
    assert found.lastindex is not None  # noqa: S101 - every branch of the pattern is a group
    return _HEARD[found.lastindex - 1][1]
