"""What is said with an outcome: the right title, one next step first, nothing dangerous, exact numbers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given as for_all
from hypothesis import settings

from dialogs.model import Value
from dialogs.outcome.advice import STEPS, acute_block, acute_codes, advise
from dialogs.outcome.advice_book import LIMIT_ACUTE, LIMIT_CARD
from dialogs.outcome.outcomes import Term, judge
from dialogs.policy import KINDCHECK, Facts
from tests.dialogs.advice_said import ACUTE, BOOK, GATE, SECTORS, sentences, told
from tests.dialogs.kindcheck_given import BRANCHES, DOCUMENT, TABLES, VIGNETTES, complete
from tests.dialogs.kindcheck_strategies import FACTS

# --- titles ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "sector", "title"),
    [
        ({"acuut": "ja"}, "onderwijs", "Nu gevaar: bel nu"),
        ({"acuut": "twijfel"}, "onderwijs", "Bel eerst Veilig Thuis"),
        ({"ks": ("KS_ONTHULLING",)}, "onderwijs", "Bel eerst Veilig Thuis"),
        ({"geweld": "herhaald"}, "onderwijs", "Waarschijnlijk moet je melden"),
        ({"geweld": "herhaald"}, "wonen", "Melden ligt voor de hand"),
        ({"geweld": "herhaald"}, "schuldhulp", "Melden ligt voor de hand"),
        ({"geweld": "herhaald"}, "politie", "Melden ligt voor de hand"),
        ({"geweld": "herhaald"}, "", "Melden ligt voor de hand"),
        ({"geweld": "herhaald"}, "iets anders", "Melden ligt voor de hand"),
        ({"ks": ("KS_LETSEL",)}, "wonen", "Loop de stappen van de meldcode"),
        ({"kinderen": "onbekend"}, "onderwijs", "Zoek eerst dit uit"),
        ({"ks": ("KS_VERZUIM",)}, "onderwijs", "Regel hulp en spreek af wie oplet"),
        ({}, "onderwijs", "Nu geen volgende stap"),
        ({"eerder": "onbekend"}, "onderwijs", "Nog niet rond"),
        ({"kinderen": "nee"}, "onderwijs", "Geen kinderen, voor zover je weet"),
        ({"kinderen": "nee", "geweld": "nu"}, "onderwijs", "Geen kinderen, wel geweld tegen een volwassene"),
    ],
)
def test_the_title_is_that_of_the_labels(given: dict[str, Value], sector: str, title: str) -> None:
    assert told(given, sector).advice.title == title


# --- every kindcheck ------------------------------------------------------------------------------------------------


@settings(max_examples=400)
@for_all(FACTS, SECTORS, GATE)
def test_there_is_always_something_to_do(facts: dict[str, Value], sector: str, gate: dict[str, Value]) -> None:
    said = told(facts, sector, gate)
    assert said.advice.title
    assert len(said.advice.steps) <= STEPS
    if said.verdict.outcome in {"U6", "U6b"}:
        text = " ".join(said.advice.texts)
        assert "112" in text
        assert "0800-2000" in text
    else:
        assert said.advice.steps


@settings(max_examples=400)
@for_all(FACTS, SECTORS, GATE)
def test_messages_fit_a_phone(facts: dict[str, Value], sector: str, gate: dict[str, Value]) -> None:
    said = told(facts, sector, gate)
    if said.verdict.outcome in {"U6", "U6b"}:
        assert all(len(text) <= LIMIT_ACUTE for text in said.advice.texts)
        assert len(said.advice.title) + len(said.advice.texts[0]) <= LIMIT_ACUTE
    else:
        assert len(said.advice.title) + sum(map(len, said.advice.steps)) <= LIMIT_CARD
    assert all(len(card.text) <= LIMIT_CARD for card in said.advice.cards)


@settings(max_examples=400)
@for_all(FACTS, SECTORS, GATE)
def test_every_place_is_filled_in(facts: dict[str, Value], sector: str, gate: dict[str, Value]) -> None:
    assert not any("{" in text for text in told(facts, sector, gate).everything)


CONTACT = re.compile(
    r"\b(praat|spreek|bespreek|bel|vraag|vertel|zeg|schrijf|stuur)\b[^.?!:]*\b(ouders?|moeder|vader|familie|gezin|cliënt"
    r"|partner|zwangere)\b|bij het volgende contact|Vraag het zelf na|vraag uiterlijk [^.]* na of",
    re.IGNORECASE,
)
HOLDS_BACK = {
    # §8.3 itself, and the fixed lines that hold the talk back or leave it to Veilig Thuis
    "Praat nog niet met de ouders of familie.",
    "Praat nog niet met de ouders.",
    "Spreek de mogelijke pleger niet aan.",
    "Vertel ouders pas iets als Veilig Thuis of politie zegt dat het veilig kan.",
    "Spreek een ouder die geweld meemaakt alleen, nooit samen met de partner.",
    "Spreek samen af wie het de ouders vertelt en wanneer.",
    "Spreek af wie het de ouders vertelt en wanneer.",
    "Vraag het als je naam voor het gezin verborgen moet blijven.",
    "Vraag Veilig Thuis vóór je meldt of je naam voor het gezin verborgen kan blijven.",
    "Vraag Veilig Thuis hoe hulp voor ouder en kind kan beginnen: 0800-2000.",
    # a call for help, and a parent who already stands at the door
    "Bel voor de ouder nu de huisarts, huisartsenpost of ggz-crisisdienst.",
    "Ouder onder invloed: vraag wie anders kan ophalen; rijdt de ouder toch weg, bel 112.",
    "Vraag en schrijf niet op waar het gezin is.",
}


def proposes_contact(text: str) -> list[str]:
    return [part for part in sentences(text) if CONTACT.search(part) and part not in HOLDS_BACK]


@settings(max_examples=800)
@for_all(FACTS, SECTORS, GATE)
def test_nothing_proposes_contact_with_the_family_where_that_is_dangerous(
    facts: dict[str, Value], sector: str, gate: dict[str, Value]
) -> None:
    said = told(facts, sector, gate)
    if "F_NIET_EERST_GEZIN" not in said.verdict.flags:
        return
    marked = {line.text for line in BOOK.data.lines if line.contact == "gezin"}
    assert not any(text in marked for text in said.everything)
    assert not any(proposes_contact(text) for text in said.everything)
    blocks = acute_block(ACUTE, acute_codes(ACUTE, said.facts), family=False)
    assert not any("ouders, tenzij" in line for block in blocks for line in block)
    assert any("Praat nog niet met de ouders of familie." in text for text in said.at_once)


def test_a_line_that_proposes_contact_is_marked() -> None:
    for line in BOOK.data.lines:
        if proposes_contact(line.text):
            assert line.contact == "gezin", line.id


@settings(max_examples=300)
@for_all(FACTS, SECTORS)
def test_no_talk_with_the_child_about_what_may_not_be_asked(facts: dict[str, Value], sector: str) -> None:
    said = told(facts, sector)
    if {"KS_SEKSUEEL", "KS_ONTHULLING", "KS_UITBUITING", "KS_EER"} & set(complete(facts)["ks"]):  # type: ignore[arg-type] # a tuple of codes
        assert not said.says("kind_spreken")
        assert not said.says("u4.gesprek")


@settings(max_examples=300)
@for_all(FACTS, SECTORS, GATE)
def test_only_who_is_bound_hears_that_it_must(facts: dict[str, Value], sector: str, gate: dict[str, Value]) -> None:
    said = told(facts, sector, gate)
    if BOOK.sector(sector).gebonden != "ja":
        # "Zwijgen moet je ook kunnen uitleggen" is about explaining, and the same for everybody.
        texts = [text.replace("Zwijgen moet je ook kunnen uitleggen.", "") for text in said.everything]
        assert not any(re.search(r"\bmoet je\b|\bje moet\b|\bmeld bij Veilig Thuis", t, re.IGNORECASE) for t in texts)


@settings(max_examples=300)
@for_all(FACTS, SECTORS)
def test_what_cannot_wait_is_among_the_first_steps(facts: dict[str, Value], sector: str) -> None:
    said = told(facts, sector)
    steps = " ".join(said.advice.steps)
    outcome, ks = said.verdict.outcome, said.facts("ks")
    assert isinstance(ks, tuple)
    if outcome in {"U4", "U5"} and "KS_LETSEL" in ks:
        assert "vandaag" in said.advice.steps[0]
        assert "arts" in said.advice.steps[0]
    if outcome == "U5":
        assert re.search(r"Meld bij Veilig Thuis|Je mag melden bij Veilig Thuis", steps)
    if outcome == "U4":
        assert "Veilig Thuis, 0800-2000" in steps


# --- single advices -------------------------------------------------------------------------------------------------


def test_each_step_has_the_date_of_its_own_term() -> None:
    steps = told({"vermoeden_prof": "ja"}).advice.steps
    assert "<u4_stap2_werkdagen>" in steps[0]
    assert "<u4_stap3_werkdagen>" in steps[1]


def test_without_dates_the_places_stay_open() -> None:
    facts = Facts(KINDCHECK, KINDCHECK.normalise(complete({"vermoeden_prof": "ja"})))
    assert "{datum}" in advise(BOOK, facts, judge(TABLES, facts), "onderwijs").steps[0]


def test_terms_of_the_municipality_and_of_the_weekend_reach_the_steps() -> None:
    given: dict[str, Value] = {"zwanger": "ja", "verloskundige": "nee", "ks": ("KS_LETSEL",)}
    facts = Facts(KINDCHECK, KINDCHECK.normalise(complete(given)))
    seen: list[Term] = []

    def date(term: Term) -> str:
        seen.append(term)
        return "dan"

    advise(BOOK, facts, judge(TABLES, facts), "wijkteam", date=date, changed={"u4_stap3_werkdagen": 3})
    assert Term("u4_stap3_werkdagen", 3, "werkdagen") in seen
    assert Term("verloskundige_werkdagen", 2, "kalenderdagen") in seen


@pytest.mark.parametrize(
    ("sector", "words"), [("onderwijs", "je ib'er"), ("wonen", "sociaal beheer"), ("", "een collega")]
)
def test_who_to_consult_inside_depends_on_the_sector(sector: str, words: str) -> None:
    assert any(words in step for step in told({"vermoeden_prof": "ja"}, sector).advice.steps)


def test_doctors_ask_veilig_thuis_first() -> None:
    assert told({"vermoeden_prof": "ja"}, "huisartsenzorg").says("u4.veilig_thuis")
    assert told({"vermoeden_prof": "ja"}, "onderwijs").says("u4.overleg")


@pytest.mark.parametrize(
    ("given", "first"),
    [
        ({"ks": ("KS_LETSEL",)}, "Laat het letsel vandaag door een arts bekijken"),
        ({"ks": ("KS_LETSEL",), "eerder": "melding"}, "Laat het letsel vandaag door een arts bekijken"),
        ({"ks": ("KS_LETSEL",), "geweld": "nu"}, "Er moet vandaag een arts naar het letsel kijken. Vraag Veilig Thuis"),
        ({"ks": ("KS_LETSEL",), "geweld": "herhaald"}, "Er moet vandaag een arts naar het letsel kijken."),
    ],
)
def test_an_injury_is_seen_today_with_or_without_the_parents(given: dict[str, Value], first: str) -> None:
    assert told(given).advice.steps[0].startswith(first)


def test_who_may_work_here_comes_before_the_other_cards() -> None:
    assert told({"ks": ("KS_SEKSUEEL",)}, "kinderopvang").advice.cards[0].title == "Iemand die hier werkt"


def test_a_steady_answer_to_no_worry_is_word_for_word() -> None:
    (text,) = told({}).advice.texts
    assert text == (
        "In je antwoorden zie ik nu geen reden voor een volgende stap. Dat betekent niet dat het kind zeker veilig is. "
        "Verandert er iets? Doe de kindcheck dan opnieuw."
    )


def lines_not_reached() -> set[str]:
    extra: list[dict[str, Value]] = [
        {"zwanger": "ja", "verloskundige": "nee", "geweld": "nu"},
        {"zwanger": "ja", "verloskundige": "onbekend"},
        {"kinderen": "nee", "zwanger": "ja", "op": {"OP_SCHEIDING": "licht"}},
        {"ks": ("KS_LETSEL",), "geweld": "nu"},
        {"ks": ("KS_LETSEL",), "hulp_zelf": "nee", "geweld": "nu"},
        {"ks": ("KS_GEEN",), "op": {"OP_LVB": "ernstig"}, "kind_gezien": "nee", "blijvend": True},
        {"zorg_nu": "onbekend", "gesprek_ouders": "niet_veilig_prof"},
        {"kinderen": "nee", "kinderen_grond": "client"},
        {"jongste": "18-22"},
        {"vermoeden_prof": "ja", "gebeurtenis": ("verhuizing",)},
        {"ac": ("AC15",), "ks": ("KS_EER", "KS_LETSEL")},
        {"acuut": "twijfel", "dodelijk": "ja"},
        {"op": {"OP_LVB": "licht"}, "patronen": ("PT_PARTNER_SCHERMT_AF",)},
    ]
    facts = [case.given for case in [*DOCUMENT, *VIGNETTES, *BRANCHES]] + extra
    gates: list[dict[str, Value]] = [
        {},
        {"kinderen_nu": "bron", "arts_nodig": "ja"},
        {"schade": "ja", "leeftijden": ("16-17",), "hulp_wacht": True},
    ]
    left = {line.id for line in BOOK.data.lines}
    for values in facts:
        for sector in (
            "onderwijs",
            "wonen",
            "schuldhulp",
            "politie",
            "huisartsenzorg",
            "werk_inkomen",
            "ggz_volwassenen",
        ):
            for gate in gates:
                said = told(values, sector, gate)
                left -= {line for line in left if said.says(line)}
    return left


def test_every_line_is_said_to_somebody() -> None:
    assert lines_not_reached() == set()


INSIDE = [("jeugdarts", "een collega of de vertrouwensarts van Veilig Thuis"), ("jeugdverpleegkundige", "de jeugdarts")]


@pytest.mark.parametrize(("role", "inside"), INSIDE)
def test_nobody_is_told_to_consult_the_own_role(role: str, inside: str) -> None:
    """kindcheck.md §10, JGZ; P13."""
    facts = Facts(KINDCHECK, KINDCHECK.normalise(complete({"vermoeden_prof": "ja"})))
    said = advise(BOOK, facts, judge(TABLES, facts), "jgz", role=role)
    assert any(f"Overleg ook met {inside}." in step for step in said.steps)
