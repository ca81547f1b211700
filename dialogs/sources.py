"""Where a question or a rule comes from, in words that a user knows: files and numbers of ours never show."""

from __future__ import annotations

from collections.abc import Iterable

from dialogs.phrasebook import Phrasebook

OWN_CHOICE = "O"
"""The mark of what rests on no source but our own choice."""


def source_name(mark: str) -> str:
    """The phrase of a mark: `kindcheck.md §3` is `bron.kindcheck`, `M P05` is `bron.P05`, `Z 000 §2` is `bron.Z000`."""
    first, _, rest = mark.partition(" ")
    if first == "M":
        return f"bron.{rest.split(' ')[0]}"
    if first == "Z":
        return f"bron.Z{rest.split(' ')[0]}"
    return f"bron.{first.removesuffix('.md')}"


def told_sources(phrases: Phrasebook, marks: Iterable[str]) -> str:
    """The sources in one line, each once. What has no name outside this house is left out; nothing left is our choice.

    `marks` stand in content as `source` (schema.py, Sources).
    """
    known = phrases.names()
    names = [name for mark in marks if (name := source_name(mark)) in known]
    told = dict.fromkeys(phrases.text(name) for name in names or [f"bron.{OWN_CHOICE}"])
    return "; ".join(told)
