"""How long a record is kept here: the warning before it is erased, `verleng S-…` with a reason, and erasing it.

Source: signal_schema.md §1 Retention [O]. The professional's own file and a case system keep their own terms.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final, Literal, Protocol

from bot.acts.family import Family, note
from bot.acts.here import Done, Here
from bot.acts.task_dates import MORNING, agreed_on
from bot.acts.task_kinds import AT_THE_DESK, KEEPING, plain
from bot.keys import Keyring
from bot.model import Scope
from bot.storage.retention import KeptSignal
from bot.storage.retention_statements import WARNED
from bot.storage.tasks import Task
from bot.storage.transaction import Transaction
from dialogs.model import Block, Reply
from dialogs.signaal.retention import Term, last_day, term, told_day
from dialogs.workdays import amsterdam_date, moment_of

FORM: Final = "verlengen"
"""The name of the command and of its track in balie.yaml."""
Looked = Literal["blijft", "gewaarschuwd", "gewist", "bezig"]
_OTHER: Final = "anders"
"""The reason of somebody who gave none of the list."""


class Within(Protocol):
    """What a term needs to know: no person and no landscape, so it runs where a municipality is served no more."""

    @property
    def tx(self) -> Transaction:
        """The transaction."""

    @property
    def keys(self) -> Keyring:
        """For the names of tasks."""

    @property
    def now(self) -> datetime:
        """UTC."""

    @property
    def today(self) -> date:
        """The date in Amsterdam."""

    @property
    def place(self) -> Scope:
        """The municipality as the desk sees it."""

    def audit(self, action: str, about: str, reason: str = "") -> None:
        """A line in the audit trail: ids and codes."""


def look_at(here: Within, reference: str) -> Looked:
    """What has to be done with one record today. Nothing is erased that nobody was told of four weeks before.

    Only the maximum of three years waits for no warning that came late.
    """
    system = Scope(here.place.gemeente, system=True)
    kept = here.tx.kept_signal(system, reference)
    if kept is None:
        return "blijft"
    due, made = _term(kept), amsterdam_date(kept.created)
    if here.today >= last_day(made):
        return _erase(here, kept, due)
    if here.today < due.warn:
        settle(here, reference)
        return "blijft"
    if kept.told is None or kept.told < due.erase:  # an earlier term was longer, or became so
        return _warn(here, kept, told_day(due, made, here.today))
    return _erase(here, kept, due) if here.today >= kept.told else "blijft"


def show(here: Here, task: Task) -> Done:
    """`bekijk R-…`: on which day what is erased, what stays elsewhere, and how to keep it longer."""
    day = agreed_on(task) or here.today
    kept = here.tx.kept_signal(here.place, task.object)
    grows = kept is not None and _term(kept).can_grow
    how = "bewaren.verleng" if grows else "bewaren.niet_langer"
    blocks = (
        Block("tekst", here.text("bewaren.gewist_op", kenmerk=task.object, datum=here.day(day))),
        Block("tekst", here.text("bewaren.elders")),
        Block("tekst", here.text(how, kenmerk=task.object)),
    )
    return Done((Reply(blocks),), about=task.object)


def refused(here: Here, family: Family) -> Done | None:
    """Why a record cannot be kept longer; None when it can."""
    kept = here.tx.kept_signal(here.place, family.reference)
    if kept is None:
        return here.say("balie.onbekend")
    return _at_most(here, kept) if not _term(kept).can_grow else None


def renew(here: Here, family: Family, value: Mapping[str, str]) -> Done:
    """Write the reason down: from today the term runs again, and what warned is over."""
    if (no := refused(here, family)) is not None:
        return no
    reason = value.get("bewaar_reden", _OTHER)
    note(here, family, "verlengd", dag=here.today.isoformat(), reden=reason, tekst=value.get("bewaar_tekst", ""))
    here.audit("signal.renew", family.reference, reason)
    settle(here, family.reference)
    kept = here.tx.kept_signal(here.place, family.reference)
    if kept is None:
        return here.say("balie.onbekend")
    due = _term(kept)
    blocks = (
        Block("tekst", here.text("bewaren.verlengd", kenmerk=kept.reference, datum=here.day(due.erase))),
        Block("tekst", here.text("bewaren.schuift" if due.can_grow else "bewaren.laatste_keer")),
    )
    return Done((Reply(blocks),), about=kept.reference)


def erased_on(here: Here, reference: str) -> date:
    """The day on which a record is erased if nothing is done with it any more."""
    kept = here.tx.kept_signal(here.place, reference)
    return _term(kept).erase if kept is not None else here.today


def settle(here: Within, reference: str) -> None:
    """The warnings about a record are over."""
    for task in here.tx.tasks_of(here.place, reference):
        if plain(task.kind) == KEEPING:
            here.tx.end_task(here.place, task.id, "klaar")


def _term(kept: KeptSignal) -> Term:
    return term(amsterdam_date(kept.created), amsterdam_date(kept.last_activity), pattern_open=kept.pattern_open)


def _at_most(here: Here, kept: KeptSignal) -> Done:
    day = here.day(_term(kept).erase)
    return here.say("bewaren.maximum", kenmerk=kept.reference, datum=day)


def _warn(here: Within, kept: KeptSignal, day: date) -> Looked:
    """A task for who gave it and for who works on it: what goes out by itself is neutral."""
    people = {KEEPING: kept.owner}
    if kept.handler not in ("", kept.owner):
        people[AT_THE_DESK[KEEPING]] = kept.handler
    new = [_add(here, kept, kind, person, day) for kind, person in people.items()]
    if any(new):
        here.audit(WARNED, kept.reference, day.isoformat())
    return "gewaarschuwd" if any(new) else "blijft"


def _add(here: Within, kept: KeptSignal, kind: str, person: str, day: date) -> bool:
    since = kept.last_activity.isoformat()
    task = here.keys.derive("task", kind, kept.reference, since, day.isoformat())
    starts = f"{day.isoformat()}T{MORNING:%H:%M}"
    due = _this_morning(here)
    row = Task(task, kind, kept.reference, person, due, reference=here.keys.reference("R", task), starts=starts)
    return here.tx.add_task(here.place, row, here.now)


def _this_morning(here: Within) -> datetime:
    """Not in the night: at nine, or now when that is past."""
    return max(here.now, moment_of(here.today, MORNING))


def _erase(here: Within, kept: KeptSignal, due: Term) -> Looked:
    system = Scope(here.place.gemeente, system=True)
    done = here.tx.erase_signal(system, kept.reference, due.rule, here.now)
    return "blijft" if done == "weg" else done
