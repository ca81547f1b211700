"""Versions of dialogs: a change of content is a change of version, so that who began before hears of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from dialogs.loading.load import load_dialogs
from dialogs.loading.yaml_files import CONTENT, ContentError, Fault, Lines, load_model
from dialogs.questions.schema import Dialog, Strict

_FILE = "versies.yaml"


class Versions(Strict):
    """versies.yaml: the mark of each version's content, so that a change of content is a change of version."""

    versies: dict[str, dict[str, str]]


def content_mark(directory: Path, name: str) -> str:
    """A mark of the content that makes up one dialog."""
    digest = hashlib.sha256()
    for path in sorted(directory.glob(f"{name}*.yaml")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def new_versions(directory: Path = CONTENT) -> tuple[Versions, list[Fault]]:
    """versies.yaml with the mark of every version that has none yet.

    A version that is known with another mark is a fault and stays as it is: who changes content raises its version, so
    that a conversation that began before hears of it. Raises ContentError for a dialog that cannot be read.
    """
    dialogs = load_dialogs(directory)
    path = directory / _FILE
    known = load_model(path, Versions).versies if path.exists() else {}
    marks = {name: {dialog.version: content_mark(directory, name)} for name, dialog in dialogs.items()}
    merged = {name: {**mark, **known.get(name, {})} for name, mark in marks.items()}
    faults = [
        Fault(f"{name}.yaml", Lines(directory / f"{name}.yaml").of(("version",)), f"{name}: raise the version")
        for name, mark in marks.items()
        if not mark.items() <= merged[name].items()
    ]
    return Versions(versies=merged), faults


def version_faults(directory: Path, dialogs: Mapping[str, Dialog]) -> list[Fault]:
    """A fault for each dialog whose content is not that of its version."""
    path = directory / _FILE
    try:
        known = load_model(path, Versions).versies
    except ContentError as error:
        return list(error.faults)
    faults = []
    for name, dialog in dialogs.items():
        mark = content_mark(directory, name)
        if known.get(name, {}).get(dialog.version) != mark:
            text = f"content of {name} changed: raise its version, then run check --versies"
            faults.append(Fault(f"{name}.yaml", Lines(directory / f"{name}.yaml").of(("version",)), text))
    return faults
