"""What a message asks, as elements of a card: buttons, lists, a calendar; made from the prompt alone. Pure.

Choices carry the numbers or letters of `bot/channels/text.py`, so that typing works too.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from bot.channels.teams import inert
from bot.channels.teams.elements import Element, buttons, line_of, lines_of, submit
from bot.channels.teams.submits import CHOICE, DAY, KEYS, TOKEN, input_id
from bot.channels.text import numbered
from dialogs.confirm import Confirm
from dialogs.model import SKIPPED, Field, Option, Prompt
from dialogs.phrasebook import Phrasebook

_MOST_BUTTONS: Final = 7
_LONGEST_BUTTON: Final = 34
"""A phone cuts off what is longer; then the choices become a list with one button."""
_ROW: Final = 34
"""Characters of the few short choices that fit next to each other on a phone."""
_IN_ROW: Final = 3
_GLUED: Final = "\u00a0"
"""After a number: with a common space some clients would make a list of it."""


def prompt_of(prompt: Prompt, phrases: Phrasebook) -> Iterator[Element]:
    """The questions of a prompt, each as it is answered best, with a button that sends in what is not one itself."""
    if len(prompt.fields) == 1:
        yield from _alone(prompt, prompt.fields[0], phrases)
        return
    for place, field in enumerate(prompt.fields):
        for number, element in enumerate(_inputs(place, field, phrases, required=False)):
            yield element if number else {**element, "separator": True, "spacing": "Large"}
    keys = [field.key for field in prompt.fields]
    yield buttons([submit(phrases.text("teams.verstuur"), {TOKEN: prompt.token, KEYS: keys})])


def confirm_of(confirm: Confirm | None) -> list[Element]:
    """The button of a message that must be read. It has no number: it is no answer to what is asked."""
    if confirm is None:
        return []
    button = submit(confirm.label, {TOKEN: confirm.token, CHOICE: confirm.label})
    return [buttons([{**button, "associatedInputs": "none"}])]


def _alone(prompt: Prompt, field: Field, phrases: Phrasebook) -> Iterator[Element]:
    """One question: buttons where these can be read on a phone, otherwise a list with one button."""
    send = submit(phrases.text("teams.verstuur"), {TOKEN: prompt.token})
    if field.day:
        yield _day(0, field.text, phrases)
        yield buttons([send])
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
        yield buttons([send])


def _question(field: Field) -> list[Element]:
    """The question in bold, and what explains it below."""
    question, _, more = field.text.partition("\n")
    return [*lines_of(question, weight="Bolder"), *lines_of(more, spacing="Small")]


def _hint(text: str) -> Element:
    return line_of(text, isSubtle=True, size="Small", spacing="Small")


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
            yield buttons(shown)
        return
    group = ""
    for option, button in zip(field.options, shown, strict=True):
        if option.group and option.group != group:
            group = option.group
            yield line_of(group, isSubtle=True, spacing="Medium")
        yield buttons([button], spacing="Small")


def _press(prompt: Prompt, mark: str, option: Option) -> Element:
    """One choice as a button. It takes nothing along that was filled in next to it."""
    data = {TOKEN: prompt.token, CHOICE: option.code}
    return {**submit(_marked(mark, option), data), "associatedInputs": "none"}


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
