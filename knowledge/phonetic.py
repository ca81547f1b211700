"""How a Dutch word sounds, roughly: for words that were written by ear ("frontlyn", "consultatieburo")."""

from __future__ import annotations

import re
from typing import Final

_HEARD: Final = (
    ("eau", "o"),
    ("ph", "f"),
    ("th", "t"),
    ("qu", "kw"),
    ("x", "ks"),
    ("cch", "g"),
    ("ch", "g"),
    ("ck", "k"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "si"),
    ("c", "k"),
    ("tie", "sie"),
    ("ij", "y"),
    ("ei", "y"),
    ("ey", "y"),
    ("auw", "ou"),
    ("ouw", "ou"),
    ("au", "ou"),
)
"""In order: what is written, and what it sounds like. Two spellings of one sound become one."""
_ONE_FOR_ONE: Final = str.maketrans("zv", "sf")
_DOUBLED: Final = re.compile(r"([a-z])\1")
_AT_THE_END: Final = (("sge", "se"), ("sg", "s"), ("dt", "t"), ("d", "t"), ("b", "p"))


def sound(word: str) -> str:
    """Give the sound of a folded word, as letters; words that sound alike have the same."""
    heard = word
    for written, letters in _HEARD:
        heard = heard.replace(written, letters)
    heard = heard.translate(_ONE_FOR_ONE)
    for letter in set(_DOUBLED.findall(heard)):
        heard = heard.replace(letter * 2, letter)
    for written, letters in _AT_THE_END:
        if heard.endswith(written):
            return heard.removesuffix(written) + letters
    return heard
