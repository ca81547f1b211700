"""The kindcheck again in the same household: something changed, an evaluation was worse, or somebody asks (R11)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.acts.family import Family, family_of, note, pattern
from bot.acts.here import Check, Done, Here
from dialogs.model import UNKNOWN, Answer, Block, Reply
from dialogs.signal import Signal

_EVENT: Final = "KC-B4"
_FLED: Final = "KC-B5"
"""The questions of the kindcheck about an event, and of a move whether the family fled: that is asked first (R94)."""
_NO_EVENT: Final = frozenset({"voorval", UNKNOWN})


def again(here: Here, reference: str) -> Done:
    """`kindcheck HH-…` or `kindcheck S-…`: what is logged at the end stands with the earlier signals."""
    family = family_of(here, reference)
    if family is None:
        return here.say("balie.onbekend")
    return Done((here.reply("opnieuw.begin", kenmerk=family.reference),), check=known(here, family))


def changed(here: Here, family: Family, value: Mapping[str, str]) -> Done:
    """`veranderd`: what changed stands on the time line, and the kindcheck is done again."""
    what = value.get("verandering", UNKNOWN)
    note(here, family, "veranderd", dag=here.today.isoformat(), wat=what)
    said = [here.reply("opnieuw.veranderd", wat=here.text(f"verandering.{what}"), kenmerk=family.reference)]
    told: dict[str, Answer] = {} if what in _NO_EVENT else {_EVENT: (what,)}
    if "gevlucht" in value:
        told[_FLED] = (value["gevlucht"],)
        said.append(here.reply("opnieuw.verhuisd" if value["gevlucht"] == "nee" else "opnieuw.gevlucht"))
    return Done(tuple(said), check=Check(known(here, family).given, told))


def known(here: Here, family: Family) -> Check:
    """What the kindcheck brings along: the household, its earlier signals, and whether one more is a pattern."""
    found: dict[str, Answer] = {
        "huishouden": (family.signal.huishouden,),
        "eerdere_signalen": tuple(each.signaal_id for each in family.signals),
    }
    if pattern(family, here.today) or len(family.signals) > 1:
        found["patroon"] = ("ja",)
    return Check(found)


def logged(here: Here, signal: Signal) -> Done | None:
    """A signal of a known household was logged: where it belongs, and what stands out."""
    if not signal.eerdere_signalen:
        return None
    blocks = [
        Block(
            "tekst",
            here.text("opnieuw.klaar", aantal=str(len(signal.eerdere_signalen)), kenmerk=signal.signaal_id),
        )
    ]
    if "F_PATROON" in signal.vlaggen:
        blocks.append(Block("tekst", here.text("patroon.eerder")))
    return Done((Reply(tuple(blocks)),), about=signal.signaal_id)
