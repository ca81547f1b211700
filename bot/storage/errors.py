"""What goes wrong in storage, in one short word: no text of the database, which may cite what was stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy.exc import DBAPIError, InterfaceError, InternalError, OperationalError, SQLAlchemyError

STALE: Final = "stale"
"""A connection that still shows the file as it was before others wrote, because rows were left half read. Opened anew,
it is as good as any."""
SQLITE_CODES: Final[Mapping[str, str]] = {
    "SQLITE_BUSY_SNAPSHOT": STALE,  # the first that fits counts
    "SQLITE_BUSY": "locked",
    "SQLITE_LOCKED": "locked",
    "SQLITE_FULL": "full",
    "SQLITE_READONLY": "read_only",
    "SQLITE_CANTOPEN": "cannot_open",
    "SQLITE_PERM": "cannot_open",
    "SQLITE_IOERR": "io",
    "SQLITE_CORRUPT": "corrupt",
    "SQLITE_NOTADB": "corrupt",
}
POSTGRES_CODES: Final[Mapping[str, str]] = {
    "08": "connection",
    "25": "read_only",
    "28": "refused",
    "3D": "no_database",
    "53": "full",
    "55": "locked",
    "57014": "timeout",
    "57P": "connection",
    "58": "io",
    "XX": "corrupt",
}
RERUN: Final = frozenset({"40001", "40P01"})
"""A serialization failure and a deadlock: nothing was done, the unit of work runs again."""


class StorageGone(Exception):  # noqa: N818 - the design's name for it
    """Storage cannot be used now: locked, full, read-only, unreachable. `code` is a short word; there is no detail."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SchemaTooNew(Exception):  # noqa: N818 - says what is the matter
    """The database was made by a newer version of this program, which this one cannot read: no matter of waiting."""


class WrongKeys(Exception):  # noqa: N818 - says what is the matter
    """The rows were sealed with other keys than these: nothing in it can be read, and nothing may be added to it."""


class ReferenceTaken(Exception):  # noqa: N818 - says what is the matter
    """Another signal of the municipality has this reference already; nothing was written."""


class Rerun(Exception):  # noqa: N818 - an instruction to the runner, never seen outside
    """Somebody else was first: the unit of work has to be run again to see it."""


def gone(error: SQLAlchemyError) -> StorageGone | None:
    """Read an error of the database. None when it is a fault in this program (a constraint, wrong SQL)."""
    if not isinstance(error, DBAPIError):
        return None
    original = error.orig
    name = getattr(original, "sqlite_errorname", None)
    if isinstance(name, str):
        for prefix, code in SQLITE_CODES.items():
            if name.startswith(prefix):
                return StorageGone(code)
        return None
    state = sqlstate(error)
    for prefix, code in POSTGRES_CODES.items():
        if state.startswith(prefix):
            return StorageGone(code)
    if error.connection_invalidated or (not state and isinstance(error, OperationalError | InterfaceError)):
        return StorageGone("connection")
    return StorageGone("database") if isinstance(error, InternalError) else None


def sqlstate(error: SQLAlchemyError) -> str:
    """Read the SQLSTATE of an error of PostgreSQL, or nothing."""
    state = getattr(getattr(error, "orig", None), "sqlstate", None)
    return state if isinstance(state, str) else ""
