"""What was open with somebody who has no access any more: to the waarnemer, or else somebody hears that it is open."""

from __future__ import annotations

from bot.acts.desk import call_coordinators
from bot.acts.here import Here, Notice
from bot.storage.access import AccessRow


def hand_on(here: Here, row: AccessRow, why: str, purpose: str) -> tuple[str, tuple[Notice, ...]]:
    """Pass cases and tasks on; the name of the sentence that says to whom, and what they hear.

    `here` is of this municipality, `why` a code for the audit trail. Without a waarnemer the own manager or
    aandachtsfunctionaris hears that a task is open and no more (signal_schema.md §4), without one the coordinators.
    """
    here.tx.drop_feed(here.scope, row.person)
    heir = row.deputy if here.has_access(row.deputy) else ""
    cases = here.tx.pass_cases(here.scope, row.person, heir)
    tasks = here.tx.pass_tasks(here.scope, row.person, heir)
    for case in cases:
        here.audit("case.pass", case, why)
    if not cases and not tasks:
        return "toegang.geen_taken", ()
    if heir:
        told = tuple(Notice(heir, here.reply("taak.kijk", kenmerk=case), f"{purpose}.{case}") for case in cases)
        return "toegang.taken_naar_waarnemer", told or (Notice(heir, here.reply("taak.open"), purpose),)
    if here.has_access(row.manager):
        return "toegang.taken_terug", (Notice(row.manager, here.reply("taak.bij_collega"), purpose),)
    told = tuple(each for each in call_coordinators(here, purpose) if each.person != here.person.id)
    return "toegang.taken_naar_coordinator", told
