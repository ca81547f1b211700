"""A database as the first process makes it, made once and copied: tables take longer to write down than a test to run.

How a database is made from nothing, and migrated, is seen by the tests of its schema and of the command.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from bot.keys import Keyring
from bot.storage.store import Store


def ready_database(file: Path) -> str:
    """The address of this file, with empty tables in it if it was not there."""
    if not file.exists():
        shutil.copy(_made(), file)
    return f"sqlite:///{file}"


@cache
def _made() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="database-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = folder / "ready.sqlite3"
    Store.open(f"sqlite:///{file}", Keyring.from_secret(Keyring.new_secret())).close()
    return file
