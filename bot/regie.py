"""Regie mode of the vijf basisvragen: a code, the card that it opens, a fixed question, one answer that is shown.

The own manager or aandachtsfunctionaris sees colours, dates and open points; no answer unless the professional shows
it. A coordinator sees counts only (basisvragen.md §0, signal_schema.md §4 rule 9).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.acts.counts import rounded
from bot.acts.here import reference_in
from bot.keys import CODE_LENGTH, Keyring, new_code
from bot.model import Address, Person, Role, Scope
from bot.rights import is_in
from bot.storage.records import AuditEntry, StoredConversation
from bot.storage.shares import Share
from bot.storage.transaction import Transaction
from dialogs.effects import ShareOverview, ShowAnswer
from dialogs.model import Block, Reply
from dialogs.phrasebook import Phrasebook

VALID = timedelta(days=7)
"""How long a code, and what it opened, can be looked at."""
_COMMAND = "regie"
_ASK = "regievraag"


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is said to who typed it, and what goes as a notice to somebody else."""

    replies: tuple[Reply, ...]
    notice: tuple[Address, Reply] | None = None


class Regie:
    """Handles the commands of regie mode and the effects of the engine that belong to it. Holds no state."""

    def __init__(self, keyring: Keyring, phrases: Phrasebook) -> None:
        self._keys = keyring
        self._phrases = phrases

    def hear(
        self, tx: Transaction, folded: str, person: Person, scope: Scope, conversation: str, now: datetime
    ) -> Spoken | None:
        """Answer a command of regie mode; None when the message is none."""
        word, _, rest = folded.partition(" ")
        roles = {each.role for each in person.memberships if each.gemeente == scope.gemeente}
        coordinator = roles == {Role.COORDINATOR}
        if word == _ASK:
            return self._for_a_talk() if coordinator else self._question(tx, scope, rest.strip(), now)
        if word != _COMMAND or not _looks_like_code(rest):
            return None
        if coordinator:
            counts = self._reply("regie.aantallen", aantal=rounded(tx.count_shares(scope), self._phrases))
            return Spoken((counts, *self._for_a_talk().replies))
        return self._open(tx, rest, person, scope, conversation, now)

    def share(
        self, tx: Transaction, effect: ShareOverview, person: Person, scope: Scope, conversation: str, now: datetime
    ) -> Reply:
        """Keep what may be seen, sealed, and give the professional the code that opens it once."""
        code = new_code()
        identity = self._keys.derive("share", conversation, effect.run, code)
        organisatie = _organisation(person, scope.gemeente)
        share = Share(identity, person.id, conversation, "", "", organisatie, effect.lines)
        tx.save_share(scope, share, self._hash(code), now, now + VALID)
        tx.audit(AuditEntry(now, scope.gemeente, person.id, "share.make", identity))
        return self._reply("regie.code", code=code)

    def show(
        self, tx: Transaction, effect: ShowAnswer, person: Person, scope: Scope, now: datetime
    ) -> tuple[Reply, tuple[Address, Reply] | None]:
        """Let the one who looks along see one answer, that the professional chose."""
        share = tx.share_made_by(scope, now)
        to = _room(tx, share.viewer_conversation, share.viewer, scope) if share else None
        if share is None or to is None:
            return self._reply("regie.niemand_kijkt"), None
        tx.audit(AuditEntry(now, scope.gemeente, person.id, "share.show", share.id))
        blocks = (
            Block("tekst", self._phrases.text("regie.taak")),
            Block("tekst", self._phrases.text("regie.getoond_antwoord")),
            Block("quote", effect.line),
        )
        return self._reply("regie.getoond"), (to.address, Reply(blocks))

    def _open(
        self, tx: Transaction, typed: str, person: Person, scope: Scope, conversation: str, now: datetime
    ) -> Spoken:
        code = "".join(typed.split()).replace("-", "").upper()
        share = tx.share_of_code(scope, self._hash(code), now)
        own = _organisation(person, scope.gemeente)
        if share is None or share.owner == person.id or not own or own != share.organisatie:
            return self._say("regie.onbekend")
        if not tx.open_share(scope, share, conversation):
            return self._say("regie.onbekend")
        tx.audit(AuditEntry(now, scope.gemeente, person.id, "share.open", share.id))
        blocks = (
            Block("titel", self._phrases.text("regie.titel")),
            Block("punten", lines=share.lines),
            Block("tekst", self._phrases.text("basis.groen")),
            Block("tekst", self._phrases.text("regie.uitleg")),
        )
        return Spoken((Reply(blocks, kind="kaart", item="regie"),), self._to_owner(tx, share, scope, "regie.kijkt_mee"))

    def _question(self, tx: Transaction, scope: Scope, number: str, now: datetime) -> Spoken:
        share = tx.share_seen_by(scope, now)
        if share is None:
            return self._say("regie.onbekend")
        questions = self._questions()
        if number not in questions:
            lines = tuple(f"{key}. {text}" for key, text in questions.items())
            return Spoken((Reply((Block("tekst", self._phrases.text("regie.kies")), Block("punten", lines=lines))),))
        tx.audit(AuditEntry(now, scope.gemeente, scope.person, "share.ask", share.id))
        notice = self._to_owner(tx, share, scope, "regie.vraag_van", vraag=questions[number])
        return Spoken((self._reply("regie.gestuurd", vraag=questions[number]),), notice)

    def _for_a_talk(self) -> Spoken:
        """The questions themselves, for a coordinator or bestuurder who asks them in a talk (basisvragen.md §8)."""
        lines = tuple(f"{key}. {text}" for key, text in self._questions().items())
        return Spoken((Reply((Block("tekst", self._phrases.text("regie.gesprek")), Block("punten", lines=lines))),))

    def _questions(self) -> Mapping[str, str]:
        names = sorted(name for name in self._phrases.names() if name.startswith("regie.vraag."))
        return {name.rpartition(".")[2]: self._phrases.text(name) for name in names}

    def _to_owner(
        self, tx: Transaction, share: Share, scope: Scope, name: str, **values: str
    ) -> tuple[Address, Reply] | None:
        to = _room(tx, share.conversation, share.owner, scope)
        if to is None:
            return None
        first = Block("tekst", self._phrases.text("regie.taak"))
        return to.address, Reply((first, Block("tekst", self._phrases.text(name, **values))))

    def _hash(self, code: str) -> str:
        return self._keys.derive("share.code", code)

    def _say(self, name: str, **values: str) -> Spoken:
        return Spoken((self._reply(name, **values),))

    def _reply(self, name: str, **values: str) -> Reply:
        return Reply((Block("tekst", self._phrases.text(name, **values)),), kind=self._phrases.get(name).kind)


def _looks_like_code(text: str) -> bool:
    """Whether a code is meant, right or wrong: no sentence about regie, and no reference of a signal."""
    if reference_in(text, ("S", "Z", "HH"))[0]:
        return False
    letters = text.replace(" ", "").replace("-", "")
    return len(letters) == CODE_LENGTH or (" " not in text and any(letter.isdigit() for letter in letters))


def _organisation(person: Person, gemeente: str) -> str:
    return next((each.organisatie for each in person.memberships if each.gemeente == gemeente), "")


def _room(tx: Transaction, conversation: str, person: str, scope: Scope) -> StoredConversation | None:
    """The conversation, if it is still with this person, who still has access here."""
    found = tx.conversation(conversation)
    return found if found is not None and found.person == person and is_in(tx.person(person), scope) else None
