"""What a turn puts into the outbox: answers in the room of who wrote, and notices to others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.acting import Acting
from bot.acts.here import Notice
from bot.keys import Keyring
from bot.late import told_late
from bot.model import Activity, Address, Outgoing
from bot.storage.records import Lane, OutboxRow
from bot.storage.transaction import Transaction
from bot.work.payloads import encode_outgoing
from dialogs.model import Block, Reply
from dialogs.phrasebook import Phrasebook


def key_of(activity: Activity) -> str:
    """What one activity is known by, over all channels."""
    return f"{activity.channel}|{activity.realm}|{activity.conversation}|{activity.key}"


class Sending:
    """Writes rows of the outbox within a transaction. Holds no state."""

    def __init__(self, keyring: Keyring, phrases: Phrasebook, acting: Acting) -> None:
        self._keys = keyring
        self._phrases = phrases
        self._acting = acting

    def reply(
        self,
        tx: Transaction,
        activity: Activity,
        replies: tuple[Reply, ...],
        conversation: str,
        now: datetime,
        purpose: str,
        gemeente: str = "",
    ) -> None:
        """Answer in the room of an activity; what is late says so."""
        address = Address(activity.channel, activity.realm, activity.conversation)
        replies = told_late(activity, replies, self._phrases, now)
        key = f"{purpose}.{key_of(activity)}"
        self.enqueue(
            tx, address, replies, conversation, now, "reply", gemeente, key, activity.thread, private=activity.direct
        )

    def tell(self, tx: Transaction, notices: Sequence[Notice], gemeente: str, now: datetime, key: str) -> None:
        """Let others hear something, each once for this key; who has no access hears nothing."""
        for notice, room in self._acting.reached(tx, notices, gemeente):
            told, at = f"{key}.{notice.purpose}.{notice.person}", self._acting.may_reach_at(tx, notice, now)
            self.enqueue(tx, room.address, (notice.reply,), f"notice.{told}", at, "notice", gemeente, told)

    def notify(
        self, tx: Transaction, activity: Activity, notice: tuple[Address, Reply] | None, gemeente: str, now: datetime
    ) -> None:
        """Let one other room hear something that this activity leads to."""
        if notice is not None:
            address, reply = notice
            key = f"regie.{key_of(activity)}"
            self.enqueue(tx, address, (reply,), f"notice.{key}", now, "notice", gemeente, key)

    def sentence(self, name: str) -> Reply:
        """A message of one fixed sentence."""
        return Reply((Block("tekst", self._phrases.text(name)),), kind=self._phrases.get(name).kind)

    def enqueue(
        self,
        tx: Transaction,
        address: Address,
        replies: tuple[Reply, ...],
        stream: str,
        now: datetime,
        lane: Lane,
        gemeente: str,
        key: str,
        thread: str = "",
        *,
        private: bool = True,
    ) -> None:
        """Put messages for one room into the outbox; the same key gives the same rows."""
        rows = []
        for number, reply in enumerate(replies):
            row_id = self._keys.derive("out", key, str(number))
            payload = encode_outgoing(Outgoing(row_id, address, reply, thread=thread, private=private))
            rows.append(OutboxRow(row_id, stream, address.channel, lane, now, payload, gemeente=gemeente))
        if rows:
            tx.enqueue(rows)
