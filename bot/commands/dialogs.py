"""`signaalwijzer dialogs render NAME`: a dialog as a document for review."""

from __future__ import annotations

import sys
from collections.abc import Callable

from bot.cli import FAULTS, GOOD, WRONG_USE
from bot.messages import load_messages
from dialogs.loading.load import load_library
from dialogs.loading.yaml_files import ContentError
from dialogs.review.render import render_dialog


def render(name: str, write: Callable[[str], object]) -> int:
    """Write the document of one dialog; the exit code."""
    says = load_messages()
    try:
        library = load_library()
    except ContentError as error:
        sys.stderr.write(f"{says['inhoud_onbruikbaar']}\n{error}\n")
        return FAULTS
    if name not in library.questionnaires:
        known = ", ".join(sorted(library.questionnaires))
        sys.stderr.write(says["dialoog_onbekend"].format(naam=name, bekend=known) + "\n")
        return WRONG_USE
    words = {key.removeprefix("afdruk_"): text for key, text in says.items() if key.startswith("afdruk_")}
    write(render_dialog(library, name, words))
    return GOOD
