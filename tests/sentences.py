"""All fixed sentences of the content, those of the desk included."""

from __future__ import annotations

from dialogs.load import DESK
from dialogs.schema import Phrases
from dialogs.yaml_files import CONTENT, load_model

_MAIN = load_model(CONTENT / "phrases.yaml", Phrases)
DESK_BOOK = load_model(CONTENT / DESK, Phrases)
BOOK = Phrases(phrases={**_MAIN.phrases, **DESK_BOOK.phrases}, commands=_MAIN.commands)
PHRASES = BOOK.phrases
