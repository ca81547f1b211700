"""What a message is where not everything may be said: from a stranger, or where others read along. Pure."""

from __future__ import annotations

from typing import Final

from bot.model import Activity
from dialogs.model import Reading

_CASE_INTENTS: Final = frozenset({"signaal", "kindcheck"})
_OWN_INTENTS: Final = frozenset({"basisvragen", "status", "herinnering", "bericht"})
"""What somebody asks of their own work, which is not for others to read."""


def tells_of_a_case(reading: Reading) -> bool:
    """Whether it says something of somebody."""
    return bool(reading.acute or reading.proposals or reading.urgency != "geen")


def is_a_case(reading: Reading) -> bool:
    """Whether it says something of somebody, or wants to."""
    return tells_of_a_case(reading) or reading.intent in _CASE_INTENTS


def is_for_one(activity: Activity, reading: Reading) -> bool:
    """Whether it belongs in a room of its own. Names that people say to each other are no reason to speak up."""
    private = reading.intent in _OWN_INTENTS or bool(reading.hidden)
    return activity.kind == "joined" or is_a_case(reading) or (activity.named and private)
