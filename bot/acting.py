"""How a turn does acts: finding the command, the people it concerns, and what is open after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from bot.acts import (
    broadcast_progress,
    case_cards,
    changed,
    corrections,
    hearing,
    held,
    joining,
    landscape_changes,
    landscape_reviews,
    landscape_saving,
    offered,
)
from bot.acts.desk import OFFER
from bot.acts.helping import Commands
from bot.acts.here import Done, Here, Notice, Withheld
from bot.acts.quiet_hours import after_quiet
from bot.bulletin import READ
from bot.keys import Keyring
from bot.landscapes_port import Landscapes
from bot.model import Activity, Person, Scope
from bot.outside import tells_of_a_case
from bot.rights import is_in, roles_of
from bot.storage.access import AccessRow
from bot.storage.records import Room
from bot.storage.transaction import Transaction
from dialogs.cards.documents import AskCard
from dialogs.concepts import GREETING
from dialogs.effects import AskReminder, AskStatus, Effect, FormFilled, LogSignal, Outcome
from dialogs.engine import Engine
from dialogs.model import Block, Context, Input, Profile, Reading, Reply, Run, Session
from dialogs.offer import Offer
from dialogs.workdays import amsterdam_date
from dialogs.zorglandschap.corrections import WrongEntry


class Acting:
    """The acts of a turn. Holds no state."""

    def __init__(self, engine: Engine, keyring: Keyring, landscapes: Landscapes, calendar: str = "") -> None:
        self._engine = engine
        self._library = engine.library
        self._keys = keyring
        self._landscapes = landscapes
        self._calendar = calendar
        self._commands = Commands(engine.library.phrases)

    def act(self, here: Here, activity: Activity, reading: Reading, session: Session, context: Context) -> Done | None:
        """A choice of what the desk offered, or a command of it; None when the conversation goes on."""
        offer = session.offer
        if activity.token.startswith(f"{READ}."):
            return replace(broadcast_progress.read(here, activity.token.removeprefix(f"{READ}.")), offer=offer)
        if activity.token.startswith(f"{OFFER}."):
            if offer is None or activity.token != f"{OFFER}.{offer.number}" or not activity.choices:
                return replace(here.say("knop.oud_onbekend"), offer=offer)  # what is open stays open
            return self._chosen(here, offer, activity.choices[0]) if activity.choices[0] in offer.options else None
        if activity.kind != "message" or activity.token:
            return None
        if offer is not None and (code := offered.chosen(here, offer, reading.folded)):
            return self._chosen(here, offer, code)
        if offer is not None and (done := offered.typed_moment(here, offer)):
            return done
        if offer is not None and (done := held.side_command(here, offer, reading.folded)):
            return done
        command = here.words.phrases.act(reading.folded) is not None
        if self._engine.is_offered(session, Input(reading), context, exactly=command):
            return None
        done = hearing.hear(here, reading.folded, Withheld(reading.contacts, reading.names))
        return held.along(here, offer, done) if done is not None else None

    @staticmethod
    def holding(here: Here, offer: Offer | None, before: Session, outcome: Outcome) -> Outcome:
        """What the conversation says, where an offer was open that holds what somebody wrote: nothing of it is lost."""
        if offer is None or not held.holds(offer) or outcome.session.offer is not None:
            return outcome
        menu = outcome.session.menu
        not_understood = not outcome.session.stack and menu is not None and menu.kind == GREETING
        if not_understood and outcome.session.menus != before.menus and (again := held.ask_again(here, offer)):
            return Outcome(replace(before, offer=again.offer, offers=here.offers + 1, menu=None), again.replies)
        began = bool(outcome.session.stack) or menu is not None  # a number that is typed next is for that
        if not began and (still := held.stays(here, offer, outcome.replies)):
            after = replace(outcome.session, offer=still.offer, offers=here.offers + 1, about=offer.about)
            return replace(outcome, session=after, replies=still.replies)
        return replace(outcome, replies=held.before_question(outcome.replies, held.told(here, offer)))

    @staticmethod
    def reminder(here: Here) -> Done | None:
        """The reminder that somebody asks for in words of their own, which the conversation would have heard."""
        return hearing.run(here, "herinner", "", "") if here.words.moments.asks(here.typed) else None

    def _chosen(self, here: Here, offer: Offer, code: str) -> Done | None:
        """What an offer comes to; after a change of the landscape the very next message knows its names."""
        done = offered.choose(here, offer, code)
        if offer.phrase in (landscape_changes.SAVE, landscape_saving.UNDO):
            self._landscapes.at(here.tx, here.scope.gemeente, here.today)
        return done

    @staticmethod
    def effect(here: Here, effect: Effect) -> Done | None:
        """What an effect of the conversation asks of the desk; None when it asks nothing."""
        match effect:
            case FormFilled(given, said):
                return hearing.form_filled(here, given, said)
            case AskCard(name, reference, document):
                return case_cards.show(here, reference, name, document)
            case AskStatus():
                return hearing.run(here, "status", "", "")
            case AskReminder():
                return hearing.run(here, "herinner", "", "")
            case WrongEntry(entry, what):
                return corrections.report(here, entry, what)
            case LogSignal(signal):
                return changed.logged(here, signal)
            case _:
                return None

    @staticmethod
    def goes_first(effect: Effect, outcome: Outcome) -> bool:
        """Whether what the desk says of an effect stands before what the conversation says next."""
        goes_on = isinstance(effect, FormFilled) and bool(outcome.session.stack)
        return goes_on or isinstance(effect, AskStatus | AskReminder | AskCard | WrongEntry)

    def settled(self, outcome: Outcome, done: Done, context: Context, *, first: bool = False) -> Outcome:
        """What an act says with what the conversation says (before it: `first`), and what is open after it."""
        session = replace(outcome.session, offer=done.offer, about=done.about or outcome.session.about)
        if done.gone:
            session = replace(session, stack=tuple(run for run in session.stack if not _is_about(run, done.gone)))
        if done.offer is not None:
            session = replace(session, offers=done.offer.number, menu=None)
        replies = (*done.replies, *outcome.replies) if first else (*outcome.replies, *done.replies)
        if done.form is not None:
            opened = self._engine.open_form(session, done.form, context, done.dialog)
            return Outcome(opened.session, (*replies, *opened.replies), outcome.effects)
        if done.check is not None:
            opened = self._engine.open_check(session, done.check.given, done.check.proposals, context)
            return Outcome(opened.session, (*replies, *opened.replies), outcome.effects)
        return Outcome(session, replies, outcome.effects)

    def answered(self, heard: Outcome, done: Done, context: Context, *, typed: bool) -> Outcome:
        """What an act said, and behind a typed one the question that stood open: what is typed next answers that one.

        Without it, whoever looked something up would not see that the next words are kept as the answer.
        """
        outcome = self.settled(heard, done, context)
        if not typed or done.offer is not None or _asks(outcome):
            return outcome
        again = self._engine.back_to_question(outcome.session, context)
        return Outcome(again.session, (*outcome.replies, *again.replies), outcome.effects)

    def behind_danger(self, session: Session, given: Input, done: Done, context: Context) -> Outcome:
        """An act in a message that told of danger: who to call goes first, and the danger question is what is open.

        A form that the act opens waits below that question. Another choice that it would leave open is not asked now:
        a number that is typed next must mean the danger question, so the user hears to ask again (kindcheck.md §1).
        """
        first = self._engine.danger_first(session, given, context) or Outcome(session, ())
        if not _asks(first):
            return self.settled(first, done, context)
        if done.form is not None:
            below = self._engine.open_form(session, done.form, context, done.dialog).session
            first = self._engine.danger_first(below, given, context) or first
        said = done.replies
        if done.offer is not None or done.check is not None:
            said = (Reply((Block("tekst", self._library.phrases.text("balie.eerst_gevaar")),)),)
        place = next(number for number, reply in enumerate(first.replies) if reply.prompt is not None)
        after = replace(first.session, offer=None, about=done.about or first.session.about)
        return Outcome(after, (*first.replies[:place], *said, *first.replies[place:]), first.effects)

    def here(
        self,
        tx: Transaction,
        person: Person,
        context: Context,
        session: Session,
        reading: Reading,
        *,
        worry: bool = True,
    ) -> Here:
        """An act of somebody in a conversation, with what of their message an act may know.

        `worry`: whether an act has to mind a worry that was told along; not where danger was answered already.
        """
        scope = Scope(context.landscape.id, person=person.id)
        return Here(
            tx, person, scope, context.landscape, self._landscapes.get(scope.gemeente), self._keys, self._library,
            context.now, session.about, session.offers, calendar=self._calendar, documents=context.documents,
            channel=context.channel, busy=bool(session.stack), hidden=bool(reading.hidden), typed=reading.text,
            worry=worry and tells_of_a_case(reading),
        )  # fmt: skip

    def commands(self, person: Person, gemeente: str) -> tuple[str, ...]:
        """What somebody can type besides talking."""
        return self._commands.of(roles_of(person, Scope(gemeente)))

    def inside(self, tx: Transaction, gemeente: str, person: str, now: datetime) -> Here:
        """An act that nobody does: something came back, or is due."""
        found = tx.person(person) if person else None
        return Here(
            tx, found or Person(person, Profile()), Scope(gemeente, person=person),
            self._landscapes.at(tx, gemeente, amsterdam_date(now)), self._landscapes.get(gemeente), self._keys,
            self._library, now,
        )  # fmt: skip

    def plan_reviews(self, tx: Transaction, gemeente: str, now: datetime) -> int:
        """Make tasks of entries of the landscape that have to be looked at; how many."""
        return landscape_reviews.plan(self.inside(tx, gemeente, "", now))

    def party(self, here: Here, reference: str) -> str:
        """Who reads a signal: the team of the child's district."""
        signal = here.tx.signal(here.place, reference, "system", here.now)
        team = here.landscape.team_for(signal.gebied or "", today=here.today) if signal else None
        return team.name if team else self._library.phrases.text("log.ontvanger_onbekend")

    def note_access(self, tx: Transaction, person: Person, known: Sequence[AccessRow], now: datetime) -> None:
        """Give who came in by the file a reference too, so that a coordinator can name and revoke it."""
        noted = {row.gemeente for row in known}
        for gemeente in {each.gemeente for each in person.memberships} - noted:
            reference = joining.access_reference(self._keys, gemeente, person.id)
            tx.note_access(AccessRow(gemeente, person.id, reference, None, "", (), "", "", "", "", now))

    def reached(self, tx: Transaction, notices: Sequence[Notice], gemeente: str) -> Iterator[tuple[Notice, Room]]:
        """Each notice with where its reader was last heard; who was never heard hears it by looking."""
        for notice in notices:
            room = tx.room_of(notice.person) if notice.person else None
            if room is not None and is_in(tx.person(notice.person), Scope(gemeente)):
                yield notice, room

    @staticmethod
    def may_reach_at(tx: Transaction, notice: Notice, now: datetime) -> datetime:
        """When somebody may be disturbed with it: now, or after the reader's quiet hours."""
        reader = tx.person(notice.person) if notice.can_wait else None
        return after_quiet(reader.profile.stil, now) if reader else now


def _asks(outcome: Outcome) -> bool:
    return any(reply.prompt is not None for reply in outcome.replies)


def _is_about(run: Run, reference: str) -> bool:
    return run.given.get("kenmerk") == (reference,)
