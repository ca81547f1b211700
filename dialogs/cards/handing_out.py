"""Giving a card: always as a message, and as a file where the user asked for one and the channel gives files."""

from __future__ import annotations

from dialogs.cards.documents import DocumentKind
from dialogs.model import Block
from dialogs.turn import Turn


def hand_out(turn: Turn, blocks: list[Block], item: str, document: DocumentKind) -> None:
    """Say a card; with it a file, where the channel gives one, else that it gives none."""
    given = document if turn.context.documents else ""
    turn.say(blocks, kind="kaart", item=item, document=given)
    if document and not given:
        turn.say_phrase("kaart.geen_bestand", kanaal=turn.context.channel)
