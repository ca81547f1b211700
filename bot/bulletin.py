"""A broadcast as its readers see it: the text, the entry of the landscape that it is about, and the footer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from bot.storage.broadcasts import Broadcast
from dialogs.bulletin import blocks_of
from dialogs.confirm import Confirm
from dialogs.model import Block, Reply
from dialogs.phrasebook import Phrasebook
from dialogs.zorglandschap.landscape import Landscape

ACUTE: Final = "acute_route"
"""The category that nobody can opt out of: who to call in danger."""
READ: Final = "gelezen"
"""What the token of a message that must be read starts with; its reference follows."""


def corrected(phrases: Phrasebook, message: Reply) -> Reply:
    """The same for who got it before: it says that it stands for that."""
    return replace(message, blocks=(Block("tekst", phrases.text("bericht.verbeterd")), *message.blocks))


def bulletin(phrases: Phrasebook, landscape: Landscape, broadcast: Broadcast, today: date) -> Reply:
    """The message. Numbers come from the landscape and the public facts, never from what was typed."""
    blocks = list(blocks_of(broadcast.text))
    entry = landscape.organisation(broadcast.about, today=today) if broadcast.about else None
    if entry is not None:
        blocks += [Block("tekst", entry.name), Block("punten", lines=tuple(entry.lines)), Block("tekst", entry.source)]
    blocks.append(Block("tekst", phrases.text("bericht.blijft")))
    blocks.append(Block("tekst", phrases.text("bericht.voet", gemeente=landscape.name)))
    confirm = None
    if broadcast.must_read:
        blocks.append(Block("tekst", phrases.text("bericht.lees", kenmerk=broadcast.reference)))
        confirm = Confirm(f"{READ}.{broadcast.reference}", phrases.text("bericht.lees_knop"))
    return Reply(tuple(blocks), kind="kaart", item="bericht", confirm=confirm)
