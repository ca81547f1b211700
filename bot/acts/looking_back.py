"""Looking back: the start beside now for each safety risk, a decision, and a new day (R52, R110, R111; BV5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.acts import agreed
from bot.acts.changed import known
from bot.acts.family import VIOLENCE, Family, note
from bot.acts.here import Done, Here, day_said
from bot.acts.task_kinds import REVIEW
from bot.acts.timeline import stands_out
from dialogs.model import UNKNOWN, Answer, Block, Reply
from dialogs.signaal.case_rules import FAMILY, is_young, looked_back
from dialogs.signaal.signal import Signal
from dialogs.workdays import amsterdam_date

_NORMAL: Final = timedelta(weeks=6)
_SOON: Final = timedelta(weeks=2)
"""Until the next time, if no day was given (basisvragen.md BV5): sooner with a young child or violence now."""
_VIOLENCE: Final = "OP_HUISELIJK_GEWELD"
_AT_MOST: Final = 6
"""So many risks fit one message; the first six of the start are asked, the others stand on the time line."""


@dataclass(frozen=True, slots=True)
class Last:
    """What was found the last time that somebody looked back."""

    day: date
    stand: str
    """`beter`, `niet_beter`, `slechter` or `onbekend`."""


def risks(signal: Signal) -> tuple[str, ...]:
    """The safety risks at the start: problems, signs at the child, danger and violence, each once."""
    found: list[str] = [each.code for each in signal.ouderproblemen]
    found += [each.code for each in signal.kindsignalen if each.code not in ("KS_GEEN", "KS_NIET_GEZIEN")]
    found += list(signal.gevaar)
    if signal.geweld in VIOLENCE:
        found.append(_VIOLENCE)
    return tuple(dict.fromkeys(found))


def begin(here: Here, family: Family) -> Done:
    """Show the start, and ask for each risk how it is now."""
    label = here.words.labels.label
    first = family.signals[0]
    known_risks = tuple(dict.fromkeys(risk for each in family.signals for risk in risks(each)))[:_AT_MOST]
    day = here.day(amsterdam_date(first.aangemaakt_op))
    blocks = [Block("titel", here.text("terugkijken.start", kenmerk=family.reference, datum=day))]
    blocks.append(
        Block("punten", lines=tuple(label(risk) for risk in known_risks))
        if known_risks
        else Block("tekst", here.text("terugkijken.zonder_risico"))
    )
    before = last(family)
    if before is not None:
        stand = here.text(f"stand.{before.stand}")
        blocks.append(Block("tekst", here.text("terugkijken.vorige", datum=here.day(before.day), stand=stand)))
    blocks += stands_out(here, family)
    form: dict[str, Answer] = {"wat": ("terugkijken",), "kenmerk": (family.reference,), "risicos": known_risks}
    form |= known(here, family).given
    return Done((Reply(tuple(blocks), kind="kaart", item="terugkijken"),), form=form, about=family.reference)


def fill_in(here: Here, family: Family, said: Mapping[str, Answer]) -> Done:
    """Write down how it is now and what was decided. Of what is worse the kindcheck was begun already (BV5.5)."""
    changes = {name.partition("/")[2]: answer[0] for name, answer in said.items() if name.startswith("nu/")}
    value = {name: answer[0] for name, answer in said.items() if answer}
    stand, decision = looked_back(changes), value.get("besluit", UNKNOWN)
    again = _next_day(here, family, value.get("dag_evaluatie", ""))
    note(
        here,
        family,
        "terugkijken",
        dag=here.today.isoformat(),
        stand=stand,
        besluit=decision,
        ingeschat=value.get("ingeschat", UNKNOWN),
        waarom=value.get("waarom_besluit", ""),
        nu=" ".join(f"{risk}={change}" for risk, change in changes.items()),
        vervolg=again.isoformat(),
    )
    agreed.settle(here, family, REVIEW)
    agreed.of_family(here, family, REVIEW, again)
    card = [Block("titel", here.text("terugkijken.klaar", kenmerk=family.reference))]
    if changes:
        card.append(Block("punten", lines=tuple(_beside(here, risk, change) for risk, change in changes.items())))
    card.append(Block("tekst", here.text("terugkijken.besluit", besluit=here.text(f"besluit.{decision}"))))
    name = "terugkijken.opnieuw_eerst_advies" if family.hears_first else "terugkijken.opnieuw"
    card.append(Block("tekst", here.text(name, datum=here.day(again))))
    after = _what_follows(here, family, stand, decision, value.get("ingeschat", UNKNOWN))
    replies = [Reply(tuple(card), kind="kaart", item="teruggekeken")]
    if after:
        replies.append(Reply(tuple(after), kind="uitleg"))
    return Done(tuple(replies), about=family.reference)


def _what_follows(here: Here, family: Family, stand: str, decision: str, estimated: str) -> list[Block]:
    """What this evaluation asks for now: a better ground, more help, a new weighing, or care after the end."""
    names = []
    if estimated in ("nee", UNKNOWN):
        names.append("terugkijken.gevoel_formulier" if family.no_talk else "terugkijken.gevoel")
    if decision == "stoppen":
        names.append("terugkijken.stoppen" if stand == "beter" else "terugkijken.stoppen_niet")
    elif decision == "opschalen":
        names.append("terugkijken.opschalen")
    elif decision == "afschalen":
        names.append("terugkijken.afschalen")
    if stand == "niet_beter":
        names.append("terugkijken.niet_beter")
    elif stand == "slechter":
        names.append("terugkijken.kindcheck")
    return [Block("tekst", here.text(each, kenmerk=family.reference)) for each in names]


def last(family: Family) -> Last | None:
    """The last time that somebody looked back."""
    found = family.of_kind("terugkijken")
    return Last(date.fromisoformat(found[-1].body["dag"]), found[-1].body["stand"]) if found else None


def _beside(here: Here, risk: str, change: str) -> str:
    """One risk: the start beside now."""
    return here.text("terugkijken.risico", risico=here.words.labels.label(risk), nu=here.text(f"nu.{change}"))


def _next_day(here: Here, family: Family, said: str) -> date:
    if (day := day_said(said)) is not None:
        return day
    soon = is_young((FAMILY,), family.bands) or any(each.geweld in ("nu", "herhaald") for each in family.signals)
    return here.today + (_SOON if soon else _NORMAL)
