"""What alembic runs: the missing revisions, on the connection and in the transaction that it is given."""

from __future__ import annotations

from alembic import context

from bot.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table by making it anew
)
with context.begin_transaction():  # part of the caller's
    context.run_migrations()
