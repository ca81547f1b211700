"""What the command line says, from meldingen.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

_FILE = Path(__file__).parent / "commands" / "meldingen.yaml"


def load_messages() -> Mapping[str, str]:
    """The sentences by name."""
    data: Mapping[str, str] = yaml.load(_FILE.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506 - strings only
    return data
