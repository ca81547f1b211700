"""Strict reading of a day: one that has been, or one to come."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dialogs.model import Answer
from dialogs.questions.number_words import number_of

_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
_AGO = re.compile(r"(?:ongeveer )?(\d{1,2}|[a-z]+) (dag|dagen|week|weken) (?:geleden|terug)")
_LATELY = timedelta(days=60)
"""A day without a year that was so short ago is meant as past."""


def day_said(text: str, today: date) -> Answer | None:
    """A day that has been: today, yesterday, a weekday (the last one), `12 november`, `12-11-2026`."""
    if text.startswith("vandaag") or text in {"net", "zojuist", "vanmorgen", "vanmiddag"}:
        return (today.isoformat(),)
    if text.startswith("gister"):
        return ((today - timedelta(days=1)).isoformat(),)
    if text.startswith("eergister"):
        return ((today - timedelta(days=2)).isoformat(),)
    if match := _AGO.fullmatch(text):
        count = _count(match[1])
        days = count * (7 if match[2].startswith("w") else 1)
        return ((today - timedelta(days=days)).isoformat(),) if count else None
    for number, name in enumerate(_WEEKDAYS):
        if re.fullmatch(rf"(?:afgelopen |vorige )?{name}(?:middag|ochtend|avond)?", text):
            back = (today.weekday() - number) % 7 or 7
            return ((today - timedelta(days=back)).isoformat(),)
    found = _calendar_day(text, today)
    return (found.isoformat(),) if found and found <= today else None


def past_day(text: str, today: date) -> date | None:
    """The day that a folded text names, if it is over: an appointment cannot be made for it."""
    named = day_said(text, today) if re.search(r"\d|gister|vorige|afgelopen", text) else None
    if named is None or day_to_come(text, today) is not None:
        return None
    found = date.fromisoformat(named[0])
    return found if found < today else None


def day_to_come(text: str, today: date) -> Answer | None:
    """A day to come: tomorrow, a weekday, `over zes weken`, `12 januari`; one without a year is the next such day.

    A day that is over for less than two months is no day of next year: that is asked again.
    """
    text = text.removeprefix("op ")
    if text == "morgen":
        return ((today + timedelta(days=1)).isoformat(),)
    if match := re.fullmatch(r"over (\d{1,2}|[a-z]+) (dag|dagen|week|weken|maand|maanden)", text):
        days = _count(match[1]) * {"d": 1, "w": 7, "m": 30}[match[2][0]]
        return ((today + timedelta(days=days)).isoformat(),) if days else None
    for number, name in enumerate(_WEEKDAYS):
        if match := re.fullmatch(rf"(volgende week |komende |aanstaande )?{name}", text):
            if match[1] == "volgende week ":
                return ((today + timedelta(days=7 - today.weekday() + number)).isoformat(),)
            return ((today + timedelta(days=(number - today.weekday()) % 7 or 7)).isoformat(),)
        text = text.removeprefix(f"{name} ")
    found = _calendar_day(text, today)
    if found is not None and found < today - _LATELY and not re.search(r"\d{4}", text):
        found = _next_year(found)
    return (found.isoformat(),) if found and found >= today else None


def _count(word: str) -> int:
    if word.isdigit():
        return int(word)
    return number_of(word) or 0


def _next_year(found: date) -> date:
    return found.replace(year=found.year + 1, day=min(found.day, 28) if found.month == 2 else found.day)


def _calendar_day(text: str, today: date) -> date | None:
    match = re.fullmatch(r"(\d{1,2})[ -](\d{1,2}|[a-z]+)(?:[ -](\d{4}))?", text)
    if iso := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        year, month, day = map(int, iso.groups())
    elif match:
        day = int(match[1])
        month = int(match[2]) if match[2].isdigit() else _month(match[2])
        year = int(match[3]) if match[3] else today.year
    else:
        return None
    try:
        found = date(year, month, day)
        return found.replace(year=year - 1) if found > today and match and not match[3] else found
    except ValueError:
        return None


def _month(word: str) -> int:
    fits = [number for number, name in enumerate(_MONTHS, 1) if len(word) >= 3 and name.startswith(word)]
    return fits[0] if len(fits) == 1 else 0
