"""A card as PDF: one column of large type on A5, which fills the screen of a telephone and prints two on a sheet."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from bot.documents.making import is_heading, title_of
from dialogs.model import Block

_FONTS: Final = Path(__file__).parent / "fonts"
_FAMILY: Final = "DejaVu"
_A5: Final = (148, 210)
_MARGIN: Final = 13.0
"""Millimetres."""
_TEXT, _TITLE, _SMALL = 12.0, 17.0, 9.0
"""Points: 12 on A5 reads on a telephone without zooming."""
_LINE: Final = 6.0
"""Millimetres from line to line."""
_INDENT: Final = 6.0
_GREY: Final = 90
_MISSING: Final = "\N{WHITE SQUARE}"

logging.getLogger("fpdf").setLevel(logging.ERROR)
logging.getLogger("fontTools").setLevel(logging.ERROR)


class _Page(FPDF):
    def footer(self) -> None:
        """Page numbers only: nothing of the case on every page."""
        self.set_y(-11)
        self.set_font(_FAMILY, size=_SMALL)
        self.set_text_color(_GREY)
        self.cell(0, 5, f"{self.page_no()} / {{nb}}", align="C")
        self.set_text_color(0)


def pdf(blocks: Sequence[Block]) -> bytes:
    """The card as a PDF file."""
    page = _Page(format=_A5)
    page.add_font(_FAMILY, "", _FONTS / "DejaVuSans.ttf")
    page.add_font(_FAMILY, "B", _FONTS / "DejaVuSans-Bold.ttf")
    page.set_margins(_MARGIN, _MARGIN)
    page.set_auto_page_break(auto=True, margin=_MARGIN + 4)
    page.set_title(written(title_of(tuple(blocks))))
    page.set_lang("nl")
    page.set_creator("Signaalwijzer")
    page.add_page()
    for place, block in enumerate(blocks):
        follows = blocks[place + 1].kind if place + 1 < len(blocks) else ""
        _block(page, block, heading=is_heading(block, follows))
    return bytes(page.output())


def _block(page: FPDF, block: Block, *, heading: bool) -> None:
    match block.kind:
        case "titel":
            page.set_font(_FAMILY, "B", _TITLE)
            _paragraph(page, block.text, height=8.0)
            page.ln(2.0)
        case "punten" | "stappen":
            for number, line in enumerate(block.lines, 1):
                box = line.startswith("[ ] ")
                mark = "\N{WHITE SQUARE}" if box else f"{number}." if block.kind == "stappen" else "\N{BULLET}"
                _point(page, mark, line.removeprefix("[ ] "))
            page.ln(2.5)
        case "quote":
            page.set_font(_FAMILY, "", _TEXT)
            page.set_fill_color(240)
            page.set_x(page.l_margin + 2)
            page.multi_cell(
                page.epw - 2, _LINE, written(_quoted(block.text)),
                fill=True, align="L", padding=2, new_x=XPos.LMARGIN, new_y=YPos.NEXT,
            )  # fmt: skip
            page.ln(2.5)
        case _:
            if heading and page.will_page_break(3 * _LINE):
                page.add_page()  # a heading stays with what it is about
            page.set_font(_FAMILY, "B" if heading else "", _TEXT)
            _paragraph(page, block.text, height=_LINE)
            page.ln(0.5 if heading else 2.5)


def _quoted(text: str) -> str:
    return f"\N{LEFT SINGLE QUOTATION MARK}{text}\N{RIGHT SINGLE QUOTATION MARK}"


def _paragraph(page: FPDF, text: str, *, height: float) -> None:
    page.multi_cell(page.epw, height, written(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _point(page: FPDF, mark: str, text: str) -> None:
    page.set_font(_FAMILY, "", _TEXT)
    if page.will_page_break(_LINE):
        page.add_page()
    page.cell(_INDENT, _LINE, mark)
    page.multi_cell(page.epw - _INDENT, _LINE, written(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    page.ln(0.8)


def written(text: str) -> str:
    """The text in signs that the font has: of another letter what is left without its accents, else a square."""
    return "".join(sign if sign in "\n" or ord(sign) in _signs() else _plain(sign) for sign in text)


def _plain(sign: str) -> str:
    kept = "".join(each for each in unicodedata.normalize("NFKD", sign) if ord(each) in _signs())
    return kept or ("" if unicodedata.combining(sign) else _MISSING)


@cache
def _signs() -> frozenset[int]:
    with TTFont(_FONTS / "DejaVuSans.ttf", lazy=True) as font:
        return frozenset(font.getBestCmap())
