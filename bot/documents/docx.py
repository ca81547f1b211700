"""A card as a Word document, for who puts it in their own file: the same words, in styles that Word knows."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

import docx as word
from docx.document import Document
from docx.shared import Mm, Pt

from bot.documents.making import is_heading, title_of
from dialogs.model import Block

_FONT: Final = "Calibri"
_A5: Final = (Mm(148), Mm(210))
_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands where Word wants a moment: a file tells nothing of when or by whom a case was looked at."""


def docx(blocks: Sequence[Block]) -> bytes:
    """The card as a DOCX file."""
    page = word.Document()
    section = page.sections[0]
    section.page_width, section.page_height = _A5
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(14))
    page.styles["Normal"].font.name = _FONT
    page.styles["Normal"].font.size = Pt(12)
    about = page.core_properties
    about.title, about.author, about.comments, about.language = title_of(tuple(blocks)), "", "", "nl-NL"
    about.created = about.modified = _EPOCH
    about.last_modified_by = ""
    for place, block in enumerate(blocks):
        follows = blocks[place + 1].kind if place + 1 < len(blocks) else ""
        _block(page, block, heading=is_heading(block, follows))
    file = io.BytesIO()
    page.save(file)
    return file.getvalue()


def _block(page: Document, block: Block, *, heading: bool) -> None:
    match block.kind:
        case "titel":
            page.add_heading(block.text, level=1)
        case "punten":
            for line in block.lines:
                box = line.startswith("[ ] ")
                text = f"\N{BALLOT BOX} {line.removeprefix('[ ] ')}" if box else line
                page.add_paragraph(text, style="Normal" if box else "List Bullet")
        case "stappen":
            for line in block.lines:
                page.add_paragraph(line, style="List Number")
        case "quote":
            page.add_paragraph(
                f"\N{LEFT SINGLE QUOTATION MARK}{block.text}\N{RIGHT SINGLE QUOTATION MARK}", style="Quote"
            )
        case _:
            shown = page.add_paragraph()
            shown.add_run(block.text).bold = heading
            shown.paragraph_format.keep_with_next = heading
