"""What a professional says is wrong in the zorglandschap."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WrongEntry:
    """The professional says that an entry of the zorglandschap is wrong; codes only, nothing that was typed."""

    entry: str
    """Id of the entry."""
    what: str
    """What is wrong: an option of the phrase `zoek.wat_is_fout`."""
