"""The one way a message goes: one synchronous function of a transaction. Knows ports and values, no channel.

The raw text never comes here: `bot/assistant.py` reads it before and drops it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import TypeAdapter

from bot.access import AccessRules
from bot.acting import Acting
from bot.acts import agreed, hearing, joining
from bot.acts.here import Done
from bot.by_itself import ByItself
from bot.keys import Keyring
from bot.landscapes_port import Landscapes
from bot.model import Activity, Address, Person, Scope
from bot.outside import is_a_case, is_for_one, tells_of_a_case
from bot.redacting import redactions
from bot.regie import Regie
from bot.sending import Sending, key_of
from bot.sharing import Sharing
from bot.storage.records import AuditEntry, StoredConversation
from bot.storage.transaction import Transaction
from bot.work.payloads import CaseOrder
from dialogs.effects import (
    Effect,
    ForgetUnmatched,
    LogSignal,
    Note,
    Outcome,
    RedactMessage,
    SaveProfile,
    ShareOverview,
    ShowAnswer,
    Unmatched,
)
from dialogs.engine import Engine
from dialogs.model import Context, Input, Profile, Reading, Reply, Session
from dialogs.workdays import amsterdam_date

_SESSION = TypeAdapter(Session)
_KINDS: Mapping[str, str] = {"message": "text", "button": "text"}


@dataclass(frozen=True, slots=True)
class Turned:
    """What a turn did. `open_room` asks the channel for a room with this person alone."""

    new: bool
    open_room: bool = False


class TurnHandler:
    """Handles activities, one transaction each. Built once; holds no state of its own."""

    def __init__(
        self,
        engine: Engine,
        keyring: Keyring,
        landscapes: Landscapes,
        access: AccessRules,
        backend_of: Callable[[str], str],
        redacts: Callable[[str], bool] = lambda channel: False,
        calendar: str = "",
        documents: Callable[[str], bool] = lambda channel: False,
    ) -> None:
        """`backend_of` names the case backend of a municipality; `calendar` is where calendar feeds are read.

        `redacts` and `documents` know which channels take messages away and give files.
        """
        self._documents, self._redacts = documents, redacts
        self._engine = engine
        self._acting = Acting(engine, keyring, landscapes, calendar)
        self.plan_reviews, self.inside = self._acting.plan_reviews, self._acting.inside
        self._phrases = engine.library.phrases
        self._keys = keyring
        self._landscapes = landscapes
        self._access = access
        self._sharing = Sharing(keyring, backend_of)
        self._regie = Regie(keyring, self._phrases)
        self.sending = Sending(keyring, self._phrases, self._acting)
        self.by_itself = ByItself(self._phrases, self._acting, self.sending)

    def handle(self, tx: Transaction, activity: Activity, reading: Reading, now: datetime) -> Turned:
        """One activity from a channel. A known key changes nothing."""
        conversation = self.conversation_id(activity)
        if not tx.remember_message(key_of(activity), conversation, now):
            return Turned(new=False)
        person_id = self._keys.derive("person", activity.channel, activity.realm, activity.sender)
        known = tx.person(person_id)
        access = tx.access_of(person_id)
        person = self._access.admitted(known, person_id, activity, access)
        stored = _of_who_speaks(tx, activity, conversation, person_id)
        asks_in = person is None and activity.direct and activity.kind == "message" and not tells_of_a_case(reading)
        if asks_in and self._comes_in(tx, activity, reading, person_id, conversation, now):
            return Turned(new=True)
        if person is None or not activity.direct:
            return self._outside(tx, activity, reading, now, conversation, person)
        self._acting.note_access(tx, person, access, now)
        session = _SESSION.validate_json(stored.state) if stored and stored.state else Session()
        context = self._context(tx, activity, person, now)
        if known != person:
            tx.save_person(person, now)
        given = self._input(activity, reading)
        typed = activity.kind == "message" and not activity.token
        danger = self._engine.danger_first(session, given, context) if typed else None
        here = self._acting.here(tx, person, context, session, reading, worry=danger is None)
        kept = danger is None or not reading.not_kept
        done = self._acting.act(here, activity, reading, session, context) if kept else None
        if done is None and danger is not None and kept:
            done = self._acting.reminder(here)
        if done is None and activity.kind == "message" and danger is None:
            place = Scope(context.landscape.id, person=person.id)
            spoken = self._regie.hear(tx, reading.folded, person, place, conversation, now)
            if spoken is not None:
                said = Outcome(replace(session, offer=None), spoken.replies)
                said = self._acting.holding(here, session.offer, session, said)
                self._keep(tx, activity, person, said, conversation, context.landscape.id, now, is_new=stored is None)
                self.sending.notify(tx, activity, spoken.notice, context.landscape.id, now)
                return Turned(new=True)
        if done is not None:
            given = replace(given, reading=done.without_used(given.reading))
            if danger is not None:
                outcome = self._acting.behind_danger(session, given, done, context)
            else:
                heard = replace(self._engine.heard(session, given, context), session=session)
                outcome = self._acting.answered(heard, done, context, typed=typed)
        else:
            outcome = self._engine.step(replace(session, offer=None), given, context)
            for effect in outcome.effects:
                if isinstance(effect, SaveProfile):
                    person = replace(person, profile=effect.profile)
                    tx.save_person(person, now)
            for effect in outcome.effects:
                here = self._acting.here(tx, person, context, outcome.session, reading)
                done = self._acting.effect(here, effect)
                if done is not None:
                    first = self._acting.goes_first(effect, outcome)
                    outcome = self._acting.settled(outcome, done, context, first=first)
                    self._after(tx, activity, done, person, context.landscape.id, conversation, now)
            done = None
            outcome = self._acting.holding(here, session.offer, session, outcome)
        self._keep(tx, activity, person, outcome, conversation, context.landscape.id, now, is_new=stored is None)
        if done is not None:
            self._after(tx, activity, done, person, context.landscape.id, conversation, now)
        return Turned(new=True)

    def failed(self, tx: Transaction, activity: Activity, code: str, now: datetime) -> None:
        """A fault in the turn: the run stays as it was, and the fixed sentence with the two numbers goes out."""
        tx.fail_activity(key_of(activity), code, now)
        conversation = self.conversation_id(activity)
        self.sending.reply(tx, activity, (self.sending.sentence("storing.vast"),), conversation, now, "failed")

    @property
    def municipalities(self) -> tuple[str, ...]:
        """Those that are served."""
        return tuple(option.code for option in self._landscapes.served)

    def conversation_id(self, activity: Activity) -> str:
        """Pseudonym of the room."""
        return self._keys.derive("conversation", activity.channel, activity.realm, activity.conversation)

    @property
    def fixed_sentence(self) -> str:
        """What a channel says by itself when storage is gone."""
        return self._phrases.text("storing.vast")

    # --- parts of a turn

    def _comes_in(
        self, tx: Transaction, activity: Activity, reading: Reading, person: str, conversation: str, now: datetime
    ) -> bool:
        """A stranger who types a good code has access from now on. A wrong one says what a used one says."""
        typed = hearing.typed_code(reading.folded)
        if not typed:
            return False
        for gemeente in self.municipalities:
            found = joining.come_in(tx, self._keys, Scope(gemeente), typed, person, now)
            if found is None:
                continue
            row, invited = found
            newcomer = self._access.admitted(tx.person(person), person, activity, tx.access_of(person))
            if newcomer is None:  # what let them in was taken away in this very turn
                return False
            tx.save_person(newcomer, now)
            done = joining.welcome(self._acting.inside(tx, gemeente, person, now), row, invited)
            said = Outcome(Session(), done.replies)
            self._keep(tx, activity, newcomer, said, conversation, gemeente, now, is_new=True)
            self.sending.tell(tx, done.notices, gemeente, now, key_of(activity))
            return True
        refused = self.sending.sentence("toegang.code_onbekend")
        self.sending.reply(tx, activity, (refused,), conversation, now, "outside")
        return True

    def _after(
        self, tx: Transaction, activity: Activity, done: Done, person: Person, gemeente: str, room: str, now: datetime
    ) -> None:
        """What others hear of an act, and what it has delivered to them."""
        self.sending.tell(tx, done.notices, gemeente, now, key_of(activity))
        for reference, household in done.shares:
            self._sharing.order(tx, CaseOrder(gemeente, person.id, reference, room), household, now)
        for each in done.withdrawals:
            self._sharing.withdraw(tx, each, now)

    def _outside(
        self,
        tx: Transaction,
        activity: Activity,
        reading: Reading,
        now: datetime,
        conversation: str,
        person: Person | None,
    ) -> Turned:
        """A stranger, or a room where others read along: nothing is kept, and danger is answered first.

        In a room with others who has access may look something up; a case goes to a room of its own.
        """
        stranger = person is None
        in_group = not stranger and not activity.direct
        context = self._context(tx, activity, person or Person("", Profile()), now)
        given = self._input(activity, reading)
        replies = self._engine.acute_only(given, context).replies if reading.acute else ()
        found: tuple[Reply, ...] = ()
        if in_group and activity.kind == "message":
            found = self._engine.look_up_only(given, context).replies
        if found and (activity.named or found[0].item):
            replies = found
        open_room = in_group and not found and is_for_one(activity, reading)
        if open_room:
            replies = (*replies, self.sending.sentence("kamer.verkeerd"))
        elif in_group and not found and activity.named:
            replies = (*replies, self.sending.sentence("kamer.opzoeken"))
        elif stranger and (is_a_case(reading) or activity.direct) and activity.kind != "redaction":
            replies = (*replies, self.sending.sentence("toegang.geen"))
        self.sending.reply(tx, activity, replies, conversation, now, "outside")
        return Turned(new=True, open_room=open_room)

    def _context(self, tx: Transaction, activity: Activity, person: Person, now: datetime) -> Context:
        served = {option.code for option in self._landscapes.served}
        wanted = (person.profile.gemeente, *(each.gemeente for each in person.memberships))
        gemeente = next((name for name in wanted if name in served), next(iter(sorted(served))))
        key = key_of(activity)
        return Context(
            now=now,
            today=amsterdam_date(now),
            profile=person.profile,
            landscape=self._landscapes.at(tx, gemeente, amsterdam_date(now)),
            municipalities=self._landscapes.served,
            channel=self._phrases.text(f"kanaal.{activity.channel}"),
            person=person.id,
            new_id=lambda purpose: self._keys.derive("run", key, purpose),
            reference=lambda prefix: self._keys.reference(prefix, key),
            redacts=self._redacts(activity.channel),
            documents=activity.direct and self._documents(activity.channel),
            commands=self._acting.commands(person, gemeente),
        )

    def _input(self, activity: Activity, reading: Reading) -> Input:
        return Input(
            reading=replace(reading, contacts=()),  # those are for one act, not for the conversation
            kind=_KINDS.get(activity.kind, activity.kind),  # type: ignore[arg-type]  # "internal" never comes here
            token=activity.token,
            choices=activity.choices,
            message=self._keys.derive("message", activity.relates_to or activity.key),
        )

    def _keep(
        self,
        tx: Transaction,
        activity: Activity,
        person: Person,
        outcome: Outcome,
        conversation: str,
        gemeente: str,
        now: datetime,
        *,
        is_new: bool,
    ) -> None:
        for effect in outcome.effects:
            self._carry_out(tx, activity, effect, person, gemeente, conversation, now)
        address = Address(activity.channel, activity.realm, activity.conversation)
        state = _SESSION.dump_json(outcome.session)
        tx.save_conversation(StoredConversation(conversation, address, person.id, state), now)
        replies = outcome.replies
        scope = Scope(gemeente, person=person.id)
        for effect in outcome.effects:
            if isinstance(effect, ShareOverview):
                replies = (*replies, self._regie.share(tx, effect, person, scope, conversation, now))
            elif isinstance(effect, ShowAnswer):
                reply, notice = self._regie.show(tx, effect, person, scope, now)
                replies = (*replies, reply)
                self.sending.notify(tx, activity, notice, gemeente, now)
        self.sending.reply(tx, activity, replies, conversation, now, "reply", gemeente)
        if RedactMessage() in outcome.effects:
            rows = redactions(self._keys, self._phrases, activity, key_of(activity), conversation, gemeente, now)
            tx.enqueue(rows)
        if is_new:
            tx.audit(AuditEntry(now, gemeente, person.id, "conversation.begin", conversation))

    def _carry_out(
        self,
        tx: Transaction,
        activity: Activity,
        effect: Effect,
        person: Person,
        gemeente: str,
        conversation: str,
        now: datetime,
    ) -> None:
        if isinstance(effect, Note):
            tx.audit(AuditEntry(now, gemeente, person.id, effect.action, effect.object))
            return
        if isinstance(effect, Unmatched):
            row_id = self._keys.derive("unmatched", key_of(activity))
            place = Scope(gemeente, person=person.id)
            tx.note_unmatched(place, row_id, effect.question, person.profile.sector, effect.text, now)
            return
        if isinstance(effect, ForgetUnmatched):
            tx.forget_sentences_of(person.id)
            return
        if not isinstance(effect, LogSignal):
            return
        signal, shared = effect.signal, effect.share and not effect.signal.afgeschermd
        tx.save_signal(Scope(gemeente, person=person.id), signal, person.id, shared, now)
        agreed.of_signal(self._acting.inside(tx, gemeente, person.id, now), signal, effect.look_again)
        if shared:
            order = CaseOrder(gemeente, person.id, signal.signaal_id, conversation)
            self._sharing.order(tx, order, signal.huishouden, now)


def _of_who_speaks(tx: Transaction, activity: Activity, conversation: str, person: str) -> StoredConversation | None:
    """What was said here before by the same person.

    In a room of two that somebody else speaks in now, who was here before is gone: what they said is nobody else's, and
    what they have to hear does not belong here.
    """
    stored = tx.conversation(conversation)
    if stored is None or stored.person == person or not activity.direct:
        return stored
    tx.drop_conversation(conversation)
    return None
