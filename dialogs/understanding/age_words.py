"""The words around a number that tell whether it is an age: what it counts, whose it is, how long something takes."""

from __future__ import annotations

from typing import Final

MEASURES: Final = frozenset([
    "keer", "keren", "x", "maal", "euro", "uur", "uren", "kilo", "kg", "gram", "procent", "nachten", "min",
    "minuten", "km", "meter", "cm", "graden", "kinderen", "kids", "mensen", "mannen", "collega's", "instanties",
    "hulpverleners", "zwemdiploma's", "extracties", "gaatjes", "scholen", "werkdagen", "naar", "tot", "t/m",
    "vmbo", "havo", "vwo", "mbo", "mavo", "atheneum", "gymnasium", "basis", "kader", "gt", "tl", "zwanger",
    "maten", "vaders", "moeders", "vrouwen", "volwassenen", "gezinnen", "dagdelen", "blikjes", "biertjes",
    "pillen", "woorden", "zinnen", "regels", "plekken", "agenten", "ton", "ml", "mg", "mmol", "liter", "cc", "duizend",
    "punten", "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
    "november", "december",
])  # fmt: skip
"""What a number in front of it counts."""
UP_TO: Final = frozenset([
    "tot", "naar",
    "uren",
])  # fmt: skip
MEASURED: Final = frozenset([
    "gewicht", "geboortegewicht", "weegt", "woog", "hb", "bmi", "temp", "temperatuur", "koorts", "lengte", "iq", "tiq",
    "cijfer", "gemiddelde", "gemiddeld", "score", "scoort", "scoorde", "crp", "apgar", "glucose", "ph", "cito",
    "percentiel", "sd", "sds", "promille", "schoenmaat", "schuld", "schulden", "saturatie", "bloeddruk",
])  # fmt: skip
"""What a number right behind it measures."""
CHILDREN: Final = frozenset([
    "kinderen", "kids", "kindjes", "kleintjes", "koters", "kleuters", "peuters", "pubers", "tieners", "dochters",
    "zonen", "zoons", "zoontjes", "dochtertjes", "jongens", "meisjes", "jongetjes", "meiden", "broertjes",
    "zusjes", "baby's", "kinders", "broers", "zussen", "zusters", "telgen", "bloedjes", "jochies", "pleegkinderen",
    "stiefkinderen", "kleinkinderen",
    "dreumesen", "jongsten", "jongeren", "nichtjes", "neefjes", "schoolkinderen", "thuiszitters", "ventjes",
    "jeugdigen", "adoptiekinderen", "brugklassers", "pleegkindjes",
])  # fmt: skip
"""More than one child: what a number in front of it counts."""
TWINS: Final = {"tweeling": 2, "twins": 2, "drieling": 3}
COUNTED: Final = frozenset([
    "kinderen", "kids",
])  # fmt: skip
WHERE: Final = frozenset([
    "thuis", "bij", "uit", "in", "op", "inwonend", "uitwonend", "thuiswonend", "samen", "totaal",
])  # fmt: skip
"""Behind a number behind children: so many of them, no age ("kinderen: 4 (2 thuis)")."""
EXPECTING: Final = frozenset([
    "zwanger", "hoogzwanger", "zwangere", "hoogzwangere", "verwacht", "verwachten", "verwachting", "zwangerschap",
    "ongeboren", "tweelingzwangerschap", "drielingzwangerschap",
])  # fmt: skip
"""In the same clause before children that are not born yet."""
EXPECTED: Final = frozenset([
    "komst", "onderweg", "verwacht", "verwachten", "uitgerekend",
])  # fmt: skip
"""The same, right behind them."""
TEAMS: Final = frozenset([
    "jongens", "meisjes", "meiden",
])  # fmt: skip
"""With a number behind it and no comma, a team or a class ("de jongens 4 gymt")."""
SUBJECTS: Final = frozenset([
    "dochter", "hij", "ik", "jongen", "leerling", "meisje", "ze", "zij", "zoon",
])  # fmt: skip
OF_ALL: Final = frozenset([
    "jongste", "middelste", "oudste",
])  # fmt: skip
"""Of how many: "is de oudste van vijf"."""
GOES_ON: Final = frozenset([
    "heeft", "had", "woont", "zit", "gaat", "doet", "krijgt", "kan", "wil", "moet", "loopt", "slaapt", "zegt", "huilt",
    "eet", "komt", "blijft", "ruikt", "mag", "durft", "vertelt", "speelt", "staat", "ligt", "drinkt", "praat", "draagt",
    "blowt", "vecht", "slaat", "mist", "weegt", "stinkt", "woonde", "zei", "kwam", "werd", "wordt", "is",
])  # fmt: skip
"""A verb right behind an age, in a message without points: the next thing is told ("hij is tien heeft ...")."""
AFTER_A_TIME: Final = frozenset([
    "geleden", "lang", "later", "terug", "eerder", "achtereen", "achter", "samen", "getrouwd", "bekend",
    "schuld", "cel", "wachttijd", "wachten", "rust", "over", "vanaf", "niet", "geen", "clean", "nuchter",
    "droog", "vrij", "gestopt", "weg", "thuis", "werk", "huurachterstand", "ots", "uithuisplaatsing",
    "detentie", "gevangenis", "onderweg", "zwanger", "ver", "pp", "met", "van",
    "gezeten", "zitten", "schoon", "stabiel", "sober", "gokvrij", "schuldenvrij", "klachtenvrij", "vast",
    "vastgezeten", "gevolgd", "rond", "voorbij", "verder", "achterstand", "stil", "stilte", "niets", "niks",
    "patient", "patiente", "client", "cliente", "gescheiden", "voor", "in", "buiten", "bewindvoerder", "her",
    "meegemaakt", "gekend", "jonger", "achterloopt", "verslaafd",
])  # fmt: skip
"""What follows a time that tells how long."""
YEARS_ROUGHLY: Final = frozenset([
    "jaar", "jaartje",
])  # fmt: skip
"""Before "of" and a number: about so many."""
LONG_AGO: Final = frozenset([
    "geleden", "lang", "terug", "later", "eerder", "achtereen", "getrouwd", "samen", "gescheiden", "clean", "gestopt",
    "cel", "gezeten", "werkzaam", "bekend",
])  # fmt: skip
"""Behind about so many years: how long, or how long ago."""
LASTS: Final = frozenset([
    "woon", "woont", "wonen", "woonde", "woonden", "werk", "werkt", "werken", "werkte", "duurt", "duurde", "ken",
    "kent", "kennen", "sleept",
])  # fmt: skip
"""Verbs in the same clause before about so many years: it tells how long."""
RIGHT_BEFORE_A_TIME: Final = frozenset([
    "al", "sinds", "over", "na", "binnen", "nu", "ruim",
])  # fmt: skip
"""The same, right before them."""
HOW_LONG: Final = frozenset([
    "al", "sinds", "over", "na", "binnen", "afgelopen", "komende", "elke", "iedere", "om", "per", "duurt", "in",
    "ruim", "laatste", "eerste", "vorige", "tot", "voor", "die", "de", "minstens", "hooguit", "anderhalf",
    "hele", "nummer", "groep", "klas", "niveau", "niv", "gr", "vmbo", "havo", "vwo", "kamer", "huisnummer",
    "nr",
    "zat", "duurde", "heeft", "hebben", "had", "nog", "nu", "gezin", "ken", "moet",
])  # fmt: skip
LEVELS: Final = frozenset([
    "fase", "gr", "groep", "huisnummer", "kamer", "klas", "niv", "niveau", "nr", "nummer",
])  # fmt: skip
ABOUT: Final = frozenset([
    "van", "is", "was", "bijna", "ongeveer", "net", "pas", "wordt", "al", "nu", "inmiddels", "zijn", "waren",
    "circa", "amper", "zou", "ook", "leeftijd", "ca", "zo'n", "jaartje", "rond", "werd", "toen", "wel",
    "hooguit", "v", "vn",
])  # fmt: skip
IS: Final = frozenset([
    "ben", "is", "was", "werd", "wordt",
])  # fmt: skip
BEFORE_AN_AGE: Final = frozenset([
    "zelf", "nu", "pas", "nog", "maar", "net", "al", "inmiddels", "bijna", "ook", "amper", "toch", "toen",
    "ongeveer", "straks", "morgen", "vandaag", "gisteren", "dan", "nauwelijks", "volgens", "mij",
])  # fmt: skip
"""What may stand between "is" and an age."""
SOMEBODY_TOLD: Final = frozenset([
    "ze", "zij", "hij", "ie",
])  # fmt: skip
WHILE: Final = frozenset([
    "terwijl", "nu", "omdat", "hoewel",
])  # fmt: skip
"""What tells of now, before "hij zes is"."""
LASTING: Final = frozenset([
    "wachttijd", "wachtlijst", "wachten", "vast", "straf", "detentie", "cel", "gestopt", "clean", "huur",
    "huurachterstand", "achterstand", "schuld", "buik", "dik", "verloskundige", "echo", "duurt", "traject",
])  # fmt: skip
"""In the same sentence a number of months tells how long, or of a pregnancy."""
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
    "voorsprong", "vriendinnen", "plaats",
    "patroon", "strijd",
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
    "drieling", "die", "deze", "huilbaby", "couveusekind", "couveusekindje", "pleegkindje", "pleegbaby", "twins",
    "jeugdige", "jeugdigen", "kleinste",
])  # fmt: skip
SMALL: Final = frozenset([
    "baby", "baby's", "babytje", "zuigeling", "pasgeborene", "neonaat", "dreumes", "kind", "kindje", "jongetje",
    "meisje", "zoontje", "dochtertje", "broertje", "zusje", "hij", "ze", "zij", "kleine", "kleintje", "zoon",
    "dochter", "tweeling", "jongste", "prematuur", "ventje", "eentje", "patientje", "een", "leeftijd",
    "kindjes", "peuter", "peuters", "dreumesen", "kraamkind", "huilbaby", "couveusekind", "couveusekindje",
    "pleegkind", "pleegkindje", "pleegbaby",
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
