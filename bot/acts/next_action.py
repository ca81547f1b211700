"""`mijn zaken`: what somebody works on with the next action first, late ones before all others, and what waits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.acts import no_shows
from bot.acts.desk import UNREADABLE
from bot.acts.here import Done, Here
from bot.acts.reminders import what
from bot.acts.task_dates import agreed_on
from bot.acts.task_kinds import FEEDBACK
from bot.acts.whose import asked_of_team, is_asked
from bot.storage.desk import DeskCase
from bot.storage.tasks import Task
from dialogs.model import Block, Reply
from dialogs.workdays import AMSTERDAM

_SHOWN: Final = 8


@dataclass(frozen=True, slots=True)
class _Next:
    """The first thing to do in a case."""

    case: DeskCase
    day: date | None
    """None: nothing is planned, which is the first thing to mend."""
    text: str


def own_cases(here: Here) -> Done:
    """What somebody works on, and what waits for a yes."""
    cases = [*here.tx.desk_mine(here.scope), *asked_of_team(here)]
    of_others = _stood_in_for(here)
    if not cases and of_others:
        return Done((Reply(of_others, item="zaken"),))
    if not cases:
        return here.say("balie.eigen_leeg")
    unreadable = [case for case in cases if not case.readable]
    asked = [case for case in cases if case.readable and is_asked(here, case)]
    found = [_next(here, case) for case in cases if case.readable and case not in asked]
    own = sorted(found, key=lambda each: each.day or date.min)
    lines = [here.text(UNREADABLE, kenmerk=case.signals[-1].reference) for case in unreadable]
    lines += [here.text("balie.aangeboden_regel", kenmerk=case.signals[-1].reference) for case in asked]
    lines += [_line(here, each) for each in own[:_SHOWN]]
    blocks = [Block("tekst", here.text("balie.eigen", aantal=str(len(cases)))), Block("punten", lines=tuple(lines))]
    if len(own) > _SHOWN:
        blocks.append(Block("tekst", here.text("balie.eigen_meer", aantal=str(len(own) - _SHOWN))))
    if no_shows.count_overdue(here):
        blocks.append(Block("tekst", here.text("balie.uit_beeld")))
    blocks += of_others
    about = next((case.signals[0].reference for case in cases if case.readable), "")
    return Done((Reply(tuple(blocks), item="zaken"),), about=about)


def _stood_in_for(here: Here) -> tuple[Block, ...]:
    """The cases of colleagues for whom somebody is the waarnemer: a reference each, no more."""
    cases = [
        case
        for owner in here.tx.stood_in_for(here.scope)
        for case in here.tx.desk_mine(replace(here.scope, person=owner))
        if case.handler == owner
    ]
    if not cases:
        return ()
    lines = tuple(case.signals[-1].reference for case in cases[:_SHOWN])
    head = Block("tekst", here.text("balie.waarneming", aantal=str(len(cases)), kenmerk=lines[0]))
    return head, Block("punten", lines=lines)


def _next(here: Here, case: DeskCase) -> _Next:
    found: list[tuple[date, str]] = []
    for signal in case.signals:
        if signal.feedback_at is None and signal.feedback_due is not None:
            found.append((signal.feedback_due, here.text("herinnering.soort.terugkoppeling")))
        tasks = here.tx.tasks_of(here.place, signal.reference)
        own = [task for task in tasks if task.owner == here.person.id and task.kind != FEEDBACK]
        found += [(_day(task), what(here, task)) for task in own]
    if not found:
        return _Next(case, None, here.text("balie.geen_stap", kenmerk=case.signals[-1].reference))
    day, text = min(found)
    return _Next(case, day, text)


def _line(here: Here, found: _Next) -> str:
    reference = found.case.signals[-1].reference
    waits = here.text("balie.wacht_op_ja") if found.case.next_handler else ""
    if found.day is None:
        return f"{reference}: {found.text}{waits}"
    late = here.text("herinnering.te_laat") if found.day < here.today else ""
    return here.text(
        "balie.eigen_regel", kenmerk=reference, actie=found.text, datum=here.day(found.day) + late, wacht=waits
    )


def _day(task: Task) -> date:
    return agreed_on(task) or task.due_at.astimezone(AMSTERDAM).date()
