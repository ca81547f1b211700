"""What a coordinator sees: counts, no case. Under ten hidden, the rest rounded to five (signal_schema.md §4 rule 9)."""

from __future__ import annotations

from bot.acts.here import Done, Here
from bot.storage.tables import CLOSED, NEW, TAKEN
from dialogs.phrasebook import Phrasebook

_SMALLEST = 10
_STEP = 5


def rounded(count: int, phrases: Phrasebook) -> str:
    """A count as it may be shown."""
    if count < _SMALLEST:
        return phrases.text("regie.minder_dan_tien")
    return str(_STEP * round(count / _STEP))


def counts(here: Here) -> Done:
    """`aantallen`: how many signals there are at the desk, and how often feedback is late."""
    found = here.tx.count_cases(here.place)
    phrases = here.words.phrases
    here.audit("counts.read", here.scope.gemeente)
    return here.say(
        "aantallen.regel",
        nieuw=rounded(found.get(NEW, 0), phrases),
        opgepakt=rounded(found.get(TAKEN, 0), phrases),
        gesloten=rounded(found.get(CLOSED, 0), phrases),
        laat=rounded(here.tx.count_tasks_late(here.place, here.now), phrases),
    )
