"""Days of a change to the landscape, read as the rest of the assistant reads words of time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from bot.acts.here import Here
from dialogs.moments.model import Unclear, Understood

REVIEW: Final = "landschap_controle_dagen"
"""In `beleid`: so many days after it was confirmed an entry is looked at again."""
_HALF_A_YEAR: Final = 182
_PAST: Final = "voorbij"


def day_of(here: Here, words: str, *, past: bool = False) -> date | tuple[date, ...]:
    """The day that the words name, today without words; several that may be meant, or none.

    Words of time are read as the future. `past`: of something that happened; the last such day is meant.
    """
    words = words.strip(" ,.()")
    if not words or here.words.phrases.choice("landschap.per_nu", words.lower()):
        return here.today
    try:
        return date.fromisoformat(words)
    except ValueError:
        pass
    found = here.words.moments.read_moment(words, here.now)
    if isinstance(found, Understood):
        return _earlier(found.when.day) if past and found.when.day > here.today else found.when.day
    if isinstance(found, Unclear):
        days = tuple(dict.fromkeys(each.day for each in found.candidates))
        if found.reason != _PAST:
            return days
        gone = tuple(_earlier(each) for each in days)
        return gone[0] if past and gone else (*gone, *days)
    return ()


def review_day(here: Here) -> date:
    """When an entry that is confirmed today is looked at again."""
    return here.today + timedelta(days=here.landscape.terms.get(REVIEW, _HALF_A_YEAR))


def _earlier(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)
