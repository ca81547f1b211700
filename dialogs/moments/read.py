"""Reads when somebody wants to be reminded, and of what, in Dutch."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from dialogs.moments.model import Reminder, Unclear, Understood, When
from dialogs.understanding.normalise import clean
from dialogs.workdays import AMSTERDAM

_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_DAY = re.compile(rf"\b(?P<day>morgen|overmorgen|{'|'.join(_DAYS)})\b(?:\s+om\s+(?P<hour>\d{{1,2}})\s+uur)?", re.I)
_ASKED = re.compile(r"^\s*herinner m\w+\s+(?:er ?)?(?:aan\s+)?(?:dat ik\s+)?", re.I)


class MomentReader:
    """Reads words of time. Immutable, so that every conversation may use the same one."""

    def read_moment(self, text: str, now: datetime) -> Understood | Unclear | None:
        """The moment that a text names, None when it names none. `now` is a UTC moment. Never a moment in the past."""
        text = clean(text)
        found = _DAY.search(text)
        if not found:
            return None
        rest = " ".join((text[: found.start()] + text[found.end() :]).split())
        when = When(_day(found["day"].lower(), now.astimezone(AMSTERDAM).date()), time(int(found["hour"] or 9)))
        return Understood(when, (found.span(),), rest)

    def read_reminder(self, text: str, now: datetime) -> Reminder:
        """What a request to be reminded says: its subject and its moment."""
        moment = self.read_moment(text, now)
        return Reminder(_ASKED.sub("", moment.rest if moment else clean(text)), moment)


def load_moments() -> MomentReader:
    """The reader with its words."""
    return MomentReader()


def _day(word: str, today: date) -> date:
    if word in _DAYS:
        return today + timedelta(days=(_DAYS.index(word) - today.weekday()) % 7 or 7)
    return today + timedelta(days=1 if word == "morgen" else 2)
