"""A reminder that stands, cancelled or moved in plain words: which one is meant is looked up, or asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.acts.desk import make_offer
from bot.acts.held import is_new_reminder
from bot.acts.here import Done, Here
from bot.acts.reminder_moves import MOVE, begin
from bot.acts.reminders import cancelled, line
from bot.acts.task_dates import agreed_on
from bot.acts.task_kinds import OWN
from bot.storage.tasks import Task
from dialogs.model import Block, Reply
from dialogs.moments.model import Change, Understood
from dialogs.offer import Offer
from dialogs.understanding.normalise import fold
from dialogs.workdays import amsterdam_date

WHICH: Final = "herinnering.welke"
"""The offer that asks which one is meant; its data is what has to become of it, and the words of the new moment."""
_MOST: Final = 10
_TELLS: Final = 4
"""Letters of a word that can tell a subject; shorter ones stand in every sentence."""


def heard(here: Here) -> Done | None:
    """`annuleer de herinnering van vrijdag`, `verzet naar maandag`; None when nothing is said of one that stands.

    Words that name no reminder mean the one that was just set, and in a conversation that goes on they mean that.
    """
    change = here.words.moments.read_change(here.typed, here.now)
    if change is None:
        return None
    if not change.named:
        last = _just_set(here)
        return _do(here, change.way, last, change.when) if last is not None and not here.busy else None
    own = _own_open(here)
    if not own:
        return here.say("herinnering.geen_eigen")
    fits, known = _meant(here, change, own)
    if len(fits) == 1 and known:
        return _do(here, change.way, fits[0], change.when)
    return _ask_which(here, change, fits, known=known)


def dropped(here: Here, offer: Offer) -> Done | None:
    """`toch niet` where it is asked when: nothing is made. None when that was not said."""
    change = here.words.moments.read_change(here.typed, here.now)
    if not is_new_reminder(offer) or change is None or not change.denied:
        return None
    return here.say("herinnering.niet_gezet")


def chosen(here: Here, offer: Offer, code: str) -> Done:
    """The one of those that were listed, if it still is somebody's own and open."""
    way, when = offer.data
    task = next((each for each in _own_open(here) if each.reference == code.upper()), None)
    return here.say("herinnering.onbekend") if task is None else _do(here, way, task, when)


def _do(here: Here, way: str, task: Task, when: str) -> Done:
    if way == MOVE:
        return begin(replace(here, typed=when), MOVE, task.reference)
    return cancelled(here, task)


def _own_open(here: Here) -> list[Task]:
    """What somebody asked for: what was agreed for a family is never dropped by a word."""
    tasks = here.tx.own_open_tasks(here.scope, _MOST * _MOST)
    return [each for each in tasks if each.kind == OWN and each.owner == here.person.id]


def _just_set(here: Here) -> Task | None:
    return next((each for each in _own_open(here) if each.reference == here.about), None)


def _meant(here: Here, change: Change, own: list[Task]) -> tuple[list[Task], bool]:
    """Those that fit, and whether any does: where a day or a subject fits none, all of them."""
    found = here.words.moments.read_moment(change.which, here.now) if change.which else None
    whens = (found.when,) if isinstance(found, Understood) else found.candidates if found else ()
    days = {when.day for when in whens}
    of_day = [each for each in own if {amsterdam_date(each.due_at), agreed_on(each)} & days]
    said = _telling(change.which)
    about = [each for each in of_day or own if said & _telling(each.subject)]
    if about or of_day:
        return about or of_day, True
    if days:
        return own, False
    last = _just_set(here)
    return ([last], True) if last is not None and not change.several else (own, True)


def _telling(text: str) -> set[str]:
    return {word for word in fold(text).split() if len(word) >= _TELLS}


def _ask_which(here: Here, change: Change, tasks: list[Task], *, known: bool) -> Done:
    shown = tasks[:_MOST]
    labels = tuple(line(here, each) for each in shown)
    codes = tuple(each.reference.lower() for each in shown)
    offer, prompt = make_offer(here, WHICH, codes, "", (change.way, change.when), labels)
    text = here.text(WHICH if known else "herinnering.niet_gevonden")
    return Done((Reply((Block("tekst", text),), prompt),), offer=offer)
