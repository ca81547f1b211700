"""What follows from the answers to the vijf basisvragen (basisvragen.md).

"Weet ik niet" counts as the worst for what is asked, coloured and done; a conclusion takes it for no answer (§6).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from dialogs.basisvragen import basisvragen_variables
from dialogs.model import NOT_ASKED, UNKNOWN, Value
from dialogs.policy.model import Derived, Policy
from dialogs.questions.conditions import Condition, Lookup


def _rule(data: dict[str, Any]) -> Derived:
    return Derived.of(Condition.model_validate(data))


def _in(name: str, *values: str) -> dict[str, Any]:
    return {"var": name, "in": values}


def _has(name: str, *codes: str) -> dict[str, Any]:
    return {"var": name, "has_any": codes}


def _any(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"any": parts}


def _all(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"all": parts}


def _values(name: str, *wanted: str) -> Derived:
    """Whether one of the answers to a repeated question is among `wanted`."""

    def holds(look: Lookup) -> Value:
        answers = look(name)
        return isinstance(answers, Mapping) and not set(wanted).isdisjoint(answers.values())

    return Derived(holds, frozenset({name}))


def _unsafe(look: Lookup) -> Value:
    return _per_child(look, "nee")


def _safety_unknown(look: Lookup) -> Value:
    return look("kinderen") != "nee" and not _per_child(look, "nee") and _per_child(look, UNKNOWN)


def _per_child(look: Lookup, value: str) -> bool:
    answers = look("veilig_per_kind")
    return look("veilig_nu") == value or (isinstance(answers, Mapping) and value in answers.values())


def _one_source(look: Lookup) -> Value:
    """One source only; nothing known of sources counts the same once it was asked (basisvragen.md §6 row 7)."""
    sources = look("bronnen")
    return bool(sources) and isinstance(number := look("n_bronnen"), int) and number < 2


def _nature_unknown(look: Lookup) -> Value:
    """Nobody knows whether it lasts: no answer, or "differs" without a word on each problem."""
    if look("aard") not in {"verschilt", UNKNOWN}:
        return False
    answers = look("aard_per_probleem")
    if not isinstance(answers, Mapping) or not answers:
        return True
    return UNKNOWN in answers.values()


def _lasting(look: Lookup) -> Value:
    answers = look("aard_per_probleem")
    return look("aard") == "blijvend" or (isinstance(answers, Mapping) and "blijvend" in answers.values())


def _date_known(look: Lookup) -> Value:
    return look("evaluatiedatum") not in {NOT_ASKED, UNKNOWN, "geen"}


_DERIVED: Final[Mapping[str, Derived]] = MappingProxyType(
    {
        "VEILIG_NEE": Derived(_unsafe, frozenset({"veilig_per_kind", "veilig_nu"})),
        "VEILIG_ONBEKEND": Derived(_safety_unknown, frozenset({"veilig_per_kind", "veilig_nu", "kinderen"})),
        "BEWAKER_BEKEND": _rule(
            _all(
                _in("bewaker", "een", "allemaal"),
                {"var": "bewaker_rol", "not_in": ["niemand", "allemaal", UNKNOWN, NOT_ASKED]},
            )
        ),
        "GEEN_BEWAKER": _rule(_all({"var": "kinderen", "is_not": "nee"}, {"not": {"var": "BEWAKER_BEKEND"}})),
        "GEWELD_NU": _rule(_in("geweld", "nu", "herhaald")),
        "GEWELD_OOIT": _rule(_in("geweld", "vroeger", "nu", "herhaald", UNKNOWN)),
        # suspicion, or a parent problem that is severe (BV1.7, §6 row 2)
        "ZWAAR": _rule(
            _any(_in("vermoeden_prof", "ja", "twijfel", UNKNOWN), _in("ernstig", "ja", UNKNOWN), {"var": "GEWELD_NU"})
        ),
        # the same, where that is known: a conclusion rests on no "weet ik niet" (§6 row 2)
        "ZWAAR_BEKEND": _rule(_any(_in("vermoeden_prof", "ja", "twijfel"), _in("ernstig", "ja"), {"var": "GEWELD_NU"})),
        # a worry about safety (BV4.7, BV4.10)
        "ZORG_VEILIG": _rule(
            _any({"var": "ZWAAR"}, {"var": "GEWELD_OOIT"}, {"var": "VEILIG_NEE"}, {"var": "VEILIG_ONBEKEND"})
        ),
        "HULP_NIET_HEEL": _rule(_in("hulp_aanvaard", "deels", "nee", UNKNOWN)),
        "HISTORIE": _rule(_in("eerder", "signalen", "melding", UNKNOWN)),
        "CRISIS": _rule(_any(_in("crisis", "ja"), _has("situatie", "crisis", UNKNOWN))),
        "ZWAKKE_GROND": _rule(
            _all({"var": "kinderen", "is_not": "nee"}, _in("veilig_grond", "gevoel", "via_ouders", UNKNOWN))
        ),
        "HULP_KIND_NEE": _values("hulp_per_kind", "nee", UNKNOWN),
        "RAAKT_ONBEKEND": _values("raakt_kind", UNKNOWN),
        "HULP_PAST_NIET": _values("hulp_past", "te_licht", "te_zwaar", "dubbel", UNKNOWN),
        "EIGEN_KRACHT_ONBEKEND": _values("eigen_kracht", UNKNOWN),
        "EEN_BRON": Derived(_one_source, frozenset({"bronnen", "n_bronnen"})),
        "NIET_IN_BEELD": _rule(_has("niet_in_beeld", "moeder", "vader", "ex", "partner", "half", "ander", UNKNOWN)),
        "MEER_PARTIJEN": _rule(_any({"var": "n_partijen", "at_least": 2}, _has("partijen_lijst", UNKNOWN))),
        "MEER_PROBLEMEN": _rule(_any({"var": "n_problemen", "at_least": 2}, _has("domeinen_zorg", UNKNOWN))),
        "REGIE_NODIG": _rule(_any({"var": "MEER_PARTIJEN"}, {"var": "MEER_PROBLEMEN"})),
        "AFGESCHERMD": _rule(_in("herkomst", "gevlucht", UNKNOWN)),
        "AARD_ONBEKEND": Derived(_nature_unknown, frozenset({"aard", "aard_per_probleem"})),
        "BLIJVEND": Derived(_lasting, frozenset({"aard", "aard_per_probleem"})),
        "BLIJVEND_OF_ONBEKEND": _rule(_any({"var": "BLIJVEND"}, {"var": "AARD_ONBEKEND"})),
        "DATUM_BEKEND": Derived(_date_known, frozenset({"evaluatiedatum"})),
        "JONG": _rule(_in("jongste", "ongeboren", "0-3")),
        # chronic and stable: twelve weeks are enough (BV5)
        "STABIEL_BLIJVEND": _rule(
            _all(
                {"var": "BLIJVEND"},
                {"not": {"var": "ZORG_VEILIG"}},
                {"not": {"var": "CRISIS"}},
                _in("hulp_duur", "ja"),
            )
        ),
    }
)

BASISVRAGEN: Final = Policy(
    name="basisvragen",
    defaults={},
    values={},
    normalise=dict,
    derived=_DERIVED,
    collect=basisvragen_variables.collect,
    uses=basisvragen_variables.USES,
)
"""The policy of the vijf basisvragen. Its actions follow from basisvragen.kleuren.yaml and are added at load."""
