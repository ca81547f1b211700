"""What a choice about a reminder does: when, which moment was meant, what now, whether the agreement moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from bot.acts import changed, family_forms, held, interventions, reminder_changes, reminder_moves, reminders
from bot.acts.here import Done, Here
from bot.storage.tasks import Task
from dialogs.moments.model import Understood
from dialogs.offer import Offer


def _when(here: Here, offer: Offer, code: str) -> Done:
    """`morgen` and `volgende_week` are read as if they were typed."""
    found = here.words.moments.read_moment(code.replace("_", " "), here.now)
    if not isinstance(found, Understood):
        return here.say("herinnering.onbekend")
    if offer.phrase == reminders.MAKE:
        return reminders.keep(here, offer.data[0] if offer.data else "", found.when)
    return reminder_moves.settle(here, offer.data[0], offer.about, found.when)


def _meant(here: Here, offer: Offer, code: str) -> Done:
    way, rest = offer.data[0], offer.data[1]
    when = reminders.chosen_moment(offer, code)
    if way == reminders.FOR_NEW:
        return reminders.keep(here, rest, when)
    return reminder_moves.settle(here, way, rest, when)


def _what_now(here: Here, offer: Offer, code: str) -> Done:
    if code == "klaar":
        return reminders.done(here, offer.about)
    if code == "vervalt":
        return reminders.cancel(here, offer.about)
    task = here.tx.task_called(here.scope, offer.about)
    if task is not None and code == "terugkijken":
        return family_forms.begin(here, "terugkijken", task.object)
    if task is not None and code == "kindcheck":
        return changed.again(here, task.object)
    if task is not None and code in ("aangekomen", "niet_aangekomen"):
        return _arrived(here, task, yes=code == "aangekomen")
    return reminder_moves.begin(here, code, offer.about)


def _arrived(here: Here, task: Task, *, yes: bool) -> Done:
    """Whether somebody who was referred is there; if not, it stays open until they are (R99)."""
    family = family_forms.told_by(here, task.object)
    if family is None:
        return here.say("balie.onbekend")
    return interventions.arrived(here, family, task, yes=yes)


def _take_over(here: Here, offer: Offer, code: str) -> Done:
    return reminder_moves.answer_offer(here, offer.about, yes=code == "overnemen")


_DO: Final[Mapping[str, Callable[[Here, Offer, str], Done]]] = {
    reminders.MAKE: _when,
    reminder_moves.WHEN: _when,
    reminders.MEANT: _meant,
    reminder_changes.WHICH: reminder_changes.chosen,
    "herinnering.wat_nu": _what_now,
    "herinnering.overnemen": _take_over,
    "uitstel.verzetten": reminder_moves.after_later,
    "uitstel.wie_let_op": reminder_moves.watched,
}
PHRASES: Final = frozenset(_DO)
"""The offers of reminders, by the phrase that asks."""


def choose(here: Here, offer: Offer, code: str) -> Done:
    """Do what was chosen."""
    return _DO[offer.phrase](here, offer, code)


def typed_moment(here: Here, offer: Offer) -> Done | None:
    """A moment in the user's own words where one is asked for; None when it is none.

    Words that cancel or move a reminder hold a day too, and are no answer.
    """
    if (done := reminder_changes.dropped(here, offer)) is not None:
        return done
    change = here.words.moments.read_change(here.typed, here.now)
    if change is not None and change.named:
        return None
    if offer.phrase == reminder_moves.WHEN:
        return reminder_moves.said_when(here, offer)
    if not held.is_new_reminder(offer):
        return None
    done = reminders.said_when(here, offer)
    another = reminders.asked_of_another(here, offer)
    return held.along(here, offer, done) if done is not None and another else done
