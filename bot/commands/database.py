"""The database that a command looks into: that of an installation, or that of `chat`."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from bot.cli import STORAGE, WRONG_USE
from bot.commands.chat_folder import KeysGone, open_folder
from bot.keys import Keyring
from bot.messages import load_messages
from bot.storage.errors import SchemaTooNew, StorageGone, WrongKeys
from bot.storage.store import Store

T = TypeVar("T")


class CannotOpen(Exception):  # noqa: N818 - says what is the matter
    """The database or its keys cannot be used: what to say, and the exit code."""

    def __init__(self, text: str, code: int) -> None:
        super().__init__(text)
        self.text = text
        self.code = code


def open_database(folder: Path | None) -> Store:
    """Open that of an installation where its settings are in the environment, else that of `chat`.

    Raises CannotOpen.
    """
    if folder is not None and not folder.is_dir():  # who looks makes nothing: a mistyped folder would look empty
        raise CannotOpen(load_messages()["map_onbekend"].format(map=folder), WRONG_USE)
    return opened(lambda: _open(folder))


def opened(open_it: Callable[[], T]) -> T:
    """What this opens; CannotOpen says in Dutch why it does not."""
    says = load_messages()
    try:
        return open_it()
    except KeysGone as keys:
        raise CannotOpen(says["sleutels_weg"].format(bestand=keys.path), WRONG_USE) from None
    except (StorageGone, OSError) as gone:
        raise CannotOpen(says["opslag_weg"].format(code=getattr(gone, "code", "map")), STORAGE) from None
    except SchemaTooNew:
        raise CannotOpen(says["opslag_nieuwer"], STORAGE) from None
    except WrongKeys:
        raise CannotOpen(says["sleutels_anders"], WRONG_USE) from None
    except ValueError:
        raise CannotOpen(says["sleutels_onbruikbaar"], WRONG_USE) from None


def _open(folder: Path | None) -> Store:
    url, keys = (os.environ.get(f"SIGNAALWIJZER_{name}") for name in ("DATABASE_URL", "KEYS_FILE"))
    if folder is None and url and keys:
        return Store.open_with_its_keys(url, Keyring.from_secret(Path(keys).read_text(encoding="ascii")))
    return open_folder(folder)[0]
