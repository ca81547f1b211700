"""Write `dialogs/understanding/woorden.bin` from the dictionary of simplemma and our own data: `make words`."""

from __future__ import annotations

import re

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from dialogs.loading.yaml_files import CONTENT
from dialogs.understanding.data import HERE
from dialogs.understanding.lexicon import load_lexicon
from dialogs.understanding.lexicon_reader import lexicon_words
from dialogs.understanding.word_list import pack
from dialogs.understanding.words import Words

OWN = ("acute", "beweringen", "intents", "uitspraken")
_WORD = re.compile(r"(?<![\w.@/])[^\W\d_A-Z]{3,}(?![\w@/])")


def packed_words() -> bytes:
    """Every form in lower case whose lemma is no name, and what the rules look for: that is never a person."""
    lemmas = DefaultDictionaryFactory().get_dictionary("nl")
    words = {form for form in lemmas if form == form.lower() and lemmas[form][:1].islower()}
    sought, _ = lexicon_words(load_lexicon())
    return pack(words | ((sought | _own_words()) - Words().first_names))


def _own_words() -> set[str]:
    """Words of the other rules of the reading, and those that the assistant uses itself."""
    files = [HERE / f"{name}.yaml" for name in OWN] + sorted(CONTENT.rglob("*.yaml"))
    lines = (line for file in files for line in file.read_text(encoding="utf-8").splitlines())
    return {word for line in lines if not line.lstrip().startswith("#") for word in _WORD.findall(line)}


if __name__ == "__main__":
    (HERE / "woorden.bin").write_bytes(packed_words())
