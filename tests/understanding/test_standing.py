"""Whether a category stands in the message as a whole: its claims, likeness, and any word that could end it."""

from __future__ import annotations

import pytest

from dialogs.understanding.normalise import clean
from dialogs.understanding.standing import AGAINST, OF_LIKENESS, Doubt, Hint, log_odds, not_standing
from tests.shipped import reader, rules

READER = reader()
RULES = rules()
EVEN = 0.5
"""A chance that says nothing."""


NEAR = AGAINST["near"]


def doubt(odds: float, hint: Hint = "near") -> dict[str, Doubt]:
    return {"letsel": Doubt(odds, "verleden", hint)}


def test_what_speaks_enough_against_a_category_takes_it_out_of_the_present() -> None:
    assert not_standing(doubt(NEAR + 0.1), {"letsel": EVEN}) == {"letsel": "verleden"}
    assert not_standing(doubt(NEAR - 0.1), {"letsel": EVEN}) == {}


def test_without_any_word_that_could_end_it_much_more_has_to_speak_against_it() -> None:
    assert AGAINST["none"] > AGAINST["far"] + 2 > NEAR + 3
    assert not_standing(doubt(AGAINST["none"] - 0.1, "none"), {"letsel": EVEN}) == {}
    assert not_standing(doubt(AGAINST["none"] + 0.1, "none"), {"letsel": EVEN}) == {"letsel": "verleden"}


def test_a_message_that_looks_like_others_in_which_it_goes_on_needs_more() -> None:
    just_enough = doubt(NEAR + 0.1)
    assert not_standing(just_enough, {"letsel": 0.9}) == {}
    assert not_standing(doubt(NEAR + OF_LIKENESS * log_odds(0.9) + 0.1), {"letsel": 0.9}) == {"letsel": "verleden"}
    assert not_standing(doubt(NEAR - 0.1), {"letsel": 0.01}) == {"letsel": "verleden"}


def test_log_odds_have_an_end() -> None:
    assert log_odds(0) == pytest.approx(-6.9, abs=0.1)
    assert log_odds(1) == pytest.approx(6.9, abs=0.1)
    assert log_odds(EVEN) == 0


PLAIN = {
    "huiselijk_geweld": ["Er is huiselijk geweld in dit gezin.", "Vader slaat de kinderen.", "Moeder wordt mishandeld.",
                         "Er is nu geweld thuis.", "Het kind wordt wel geslagen.", "Ze werd gisteren nog geslagen."],
    "letsel": ["Hij heeft blauwe plekken.", "Ze heeft een brandwond op haar arm.", "Er zitten striemen op zijn rug."],
    "verslaving": ["Vader drinkt.", "Moeder gebruikt drugs.", "Er is nu een verslaving bij vader."],
    "schulden_armoede": ["In dit gezin zijn schulden.", "Er is nu geen geld voor eten."],
    "psychisch": ["Moeder is depressief.", "Vader is psychotisch."],
    "seksueel": ["Ze is misbruikt door haar oom.", "Er is een vermoeden van seksueel misbruik."],
    "suicidaliteit": ["Moeder wil dood.", "Hij zegt dat hij dood wil."],
    "verwaarloosd_uiterlijk": ["Het kind is verwaarloosd.", "Hij heeft altijd honger."],
    "onvoldoende_toezicht": ["De kinderen zijn nu alleen thuis.", "Hij is vier en elke avond alleen thuis."],
    "huisvesting": ["Het gezin is dakloos.", "Ze worden volgende week uit huis gezet."],
    "teruggetrokken": ["Ze is bang en heel stil.", "Hij is erg teruggetrokken."],
}  # fmt: skip
"""Statements of harm that nothing takes back; some with a word that elsewhere often goes with a past."""


@pytest.mark.parametrize(("category", "text"), [(name, text) for name, texts in PLAIN.items() for text in texts])
def test_a_plain_statement_of_harm_is_never_denied(category: str, text: str) -> None:
    assert READER(text).categories.get(category) == "aanwezig"


BESIDE = (
    "Moeder wil er niet over praten.", "Ik weet niet wat ik moet doen.", "De school heeft nog niets gehoord.",
    "Er is geen hulp in het gezin.", "Vroeger ging het beter.", "Ik heb nooit met vader gesproken.",
    "Het is niet de eerste keer.", "Niemand doet iets.", "Ze komt niet meer op afspraken.",
    "Verder geen bijzonderheden.", "Ze hebben geen netwerk.", "De huisarts was niet bereikbaar.",
    "Zijn zusje heeft daar geen last van.",
)  # fmt: skip
"""Denials and pasts of something else."""
MOST_WRONG = 0.08


def test_a_plain_statement_of_harm_stays_one_beside_a_denial_of_something_else() -> None:
    said = [(category, text, other) for category, texts in PLAIN.items() for text in texts for other in BESIDE]
    every = [
        (category, together)
        for category, text, other in said
        for together in (f"{text} {other}", f"{text[:-1]}, {other.lower()}", f"{other} {text}")
    ]
    wrong = [each for category, each in every if READER(each).categories.get(category) != "aanwezig"]
    assert len(wrong) / len(every) <= MOST_WRONG, wrong


@pytest.mark.parametrize(
    ("category", "text"),
    [
        ("huiselijk_geweld", "Moeder wordt mishandeld. Moeder wil er niet over praten."),
        ("huiselijk_geweld", "Het kind wordt wel geslagen, de school heeft nog niets gehoord."),
        ("verwaarloosd_uiterlijk", "Het kind is verwaarloosd. Ik weet niet wat ik moet doen."),
        ("teruggetrokken", "Er is geen hulp in het gezin. Hij is erg teruggetrokken."),
        ("psychisch", "Moeder is depressief. De huisarts was niet bereikbaar."),
    ],
)
def test_what_a_few_words_state_is_read_beside_anything(category: str, text: str) -> None:
    assert READER(text).categories.get(category) == "aanwezig"


@pytest.mark.parametrize(
    ("category", "text"),
    [
        ("hulp_stagneert", "Hij stond lang op de wachtlijst, vorige maand is de therapie gestart en het gaat prima."),
        ("risicovolle_partner", "Haar nieuwe vriend is een prima kerel, de kinderen zijn gek op hem, geen zorgen."),
        ("schulden_armoede", "Gezin is uit de noodopvang, schulden zijn weg, vader is aan het werk."),
    ],
)
def test_what_the_whole_message_takes_back_is_no_longer_going_on(category: str, text: str) -> None:
    assert READER(text).categories.get(category) != "aanwezig"
    assert not any(item.because[0].rule.endswith(category) for item in READER(text).proposals)


@pytest.mark.parametrize(
    "text", ["Het meisje zegt dat ze niet geslagen wordt.", "De jongen zegt dat papa hem niet slaat."]
)
def test_the_report_of_a_denial_is_not_doubted(text: str) -> None:
    assert "huiselijk_geweld" not in RULES(clean(text)).concepts.doubts


@pytest.mark.parametrize(
    "text",
    [
        "De schulden waren afbetaald maar er zijn weer nieuwe schulden.",
        "De schulden waren weg en opnieuw komen er schulden bij.",
    ],
)
def test_what_has_come_back_in_so_many_words_is_not_doubted(text: str) -> None:
    assert "schulden_armoede" not in RULES(clean(text)).concepts.doubts
    assert READER(text).categories["schulden_armoede"] == "aanwezig"


def test_a_bare_weer_says_nothing_of_what_has_come_back() -> None:
    assert "schulden_armoede" in RULES(clean("Het ging mis met de schulden, nu gaat het weer goed.")).concepts.doubts
