"""A number or an e-mail address that was taken out of a message, and may be that of an organisation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class HiddenContact:
    """For one act of a coordinator only. It lives as long as the turn, and is never stored or logged by itself."""

    kind: Literal["telefoon", "email"]
    value: str = field(repr=False)
    of_a_person: bool
    """An e-mail address that holds the name of somebody."""
