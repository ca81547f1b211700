"""Where `chat` keeps its own database and keys: a folder of the user, apart from any installation."""

from __future__ import annotations

import os
from pathlib import Path

from bot.keys import Keyring, load_or_create
from bot.storage.store import Store


def folder(chosen: Path | None) -> Path:
    """The chosen folder, or the user's own."""
    if chosen is not None:
        return chosen
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "signaalwijzer"


def open_folder(chosen: Path | None) -> tuple[Store, Keyring]:
    """Open or make the database. Raises StorageGone, ValueError for keys that cannot be used, OSError."""
    place = folder(chosen)
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    keyring = load_or_create(place / "sleutels")
    return Store.open(f"sqlite:///{place / 'chat.sqlite3'}", keyring), keyring
