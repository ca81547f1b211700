"""The part of a transaction about where a channel reaches a conversation: what its id alone does not tell."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.storage.rows import Rows


@dataclass(frozen=True, slots=True)
class StoredReference:
    """The way to a conversation. What it says is the channel's own business, and sealed."""

    id: str
    """Pseudonym of the conversation."""
    person: str
    """Pseudonym of who was heard there last."""
    reference: bytes = field(repr=False)
    gone: bool = False
    """The assistant was taken away there: nothing is sent until it is heard from again."""


class ReferenceRows(Rows):
    """Ways to conversations, one for each."""

    __slots__ = ()

    def save_reference(self, stored: StoredReference, heard_at: datetime) -> bool:
        """Write the way; False when a later one is there already. Whoever is heard from is no longer gone."""
        sealed = self._keyring.seal(stored.reference, f"conversation_references.reference:{stored.id}")
        params = {
            "id": stored.id,
            "person": stored.person,
            "reference": sealed,
            "heard_at": heard_at,
            "gone_at": heard_at if stored.gone else None,
        }
        return self._connection.execute(self._sql.save_reference, params).first() is not None

    def reference(self, conversation: str) -> StoredReference | None:
        """The way to a conversation."""
        row = self._connection.execute(self._sql.reference, {"id": conversation}).first()
        return None if row is None else self._opened(row.id, row.person, row.reference, gone=row.gone_at is not None)

    def mark_gone(self, conversation: str, now: datetime) -> None:
        """Nobody is reached there any more."""
        self._connection.execute(self._sql.mark_gone, {"reference_id": conversation, "now": now})

    def card(self, conversation: str) -> bytes | None:
        """What stands open there. On PostgreSQL its row stays locked until the unit of work ends."""
        sealed = self._connection.execute(self._sql.card, {"id": conversation}).scalar()
        return None if sealed is None else self._keyring.open(sealed, f"conversation_references.card:{conversation}")

    def save_card(self, conversation: str, plain: bytes | None) -> None:
        """Write what stands open there, or that nothing does."""
        context = f"conversation_references.card:{conversation}"
        sealed = None if plain is None else self._keyring.seal(plain, context)
        self._connection.execute(self._sql.save_card, {"reference_id": conversation, "sealed": sealed})

    def _opened(self, conversation: str, person: str, sealed: bytes, *, gone: bool) -> StoredReference:
        plain = self._keyring.open(sealed, f"conversation_references.reference:{conversation}")
        return StoredReference(conversation, person, plain, gone)
