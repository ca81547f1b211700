"""What the assistant itself handed out, in a message: references, and the code behind a command. No personal data.

Without this a reference whose letters look like a name, or whose first characters are a postcode, would be hidden and
could never be typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.keys import CODE_LENGTH, PREFIXES, normalise_reference

_BEGINS: Final = r"(?<![^\s(\"'])"
_ENDS: Final = r"(?=[.,;:?!)\"']*(?:\s|$))"
_REFERENCE: Final = re.compile(
    rf"{_BEGINS}(?P<prefix>{'|'.join(PREFIXES)})[-\u2010-\u2015][0-9A-Z]{{8}}{_ENDS}", re.IGNORECASE
)
_BARE: Final = re.compile(
    rf"{_BEGINS}(?!\d{{4}}[A-Z]{{2}}\d)(?=\d*[A-Z])(?=[A-Z]*\d)[0-9A-Z]{{8}}{_ENDS}", re.IGNORECASE
)
"""Without its prefix: letters and digits, and no postcode with a house number."""
_CODE: Final = re.compile(
    rf"\s*(?:code|regie|koppel(?:en)?\s+(?:s-?)?[0-9A-Z]{{8}})\s+"
    rf"(?P<code>(?=[\d -]*[A-Z])(?=[A-Z -]*\d)[0-9A-Z](?:[ -]?[0-9A-Z]){{{CODE_LENGTH - 1}}})[.!]?\s*",
    re.IGNORECASE,
)


def handed_out(text: str) -> Iterator[tuple[int, int]]:
    """Where they stand. A reference counts with its check letter only."""
    for match in _REFERENCE.finditer(text):
        if normalise_reference(match[0]):
            yield match.span()
    for match in _BARE.finditer(text):
        if any(normalise_reference(prefix + match[0]) for prefix in PREFIXES):
            yield match.span()
    if code := _CODE.fullmatch(text):
        yield code.span("code")
