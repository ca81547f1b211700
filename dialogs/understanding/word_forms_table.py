"""Makes `woordvormen.txt`: the inflections of the words of the lexicon, from simplemma's dictionary (`make train`)."""

from __future__ import annotations

from typing import Final

from dialogs.understanding.data import HERE
from dialogs.understanding.forms import FORMS_FILE, write_forms
from dialogs.understanding.lexicon import load_lexicon
from dialogs.understanding.lexicon_reader import lexicon_words
from dialogs.understanding.normalise import fold

_TOWNS: Final = frozenset({"zwolle"})
"""Old forms of a verb that are only written as the name of a town: who lives there is not injured ("zwelle")."""


def main() -> None:
    """Write the table next to the lexicon."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    words, _ = lexicon_words(load_lexicon())
    pairs = DefaultDictionaryFactory().get_dictionary("nl").items()
    dictionary = {fold(form): fold(lemma) for form, lemma in pairs if form[:1].islower()}
    wanted = {dictionary.get(word, word) for word in words}
    forms = {
        form: lemma
        for form, lemma in dictionary.items()
        if lemma in wanted and form != lemma and form.isalpha() and form not in _TOWNS
    }
    write_forms(HERE / FORMS_FILE, forms, wanted)


if __name__ == "__main__":
    main()
