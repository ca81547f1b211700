"""Which schema a database has: a fresh one is created and stamped, an older one migrated, a newer one refused.

Alembic is imported only when there is something to migrate (it costs a good part of a second).
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Connection, MetaData, PrimaryKeyConstraint, String, Table, inspect

from bot.storage.errors import SchemaTooNew
from bot.storage.tables import metadata

HEAD: Final = "0014"
"""The newest migration; a test compares it with the migrations themselves."""
OLDER: Final = frozenset(f"{number:04}" for number in range(1, int(HEAD)))
"""The revisions that can be migrated to it."""

# Alembic's own table, as alembic makes it.
_version = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


def prepare(connection: Connection) -> None:
    """Bring the schema to HEAD inside the open transaction, which holds the only writing rights.

    Raises SchemaTooNew for a revision that this program does not know.
    """
    _version.create(connection, checkfirst=True)
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("LOCK TABLE alembic_version IN ACCESS EXCLUSIVE MODE")
    revision: str | None = connection.scalar(_version.select())
    if revision == HEAD:
        connection.execute(_version.update().values(version_num=HEAD))  # a database that only reads is found out now
        return
    if revision is not None and revision not in OLDER:
        raise SchemaTooNew
    if revision is None and not set(inspect(connection).get_table_names()) & set(metadata.tables):
        metadata.create_all(connection, checkfirst=False)
        connection.execute(_version.insert(), {"version_num": HEAD})
        return
    migrate(connection)


def migrate(connection: Connection) -> None:
    """Run the migrations that are missing, on this connection and in its transaction.

    No limit of a turn holds for them: an index of a grown table takes minutes, and half of it helps nobody. A lock that
    somebody else has is waited for as long as ever.
    """
    from alembic import command
    from alembic.config import Config

    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
    config = Config()
    config.set_main_option("script_location", "bot.storage:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
