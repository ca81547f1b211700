"""Which folder of landscape files a command looks into."""

from __future__ import annotations

import os
from pathlib import Path


def landscape_folder(chosen: Path | None) -> Path | None:
    """The chosen folder, else that of the installation where its settings are in the environment; None: the shipped."""
    if chosen is not None:
        return chosen
    configured = os.environ.get("SIGNAALWIJZER_LANDSCHAPPEN")
    return Path(configured) if configured else None
