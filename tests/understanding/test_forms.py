"""Word forms: the lemma of a word, the word that was meant by a misspelled one, and long stems inside compounds."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.understanding.data import HERE
from dialogs.understanding.forms import FORMS_FILE, WordForms, read_forms, sound, write_forms
from dialogs.understanding.lexicon_reader import lexicon_words, word_forms
from dialogs.understanding.words import Words
from tests.shipped import lexicon

WORDS = Words()
SMALL = WordForms(
    {"geslagen": "slaan", "sloeg": "slaan", "plekken": "plek"},
    ["slaan", "plek", "verwaarlozing", "agressief"],
    ["mishandel", "plek"],
    {"geslapen", "gewelddadig", "agressie"}.__contains__,
)


@cache
def forms() -> WordForms:
    return word_forms(lexicon(), WORDS.is_ordinary)


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("kinderen", "kind"), ("geslagen", "slaan"), ("plekken", "plek"), ("dronk", "drinken"), ("drinkt", "drinken"),
        ("schulden", "schuld"), ("verwaarloosd", "verwaarlozen"), ("mishandelt", "mishandelen"), ("zwanger", "zwanger"),
    ],
)  # fmt: skip
def test_an_inflection_has_its_lemma(word: str, lemma: str) -> None:
    assert forms().lemma(word) == lemma


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mishandld", "mishandelen"), ("zwangger", "zwanger"), ("agresief", "agressief"), ("suiside", "suicide"),
        ("schtulden", "schuld"), ("mishandelling", "mishandeling"), ("verwaarlosing", "verwaarlozing"),
        ("blauwwe", "blauw"), ("verslaafdt", "verslaafd"),
    ],
)  # fmt: skip
def test_a_misspelled_word_is_read_as_the_word_that_was_meant(typed: str, meant: str) -> None:
    assert forms().lemma(typed) == meant


@pytest.mark.parametrize(
    ("word", "other"),
    [("geslapen", "slaan"), ("depressief", "depressie"), ("verslag", "verslaan"), ("geweldig", "geweld"),
     ("stap", "stoppen"), ("zwolle", "zwellen")],
)  # fmt: skip
def test_a_dutch_word_is_never_taken_for_a_misspelling(word: str, other: str) -> None:
    """understanding.md: `geslapen` is 87 percent `geslagen`, `depressief` 90 percent `depressie`."""
    assert forms().lemma(word) != other
    assert forms().stem(word) != f"{other}*"


def test_a_word_of_the_dictionary_stays_and_a_short_one_is_not_guessed() -> None:
    assert SMALL.lemma("geslapen") == "geslapen"
    assert SMALL.lemma("plk") == "plk"
    assert SMALL.lemma("agresief") == "agressief"
    assert SMALL.lemma("agressie") == "agressie"


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("mishandeld", "mishandel*"),
        ("kindermishandeling", "mishandel*"),
        ("plekje", "plek*"),
        ("drukplek", "drukplek"),
        ("gewelddadig", "gewelddadig"),
    ],
)
def test_a_long_stem_is_found_inside_a_word_and_a_short_one_at_its_beginning(word: str, stem: str) -> None:
    assert SMALL.stem(word) == stem


def test_the_stems_of_the_lexicon_are_found_in_compounds() -> None:
    assert forms().stem("kindermishandeling") == "mishandel*"
    assert forms().stem("brandwonden") == "brandwond*"
    _, stems = lexicon_words(lexicon())
    assert not {"geweld", "slag", "slaa", "stil"} & stems


@pytest.mark.parametrize(
    ("one", "other"),
    [("verwaarlozing", "verwaarlosing"), ("mishandeld", "mishandelt"), ("gebeten", "gebeeten"), ("fout", "vaut"),
     ("school", "sgool"), ("blijft", "bleift"), ("suicide", "suikide")],
)  # fmt: skip
def test_two_spellings_of_one_sound_are_the_same(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@given(st.text("abcdefghijklmnopqrstuvwxyz'", max_size=30))
def test_any_word_has_a_form(word: str) -> None:
    assert forms().lemma(word) == forms().lemma(word)
    assert isinstance(forms().stem(word or "a"), str)


def test_the_table_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / FORMS_FILE
    write_forms(path, {"slaat": "slaan", "sloeg": "slaan", "liep": "lopen"}, {"slaan"})
    assert path.read_text(encoding="utf-8") == "slaan slaat sloeg\n"
    assert read_forms(path) == {"slaat": "slaan", "sloeg": "slaan"}


def test_the_shipped_table_knows_the_words_of_the_lexicon() -> None:
    forms = read_forms(HERE / FORMS_FILE)
    words, _ = lexicon_words(lexicon())
    assert len(forms) > 10_000
    assert {"geslagen", "kinderen", "dronken"} <= forms.keys() | words
