"""What no case backend ever gets, whatever system stands behind it: asked here, before each call to any of them."""

from __future__ import annotations

from bot.model import Rejected, TakenBack
from bot.ports import CaseBackend
from dialogs.signaal.signal import Signal


def refusal(backend: CaseBackend, signal: Signal) -> Rejected | None:
    """Why a signal never goes to this backend; None where it may.

    A shielded record is refused: only its owner shares it, in person (signal_schema.md §4 rule 12).
    """
    if signal.afgeschermd:
        return Rejected("shielded")
    return _of_another(backend, signal.gemeente)


def withdrawal_refusal(backend: CaseBackend, taken_back: TakenBack) -> Rejected | None:
    """Why it never hears that a signal was taken back; None where it may."""
    return _of_another(backend, taken_back.gemeente)


def _of_another(backend: CaseBackend, gemeente: str) -> Rejected | None:
    return Rejected("other_municipality") if backend.gemeente not in ("", gemeente) else None
