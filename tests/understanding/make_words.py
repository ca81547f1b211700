"""Write `dialogs/understanding/woorden.bin` from the dictionary of simplemma: `make words`."""

from __future__ import annotations

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from dialogs.understanding.data import HERE
from dialogs.understanding.word_list import pack


def packed_words() -> bytes:
    """Every form in lower case whose lemma is no name."""
    lemmas = DefaultDictionaryFactory().get_dictionary("nl")
    return pack(form for form in lemmas if form == form.lower() and lemmas[form][:1].islower())


if __name__ == "__main__":
    (HERE / "woorden.bin").write_bytes(packed_words())
