"""The card that stands open in each conversation: once answered, by a press or by typing, the outbox replaces it."""

from __future__ import annotations

from dataclasses import dataclass

import structlog
from pydantic import TypeAdapter

from bot.channels.teams.events import NAME
from bot.keys import Keyring
from bot.model import Activity, Address, Outgoing
from bot.ports import Clock
from bot.storage.records import OutboxRow
from bot.storage.store import StorageGone, Store, Transaction
from bot.work.payloads import encode_outgoing
from dialogs.model import Reply

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class OpenCard:
    """What a card asks, and how Teams calls the message that shows it."""

    message: str
    reply: Reply

    @property
    def token(self) -> str:
        """The token of its prompt."""
        return self.reply.prompt.token if self.reply.prompt else ""


_CARD = TypeAdapter(OpenCard)


class OpenCards:
    """Keeps one card for each conversation. Nothing depends on it: without storage a card just stays as it was."""

    def __init__(self, store: Store, keyring: Keyring, clock: Clock) -> None:
        self._store = store
        self._keyring = keyring
        self._clock = clock

    async def shown(self, address: Address, message: str, reply: Reply) -> None:
        """A card went out; the one before it was answered by typing, if it still stood open."""
        card = OpenCard(message, reply)

        def work(tx: Transaction) -> None:
            key = self._key(address)
            before = self._read(tx, key)
            tx.save_card(key, _CARD.dump_json(card))
            if before is not None and before.token != card.token:
                self._replace(tx, key, address, before, ())

        try:
            await self._store.run(work)
        except StorageGone as gone:
            _log.warning("teams.card_not_kept", code=gone.code)

    async def pressed(self, activity: Activity) -> None:
        """A card was answered by a press. One that does not stand open any more stays as it is."""
        address = Address(activity.channel, activity.realm, activity.conversation)

        def work(tx: Transaction) -> None:
            key = self._key(address)
            card = self._read(tx, key)
            if card is not None and card.token == activity.token:
                tx.save_card(key, None)
                self._replace(tx, key, address, card, activity.choices)

        try:
            await self._store.run(work)
        except StorageGone as gone:
            _log.warning("teams.card_not_replaced", code=gone.code)

    @staticmethod
    def _read(tx: Transaction, key: str) -> OpenCard | None:
        kept = tx.card(key)
        return None if kept is None else _CARD.validate_json(kept)

    def _replace(self, tx: Transaction, key: str, address: Address, card: OpenCard, choices: tuple[str, ...]) -> None:
        row = self._keyring.derive("answered", key, card.message)
        outgoing = Outgoing(row, address, card.reply, replaces=card.message, choices=choices)
        tx.enqueue([OutboxRow(row, key, NAME, "reply", self._clock.now(), encode_outgoing(outgoing))])

    def _key(self, address: Address) -> str:
        return self._keyring.derive("conversation", NAME, address.realm, address.conversation)
