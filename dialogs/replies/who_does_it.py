"""Who somebody says it is: "vooral opa en oma", "oma zorgt voor haar want moeder is weg".

Only a sentence about the people of one choice, and no others, says that. Where it says that they help, do it sometimes
or no longer can, the choices themselves are asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Final

_REASON: Final = re.compile(r" (?:want|omdat|sinds|zolang|doordat|aangezien) ")
"""Behind one of these stands why, in which others may be named."""
_AROUND: Final = frozenset(
    {
        "vooral", "meestal", "vaak", "altijd", "nu", "momenteel", "eigenlijk", "alleen", "gewoon", "bij", "de", "het",
        "een", "haar", "zijn", "hun", "en", "of", "dat", "is", "die", "ja", "denk", "ik",
    }
)  # fmt: skip
_CARING: Final = frozenset({"zorgt", "zorgen", "past", "passen", "vangt", "vangen", "let", "letten", "voedt", "voeden"})
_UNCLEAR: Final = frozenset(
    {
        "niet", "geen", "nooit", "soms", "nauwelijks", "amper", "maar", "mee", "samen", "moeder", "vader", "ouder",
        "ouders", "mama", "papa", "niemand",
    }
)  # fmt: skip


def who_does_it(folded: str, who: Mapping[str, Collection[str]]) -> str:
    """The code of those of whom a folded message says that they do it; empty where that is not clear."""
    told, *reason = _REASON.split(folded, maxsplit=1)
    words = told.split()
    place = next((place for place, word in enumerate(words) if word in _CARING), len(words))
    subject = [word for word in words[:place] if word not in _AROUND]
    if not subject or _UNCLEAR & set(words) or any("maar" in each.split() for each in reason):
        return ""
    return next((code for code, people in who.items() if set(subject) <= set(people)), "")
