"""The rules of a family over time, as pure functions: patterns, who is out of sight, what an evaluation says.

Source: signal_schema.md §4, requirements R63, R95-R97, R111, R113, R138. Thresholds are own choices (O).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

_YEAR: Final = timedelta(days=365)
_RECORDS: Final = 3
_WITH_VIOLENCE: Final = 2
_APART: Final = timedelta(days=30)
_YOUNG: Final = frozenset({"ongeboren", "0-3"})
FAMILY: Final = "gezin"
"""Stands for all of them, where somebody missed an appointment that was not for one child."""

Change = Literal["beter", "gelijk", "slechter", "onbekend"]
"""How a risk is now, beside the start."""


@dataclass(frozen=True, slots=True)
class Record:
    """One signal of a household, as the pattern rule sees it."""

    day: date
    violence: bool
    """Now or ever."""


def has_pattern(records: Sequence[Record], today: date) -> bool:
    """F_PATROON: three records in twelve months, or two where there was violence ever (§4 rule 4)."""
    recent = [each for each in records if each.day > today - _YEAR]
    if len(recent) >= _RECORDS:
        return True
    return len(records) >= _WITH_VIOLENCE and any(each.violence for each in records)


@dataclass(frozen=True, slots=True)
class Assessment:
    """The conclusion of an instrument about one home."""

    day: date
    conclusion: str


def assessments_differ(found: Sequence[Assessment]) -> bool:
    """Whether two conclusions on the same home differ within thirty days (§4 rule 2, R138)."""
    return any(
        one.conclusion != other.conclusion and abs(one.day - other.day) <= _APART
        for place, one in enumerate(found)
        for other in found[place + 1 :]
    )


@dataclass(frozen=True, slots=True)
class Contact:
    """An appointment that was missed, one that was made, or one to which they came; in the order of telling."""

    what: Literal["gemist", "afspraak", "gekomen"]
    day: date
    children: tuple[str, ...]
    """Age bands, or FAMILY."""
    next_day: date | None = None
    """Of one that was missed or made: the day that is planned now."""


@dataclass(frozen=True, slots=True)
class OutOfSight:
    """A child that did not come and has no day to come (R97)."""

    child: str
    since: date
    """The day that was missed last."""
    planned: date | None
    """A planned day that went by without a word; None: nothing is planned."""


def missed(contacts: Iterable[Contact], children: Iterable[str]) -> int:
    """How often these children did not come; what was missed by the whole family counts for each (R95)."""
    wanted = set(children)
    return sum(
        each.what == "gemist" and (FAMILY in wanted or FAMILY in each.children or not wanted.isdisjoint(each.children))
        for each in contacts
    )


def out_of_sight(contacts: Iterable[Contact], today: date) -> tuple[OutOfSight, ...]:
    """Who did not come and has no day planned from today on."""
    waiting: dict[str, OutOfSight] = {}
    for each in contacts:
        if each.what == "gemist":
            for child in each.children:
                waiting[child] = OutOfSight(child, each.day, each.next_day)
            continue
        for child in [name for name in waiting if FAMILY in each.children or name in each.children]:
            if each.what == "gekomen":
                del waiting[child]
            else:
                waiting[child] = OutOfSight(child, waiting[child].since, each.next_day)
    return tuple(each for each in waiting.values() if each.planned is None or each.planned < today)


def wants_follow_up(times: int, missed_by: Iterable[str], bands: Iterable[str], *, vulnerable: bool) -> bool:
    """From the second no-show, or the first with a child of 0-3, an unborn or an extra vulnerable one (R96)."""
    return times > 1 or is_young(missed_by, bands) or vulnerable


def is_young(missed_by: Iterable[str], bands: Iterable[str]) -> bool:
    """Whether a child of 0-3 or an unborn is among who missed it; of the whole family: lives there."""
    who = set(missed_by)
    return bool(_YOUNG & (set(bands) if FAMILY in who else who))


Verdict = Literal["slechter", "niet_beter", "beter", "onbekend"]
"""What an evaluation says of safety, heaviest first."""


def looked_back(changes: Mapping[str, str]) -> Verdict:
    """What the risks say together: one that is worse decides, then one that did not change, then one not known."""
    said = set(changes.values())
    if "slechter" in said:
        return "slechter"
    if "gelijk" in said:
        return "niet_beter"
    return "beter" if said == {"beter"} else "onbekend"
