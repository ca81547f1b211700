"""What somebody has to come back on: making a reminder in natural Dutch, the list, one of them, done, cancelled."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.acts import heard_back, landscape_reviews, retention
from bot.acts.desk import make_offer
from bot.acts.here import Done, Here
from bot.acts.task_dates import agreed_on, when_of
from bot.acts.task_kinds import (
    ACTIONS,
    CHANGED,
    FOLLOW_UP,
    KEEPING,
    OWN,
    PLANNED,
    REFERRAL,
    RETRY,
    REVIEW,
    STEP,
    TO_FIND_OUT,
    plain,
)
from bot.storage.tasks import Task
from dialogs.model import Block, Reply
from dialogs.moments.model import Understood, When
from dialogs.moments.said import say as say_moment
from dialogs.moments.time_line import next_occurrence
from dialogs.offer import Offer
from dialogs.signaal.tasks import names_of_unknowns
from dialogs.starting import CHECK_DIALOG, LOG_DIALOG

_SHOWN: Final = 10
MAKE: Final = "herinnering.wanneer"
"""The offer that asks when; its data is what of."""
MEANT: Final = "herinnering.bedoel"
"""The offer that asks which moment was meant; its data is what for, and the readings."""
FOR_NEW: Final = "nieuw"


def make(here: Here) -> Done:
    """`herinner me vrijdag om 9 uur aan de evaluatie`: what was understood is said back with weekday and date.

    A worry that was told along does not wait for the reminder.
    """
    done = _made(here)
    return replace(done, replies=(*done.replies, here.reply("herinnering.zorg"))) if here.worry else done


def _made(here: Here) -> Done:
    asked = here.words.moments.read_reminder(here.typed, here.now)
    if asked.moment is None:
        return _ask_when(here, asked.subject)
    if isinstance(asked.moment, Understood):
        return keep(here, asked.subject, asked.moment.when)
    return ask_which(here, asked.moment.reason, asked.moment.candidates, (FOR_NEW, asked.subject))


def said_when(here: Here, offer: Offer) -> Done | None:
    """When, after it was asked; None when what was typed is no moment, so that the conversation goes on."""
    found = here.words.moments.read_moment(here.typed, here.now)
    if found is None:
        return None
    subject = asked_of_another(here, offer) or subject_of(offer)
    if isinstance(found, Understood):
        return keep(here, subject, found.when)
    return ask_which(here, found.reason, found.candidates, (FOR_NEW, subject))


def subject_of(offer: Offer) -> str:
    """What the reminder is about of which is asked when, or which moment was meant."""
    place = 1 if offer.phrase == MEANT else 0
    return offer.data[place] if len(offer.data) > place else ""


def asked_of_another(here: Here, offer: Offer) -> str:
    """The own subject of a new request, where it is asked when for another one; empty where it brings none."""
    if not here.words.moments.asks(here.typed):
        return ""
    subject = here.words.moments.read_reminder(here.typed, here.now).subject
    return "" if subject == subject_of(offer) else subject


def keep(here: Here, subject: str, when: When) -> Done:
    """Write it down once: the same message that comes twice makes one reminder."""
    due = next_occurrence(when, here.now)
    if due is None:
        return here.say("herinnering.voorbij")
    known = {place.name for place in here.landscape.places} | {here.landscape.name}
    shown = here.words.hide_unknown(subject, known)
    starts = f"{when.day.isoformat()}T{when.clock:%H:%M}"
    task = here.keys.derive("task", OWN, here.person.id, starts, when.rule, shown.text, here.now.isoformat())
    reference = here.keys.reference("R", task)
    about = here.about if here.about.startswith(("S-", "Z-")) and here.about in here.typed.upper() else ""
    here.tx.add_task(
        here.place,
        Task(
            task, OWN, about, here.person.id, due, reference=reference, starts=starts, rule=when.rule,
            holidays=when.holidays, subject=shown.text,
        ),
        here.now,
    )  # fmt: skip
    here.audit("reminder.make", reference)
    blocks = [Block("tekst", here.text("herinnering.gezet", moment=say(here, when), kenmerk=reference))]
    if shown.text:
        blocks.append(Block("tekst", here.text("herinnering.over", onderwerp=shown.text)))
    if shown.hidden_words or here.hidden:
        blocks.append(Block("tekst", here.text("herinnering.verborgen")))
    return Done((Reply(tuple(blocks)),), about=reference)


def listed(here: Here) -> Done:
    """`mijn taken`: what is asked of an own signal, then what is open, first due first; what one may take over too."""
    tasks = here.tx.own_open_tasks(here.scope, _SHOWN + 1)
    asked = heard_back.questions(here)
    if not tasks and not asked:
        return here.say("herinnering.geen")
    lines = (*asked, *(line(here, task) for task in tasks[:_SHOWN]))
    blocks = [Block("tekst", here.text("herinnering.lijst")), Block("punten", lines=lines)]
    if not tasks:
        return Done((Reply(tuple(blocks), item="taken"),))
    if len(tasks) > _SHOWN:
        blocks.append(Block("tekst", here.text("herinnering.meer")))
    blocks.append(Block("tekst", here.text("herinnering.lijst_uitleg", kenmerk=tasks[0].reference)))
    return Done((Reply(tuple(blocks), item="taken"),), about=tasks[0].reference)


def show(here: Here, reference: str) -> Done:
    """`bekijk R-…`: the content, which no push holds, and what can be done with it."""
    task = here.tx.task_called(here.scope, reference)
    if task is None:
        return here.say("herinnering.onbekend")
    here.audit("reminder.open", reference)
    if task.kind in landscape_reviews.KINDS:
        return landscape_reviews.show(here, task)
    if plain(task.kind) == KEEPING:
        return retention.show(here, task)
    blocks = [
        Block("tekst", here.text("herinnering", kenmerk=reference, actie=what(here, task), datum=_when(here, task)))
    ]
    if task.object:
        blocks.append(Block("tekst", here.text("herinnering.bij", kenmerk=task.object)))
    if task.offered_to == here.person.id:
        offer, prompt = make_offer(here, "herinnering.overnemen", ("overnemen", "niet_overnemen"), reference)
    else:
        offer, prompt = make_offer(here, "herinnering.wat_nu", _choices(task), reference)
    return Done((Reply(tuple(blocks), prompt, "kaart", "taak"),), offer=offer, about=reference)


def done(here: Here, reference: str) -> Done:
    """`klaar R-…`: over; of a repetition only this time is."""
    task = _mine(here, reference)
    if task is None:
        return here.say("herinnering.onbekend")
    if plain(task.kind) == KEEPING:  # it is over when there is a reason, or when the record is gone
        return retention.show(here, task)
    if task.object and "terugkijken" in _choices(task):  # an evaluation is over when it was done
        return here.say("herinnering.eerst_terugkijken", kenmerk=task.object)
    here.audit("reminder.done", reference)
    if task.rule and task.due_at > here.now:
        return here.say("herinnering.klaar_keer", kenmerk=reference, datum=here.moment(task.due_at)[0])
    here.tx.end_task(here.place, task.id, "klaar")
    return here.say("herinnering.klaar", kenmerk=reference)


def cancel(here: Here, reference: str) -> Done:
    """`vervalt R-…`: what somebody asked for goes; what was agreed for a family is done or moved, never dropped."""
    task = _mine(here, reference)
    if task is None:
        return here.say("herinnering.onbekend")
    if task.kind != OWN:
        return here.say("herinnering.niet_weg", kenmerk=reference)
    return cancelled(here, task)


def cancelled(here: Here, task: Task) -> Done:
    """It goes, and what it was is said: somebody who meant another one sees it."""
    here.tx.end_task(here.place, task.id, "vervallen")
    here.audit("reminder.cancel", task.reference)
    return here.say("herinnering.weg", kenmerk=task.reference, actie=what(here, task), datum=_when(here, task))


def what(here: Here, task: Task) -> str:
    """What it is about, in words."""
    if task.kind in landscape_reviews.KINDS:
        return landscape_reviews.what(here, task)
    kind = plain(task.kind)
    if not task.readable:
        return here.text("herinnering.onleesbaar", soort=here.text(f"herinnering.soort.{kind}"))
    if kind in (ACTIONS, FOLLOW_UP):
        return ", ".join(_action(here, each) for each in task.subject.split())
    if kind in _ABOUT and task.subject:
        about = here.text(f"{_ABOUT[kind]}.{task.subject}")
        return about if kind == PLANNED else here.text(f"herinnering.soort.{kind}_van", wat=about)
    return task.subject or here.text(f"herinnering.soort.{kind}")


def _action(here: Here, subject: str) -> str:
    """An action in words, and what it must find out; or a step of an outcome."""
    if subject.startswith(STEP):
        return here.text(f"herinnering.{subject}")
    code, _, variable = subject.partition(TO_FIND_OUT)
    dialogs = here.words.questionnaires
    names = names_of_unknowns((*dialogs[CHECK_DIALOG].dialog.items, *dialogs[LOG_DIALOG].dialog.items))
    if variable not in names:
        return here.words.labels.label(code)
    return here.text("herinnering.uitzoeken", wat=names[variable])


_ABOUT: Final = {PLANNED: "plan.tekst", RETRY: "steun", REFERRAL: "partij"}
"""What the subject of a task is a code of, by the phrases that begin so."""


def _choices(task: Task) -> tuple[str, ...]:
    """What can be done with a task: looking back and doing the kindcheck again begin from here."""
    kind = plain(task.kind)
    if kind == OWN:
        return ("klaar", "later", "verzet", "vervalt")
    if kind == REVIEW or (kind == PLANNED and task.subject == "terugkijken"):
        return ("terugkijken", "later", "verzet")
    if kind == REFERRAL:
        return ("aangekomen", "niet_aangekomen", "later")
    begins = ("kindcheck",) if kind == CHANGED else ()
    return (*begins, "klaar", "later", "verzet")


def say(here: Here, when: When) -> str:
    """A moment or a repetition in words."""
    return say_moment(here.words.phrases, when, here.today)


def ask_which(here: Here, reason: str, candidates: tuple[When, ...], data: tuple[str, ...]) -> Done:
    """A moment that has more readings, or none: the readings are the choices; nothing is chosen for the user."""
    text = here.text(f"herinnering.{reason}")
    if not candidates:
        offer = Offer(here.offers + 1, MAKE, (), "", (data[1],)) if data[0] == FOR_NEW else None
        return Done((Reply((Block("tekst", text),)),), offer=offer)
    labels = tuple(say(here, each) for each in candidates)
    codes = tuple(str(number) for number in range(len(candidates)))
    written = tuple(_written(each) for each in candidates)
    offer, prompt = make_offer(here, MEANT, codes, data[1] if data[0] != FOR_NEW else "", (*data, *written), labels)
    return Done((Reply((Block("tekst", text),), prompt),), offer=offer)


def chosen_moment(offer: Offer, code: str) -> When:
    """The reading that was chosen of those that were offered."""
    day, rule, holidays = offer.data[len(offer.data) - len(offer.options) + int(code)].split("|")
    starts = datetime.fromisoformat(day)
    return When(starts.date(), starts.time(), rule, holidays)  # type: ignore[arg-type]  # written by us


def _written(when: When) -> str:
    return f"{when.day.isoformat()}T{when.clock:%H:%M}|{when.rule}|{when.holidays}"


def _ask_when(here: Here, subject: str) -> Done:
    offer, prompt = make_offer(here, MAKE, ("morgen", "volgende_week"), "", (subject,))
    return Done((Reply((Block("tekst", here.text("herinnering.wanneer")),), prompt),), offer=offer)


def _mine(here: Here, reference: str) -> Task | None:
    task = here.tx.task_called(here.scope, reference)
    return task if task is not None and task.owner == here.person.id else None


def line(here: Here, task: Task) -> str:
    """A task in the list: its reference, what it is about, its day."""
    name = "herinnering.regel_aangeboden" if task.offered_to == here.person.id else "herinnering.regel"
    return here.text(name, kenmerk=task.reference, actie=what(here, task), datum=_when(here, task))


def _when(here: Here, task: Task) -> str:
    if task.rule:
        return say(here, when_of(task))
    agreed = agreed_on(task)
    day, hour = here.moment(task.due_at)
    if agreed is None:
        return day
    if task.kind == OWN and task.due_at > here.now:
        return here.text("herinnering.dag_tijd", datum=day, tijd=hour)
    late = here.text("herinnering.te_laat") if agreed < here.today else ""
    return f"{here.day(agreed)}{late}"
