"""Which signals no case backend ever takes, whatever system stands behind it."""

from __future__ import annotations

from bot.model import Rejected
from dialogs.signaal.signal import Signal


def refusal(signal: Signal, gemeente: str) -> Rejected | None:
    """Why a signal never goes to the backend of this municipality; None where it may.

    A shielded record is refused: only its owner shares it, in person (signal_schema.md §4 rule 12).
    """
    if signal.afgeschermd:
        return Rejected("shielded")
    if signal.gemeente != gemeente:
        return Rejected("other_municipality")
    return None
