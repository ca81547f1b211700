"""A client whose age makes the client a child as well: "zwangere van 15 jaar" (kindcheck.md §3 KC-S2b, P09)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from dialogs.model import Proposed, Reading

MINOR: Final = "KC-S2b"
"""The question whether the client is under 18."""
_CLIENT: Final = r"(?:client|cliente|patient|patiente|zwangere|kraamvrouw|moeder|vader|mama|papa)"
_MINOR_AGE: Final = r"1[0-7]"
_BETWEEN: Final = r"(?: (?:is|zelf|pas|net|nog|maar|ook|zwanger|en))*"
_OF_YEARS: Final = r"[ -]?(?:jaar|jr|jaren)\b"
_NO_AGE: Final = r"(?! ?(?:weken|wk|wkn|week|dagen|maanden|mnd|uur|keer|kinderen|[-]?jarige|e\b|%|\d))"
_SAYS: Final = re.compile(
    rf"\b{_CLIENT}{_BETWEEN} van {_MINOR_AGE}{_OF_YEARS}"
    rf"|\b{_CLIENT}{_BETWEEN},? {_MINOR_AGE}\b{_NO_AGE}"
    rf"|\b{_MINOR_AGE}[ -]?jarige (?:zwangere )?{_CLIENT}\b"
    rf"|\bzwanger(?:e)? (?:meisje|meid|tiener|scholiere|jongere) van {_MINOR_AGE}\b{_NO_AGE}"
)
"""Not "moeder van een jongen van 15 jaar", nor "zwangere van 15 weken"."""


def with_minor_client(reading: Reading) -> Reading:
    """Give the reading with the proposal that the client is under 18, where the message gives such an age."""
    if not _SAYS.search(reading.folded) or any(each.item == MINOR for each in reading.proposals):
        return reading
    return replace(reading, proposals=(*reading.proposals, Proposed(MINOR, ("ja",))))
