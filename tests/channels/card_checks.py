"""What holds for the card of every reply."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.channels.teams.cards import LARGEST, answered, attachment, size, submitted
from bot.channels.text import numbered
from dialogs.model import Block, Field, Prompt, Reply
from tests.shipped import library

PHRASES = library().phrases
ELEMENTS = {
    "AdaptiveCard",
    "TextBlock",
    "RichTextBlock",
    "TextRun",
    "Container",
    "ColumnSet",
    "Column",
    "ActionSet",
    "Input.ChoiceSet",
    "Input.Date",
    "Action.Submit",
}
DAY = "2026-11-20"
ONE_EDIT = 1_300
"""Bytes of an answer with its button: no room for one more is no fault."""

Element = Mapping[str, Any]


def elements(value: object) -> Iterator[Element]:
    """Every element of a card that has a type, outer ones first."""
    if isinstance(value, Mapping):
        if "type" in value:
            yield value
        for name, inner in value.items():
            if name != "data":
                yield from elements(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from elements(inner)


def content(reply: Reply) -> Element | None:
    found = attachment(reply, PHRASES)
    return found["content"] if found else None


def of_type(card: Element, name: str) -> list[Element]:
    return [element for element in elements(card) if element["type"] == name]


def shown(card: Element) -> str:
    """All that is read on a card, spaces without width left out."""
    names = ("text", "title", "label")
    lines = [str(element[name]) for element in elements(card) for name in names if name in element]
    lines += [choice["title"] for each in of_type(card, "Input.ChoiceSet") for choice in each["choices"]]
    return "\n".join(lines).replace("\u200b", "").replace("\u00a0", " ")


def faults_of_card(reply: Reply) -> list[str]:
    """What is wrong with the card of a reply, and with the one that replaces it."""
    card = content(reply)
    if card is None:
        return ["a question without a card"] if reply.prompt else []
    found = [f"an element {element['type']}" for element in elements(card) if element["type"] not in ELEMENTS]
    found += ["mark-up outside a heading" for each in of_type(card, "TextBlock") if each.get("style") != "heading"]
    if size(attachment(reply, PHRASES) or {}) > LARGEST:
        found.append("too large")
    if reply.prompt:
        text = shown(card)
        found += [
            f"does not show {mark}) {option.label}"
            for field in reply.prompt.fields
            for mark, option in numbered(field)
            if f"{mark}) {option.label}" not in text
        ]
        found += sent_back_wrongly(card, reply.prompt, reply.blocks)
        found += replaced_wrongly(reply, reply.prompt)
    return found


def sent_back_wrongly(card: Element, prompt: Prompt, blocks: Sequence[Block]) -> list[str]:
    """Press every button with the inputs filled in: what comes back must be the token and the codes chosen."""
    found, pressed = [], set()
    several = len(prompt.fields) > 1
    filled, expected = fill_in(card, prompt)
    for action in of_type(card, "Action.Submit"):
        data = dict(action["data"])
        alone = action.get("associatedInputs") == "none"
        if "keuze" in data:
            pressed.add(data["keuze"])
            wanted: tuple[str, tuple[str, ...]] = (prompt.token, (data["keuze"],))
            if not alone:
                found.append("a choice takes along what was filled in")
        else:
            wanted = (prompt.token, expected)
        back = submitted(json.loads(json.dumps(data if alone else {**data, **filled})))
        if back != wanted:
            found.append(f"comes back as {back}, expected {wanted}")
    edits = [code for block in blocks for code in block.codes if code]
    changed = [code for code in edits if code in pressed]
    full = size(card) + ONE_EDIT > LARGEST
    if changed != (edits[: len(changed)] if full else edits):
        found.append(f"can change only {changed} of {edits}")
    pressed -= set(edits)
    offered = {option.code for field in prompt.fields for option in field.options}
    listed = {choice["value"] for each in of_type(card, "Input.ChoiceSet") for choice in each["choices"]}
    if (listed if several or not pressed else pressed) != offered:
        found.append(f"offers {pressed or listed}, expected {offered}")
    return found


def fill_in(card: Element, prompt: Prompt) -> tuple[dict[str, str], tuple[str, ...]]:
    """Fill in every input: all of a list from which several may be chosen, the last of another, a day."""
    filled = {}
    for each in of_type(card, "Input.ChoiceSet"):
        values = [choice["value"] for choice in each["choices"]]
        filled[each["id"]] = ",".join(values) if each["isMultiSelect"] else values[-1]
    filled |= {each["id"]: DAY for each in of_type(card, "Input.Date")}
    several = len(prompt.fields) > 1
    codes = [f"{field.key}={code}" if several else code for field in prompt.fields for code in said_of(field)]
    return filled, tuple(codes)


def said_of(field: Field) -> Sequence[str]:
    if field.day:
        return (DAY,)
    codes = [option.code for option in field.options]
    return codes if field.multiple else codes[-1:]


def replaced_wrongly(reply: Reply, prompt: Prompt) -> list[str]:
    found = []
    for choices in ((), tuple(option.code for option in prompt.fields[0].options[:1])):
        after = answered(reply, choices, PHRASES)
        kinds = {element["type"] for element in elements(after["content"])}
        if any(kind.startswith(("Input.", "Action")) for kind in kinds):
            found.append("an answered card can be pressed")
        if choices and len(prompt.fields) == 1 and prompt.fields[0].options[0].label not in shown(after["content"]):
            found.append("an answered card does not tell the answer")
    return found
