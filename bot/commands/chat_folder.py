"""Where `chat` keeps its own database and keys: a folder of the user, apart from any installation."""

from __future__ import annotations

import os
from pathlib import Path

from bot.keys import Keyring, load_or_create
from bot.storage.errors import WrongKeys
from bot.storage.store import Store


class KeysGone(Exception):  # noqa: N818 - says what is the matter
    """There is a database with sealed rows, and no keys file beside it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.name)
        self.path = path


def folder(chosen: Path | None) -> Path:
    """The chosen folder, or the user's own."""
    if chosen is not None:
        return chosen
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "signaalwijzer"


def database_in(chosen: Path | None) -> Path:
    """Where the database is, or comes to be."""
    return folder(chosen) / "chat.sqlite3"


def open_folder(chosen: Path | None) -> tuple[Store, Keyring]:
    """Open or make the database. Keys are made only where nothing was sealed yet.

    Raises StorageGone, KeysGone, WrongKeys, ValueError for keys that cannot be used, OSError.
    """
    place = folder(chosen)
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    keys, database = place / "sleutels", database_in(chosen)
    url = f"sqlite:///{database}"
    if database.exists() and not keys.exists():
        _refuse_sealed(url, keys)
    keyring = load_or_create(keys)
    return Store.open_with_its_keys(url, keyring), keyring


def _refuse_sealed(url: str, keys: Path) -> None:
    """Raises KeysGone for a database that holds something: keys that nobody ever had open none of it."""
    try:
        Store.open_with_its_keys(url, Keyring.from_secret(Keyring.new_secret())).close()
    except WrongKeys:
        raise KeysGone(keys) from None
