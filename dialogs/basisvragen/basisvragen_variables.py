"""From the answers of the vijf basisvragen to the values that conditions, colours and actions see (basisvragen.md).

Whatever takes more than one answer to know, or may come from a kindcheck instead, is put together here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from dialogs.model import NOT_ASKED, UNKNOWN, Value
from dialogs.questions.raw_answers import by_key, listed

_NONE: Final = frozenset({"geen", "niemand", "niets", UNKNOWN})
_ADULT: Final = "18-22"
_SITUATIONS: Final = frozenset({"afschalen", "dwang", "verplaatst", "verwezen", "signaal", "crisis", "wacht", UNKNOWN})
ALL_CHILDREN: Final = "kinderen"
"""Stands for every child while their ages are not known."""
_BANDS: Final = ("ongeboren", "0-3", "4-11", "12-15", "16-17", _ADULT)

SINGLE: Final = (
    "zelfde_gezin", "status", "geen_kinderen", "andere_ouder", "bevoegdheid_tekst", "lokaal_blijft",
    "school_voorbereid", "veilig_nu", "veilig_grond", "bewaker", "bewaker_rol", "bewaker_organisatie",
    "bewaker_waar", "ingrijpen", "beeld", "weten_van_elkaar", "totaalplaatje", "netwerk", "herkomst", "aard",
    "vastgesteld_door", "hulp_duur", "afspraken_gezin", "ingang", "eerdere_hulp", "oorzaak", "regie", "regisseur_rol",
    "regisseur_organisatie", "gezin_regie", "bevoegdheid", "regie_bekend", "plan", "overzicht", "opschalen",
    "afschalen", "oude_signalen", "minimum", "regie_dwang", "terugkijken", "verschil", "opnieuw_ingeschat", "besluit",
    "evaluatiedatum", "ritme", "start", "dossiers", "teruggehoord", "verwijzing", "laatste_signaal",
    "kindcheck_gedaan", "niet_eerst_gezin", "geen_kindgesprek", "gevlucht", "verwijsindex", "veilig_formulier",
    "oorzaak_wie", "wacht_wie", "wacht_wat", "minimum_tekst", "grens", "grens_waarom",
)  # fmt: skip
"""Questions with one answer, and what another run or the landscape tells."""
LISTS: Final = (
    "situatie", "zorg_lijst", "leeftijden", "op_codes", "niet_in_beeld", "domeinen_zorg", "domeinen_onbekend",
    "partijen_lijst", "bronnen", "ontbreekt", "deelnemers", "patronen",
)  # fmt: skip
REPEATED: Final = (
    "veilig_per_kind", "raakt_kind", "hulp_per_kind", "hulp_past", "aard_per_probleem", "eigen_kracht", "eigenaren",
    "eigenaren_een", "gronden",
)  # fmt: skip
"""Questions that are asked once for each child, problem, party or action."""


def collect(raw: Mapping[str, Value]) -> dict[str, Value]:
    """Every value; what was not asked is `niet_gevraagd`, an empty list or an empty mapping.

    `raw` holds what each question says under its own variable name, and what another run gave.
    """
    values: dict[str, Value] = {name: raw.get(name, NOT_ASKED) for name in SINGLE}
    values |= {name: listed(raw, name) for name in LISTS}
    values |= {name: by_key(raw, name) for name in REPEATED}
    values["kinderen"] = _any_children(raw)
    values["situatie"] = _situation(raw)
    values["geweld"] = _violence(raw)
    values["vermoeden_prof"] = _either(raw, "vermoeden_prof", "vermoeden", "ja")
    values["ernstig"] = _either(raw, "ernstig", "ernstig", "ja")
    values["hulp_aanvaard"] = _either(raw, "hulp_aanvaard", "hulp_deels", "deels")
    values["eerder"] = _either(raw, "eerder", "eerder", "signalen")
    values["crisis"] = raw.get("crisis", NOT_ASKED)
    values["jongste"] = _youngest(raw)
    values["kinderen_lijst"] = _children(raw)
    values["problemen_lijst"] = listed(raw, "op_codes") or _codes(raw, "domeinen_zorg")
    values["partijen_codes"] = _codes(raw, "partijen_lijst")
    values["n_partijen"] = len(_codes(raw, "partijen_lijst"))
    values["n_problemen"] = len(listed(raw, "op_codes") or _codes(raw, "domeinen_zorg"))
    unknown = listed(raw, "domeinen_onbekend")
    values["n_domeinen_onbekend"] = 11 if UNKNOWN in unknown else len(_codes(raw, "domeinen_onbekend"))
    values["n_bronnen"] = len(_codes(raw, "bronnen"))
    return values


def _any_children(raw: Mapping[str, Value]) -> Value:
    """Whether there are children: said, or told by their ages. An age that is not known says nothing of it."""
    if "kinderen" in raw:
        return raw["kinderen"]
    ages = set(listed(raw, "leeftijden"))
    if ages & set(_BANDS):
        return "ja"
    return "nee" if ages == {"geen"} else NOT_ASKED


def _situation(raw: Mapping[str, Value]) -> tuple[str, ...]:
    """What goes on around the help: its own question, or the one list that is asked without a kindcheck."""
    around = (code for code in listed(raw, "zorg_lijst") if code in _SITUATIONS)
    return tuple(dict.fromkeys((*listed(raw, "situatie"), *around)))


def _violence(raw: Mapping[str, Value]) -> Value:
    """What the kindcheck knows, else the list of worries; `onbekend` there could be violence."""
    if "geweld" in raw:
        return raw["geweld"]
    worries = listed(raw, "zorg_lijst")
    for code, value in (("geweld_nu", "nu"), (UNKNOWN, UNKNOWN), ("geweld_vroeger", "vroeger")):
        if code in worries:
            return value
    return "nee" if worries else NOT_ASKED


def _either(raw: Mapping[str, Value], given: str, worry: str, value: str) -> Value:
    """What the kindcheck knows under `given`, else whether the list of worries names it."""
    if given in raw:
        return raw[given]
    worries = listed(raw, "zorg_lijst")
    if not worries:
        return NOT_ASKED
    if worry in worries:
        return value
    return UNKNOWN if UNKNOWN in worries else "nee"


def _children(raw: Mapping[str, Value]) -> tuple[str, ...]:
    """One key for each child under 18, the unborn one included; one for all of them while ages are not known."""
    if _any_children(raw) == "nee":
        return ()
    no_child = {_ADULT, UNKNOWN, "geen"}
    keys = tuple(f"kind{n}" for n, band in enumerate(listed(raw, "leeftijden"), 1) if band not in no_child)
    return keys or (ALL_CHILDREN,)


def _youngest(raw: Mapping[str, Value]) -> str:
    bands = [band for band in listed(raw, "leeftijden") if band in _BANDS]
    return min(bands, key=_BANDS.index, default=UNKNOWN)


def _codes(raw: Mapping[str, Value], name: str) -> tuple[str, ...]:
    return tuple(code for code in listed(raw, name) if code not in _NONE)


USES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "geweld": frozenset({"geweld", "zorg_lijst"}),
        "vermoeden_prof": frozenset({"vermoeden_prof", "zorg_lijst"}),
        "ernstig": frozenset({"ernstig", "zorg_lijst"}),
        "hulp_aanvaard": frozenset({"hulp_aanvaard", "zorg_lijst"}),
        "eerder": frozenset({"eerder", "zorg_lijst"}),
        "kinderen": frozenset({"kinderen", "leeftijden"}),
        "situatie": frozenset({"situatie", "zorg_lijst"}),
        "crisis": frozenset({"crisis"}),
        "jongste": frozenset({"leeftijden"}),
        "kinderen_lijst": frozenset({"leeftijden"}),
        "problemen_lijst": frozenset({"op_codes", "domeinen_zorg"}),
        "partijen_codes": frozenset({"partijen_lijst"}),
        "n_partijen": frozenset({"partijen_lijst"}),
        "n_problemen": frozenset({"op_codes", "domeinen_zorg"}),
        "n_domeinen_onbekend": frozenset({"domeinen_onbekend"}),
        "n_bronnen": frozenset({"bronnen"}),
    }
)
"""Which questions' variables stand behind a value that is no question's own."""
