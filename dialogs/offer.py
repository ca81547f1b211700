"""A choice that the desk leaves open in a conversation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Offer:
    """A choice that the desk left open: it belongs to no run, and is gone with the next thing that is said."""

    number: int
    """How many offers there were; the token ends in it."""
    phrase: str
    """The phrase whose options these are."""
    options: tuple[str, ...]
    about: str
    """The reference that it is about."""
    data: tuple[str, ...] = ()
    """What was chosen before, as codes; or as words that were cleaned."""
    labels: tuple[str, ...] = ()
    """What the options are called, where the phrase does not say it."""
    misses: int = 0
    """How many messages were not understood as a choice of it; only counted where it holds what somebody wrote."""
