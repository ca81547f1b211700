"""Names of people are hidden, with and without capitals; roles, schools, towns and ordinary words stay."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.loading.yaml_files import load_model
from dialogs.understanding import name_words
from dialogs.understanding.data import HERE, AcuteData
from dialogs.understanding.normalise import clean, fold
from dialogs.understanding.personal_data import load_personal_data
from dialogs.understanding.words import Words
from tests.growth import growth
from tests.shipped import lexicon
from tests.understanding.marked import READ_OF_OTHERS, Marked, measured, messages, tuned, unread

FINDER = load_personal_data(lambda: {"Verzonnenstad", "De Vuurtoren", "Yvorneo", "Emma"})
NO_NAME_IN_SMALL_LETTERS = {"el", "hai", "kik", "mercedes", "nicu", "octavia", "onder"}
WORDS = Words()
FLAGS = name_words.load_name_words(WORDS).flags
NAMES = sorted(
    name
    for name in WORDS.first_names - WORDS.names_that_are_words - NO_NAME_IN_SMALL_LETTERS
    if len(name) > 2  # `mo` and `bo` need somebody who does something
)


def hide(text: str) -> str:
    return FINDER.hide(clean(text)).text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        # a first name that is no word, anywhere
        ("zijn zusje Sanne huilt", "zijn zusje [naam] huilt"),
        ("enzo komt weer te laat", "[naam] komt weer te laat"),
        ("zijn zusje sanne huilt", "zijn zusje [naam] huilt"),
        ("MOEDER SLOEG KEVIN TWEE KEER", "MOEDER SLOEG [naam] TWEE KEER"),
        ("yusuf en zosia zijn niet op school", "[naam] en [naam] zijn niet op school"),
        ("Fatima's moeder belde, jochems fiets lag er", "[naam]'s moeder belde, [naam] fiets lag er"),
        ("anne-fleur en Jan-Willem", "[naam] en [naam]"),
        # surnames with and without particles, initials
        ("gesproken met Jan-Willem van der Berg", "gesproken met [naam]"),
        ("mw. de Groot en dhr Bakker", "mw. [naam] en dhr [naam]"),
        ("mevrouw de boer belt", "mevrouw [naam] belt"),
        ("De heer Van 't Hof", "De heer [naam]"),
        ("het dossier van J. Visser", "het dossier van [naam]"),
        ("gezin el Amrani en fam. Haddad", "gezin [naam] en fam. [naam]"),
        ("meneer el amrani is boos", "meneer [naam] is boos"),
        ("Ahmed B. liep weg", "[naam] liep weg"),
        ("vader van Quinten belde", "vader van [naam] belde"),
        ("De Vries belde net", "[naam] belde net"),
        # names that are words
        ("Roos heeft weer roos in haar haar", "[naam] heeft weer roos in haar haar"),
        ("wil wil niet naar huis", "[naam] wil niet naar huis"),
        ("leerling Storm gooide een stoel", "leerling [naam] gooide een stoel"),
        ("Storm (6) schopte", "[naam] (6) schopte"),
        ("vader heet roos", "vader heet [naam]"),
        ("juf roos zag het", "juf [naam] zag het"),
        # in a row, again, unknown
        ("daan, roos en tijn zijn er niet", "[naam], [naam] en [naam] zijn er niet"),
        ("Xylarno zegt niets. xylarno huilt", "[naam] zegt niets. [naam] huilt"),
        ("een jongen genaamd vlorimo", "een jongen genaamd [naam]"),
        ("mohammmed slaapt niet", "[naam] slaapt niet"),
        ("naam: Aster Tesfay\ntel: volgt", "naam: [naam]\ntel: volgt"),
        ("hoi Marloes, kun je bellen?", "hoi [naam], kun je bellen?"),
        ("ome Henk en tante nadia", "ome [naam] en tante [naam]"),
        # surnames in small letters, by their particle
        ("van der meer zei dat het stil was", "[naam] zei dat het stil was"),
        ("dossier el yazidi ligt hier", "dossier [naam] ligt hier"),
        ("de spullen van de vries liggen op straat", "de spullen van [naam] liggen op straat"),
        ("gesproken met de leeuw over zijn zoon", "gesproken met [naam] over zijn zoon"),
        ("Hanneke v.d. Broek belde", "[naam] belde"),
        ("tim b. slaat", "[naam] slaat"),
        ("ze was bij De Wolde thuis", "ze was bij [naam] thuis"),
        ("hij staat te boek als Florence Jansen", "hij staat te boek als [naam]"),
        ("zij staat te boek als Milaan Jansen", "zij staat te boek als [naam]"),
        ("van loon zei niets", "[naam] zei niets"),
        ("vader van dijk kwam te laat", "vader [naam] kwam te laat"),
        ("van leeuwen en yildiz delen een huis", "[naam] en [naam] delen een huis"),
        ("gezin van dijk-osman is nieuw hier", "gezin [naam] is nieuw hier"),
        ("bij de koning thuis is het koud, bij smit thuis ook", "bij [naam] thuis is het koud, bij [naam] thuis ook"),
        ("de Ruijter-kindjes zijn er niet", "de [naam]-kindjes zijn er niet"),
        ("mevr. a. zielinska werkt nachten", "mevr. [naam] werkt nachten"),
        ("t. van der meer heeft een vriend", "[naam] heeft een vriend"),
        ("met haar moeder Olena Shevchenko weg", "met haar moeder [naam] weg"),
        ("storm en roos kibbelen", "[naam] en [naam] kibbelen"),
        ("haar broertje mees van 4 had dorst", "haar broertje [naam] van 4 had dorst"),
        ("ik dacht dat het jeroen was", "ik dacht dat het [naam] was"),
        ("op school heet ze Flo", "op school heet ze [naam]"),
        ("in de school heet Sanne anders", "in de school heet [naam] anders"),
        ("op deze school heet De Vries de baas", "op deze school heet [naam] de baas"),
        ("zijn zusje Mali en mevrouw Hongaarse", "zijn zusje [naam] en mevrouw [naam]"),
        ("daar wonen mo en zijn ouders", "daar wonen [naam] en zijn ouders"),
        # towns, painters and sayings hide nobody
        ("Jan van den Bosch belde", "[naam] belde"),
        ("mevrouw van den burg was er niet", "mevrouw [naam] was er niet"),
        ("familie Van den Oever en Piet den Ham", "familie [naam] en [naam]"),
        ("gesproken met Anna van Gogh over haar zoon", "gesproken met [naam] over haar zoon"),
        ("van den bosch zei niets", "[naam] zei niets"),
        ("dhr ter haar en mevrouw van de haar", "dhr [naam] en mevrouw [naam]"),
        ("vader heet bakker en woont hier", "vader heet [naam] en woont hier"),
        ("hij heet visser van achternaam", "hij heet [naam] van achternaam"),
        ("hij staat ingeschreven als Brugman", "hij staat ingeschreven als [naam]"),
        ("mevrouw komen belde, meneer anders niet", "mevrouw [naam] belde, meneer [naam] niet"),
        ("haar kleinzoon ward is stil, Sanne Klei ook", "haar kleinzoon [naam] is stil, [naam] ook"),
        ("naam: Schoon, geboren in Assen", "naam: [naam], geboren in Assen"),
        ("de moeder heet Water, vader van Kant", "de moeder heet [naam], vader [naam]"),
        # names beside each other are one, with a first name before it that nobody knows
        ("Shirley Tjon A Fat is haar oma", "[naam] is haar oma"),
        ("dossier van achmed el idrissi", "dossier van [naam]"),
        ("de moeder van kacpr nam niet op", "de moeder van [naam] nam niet op"),
        # a word that nobody knows, wherever it stands
        ("gisteren was vlarno weer alleen", "gisteren was [naam] weer alleen"),
    ],
)
def test_who_is_hidden(typed: str, shown: str) -> None:
    assert hide(typed) == shown


@pytest.mark.parametrize(
    "plain",
    [
        "zijn zusje huilt, moeder wil niet en de buurvrouw belt",
        "een roos in de tuin en storm op zee",
        "Wil moeder hulp? Ben benieuwd. Hoop dat het lukt.",
        "op OBS De Vuurvogel en basisschool Prinses Beatrix",
        "bij huisartsenpraktijk Van Dijk en praktijk Groen",
        "woont in Assen, vlak bij de Anne Frankstraat",
        "naar Paramaribo, uit Damascus, in Emmen en Den Haag",
        "met Sint Maarten en in de meivakantie",
        "bij Albert Heijn en het Leger des Heils",
        "in Verzonnenstad werkt De Vuurtoren met Yvorneo",
        "Veilig Thuis, GGZ, WhatsApp en de Raad voor de Kinderbescherming",
        "meisje van 7 jaar uit groep 5b, broertje van 14 maanden",
        "op dinsdag 3 maart om 10:30 uur, max 3 keer",
        "Moeder zegt dat vader boos is. Oma uit Gouda komt.",
        "Ze mishandeldt hem niet, zegt ze. Huilbui na huilbui.",
        "zaak S-7QK2MX4P is gesloten",
        "[naam] zegt dat [naam] slaapt",
        "",
        "het meisje van tien kookt voor zichzelf",
        "de dag erna ging het over geld enzo",
        "Zorgmijding en zindelijkheid zijn geen namen",
        "de opvang sluit op 15 januari, 60 kinderen verhuizen",
        "dat was in 2019, pa dronk toen nog. In 2021. Ma niet",
        "op De Zonnebloem en bij De Springplank, in De Brug",
        "Jan en alleman weet het, en het Rode Kruis ook",
        "vader zit in den bak en moeder ligt al weken op bed",
        "de leeuw in het verhaal, de kleine en de hond",
        "ik noem (geen naam) en belt niemand",
        "een collega van haar broer, hij valt in heet water",
        "ze drinkt een fles rosé, papa anders slaat hij",
        "bij dit gezin komen zeven hulpverleners, heel de week",
        "de directeur van De Regenboog in Noord-Holland, voetbaltrainer jo13",
        "hij heet elke keer anders en zijn naam wil ze niet zeggen",
        "een jongen uit vlerdam, nu in xondorp",
        "een man in Den Bosch, met heet water, de naam schoon, een schilderij dat lijkt op Van Gogh",
        "van de rest weet ik niets, hij wil haar van kant maken",
        "hij praat als Brugman, en in zaal Vermeer is overleg",
        "tegen de juf anders doen dan thuis, een vraag over privacy",
        "de caseload is vol, hij eet macaroni en slikt zolpidem",
        "het gezin woont tussen Aalden en Nijeveen, vlak bij Wijk bij Duurstede",
        "een Hongaarse moeder, een Litouwse oma en familie uit Mali, Oezbekistan en Sierra Leone",
        "onze school heet De Klimop en het kinderdagverblijf heet Het Kwetternest",
        "Mondzorg Aan De Dijk ziet kinderen met cariës",
        "hij slikt aripiprazol en kijkt Squid Game en Cocomelon",
    ],
)
def test_who_is_nobody_stays(plain: str) -> None:
    assert hide(plain) == plain


def _is_a_name_too(term: str) -> bool:
    return any(FLAGS.get(fold(word), 0) & name_words.NAMES for word in term.split())


def test_no_word_of_the_lexicon_is_taken_for_a_name() -> None:
    """What the reading looks for must be there to be read; `make words` lists a new word."""
    acute = load_model(HERE / "acute.yaml", AcuteData)
    danger = [term for concept in acute.begrippen for term in concept.termen]
    parts = [part for part in [*lexicon().parts(), *danger] if not {"@", "*"} & {*part}]
    terms = [part for part in parts if not _is_a_name_too(part)]
    assert [term for term in terms if FINDER.find(f"ik zag {term.replace('...', 'een')}")] == []


WEAK = {"ben", "das"}
"""Surnames that a particle alone does not show: a verb and a contraction first."""
SURNAMES = sorted(
    name
    for name, flags in FLAGS.items()
    if flags & name_words.ANY_LAST and len(name) > 2 and name not in {"laan", "park"}  # behind a name: `Oranje laan`
)


@pytest.mark.parametrize(
    "frame", ["mevrouw {} belde", "naam: {}, 7 jaar", "fam. {} komt", "hij heet {}", "Jan van den {} belde"]
)
def test_every_listed_surname_is_hidden_where_a_name_has_to_stand(frame: str) -> None:
    """No town, brand, saying or ordinary word frees somebody of that name."""
    loose = "van den" in frame  # a particle proves less than a title or `heet`
    names = [
        name.capitalize() for name in SURNAMES if not loose or not (FLAGS[name] & name_words.NEVER or name in WEAK)
    ]
    assert [name for name in names if name in hide(frame.format(name))] == []


def test_a_public_name_that_is_a_first_name_frees_nobody() -> None:
    assert hide("gisteren huilde Emma") == "gisteren huilde [naam]"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("woont op Dennenlaan 88", "woont op [adres]"),
        ("lijsterbesstraat 9a", "[adres]"),
        ("ds. Kuyperlaan 31", "[adres]"),
        ("Willem de Zwijgerlaan 3-hs", "[adres]"),
        ("plein 1944 7", "[adres]"),
        ("burg. van roijensingel 22b, 8011ck", "[adres], [postcode]"),
        ("Veldzicht 2, 8431 RM Oosterwolde", "[adres], [postcode] Oosterwolde"),
        ("woont op de Brink 5", "woont op de [adres]"),
        ("insta @xx.noemie", "insta [account]"),
        ("haar snap: babylinaa.07", "haar snap: [account]"),
        ("discord kingmo#1234", "discord [account]"),
        ("tiktok.com/@luna.dansje12 kijk maar", "[account] kijk maar"),
        ("account lisa_2010 op instagram", "account [account] op instagram"),
        ("lotte underscore dijk at mail dot com", "[email]"),
        ("o6-12345678", "[telefoon]"),
        ("nul zes een twee drie vier vijf zes zeven acht", "[telefoon]"),
        ("geboren op derde mei tweeduizend zestien", "geboren op [geboortedatum]"),
        ("jarig op 3 mei", "jarig op [geboortedatum]"),
        ("gezin op de hoek, kerkweg 21, derde melding", "gezin op de hoek, [adres], derde melding"),
        ("bij oude gracht 14 ging het mis", "bij [adres] ging het mis"),
        ("op zijpad nz 8", "op [adres]"),
        ("ze wonen met zijn zessen aan de Spaarnegracht", "ze wonen met zijn zessen aan de [adres]"),
        ("hij op de Lange Kerkweg woont", "hij op de [adres] woont"),
        ("hij is @lou.p:matrix.example.org", "hij is [account]"),
        ("op tiktok stond het, van kiki.zonder.k geloof ik", "op tiktok stond het, van [account] geloof ik"),
        ("ze schreef op discord met ene rolfo2008", "ze schreef op discord met ene [account]"),
        ("Milo, 09112014, zijn moeder", "[naam], [geboortedatum], zijn moeder"),
        ("op 't Veld 3 brandt licht", "op [adres] brandt licht"),
        ("moeder kramer zegt niets", "moeder [naam] zegt niets"),
        ("op snap noemt hij zich mister-tee", "op snap noemt hij zich [account]"),
    ],
)
def test_addresses_accounts_and_numbers_in_words(typed: str, shown: str) -> None:
    assert hide(typed) == shown


@pytest.mark.parametrize(
    "plain",
    [
        "op het schoolplein 3 kinderen, onderweg 2 keer",
        "hij woont in een rustige straat en slaapt aan de waterkant",
        "op insta.Toen bleek dat groep8 het wist, zie instagram.com",
        "in de Dennenlaan is iets gebeurd",
        "hij zit op snap met vrienden en speelt 3 uur fortnite",
        "melding van 12 maart 2019, verslag dd. 3-4-2021",
        "zie https://www.rijksoverheid.nl/onderwerpen/huiselijk-geweld",
        "lokaal 12, kamer 3, gang 2",
    ],
)
def test_what_points_at_nobody_stays(plain: str) -> None:
    assert hide(plain) == plain


@settings(max_examples=300)
@given(
    name=st.sampled_from(NAMES), frame=st.sampled_from(["{} is erg stil", "haar broer {} ook", "gebeld met {} en oma"])
)
def test_a_name_that_is_no_word_is_hidden_in_small_letters(name: str, frame: str) -> None:
    assert name not in hide(frame.format(name)).split()


@settings(max_examples=300)
@given(st.text(max_size=200))
def test_spans_stand_apart_and_in_order(text: str) -> None:
    spans = FINDER.find(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))


def _recall(every: list[tuple[bool, str]]) -> float:
    return sum(found for found, _ in every) / len(every)


@pytest.mark.parametrize(
    ("part", "least", "most"),
    [
        (tuned(messages()), 0.97, 0.05),
        (measured(messages()), 0.93, 0.05),
        (messages(READ_OF_OTHERS["gwen"]), 0.95, 0.05),
        (messages(READ_OF_OTHERS["jet"]), 0.96, 0.05),
        (unread("first"), 0.92, 0.05),
        (messages(READ_OF_OTHERS["ids"]), 0.94, 0.05),
        (messages(READ_OF_OTHERS["kaj"]), 0.95, 0.05),
        (messages(READ_OF_OTHERS["mia"]), 0.93, 0.08),
        (messages(READ_OF_OTHERS["otto"]), 0.94, 0.08),
        (unread("loes"), 0.93, 0.05),
        (unread("wim"), 0.95, 0.11),
        (unread("hedi"), 0.93, 0.1),  # its clean messages, and those of wim, were written to look like personal data
    ],
)
def test_recall_on_marked_messages_does_not_fall(part: list[Marked], least: float, most: float) -> None:
    found: list[tuple[bool, str]] = []
    clean_messages = hit = 0
    for message in part:
        spans = FINDER.find(message.text)
        for start, end, _ in message.spans:
            is_found = any(span.start <= start and end <= span.end for span in spans)
            found.append((is_found, message.text[start:end]))
        clean_messages += not message.spans
        hit += not message.spans and bool(spans)
    assert _recall(found) >= least
    assert hit / clean_messages <= most
    assert _recall([each for each in found if each[1].islower()]) >= 0.85


def test_few_messages_without_personal_data_look_like_it() -> None:
    plain = messages(READ_OF_OTHERS["tess"])
    assert sum(bool(FINDER.find(message.text)) for message in plain) / len(plain) <= 0.05


@pytest.mark.parametrize(
    "piece",
    [
        "sanne ",
        "Xqz ",
        "van ",
        "a. ",
        "roos en ",
        "Kerkstraat 1 ",
        "gezin uit de Xa ",
        "Ab1c ",
        "ab.b1 ",
        "@a ",
        "snap: a1 ",
        "x_",
    ],
)
def test_the_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    assert growth(hide, piece) < 10


@pytest.mark.parametrize(
    "text",
    [
        "de agent van de wijk heeft al gebeld",
        "dat de buurman de post leest en niemand ziet",
        "zij leest AVI M5 en haar broertje avi e 3",
        "die trainer is creepy",
        "bij jo15 speelt een jongen, trainer mo11: hij is stil",
        "she said dad hits him and he will not go home tonight",
        "My client told me that her father is very angry",
    ],
)
def test_words_of_every_day_stay(text: str) -> None:
    assert hide(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Said is 14 en komt niet meer", "[naam] is 14 en komt niet meer"),
        ("said komt niet meer naar school", "[naam] komt niet meer naar school"),
        ("mevrouw van de wijk belde", "mevrouw [naam] belde"),
        ("buurman de post belde mij", "buurman [naam] belde mij"),
    ],
)
def test_the_same_words_as_a_name_are_hidden(text: str, shown: str) -> None:
    assert hide(text) == shown
