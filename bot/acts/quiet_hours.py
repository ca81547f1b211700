"""Hours in which nothing is pushed, as somebody set them for themselves; what is asked for is still answered."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, time
from typing import Final

from bot.acts.here import Done, Here
from dialogs.moments.time_line import quiet_until

_CLOCK: Final = r"(\d{1,2})(?:[.:u](\d{2}))?(?: uur)?"
_HOURS: Final = re.compile(_CLOCK + r"(?: tot | - |-| en | t/m )" + _CLOCK)


def after_quiet(hours: str, now: datetime) -> datetime:
    """The moment itself, or the end of the quiet hours (`18.00-08.00`, Amsterdam) that it falls in."""
    if not hours:
        return now
    begin, end = (time.fromisoformat(each.replace(".", ":")) for each in hours.split("-"))
    return quiet_until(now, (begin, end))


def set_hours(here: Here, rest: str) -> Done:
    """`stille uren 18.00 tot 8.00`, `stille uren uit`; without hours: what they are."""
    now = here.person.profile.stil
    if rest in ("uit", "geen", "stop"):
        return _keep(here, "", "stil.uit")
    if not rest:
        return here.say("stil.nu", uren=_spoken(now)) if now else here.say("stil.geen")
    found = _HOURS.search(here.typed.lower())
    if found is None:
        return here.say("stil.hoe")
    try:
        begin, end = (time(int(found[n]), int(found[n + 1] or 0)) for n in (1, 3))
    except ValueError:
        return here.say("stil.hoe")
    if begin == end:
        return here.say("stil.hoe")
    return _keep(here, f"{begin:%H.%M}-{end:%H.%M}", "stil.gezet")


def _keep(here: Here, hours: str, said: str) -> Done:
    here.tx.save_person(replace(here.person, profile=replace(here.person.profile, stil=hours)), here.now)
    return here.say(said, uren=_spoken(hours)) if hours else here.say(said)


def _spoken(hours: str) -> str:
    return hours.replace("-", " tot ")
