"""Where `chat` puts a card that somebody wants as a file: in the folder that they named, and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from bot.documents.making import document_of
from bot.ports import Clock
from dialogs.model import Reply
from dialogs.workdays import AMSTERDAM

_TRIES = 100
"""So many cards of one kind a day get a name of their own."""


def hand_over(folder: Path | None, clock: Clock, says: Mapping[str, str]) -> Callable[[Reply], str]:
    """How a file is put in `folder`; gives the sentence about it. Without a folder nothing is written."""

    def put(reply: Reply) -> str:
        if folder is None:
            return says["bestand_geen_map"]
        made = document_of(reply, clock.now().astimezone(AMSTERDAM).date())
        try:
            path = _written(folder, made.name, made.content)
        except OSError:
            return says["bestand_niet_geschreven"].format(map=folder)
        return says["bestand_geschreven"].format(bestand=path)

    return put


def _written(folder: Path, name: str, content: bytes) -> Path:
    """A new file that only the user can read; never over another one. Raises OSError."""
    stem, dot, ending = name.rpartition(".")
    for number in range(1, _TRIES):
        path = folder / (name if number == 1 else f"{stem}-{number}{dot}{ending}")
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        return path
    raise FileExistsError(name)
