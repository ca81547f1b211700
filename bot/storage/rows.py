"""What every part of a transaction stands on: the connection, the keys, the statements."""

from __future__ import annotations

import structlog
from sqlalchemy import Connection

from bot.keys import Keyring, Unreadable
from bot.storage.statements import Statements

_log = structlog.get_logger(__name__)


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

    def _unsealed(self, sealed: bytes, place: str) -> bytes | None:
        """Open one value. None: its key is gone; that row alone is given up, it stands in the way of no other."""
        try:
            return self._keyring.open(sealed, place)
        except Unreadable:
            column, _, row = place.partition(":")
            self._log_unreadable(column, row)
            return None

    def _log_unreadable(self, what: str, row: str) -> None:
        _log.error("storage.unreadable", id=row, code=what)
