"""The cards, the steps and the inspection of a stored signal: for whom, and what never stands in them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogs.cards.case_cards import CARDS, CaseCards
from dialogs.cards.case_facts import facts_of_signal
from dialogs.model import Block
from dialogs.signaal.extract import PARENT, extract, refusal
from tests.contracts.records import signal
from tests.dialogs.played import engine
from tests.sentences import PHRASES
from tests.town import Town

LIBRARY = engine().library
NAMES = {item.variable: item.short for item in LIBRARY.questionnaires["kindcheck"].dialog.items if item.variable}
REFERENCE = re.compile(r"\b(?:S|HH|Z|T)-[0-9A-Z]{8}\b")
BANDS = ("12-15", "16-17", "4-11")
OWN: dict[str, Any] = {
    "kinderen": [{"key": f"kind{number}", "leeftijdsband": band} for number, band in enumerate(BANDS, 1)],
    "kindsignalen": [
        {"code": "KS_VERZUIM", "kind": "kind1"},
        {"code": "KS_ONTHULLING", "kind": "kind1"},
        {"code": "KS_TERUGGETROKKEN", "kind": "kind3"},
    ],
    "ouderproblemen": [
        {"code": "OP_VERSLAVING", "ernst": "ernstig", "wie": "vader"},
        {"code": "OP_PSYCHIATRIE", "ernst": "licht", "wie": "moeder"},
    ],
    "consult": [{"met": "collega", "datum": "2026-11-20", "advies": "eerst afwachten"}],
    "feiten": "Het kind zei dat vader drinkt.",
    "duiding": "Het lijkt mij zwaar.",
    "gesprek_ouders": "ja",
    "geweld": "herhaald",
    "evaluatiedatum": "2027-01-05",
    "kindcheck_uitkomst": "U4",
}


def text(blocks: list[Block]) -> str:
    return "\n".join(part for block in blocks for part in (block.text, *block.lines))


# --- who may see what


async def test_who_gave_a_signal_and_who_works_on_it_get_its_cards_and_nobody_else(town: Town) -> None:
    """R57, R58, R68."""
    reference = await town.log(feiten="Het huis was leeg.")
    assert "Het huis was leeg." in await town.says("@juf", f"overlegkaart {reference}")
    for who in ("@wijk", "@wijk2", "@meester", "@midden", "@coordinator", "@elders"):
        assert "Het huis was leeg." not in await town.says(who, f"overlegkaart {reference}"), who
    await town.says("@wijk", f"oppakken {reference}")
    assert "Het huis was leeg." in await town.says("@wijk", f"overlegkaart {reference}")
    for who in ("@wijk2", "@meester", "@midden", "@coordinator", "@elders"):
        assert "Het huis was leeg." not in await town.says(who, f"overdrachtskaart {reference}"), who
    for name in ("gesprek voorbereiden", "opzet melding", "raadslijst", "overdrachtskaart"):
        heard = await town.says("@wijk", f"{name} {reference}")
        assert PHRASES["kaart.slot"].text in heard, name
        assert REFERENCE.findall(heard.replace(reference, "")) == [], name


async def test_the_step_of_a_case_is_kept_with_it_and_shown_when_it_is_opened(town: Town) -> None:
    """R56: the step now and the next one, for every case."""
    reference = await town.log()
    await town.says("@wijk", f"oppakken {reference}")
    before = await town.says("@wijk", f"open {reference}")
    assert re.search(r"Meldcode: stap \d", before)
    await town.says("@wijk", f"meldcode {reference}")
    page = await town.says("@wijk", "signalen, overlegd")
    assert f"DE MELDCODE BIJ {reference}" in page
    assert "Nu: stap 3" in page
    assert f"Genoteerd bij {reference}: stap 3" in page
    await town.says("@wijk", "klaar")
    after = await town.says("@wijk", f"open {reference}")
    assert "Meldcode: stap 3" in after
    assert "daarna stap 4" in after
    assert town.audited("case.step")


async def test_the_family_may_be_next_once_an_advice_of_veilig_thuis_is_noted_not_once_it_was_asked(town: Town) -> None:
    """kindcheck.md §8.3: until that advice is noted (KC-T5) nobody goes to parents or family."""
    reference = await town.log(vlaggen=["F_NIET_EERST_GEZIN"])
    await town.says("@wijk", f"oppakken {reference}")
    assert PHRASES["gesprek.eerst_niet"].text in await town.says("@wijk", f"gesprek voorbereiden {reference}")
    await town.says("@wijk", f"meldcode {reference}")
    page = await town.says("@wijk", "signalen, advies gevraagd aan Veilig Thuis")
    assert f"Typ: advies {reference}" in page
    assert "Nu: stap 2" in page
    await town.says("@wijk", "klaar")

    await town.says("@wijk", f"advies {reference}")
    await town.says("@wijk", "een collega")
    assert PHRASES["advies.nog_niet"].text in await town.says("@wijk", "Samen bellen wij Veilig Thuis.")
    assert PHRASES["gesprek.eerst_niet"].text in await town.says("@wijk", f"gesprek voorbereiden {reference}")

    town.clock.move(timedelta(hours=1))
    await town.says("@wijk", f"advies {reference}")
    await town.says("@wijk", "veilig thuis")
    noted = await town.says("@wijk", "Eerst de moeder alleen spreken.")
    assert PHRASES["advies.nog_niet"].text not in noted
    card = await town.says("@wijk", f"gesprek voorbereiden {reference}")
    assert PHRASES["gesprek.eerst_niet"].text not in card
    assert "Eerst de moeder alleen spreken." in await town.says("@wijk", f"overlegkaart {reference}")
    assert "advies van Veilig Thuis" in await town.says("@wijk", f"tijdlijn {reference}")
    await town.says("@wijk", f"meldcode {reference}")
    assert "Nu: stap 3" in await town.says("@wijk", "signalen")


async def test_who_gave_the_signal_notes_the_advice_too_and_nobody_else_does(town: Town) -> None:
    reference = await town.log(vlaggen=["F_NIET_EERST_GEZIN"])
    for who in ("@meester", "@wijk2", "@coordinator", "@elders"):
        assert "Met wie heb je overlegd?" not in await town.says(who, f"advies {reference}"), who
    await town.says("@juf", f"advies {reference}")
    await town.says("@juf", "veilig thuis")
    assert f"Genoteerd bij {reference}" in await town.says("@juf", "overslaan")
    assert "overgeslagen" not in await town.says("@juf", f"overlegkaart {reference}")
    assert PHRASES["gesprek.eerst_niet"].text not in await town.says("@juf", f"gesprek voorbereiden {reference}")


async def test_an_advice_that_belongs_to_no_case_is_not_asked_for_and_lost(town: Town) -> None:
    heard = await town.says("@juf", "advies")
    assert PHRASES["advies.zonder_kindcheck"].text in heard
    assert "Met wie heb je overlegd?" not in heard


async def test_a_hand_over_is_not_done_before_the_other_says_yes(town: Town) -> None:
    """R117: the card says so at each moment."""
    reference = await town.log()
    await town.says("@wijk", f"oppakken {reference}")
    await town.says("@wijk", f"regisseur {reference}")
    await town.says("@wijk", "één persoon")
    await town.says("@wijk", "ja")
    heard = await town.says("@wijk", f"overdrachtskaart {reference}")
    assert "draag over" in heard
    assert "Regie:" in heard
    await town.says("@wijk", f"draag over {reference} aan {await town.reference_of('@wijk2')}")
    assert PHRASES["overdracht.wacht"].text in await town.says("@wijk", f"overdrachtskaart {reference}")
    await town.says("@wijk2", f"neem over {reference}")
    assert PHRASES["meldcode.onbekend_kenmerk"].text in await town.says("@wijk", f"overdrachtskaart {reference}")
    assert "draag over" in await town.says("@wijk2", f"overdrachtskaart {reference}")


async def test_a_channel_that_gives_no_file_says_so_and_shows_the_card(town: Town) -> None:
    reference = await town.log()
    heard = await town.says("@juf", f"overlegkaart {reference} als pdf")
    assert "OVERLEGKAART" in heard
    assert "Een bestand maak ik in" in heard


async def test_inspection_begins_with_whether_it_endangers_somebody(town: Town) -> None:
    """signal_schema.md §4 rule 10: without that talk nothing is made, and only who wrote it makes one."""
    reference = await town.log(**OWN)
    await town.says("@wijk", f"oppakken {reference}")
    assert PHRASES["uittreksel.niet_van_jou"].text in await town.says("@wijk", f"uittreksel {reference}")
    heard = await town.says("@juf", f"uittreksel {reference}")
    assert "Overleg eerst" in heard
    assert PHRASES["uittreksel.niet_gemaakt"].text in await town.says("@juf", "nog niet overlegd")
    await town.says("@juf", f"uittreksel {reference}")
    for answer in ("overlegd, en het kan", "een kind", "1", "een ouder met gezag"):
        await town.says("@juf", answer)
    made = await town.says("@juf", "ja")
    assert "UITTREKSEL" in made
    assert "vaak weg of te laat" in made
    for never in ("drinkt", "vader", "zwaar", "afwachten", "bang of somber", "alcohol"):
        assert never not in made, never
    assert town.audited("case.extract") == [(town.person("@juf"), reference)]


# --- what never stands in them


@pytest.mark.parametrize(
    ("person", "asked_by", "agrees", "why"),
    [
        ("kind1", "ouder", True, ""),
        ("kind1", "ouder", False, "uittreksel.kind_beslist"),
        ("kind1", "jongere", False, ""),
        ("kind2", "ouder", True, "uittreksel.jongere_zelf"),
        ("kind2", "jongere", False, ""),
        ("kind3", "ouder", False, ""),
        ("kind9", "ouder", True, "uittreksel.welk_kind"),
        (PARENT, "ouder", False, ""),
    ],
)
def test_who_may_ask_depends_on_age(person: str, asked_by: str, agrees: bool, why: str) -> None:
    assert refusal(signal("S-00000000", **OWN), person, asked_by, child_agrees=agrees) == why


def test_an_extract_of_a_parent_holds_nothing_of_the_other_parent_or_a_child() -> None:
    record = signal("S-00000000", **OWN)
    made = text(extract(LIBRARY.phrases, LIBRARY.labels, record, PARENT, record.aangemaakt_op.date(), "moeder"))
    assert LIBRARY.labels.label("OP_PSYCHIATRIE") in made
    for never in (label("OP_VERSLAVING"), label("KS_VERZUIM"), "drinkt", "zwaar", "collega", "afwachten"):
        assert never not in made, never


CODES = {name: [option.code for option in LIBRARY.labels.options(name)] for name in ("KS", "OP", "PT", "EV")}


def some(name: str, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(CODES[name]), max_size=most, unique=True)


RECORDS = st.fixed_dictionaries(
    {
        "kindsignalen": some("KS", 4).map(
            lambda codes: [
                {"code": code, "kind": f"kind{1 + n % 3}"} for n, code in enumerate(codes) if code != "KS_EER"
            ]
        ),
        "ouderproblemen": some("OP", 4).map(
            lambda codes: [{"code": code, "wie": "moeder" if n % 2 else "vader"} for n, code in enumerate(codes)]
        ),
        "patronen": some("PT", 2).map(lambda codes: [{"code": code} for code in codes]),
    }
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(RECORDS, st.sampled_from(["kind1", "kind2", "kind3", "moeder", "vader"]))
def test_no_card_holds_a_name_or_another_reference_and_no_extract_another_person(
    record: dict[str, Any], who: str
) -> None:
    """signal_schema.md §4 rules 8 and 10."""
    hidden = {"huishouden": "HH-11111111", "bron_gebruiker": "iemand-anders", "vlaggen": []}
    made = signal("S-00000000", **{**OWN, **record, **hidden})
    day = made.aangemaakt_op.date()
    facts = facts_of_signal(LIBRARY.labels, LIBRARY.phrases, NAMES, made, "wijkteamlid", day)
    cards = CaseCards(LIBRARY.phrases, LIBRARY.labels)
    for name in CARDS:
        said = text(cards.card(name, facts, day))
        assert REFERENCE.findall(said) in ([], ["S-00000000"])
        assert "iemand-anders" not in said
        assert not re.search(r"\b(?:KS|OP|PT|F)_", said)
    person, parent = (PARENT, who) if who in {"moeder", "vader"} else (who, "")
    extracted = text(extract(LIBRARY.phrases, LIBRARY.labels, made, person, day, parent))
    own = {label(each.code) for each in made.kindsignalen if each.kind == who and each.code != "KS_ONTHULLING"} | {
        label(each.code) for each in made.ouderproblemen if each.wie == who
    }
    codes = [*(each.code for each in made.kindsignalen), *(each.code for each in made.ouderproblemen)]
    others = set(map(label, codes)) - own
    assert [other for other in others if other in extracted] == []
    assert all(each in extracted for each in own)
    for never in (made.feiten, made.duiding or "-", "eerst afwachten"):
        assert never not in extracted


def label(code: str) -> str:
    return LIBRARY.labels.label(code)
