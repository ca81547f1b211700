"""The time line of a family: earlier signals, what was missed, tried and refused, evaluations, and what stands out.

A new incident is never a loose fact (R63): the same lines stand below an opened signal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from bot.acts.family import Family, assessed_differently, contacts, family_of, pattern
from bot.acts.heard_back import in_words
from bot.acts.here import Done, Here
from bot.acts.regie import faces
from bot.storage.households import CaseEvent
from dialogs.model import Block, Reply
from dialogs.signaal.case_rules import FAMILY, missed
from dialogs.signaal.signal import Signal
from dialogs.workdays import amsterdam_date

_IN_ONE: Final = 5
"""So many lines in one message, for a phone."""
_BELOW: Final = 3
"""So many lines below a signal that is opened; the rest comes with `tijdlijn`."""


def show(here: Here, reference: str) -> Done:
    """`tijdlijn S-…` or `HH-…`: all of it, oldest first."""
    family = family_of(here, reference)
    if family is None:
        return here.say("balie.onbekend")
    lines = _lines(here, family)
    head = Block("titel", here.text("tijdlijn.kop", huishouden=family.signal.huishouden))
    parts = [lines[place : place + _IN_ONE] for place in range(0, len(lines), _IN_ONE)]
    replies = [
        Reply((*((head,) if not place else ()), Block("punten", lines=tuple(part))), kind="kaart", item="tijdlijn")
        for place, part in enumerate(parts)
    ]
    after = [*stands_out(here, family), Block("tekst", here.text("tijdlijn.slot", kenmerk=family.reference))]
    return Done((*replies, Reply(tuple(after), kind="uitleg")), about=family.reference)


def below(here: Here, family: Family) -> tuple[Block, ...]:
    """What stands below an opened signal: what was before, and what stands out. Nothing for a first signal alone."""
    earlier = [line for line, signal in _dated(here, family) if signal != family.reference]
    if not earlier:
        return ()
    text = here.text("tijdlijn.eerder", aantal=str(len(earlier)), kenmerk=family.reference)
    return (
        Block("tekst", text),
        Block("punten", lines=tuple(earlier[-_BELOW:])),
        *stands_out(here, family),
    )


def stands_out(here: Here, family: Family) -> list[Block]:
    """The pattern rule, instruments that differ, and how often appointments were missed (signal_schema.md §4)."""
    found = []
    if pattern(family, here.today):
        found.append(here.text("patroon.eerder"))
    if assessed_differently(family):
        found.append(here.text("patroon.metingen"))
    times = missed(contacts(family.counted), (FAMILY,))
    if times:
        found.append(here.text("patroon.gemist", aantal=here.text(f"keer.{min(times, 2)}", aantal=str(times))))
    if (number := faces(family)) > 1:
        found.append(here.text("gezicht.aantal", nummer=str(number)))
    return [Block("tekst", each) for each in found]


def tried(here: Here, family: Family) -> list[Block]:
    """What was tried before and what it did, before something is planned again (R86)."""
    lines = tuple(event_line(here, each) for each in family.of_kind("geprobeerd", "geweigerd"))
    if not lines:
        return []
    return [Block("tekst", here.text("tijdlijn.eerst")), Block("punten", lines=lines)]


def children(here: Here, codes: Iterable[str]) -> str:
    """Children by age band, or the whole family, in words."""
    label = here.words.labels.label
    return ", ".join(here.text("wie.gezin") if each == FAMILY else label(each) for each in codes)


def event_line(here: Here, event: CaseEvent) -> str:
    """What happened, in one line without anything that was typed."""
    day = here.day(date.fromisoformat(event.body["dag"]))
    values = {"datum": day, "wie": children(here, event.body.get("wie", "").split())}
    for name, phrase in _SPOKEN.get(event.kind, {}).items():
        values[name] = here.text(phrase.format(event.body[name])) if event.body.get(name) else ""
    if next_day := event.body.get("vervolg", ""):
        values["vervolg"] = here.text("tijdlijn.vervolg", datum=here.day(date.fromisoformat(next_day)))
    else:
        values["vervolg"] = here.text("tijdlijn.geen_vervolg") if event.kind == "niet_gekomen" else ""
    return here.text(f"tijdlijn.{event.kind}", **values).strip()


_PARTY: Final = {"partij": "partij.{}"}
_SPOKEN: Final[Mapping[str, Mapping[str, str]]] = {
    "niet_gekomen": _PARTY,
    "verwezen": _PARTY,
    "aangekomen": {**_PARTY, "aangekomen": "aangekomen.{}"},
    "advies": {"met": "feit.met.{}"},
    "verlengd": {"reden": "bewaren.reden.{}"},
    "geprobeerd": {"hulp": "steun.{}", "effect": "effect.{}"},
    "geweigerd": {"hulp": "steun.{}"},
    "meting": {"instrument": "instrument.{}", "conclusie": "conclusie.{}"},
    "veranderd": {"wat": "verandering.{}"},
    "regie_casus": {"wie_regie": "regie.bij.{}"},
    "regie_proces": {"wie_regie": "regie.bij.{}"},
    "terugkijken": {"stand": "stand.{}", "besluit": "besluit.{}"},
}
"""The codes of an event that are said as words, each with the phrases that say it."""


def _lines(here: Here, family: Family) -> list[str]:
    return [line for line, _ in _dated(here, family)]


def _dated(here: Here, family: Family) -> list[tuple[str, str]]:
    """Each line with the signal that it is; empty for what is none."""
    found = [(amsterdam_date(each.aangemaakt_op), 0, _signal_line(here, family, each), each.signaal_id)
             for each in family.signals]  # fmt: skip
    found += [(date.fromisoformat(each.body["dag"]), 1, event_line(here, each), "") for each in family.events]
    return [(line, reference) for _, _, line, reference in sorted(found, key=lambda each: each[:2])]


def _signal_line(here: Here, family: Family, signal: Signal) -> str:
    label = here.words.labels.label
    seen = [*(label(each.code) for each in signal.ouderproblemen), *(label(each.code) for each in signal.kindsignalen)]
    line = here.text(
        "tijdlijn.signaal",
        datum=here.day(amsterdam_date(signal.aangemaakt_op)),
        kenmerk=signal.signaal_id,
        rol=label(signal.bron_rol),
        kinderen=", ".join(label(each.leeftijdsband) for each in signal.kinderen) or here.text("wie.onbekend"),
        wat=", ".join(seen) or label(signal.kindcheck_uitkomst),
    )
    back = family.withdrawn.get(signal.signaal_id)
    return f"{line} {in_words(here, back)}" if back is not None else line
