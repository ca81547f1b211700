"""What a municipality can learn of its cases: counts for a team meeting, without anything of a family (R114).

signal_schema.md §4 rule 9: under ten is hidden, the rest rounded to five, per half year that is over, totals from the
rounded figures, no table of two codes, and a municipality of under 20,000 inhabitants counts in its region only.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from bot.acts.counts import rounded
from bot.acts.here import Done, Here
from bot.storage.households import CountedCase
from bot.storage.tables import CLOSED
from dialogs.model import Block, Reply
from dialogs.phrasebook import Phrasebook
from dialogs.workdays import amsterdam_date

INHABITANTS: Final = "inwoners"
"""The term of `beleid` with the number of inhabitants, where a municipality gives it."""
_SMALL: Final = 20_000
_SIX: Final = 6
_Counts = Callable[[CountedCase], bool]


def _has(kind: str, **wanted: str) -> _Counts:
    return lambda case: any(
        each["soort"] == kind and all(each.get(name) == value for name, value in wanted.items()) for each in case.events
    )


LESSONS: Final[Mapping[str, _Counts]] = {
    "zaken": lambda _: True,
    "herhaald": lambda case: len(case.outcomes) > 1,
    "patroon": lambda case: "F_PATROON" in case.flags,
    "zonder_regisseur": lambda case: case.work.get("regie", "geen") in ("geen", "meer", "onbekend"),
    "zonder_bewaker": lambda case: case.work.get("bewaker", "niemand") == "niemand",
    "niet_opgepakt": lambda case: case.taken is None,
    "niet_gekomen": _has("niet_gekomen"),
    "geweigerd": _has("geweigerd"),
    "hielp_niet": _has("geprobeerd", effect="niet"),
    "verwezen_niet_aangekomen": _has("aangekomen", aangekomen="nee"),
    "teruggekeken": _has("terugkijken"),
    "beter": _has("terugkijken", stand="beter"),
    "niet_beter": lambda case: (
        _has("terugkijken", stand="niet_beter")(case) or _has("terugkijken", stand="slechter")(case)
    ),
    "gesloten": lambda case: case.state == CLOSED,
}
"""What is counted, one by one: nothing is crossed with anything."""


def show(here: Here) -> Done:
    """`lessen`: the last half year that is over, and questions for the meeting."""
    if too_small(here.landscape.terms):
        return here.say("lessen.kleine_gemeente")
    here.audit("lessons.count", here.scope.gemeente)
    found = by_half_year(here.tx.counted_cases(here.place), here.today)
    if not found:
        return here.say("lessen.nog_niet")
    half, cases = max(found.items())
    phrases = here.words.phrases
    head = Block("titel", here.text("lessen.kop", periode=half, gemeente=here.landscape.name))
    lines = tuple(here.text(f"lessen.{name}", aantal=count) for name, count in counted(cases, phrases))
    questions = tuple(here.text(f"lessen.vraag{number}") for number in range(1, 5))
    ask = (Block("tekst", here.text("lessen.vragen")), Block("stappen", lines=questions))
    return Done(
        (
            Reply((head, Block("punten", lines=lines)), kind="kaart", item="lessen"),
            Reply((*ask, Block("tekst", here.text("lessen.slot"))), kind="uitleg"),
        )
    )


def too_small(terms: Mapping[str, int]) -> bool:
    """Whether a municipality is so small that its figures would tell of a family; one that is not known is."""
    return terms.get(INHABITANTS, 0) < _SMALL


def by_half_year(cases: Iterable[CountedCase], today: date) -> dict[str, list[CountedCase]]:
    """Cases by the half year in which they were opened (`2026-1`), only those that are over: no figure moves on."""
    found: dict[str, list[CountedCase]] = {}
    for case in cases:
        half = half_year(amsterdam_date(case.opened))
        if half < half_year(today):
            found.setdefault(half, []).append(case)
    return found


def half_year(day: date) -> str:
    """`2026-1` or `2026-2`."""
    return f"{day.year}-{1 if day.month <= _SIX else 2}"


def counted(cases: Sequence[CountedCase], phrases: Phrasebook) -> list[tuple[str, str]]:
    """Each lesson with how often it was so, as it may be shown."""
    return [(name, rounded(sum(map(applies, cases)), phrases)) for name, applies in LESSONS.items()]


def as_csv(cases: Iterable[CountedCase], today: date, phrases: Phrasebook) -> str:
    """All half years that are over, oldest first, with a line for each lesson; separated by semicolons."""
    lines = io.StringIO()
    writer = csv.writer(lines, delimiter=";", lineterminator="\n")
    writer.writerow(["half_jaar", "les", "aantal"])
    for half, found in sorted(by_half_year(cases, today).items()):
        for name, count in counted(found, phrases):
            writer.writerow([half, name, count])
    return lines.getvalue()
