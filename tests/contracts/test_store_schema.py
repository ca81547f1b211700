"""The schema: creating it and migrating to it come to the same, and a newer one is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import timedelta
from importlib import resources

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.keys import Keyring
from bot.storage import schema
from bot.storage.store import SchemaTooNew, Store
from bot.storage.tables import Moment, metadata
from tests.contracts.conftest import OpenStore
from tests.contracts.records import NOW
from tests.contracts.revisions import bring_to


def _structure(database: str) -> object:
    engine = sa.create_engine(database)
    try:
        with engine.connect() as connection:
            inspector = sa.inspect(connection)
            found = {
                name: (
                    [(c["name"], str(c["type"]), c["nullable"], c["default"]) for c in inspector.get_columns(name)],
                    inspector.get_pk_constraint(name),
                    _text(inspector.get_unique_constraints(name)),
                    _text(inspector.get_indexes(name)),
                )
                for name in inspector.get_table_names()
            }
            version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").all()
            return {**found, "version": version}
    finally:
        engine.dispose()


def _text(found: Sequence[object]) -> list[str]:
    return sorted(json.dumps(each, default=str, sort_keys=True) for each in found)


def _empty(database: str) -> None:
    engine = sa.create_engine(database)
    with engine.begin() as connection:
        everything = sa.MetaData()
        everything.reflect(connection)
        everything.drop_all(connection)
    engine.dispose()


def test_creating_and_migrating_give_the_same_schema(database: str, open_store: OpenStore) -> None:
    open_store().close()
    created = _structure(database)
    _empty(database)
    engine = sa.create_engine(database)
    with engine.begin() as connection:
        schema.migrate(connection)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()
    assert _structure(database) == created
    assert open_store().run_blocking(lambda tx: tx.remember_activity("$1", "gesprek", NOW))


def test_the_code_knows_all_migrations() -> None:
    config = Config()
    config.set_main_option("script_location", "bot.storage:migrations")
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_current_head() == schema.HEAD
    assert {script.revision for script in scripts.walk_revisions()} - {schema.HEAD} == schema.OLDER
    assert (resources.files("bot.storage.migrations") / "script.py.mako").is_file()


def test_of_an_older_database_it_is_known_which_activities_are_messages(database: str, open_store: OpenStore) -> None:
    """What came of a case has the room of its owner there too: it is told by the line in the audit trail beside it."""
    bring_to(database, "0012")
    moments = [NOW + timedelta(days=number) for number in range(6)]
    rooms = ("kamer", "kamer", "kamer", "S-00000001", "", "")
    engine = sa.create_engine(database)
    with engine.begin() as connection:
        conversation = {"id": "kamer", "person": "wie", "address": b"", "changed_at": NOW}
        connection.execute(metadata.tables["conversations"].insert(), conversation)
        lines = [("signal.delivered", 1), ("signal.waits", 2), ("signal.read", 0)]
        here = {"gemeente": "assen", "actor": "system", "object": "S-00000001", "reason": ""}
        for action, number in lines:
            connection.execute(metadata.tables["audit"].insert(), {**here, "at": moments[number], "action": action})
        then = sa.table("activities", *(sa.column(name) for name in ("key", "conversation", "failed")))
        then.append_column(sa.column("at", Moment))
        for number, (room, at) in enumerate(zip(rooms, moments, strict=True)):
            failed = "ValueError" if number == 4 else None
            connection.execute(then.insert(), {"key": f"k{number}", "conversation": room, "at": at, "failed": failed})
    engine.dispose()
    found = open_store().run_blocking(
        lambda tx: tx._connection.exec_driver_sql("SELECT key FROM activities WHERE incoming ORDER BY key").all()
    )
    assert [row.key for row in found] == ["k0", "k4"]


def test_a_newer_schema_is_refused_and_left_alone(database: str, open_store: OpenStore) -> None:
    open_store().close()
    engine = sa.create_engine(database)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    before = _structure(database)
    with pytest.raises(SchemaTooNew):
        open_store()
    assert _structure(database) == before


def test_half_a_database_without_a_version_is_not_taken_for_a_fresh_one(database: str, keyring: Keyring) -> None:
    engine = sa.create_engine(database)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE people (id VARCHAR)")
    engine.dispose()
    with pytest.raises(Exception, match="database"):
        Store.open(database, keyring)


def test_opening_a_database_imports_no_more_than_it_needs() -> None:
    program = (
        "import sys\n"
        "from bot.storage.store import Store\n"
        "from bot.keys import Keyring\n"
        "Store.open('sqlite://', Keyring.from_secret(Keyring.new_secret())).close()\n"
        "print(sorted({'alembic', 'aiohttp', 'psycopg', 'nio', 'numpy', 'spacy'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
