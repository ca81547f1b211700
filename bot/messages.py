"""What the command line says, from meldingen.yaml."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import yaml

_FILE = Path(__file__).parent / "commands" / "meldingen.yaml"


def load_messages() -> Mapping[str, str]:
    """The sentences by name."""
    data: Mapping[str, str] = yaml.load(_FILE.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506 - strings only
    return data


def no_utf8(write: Callable[[str], object]) -> Callable[[int], None]:
    """How it is said that a line of the input was not UTF-8."""

    def warn(number: int) -> None:
        write(load_messages()["geen_utf8"].format(regel=number) + "\n")

    return warn
