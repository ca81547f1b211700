"""The few elements that every card is made of. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.channels.teams import inert

Element = dict[str, Any]


def lines_of(text: str, **style: object) -> Iterator[Element]:
    """One element a line: clients differ in what a new line inside one does."""
    gap = style.pop("spacing", "Default")
    for line in text.splitlines():
        if line.strip():
            yield line_of(line.strip(), spacing=gap, **style)
            gap = "Small"
        else:
            gap = "Default"


def line_of(text: str, *, spacing: object = "Default", **style: object) -> Element:
    """Running text, in which nothing is read as mark-up."""
    inlines = [{"type": "TextRun", "text": inert.run(text), **style}]
    element: Element = {"type": "RichTextBlock", "inlines": inlines}
    return element if spacing == "Default" else {**element, "spacing": spacing}


def heading(text: str) -> Iterator[Element]:
    """A heading that a screen reader knows as one."""
    if shown := inert.label(text):
        yield {
            "type": "TextBlock",
            "text": shown,
            "style": "heading",
            "weight": "Bolder",
            "size": "Medium",
            "wrap": True,
        }


def submit(title: str, data: Element) -> Element:
    """A button that sends this in, with what was filled in."""
    return {"type": "Action.Submit", "title": title, "data": data}


def buttons(actions: list[Element], *, spacing: str = "Default") -> Element:
    """Buttons in a row."""
    element: Element = {"type": "ActionSet", "actions": actions}
    return element if spacing == "Default" else {**element, "spacing": spacing}
