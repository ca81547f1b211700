"""How a reply looks in Teams: an Adaptive Card 1.5, made from its meaning; no card is written by hand. Pure.

Layouts are plain, because a phone is narrow. Choices carry the numbers or letters of `bot/channels/text.py`, so that
typing works too, and what somebody typed stands only where nothing is read as mark-up.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from bot.channels.teams import inert
from bot.channels.teams.submits import CHOICE, DAY, KEYS, TOKEN, by_question, fits, input_id, shown_day, submitted
from bot.channels.text import as_text, numbered
from dialogs.model import SKIPPED, Block, Field, Option, Prompt, Reply
from dialogs.phrasebook import Phrasebook

CONTENT_TYPE: Final = "application/vnd.microsoft.card.adaptive"
LANGUAGE: Final = "nl"
"""Of a card, which knows two letters only; a message says `nl-NL`."""
LARGEST: Final = 24_000
"""Most bytes of a card: a message of Teams holds 28 KB, its envelope included."""
_MOST_BUTTONS: Final = 7
_LONGEST_BUTTON: Final = 34
"""A phone cuts off what is longer; then the choices become a list with one button."""
_ROW: Final = 34
"""Characters of the few short choices that fit next to each other on a phone."""
_IN_ROW: Final = 3
_GLUED: Final = "\u00a0"
"""After a number: with a common space some clients would make a list of it."""

Element = dict[str, Any]


def attachment(reply: Reply, phrases: Phrasebook) -> Mapping[str, Any] | None:
    """Give the card of a reply; None where it is one line of text, or where it would not fit in a message.

    What is None goes out as `plain(reply)`. A client may put the lines of a plain text behind each other; a card keeps
    them apart.
    """
    prompt = reply.prompt
    if prompt is None and all(block.kind == "tekst" for block in reply.blocks) and "\n" not in plain(reply):
        return None
    if prompt is not None and not fits(prompt):
        return None
    body = _blocks(reply)
    if prompt is not None:
        body += _prompt(prompt, phrases)
    return _attached(body, plain(reply))


def answered(reply: Reply, choices: Sequence[str], phrases: Phrasebook) -> Mapping[str, Any]:
    """Give the card that replaces one that was answered: what was asked and chosen, and nothing to press.

    Without choices it was answered by typing.
    """
    asked = list(_answers(reply.prompt, choices, phrases)) if reply.prompt else []
    return (
        _attached([*_blocks(reply), *asked], "")
        or _attached(asked, "")
        or _wrapped([_text(phrases.text("teams.beantwoord"))])
    )


def _answers(prompt: Prompt, choices: Sequence[str], phrases: Phrasebook) -> Iterator[Element]:
    said = by_question(prompt, choices)
    for field in prompt.fields:
        yield from _lines(field.text.partition("\n")[0], weight="Bolder")
        labels = {option.code: option.label for option in field.options}
        known = [labels.get(code) or shown_day(code) for code in said[field.key]]
        if not choices:
            yield _text(phrases.text("teams.beantwoord"), spacing="Small")
        elif known and all(known):
            yield _text(phrases.text("teams.antwoord", antwoord="; ".join(known)), spacing="Small")
        else:
            yield _text(phrases.text("teams.open_gelaten"), spacing="Small")


def plain(reply: Reply) -> str:
    """Give the whole reply as text, for where a card cannot be shown. To be sent as plain text, not as Markdown."""
    return as_text(reply)


def notification(phrases: Phrasebook) -> str:
    """What a locked screen may show of a message: that there is one."""
    return phrases.text("teams.melding")


def _attached(body: list[Element], fallback: str) -> Mapping[str, Any] | None:
    """The card, with what an old client shows instead where there is room; None if it would not fit."""
    lines = [inert.label(line) for line in fallback.splitlines()]
    with_text = _wrapped(body, "\n\n".join(filter(None, lines)))
    if size(with_text) <= LARGEST:
        return with_text
    bare = _wrapped(body)
    return bare if size(bare) <= LARGEST else None


def _wrapped(body: list[Element], fallback: str = "") -> Mapping[str, Any]:
    card: Element = {"type": "AdaptiveCard", "version": "1.5", "lang": LANGUAGE, "msteams": {"width": "Full"}}
    card |= {"fallbackText": fallback} if fallback else {}
    return {"contentType": CONTENT_TYPE, "content": {**card, "body": body}}


def size(value: Mapping[str, Any]) -> int:
    """How many bytes it takes in a message."""
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))


# --- what is said


def _blocks(reply: Reply) -> list[Element]:
    """All blocks; those of an acute message on a ground of their own."""
    said = [element for block in reply.blocks for element in _block(block)]
    if reply.kind == "acuut" and said:
        return [{"type": "Container", "style": "attention", "bleed": True, "items": said}]
    return said


def _block(block: Block) -> Iterator[Element]:
    match block.kind:
        case "titel":
            yield from _heading(block.text)
        case "quote":
            said = "\n".join(filter(None, (block.text, *block.lines)))
            if lines := list(_lines(said)):
                yield {"type": "Container", "style": "emphasis", "items": lines}
        case "punten" | "stappen":
            yield from _lines(block.text)
            for number, line in enumerate(block.lines, 1):
                mark = f"{number}." if block.kind == "stappen" else "•"
                yield _text(f"{mark} {line}", spacing="Small")
        case _:
            yield from _lines("\n".join(filter(None, (block.text, *block.lines))))


def _lines(text: str, **style: object) -> Iterator[Element]:
    """One element a line: clients differ in what a new line inside one does."""
    gap = style.pop("spacing", "Default")
    for line in text.splitlines():
        if line.strip():
            yield _text(line.strip(), spacing=gap, **style)
            gap = "Small"
        else:
            gap = "Default"


def _text(text: str, *, spacing: object = "Default", **style: object) -> Element:
    """Running text, in which nothing is read as mark-up."""
    inlines = [{"type": "TextRun", "text": inert.run(text), **style}]
    element: Element = {"type": "RichTextBlock", "inlines": inlines}
    return element if spacing == "Default" else {**element, "spacing": spacing}


def _heading(text: str) -> Iterator[Element]:
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


# --- what is asked


def _prompt(prompt: Prompt, phrases: Phrasebook) -> Iterator[Element]:
    if len(prompt.fields) == 1:
        yield from _alone(prompt, prompt.fields[0], phrases)
        return
    for place, field in enumerate(prompt.fields):
        for number, element in enumerate(_inputs(place, field, phrases, required=False)):
            yield element if number else {**element, "separator": True, "spacing": "Large"}
    keys = [field.key for field in prompt.fields]
    yield _buttons([_submit(phrases.text("teams.verstuur"), {TOKEN: prompt.token, KEYS: keys})])


def _alone(prompt: Prompt, field: Field, phrases: Phrasebook) -> Iterator[Element]:
    """One question: buttons where these can be read on a phone, otherwise a list with one button."""
    send = _submit(phrases.text("teams.verstuur"), {TOKEN: prompt.token})
    if field.day:
        yield _day(0, field.text, phrases)
        yield _buttons([send])
        yield from _as_buttons(prompt, field)
    elif _has_buttons(field):
        yield from _question(field)
        yield from _as_buttons(prompt, field)
        if {option.code for option in field.options} <= {SKIPPED}:
            yield _hint(phrases.text("teams.typ"))
    else:
        yield from _inputs(0, field, phrases, required=True)
        if field.multiple:
            yield _hint(phrases.text("teams.leeftijden" if field.lettered else "teams.meer_kiezen"))
        yield _buttons([send])


def _question(field: Field) -> list[Element]:
    """The question in bold, and what explains it below."""
    question, _, more = field.text.partition("\n")
    return [*_lines(question, weight="Bolder"), *_lines(more, spacing="Small")]


def _hint(text: str) -> Element:
    return _text(text, isSubtle=True, size="Small", spacing="Small")


def _has_buttons(field: Field) -> bool:
    if field.multiple:
        return False
    short = all(len(option.label) <= _LONGEST_BUTTON for option in field.options)
    return short and len(field.options) <= _MOST_BUTTONS


def _as_buttons(prompt: Prompt, field: Field) -> Iterator[Element]:
    """A button for each choice: the few short ones in a row, others below each other, under their headings."""
    shown = [_press(prompt, mark, option) for mark, option in numbered(field)]
    if len(shown) <= _IN_ROW and sum(len(each["title"]) for each in shown) <= _ROW:
        if shown:
            yield _buttons(shown)
        return
    group = ""
    for option, button in zip(field.options, shown, strict=True):
        if option.group and option.group != group:
            group = option.group
            yield _text(group, isSubtle=True, spacing="Medium")
        yield _buttons([button], spacing="Small")


def _press(prompt: Prompt, mark: str, option: Option) -> Element:
    """One choice as a button. It takes nothing along that was filled in next to it."""
    data = {TOKEN: prompt.token, CHOICE: option.code}
    return {**_submit(_marked(mark, option), data), "associatedInputs": "none"}


def _submit(title: str, data: Element) -> Element:
    return {"type": "Action.Submit", "title": title, "data": data}


def _buttons(actions: list[Element], *, spacing: str = "Default") -> Element:
    element: Element = {"type": "ActionSet", "actions": actions}
    return element if spacing == "Default" else {**element, "spacing": spacing}


def _inputs(place: int, field: Field, phrases: Phrasebook, *, required: bool) -> list[Element]:
    """The choices as lists, one for each heading where several may be chosen, and a calendar for a day."""
    marked = list(numbered(field))
    runs = [list(run) for _, run in groupby(marked, lambda each: each[1].group)] if field.multiple else [marked]
    grouped = len(runs) > 1
    inputs: list[Element] = []
    for part, run in enumerate(filter(None, runs)):
        heading = run[0][1].group if grouped else ""
        inputs.append(
            {
                "type": "Input.ChoiceSet",
                "id": input_id(place, str(part)),
                "label": inert.label(heading or field.text),
                "style": "expanded",
                "isMultiSelect": field.multiple,
                "wrap": True,
                "choices": [{"title": inert.label(_marked(mark, o)), "value": o.code} for mark, o in run],
            }
        )
    if required and len(inputs) == 1:
        inputs[0] |= {"isRequired": True, "errorMessage": phrases.text("teams.kies")}
    if field.day:
        inputs.append(_day(place, phrases.text("teams.of_dag") if inputs else field.text, phrases))
    return [*_question(field), *inputs] if grouped or not inputs else inputs


def _day(place: int, question: str, phrases: Phrasebook) -> Element:
    return {
        "type": "Input.Date",
        "id": input_id(place, DAY),
        "label": inert.label(question),
        "placeholder": phrases.text("teams.kies_dag"),
    }


def _marked(mark: str, option: Option) -> str:
    return f"{mark}){_GLUED}{option.label}"


__all__ = ["CONTENT_TYPE", "LARGEST", "answered", "attachment", "notification", "plain", "size", "submitted"]
