"""One message, read once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.loading.yaml_files import ContentError
from dialogs.model import Reading
from dialogs.signaal.signal import VALUE_LISTS
from dialogs.understanding.ages import ages_in
from dialogs.understanding.data import HERE
from dialogs.understanding.read import load_reader
from dialogs.understanding.sentences import ClauseWords, sentences
from tests.growth import growth
from tests.shipped import lexicon, reader

READER = reader()
LEXICON = lexicon()
NO_CLAUSES = ClauseWords((), (), ())


def proposed(text: str) -> dict[str, tuple[str, ...]]:
    return {proposal.item: proposal.answer for proposal in READER(text).proposals}


@pytest.mark.parametrize(
    ("text", "item", "answer"),
    [
        (
            "Meisje uit mijn klas heeft blauwe plekken en is al weken heel stil",
            "KC-K1",
            ("KS_LETSEL", "KS_TERUGGETROKKEN"),
        ),
        ("zoontje van 5 plast weer in bed", "KC-K1", ("KS_TERUGVAL",)),
        ("leerling is vaak te laat", "KC-K1", ("KS_VERZUIM",)),
        ("kind krijgt geen eten mee, altijd honger", "KC-K1", ("KS_VERWAARLOOSD",)),
        ("het kind krijgt geen eten en wordt geslagen", "KC-O1", ("OP_HUISELIJK_GEWELD",)),
        ("vader drinkt te veel en er zijn schulden", "KC-O1", ("OP_VERSLAVING", "OP_SCHULDEN_ARMOEDE")),
        ("moeder is depressief", "KC-O1", ("OP_PSYCHIATRIE",)),
        ("ouders zitten in een vechtscheiding", "KC-O1", ("OP_SCHEIDING",)),
        ("papa slaat mama", "KC-H2", ("nu",)),
        ("cliente is zwanger en verslaafd", "KC-Z1", ("ja",)),
        ("meisje van 7 en haar broertje van 3", "KC-G2", ("4-11", "0-3")),
        ("leerling is stil", "KC-S2", ("kind",)),
        ("mijn cliënt drinkt weer", "KC-S2", ("volwassene",)),
        ("hun uitkering is stopgezet", "KC-B4", ("uitkering",)),
        ("er was al een eerdere melding bij dit gezin", "KC-H1", ("melding",)),
        ("ouders weigeren hulp", "KC-H4", ("nee",)),
    ],
)
def test_what_is_plainly_there_is_proposed(text: str, item: str, answer: tuple[str, ...]) -> None:
    assert proposed(text).get(item) == answer


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("er zijn geen blauwe plekken", "KC-K1"),
        ("vader is niet verslaafd", "KC-O1"),
        ("moeder is niet depressief", "KC-O1"),
        ("moeder was jaren geleden verslaafd", "KC-O1"),
        ("vader is gestopt met drugs", "KC-O1"),
        ("mijn collega is depressief", "KC-O1"),
        ("ze is niet zwanger", "KC-Z1"),
        ("we volgen een cursus huiselijk geweld", "KC-H2"),
        ("dat slaat nergens op", "KC-H2"),
        ("wat als een kind blauwe plekken heeft?", "KC-K1"),
        ("het is gewelddadig weer, geweldig", "KC-H2"),
        ("lees het verslag", "KC-H2"),
        ("ze zijn drie jaar getrouwd, al 5 jaar bekend", "KC-G2"),
        ("leerling uit groep 5", "KC-G2"),
    ],
)
def test_what_is_denied_past_imagined_or_of_another_is_not_proposed(text: str, item: str) -> None:
    assert item not in proposed(text)


def test_what_a_rule_read_is_not_dropped_beside_something_heavier() -> None:
    read = proposed("Meisje van 7 uit mijn klas heeft blauwe plekken en is vaak te laat, haar broertje is 5.")
    assert set(read["KC-K1"]) == {"KS_LETSEL", "KS_VERZUIM"}


def test_absence_is_never_proposed() -> None:
    answers = {said.antwoord for concept in LEXICON.begrippen for said in concept.zegt if said.vraag != "KC-H4"}
    assert not answers & {"nee", "geen", "KS_GEEN", "KS_NIET_GEZIEN", "niet"}


def test_every_proposal_is_a_code_of_the_record() -> None:
    codes = {code for values in VALUE_LISTS.values() for code in values} | {"melding", "signalen", "nee", "nu"}
    assert {said.antwoord for concept in LEXICON.begrippen for said in concept.zegt} <= codes


def test_every_conclusion_tells_its_rule_and_words() -> None:
    reading = READER("Kind van 4 heeft blauwe plekken. Vader dreigt vandaag met een mes.")
    for proposal in reading.proposals:
        assert proposal.because
        assert all(part in reading.text for because in proposal.because for part in because.span.split(" … "))
    assert {because.rule.partition(".")[0] for because in reading.because} >= {"acuut", "begrip"}


@pytest.mark.parametrize(
    ("text", "bands"),
    [
        ("meisje van 7, broertje van 5", ("4-11", "4-11")),
        ("kinderen van 2, 6 en 9", ("0-3", "4-11", "4-11")),
        ("jongen (14), zesjarige zus", ("12-15", "4-11")),
        ("baby van 4 maanden, peuter van 14 maanden", ("0-3", "0-3")),
        ("zoontje van 1,5 jaar", ("0-3",)),
        ("17-jarige en een van 19 jaar", ("16-17", "18-22")),
        ("moeder van 19 jaar", ()),
        ("oma is 71", ()),
        ("al 3 jaar, sinds 2 jaar, 4 jaar geleden, om 10 uur", ()),
        ("ze is 3 keer geslagen", ()),
    ],
)
def test_ages_are_read_as_bands(text: str, bands: tuple[str, ...]) -> None:
    assert tuple(age.band for sentence in sentences(text, NO_CLAUSES) for age in ages_in(sentence)) == bands


@pytest.mark.parametrize(
    ("text", "intent", "query"),
    [
        ("wie is het wijkteam in Peelo", "zoeken", "wijkteam in Peelo"),
        ("Wat is het telefoonnummer van de jeugdarts?", "zoeken", "jeugdarts"),
        ("telefoonnummer schuldhulp", "zoeken", "schuldhulp"),
        ("hoe lang is de wachttijd bij de ggz?", "zoeken", "ggz"),
        ("mag ik dit delen met school", "meldcode", ""),
        ("wanneer moet ik melden?", "meldcode", ""),
        ("herinner me vrijdag", "herinnering", ""),
        ("wat is er met mijn signaal gebeurd?", "status", ""),
        ("ik heb nog niets teruggehoord", "status", ""),
        ("stuur een bericht aan alle scholen", "bericht", ""),
        ("loop de basisvragen met me door", "basisvragen", ""),
        ("kindcheck", "kindcheck", ""),
        ("ik wil een kindcheck doen", "kindcheck", ""),
        ("wat kun je?", "hulp", ""),
        ("stop", "stop", ""),
        ("ik maak me zorgen over een leerling", "signaal", ""),
        ("jongen in groep 5 heeft steeds blauwe plekken, wat moet ik doen?", "signaal", ""),
        ("goedemorgen", "overig", ""),
        ("nee", "overig", ""),
    ],
)
def test_what_a_message_wants(text: str, intent: str, query: str) -> None:
    reading = READER(text)
    assert (reading.intent, reading.query) == (intent, query)


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("vader heeft een mes getrokken", "acuut"),
        ("meisje van 6 is al weken stil en somber", "zorg"),
        ("wie is het wijkteam in Peelo", "geen"),
        ("dank je wel", "geen"),
    ],
)
def test_urgency(text: str, urgency: str) -> None:
    assert READER(text).urgency == urgency


@pytest.mark.parametrize("text", ["", "   ", "😂🎉", "\x00\x01\x02", "?!...", "\u200b\u200b"])
def test_nothing_to_read(text: str) -> None:
    reading = READER(text)
    assert reading.unreadable
    assert (reading.acute, reading.proposals, reading.intent) == ((), (), "overig")


def test_binary_junk_is_read_without_harm() -> None:
    junk = bytes(range(256)).decode("latin-1") * 200
    assert isinstance(READER(junk), Reading)


def test_sixty_thousand_characters() -> None:
    piece = "Het gaat om een jongen van 9 jaar uit groep 5. Hij komt vaak te laat, en moeder drinkt. "
    assert growth(READER, piece) < 10
    text = piece * 700
    reading = READER(text[:60_000])
    assert reading.truncated
    assert len(reading.text) == 8_000
    assert "KS_VERZUIM" in proposed(text)["KC-K1"]


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    reading = READER(text)
    assert len(reading.text) <= 8_000
    assert reading == READER(text)
    reading.text.encode()


@pytest.mark.parametrize(
    "name", ["acute.yaml", "lexicon/letsel.yaml", "intents.yaml", "beweringen.yaml", "categorieen.yaml"]
)
def test_broken_data_stops_the_start(tmp_path: Path, name: str) -> None:
    shutil.copytree(HERE, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("examples", "*.py"))
    broken = (tmp_path / name).read_text(encoding="utf-8") + "\nonbekend_veld: ja\n"
    (tmp_path / name).write_text(broken, encoding="utf-8")
    with pytest.raises(ContentError, match="onbekend_veld"):
        load_reader(tmp_path)
