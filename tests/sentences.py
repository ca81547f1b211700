"""All fixed sentences of the content, those of the acts included."""

from __future__ import annotations

from dialogs.loading.load import SENTENCES
from dialogs.loading.yaml_files import CONTENT, load_model
from dialogs.questions.schema import Phrases

FILES = ("phrases.yaml", *(file.name for file in sorted(CONTENT.glob(SENTENCES))))
FAMILIES = tuple(load_model(CONTENT / name, Phrases) for name in FILES)
ACTS = Phrases(
    phrases={name: each for family in FAMILIES[1:] for name, each in family.phrases.items()},
    commands={name: forms for family in FAMILIES[1:] for name, forms in family.commands.items()},
)
"""What people can ask for besides talking."""
BOOK = Phrases(phrases={**FAMILIES[0].phrases, **ACTS.phrases}, commands=FAMILIES[0].commands)
PHRASES = BOOK.phrases
