"""What belongs to a danger that was read: its answer is proposed, its fixed text comes first (kindcheck.md §5)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.channels.text import as_text
from dialogs.model import Because, Proposed, Reading, Reply
from dialogs.understanding.lexicon import load_lexicon
from dialogs.understanding.training import EXAMPLES
from tests.dialogs.messages import LIMITS, holds_the_numbers, length
from tests.dialogs.played import Played
from tests.shipped import library, reader

BOOK = library().dangers
COLLEAGUE = "Praat niet zelf met je collega en onderzoek het niet zelf."


def text_of(replies: list[Reply]) -> str:
    return "\n".join(map(as_text, replies))


@pytest.mark.parametrize(
    ("danger", "code"), [("eer_dwang", "KS_EER"), ("uitbuiting", "KS_UITBUITING"), ("vermist", "KS_WEGGELOPEN")]
)
def test_a_danger_proposes_its_code_beside_what_was_read(danger: str, code: str) -> None:
    reading = Reading("x", danger={danger: "aanwezig"})
    [proposed] = BOOK.proposed(reading).proposals
    assert (proposed.item, proposed.answer) == ("KC-K1", (code,))
    with_sign = replace(reading, proposals=(Proposed("KC-K1", ("KS_VERZUIM",)),))
    assert BOOK.proposed(with_sign).proposals[0].answer == ("KS_VERZUIM", code)
    assert BOOK.proposed(BOOK.proposed(with_sign)) == BOOK.proposed(with_sign)


def test_the_words_that_read_a_danger_are_the_reason_for_its_answer() -> None:
    words = Because("begrip.gevallen_en_suf.nu", "baby … slap")
    other = Because("begrip.bang", "bang")
    [proposed] = BOOK.proposed(Reading("x", danger={"baby_geschud": "aanwezig"}, because=(other, words))).proposals
    assert proposed == Proposed("KC-G2", ("0-3",), (words,))


def test_a_danger_that_no_word_read_rests_on_an_example_also_beside_what_words_read() -> None:
    sign = Because("begrip.bang", "bang")
    reading = Reading(
        "x",
        danger={"eer_dwang": "aanwezig"},
        proposals=(Proposed("KC-K1", ("KS_TERUGGETROKKEN",), (sign,)),),
        because=(sign,),
    )
    [proposed] = BOOK.proposed(reading).proposals
    assert proposed.because == (sign,)
    assert proposed.resembles == BOOK.data["eer_dwang"].voorbeeld


def test_every_concept_of_a_danger_that_proposes_is_known_and_every_example_is_written_and_read() -> None:
    concepts = load_lexicon().begrippen
    written = "".join(path.read_text(encoding="utf-8") for path in EXAMPLES.glob("*.yaml"))
    for name, danger in BOOK.data.items():
        if danger.voorstel:
            assert set(danger.begrippen) == {concept.id for concept in concepts if concept.gevaar == name}, name
            assert f'"{danger.voorbeeld}"' in written
            assert reader()(danger.voorbeeld).danger.get(name) == "aanwezig"


@pytest.mark.parametrize(
    ("told", "carefully", "because"),
    [
        ("De familie wil dat leerlinge (16) in het thuisland haar verloofde ontmoet", True, "Het lijkt op: 'meisje"),
        ("Mijn leerling van 15 moet trouwen met een neef", False, "moet trouwen"),
        ("Leerling van 13 is al twee dagen van huis weggelopen", False, "weggelopen"),
    ],
)
def test_who_asks_why_a_danger_was_read_hears_what_it_rests_on(told: str, carefully: bool, because: str) -> None:
    talk = Played()
    talk.say(told)
    while talk.open is not None and talk.open.item != "voorstel":
        talk.say({"KC-A1": "nee", "KC-A2": "geen van deze"}[talk.open.item])
    said = text_of(talk.replies[-1:])
    assert ("misschien wat er bij het kind opvalt" in said) is carefully
    lines = text_of(talk.say("waarom denk je dat?")[:1]).splitlines()
    assert any("wat er bij het kind opvalt" in line and because in line for line in lines)


@pytest.mark.parametrize("status", ["verleden", "ontkend"])
def test_a_danger_that_is_over_or_denied_proposes_nothing(status: str) -> None:
    reading = Reading("x", danger={"eer_dwang": status, "verdachte_professional": status})
    assert BOOK.proposed(reading) == reading
    assert BOOK.cards_of(reading) == []


def test_an_age_that_was_told_stays() -> None:
    told = Reading("x", danger={"baby_geschud": "aanwezig"}, proposals=(Proposed("KC-G2", ("4-11",)),))
    assert BOOK.proposed(told) == told


@pytest.mark.parametrize(
    ("told", "situation"),
    [
        (
            "Meisje van 17 moet deze zomer mee op reis, haar ouders hebben al een man gekozen en ze is bang",
            "Uithuwelij",
        ),
        ("Meisje van 14 krijgt dure tassen van een oudere jongen en moet dan mee naar een hotel", "Uitbuiting"),
    ],
)
def test_what_is_read_as_danger_leads_to_a_call_with_its_lines_once_confirmed(told: str, situation: str) -> None:
    talk = Played()
    talk.say(told)
    talk.say("nee")
    while talk.open is not None and talk.open.item == "KC-A2":
        talk.say("geen van deze")
    assert talk.open is not None
    assert talk.open.item == "voorstel"
    said = talk.say("klopt")
    assert said[-1].outcome == "U6b"
    assert situation in text_of(said)


@pytest.mark.parametrize(
    ("told", "rol"),
    [
        ("Collega op onze groep knijpt kinderen hard in hun arm als ze huilen", "pedagogisch_medewerker"),
        ("De stagiair heeft een kind bij ons op de groep betast", "pedagogisch_medewerker"),
        ("De trainer appt 's nachts met meisjes van 12 en wil naaktfoto's", "anders"),
    ],
)
@pytest.mark.parametrize("danger", ["nee", "misschien", "ja"])
def test_about_somebody_who_works_here_the_fixed_text_comes_first_and_once(told: str, rol: str, danger: str) -> None:
    talk = Played(rol)
    first = talk.say(told)
    assert COLLEAGUE in text_of(first)
    assert first[-1].item == "KC-A1"
    assert all(length(reply) <= LIMITS[reply.kind] for reply in first)
    assert COLLEAGUE not in text_of(talk.say(danger))
    assert COLLEAGUE not in text_of(talk.say("de trainer knijpt kinderen"))


def test_the_numbers_stand_before_the_fixed_text() -> None:
    first = Played("anders").say("De trainer heeft een meisje van 12 verkracht")
    assert holds_the_numbers(as_text(first[0]))
    assert COLLEAGUE in text_of(first[1:])


def test_what_was_read_is_read_back_after_the_call_where_nobody_knows_yet_whom_it_is_about() -> None:
    talk = Played("anders")
    for text in ("De trainer appt 's nachts met meisjes van 12 en wil naaktfoto's", "misschien", "gebeld"):
        talk.say(text)
    for text in ("niets van dit alles", "bij ons", "nee"):
        talk.say(text)
    assert talk.open is not None
    if talk.open.item == "KC-S2":
        talk.say("een kind")
    assert talk.open.item == "voorstel"
