"""The hard shapes of understanding.md ("Shapes that break naive rules"): what is claimed of a concept, by the rules.

A shape that goes wrong today stands in KNOWN_FAILURES with what is read instead. That list may only get shorter: a test
fails when one of them goes right, so that it is taken off.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from dialogs.understanding.normalise import clean
from tests.shipped import reader, rules

RULES = rules()
READER = reader()
NOT = "niet"
"""Nothing is read of the category."""


class Shape(NamedTuple):
    shape: str
    text: str
    category: str
    status: str


SHAPES = [
    Shape("double scope", "Geen letsel gezien, wel is het meisje erg stil.", "letsel", "ontkend"),
    Shape("double scope", "Geen letsel gezien, wel is het meisje erg stil.", "teruggetrokken", "aanwezig"),
    Shape("double scope", "Ze heeft geen blauwe plekken, wel plast ze weer in bed.", "letsel", "ontkend"),
    Shape("double scope", "Ze heeft geen blauwe plekken, wel plast ze weer in bed.", "terugval", "aanwezig"),
    Shape("double scope", "Hij is niet agressief, maar wel heel somber.", "gedrag", "ontkend"),
    Shape("double scope", "Hij is niet agressief, maar wel heel somber.", "teruggetrokken", "aanwezig"),
    Shape("double scope", "Er zijn geen schulden maar vader drinkt wel.", "schulden_armoede", "ontkend"),
    Shape("double scope", "Er zijn geen schulden maar vader drinkt wel.", "verslaving", "aanwezig"),
    Shape("one form of harm, not the other", "Vader sloeg hem niet, maar duwde hem wel tegen de kast.",
          "huiselijk_geweld", "aanwezig"),
    Shape("one form of harm, not the other",
          "Er is geen fysiek geweld, wel wordt ze dagelijks gekleineerd door haar man.", "huiselijk_geweld",
          "aanwezig"),
    Shape("one form of harm, not the other", "De kinderen worden niet geslagen, wel elke avond uitgescholden.",
          "huiselijk_geweld", "aanwezig"),
    Shape("one form of harm, not the other",
          "Van mishandeling is geen sprake, ze schreeuwen wel elke dag tegen elkaar met de kinderen erbij.",
          "huiselijk_geweld", "aanwezig"),
    Shape("one form of harm, not the other",
          "Moeder krijgt geen klappen. Wel sleurde hij haar aan haar haren de trap op.", "huiselijk_geweld",
          "aanwezig"),
    Shape("one form of harm, not the other", "Er is geen geweld, wel heeft hij een goede band met vader.",
          "huiselijk_geweld", "ontkend"),
    Shape("one form of harm, not the other", "Er is geen geweld, maar geweld was er vroeger.", "huiselijk_geweld",
          "verleden"),
    Shape("absence of something else", "Het kind krijgt geen eten en wordt geslagen.", "huiselijk_geweld", "aanwezig"),
    Shape("absence of something else", "Het kind krijgt geen eten en wordt geslagen.", "verwaarloosd_uiterlijk",
          "aanwezig"),
    Shape("absence of something else", "Hij krijgt geen ontbijt en wordt uitgescholden en geslagen door zijn vader.",
          "huiselijk_geweld", "aanwezig"),
    Shape("absence of something else", "Er is geen geld voor eten en moeder drinkt elke dag.", "verslaving",
          "aanwezig"),
    Shape("absence of something else", "Zonder jas naar school en zijn rug zit vol blauwe plekken.", "letsel",
          "aanwezig"),
    Shape("cause after negation", "Het is er thuis niet veilig vanwege geweld van vader.", "huiselijk_geweld",
          "aanwezig"),
    Shape("cause after negation", "Ze durft niet naar huis omdat papa haar slaat.", "huiselijk_geweld", "aanwezig"),
    Shape("cause after negation", "Hij komt niet op school omdat zijn ouders dronken in bed liggen.", "verslaving",
          "aanwezig"),
    Shape("unknown cause", "Geen idee waar de blauwe plekken op zijn rug vandaan komen.", "letsel", "aanwezig"),
    Shape("unknown cause", "We weten niet hoe ze aan die brandwond komt.", "letsel", "aanwezig"),
    Shape("unknown cause", "Er is geen verklaring voor de striemen op haar benen.", "letsel", "aanwezig"),
    Shape("a lack that is no more", "Er is geen cent meer in huis.", "schulden_armoede", "aanwezig"),
    Shape("a lack that is no more", "Het meisje wast zich niet meer.", "verwaarloosd_uiterlijk", "aanwezig"),
    Shape("a denial of something before", "De coach laten ze niet meer binnen en dit is de vierde school in drie jaar.",
          "zorgmijding", "aanwezig"),
    Shape("a lack twice", "Zij neemt haar kinderen niet mee naar de dokter en niet naar de tandarts.",
          "medische_zorg_onthouden", "aanwezig"),
    Shape("a denial beside", "Ze hebben nog nooit een afspraak gemist.", "zorgmijding", "ontkend"),
    Shape("double negation", "Ik kan niet zeggen dat er geen geweld is.", "huiselijk_geweld", "aanwezig"),
    Shape(
        "never was",
        "Mishandeling is hier nooit voorgekomen, zegt de jeugdarts.",
        "huiselijk_geweld",
        "ontkend",
    ),
    Shape("never was", "Misbruik is er nooit geweest, zedenzaken heeft alles bekeken.", "seksueel", "ontkend"),
    Shape("never was", "Schulden zijn er nooit geweest.", "schulden_armoede", "ontkend"),
    Shape("never was", "Vader zegt dat slaan nooit is gebeurd.", "huiselijk_geweld", "aanwezig"),
    Shape("never was", "Moeder is vroeger depressief geweest.", "psychisch", "verleden"),
    Shape("not alone", "De kleuters zijn niet alleen thuis, hun tante past op.", "onvoldoende_toezicht", "ontkend"),
    Shape("not alone", "Hij wordt niet alleen mishandeld maar ook opgesloten.", "huiselijk_geweld", "aanwezig"),
    Shape("no past", "Hij zei dat hij zijn broertje schopt tot hij niet meer beweegt.", "gedrag", "aanwezig"),
    Shape(
        "no past",
        "Meneer hoort stemmen en zijn antipsychotica haalt hij niet meer op.",
        "psychisch",
        "aanwezig",
    ),
    Shape(
        "no past",
        "Moeder deed vorige week een poging, ze ligt nu rustig en stabiel in het ziekenhuis.",
        "suicidaliteit",
        "aanwezig",
    ),
    Shape("not here", "Thuis krijg ik klappen en op school niet.", "huiselijk_geweld", "aanwezig"),
    Shape("taken for", "Dacht eerst een brandwond te zien, was stift.", "letsel", "ontkend"),
    Shape("taken for", "Het leken blauwe plekken, maar het was gewoon viltstift.", "letsel", "ontkend"),
    Shape("over", "Het geweld ligt achter haar.", "huiselijk_geweld", "verleden"),
    Shape("double negation", "Vader is nooit niet dronken als ik er kom.", "verslaving", "aanwezig"),
    Shape("double negation", "Moeder is niet gestopt met drinken.", "verslaving", "aanwezig"),
    Shape("double negation", "Er gaat geen dag voorbij zonder geweld tussen de ouders.", "huiselijk_geweld",
          "aanwezig"),
    Shape("double negation", "Hij is niet zonder reden zo somber.", "teruggetrokken", "aanwezig"),
    Shape("no longer", "Vader drinkt niet meer.", "verslaving", "verleden"),
    Shape("no longer", "Moeder is niet meer depressief.", "psychisch", "verleden"),
    Shape("no longer", "Er zijn geen schulden meer.", "schulden_armoede", "verleden"),
    Shape("no longer", "Hij plast niet meer in bed.", "terugval", "verleden"),
    Shape("stopped and started again", "Vader was gestopt met drinken, maar drinkt nu weer.", "verslaving", "aanwezig"),
    Shape("stopped and started again", "Na een jaar clean gebruikt moeder opnieuw drugs.", "verslaving", "aanwezig"),
    Shape("stopped and started again", "Hij plaste een tijd niet in bed, nu wel weer elke nacht.", "terugval",
          "aanwezig"),
    Shape("stopped and started again", "De schulden waren afbetaald maar er zijn weer nieuwe schulden.",
          "schulden_armoede", "aanwezig"),
    Shape("almost never", "Hij is zelden op tijd op school.", "verzuim", "aanwezig"),
    Shape("almost never", "Moeder is bijna nooit nuchter.", "verslaving", "aanwezig"),
    Shape("almost never", "De kinderen zijn vrijwel nooit schoon.", "verwaarloosd_uiterlijk", "aanwezig"),
    Shape("almost never", "Vader is bijna nooit niet dronken.", "verslaving", "aanwezig"),
    Shape("cannot be ruled out", "Dat hij thuis geslagen wordt kan ik niet uitsluiten.", "huiselijk_geweld",
          "aanwezig"),
    Shape("cannot be ruled out", "Ik kan seksueel misbruik niet uitsluiten.", "seksueel", "aanwezig"),
    Shape("cannot be ruled out", "Kindermishandeling is niet uit te sluiten.", "huiselijk_geweld", "aanwezig"),
    Shape("denied by a parent", "Vader ontkent dat hij haar slaat.", "huiselijk_geweld", "aanwezig"),
    Shape("denied by a parent", "Moeder zegt dat ze niet drinkt, maar ik ruik alcohol.", "verslaving", "aanwezig"),
    Shape("denied by a parent", "Volgens de ouders is er geen geweld in huis.", "huiselijk_geweld", "aanwezig"),
    Shape("denied by a child", "Het meisje zegt dat ze niet geslagen wordt.", "huiselijk_geweld", "aanwezig"),
    Shape("denied by a child", "De jongen zegt dat papa hem niet slaat.", "huiselijk_geweld", "aanwezig"),
    Shape("denied by a parent", "Stiefvader zegt dat hij haar met geen vinger aanraakt.", "huiselijk_geweld",
          "aanwezig"),
    Shape("denied by a parent", "Mevrouw blijft erbij dat haar man haar niks doet, haar oog was dik.",
          "huiselijk_geweld", "aanwezig"),
    Shape("denied by a parent", "Volgens vader zijn de kinderen ongedeerd.", "letsel", "aanwezig"),
    Shape("no denial of harm", "De ouders zeggen dat hij altijd op tijd komt.", "verzuim", "ontkend"),
    Shape("denied by the writer", "Vader heeft haar nooit aangeraakt.", "huiselijk_geweld", "ontkend"),
    Shape("denied by a professional", "De kinderarts zegt dat de kleuter ongedeerd is.", "letsel", "ontkend"),
    Shape("denied by a professional", "De huisarts zag geen blauwe plekken.", "letsel", "ontkend"),
    Shape("denied by a professional", "Van letsel is volgens de kinderarts geen sprake.", "letsel", "ontkend"),
    Shape("told by an adult", "Mijn buurman, leraar in Breda, vertelt altijd over zijn leuke brugklas.", "onthulling",
          NOT),
    Shape("told by an adult", "Kan iemand me vertellen hoe je met een kleuter over klappen praat?", "onthulling", NOT),
    Shape("told by an adult", "De begeleidster vertelde dat een jongen van 9 steeds stiller wordt.", "onthulling", NOT),
    Shape("told by an adult", "De tante van een leerling vertelde dat er bij de buren ruzie is.", "onthulling", NOT),
    Shape("told by a child", "De dochter van mijn cliënte heeft haar juf verteld dat ze klappen krijgt.", "onthulling",
          "aanwezig"),
    Shape("told by a child", "Papa gooit met glazen, vertelde ze toen we alleen waren.", "onthulling", "aanwezig"),
    Shape("told by a child", "Volgens de mentor vertelt een leerling dat haar stiefvader haar slaat.", "onthulling",
          "aanwezig"),
    Shape("conditional habit", "Als vader boos wordt slaat hij de kinderen.", "huiselijk_geweld", "aanwezig"),
    Shape("conditional habit", "Wanneer mama gedronken heeft, slaat ze hem.", "huiselijk_geweld", "aanwezig"),
    Shape("conditional habit", "Als er bezoek is krijgt hij klappen.", "huiselijk_geweld", "aanwezig"),
    Shape("hypothetical question", "Wat als een kind geslagen wordt?", "huiselijk_geweld", NOT),
    Shape("hypothetical question", "Stel dat een leerling blauwe plekken heeft, wat doe ik dan?", "letsel", NOT),
    Shape("policy or training", "Moet ik altijd melden als ouders drugs gebruiken?", "verslaving", NOT),
    Shape("policy or training", "Morgen volg ik een training over huiselijk geweld.", "huiselijk_geweld", NOT),
    Shape("policy or training", "Hoe herken ik kindermishandeling?", "huiselijk_geweld", NOT),
    Shape("policy or training", "Welke stappen heeft de meldcode bij verslaafde ouders?", "verslaving", NOT),
    Shape("idiom", "Dat slaat nergens op.", "huiselijk_geweld", NOT),
    Shape("idiom", "Het was een stille dag op school.", "teruggetrokken", NOT),
    Shape("idiom", "Ze kwam met de schrik vrij.", "teruggetrokken", NOT),
    Shape("idiom", "Met die toets heeft hij de plank misgeslagen.", "huiselijk_geweld", NOT),
    Shape("age", "Een meisje van 9 jaar wordt geslagen door haar moeder.", "huiselijk_geweld", "aanwezig"),
    Shape("age", "Jongen van 8 jaar krijgt klappen thuis.", "huiselijk_geweld", "aanwezig"),
    Shape("time", "9 jaar geleden is moeder mishandeld door haar ex.", "huiselijk_geweld", "verleden"),
    Shape("time", "Twee jaar geleden had vader schulden.", "schulden_armoede", "verleden"),
    Shape("time", "Vroeger werd hij geslagen door zijn vader.", "huiselijk_geweld", "verleden"),
    Shape("names that are words", "Storm komt elke dag te laat.", "verzuim", "aanwezig"),
    Shape("names that are words", "Roos heeft blauwe plekken op haar rug.", "letsel", "aanwezig"),
    Shape("names that are words", "Op de storm van gisteren kwam een stille roos in de vaas.", "teruggetrokken", NOT),
    Shape("somebody else", "Mijn collega is depressief.", "psychisch", NOT),
    Shape("injury of a grown-up", "Cliënte heeft een gebroken enkel, haar dochters van 2 en 4 zijn bij oma.", "letsel",
          NOT),
    Shape("injury of a grown-up", "Huurster met een snijwond in haar hand, de kinderen waren erbij.", "letsel", NOT),
    Shape("injury of a grown-up", "De moeder had een gescheurde lip.", "letsel", NOT),
    Shape("injury of a grown-up", "Patiënte met een dik oog, ze zegt dat ze viel.", "huiselijk_geweld", "aanwezig"),
    Shape("injury of a child", "Moeder had een blauwe plek op de arm van haar zoon gezien.", "letsel", "aanwezig"),
    Shape("injury of a child", "Patiënte van 6 met een gebroken enkel en brandwonden.", "letsel", "aanwezig"),
    Shape("injury of a child", "De baby van mijn cliënte heeft een bloeduitstorting.", "letsel", "aanwezig"),
    Shape("injury of a child", "Vader belt, hij heeft striemen op zijn rug.", "letsel", "aanwezig"),
    Shape("a short question", "Schulden? Nee.", "schulden_armoede", "ontkend"),
    Shape("denied behind the core", "Blauwe plekken zie ik niet.", "letsel", "ontkend"),
    Shape("denied behind the core", "Ouders slaan niet.", "huiselijk_geweld", "ontkend"),
    Shape("denied behind the core", "Van misbruik is niets gebleken.", "seksueel", "ontkend"),
    Shape("denied behind the core", "Scheidingsperikelen zijn het niet, vader drinkt.", "verslaving", "aanwezig"),
    Shape("answered with no", "Schulden? Welnee, ze hebben het ruim.", "schulden_armoede", "ontkend"),
    Shape("answered with no", "Moeder heeft een havodiploma, dus lvb: nee.", "lvb", "ontkend"),
    Shape("answered with no", "Alcohol: nee. Wel slaat hij haar.", "huiselijk_geweld", "aanwezig"),
    Shape("answered with no", "Slaat vader? Nee, moeder slaat hem.", "huiselijk_geweld", "aanwezig"),
    Shape("answered with no", "Hij wordt thuis elke dag geslagen, nee, niet door vader.", "huiselijk_geweld",
          "aanwezig"),
    Shape("far from", "Ze is verre van overbelast.", "overbelasting", "ontkend"),
    Shape("no longer", "Ze is niet langer depressief.", "psychisch", "verleden"),
    Shape("no longer", "Het meisje is niet langer veilig thuis, ze wordt geslagen.", "huiselijk_geweld", "aanwezig"),
    Shape("over in other words", "De vechtscheiding is uitgewoed.", "scheiding", "verleden"),
    Shape("over in other words", "De schulden zijn historie.", "schulden_armoede", "verleden"),
    Shape("over in other words", "De driftbuien hielden op toen hij verhuisde.", "gedrag", "verleden"),
    Shape("over in other words", "De driftbuien hielden op, maar nu heeft hij weer driftbuien.", "gedrag", "aanwezig"),
    Shape("over in other words", "De blauwe plekken dateren van voor de uithuisplaatsing.", "letsel", "verleden"),
    Shape("over in other words", "De blauwe plekken dateren volgens de arts van deze week.", "letsel", "aanwezig"),
    Shape("all that was listed", "Hij had een taalachterstand en miste zijn prikken, allebei ingehaald.",
          "ontwikkeling", "verleden"),
    Shape("all that was listed", "Hij slaat haar, allebei de ouders zijn gestopt met drinken.", "huiselijk_geweld",
          "aanwezig"),
    Shape("all that was listed", "Hij slaat haar en hij drinkt, alles is erger geworden.", "huiselijk_geweld",
          "aanwezig"),
    Shape("all that was listed", "Hij drinkt en heeft schulden. Alles is opgelost.", "schulden_armoede", "verleden"),
    Shape("absence of something else", "Vader heeft geen diploma en gokt.", "verslaving", "aanwezig"),
    Shape("absence of something else", "Moeder heeft geen inkomen en drinkt, ze is thuis.", "verslaving", "aanwezig"),
    Shape("absence of something else", "Vader heeft geen geduld en drinkt niet.", "verslaving", "ontkend"),
    Shape("absence of something else", "Hij houdt zich niet aan het straatverbod, mijn cliënte en haar ex.",
          "huiselijk_geweld", "aanwezig"),
    Shape("unknown cause", "We hebben geen benul waarom het meisje zo bang is.", "teruggetrokken", "aanwezig"),
    Shape("two denials", "Het is niet zo dat moeder nooit slaat.", "huiselijk_geweld", "aanwezig"),
    Shape("two denials", "Het klopt niet dat vader niet drinkt.", "verslaving", "aanwezig"),
    Shape("two denials", "Het is onwaar dat er nooit geweld is.", "huiselijk_geweld", "aanwezig"),
    Shape("two denials", "Ik geloof niet dat vader geen drugs gebruikt.", "verslaving", "aanwezig"),
    Shape("two denials", "We kunnen niet zeggen dat er geen schulden zijn.", "schulden_armoede", "aanwezig"),
    Shape("two denials", "Ik durf niet te beweren dat het kindermishandeling is.", "huiselijk_geweld", "aanwezig"),
    Shape("not stopped", "Vader is nooit opgehouden met gokken.", "verslaving", "aanwezig"),
    Shape("not stopped", "Moeder is opgehouden met gokken.", "verslaving", "verleden"),
    Shape("every day", "Er gaat geen weekend voorbij zonder dat vader dronken is.", "verslaving", "aanwezig"),
    Shape("every day", "Zonder striemen op zijn rug gaat er geen maand voorbij.", "letsel", "aanwezig"),
    Shape("back again", "Vader was ooit verslaafd, en nu weer.", "verslaving", "aanwezig"),
    Shape("back again", "Ze spijbelde een halfjaar niet, maar sinds de kerst is het weer mis.", "verzuim", "aanwezig"),
    Shape("back again", "Vader was vroeger verslaafd, maar nu gaat het weer goed.", "verslaving", "verleden"),
    Shape("back again", "Vader was een paar maanden nuchter maar sinds mei staat de fles weer klaar.", "verslaving",
          "aanwezig"),
    Shape("all but this", "Op school is er niks mis, behalve dat ze striemen op haar arm heeft.", "letsel", "aanwezig"),
    Shape("all but this", "Behalve een bloeduitstorting zagen we niets.", "letsel", "aanwezig"),
    Shape("all but this", "Behalve wat ruzie is er geen geweld.", "huiselijk_geweld", "ontkend"),
    Shape("somebody else does", "Vader blowt niet, maar moeder wel.", "verslaving", "aanwezig"),
    Shape("somebody else does", "Moeder slaat niet maar vader des te meer.", "huiselijk_geweld", "aanwezig"),
    Shape("somebody else does", "Moeder slaat niet en vader ook niet.", "huiselijk_geweld", "ontkend"),
    Shape("only a condition", "Als vader niet drinkt is hij heel lief.", "verslaving", "aanwezig"),
    Shape("denied by a parent", "Moeder zegt dat er geen schulden zijn.", "schulden_armoede", "aanwezig"),
    Shape("denied by the writer", "Er zijn geen schulden.", "schulden_armoede", "ontkend"),
    Shape("almost never", "Vader is zelden nuchter.", "verslaving", "aanwezig"),
    Shape("almost never", "Moeder komt nauwelijks op gesprekken.", "zorgmijding", "aanwezig"),
    Shape("almost never", "De kinderen krijgen zelden een warme maaltijd.", "verwaarloosd_uiterlijk", "aanwezig"),
]  # fmt: skip
IMPLIED = [
    "Hij heeft de sloten vervangen en zegt dat ze er vandaag niet meer uit komt.",
    "Vader staat met de kinderen op het dak en wil niet naar beneden.",
    "Ze appte net dat ze afscheid neemt van iedereen en dat niemand haar nog zal missen.",
    "Mijn leerling zit op de rand van het viaduct en neemt niet meer op.",
    "De ex van moeder staat voor de deur met een jerrycan benzine, de kinderen zijn binnen.",
    "Dit kindje van drie weken wordt niet wakker, de ogen draaien weg.",
]
"""Danger that no word names."""


def status_of(shape: Shape) -> str:
    return RULES(clean(shape.text)).concepts.categories.get(shape.category, NOT)


KNOWN_FAILURES: dict[tuple[str, str], str] = {
    ("Vader was gestopt met drinken, maar drinkt nu weer.", "verslaving"): "verleden",
    ("Als er bezoek is krijgt hij klappen.", "huiselijk_geweld"): "niet",
    ("Moet ik altijd melden als ouders drugs gebruiken?", "verslaving"): "aanwezig",
    ("Welke stappen heeft de meldcode bij verslaafde ouders?", "verslaving"): "aanwezig",
}
"""What the rules read of it today."""
KNOWN_OVERRULED: frozenset[tuple[str, str]] = frozenset()
"""Rightly read by the rules, and yet left out of the reading because likeness takes it for an accident."""
KNOWN_UNREAD_DANGER: frozenset[str] = frozenset()


@pytest.mark.parametrize("shape", [s for s in SHAPES if (s.text, s.category) not in KNOWN_FAILURES])
def test_the_shape_is_read(shape: Shape) -> None:
    assert status_of(shape) == shape.status


@pytest.mark.parametrize("shape", [s for s in SHAPES if (s.text, s.category) in KNOWN_FAILURES])
def test_a_known_failure_still_fails(shape: Shape) -> None:
    assert status_of(shape) == KNOWN_FAILURES[shape.text, shape.category] != shape.status


@pytest.mark.parametrize(
    "text",
    [
        "Ik dacht dat hij een blauwe plek had van het voetbal, maar het was zijn vader.",
        "Wij dachten aan mishandeling, en dat bleek ook zo.",
        "Ik dacht aan blauwe plekken, maar het was een brandwond.",
    ],
)
def test_what_was_thought_rightly_or_of_something_worse_is_no_mistake(text: str) -> None:
    assert {claim.status for _, _, claim in RULES.claims_in(text)[1]} == {"aanwezig"}


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Ik kan mishandeling niet uitsluiten.", "huiselijk_geweld"),
        ("We sluiten misbruik niet uit.", "seksueel"),
        ("De arts sluit niet uit dat moeder drinkt.", "verslaving"),
        ("Ik vermoed dat hij geslagen wordt.", "huiselijk_geweld"),
        ("Ik geloof niet dat vader geen drugs gebruikt.", "verslaving"),
        ("Volgens vader zijn er geen schulden.", "schulden_armoede"),
    ],
)
def test_what_may_be_there_is_uncertain(text: str, category: str) -> None:
    read = READER(text)
    assert read.categories[category] == "aanwezig"
    assert category in read.uncertain


def test_what_is_proven_is_not_uncertain() -> None:
    assert READER("Het is niet zo dat moeder nooit slaat.").uncertain == ()


def test_every_known_failure_is_a_shape_of_the_table() -> None:
    known = {(shape.text, shape.category) for shape in SHAPES}
    assert known >= KNOWN_FAILURES.keys()
    assert known >= KNOWN_OVERRULED
    assert frozenset(IMPLIED) >= KNOWN_UNREAD_DANGER


@pytest.mark.parametrize("text", IMPLIED)
def test_danger_that_is_only_implied_is_acute(text: str) -> None:
    assert (READER(text).urgency == "acuut") is (text not in KNOWN_UNREAD_DANGER)


@pytest.mark.parametrize("shape", [s for s in SHAPES if (s.text, s.category) not in KNOWN_FAILURES])
def test_the_whole_reading_says_what_the_rules_say(shape: Shape) -> None:
    """Rules decide: likeness neither takes away what they read, nor adds what they know to be absent."""
    read = READER(shape.text).categories.get(shape.category, NOT)
    assert (read == shape.status) is ((shape.text, shape.category) not in KNOWN_OVERRULED)
