"""The way to each conversation: kept with every activity, because Teams may move a conversation to another address."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime
from functools import partial
from typing import Final, TypeVar

from bot.channels.teams.events import NAME, Reference
from bot.keys import Keyring
from bot.model import Address
from bot.storage.references import StoredReference
from bot.storage.store import Store
from bot.storage.transaction import Transaction

_T = TypeVar("_T")
_REMEMBERED: Final = 10_000
_FRESH: Final = 60.0
"""Seconds after which the same way is written again: another process may have heard another one since."""


class References:
    """Keeps ways to conversations. `seconds` is a clock that only runs."""

    def __init__(self, store: Store, keyring: Keyring, seconds: Callable[[], float]) -> None:
        self._store = store
        self._keyring = keyring
        self._seconds = seconds
        self._people: OrderedDict[str, Reference] = OrderedDict()
        self._noted: OrderedDict[str, tuple[Reference, float]] = OrderedDict()

    async def note(self, reference: Reference, at: datetime) -> None:
        """Keep where this was heard. Raises StorageGone; it is remembered here all the same."""
        key = self._key(reference.tenant, reference.conversation)
        _put(self._people, reference.person, reference)
        known, until = self._noted.get(key, (None, 0.0))
        if known == reference and self._seconds() < until:
            return
        _put(self._noted, key, (reference, 0.0))
        person = self._keyring.derive("person", NAME, reference.tenant, reference.person)
        stored = StoredReference(key, person, json.dumps(asdict(reference)).encode(), reference.gone)
        if await self._store.run(partial(_save, stored=stored, at=at)):
            _put(self._noted, key, (reference, self._seconds() + _FRESH))

    async def find(self, address: Address) -> Reference | None:
        """The way to this conversation. Raises StorageGone."""
        key = self._key(address.realm, address.conversation)
        stored = await self._store.run(lambda tx: tx.reference(key))
        return None if stored is None else replace(Reference(**json.loads(stored.reference)), gone=stored.gone)

    async def mark_gone(self, reference: Reference, now: datetime) -> None:
        """Nobody is reached there any more, until somebody is heard from there. Raises StorageGone."""
        key = self._key(reference.tenant, reference.conversation)
        self._noted.pop(key, None)
        await self._store.run(partial(_mark_gone, key=key, now=now))

    def remembered(self, address: Address) -> Reference | None:
        """The way as this process heard it: for when storage is gone."""
        return self._noted.get(self._key(address.realm, address.conversation), (None, 0.0))[0]

    def last_of(self, person: str) -> Reference | None:
        """Where this process heard somebody last."""
        return self._people.get(person)

    def _key(self, tenant: str, conversation: str) -> str:
        return self._keyring.derive("conversation", NAME, tenant, conversation)


def _save(tx: Transaction, stored: StoredReference, at: datetime) -> bool:
    return tx.save_reference(stored, at)


def _mark_gone(tx: Transaction, key: str, now: datetime) -> None:
    tx.mark_gone(key, now)


def _put(kept: OrderedDict[str, _T], key: str, value: _T) -> None:
    """Keep the newest, and not without end."""
    kept[key] = value
    kept.move_to_end(key)
    if len(kept) > _REMEMBERED:
        kept.popitem(last=False)
