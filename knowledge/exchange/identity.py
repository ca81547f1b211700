"""Ids for the outside: the same entry has the same UUID in every export, on every machine."""

from __future__ import annotations

from typing import Final
from uuid import UUID, uuid5

NAMESPACE: Final = UUID("7c0f3e0a-5d7b-5b0e-9a51-2f6d6a1c7b10")
"""Ours alone. It never changes: every id that others keep hangs on it."""


def stable_id(*parts: str | int) -> str:
    """Give the id of what these parts name together."""
    return str(uuid5(NAMESPACE, "\x1f".join(str(part) for part in parts)))
