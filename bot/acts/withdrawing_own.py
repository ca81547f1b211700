"""Taking back a signal that nobody else read, while a worry is open: with a reason, and it stays until its term ends.

Erasing it at once would close a worry without proof (signal_schema.md §4 rule 6); #27 of conversations.md §3 marks it.
"""

from __future__ import annotations

from typing import Final

from bot.acts import retention
from bot.acts.desk import make_offer
from bot.acts.heard_back import withdrawn
from bot.acts.here import Done, Here
from bot.storage.withdrawal_statements import TAKEN_BACK
from dialogs.model import Block, Reply
from dialogs.offer import Offer

WHY: Final = "eigen.trek_waarom_zelf"
"""The offer that asks for the reason; the last choice is not to do it."""
_NOT: Final = "nee"
_OTHER_CHILD: Final = "ander_kind"
_REASONS: Final = (_OTHER_CHILD, "verklaard", "klopt_niet", "dubbel", "anders", _NOT)


def begin(here: Here, reference: str) -> Done:
    """Why it is not erased, what taking it back does, and the question for the reason."""
    if said := withdrawn(here, reference):
        return Done((Reply((Block("tekst", f"{reference}: {said}"),)),), about=reference)
    offer, prompt = make_offer(here, WHY, _REASONS, reference)
    text = Block("tekst", here.text("eigen.niet_wissen", kenmerk=reference))
    return Done((Reply((text,), prompt),), offer=offer, about=reference)


def write(here: Here, reference: str, code: str) -> Done:
    """Write the reason down. The tasks stay: what was worried about is not answered by it (§4 rule 6)."""
    if code == _NOT:
        return here.say("eigen.trek_niet", kenmerk=reference)
    if withdrawn(here, reference):
        return begin(here, reference)
    here.audit(TAKEN_BACK, reference, code)
    erased = here.day(retention.erased_on(here, reference))
    marked = here.reply("eigen.trek_zelf_klaar", kenmerk=reference, datum=here.day(here.today), termijn=erased)
    next_child = (here.reply("eigen.trek_ander_kind"),) if code == _OTHER_CHILD else ()
    return Done((marked, here.reply("eigen.trek_zorg"), *next_child), about=reference, gone=reference)


def choose(here: Here, offer: Offer, code: str) -> Done:
    """The reason was chosen; whose it is, and that nobody else reads it, is looked at again."""
    row = next((each for each in here.tx.signals(here.scope) if each.reference == offer.about), None)
    if row is None or row.shared:
        return here.say("eigen.geen")
    return write(here, offer.about, code)
