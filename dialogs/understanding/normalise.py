"""The first stage of a reading: text without what nobody sees, and the same text in the form that is compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

LONGEST: Final = 8_000
"""So many characters of a message are read. Danger and personal data are looked for in all of it."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_NOT_COMPARED = re.compile(r"[^\w\s'-]")
_SAME_AS: Final = {"‘": "'", "’": "'", "‛": "'", "′": "'", "‐": "-", "‑": "-", "−": "-"}
"""Typed apart by telephones and word processors, read as one."""


def clean(text: str) -> str:
    """Return the text in NFC, without control and zero-width characters, with plain spaces, digits and line ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROL.sub("", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", _BEYOND_ASCII.sub(_plain, text))
    return text


def fold(text: str) -> str:
    """Return lower case without accents and punctuation but - and ', single spaces: for comparing, not for showing."""
    text = text.lower()
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(_NOT_COMPARED.sub(" ", text).split())


def is_unreadable(text: str) -> bool:
    """Tell whether there is no letter and no digit in it: empty, emoji only, binary junk."""
    return not any(map(str.isalnum, text))


def _plain(match: re.Match[str]) -> str:
    return _plain_character(match[0])


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cc", "Cf", "Cs", "Co", "Cn"}:
        return ""
    if category in {"Zs", "Zl", "Zp"}:
        return " " if category == "Zs" else "\n"
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if "！" <= character <= "～":
        return chr(ord(character) - 0xFEE0)
    return _SAME_AS.get(character, character)
