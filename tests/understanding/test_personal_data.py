"""Numbers that identify somebody do not survive; ages and public numbers do."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.understanding.normalise import clean, fold
from dialogs.understanding.number_data import passes_eleven_test
from dialogs.understanding.personal_data import Hidden, load_personal_data
from tests.growth import growth
from tests.shipped import reader
from tests.understanding.numbers import (
    addresses,
    birth_dates,
    birth_dates_with_word,
    bsns,
    contexts,
    emails,
    phones,
    plates,
)

READER = reader()
FINDER = load_personal_data()


def hide(text: str) -> Hidden:
    return FINDER.hide(text)


@settings(max_examples=600)
@given(
    secret=bsns | phones | emails | addresses | birth_dates | plates,
    context=contexts,
    wide=st.booleans(),
)
def test_no_number_that_identifies_survives_in_any_context(secret: str, context: tuple[str, str], wide: bool) -> None:
    before, after = context
    typed = secret.replace(" ", "\u00a0").replace("-", "\u2011") if wide else secret
    reading = READER(f"{before}{typed}{after}")
    assert secret not in reading.text
    assert reading.hidden
    told = fold(f"{before}|{after}").split()
    left = [word for word in fold(secret).split() if len(word) > 2 and not word.isalpha() and word not in told]
    assert not [word for word in left if word in reading.folded.split()]


@given(secret=birth_dates_with_word)
def test_a_recent_date_is_a_birth_date_next_to_a_word_of_birth(secret: str) -> None:
    assert "[geboortedatum]" in hide(f"Zoontje {secret}, woont bij oma").text


@given(st.text(st.sampled_from("0123456789 -.,@abAB()+/'\n"), max_size=60))
def test_hiding_again_finds_nothing_new(text: str) -> None:
    once = hide(clean(text)).text
    for placeholder in ("[telefoon]", "[bsn]", "[email]", "[adres]", "[postcode]", "[geboortedatum]", "[kenteken]"):
        once = once.replace(placeholder, "|x|")
    assert not hide(once).spans or "|x|" in once


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("bel 06-12345678", "bel [telefoon]"),
        ("bel 06 – 12 34 56 78 morgen", "bel [telefoon] morgen"),
        ("(0592) 12 34 56", "[telefoon]"),
        ("+32 470 12 34 56", "[telefoon]"),
        ("kind 7 0612345678", "kind 7 [telefoon]"),
        ("BSN111222333.", "BSN[bsn]."),
        ("bsn 1112.22.333", "bsn [bsn]"),
        ("111222334 is geen bsn", "111222334 is geen bsn"),
        ("lotte@voorbeeld.nl", "[email]"),
        ("lotte@lotje_07 appte", "[naam][account] appte"),
        ("een bericht van @lotje_07@sk8tim en meer", "een bericht van [account] en meer"),
        ("lotte @ voorbeeld.nl", "[email]"),
        ("lotte punt dijk apenstaartje voorbeeld punt nl", "[email]"),
        ("9499 XB", "[postcode]"),
        ("9499xb 12a, 2 hoog", "[postcode] [adres], 2 hoog"),
        ("huisnummer 12, 9499 XB", "[adres], [postcode]"),
        ("9499 XB 7 jaar oud", "[postcode] 7 jaar oud"),
        ("geb. 3-4-2025", "geb. [geboortedatum]"),
        ("geboren 03042015", "geboren [geboortedatum]"),
        ("zoontje (3-4-2025)", "zoontje ([geboortedatum])"),
        ("12 mei 2014", "[geboortedatum]"),
        ("G-123-BB", "[kenteken]"),
        ("zijn auto ab 12 cd", "zijn auto [kenteken]"),
        ("zijn auto 12-ab-34 en een auto ae12io", "zijn auto [kenteken] en een auto [kenteken]"),
        ("een stacaravan, Zeeweg 140 vak C", "een stacaravan, [adres] vak C"),
        ("het woonadres van opa is Achterom 5", "het woonadres van opa is [adres]"),
        ("het huis op van Speykstraat 112", "het huis op [adres]"),
        ("achter Rijksweg Noord 233 dus", "achter [adres] dus"),
        ("boven de zaak, Markt 17 boven", "boven de zaak, [adres]"),
        ("aan de Rijnlaan waar hij woont", "aan de [adres] waar hij woont"),
        ("het gezin uit de Kerkstraat", "het gezin uit de [adres]"),
        ("hij gamet als Sn1perNoah", "hij gamet als [account]"),
        ("de chat met gekke.gozer99", "de chat met [account]"),
        ("eerst @lotje.xd en toen bij bram.zzz", "eerst [account] en toen bij [account]"),
    ],
)
def test_what_is_hidden(typed: str, shown: str) -> None:
    assert hide(clean(typed)).text == shown


@pytest.mark.parametrize(
    "plain",
    [
        "meisje van 7 jaar en een baby van 14 maanden",
        "kind van 4, broers van 9, 12 en 15",
        "112, 113 of 0800-0113",
        "0800-2000, 0800-0188, 0900-8844, 0800-0432 en 0900-111 31 11",
        "08002000",
        "0900 8844",
        "14 0592 of 14 010",
        "sinds 2019 is er hulp, 1200 kg hout en 2024 of 2025",
        "gezien op 3 maart 2026 om 10:30 uur",
        "01-02-2026 10:30 uur",
        "in week 12, groep 5, 3x per week",
        "S-7QK2M4PX",
        "om 12 en 14 uur, 10keer, 2 op 10",
        "bedrag 1.250,00 euro",
        "vanmiddag in de auto gestapt, ze is 17 en er stond een bus, ze zijn 12 en 14",
        "zie bijlage.mp4 en de iPhone13, hij kwam.4x per week",
        "een kind van de straat, winkels in de hoofdstraat",
    ],
)
def test_what_stays(plain: str) -> None:
    assert hide(clean(plain)).text == plain


@pytest.mark.parametrize(
    ("digits", "good"),
    [("111222333", True), ("123456782", True), ("123456789", False), ("000000000", False), ("12345678", False)],
)
def test_eleven_test(digits: str, good: bool) -> None:
    assert passes_eleven_test(digits) is good


@pytest.mark.parametrize(
    "piece",
    [
        "7 ",
        "0 ",
        "1",
        "a@",
        "0612345678 ",
        "12-",
        "01-02-2026 ",
        "1234 AB ",
        "aa 12 ",
        "geboren ",
        "+1 ",
        "0-1.",
        "12-5-2025 ",
    ],
)
def test_the_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    assert growth(hide, piece) < 10


def test_a_number_across_the_limit_is_hidden_whole() -> None:
    reading = READER("x" * 7_995 + " 0612345678")
    assert reading.truncated
    assert "061" not in reading.text
