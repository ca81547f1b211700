"""The words of time (woorden.yaml), typed and ready to look up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from functools import cached_property
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict

from dialogs.loading.yaml_files import load_model

HERE: Final = Path(__file__).parent
_SHORTEST_TYPO: Final = 6
"""Shorter words look too much like others to be put right."""
_LONG: Final = 9
"""From so many letters on two mistakes may stand in a word."""


def _time(value: object) -> object:
    if not isinstance(value, str):
        return value
    hour, minute = value.split(".")
    return time(int(hour), int(minute))


Clock = Annotated[time, BeforeValidator(_time)]
Forms = Mapping[str, tuple[str, ...]]


class Strict(BaseModel):
    """Strict and immutable."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Feast(Strict):
    """A day with a name."""

    vast: str = ""
    """Month and day."""
    pasen: int | None = None
    """Days after Easter Sunday."""
    tot: int = 0
    """Days that follow it and still belong to it."""
    op_zondag: int = 0
    """Days that it moves when it would be a Sunday."""
    ook: tuple[str, ...]


class Soon(Strict):
    """Words for soon, by how soon."""

    vandaag_nog: tuple[str, ...]
    deze_dagen: tuple[str, ...]


class ChangeWords(Strict):
    """Words in which a reminder that stands is cancelled or moved."""

    namen: tuple[str, ...]
    """What it is called."""
    aanloop: tuple[str, ...]
    """What may stand before the verb."""
    van_welke: tuple[str, ...]
    """What may stand between the verb and the name."""
    bepaald: tuple[str, ...]
    """What makes it one that stands."""
    ertussen: tuple[str, ...]
    """What may stand between the name and a verb behind it."""
    weg: tuple[str, ...]
    weg_achteraan: tuple[str, ...]
    weg_gescheiden: tuple[str, ...]
    """Verbs in two pieces, around the name."""
    verzet: tuple[str, ...]
    verzet_gescheiden: tuple[str, ...]
    herinneren: tuple[str, ...]
    niet: tuple[str, ...]
    rond_niet: tuple[str, ...]
    """What may stand beside these two."""
    net_gezet: tuple[str, ...]
    verwijst: tuple[str, ...]
    """What may stand behind a verb that names nothing."""


class WordData(Strict):
    """woorden.yaml."""

    tijden: Mapping[str, Clock]
    laatste_uur_in_de_middag: int
    uren_navragen: frozenset[int]
    dagdelen: Mapping[str, tuple[int, int]]
    later_vandaag_uren: int
    verste_jaren: int
    kort_geleden_dagen: int
    dichtbij_dagen: Mapping[str, int]
    dagen: Forms
    dagen_kort: Mapping[str, str]
    naast_dag_kort: frozenset[str]
    maanden: Forms
    eenheden: Forms
    dagdeelwoorden: Forms
    gelijk: Forms
    samen: Mapping[str, str]
    vaste_tijden: Mapping[str, Clock]
    getallen: Forms
    rangen: Forms
    feestdagen: Mapping[str, Feast]
    vanaf: tuple[str, ...]
    elke_ook: tuple[str, ...]
    of_anders: tuple[str, ...]
    niet_op_feestdagen: tuple[str, ...]
    om_zonder_dag: tuple[str, ...]
    zonder_dag: tuple[str, ...]
    gauw: Soon
    herinnering: frozenset[str]
    geen_datum_na: frozenset[str]
    geen_datum_voor: frozenset[str]
    na_rang: tuple[str, ...]
    geen_rang_voor: tuple[str, ...]
    ver_vooruit_maanden: int
    typefouten: tuple[str, ...]
    verzoek: tuple[str, ...]
    koppeling: tuple[str, ...]
    slot: tuple[str, ...]
    niets: frozenset[str]
    voorzetsels: tuple[str, ...]
    voorvoegsels: tuple[str, ...]
    moeten: tuple[str, ...]
    wijzigen: ChangeWords


@dataclass(frozen=True)
class Words:
    """Look-up in the words of time."""

    data: WordData

    @cached_property
    def same(self) -> Mapping[str, str]:
        """What the rules know, by how it may be written; a value may be several words."""
        data = self.data
        groups = (data.dagen, data.maanden, data.eenheden, data.dagdeelwoorden, data.gelijk)
        known = {form: name for group in groups for name, forms in group.items() for form in (name, *forms)}
        parts = {form: part for part, forms in data.dagdeelwoorden.items() for form in (part, *forms)}
        both = {
            f"{day}{form}": f"{day} {part}"
            for day in (*data.dagen, "morgen", "overmorgen")
            for form, part in parts.items()
        }
        weekly = {f"{day}{end}": f"elke {day}" for day in data.dagen for end in ("s", "en")}
        return {**known, **both, **weekly, "morgenvroeg": "morgen ochtend", **data.samen, **dict(_numerals(data))}

    @cached_property
    def _typed_wrong(self) -> tuple[str, ...]:
        return self.data.typefouten

    def put_right(self, word: str) -> str:
        """The word of time that a mistyped word can only be, or the word itself.

        The first letter is right, and one letter is missing, too many, wrong, or swapped with the next; in a long word
        two of these.
        """
        if len(word) < _SHORTEST_TYPO or word in self.same:
            return word
        from rapidfuzz.distance import OSA  # imported here: the first prompt needs no typo

        near = [
            (distance, good)
            for good in self._typed_wrong
            if good[0] == word[0]
            and (distance := OSA.distance(word, good, score_cutoff=1 + (len(word) >= _LONG)))
            <= 1 + (len(word) >= _LONG)
        ]
        best = sorted(near)[:2]
        return best[0][1] if best and (len(best) == 1 or best[0][0] < best[1][0]) else word


def load_words() -> Words:
    """The words of woorden.yaml. Raises ContentError with file and line."""
    return Words(load_model(HERE / "woorden.yaml", WordData))


def _numerals(data: WordData) -> Iterator[tuple[str, str]]:
    """`vijf` to `5`, `eenentwintig` to `21`, `vijftiende` and `15e` to `15e`."""
    numbers = {form: int(value) for value, forms in data.getallen.items() if value != "een" for form in forms}
    units = {"een": 1, **{form: value for form, value in numbers.items() if value < 10}}
    for form, value in numbers.items():
        yield form, str(value)
    for ten, tens in numbers.items():
        if tens >= 20 and tens % 10 == 0:
            for unit, value in units.items():
                yield f"{unit}en{ten}", str(tens + value)
                yield f"{unit}en{ten}ste", f"{tens + value}e"
    for rank, forms in data.rangen.items():
        for form in forms:
            yield form, f"{rank}e"
