"""`signaalwijzer check`: is the content in order? Prints file, line and fault; exit code 1 if there is any."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.cli import FAULTS, GOOD
from bot.messages import load_messages
from dialogs.check import check_content
from dialogs.yaml_files import CONTENT
from knowledge.load import LandscapeError, available, load


def check(folder: Path | None, write: Callable[[str], object]) -> int:
    """Check the shipped content, or that in a folder, and every municipality."""
    faults = [str(fault) for fault in check_content(folder or CONTENT)]
    for municipality in available():
        try:
            load(municipality.id)
        except LandscapeError as error:
            faults.append(str(error))
    for fault in faults:
        write(f"{fault}\n")
    if not faults:
        write(load_messages()["inhoud_goed"] + "\n")
    return FAULTS if faults else GOOD
