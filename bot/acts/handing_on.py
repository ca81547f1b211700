"""A warm hand-over of a case: done when the other says yes, asked after until then (R117)."""

from __future__ import annotations

from dataclasses import replace

from bot.acts import regie
from bot.acts.family import family_of, note
from bot.acts.here import Done, Here, Notice
from bot.acts.task_dates import MORNING
from bot.acts.task_kinds import DESK, HAND_OVER
from bot.acts.whose import ANYBODY, is_asked, mine, stands_in, team_key, team_readers
from bot.model import Role
from bot.storage.desk import DeskCase
from bot.storage.tables import TAKEN
from bot.storage.tasks import Task
from dialogs.workdays import add_working_days, moment_of

_DAYS = 2
"""Working days after which both are asked about a hand-over without a yes (own choice)."""


def hand_on(here: Here, reference: str, to: str) -> Done:
    """`draag over S-… aan T-…`: the old behandelaar keeps it, and hears of it, until the yes."""
    case = mine(here, reference)
    if case is None:
        return here.say("balie.onbekend")
    row = here.tx.access_called(here.scope, to) if to else None
    other = here.tx.person(row.person) if row and row.revoked_at is None else None
    roles = {m.role for m in other.memberships if m.gemeente == here.scope.gemeente} if other else set()
    if other is None or other.id == here.person.id or not roles & {Role.WIJKTEAM, Role.REGISSEUR}:
        return here.say("balie.ander_niet")
    settle(here, case)
    here.tx.offer_case(here.scope, case.reference, other.id)
    here.audit("case.offer", case.reference)
    ask_later(here, case)
    notice = Notice(
        other.id, here.reply("taak.kijk", kenmerk=reference), f"offer.{case.reference}.{here.now.isoformat()}"
    )
    family = family_of(here, reference)
    said = [here.reply("balie.aangeboden", kenmerk=reference), *([regie.changes_hands(here, family)] if family else [])]
    return Done(tuple(said), (notice,), about=reference)


def accept(here: Here, reference: str, *, yes: bool) -> Done:
    """`neem over` or `neem niet over`: until the yes the old behandelaar keeps it.

    A waarnemer takes over without being asked: who is ill cannot offer.
    """
    case = here.tx.desk_case(here.place, reference)
    asked = case is not None and is_asked(here, case)
    if case is None or not (asked or (yes and case.state == TAKEN and stands_in(here, case.handler))):
        return here.say("balie.onbekend")
    old = case.handler
    if case.next_handler != here.person.id and yes:
        here.tx.offer_case(replace(here.scope, person=old), case.reference, here.person.id)
    key = f"{case.reference}.{here.now.isoformat()}"
    if not yes:
        here.audit("case.decline", case.reference)
        if case.next_handler == team_key(here, ANYBODY):  # the no of one team is none of the others
            return here.say("balie.niet_overgenomen", kenmerk=reference)
        here.tx.decline_case(replace(here.scope, person=case.next_handler), case.reference)
        settle(here, case)
        notice = Notice(old, here.reply("balie.niet_overgenomen_oud", kenmerk=reference), f"declined.{key}")
        return Done((here.reply("balie.niet_overgenomen", kenmerk=reference),), (notice,))
    if not here.tx.accept_case(here.scope, case.reference, here.now):
        return here.say("balie.onbekend")
    here.audit("case.accept", case.reference, "" if asked else "waarnemer")
    settle(here, case)
    told = [Notice(old, here.reply("balie.overgenomen_oud", kenmerk=reference), f"accepted.{key}")]
    for signal in case.signals:
        here.tx.own_tasks(here.place, signal.reference, here.person.id, DESK)
        text = here.reply("terugkoppeling.overgedragen", kenmerk=signal.reference, wie=here.who(here.person.id))
        told.append(Notice(signal.owner, text, f"handed.{signal.reference}.{here.person.id}"))
    if (family := family_of(here, reference)) is not None:
        note(here, family, "wisseling", dag=here.today.isoformat())
    then = regie.moved(here, case, reference)
    said = (here.reply("balie.overgenomen", kenmerk=reference), *then.replies)
    return Done(said, tuple(told), form=then.form, about=reference)


def still_asked(here: Here, task: Task) -> tuple[Notice, ...]:
    """Nobody said yes: who was asked hears it again, and whose it still is hears that too."""
    case = here.tx.desk_case(here.place, task.object)
    elsewhere = case.work.get("elders", "") if case is not None else ""
    if case is None or not (case.next_handler or elsewhere):
        return ()
    key = f"task.{task.id}.{task.step}"
    team = case.next_handler == team_key(here, elsewhere)
    asked = team_readers(here, elsewhere) if team else filter(None, [case.next_handler])
    return (
        *(Notice(each, here.reply("taak.kijk", kenmerk=task.object), f"{key}.asked.{each}") for each in asked),
        Notice(case.handler, here.reply("balie.nog_niet_overgenomen", kenmerk=task.object), f"{key}.owner"),
    )


def ask_later(here: Here, case: DeskCase) -> None:
    """Ask after a hand-over that waits for a yes."""
    day = add_working_days(here.today, _DAYS)
    about = case.signals[-1].reference
    task = here.keys.derive("task", HAND_OVER, about, here.now.isoformat())
    here.tx.add_task(
        here.place,
        Task(
            task, HAND_OVER, about, here.person.id, moment_of(day, MORNING),
            reference=here.keys.reference("R", task), starts=f"{day.isoformat()}T{MORNING:%H:%M}",
        ),
        here.now,
    )  # fmt: skip


def settle(here: Here, case: DeskCase) -> None:
    """Nobody is asked any more: what would ask after it is over."""
    for signal in case.signals:
        for task in here.tx.tasks_of(here.place, signal.reference):
            if task.kind == HAND_OVER:
                here.tx.end_task(here.place, task.id, "klaar")
