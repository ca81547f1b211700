"""The kindcheck again in the same household: something changed, an evaluation was worse, or somebody asks (R11)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.acts import agreed
from bot.acts.family import Family, family_of, note, pattern, was_violence
from bot.acts.here import Check, Done, Here
from bot.acts.task_kinds import FOLLOW_UP
from dialogs.model import UNKNOWN, Answer, Block, Reply
from dialogs.signaal.signal import Signal
from dialogs.workdays import add_working_days

_EVENT: Final = "KC-B4"
_FLED: Final = "KC-B5"
"""The questions of the kindcheck about an event, and of a move whether the family fled: that is asked first (R94)."""
_NO_EVENT: Final = frozenset({"voorval", "school", "huisarts", UNKNOWN})
_AS_EVENT: Final[Mapping[str, str]] = {"uit_opvang": "ontslag_opvang"}
"""What the kindcheck calls it, where that is another word."""
_PASSED_ON: Final = frozenset({"school", "huisarts", "uit_opvang"})
"""After these it is checked whether the next one knows of earlier violence (R119)."""
_DAYS: Final = 5
"""Working days to check that (own choice)."""


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
    told: dict[str, Answer] = {} if what in _NO_EVENT else {_EVENT: (_AS_EVENT.get(what, what),)}
    if "gevlucht" in value:
        told[_FLED] = (value["gevlucht"],)
        said.append(_after_fleeing(here, family, what, fled=value["gevlucht"] != "nee"))
    return Done(tuple(said), check=Check(known(here, family).given, told))


def _after_fleeing(here: Here, family: Family, what: str, *, fled: bool) -> Reply:
    """Of a family that may have fled nothing is asked; otherwise the next one has to know what there was."""
    if fled:
        return here.reply("opnieuw.gevlucht")
    if what not in _PASSED_ON:
        return here.reply("opnieuw.verhuisd")
    day = add_working_days(here.today, _DAYS)
    agreed.of_family(here, family, FOLLOW_UP, day, "ACT_WARME_OVERDRACHT")
    new = here.text(f"overdracht.nieuw.{what}")
    violence = any(was_violence(each) for each in family.signals)
    lines = [here.text("overdracht.geweld", nieuw=new)] if violence else []
    lines.append(here.text("overdracht.nagaan", nieuw=new, datum=here.day(day)))
    return Reply(tuple(Block("tekst", line) for line in lines), kind="uitleg")


def known(here: Here, family: Family) -> Check:
    """What the kindcheck brings along: the household, its earlier signals, and whether one more is a pattern."""
    found: dict[str, Answer] = {
        "huishouden": (family.signal.huishouden,),
        "eerdere_signalen": tuple(each.signaal_id for each in family.signals),
    }
    if pattern(family, here.today) or len(family.standing) > 1:
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
