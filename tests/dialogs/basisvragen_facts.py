"""Facts for tests of the vijf basisvragen: a case in which every agreement is there, and changes of it."""

from __future__ import annotations

from datetime import date

from dialogs.basisvragen import basisvragen_variables
from dialogs.basisvragen.colours import load_colours, with_actions
from dialogs.model import Value
from dialogs.policy import BASISVRAGEN, Facts

BOOK = load_colours()
POLICY = with_actions(BASISVRAGEN, BOOK)
TODAY = date(2026, 11, 24)
"""A Tuesday."""
GOOD: dict[str, Value] = {
    "kinderen": "ja",
    "leeftijden": ("4-11",),
    "kinderen_lijst": ("kind1",),
    "jongste": "4-11",
    "veilig_per_kind": {"kind1": "ja"},
    "veilig_grond": "zelf_gezien",
    "bewaker": "een",
    "bewaker_rol": "ik",
    "bewaker_waar": "plan",
    "beeld": "ja",
    "bronnen": ("eigen", "partij"),
    "n_bronnen": 2,
    "herkomst": "nee",
    "aard": "oplosbaar",
    "hulp_duur": "ja",
    "afspraken_gezin": "ja",
    "plan": "alle",
    "terugkijken": "afspreken",
    "evaluatiedatum": "2026-12-08",
    "deelnemers": ("ouders",),
    "ritme": "6",
    "start": "ja",
    "dossiers": "ja",
}


def facts(**changes: Value) -> Facts:
    """The good case with these values instead. KeyError for a name that does not exist."""
    values = basisvragen_variables.collect({})
    if unknown := set(changes) - set(values):
        raise KeyError(unknown)
    return Facts(POLICY, {**values, **GOOD, **changes})
