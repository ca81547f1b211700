"""`signaalwijzer check`: is the content in order? Prints file, line and fault; exit code 1 if there is any."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import yaml

from bot.cli import FAULTS, GOOD, WRONG_USE
from bot.messages import load_messages
from dialogs.loading.yaml_files import CONTENT, ContentError
from dialogs.review.check import check_content
from dialogs.review.versions import new_versions
from dialogs.understanding.check_lexicon import check_lexicon
from knowledge.load import available, examine, landscape_file


def check(folder: Path | None, write: Callable[[str], object], *, versions: bool = False) -> int:
    """Check the shipped content, or that in a folder, the lexicon and every municipality.

    `versions` notes new versions first.
    """
    if folder is not None and not folder.is_dir():
        sys.stderr.write(load_messages()["map_onbekend"].format(map=folder) + "\n")
        return WRONG_USE
    faults = _note_versions(folder or CONTENT) if versions else []
    faults += [str(fault) for fault in (*check_content(folder or CONTENT), *check_lexicon())]
    for municipality in available():
        _, found = examine(landscape_file(municipality.id))
        faults += [str(fault) for fault in found]
    for fault in faults:
        write(f"{fault}\n")
    if not faults:
        write(load_messages()["inhoud_goed"] + "\n")
    return FAULTS if faults else GOOD


def _note_versions(folder: Path) -> list[str]:
    try:
        found, faults = new_versions(folder)
    except ContentError:
        return []  # check_content tells the same
    text = yaml.safe_dump({"versies": found.versies}, sort_keys=False)
    (folder / "versies.yaml").write_text(load_messages()["versies_kop"] + "\n" + text, encoding="utf-8")
    return [str(fault) for fault in faults]
