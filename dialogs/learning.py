"""What was not understood: counted always, kept for who keeps the word list only when the professional said yes.

Kept is the sentence without whatever is or may be a name, never one about danger, a secret place or a reporter.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from dialogs.effects import ForgetUnmatched, SaveProfile, Unmatched
from dialogs.turn import Turn

KEPT: Final = timedelta(days=90)
"""How long a sentence lives that was not understood, and the count of it."""
SENTENCE: Final = 3
"""Words from which a message that fits nothing counts when nothing is open: fewer is no attempt to say something."""
_LONGEST: Final = 500
"""Characters that are kept of a sentence."""


def note(turn: Turn, question: str = "") -> None:
    """Count the message of this turn as not understood. A button is no message."""
    if not turn.input.token:
        turn.effects.append(Unmatched(question, _sentence(turn)))


def choose(turn: Turn, *, wanted: bool) -> None:
    """`leer mee` or `leer niet mee`. Who stops is forgotten at once."""
    profile = replace(turn.context.profile, leren=wanted)
    turn.context = replace(turn.context, profile=profile)
    turn.effects.append(SaveProfile(profile))
    if not wanted:
        turn.effects.append(ForgetUnmatched())
    turn.say_phrase("leren_aan" if wanted else "leren_uit")


def forget(turn: Turn) -> None:
    """A name may stand in what was kept of this professional: all of it is removed, and that is said."""
    if turn.context.profile.leren:
        turn.effects.append(ForgetUnmatched())
        turn.preface(turn.phrases.text("privacy.zinnen_weg"))


def _sentence(turn: Turn) -> str:
    """What may be kept of the message; nothing without a yes."""
    reading = turn.input.reading
    acute = bool(reading.acute) or reading.urgency == "acuut"
    if not turn.context.profile.leren or reading.not_kept or acute or reading.unreadable:
        return ""
    from dialogs.hidden_words import closed  # that asks again through repairs: only in this place the other way round

    return " ".join(closed(turn).split())[:_LONGEST]
