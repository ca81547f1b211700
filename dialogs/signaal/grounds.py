"""Whether the ground that somebody chose holds: the checks of signal_schema.md §3 GROND. Without one no share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from dialogs.model import NOT_ASKED, UNKNOWN, Value

Fault = Literal["niet_gepraat", "niet_vrij", "kind_beslist_mee", "ouders_beslissen_mee", "andere_ouder", "weging"]
"""Why a chosen ground does not hold."""

_NO_SHARE: Final = frozenset({"niet", UNKNOWN, NOT_ASKED, ""})
_WEIGHED: Final[Mapping[str, str]] = {
    "cvp_schade": "ja",
    "cvp_toestemming": "nee",
    "cvp_anders": "nee",
    "cvp_helpt": "ja",
    "cvp_minst": "ja",
}
"""The five questions of conflict van plichten, each with the one answer with which the ground holds."""
_NOT_SPOKEN: Final = frozenset({"gepland", "nog_niet", "niet_veilig_kind", "niet_veilig_prof", "contact_lukt_niet"})
"""Answers about the talk with the parents with which they cannot have said yes."""
WEIGHING: Final = tuple(_WEIGHED)
_YOUNGER: Final = frozenset({"ongeboren", "0-3", "4-11", "12-15", UNKNOWN})
_OLDER: Final = frozenset({"12-15", "16-17", "18-22", UNKNOWN})


def ages(bands: tuple[str, ...]) -> Mapping[str, str]:
    """Whose yes counts, by age (kindcheck.md §8.4): from 12 the child's too, from 16 only that. Unknown: asked."""
    if not bands:
        return {}
    return {
        "twaalf_plus": "ja" if _OLDER & set(bands) else "nee",
        "onder_zestien": "ja" if _YOUNGER & set(bands) else "nee",
    }


def chosen(raw: Mapping[str, Value]) -> str:
    """The ground that was chosen; empty when somebody chose not to share."""
    ground = str(raw.get("delen", "niet"))
    return "" if ground in _NO_SHARE else ground


def fault(raw: Mapping[str, Value]) -> Fault | None:
    """Why the chosen ground does not hold; None when it does, or when none was chosen."""
    ground = chosen(raw)
    if raw.get("gesprek_ouders") in _NOT_SPOKEN and _parents_said_yes(ground, raw):
        return "niet_gepraat"
    if raw.get("kind_vindt") == "nee":
        return "kind_beslist_mee"
    if raw.get("ouders_vinden") == "nee":
        return "ouders_beslissen_mee"
    if ground == "toestemming_een_ouder" and raw.get("andere_gezag") != "nee":
        return "andere_ouder"
    if ground == "conflict_van_plichten" and any(raw.get(name) != good for name, good in _WEIGHED.items()):
        return "weging"
    if ground.startswith("toestemming_") and raw.get("vrij_gegeven") != "ja":
        return "niet_vrij"
    return None


def _parents_said_yes(ground: str, raw: Mapping[str, Value]) -> bool:
    of_the_child = ground == "toestemming_jongere" and raw.get("ouders_vinden") == "ja"
    return of_the_child or ground in {"toestemming_ouders", "toestemming_een_ouder"}


def holds(raw: Mapping[str, Value]) -> bool:
    """Whether there is a ground, and it stands its checks."""
    return bool(chosen(raw)) and fault(raw) is None
