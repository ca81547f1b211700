"""The words around a number that tell whether it is an age: what it counts, whose it is, how long something takes."""

from __future__ import annotations

from typing import Final

MEASURES: Final = frozenset([
    "keer", "keren", "x", "maal", "euro", "uur", "uren", "kilo", "kg", "gram", "procent", "nachten", "min",
    "minuten", "km", "meter", "cm", "graden", "kinderen", "kids", "mensen", "mannen", "collega's", "instanties",
    "hulpverleners", "zwemdiploma's", "extracties", "gaatjes", "scholen", "werkdagen", "naar", "tot", "t/m",
    "vmbo", "havo", "vwo", "mbo", "mavo", "atheneum", "gymnasium", "basis", "kader", "gt", "tl", "zwanger",
    "maten", "vaders", "moeders", "vrouwen", "volwassenen", "gezinnen", "dagdelen", "blikjes", "biertjes",
    "pillen", "woorden", "zinnen", "regels", "plekken", "agenten",
])  # fmt: skip
"""What a number in front of it counts."""
AFTER_A_TIME: Final = frozenset([
    "geleden", "lang", "later", "terug", "eerder", "achtereen", "achter", "samen", "getrouwd", "bekend",
    "schuld", "cel", "wachttijd", "wachten", "rust", "over", "vanaf", "niet", "geen", "clean", "nuchter",
    "droog", "vrij", "gestopt", "weg", "thuis", "werk", "huurachterstand", "ots", "uithuisplaatsing",
    "detentie", "gevangenis", "onderweg", "zwanger", "ver", "pp", "met", "van",
])  # fmt: skip
"""What follows a time that tells how long."""
HOW_LONG: Final = frozenset([
    "al", "sinds", "over", "na", "binnen", "afgelopen", "komende", "elke", "iedere", "om", "per", "duurt", "in",
    "ruim", "laatste", "eerste", "vorige", "tot", "voor", "die", "de", "minstens", "hooguit", "anderhalf",
    "hele", "nummer", "groep", "klas", "niveau", "niv", "gr", "vmbo", "havo", "vwo", "kamer", "huisnummer",
    "nr",
])  # fmt: skip
LEVELS: Final = frozenset([
    "fase", "gr", "groep", "huisnummer", "kamer", "klas", "niv", "niveau", "nr", "nummer",
])  # fmt: skip
ABOUT: Final = frozenset([
    "van", "is", "was", "bijna", "ongeveer", "net", "pas", "wordt", "al", "nu", "inmiddels", "zijn", "waren",
    "circa", "amper", "zou", "ook", "leeftijd", "ca", "zo'n", "jaartje", "rond", "werd", "toen", "wel",
])  # fmt: skip
IS: Final = frozenset([
    "ben", "is", "was", "werd", "wordt",
])  # fmt: skip
BEFORE_AN_AGE: Final = frozenset([
    "zelf", "nu", "pas", "nog", "maar", "net", "al", "inmiddels", "bijna", "ook", "amper", "toch", "toen",
    "ongeveer", "straks", "morgen", "vandaag", "gisteren", "dan", "nauwelijks", "volgens", "mij",
])  # fmt: skip
"""What may stand between "is" and an age."""
NO_ONE: Final = frozenset([
    "het", "dat", "dit", "er", "wat", "iq", "cijfer", "score", "temperatuur", "nummer", "tijd", "huur",
    "bedrag", "schuld", "totaal", "gemiddelde", "moeder", "vader", "partner", "man", "vrouw", "ouders",
    "mevrouw", "meneer", "oma", "opa", "ex", "client", "cliente",
])  # fmt: skip
"""Of whom or what "is 9" tells no child's age."""
NOT_AGED: Final = frozenset([
    "groep", "groepje", "klas", "klasje", "periode", "wachtlijst", "wachttijd", "wachten", "dossier", "schuld",
    "schulden", "boete", "bedrag", "cijfer", "score", "gewicht", "lengte", "huur", "kamer", "nummer", "maat",
    "totaal", "gemiddelde", "temperatuur", "lijst", "team", "gezin", "avond", "nacht", "ochtend", "minimaal",
    "maximaal", "straf", "celstraf", "termijn", "traject", "indicatie", "relatie", "huwelijk", "achterstand",
    "huurachterstand", "artikel", "verdieping", "ronde", "meting", "graad", "fase", "stap", "eind", "begin",
    "vanaf", "tussen", "gemiddeld", "school", "straat", "bus", "trein", "shift", "dienst", "begripsniveau",
    "niveau", "peil", "verwijzing", "melding", "brief", "afspraak", "keer", "ruzie", "contract", "lening",
    "voorsprong", "vriendinnen",
])  # fmt: skip
"""What is "van 6" and is nobody."""
COMPARED_WITH: Final = frozenset([
    "als", "dan",
])  # fmt: skip
BEFORE_IF: Final = frozenset([
    "wat", "ik", "we", "wij", "je", "doe", "doen", "moet", "moeten", "nu", "en", "ook", "zelfs", "alleen", "dus", "of",
])  # fmt: skip
"""Behind one of these "als een ..." is a condition and compares nobody."""
LEVEL_OF: Final = frozenset([
    "begripsniveau", "denkniveau", "leeftijd", "motoriek", "niveau", "peil", "taalniveau",
])  # fmt: skip
CHILD: Final = frozenset([
    "meisje", "meisjes", "meid", "meiden", "meiske", "jongen", "jongens", "jongetje", "jongetjes", "jochie",
    "jochies", "knul", "knulletje", "ventje", "mannetje", "manneke", "gastje", "kind", "kindje", "kindjes",
    "kinderen", "kids", "kleine", "kleintje", "kleintjes", "zoon", "zoons", "zonen", "zoontje", "zoontjes",
    "dochter", "dochters", "dochtertje", "dochtertjes", "broer", "broers", "broertje", "broertjes", "zus",
    "zussen", "zusje", "zusjes", "leerling", "leerlingen", "leerlinge", "mentorleerling", "brugklasser", "baby",
    "baby's", "babytje", "zuigeling", "pasgeborene", "neonaat", "dreumes", "dreumesen", "peuter", "peuters",
    "kleuter", "kleuters", "puber", "pubers", "tiener", "tieners", "tweeling", "scholier", "student",
    "studente", "pupil", "oudste", "middelste", "jongste", "zij", "ze", "hij", "pleegkind", "pleegmeisje",
    "pleegzoon", "pleegdochter", "stiefzoon", "stiefdochter", "kleinkind", "kleinzoon", "kleindochter",
    "nichtje", "neefje", "jongere", "jongeman", "tienerdochter", "tienerzoon", "tienermoeder", "patientje",
    "pt", "eentje", "een", "ander", "andere", "koter", "koters", "keeper", "vriendinnetje", "kinders",
    "drieling", "die", "deze",
])  # fmt: skip
SMALL: Final = frozenset([
    "baby", "baby's", "babytje", "zuigeling", "pasgeborene", "neonaat", "dreumes", "kind", "kindje", "jongetje",
    "meisje", "zoontje", "dochtertje", "broertje", "zusje", "hij", "ze", "zij", "kleine", "kleintje", "zoon",
    "dochter", "tweeling", "jongste", "prematuur", "ventje", "eentje", "patientje", "een", "leeftijd",
    "kindjes", "peuter", "peuters", "dreumesen", "kraamkind",
])  # fmt: skip
"""Whose age may be told in weeks or months."""
PRONOUNS: Final = frozenset([
    "een", "hij", "leeftijd", "ze", "zij",
])  # fmt: skip
ADULT: Final = frozenset([
    "moeder", "vader", "ouder", "ouders", "man", "vrouw", "client", "cliente", "patient", "patiente", "partner",
    "vriend", "vriendje", "stiefvader", "stiefmoeder", "oma", "opa", "mevrouw", "mevr", "mw", "meneer", "dhr",
    "jongens", "mannen", "gast", "kerel", "oom", "tante", "neef", "nicht", "student", "studente", "ex",
    "buurman",
])  # fmt: skip
