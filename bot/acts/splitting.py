"""A household that turns out to be two: one signal gets a household and a case of its own, or a join is undone."""

from __future__ import annotations

from bot.acts.desk import make_offer
from bot.acts.here import Done, Here, Notice
from bot.acts.whose import mine
from dialogs.model import Block, Reply

PHRASE = "splits.zeker"
"""The offer that asks whether it is sure."""


def begin(here: Here, reference: str) -> Done:
    """`splits S-…`: say what would go apart, and ask."""
    case = mine(here, reference)
    if case is None or reference not in [each.reference for each in case.signals]:
        return here.say("balie.onbekend" if case is None else "splits.welk")
    joined = here.tx.joined_with(here.place, case.reference)
    if len(case.signals) < 2 and not joined:
        return here.say("splits.niets", kenmerk=reference)
    offer, prompt = make_offer(here, PHRASE, ("ja", "nee"), reference)
    name = "splits.vraag" if len(case.signals) > 1 else "splits.vraag_koppeling"
    return Done((Reply((Block("tekst", here.text(name, kenmerk=reference)),), prompt),), offer=offer, about=reference)


def choose(here: Here, reference: str, code: str) -> Done:
    """Take them apart after a yes; what was told by the signal goes along, and who signalled hears it."""
    case = mine(here, reference)
    if case is None or code != "ja":
        return here.say("splits.niet")
    if len(case.signals) > 1:
        household = here.keys.reference("HH", "split", reference, here.now.isoformat())
        new = here.tx.split_case(here.place, reference, case, household, here.now)
        here.audit("household.split", reference, new)
        said = here.reply("splits.klaar", kenmerk=reference, huishouden=household)
    else:
        here.tx.unjoin(here.place, case.reference)
        here.audit("household.unjoin", case.reference)
        said = here.reply("splits.los", kenmerk=reference)
    owner = next(each.owner for each in case.signals if each.reference == reference)
    told = Notice(owner, here.reply("splits.verteld", kenmerk=reference), f"split.{reference}.{here.now.isoformat()}")
    return Done((said,), (told,), about=reference)
