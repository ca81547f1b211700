"""Looking up in a user's own words."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.folding import MAX_CHARACTERS, fold, stem, words
from knowledge.zorglandschap import Zorglandschap
from tests.shipped import landscape

LANDSCAPES = {name: landscape(name) for name in ("assen", "rotterdam", "voorbeeldstad")}

FOUND = [
    # names, as they are written, glued, apart, shortened, with accents or a typo
    ("assen", "interzrog", "interzorg"),
    ("assen", "klant contact centrum", "kkc"),
    ("assen", "mee drente", "mee_drenthe"),
    ("assen", "raad voor kinderbesherming", "raad_voor_de_kinderbescherming"),
    ("assen", "R.v.d.K.", "raad_voor_de_kinderbescherming"),
    ("rotterdam", "children’s zone", "children_zone"),
    ("rotterdam", "wijknetwek", "wijknetwerk"),
    ("rotterdam", "CODE ORANJE wat is dat", "code_oranje"),
    ("voorbeeldstad", "Coöperatie Woonvast", "woonvast"),
    ("voorbeeldstad", "clientondersteuning", "clientondersteuning"),
    # needs
    ("assen", "waar meld ik kindermishandeling", "veilig_thuis_drenthe"),
    ("assen", "de wachttijd is een half jaar", "A12"),
    ("assen", "kan ik zien wie er nog meer bij dit kind betrokken is", "dvi"),
    ("rotterdam", "gezin wordt over een maand ontruimd", "R5"),
    ("rotterdam", "alleenstaande moeder sollicitatieplicht", "ontheffing"),
    ("rotterdam", "vader zit in daklozenopvang en heeft kinderen", "R9"),
    ("voorbeeldstad", "leerling spijbelt steeds", "leerplicht"),
    ("voorbeeldstad", "vader drinkt te veel", "V24"),
    ("voorbeeldstad", "opvang na geweld", "opvang_geweld"),
    ("voorbeeldstad", "niemand heeft de regie", "V11"),
    ("voorbeeldstad", "uitkering", "werk_en_inkomen"),
    # districts and postcodes
    ("voorbeeldstad", "wijkteam in de Molenwijk", "wijkteam_midden"),
    ("voorbeeldstad", "welk wijkteam hoort bij 1239", "wijkteam_zuid"),
    ("voorbeeldstad", "1234 AB", "wijkteam_noord"),
    ("voorbeeldstad", "sociaal team haven in Havenkwartier", "wijkteam_noord"),
    ("assen", "wijkteam in Peelo", "buurtteams_assen"),
    # national numbers
    ("assen", "kindertelefoon", "landelijk_kindertelefoon"),
    ("voorbeeldstad", "vertrouwensinspecteur", "landelijk_vertrouwensinspecteur"),
]

NOTHING = [
    ("assen", "paspoort verlengen"),
    ("assen", "vraagwijzer"),
    ("assen", "veilig thuis groningen"),
    ("assen", "code rood"),
    ("assen", "trouwen op het gemeentehuis"),
    ("rotterdam", "interzorg"),
    ("rotterdam", "wijkteam Amsterdam"),
    ("rotterdam", "geboorteaangifte"),
    ("rotterdam", "wat voor weer wordt het"),
    ("voorbeeldstad", "zwembad"),
    ("voorbeeldstad", "arosa"),
    ("voorbeeldstad", "wie helpt"),
    ("voorbeeldstad", ""),
    ("voorbeeldstad", "🙂🙂"),
]


@pytest.mark.parametrize(("gemeente", "query", "wanted"), FOUND)
def test_the_first_answer_is_right(gemeente: str, query: str, wanted: str) -> None:
    assert [found.id for found in LANDSCAPES[gemeente].find(query)][:1] == [wanted]


@pytest.mark.parametrize(("gemeente", "query"), NOTHING)
def test_nothing_that_fits_gives_nothing(gemeente: str, query: str) -> None:
    assert not LANDSCAPES[gemeente].find(query)


@given(query=st.text(max_size=200), limit=st.integers(min_value=1, max_value=5))
def test_any_text_can_be_asked(query: str, limit: int) -> None:
    for town in LANDSCAPES.values():
        found = town.find(query, limit=limit)
        assert len(found) <= limit
        assert found == town.find(query, limit=limit)
        assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)


def test_a_very_long_question_is_cut(assen: Zorglandschap) -> None:
    assert not assen.find("zwembad " * MAX_CHARACTERS + "aanmeldteam")


def test_without_a_district_all_teams_are_offered(voorbeeldstad: Zorglandschap) -> None:
    assert {found.id for found in voorbeeldstad.find("wijkteam")} == {
        "wijkteam_noord",
        "wijkteam_midden",
        "wijkteam_zuid",
    }


def test_with_a_district_other_teams_are_not(voorbeeldstad: Zorglandschap) -> None:
    assert [found.id for found in voorbeeldstad.find("wijkteam Duinrand")] == ["wijkteam_noord"]


@pytest.mark.parametrize(
    ("gemeente", "place", "team"),
    [
        ("voorbeeldstad", "oude_stad", "wijkteam_midden"),
        ("voorbeeldstad", "Oude Stad", "wijkteam_midden"),
        ("voorbeeldstad", "1238 zz", "wijkteam_zuid"),
        ("voorbeeldstad", "9999", None),
        ("voorbeeldstad", "Nergenshuizen", None),
        ("voorbeeldstad", "", None),
        ("assen", "peelo", None),
        ("rotterdam", "spangen", None),
    ],
)
def test_the_team_of_a_place_is_known_or_not_told(gemeente: str, place: str, team: str | None) -> None:
    found = LANDSCAPES[gemeente].team_for(place)
    assert (found.id if found else None) == team


@pytest.mark.parametrize(
    ("gemeente", "text", "organisation"),
    [
        ("assen", "huisartsenpraktijk marsdijk", "huisartsen_marsdijk"),
        ("assen", "ggd", "ggd_drenthe"),
        ("rotterdam", "woonstadt", "woonstad"),
        ("rotterdam", "LZN", "wijkteam"),
        ("voorbeeldstad", "basisschool voorbeeldlaan", "school_voorbeeld"),
        ("voorbeeldstad", "basisschool", None),
        ("voorbeeldstad", "wijkteam", None),
        ("assen", "huisarts", None),
        ("assen", "basisschool de regenboog", None),
        ("assen", "", None),
    ],
)
def test_an_employer_is_known_for_sure_or_not_at_all(gemeente: str, text: str, organisation: str | None) -> None:
    found = LANDSCAPES[gemeente].organisation(text)
    assert (found.id if found else None) == organisation


def test_the_sector_of_the_asker_ranks_routes(voorbeeldstad: Zorglandschap) -> None:
    query = "vermoeden van mishandeling"
    assert voorbeeldstad.find(query, sector="jgz")[0].id == "V3"
    for_school = [found.id for found in voorbeeldstad.find("meldcode", sector="onderwijs")]
    for_others = [found.id for found in voorbeeldstad.find("meldcode", sector="jgz")]
    assert for_school.index("V4") < for_school.index("V3")
    assert for_others.index("V3") < for_others.index("V4")


def test_the_fuzzy_matcher_is_not_imported_before_the_first_typo() -> None:
    program = (
        "import sys; from knowledge.load import load; town = load('voorbeeldstad');"
        "assert 'rapidfuzz' not in sys.modules; assert town.find('woonvats'); assert 'rapidfuzz' in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_folding() -> None:
    assert fold("Cliënt & C.J.G. van Opa's") == "client en cjg van opas"
    assert words("22-01 Hé!") == ("22", "01", "he")
    assert stem("wachtlijsten") == stem("wachtlijst")
    assert stem("brieven") == stem("brief")


@pytest.mark.parametrize("gemeente", LANDSCAPES)
def test_the_name_of_one_party_and_nothing_more_has_that_party_as_its_first_answer(gemeente: str) -> None:
    town = LANDSCAPES[gemeente]
    parties = [each for each in town.content.organisations if each.status != "abolished"]
    named: dict[str, set[str]] = {}
    for each in (*parties, *town.content.procedures, *town.content.indices, *town.content.national_contacts):
        for name in (each.name, *each.aliases):
            named.setdefault("".join(words(name)), set()).add(each.id)
    for each in parties:
        for name in (each.name, *each.aliases):
            if len(named["".join(words(name))]) == 1:
                for home in ("", *(place.id for place in town.places[:3])):
                    first, *others = town.find(name, home=home)
                    assert first.id == each.id, (name, home, first.id)
                    assert not others
                assert town.is_name(name)


def test_a_title_of_a_route_is_no_name_of_a_party() -> None:
    town = LANDSCAPES["voorbeeldstad"]
    assert len(town.find("schulden")) > 1
    assert not town.is_name("schulden")
    assert not town.is_name("wijkteam")
    assert not town.is_name("wijkteam noord telefoon")
    assert town.is_name("Haventeam")


@pytest.mark.parametrize("gemeente", LANDSCAPES)
@pytest.mark.parametrize("query", ["is er een noodnummer", "Noodnummers?", "welk nummer bij nood kan ik bellen"])
def test_who_asks_for_the_emergency_number_gets_all_national_numbers_for_danger(gemeente: str, query: str) -> None:
    [found] = LANDSCAPES[gemeente].find(query)
    assert found.id == "landelijk_alarmnummer"
    assert all(number in " ".join(found.lines) for number in ("112", "0800-2000", "113"))
    assert "112" in found.lines[0]
    assert LANDSCAPES[gemeente].is_name(query)


def test_the_emergency_number_of_a_party_is_asked_of_that_party(voorbeeldstad: Zorglandschap) -> None:
    assert voorbeeldstad.find("noodnummer van Coöperatie Woonvast")[0].id == "woonvast"
    assert not voorbeeldstad.is_name("noodnummer van de school is veranderd")


@pytest.mark.parametrize(
    "text", ["nummer van Interzorg", "telefoon Zorgcentrale", "GGD Drenthe mail", "hoe bereik ik MEE"]
)
def test_who_asks_how_a_party_is_reached_names_it(assen: Zorglandschap, text: str) -> None:
    assert assen.asks_to_reach(text)


@pytest.mark.parametrize("text", ["Interzorg", "telefoon", "telefoon van de school", "nummer van Interzorg klopt niet"])
def test_a_name_alone_or_more_than_that_does_not(assen: Zorglandschap, text: str) -> None:
    assert not assen.asks_to_reach(text)
