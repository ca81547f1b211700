"""How a reply looks in Teams: an Adaptive Card 1.5, made from its meaning; no card is written by hand. Pure.

What it says is made in `said.py`, what it asks in `asked.py`. Layouts are plain, because a phone is narrow, and what
somebody typed stands only where nothing is read as mark-up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from bot.channels.teams import inert
from bot.channels.teams.asked import confirm_of, prompt_of
from bot.channels.teams.elements import Element, line_of, lines_of
from bot.channels.teams.messages import as_sent
from bot.channels.teams.said import Edits, blocks_of, edits_of
from bot.channels.teams.submits import by_question, fits, shown_day, submitted
from bot.channels.text import as_text
from dialogs.model import Reply
from dialogs.phrasebook import Phrasebook

CONTENT_TYPE: Final = "application/vnd.microsoft.card.adaptive"
LANGUAGE: Final = "nl"
"""Of a card, which knows two letters only; a message says `nl-NL`."""
LARGEST: Final = 27_000
"""Most bytes of a card, as Teams counts: a message holds 28 KB, its envelope included."""


def attachment(reply: Reply, phrases: Phrasebook) -> Mapping[str, Any] | None:
    """Give the card of a reply; None where it is one line of text, or where it would not fit in a message.

    What is None goes out as `plain(reply)`. A client may put the lines of a plain text behind each other; a card keeps
    them apart.
    """
    prompt = reply.prompt
    confirm = confirm_of(reply.confirm)
    if (
        prompt is None
        and not confirm
        and all(block.kind == "tekst" for block in reply.blocks)
        and "\n" not in plain(reply)
    ):
        return None
    if prompt is not None and not fits(prompt):
        return None
    if prompt is None:
        return _attached([*blocks_of(reply), *confirm], plain(reply))
    asked = [*prompt_of(prompt, phrases), *confirm]
    codes = tuple(edits_of(reply, phrases))
    for count in range(len(codes), -1, -1):  # as many answers get a button of their own as there is room for
        edits = Edits(prompt.token, phrases, frozenset(codes[:count]))
        if card := _attached([*blocks_of(reply, edits), *asked], plain(reply)):
            return card
    return None


def answered(reply: Reply, choices: Sequence[str], phrases: Phrasebook) -> Mapping[str, Any]:
    """Give the card that replaces one that was answered: what was asked and chosen, and nothing to press.

    Without choices it was answered by typing.
    """
    asked = list(_answers(reply, choices, phrases))
    return (
        _attached([*blocks_of(reply), *asked], "")
        or _attached(asked, "")
        or _wrapped([line_of(phrases.text("teams.beantwoord"))])
    )


def _answers(reply: Reply, choices: Sequence[str], phrases: Phrasebook) -> Iterator[Element]:
    said = by_question(reply.prompt, choices) if reply.prompt else {}
    for field in reply.prompt.fields if reply.prompt else ():
        yield from lines_of(field.text.partition("\n")[0], weight="Bolder")
        labels = {option.code: option.label for option in field.options} | edits_of(reply, phrases)
        known = [labels.get(code) or shown_day(code) for code in said[field.key]]
        if not choices:
            yield line_of(phrases.text("teams.beantwoord"), spacing="Small")
        elif known and all(known):
            yield line_of(phrases.text("teams.antwoord", antwoord="; ".join(known)), spacing="Small")
        else:
            yield line_of(phrases.text("teams.open_gelaten"), spacing="Small")


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
    """How many bytes it takes in a message, as Teams counts them."""
    return len(as_sent(value).encode("utf-16-le", "surrogatepass"))


__all__ = ["CONTENT_TYPE", "LARGEST", "answered", "attachment", "notification", "plain", "size", "submitted"]
