"""A landscape file with what the coordinators of an installation changed over it, for commands that write it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.commands.database import names_installation, open_database
from bot.landscape_versions import edited
from bot.model import Scope
from bot.storage.store import Store
from knowledge.edits.changes import begins_on
from knowledge.model import Municipality
from knowledge.zorglandschap import Zorglandschap


@dataclass(frozen=True, slots=True)
class Changed:
    """The landscape with the changes, and which of them it holds."""

    town: Municipality
    numbers: tuple[int, ...]
    waiting: int
    """Changes that wait for their day; they stay where they are."""
    left_out: int
    """Changes that no longer fit the file."""


def has_changes(folder: Path | None) -> bool:
    """Whether there is an installation, or a folder of `chat`, whose changes count."""
    return folder is not None or names_installation()


def with_changes(base: Zorglandschap, folder: Path | None, today: date, *, settle: bool = False) -> Changed:
    """Apply what is in the database. Raises CannotOpen, StorageGone.

    `settle` notes that they are going to be in the file: whoever still has the file of before goes on applying them.
    """
    store = open_database(folder)
    try:
        return _read(store, base, today, settle=settle)
    finally:
        store.close()


def _read(store: Store, base: Zorglandschap, today: date, *, settle: bool) -> Changed:
    scope = Scope(base.id)
    edits = store.run_blocking(lambda tx: tx.landscape_edits(scope))
    found = edited(base.content, edits, base.version, today)
    waiting = {number for number, each in found.changes.items() if (day := begins_on(each)) is not None and day > today}
    numbers = tuple(number for number in found.changes if number not in waiting and number not in found.left_out)
    if settle and numbers:
        store.run_blocking(lambda tx: tx.file_landscape_edits(scope, numbers, base.version))
    return Changed(found.town, numbers, len(waiting), len(found.left_out))
