"""A reminder at another moment: later, the agreement itself on another day, or with a colleague."""

from __future__ import annotations

from typing import Final

from bot.acts import retention
from bot.acts.agreed import find_a_guard
from bot.acts.desk import make_offer
from bot.acts.here import Done, Here, Notice
from bot.acts.joining import colleague
from bot.acts.reminders import ask_which, say
from bot.acts.task_dates import agreed_on
from bot.acts.task_kinds import KEEPING, OWN, plain
from bot.storage.tasks import Task
from dialogs.model import Block, Reply
from dialogs.moments.model import Understood, When
from dialogs.moments.time_line import next_occurrence
from dialogs.offer import Offer

LATER: Final = "later"
MOVE: Final = "verzet"
WHEN: Final = "herinnering.later"
"""The offer that asks until when; its data is which of the two."""


def begin(here: Here, way: str, reference: str) -> Done:
    """`later R-… morgen`, `verzet R-… naar vrijdag`; without a moment it is asked."""
    task = _own(here, reference)
    if task is None:
        return here.say("herinnering.onbekend")
    if plain(task.kind) == KEEPING:  # its day moves by a reason only
        return retention.show(here, task)
    found = here.words.moments.read_moment(here.typed, here.now)
    if found is None:
        offer, prompt = make_offer(here, WHEN, ("morgen", "volgende_week"), reference, (way,))
        return Done((Reply((Block("tekst", here.text(f"herinnering.{way}_wanneer")),), prompt),), offer=offer)
    if not isinstance(found, Understood):
        return ask_which(here, found.reason, found.candidates, (way, reference))
    return settle(here, way, reference, found.when)


def said_when(here: Here, offer: Offer) -> Done | None:
    """Until when, after it was asked; None when what was typed is no moment."""
    if here.words.moments.read_moment(here.typed, here.now) is None:
        return None
    return begin(here, offer.data[0], offer.about)


def settle(here: Here, way: str, reference: str, when: When) -> Done:
    """Move the reminder, or what was agreed. The day that was agreed stays what it is until somebody moves it."""
    task, due = _own(here, reference), next_occurrence(when, here.now)
    if task is None or due is None:
        return here.say("herinnering.onbekend" if task is None else "herinnering.voorbij")
    moved = way == MOVE or (task.kind == OWN and not task.rule)
    starts = f"{when.day.isoformat()}T{when.clock:%H:%M}" if moved else task.starts
    if not here.tx.move_task(here.scope, task, due, starts):
        return here.say("herinnering.onbekend")
    here.audit(f"reminder.{way}", reference)
    day, hour = here.moment(due)
    if moved:
        text = here.text("herinnering.verzet", kenmerk=reference, moment=say(here, when))
        return _who_watches(here, task, (Block("tekst", text),))
    agreed = agreed_on(task)
    if task.rule or agreed is None:
        return here.say("herinnering.uitgesteld", datum=day, tijd=hour)
    blocks = [Block("tekst", here.text("uitstel", datum=day, tijd=hour, datum0=here.day(agreed)))]
    if due.date() <= agreed:
        return Done((Reply(tuple(blocks)),), about=reference)
    blocks.append(Block("tekst", here.text("uitstel.telt_laat")))
    offer, prompt = make_offer(here, "uitstel.verzetten", ("ja", "nee"), reference, (f"{when.day}T{when.clock:%H:%M}",))
    return Done((Reply(tuple(blocks), prompt),), offer=offer, about=reference)


def after_later(here: Here, offer: Offer, code: str) -> Done:
    """Whether the agreement itself moves to the day of the reminder."""
    task = _own(here, offer.about)
    if task is None:
        return here.say("herinnering.onbekend")
    if code != "ja":
        return _who_watches(here, task, (Block("tekst", here.text("uitstel.blijft")),))
    if not here.tx.move_task(here.scope, task, task.due_at, offer.data[0]):
        return here.say("herinnering.onbekend")
    here.audit("reminder.verzet", offer.about)
    text = here.text("herinnering.verzet", kenmerk=offer.about, moment=here.moment(task.due_at)[0])
    return _who_watches(here, task, (Block("tekst", text),))


def watched(here: Here, offer: Offer, code: str) -> Done:
    """Who looks after the children until then; nobody, or not known, is an action with a date (#39)."""
    here.audit("reminder.watch", offer.about, code)
    task = _own(here, offer.about)
    if task is None or code not in ("niemand", "onbekend"):
        return here.say("uitstel.genoteerd")
    return here.say("uitstel.niemand", datum=here.day(find_a_guard(here, task.object)))


def hand_over(here: Here, reference: str, to: str) -> Done:
    """`draag over R-… aan T-…`: it stays where it is until the colleague says yes."""
    task = _own(here, reference)
    if task is None:
        return here.say("herinnering.onbekend")
    other = colleague(here, to)
    if not other:
        return here.say("herinnering.collega_niet")
    here.tx.offer_task(here.scope, task, other)
    here.audit("reminder.offer", reference)
    push = Notice(other, here.reply("herinnering.stil", kenmerk=reference), f"offer.{reference}.{here.now.isoformat()}")
    return Done((here.reply("herinnering.aangeboden", kenmerk=reference),), (push,))


def answer_offer(here: Here, reference: str, *, yes: bool) -> Done:
    """`neem over R-…`, or not; who asked hears which."""
    task = here.tx.task_called(here.scope, reference)
    if task is None or task.offered_to != here.person.id:
        return here.say("herinnering.onbekend")
    key = f"{reference}.{here.now.isoformat()}"
    if yes:
        here.tx.accept_task(here.scope, task)
        here.audit("reminder.accept", reference)
        told = Notice(task.owner, here.reply("herinnering.overgenomen_oud", kenmerk=reference), f"accepted.{key}")
        return Done((here.reply("herinnering.overgenomen", kenmerk=reference),), (told,))
    here.tx.decline_task(here.scope, task)
    here.audit("reminder.decline", reference)
    told = Notice(task.owner, here.reply("herinnering.niet_overgenomen_oud", kenmerk=reference), f"declined.{key}")
    return Done((here.reply("herinnering.niet_overgenomen", kenmerk=reference),), (told,))


def _who_watches(here: Here, task: Task, said: tuple[Block, ...]) -> Done:
    """What is put off for a family asks who looks after the children meanwhile."""
    if task.kind == OWN:
        return Done((Reply(said),), about=task.reference)
    offer, prompt = make_offer(here, "uitstel.wie_let_op", ("ik", "ander", "niemand", "onbekend"), task.reference)
    return Done((Reply(said, prompt),), offer=offer, about=task.reference)


def _own(here: Here, reference: str) -> Task | None:
    task = here.tx.task_called(here.scope, reference)
    return task if task is not None and task.owner == here.person.id else None
