"""What every part of a transaction stands on: the connection, the keys, the statements."""

from __future__ import annotations

from sqlalchemy import Connection

from bot.keys import Keyring
from bot.storage.statements import Statements


class Rows:
    """Base of the parts of a transaction. Lives for one unit of work."""

    __slots__ = ("_absent", "_connection", "_keyring", "_sql", "enqueued")

    def __init__(self, connection: Connection, keyring: Keyring, sql: Statements) -> None:
        self._connection = connection
        self._keyring = keyring
        self._sql = sql
        self._absent: set[str] = set()
        self.enqueued = False
        """Whether this unit of work gave the outbox something to do."""
