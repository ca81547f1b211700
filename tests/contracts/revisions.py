"""A database as an earlier version of the program left it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import command
from alembic.config import Config


def bring_to(database: str, revision: str) -> None:
    """Migrate an empty database up to a revision, and no further."""
    config = Config()
    config.set_main_option("script_location", "bot.storage:migrations")
    engine = sa.create_engine(database)
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
    finally:
        engine.dispose()
