"""From a message to a file: its name, its bytes, what kind of file it is. The libraries load when one is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from dialogs.model import Block, Reply

MEDIA_TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


_HEADING: Final = 60
"""Characters of a line that can be a heading."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file to hand over."""

    name: str
    media_type: str
    content: bytes


def document_of(reply: Reply, on: date) -> Document:
    """The card of a message as the kind of file that it asks for; the buttons are no part of it.

    The name says which card it is and the day, never which case. ValueError for a message that asks for no file.
    """
    kind = reply.document
    if kind == "pdf":
        from bot.documents.pdf import pdf

        content = pdf(reply.blocks)
    elif kind == "docx":
        from bot.documents.docx import docx

        content = docx(reply.blocks)
    else:
        raise ValueError("this message asks for no file")
    card = reply.item.removeprefix("kaart.") or "kaart"
    return Document(f"{card}-{on.isoformat()}.{kind}", MEDIA_TYPES[kind], content)


def is_heading(block: Block, follows: str) -> bool:
    """Whether a text stands above what follows it: a short line before a list or a quotation."""
    return block.kind == "tekst" and len(block.text) <= _HEADING and follows in {"punten", "stappen", "quote"}


def title_of(blocks: tuple[Block, ...]) -> str:
    """The title of a card; empty where it has none."""
    return next((block.text for block in blocks if block.kind == "titel"), "")
