"""What is left of Dutch words when spelling no longer matters: for comparing, never for showing."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

WORD: Final = re.compile(r"[a-z0-9]+")
DOTTED: Final = re.compile(r"\b(?:[a-z]\.){2,}[a-z]?")
DOUBLED: Final = re.compile(r"([a-z])\1")

MAX_CHARACTERS: Final = 400
"""A question is read no further than this; longer messages are stories, and stories are not looked up."""


def fold(text: str) -> str:
    """Lower case, no accents, `&` as "en", `c.j.g.` as "cjg", no apostrophes."""
    return " ".join(_flat(text).split())


def words(text: str) -> tuple[str, ...]:
    """Give the folded words of a text, in order."""
    return tuple(WORD.findall(_flat(text)))


def _flat(text: str) -> str:
    flat = text[:MAX_CHARACTERS].casefold()
    if not flat.isascii():
        flat = unicodedata.normalize("NFKD", flat).casefold()
        flat = "".join(sign for sign in flat if not unicodedata.combining(sign)).replace("’", "")
    if "&" in flat:
        flat = flat.replace("&", " en ")
    if "'" in flat:
        flat = flat.replace("'", "")
    if "." in flat:
        flat = DOTTED.sub(lambda found: found.group().replace(".", ""), flat)
    return flat


def stem(word: str) -> str:
    """Cut a folded word to a rough Dutch stem: no plural, no inflection, no double letters."""
    root = word
    for ending in ("eren", "en", "s", "e"):
        if root.endswith(ending) and len(root) - len(ending) >= 4:
            root = root.removesuffix(ending)
            break
    root = DOUBLED.sub(r"\1", root)
    if root.endswith(("v", "z")):
        root = root[:-1] + ("f" if root.endswith("v") else "s")
    return root
