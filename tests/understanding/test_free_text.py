"""Free text fails closed: what is not surely a word is hidden until the user frees it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.handed_out import handed_out
from dialogs.understanding.free_text import HIDDEN, FreeText, hide_unknown, load_hider
from dialogs.understanding.words import Words
from tests.talk import KEYRING

WORDS = Words()
NAMES = sorted(WORDS.first_names)
HIDE = load_hider()
ONLY_NAMES = sorted(WORDS.first_names - WORDS.names_that_are_words)
HIDE("woorden", ())  # the dictionary is read now, not in the first example


def hidden(text: str, *allowed: str) -> str:
    return hide_unknown(text, WORDS, allowed).text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("zijn zusje Sanne huilde", "zijn zusje [verborgen] huilde"),
        ("zijn zusje sanne huilde", "zijn zusje [verborgen] huilde"),
        ("Karin zag het ook", "[verborgen] zag het ook"),
        ("Mohammed sliep bij oma", "[verborgen] sliep bij oma"),
        ("de jongen Storm sloeg haar", "de jongen [verborgen] sloeg haar"),
        ("Roos was heel stil", "[verborgen] was heel stil"),
        ("Storm (6) schopte de juf", "[verborgen] (6) schopte de juf"),
        ("dhr Bakker belde", "dhr [verborgen] belde"),
        ("gesproken met Jan-Willem de Vries", "gesproken met [verborgen] de [verborgen]"),
        ("vader heet roos", "vader heet [verborgen]"),
        ("J. belde, en A.B. ook", "[verborgen]. belde, en [verborgen]. ook"),
        ("Fatima's vader en Karins moeder", "[verborgen] vader en [verborgen] moeder"),
        ("account lisa_2010 op instagram", "account [verborgen] op instagram"),
        ("zaak 12345678 bij de rechter", "zaak [verborgen] bij de rechter"),
        ("MOEDER SLOEG KEVIN TWEE KEER", "MOEDER SLOEG [verborgen] TWEE KEER"),
        ("woont in Verzonnenstad", "woont in [verborgen]"),
        ("bel [telefoon] even", "bel [telefoon] even"),
        ("hij is [verborgen] zegt hij", "hij is (verborgen) zegt hij"),
    ],
)
def test_what_may_be_a_name_is_hidden(typed: str, shown: str) -> None:
    assert hidden(typed) == shown


@pytest.mark.parametrize(
    "plain",
    [
        "vanmiddag bij gym, 3 plekken aan de binnenkant van de bovenarm. Een collega zag het ook.",
        "Zij zegt: van de trap gevallen. Ik twijfel.",
        "Wil moeder hulp? Ben benieuwd. Elke dag te laat.",
        "meisje van 7 jaar, broertje van 14 maanden, om 10:30 uur, op 3-4-2026",
        "Veilig Thuis gebeld, de GGZ ook, en de ib'er",
        "ex-partner, mbo-3, oma's huis, z'n vader, 's ochtends",
        "Ouders spreken Turks en Arabisch. Thuis is er ruzie.",
        "een roos in de tuin en storm op zee",
        "😂 ja !",
        "",
    ],
)
def test_ordinary_dutch_stays_as_it_was(plain: str) -> None:
    assert hidden(plain) == plain


def test_names_of_the_landscape_may_be_read() -> None:
    assert (
        hidden("woont in Verzonnenstad bij De Hoek", "Verzonnenstad", "De Hoek") == "woont in Verzonnenstad bij De Hoek"
    )


def test_a_school_with_a_first_name_frees_nobody() -> None:
    assert hidden("op de Karinschool zag Karin het", "Karin Karinschool") == "op de Karinschool zag [verborgen] het"


@pytest.mark.parametrize(
    "frame", ["gisteren zei {} dat het niet ging", "zijn broer {}, uit de klas", "de moeder van {} belde niet"]
)
def test_no_first_name_with_a_capital_survives(frame: str) -> None:
    named = [name.capitalize() for name in NAMES]
    left = [name for name in named if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", hidden(frame.format(name)))]
    assert left == []


@pytest.mark.parametrize("frame", ["{} is erg stil", "gisteren zei {} dat het niet ging", "zijn zusje {}"])
def test_a_name_that_is_no_word_survives_nowhere(frame: str) -> None:
    typed = [form for name in ONLY_NAMES for form in (name, name.upper(), name.title())]
    left = [name for name in typed if name in hidden(frame.format(name)).split(" ")]
    assert left == []


@settings(max_examples=300)
@given(st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJ", min_size=3, max_size=12))
def test_what_is_in_no_list_survives_only_when_freed(word: str) -> None:
    found = hide_unknown(f"daar staat {word} in", WORDS, ())
    known = WORDS.is_ordinary(word.lower()) or WORDS.may_have_a_capital(word)
    assert (word in found.text.split()) <= known
    if found.hidden_words:
        assert found.free(0) == FreeText(f"daar staat {word} in")


def test_a_word_is_freed_by_its_number() -> None:
    found = hide_unknown("Sanne en Kevin spelen bij Fatima", WORDS, ())
    assert found.hidden_words == ("Sanne", "Kevin", "Fatima")
    freed = found.free(1)
    assert freed.text == "[verborgen] en Kevin spelen bij [verborgen]"
    assert freed.free(1).text == "[verborgen] en Kevin spelen bij Fatima"
    with pytest.raises(IndexError):
        freed.free(2)
    with pytest.raises(IndexError):
        freed.free(-1)


def test_hidden_words_do_not_show_in_a_log() -> None:
    assert "Sanne" not in repr(hide_unknown("gisteren zag Sanne het", WORDS, ()))


@given(st.text(max_size=120))
def test_any_text_is_filtered_and_can_be_put_back(text: str) -> None:
    found = HIDE(text, ())
    assert found.text.count(HIDDEN) == len(found.hidden_words)
    whole = found
    while whole.hidden_words:
        whole = whole.free(0)
    assert whole.text == text.replace(HIDDEN, "(verborgen)")


def test_a_name_that_is_a_word_is_a_first_name_too() -> None:
    assert len(WORDS.first_names) > 2_500
    assert WORDS.names_that_are_words <= WORDS.first_names
    assert WORDS.is_ordinary("roos")
    assert not WORDS.is_ordinary("karin")
    assert not WORDS.is_ordinary("mohammed")


def test_the_dictionary_is_not_read_before_it_is_needed() -> None:
    words = Words()
    assert "_dictionary" not in vars(words)
    hide_unknown("moeder belde", words, ())
    assert "_dictionary" in vars(words)


def test_a_reference_stays_where_it_is_known_and_a_name_beside_it_does_not() -> None:
    reference = KEYRING.reference("S", "free")
    hide = load_hider(handed_out)
    assert hide(f"moeder bellen over {reference}, met Kwibus", ()).text == (
        f"moeder bellen over {reference}, met [verborgen]"
    )
    assert hide(f"({reference.lower()}) nakijken", ()).text == f"({reference.lower()}) nakijken"
    assert hide("zaak S-Hendriks en S-AAAAAAAB", ()).text == "zaak [verborgen] en [verborgen]"
