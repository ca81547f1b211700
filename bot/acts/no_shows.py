"""Appointments that were missed: counted over who logs here, followed up with a date, and not lost (R95-R98, R142)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from bot.acts import agreed
from bot.acts.family import Family, contacts, family_of, note
from bot.acts.here import Done, Here, day_said
from bot.acts.task_kinds import FOLLOW_UP, PLANNED
from bot.acts.timeline import children
from dialogs.model import UNKNOWN, Answer, Block, Reply
from dialogs.signaal.case_rules import FAMILY, OutOfSight, is_young, missed, out_of_sight, wants_follow_up
from dialogs.workdays import add_working_days

_YOUNG_DAYS: Final = 2
_DAYS: Final = 5
"""Working days until the follow-up; sooner with a young child (kindcheck.md §8.2, own choice)."""


def fill_in(here: Here, family: Family, form: str, said: Mapping[str, Answer]) -> Done:
    """`niet gekomen`, `afspraak` or `gekomen` is told."""
    who = _who(said.get("kinderen_om_wie", ()))
    value = {name: answer[0] for name, answer in said.items() if answer}
    day = day_said(value.get("dag_gemist" if form == "niet_gekomen" else "dag_contact", "")) or here.today
    if form == "gekomen":
        note(here, family, "gekomen", dag=day.isoformat(), wie=" ".join(who))
        _settle(here, family)
        return here.say("gemist.gekomen", wie=children(here, who))
    if form == "afspraak":
        planned = day_said(value.get("dag_afspraak", ""))
        if planned is None:
            return here.say("gemist.welke_dag", kenmerk=family.reference)
        note(here, family, "afspraak", dag=here.today.isoformat(), wie=" ".join(who), vervolg=planned.isoformat())
        _settle(here, family)
        agreed.of_family(here, family, FOLLOW_UP, planned, "ACT_KIND_ZIEN")
        return here.say("gemist.afspraak", wie=children(here, who), datum=here.day(planned))
    return _missed(here, family, who, day, value)


def overdue(here: Here) -> Done:
    """`te laat` or `uit beeld`: who did not come and has no day planned, of all that somebody works on or gave."""
    lines = [_line(here, family.reference, lost) for family in _own(here) for lost in _lost(here, family)]
    if not lines:
        return here.say("uitbeeld.leeg")
    blocks = (
        Block("titel", here.text("uitbeeld.kop")),
        Block("punten", lines=tuple(lines)),
        Block("tekst", here.text("uitbeeld.slot")),
    )
    return Done((Reply(blocks, kind="kaart", item="uitbeeld"),))


def count_overdue(here: Here) -> int:
    """How many children are on that list."""
    return sum(len(_lost(here, family)) for family in _own(here))


def _lost(here: Here, family: Family) -> list[OutOfSight]:
    """Of what the reader may see; a day that another party planned counts, though who planned it is not told."""
    still = {each.child for each in out_of_sight(contacts(family.counted), here.today)}
    found = out_of_sight(contacts(family.events), here.today)
    return [each for each in found if each.child in still or FAMILY in still]


def _missed(here: Here, family: Family, who: tuple[str, ...], day: date, value: Mapping[str, str]) -> Done:
    planned = day_said(value.get("dag_vervolg", ""))
    note(
        here,
        family,
        "niet_gekomen",
        dag=day.isoformat(),
        wie=" ".join(who),
        partij=value.get("partij", UNKNOWN),
        vervolg=planned.isoformat() if planned else "",
        wat_nu=value.get("vervolg_nu", ""),
        verteld=value.get("verteld", ""),
        grond=value.get("grond_verteld", ""),
    )
    _settle(here, family)
    after = family_of(here, family.reference) or family
    times = missed(contacts(after.counted), who)
    first = tuple(Block("tekst", here.text(each, kenmerk=family.reference)) for each in _first(after))
    blocks: list[Block] = []
    counted = here.text(f"keer.{min(times, 2)}", aantal=str(times))
    blocks.append(Block("tekst", here.text("gemist.genoteerd", wie=children(here, who), aantal=counted)))
    vulnerable = any(kind.extra_kwetsbaar == "ja" for signal in after.signals for kind in signal.kinderen)
    if wants_follow_up(times, who, after.bands, vulnerable=vulnerable):
        blocks += _follow_up(here, after, who, planned)
    elif planned is not None:
        agreed.of_family(here, family, FOLLOW_UP, planned, "ACT_KIND_ZIEN")
        blocks.append(Block("tekst", here.text("gemist.gepland", datum=here.day(planned))))
    else:
        blocks.append(Block("tekst", here.text("gemist.uit_beeld", kenmerk=family.reference)))
    if value.get("verteld") == "nee":
        blocks.append(Block("tekst", here.text("gemist.vertel")))
    said = Reply(tuple(blocks), kind="uitleg", item="gemist")
    return Done((Reply(first, kind="uitleg"), said) if first else (said,), about=family.reference)


def _settle(here: Here, family: Family) -> None:
    """What was planned to see them is over: they came, or did not, or another day was made."""
    agreed.settle(here, family, FOLLOW_UP)
    agreed.settle(here, family, PLANNED, subject="kind_zien")


def _first(family: Family) -> list[str]:
    """What stands before all else: an injured child that does not come (R142), a family that is not called first."""
    injured = any(sign.code == "KS_LETSEL" for signal in family.signals for sign in signal.kindsignalen)
    return (["gemist.letsel"] if injured else []) + (["gemist.niet_eerst"] if family.hears_first else [])


def _follow_up(here: Here, family: Family, who: tuple[str, ...], planned: date | None) -> list[Block]:
    """A step with a date: first the advice where nobody may go to the family, otherwise a visit or a call (R96)."""
    young = is_young(who, family.bands)
    due = add_working_days(here.today, _YOUNG_DAYS if young else _DAYS)
    due = min(due, planned) if planned is not None and planned > here.today else due
    action = "ACT_CONSULT" if family.no_talk else "ACT_KIND_ZIEN"
    agreed.of_family(here, family, FOLLOW_UP, due, action)
    name = "gemist.eerst_advies" if family.no_talk else "gemist.vervolg"
    found = [Block("tekst", here.text(name, datum=here.day(due)))]
    if planned is None:
        found.append(Block("tekst", here.text("gemist.uit_beeld", kenmerk=family.reference)))
    return found


def _own(here: Here) -> list[Family]:
    """Every family that somebody works on or signalled, once."""
    references = [case.signals[-1].reference for case in here.tx.desk_mine(here.scope)
                  if case.handler == here.person.id and case.readable]  # fmt: skip
    references += [row.reference for row in here.tx.signals(here.scope)]
    found: dict[str, Family] = {}
    for reference in references:
        key = here.tx.household_of(here.place, reference) or here.tx.household_of(here.scope, reference)
        if key is None or key[0] in found:
            continue
        if not here.tx.events_of(here.scope, [key[0]]):
            continue  # nothing was ever missed: no record is read for it
        family = family_of(here, reference)
        if family is not None:
            found[key[0]] = family
    return list(found.values())


def _line(here: Here, reference: str, lost: OutOfSight) -> str:
    name = "uitbeeld.regel" if lost.planned is None else "uitbeeld.voorbij"
    return here.text(
        name,
        kenmerk=reference,
        wie=children(here, (lost.child,)),
        datum=here.day(lost.since),
        gepland=here.day(lost.planned) if lost.planned else "",
    )


def _who(said: Answer) -> tuple[str, ...]:
    """Whoever it was; a parent who did not come is the whole family."""
    known = tuple(each for each in said if each not in {"ouder", UNKNOWN, FAMILY})
    return known if known and len(known) == len(said) else (FAMILY,)
