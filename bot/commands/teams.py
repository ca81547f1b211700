"""`signaalwijzer teams package`: the app package for Microsoft Teams, ready to upload."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path
from typing import Final

from bot.channels.teams.package import UnusableError, details, package
from bot.cli import GOOD, WRONG_USE
from bot.messages import load_messages

NAME: Final = "signaalwijzer-teams.zip"


def write_package(app_id: str, bot_id: str, domain: str, path: Path | None) -> int:
    """Write the package; the exit code."""
    says = load_messages()
    try:
        app = details(app_id, bot_id, domain, version("signaalwijzer"))
    except UnusableError as fault:
        sys.stderr.write(says[fault.what] + "\n")
        return WRONG_USE
    target = path or Path(NAME)
    try:
        target.write_bytes(package(app))
    except OSError:
        sys.stderr.write(says["teams_niet_te_schrijven"].format(pad=target) + "\n")
        return WRONG_USE
    sys.stdout.write(says["teams_klaar"].format(pad=target, versie=app.version) + "\n")
    return GOOD
