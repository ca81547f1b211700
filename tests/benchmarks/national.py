"""A country that does not exist, for measuring look-up: 350 municipalities with 100,000 organisations and teams.

Seeded: the same country each time. It is as hard as a real one: the same school names in many towns, names that differ
by a letter, nouns and abbreviations that thousands share, names that no longer exist. Nothing is read from a file, and
nothing is checked again: every entry is sound by how it is made.
"""

from __future__ import annotations

import random  # noqa: TID251 - repeatable: everything is drawn from one seed
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase
from typing import Any, Final

from knowledge.model import District, FormerName, Meta, Municipality, Organisation

MUNICIPALITIES: Final = 350
ORGANISATIONS: Final = 100_000
POSTCODES: Final = 450_000
"""Areas of six signs (PC6)."""
DISTRICTS: Final = 9
SEED: Final = 20_260

_MADE_DISTRICT: Any = District.model_construct
_MADE_ORGANISATION: Any = Organisation.model_construct
"""Without checks, and without what the checks want to know of types: kinds and sectors are written here."""
_ENDED: Final = date(2015, 1, 1)
_SYLLABLES: Final = (
    "al", "am", "berg", "bos", "broek", "burg", "dam", "del", "dijk", "dorp", "drecht", "eik", "els", "foort", "gaar",
    "geest", "gouw", "haar", "ham", "hei", "hoek", "horn", "hove", "kamp", "kerk", "laar", "land", "lo", "meer",
    "mond", "oord", "poel", "rade", "ruk", "schoten", "sluis", "steen", "stel", "straat", "tjer", "veen", "veld",
    "voorde", "waard", "wijk", "wold", "zaal", "zand", "zijl",
)  # fmt: skip
_THINGS: Final = (
    "Regenboog", "Vlinder", "Wegwijzer", "Brug", "Klimop", "Zonnebloem", "Kameleon", "Sleutel", "Driehoek",
    "Boomgaard", "Zwaluw", "Vuurtoren", "Horizon", "Rank", "Fontein", "Kring", "Schakel", "Springplank", "Ark",
    "Bolder", "Waterval", "Beuk", "Molen", "Korenaar", "Ooievaar", "Parel", "Kompas", "Toermalijn", "Windroos",
    "Meander", "Bongerd", "Duif", "Esdoorn", "Linde", "Wilg", "Zevenster", "Boei", "Kroevendonk", "Cirkel",
    "Hoeksteen",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Kind:
    """A sort of organisation: its name, how many of a hundred, and what it says of itself."""

    name: str
    share: int
    kind: str
    sector: str
    wat: str
    called: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


_TEAM: Final = _Kind(
    "Wijkteam {wijk} {plaats}", 12, "district_team", "wijkteam", "Het wijkteam helpt gezinnen in {wijk}.",
    ("wijkteam", "sociaal team", "buurtteam"), ("wijkteam {wijk}",),
    ("gezin met veel problemen", "hulp in de buurt", "hulp aan huis voor een gezin", "praktische hulp thuis"),
)  # fmt: skip
_KINDS: Final = (
    _TEAM,
    _Kind("Basisschool De {ding} {plaats}", 22, "school", "onderwijs", "Dit is een basisschool in {wijk}.",
          ("basisschool",), ("De {ding}", "OBS De {ding}"), ("lagere school",)),
    _Kind("Kinderopvang {ding} {wijk}", 14, "service", "kinderopvang", "Hier is kinderopvang in {wijk}.",
          ("kinderopvang", "peuterspeelzaal"), ("{ding} opvang",), ("opvang van een peuter", "buitenschoolse opvang")),
    _Kind("Huisartsenpraktijk {ding} {plaats}", 16, "practice", "huisartsenzorg", "Dit is een huisartsenpraktijk.",
          ("huisarts", "huisartsenpraktijk"), ("Huisartsen {ding}", "Praktijk {ding}")),
    _Kind("Stichting {ding} Jeugdhulp {plaats}", 9, "service", "jeugdhulp", "Deze stichting geeft jeugdhulp.",
          ("jeugdhulp",), ("{ding} jeugdzorg",),
          ("specialistische jeugdhulp", "pleegzorg", "behandeling voor een kind", "dagbehandeling")),
    _Kind("GGZ {ding} {plaats}", 7, "service", "ggz_volwassenen", "Deze organisatie helpt bij psychische problemen.",
          ("GGZ",), ("{ding} GGZ",), ("psycholoog", "depressie", "psychische problemen", "psychiater")),
    _Kind("Centrum voor Jeugd en Gezin {wijk} {plaats}", 4, "service", "jgz", "Het CJG volgt hoe kinderen opgroeien.",
          ("consultatiebureau", "jeugdarts", "JGZ"), ("CJG", "CJG {plaats}", "CJG {wijk}"),
          ("opvoedvragen", "groei en ontwikkeling", "inenting", "lastige puber"), ("Bureau Jeugdzorg {plaats}",)),
    _Kind("Veilig Thuis {plaats} {wijk}", 2, "authority", "veilig_thuis", "Veilig Thuis geeft advies.",
          (), ("Veilig Thuis", "VT"), ("kindermishandeling", "huiselijk geweld", "vermoeden van geweld"),
          ("AMK {plaats}", "Steunpunt Huiselijk Geweld {plaats}")),
    _Kind("Kredietbank {plaats} {wijk}", 4, "service", "schuldhulp", "De Kredietbank helpt bij schulden.",
          ("kredietbank", "schuldhulpverlening"), ("GKB {plaats}",),
          ("schulden", "deurwaarder", "schuldregeling", "budgetbeheer", "huurachterstand")),
    _Kind("Woningstichting {ding} {plaats}", 5, "association", "wonen", "Dit is een woningcorporatie.",
          ("woningcorporatie", "woningbouw"), ("{ding} Wonen",), ("huurhuis", "huisuitzetting", "urgentie")),
    _Kind("Opvang {ding} {plaats}", 5, "service", "opvang", "Hier is opvang na geweld en voor wie dakloos is.",
          ("vrouwenopvang",), ("{ding} opvang",), ("opvang na geweld", "dakloos", "nachtopvang", "blijfhuis")),
)  # fmt: skip


def country(organisations: int = ORGANISATIONS, municipalities: int = MUNICIPALITIES) -> Iterator[Municipality]:
    """Make the municipalities, one after the other."""
    chance = random.Random(SEED)  # noqa: S311 - it makes examples, no secrets
    size, left = divmod(organisations, municipalities)
    postcodes = POSTCODES * organisations // ORGANISATIONS // municipalities
    for number in range(municipalities):
        yield _town(chance, number, size + (number < left), postcodes)


def as_one(towns: Sequence[Municipality]) -> Municipality:
    """All of them as one landscape: the most that one index can be asked to hold."""
    return towns[0].model_copy(
        update={
            "places": tuple(place for town in towns for place in town.places),
            "organisations": tuple(each for town in towns for each in town.organisations),
        }
    )


def _town(chance: random.Random, number: int, size: int, postcodes: int) -> Municipality:
    name = "".join(chance.sample(_SYLLABLES, 2)).capitalize() + chance.choice(("", "en", "um", "ster"))
    places = tuple(_district(chance, number, place, postcodes // DISTRICTS) for place in range(DISTRICTS))
    kinds = chance.choices(_KINDS, weights=[kind.share for kind in _KINDS], k=size - DISTRICTS)
    made = [_organisation(chance, f"g{number}_o{i}", kind, name, chance.choice(places)) for i, kind in enumerate(kinds)]
    made += [_organisation(chance, f"g{number}_t{i}", _TEAM, name, place) for i, place in enumerate(places)]
    gone = made[0].model_copy(
        update={"id": f"g{number}_weg", "name": f"Lokaal Zorgnetwerk {name}", "status": "abolished", "aliases": (),
                "successor": made[-1].id, "ended_on": _ENDED, "former_names": ()}
    )  # fmt: skip
    meta = Meta(id=f"g{number}", name=name, status="current", valid_as_of="2026-01-01", stand="1 januari 2026",
                coordinator="de coördinator", source="verzonnen")  # fmt: skip
    return Municipality.model_construct(
        meta=meta, national_contacts=(), places=places, organisations=(*made, gone), routes=()
    )


def _district(chance: random.Random, town: int, number: int, postcodes: int) -> District:
    name = "".join(chance.sample(_SYLLABLES, 2)).capitalize()
    pc4 = str(1000 + (town * DISTRICTS + number) % 9000)
    letters: Any = [a + b for a in ascii_uppercase for b in ascii_uppercase]
    pc6 = tuple(f"{pc4}{pair}" for pair in sorted(chance.sample(letters, min(postcodes, len(letters)))))
    district: District = _MADE_DISTRICT(id=f"g{town}_w{number}", name=name, pc4=(pc4,), pc6=pc6, aliases=())
    return district


def _organisation(chance: random.Random, id_: str, kind: _Kind, town: str, place: District) -> Organisation:
    words = {"plaats": town, "wijk": place.name, "ding": chance.choice(_THINGS)}
    if chance.random() < 0.1:  # a name that differs by a letter from another one
        words["ding"] = words["ding"][:-1] + chance.choice("aeiou")
    organisation: Organisation = _MADE_ORGANISATION(
        id=id_,
        name=kind.name.format(**words),
        kind=kind.kind,
        source="verzonnen",
        called=kind.called,
        aliases=tuple(alias.format(**words) for alias in kind.aliases),
        needs=kind.needs,
        former_names=tuple(FormerName.model_construct(name=old.format(**words), until=_ENDED) for old in kind.former),
        areas=(place.id,),
        sectors=(kind.sector,),
        wat=kind.wat.format(**words),
    )
    return organisation
