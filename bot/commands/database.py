"""The database that a command looks into: that of an installation, or that of `chat`."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from bot.cli import STORAGE, WRONG_USE
from bot.commands.chat_folder import KeysGone, database_in, open_folder
from bot.keys import Keyring
from bot.messages import load_messages
from bot.storage.errors import SchemaTooNew, StorageGone, WrongKeys
from bot.storage.store import Store

T = TypeVar("T")
_OF_INSTALLATION: Final = ("SIGNAALWIJZER_DATABASE_URL", "SIGNAALWIJZER_KEYS_FILE")
"""The settings that say together which database is looked into."""


class CannotOpen(Exception):  # noqa: N818 - says what is the matter
    """The database or its keys cannot be used: what to say, and the exit code."""

    def __init__(self, text: str, code: int) -> None:
        super().__init__(text)
        self.text = text
        self.code = code


def open_database(folder: Path | None) -> Store:
    """Open that of an installation where its settings are in the environment, else that of `chat`.

    Never the one where the other was meant, and none is made where nobody named a folder: an empty one would say that
    all is well. Raises CannotOpen.
    """
    if folder is not None and not folder.is_dir():
        raise CannotOpen(load_messages()["map_onbekend"].format(map=folder), WRONG_USE)
    return opened(lambda: _open(folder))


def names_installation() -> bool:
    """Whether the environment has anything of an installation; `open_database` says what is missing of it."""
    return any(os.environ.get(name) for name in _OF_INSTALLATION)


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
    if folder is None and names_installation():
        return _open_installation()
    if folder is None and not database_in(None).exists():
        text = load_messages()["geen_database"].format(bestand=database_in(None), namen=" en ".join(_OF_INSTALLATION))
        raise CannotOpen(text, WRONG_USE)
    return open_folder(folder)[0]


def _open_installation() -> Store:
    given = {name: os.environ.get(name, "") for name in _OF_INSTALLATION}
    if missing := [name for name, value in given.items() if not value]:
        text = load_messages()["installatie_onvolledig"].format(wat=missing[0], namen=" en ".join(_OF_INSTALLATION))
        raise CannotOpen(text, WRONG_USE)
    url, keys = given.values()
    try:
        secret = Path(keys).read_text(encoding="ascii")
    except OSError:
        raise CannotOpen(load_messages()["sleutels_niet_te_lezen"].format(bestand=keys), WRONG_USE) from None
    return Store.open_with_its_keys(url, Keyring.from_secret(secret))
