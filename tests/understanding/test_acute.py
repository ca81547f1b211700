"""Acute words: they reopen the gate wherever they stand, and not where they mean something else."""

from __future__ import annotations

from time import process_time

import pytest

from dialogs.loading.yaml_files import load_model
from dialogs.signaal.signal import VALUE_LISTS
from dialogs.understanding.data import HERE, AcuteData
from tests.shipped import reader

READER = reader()
DATA = load_model(HERE / "acute.yaml", AcuteData)

MUST = [
    ("Hij liep met een mes door de kamer", "AC1"),
    ("Er ligt een pistool in de la", "AC1"),
    ("vader heeft haar gewurgd", "AC1b"),
    ("Hij kneep haar keel helemaal dicht", "AC1b"),
    ("zij werd bij de keel gepakt", "AC1b"),
    ("Hij greep heur bie de strot", "AC1b"),
    ("haar ex had haar bij d'r strot", "AC1b"),
    ("moeder wil niet meer leven van verdriet", "AC5"),
    ("ze wil niet meer leven zonder inkomen", "AC?"),
    ("De jongen ademt niet goed door", "AC?"),
    ("baby is bewusteloos", "AC11"),
    ("het kindje voelt slap aan", "AC11"),
    ("ze kreeg een stuip", "AC11"),
    ("de oppas heeft de baby geschud", "AC11"),
    ("mijn leerling is verkracht", "AC3"),
    ("Zij zegt dat ze is aangerand", "AC3"),
    ("hij heeft zijn broer gestoken", "AC1"),
    ("moeder nam een overdosis", "AC5"),
    ("de jongen heeft pillen geslikt", "AC12"),
    ("de leerling praat over zelfmoord", "AC13"),
    ("vader zei dat hij zelfdoding overweegt", "AC5"),
    ("mijn leerling wil dood", "AC13"),
    ("hij maakt ons dood zei ze", "AC6"),
    ("kind zat uren opgesloten in de kelder", "AC?"),
    ("de dochter is ontvoerd", "AC19"),
    ("sinds gisteren is mijn leerling vermist", "AC14"),
    ("de jongen is weggelopen", "AC14"),
    ("ze wordt uitgehuwelijkt", "AC15"),
    ("het zusje is besneden", "AC15"),
    ("ze zijn in Marokko achtergelaten", "AC15"),
    ("Baby met blauwe plekken op de rug", "AC2"),
    ("Blauwe plekken. Het gaat om een kindje van 5 maanden.", "AC2"),
    ("jongen van 7 is vaak alleen thuis", "AC4"),
    ("de kinderen zitten elke avond alleen thuis", "AC4"),
    ("die man bedreigt mij aan de telefoon", "AC18"),
    ("ik word bedreigd door de vader", "AC18"),
    ("vader slaat haar nu", "AC?"),
    ("ze durft vanavond niet naar huis", "AC?"),
    ("his dad wants to kill her, the boys sleep upstairs", "AC6"),
    ("a toddler left alone in the flat", "AC4"),
    ("the stepdad is hitting them right now, wat nu", "AC?"),
    ("haar dochter is weggelopen, de fiets staat er nog", "AC14"),
    ("papa schiet op zijn vrouw", "AC1"),
    ("ze zwaaide met een mez", "AC1"),
    ("stiefvader pakte hem bij de nek", "AC1b"),
    ("zij houdt haar kindje over het balkon", "AC2"),
    ("opeens stopte hij met ademen", "AC?"),
    ("moeder denkt aan zelf moord", "AC5"),
    ("mijn leerling denkt steeds aan zelfmoort gedagten", "AC13"),
    ("hij dreicht haar te vermoorde", "AC6"),
    ("de jongen stond vast met een ketting aan de trapleuning", "AC?"),
    ("haar zusje van 4 is de hele nacht alleen", "AC4"),
    ("als jullie blijven bellen schiet ik je neer, zei die man", "AC18"),
    ("hij riep: ik maak je af als je weer komt", "AC18"),
    ("hij gaat zijn broer doodsteken", "AC1"),
    ("de neef heeft een jachtgeweer meegenomen", "AC1"),
    ("de ex giet benzine door de brievenbus", "AC1"),
    ("stiefvader gijzelt het hele gezin", "AC1"),
    ("ik zag wurgstrepen bij de peuter", "AC1b"),
    ("oma duwde een kussen op zijn hoofd", "AC1b"),
    ("rode striemen rond haar nek", "AC1b"),
    ("het meisje lag op de grond en bewoog niet meer", "AC?"),
    ("zijn vader hield hem onder water in bad", "AC?"),
    ("ze heeft een schedelbreuk", "AC2"),
    ("moeder is door hem van de trap geduwd", "AC2"),
    ("er is een sigaret op zijn arm uitgedrukt", "AC2"),
    ("een zuigeling met een gebroken arm", "AC2"),
    ("Hij schopte de baby.", "AC2"),
    ("ze dreigt dat ze van de flat springt", "AC?"),
    ("ze is 14 en moet trouwen van thuis", "AC15"),
    ("een man wilde hem in een auto getrokken hebben, hij werd in een busje gesleurd", "AC19"),
    ("sinds zondag is hij niet thuis gekomen", "AC14"),
    ("opa sluit haar op als ze huilt", "AC?"),
    ("de stiefbroer wordt vermoord als hij praat", "AC6"),
    ("he rapes his daughter", "AC3"),
    ("the father shook the baby", "AC11"),
    ("they locked the boy in the shed", "AC?"),
    ("hij heeft gedreigt haar te vermorden", "AC6"),
    ("het kind is opgeslooten in de schuur", "AC?"),
    ("kleuter is alleen thius", "AC4"),
    ("onze kat is vermist en de jongste ook", "AC14"),
    ("de bakfiets is weggelopen zegt hij, met het meisje erin is ze vermist", "AC14"),
    ("het jongetje zit met zijn hond opgesloten", "AC?"),
    ("Oefening gestopt: leerling heeft pillen geslikt", "AC12"),
    ("dit is geen oefening, er is een kleuter vermist", "AC14"),
    ("Mag je iets doen als een vader dreigt zijn zoon te vermoorden?", "AC6"),
    ("Mag je melden als een scholier vanavond iemand gaat doodsteken?", "AC1"),
    ("zijn telefoon staat uit, al een dag vermist", "AC14"),
]

DENIED = [
    "er was geen mes bij",
    "hij heeft haar niet gewurgd zegt hij",
    "volgens moeder heeft niemand de baby geschud",
    "nee, ze is niet weggelopen",
]

MUST_NOT = [
    "we kregen het mes op de keel gezet gekregen van de verzekeraar",
    "de peuter speelt met een plastic pistool",
    "zij pakte het kitten bij de nek",
    "hoe handel je als een ouder dronken is?",
    "ons protocol over zelfdoding is verouderd",
    "mijn scriptie gaat over zelfmoord onder jongeren",
    "de poes van de conciërge is al een week vermist",
    "onze hond is sinds gisteren weggelopen",
    "ik heb mijn telefoon in de bus achtergelaten",
    "in het rollenspel van maandag speel ik een dief met een pistool",
    "de slager komt de messen slijpen",
    "het team heeft veel veerkracht",
    "we verdrinken in het werk",
    "hij sloot zich op in zijn kantoor om de toetsen na te kijken",
    "de baby is slaperig na het badje",
    "hij is slapeloos en moe",
    "er staat een messenblok in de keuken",
    "het was slap gelach op de achterste rij",
    "het mes snijdt aan twee kanten",
    "ze eet met mes en vork",
    "we hebben er veel tijd in gestoken",
    "hij werd door een wesp gestoken",
    "vader heeft mijn hand geschud",
    "vader wil niet meer leven van de bijstand",
    "ze zegt dat ze niet meer wil leven van toeslagen",
    "ze heeft een bericht achtergelaten",
    "de politie heeft zijn rijbewijs ingenomen",
    "ik ben doodmoe, echt dood op",
    "er is alcoholmisbruik en misbruik van middelen",
    "hij is als de dood voor honden, bang voor de dood",
    "nu niet, straks wel, vandaag kan ik bellen",
    "vanavond is er ouderavond",
    "een meisje van 14 is alleen thuis na school",
    "moeder is alleen thuis met de jongste",
    "blauwe plekken bij een jongen van 9",
    "Wat als een kind verkracht wordt?",
    "Stel dat een leerling zegt dat hij dood wil, wat doen jullie dan?",
    "morgen geef ik een training over zelfmoord en suicide",
    "Wat zijn de signalen van uithuwelijking?",
    "er is een boek over vermiste kinderen",
    "slappe koffie, slappe lach",
    "na de training over zelfmoord evalueren",
    "de hamster is weggelopen uit het lokaal",
    "mijn paraplu werd ontvoerd bij de koffie",
    "de printer lijkt bewusteloos",
    "van dat rooster krijg ik de stuipen van",
    "",
]

REAL_AFTER_ALL = [
    "na de oefencasus kwam een meisje naar mij toe, vader heeft haar gisteren gewurgd",
    "een jongen schreef bij toetsvraag 2 dat hij dood wil",
    "in de les over een verzonnen casus zei een leerling: mijn broer is opgesloten",
    "tijdens de oefensituatie begon hij te trillen, hij durft vanavond niet naar huis",
    "ik speel de sterke vader maar ik wil dood, zegt hij",
    "een meisje is vermist sinds de training van vrijdag",
    "een speler bewusteloos tijdens de training, wat nu",
    "wat als hij straks weer een mes pakt?",
    "na de training vertelde ze dat ze is verkracht",
    "mag je aangifte doen als hij haar heeft verkracht?",
]


@pytest.mark.parametrize(("text", "code"), MUST)
def test_a_word_of_danger_gives_its_situation(text: str, code: str) -> None:
    reading = READER(text)
    assert code in reading.acute
    assert reading.urgency != "geen"
    assert any(because.rule.startswith("acuut.") and because.span in reading.text for because in reading.because)


@pytest.mark.parametrize("text", DENIED + REAL_AFTER_ALL)
def test_a_denial_or_a_question_about_somebody_still_opens_the_gate(text: str) -> None:
    assert READER(text).acute


@pytest.mark.parametrize("text", MUST_NOT)
def test_what_only_looks_like_danger_does_not(text: str) -> None:
    assert READER(text).acute == ()


@pytest.mark.parametrize("text", [text for text, _ in MUST])
def test_capitals_and_accents_change_nothing(text: str) -> None:
    assert READER(text.upper()).acute == READER(text).acute
    assert READER(text.replace("e", "e\u0301", 1)).acute == READER(text).acute


@pytest.mark.parametrize("place", [0, 8_500, 59_000])
def test_danger_is_found_in_all_of_a_long_message(place: int) -> None:
    filler = "We hebben gebeld. "
    text = filler * (place // len(filler)) + "Hij heeft een mes. " + filler * ((60_000 - place) // len(filler))
    started = process_time()
    reading = READER(text)
    assert process_time() - started < 1
    assert reading.acute == ("AC1",)
    assert reading.truncated
    assert len(reading.text) <= 8_000


@pytest.mark.parametrize(
    "piece", ["mes ", "keel . ", "kneep ", "nu geen eten ", "blauwe plekken ", "alleen thuis 7 jaar "]
)
def test_many_words_of_danger_take_linear_time(piece: str) -> None:
    started = process_time()
    READER(piece * (60_000 // len(piece)))
    assert process_time() - started < 1


def test_every_code_is_a_situation_of_the_table() -> None:
    codes = {DATA.met_tijd.ac}
    for concept in DATA.begrippen:
        codes |= {concept.ac, *concept.wie.values(), *concept.ook_met.values()}
        codes |= {concept.baby} - {""}
    assert codes - {"AC?"} <= set(VALUE_LISTS["AC"])


@pytest.mark.parametrize("word", DATA.met_tijd.tijd)
def test_a_word_of_time_alone_is_no_danger(word: str) -> None:
    assert READER(f"{word} ga ik op huisbezoek bij het kind").acute == ()
