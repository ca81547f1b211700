"""Where a case stands in the meldcode: what is done, which step is now, and what the five weighing questions say.

Pure: codes in, codes out. Whose numbers the steps have is a matter of labels (P13).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, Literal

State = Literal["gedaan", "nu", "straks", "niet_nodig", "eerst_advies"]
Norm = Literal["", "melden", "twijfel", "hulp", "open"]

ORDER: Final = ("1_in_kaart", "2_consult", "3_gesprek", "4_wegen")
ACUTE: Final = frozenset({"U6", "U6b"})
_DONE: Final[Mapping[str, str]] = {
    "kaart": "1_in_kaart",
    "overleg": "2_consult",
    "veilig_thuis": "2_consult",
    "gesprek": "3_gesprek",
}
_SKIPPED: Final = frozenset({"gesprek_niet", "gesprek_lukt_niet"})
"""The grounds on which the talk is left out (P48)."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a case stands."""

    states: Mapping[str, State]
    """Of the first four steps, by STAP code."""
    now: str
    """STAP code of what comes now: one of the four, `5_melding`, `5_hulp` or `na_melding`."""
    then: str
    """The step after it; empty behind the last."""
    norm: Norm
    """What the weighing says; empty while nothing was weighed."""


def next_step(step: str) -> str:
    """The step behind one of the first four; empty where it depends on the weighing, or there is none."""
    return ORDER[ORDER.index(step) + 1] if step in ORDER[:-1] else ""


def norm_of(weighed: Mapping[str, str]) -> Norm:
    """What the five weighing questions say (P02, P03), from w1 to w5; what is not known is never a "nee"."""
    if not any(weighed.get(name) for name in ("w1", "w2", "w3", "w4", "w5")):
        return ""
    if weighed.get("w1") == "nee" and weighed.get("w2") in {"nee", None, ""}:
        return "hulp"
    if weighed.get("w2") == "ja" or "nee" in {weighed.get("w3"), weighed.get("w4"), weighed.get("w5")}:
        return "melden"
    if weighed.get("w2") == "twijfel":
        return "twijfel"
    known = all(weighed.get(name) not in {None, "", "onbekend"} for name in ("w2", "w3", "w4", "w5"))
    return "hulp" if known else "open"


def stand(done: Collection[str], weighed: Mapping[str, str], *, not_first: bool) -> Stand:
    """Where a case stands, from the codes of KM-GEDAAN and the weighing.

    `not_first`: nobody goes to the family before an advice of Veilig Thuis is noted (kindcheck.md §8.3); that it was
    asked for does not say what it was.
    """
    states: dict[str, State] = dict.fromkeys(ORDER, "straks")
    for code in done:
        if code in _DONE:
            states[_DONE[code]] = "gedaan"
    if states["3_gesprek"] != "gedaan" and not _SKIPPED.isdisjoint(done):
        states["3_gesprek"] = "niet_nodig"
    if not_first:
        states["2_consult"] = "straks"  # talking it over inside is no advice of Veilig Thuis
        if states["3_gesprek"] == "straks":
            states["3_gesprek"] = "eerst_advies"
    norm = norm_of(weighed)
    if norm in {"melden", "hulp"}:
        states["4_wegen"] = "gedaan"
    if weighed.get("w2") == "ja" and states["3_gesprek"] == "straks":
        # Acute or structural: Veilig Thuis today; together it is agreed who tells the parents (kindcheck.md §8.2, U5).
        states["3_gesprek"] = "eerst_advies"
    if weighed.get("w2") == "twijfel" and "veilig_thuis" not in done:
        states["2_consult"] = "straks"  # in that doubt Veilig Thuis is called today (P30)
    if "gemeld" in done:
        return Stand(states, "na_melding", "", norm)
    decided = "5_melding" if norm == "melden" else "5_hulp"
    waiting = {"straks"} if weighed.get("w2") == "ja" else {"straks", "eerst_advies"}
    left = [step for step in ORDER if states[step] in waiting]
    first = left[0] if left else decided
    if first in states:
        states[first] = "nu"
    rest = [step for step in left if step != first]
    return Stand(states, first, rest[0] if rest else ("" if first == decided else decided), norm)
