"""`signaalwijzer schema`: the JSON Schema of the signal record, with the privacy class of each field."""

from __future__ import annotations

import json
from collections.abc import Callable

from bot.cli import GOOD
from dialogs.signaal.signal import json_schema


def schema(write: Callable[[str], object]) -> int:
    """Write the schema."""
    write(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n")
    return GOOD
