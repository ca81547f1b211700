"""Whoever tells of a family before or behind what matters tells it no less: what stands around it hides nothing."""

from __future__ import annotations

import pytest

from dialogs.understanding.likeness import load_likeness
from tests.shipped import reader, rules

DANGERS = (
    "De peuter ademt nauwelijks en loopt blauw aan.",
    "Vader staat met een mes in de keuken en moeder is binnen.",
    "Stiefvader houdt haar bij haar keel en de kinderen schreeuwen.",
    "Ze heeft net een hele strip paracetamol genomen.",
    "Mijn leerling staat op het dak en wil springen.",
    "Zijn vader is dronken en rijdt nu weg met hem op de achterbank.",
)
AROUND = (
    "Vorige maand was er een overleg met school en dat verliep prettig. {}",
    "Goedemorgen, ik werk hier nu vier jaar als mentor. {}",
    "{} Verder heb ik nog een vraag over het verslag van vorige week.",
    "De leerplichtambtenaar weet ervan. De oudste doet het goed in de klas. {} Het volgende gesprek is in maart.",
    "{} Ik hoor graag van je.",
    "Hoi, even een vraagje tussendoor. {}",
)


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("danger", DANGERS)
def test_danger_stays_danger_among_other_things(danger: str, around: str) -> None:
    assert reader()(danger).urgency == "acuut"
    assert reader()(around.format(danger)).urgency == "acuut"


def test_a_long_row_of_words_without_points_hides_no_danger() -> None:
    text = (
        "hoi ik ben mentor van een brugklas en het gaat om een meisje dat het best goed doet en veel vriendinnen heeft "
        "en net zei ze dat haar vader thuis met een mes voor haar moeder staat en ze durft niet meer naar binnen "
        "verder ging het vorige week prima en de gymdocent vond haar vrolijk en ze had een acht voor engels"
    )
    assert reader()(text).urgency == "acuut"


def test_a_sentence_is_never_less_likely_than_the_whole() -> None:
    likeness = load_likeness()
    for text in (DANGERS[0], " ".join(DANGERS), "Dag. Ze is vaak moe. Vader drinkt."):
        scores = likeness(rules()(text).words)
        assert all(scores.strongest(label) >= scores.chance(label) for label in likeness.labels)


def test_one_sentence_has_nothing_beside_the_whole() -> None:
    assert load_likeness()(("vader", "drinkt", ".")).in_sentence == {}


@pytest.mark.parametrize(
    "text",
    [
        "de kinderen zijn goed verzorgd, worden niet geslagen, maar vader is suïcidaal",
        "moeder drinkt niet en gebruikt niet, ze wil alleen wel dood",
        "hij heeft geen schulden, wel plannen om een eind aan zijn leven te maken, twee kinderen",
        "doodswens, geen plannen, kinderen van 3 en 6",
    ],
)
def test_a_denial_of_something_else_takes_no_wish_to_die_away(text: str) -> None:
    assert reader()(text).categories.get("suicidaliteit") == "aanwezig"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("de jongen is niet suïcidaal", "ontkend"),
        ("moeder had vroeger suïcidale gedachten", "verleden"),
    ],
)
def test_a_wish_to_die_is_denied_and_past_in_its_own_clause(text: str, status: str) -> None:
    assert reader()(text).categories.get("suicidaliteit") == status


@pytest.mark.parametrize(
    ("text", "read", "not_read"),
    [
        ("De dochter is somber, haar ouders hebben schulden.", "teruggetrokken", "psychisch"),
        ("De baby is suf en drinkt niet, moeder belde net.", "", "verslaving"),
        ("Moeder is somber en de kinderen zijn druk.", "psychisch", "teruggetrokken"),
    ],
)
def test_it_is_said_of_whom_it_is_said(text: str, read: str, not_read: str) -> None:
    categories = reader()(text).categories
    assert not read or categories.get(read) == "aanwezig"
    assert not_read not in categories


def test_a_wish_to_die_is_not_that_of_a_small_child_who_is_named_behind() -> None:
    assert reader()("wel doodswens, dochter van 4").who != "kind"


@pytest.mark.parametrize(
    ("text", "pregnant"),
    [
        ("Niemand is zwanger, het gaat om twee jongens.", False),
        ("Mijn cliënte is zwanger.", True),
    ],
)
def test_nobody_is_pregnant(text: str, pregnant: bool) -> None:
    assert reader()(text).facts.pregnant is pregnant


def test_not_in_order_denies_nothing() -> None:
    assert reader()("vader heeft schulden en is psychisch niet in orde").categories["psychisch"] == "aanwezig"


def test_a_waiting_list_has_no_age() -> None:
    assert reader()("er is een wachtlijst van 5 maanden en dit kind kan niet wachten").facts.ages == ()
