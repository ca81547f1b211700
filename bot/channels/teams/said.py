"""What a message says, as elements of a card: its blocks, and a button beside each answer that can be changed. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from bot.channels.teams import inert
from bot.channels.teams.elements import Element, buttons, heading, line_of, lines_of, submit
from bot.channels.teams.submits import CHOICE, TOKEN
from dialogs.model import Block, Reply
from dialogs.phrasebook import Phrasebook


@dataclass(frozen=True, slots=True)
class Edits:
    """Makes the button beside an answer that can be changed."""

    token: str
    phrases: Phrasebook
    codes: frozenset[str]
    """Which answers have one."""

    def beside(self, shown: Element, code: str, line: str) -> Element:
        """A line with the button next to it. A screen reader hears what it is about."""
        button = submit(self.phrases.text("teams.wijzig"), {TOKEN: self.token, CHOICE: code})
        button |= {"associatedInputs": "none", "tooltip": inert.label(_what(line, self.phrases))}
        line_column = {"type": "Column", "width": "stretch", "verticalContentAlignment": "Center", "items": [shown]}
        button_column = {"type": "Column", "width": "auto", "items": [buttons([button])]}
        return {"type": "ColumnSet", "spacing": "Small", "columns": [line_column, button_column]}


def blocks_of(reply: Reply, edits: Edits | None = None) -> list[Element]:
    """All blocks; those of an acute message on a ground of their own."""
    said = [element for block in reply.blocks for element in _block(block, edits)]
    if reply.kind == "acuut" and said:
        return [{"type": "Container", "style": "attention", "bleed": True, "items": said}]
    return said


def edits_of(reply: Reply, phrases: Phrasebook) -> dict[str, str]:
    """What the press of each of these buttons means, in words."""
    pairs = [
        (code, line)
        for block in reply.blocks
        for line, code in zip(block.lines or (block.text,), block.codes, strict=False)
    ]
    return {code: _what(line, phrases) for code, line in pairs if code}


def _what(line: str, phrases: Phrasebook) -> str:
    return phrases.text("teams.wijzig_wat", wat=line.partition(":")[0])


def _block(block: Block, edits: Edits | None) -> Iterator[Element]:
    match block.kind:
        case "titel":
            yield from heading(block.text)
        case "quote":
            said = "\n".join(filter(None, (block.text, *block.lines)))
            if lines := list(lines_of(said)):
                yield {"type": "Container", "style": "emphasis", "items": lines}
        case "punten" | "stappen":
            yield from lines_of(block.text)
            for number, (line, code) in enumerate(zip_longest(block.lines, block.codes, fillvalue=""), 1):
                mark = f"{number}." if block.kind == "stappen" else "•"
                shown = f"{mark} {line}"
                if edits and code in edits.codes:
                    yield edits.beside(line_of(shown), code, line)
                else:
                    yield line_of(shown, spacing="Small")
        case "tekst" if edits and edits.codes.intersection(block.codes):
            yield edits.beside(line_of(block.text), block.codes[0], block.text)
        case _:
            yield from lines_of("\n".join(filter(None, (block.text, *block.lines))))
