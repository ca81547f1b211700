"""What a new run is given of what is known already: the profile of the user, and the kindcheck that it follows on."""

from __future__ import annotations

from dialogs.model import NOT_ASKED, UNKNOWN, Answer, Profile, Run
from dialogs.signaal import grounds
from dialogs.signaal.record import is_shielded
from dialogs.turn import Turn

_NOT_FIRST = "F_NIET_EERST_GEZIN"
_NO_TALK = frozenset({"KS_SEKSUEEL", "KS_ONTHULLING", "KS_UITBUITING", "KS_EER"})
"""Signals with which nobody proposes a talk with the child (kindcheck.md §8.3, M P41)."""

_STAYS_UNKNOWN = frozenset({"gesprek_ouders"})
"""Asked with the same words in the log: who said "weet ik niet" is not asked again."""


def known_of_profile(profile: Profile) -> dict[str, Answer]:
    """Sector, role and municipality, as far as they are known."""
    known = {"sector": profile.sector, "rol": profile.rol, "gemeente": profile.gemeente}
    return {name: (value,) for name, value in known.items() if value}


def known_of_check(turn: Turn, check: Run) -> dict[str, Answer]:
    """What a kindcheck tells its log."""
    path = turn.path(check)
    known: dict[str, Answer] = {}
    for name, given in (("gesprek_ouders", "gesprek_ouders"), ("kind_gesproken", "gesprek_kind")):
        value = path.raw.get(name)
        if isinstance(value, str) and (value != UNKNOWN or given in _STAYS_UNKNOWN):
            known[given] = (value,)
    verdict = turn.verdict(check, path)
    if verdict and _NOT_FIRST in verdict.flags:
        known["niet_eerst_gezin"] = ("ja",)
    signs = path.facts("ks")
    if path.facts("AFH") is not True or (isinstance(signs, tuple) and _NO_TALK & set(signs)):
        known["geen_kindgesprek"] = ("ja",)
    if is_shielded(turn, path):
        known["afgeschermd"] = ("ja",)
    if path.facts("stopt") is True and (path.facts("kinderen") != "nee" or path.facts("AFH") is True):
        known["stopt"] = ("ja",)
    if path.facts("afhankelijk") not in {NOT_ASKED, UNKNOWN}:
        known["afhankelijk_bekend"] = (str(path.facts("afhankelijk")),)
    bands = path.raw.get("leeftijden")
    known |= {name: (value,) for name, value in grounds.ages(bands if isinstance(bands, tuple) else ()).items()}
    return known
