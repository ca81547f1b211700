"""A message that must be read, and how its reader says so."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Confirm:
    """That a message must be read. It is no question: a number or a letter is never an answer to it."""

    token: str
    label: str
    """On the button. Where there are no buttons the message itself says what to type."""
