"""Write `dialogs/understanding/woorden.bin` from the dictionary of simplemma and the lexicon: `make words`."""

from __future__ import annotations

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from dialogs.understanding.data import HERE
from dialogs.understanding.lexicon import load_lexicon
from dialogs.understanding.lexicon_reader import lexicon_words
from dialogs.understanding.word_list import pack
from dialogs.understanding.words import Words


def packed_words() -> bytes:
    """Every form in lower case whose lemma is no name, and what the lexicon looks for: that is never a person."""
    lemmas = DefaultDictionaryFactory().get_dictionary("nl")
    words = {form for form in lemmas if form == form.lower() and lemmas[form][:1].islower()}
    sought, _ = lexicon_words(load_lexicon())
    return pack(words | (sought - Words().first_names))


if __name__ == "__main__":
    (HERE / "woorden.bin").write_bytes(packed_words())
