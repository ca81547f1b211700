"""What municipalities and organisations are called is nobody's name, wherever it stands.

The names are those of the field (`examples/gemeenten.txt`, `examples/organisaties.txt`); no landscape has to hold them.
"""

from __future__ import annotations

import pytest

from dialogs.understanding.normalise import clean
from dialogs.understanding.personal_data import load_personal_data
from tests.understanding.marked import FILE

FINDER = load_personal_data()
MUNICIPALITIES = FILE.with_name("gemeenten.txt").read_text(encoding="utf-8").split("\n")[:-1]
ORGANISATIONS = FILE.with_name("organisaties.txt").read_text(encoding="utf-8").split("\n")[:-1]
ALSO_SURNAMES = {"Altena", "Boekel", "Maasgouw", "Rozendaal", "Westerveld"}
"""In small letters behind "in" or "uit" these are hidden: a surname weighs more."""


def hidden(text: str) -> list[str]:
    cleaned = clean(text)
    return [cleaned[span.start : span.end] for span in FINDER.find(cleaned)]


@pytest.mark.parametrize(
    "frame",
    [
        "wie is het wijkteam in {}",
        "sociale kaart voor gemeente {} graag",
        "Ik werk bij de gemeente {}.",
        "leraar uit {} hier, meisje van 9 huilt",
    ],
)
def test_a_municipality_stays(frame: str) -> None:
    assert {name: found for name in MUNICIPALITIES if (found := hidden(frame.format(name)))} == {}
    small = [name for name in MUNICIPALITIES if name not in ALSO_SURNAMES]
    assert {name: found for name in small if (found := hidden(frame.format(name.lower())))} == {}


@pytest.mark.parametrize(
    "frame",
    [
        "ik bel met {} over een meisje",
        "nummer van {} graag",
        "Volgens {} moet ik melden.",
        "{} is al betrokken bij het gezin",
    ],
)
def test_an_organisation_stays(frame: str) -> None:
    assert {name: found for name in ORGANISATIONS if (found := hidden(frame.format(name)))} == {}
    assert {name: found for name in ORGANISATIONS if (found := hidden(frame.format(name.lower())))} == {}


@pytest.mark.parametrize(
    "plain",
    [
        # behind the end of a sentence nobody is called anything
        "hij reageert niet op zijn naam. Twee keer is hij verwezen",
        "niemand weet hoe hij heet. De dochter van 10 slaapt slecht",
        # sayings with what is a surname elsewhere
        "die zorg is dus van de baan",
        "eten dat van de boom gevallen is",
        "wanneer ga ik over van stap 2 naar stap 3",
        "een gezin van Utrecht naar Nieuwegein",
        # short for something before a number
        "een agenda van max vijf punten",
        "het gaat over art 16 of art. 20",
        "ik train de JO14-2",
        # agencies and their people
        "De CJG-verpleegkundige zegt dat hij groeit",
        "NODO is gestart",
        "Groep 2, De Wegwijzer, moeder is er niet",
        # slips of the finger and participles
        "kidn van 10 heeft het verteld",
        "meneer heef geen werk meer",
        "gezin opgelicht via internet",
        "een baby met bronchiolitis",
        # medicines, brands, languages
        "een collega van Buurtzorg en de wijkagent van Presikhaaf",
        "hij krijgt Dipiperon en eet Nutella",
        "een tolk Pashto of Dari",
    ],
)
def test_what_only_looks_like_a_name_stays(plain: str) -> None:
    assert hidden(plain) == []


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("zijn naam: Bakker", "Bakker"),
        ("ik weet zijn naam. Sanne zegt niets", "Sanne"),
        ("hij staat op naam van R. Wijngaarde", "R. Wijngaarde"),
        ("mevrouw de V. belde", "de V."),
        ("van der Meulen-Idsinga komt alleen", "van der Meulen-Idsinga"),
        ("als je van ginkel ziet", "van ginkel"),
        ("daar trof ik mees van 5 aan", "mees"),
        ("lente is drie en plast in haar broek", "lente"),
        ("mevr. Van Zuylen-Brouwer is boos", "Van Zuylen-Brouwer"),
        ("ik vermoed dat De Laat straks komt", "De Laat"),
        ("met van den berg gesproken", "van den berg"),
        ("de boer senior heeft gescholden", "de boer"),
        ("officieel is het Berend-Jan Dingemanse", "Berend-Jan Dingemanse"),
        ("met ilse v/d broek gesproken", "ilse v/d broek"),
        # what is a firm or an illness too, where a person has to stand
        ("mevrouw Martini belde", "Martini"),
        ("gesproken met dhr. Lacoste over zijn zoon", "Lacoste"),
        ("Yuki Hashimoto belde", "Yuki Hashimoto"),
        ("dossier van J. Sjögren", "J. Sjögren"),
        ("Ik ken haar naam. Roos belde vandaag", "Roos"),
        ("gezin Van Utrecht is verhuisd", "Van Utrecht"),
    ],
)
def test_and_a_name_near_such_words_is_hidden(typed: str, name: str) -> None:
    assert name in hidden(typed)


def test_a_street_behind_a_name_is_an_address() -> None:
    assert hidden("kacpr van loon uit de Kerkstraat") == ["kacpr van loon", "Kerkstraat"]
    assert hidden("Sanne van het Beatrixplantsoen belt") == ["Sanne van het Beatrixplantsoen"]
    assert hidden("de brief aan ouders van de Beatrixschool") == []
    assert hidden("Sanne liep over straat in de laan") == ["Sanne"]


def test_a_village_before_a_postcode_in_small_letters_is_an_address() -> None:
    assert hidden("zij belde vanuit Buorren 9, 9045 pb") == ["Buorren 9", "9045 pb"]
    assert hidden("In Groep 8, 2024 is dat gebeurd") == []
