"""A reply as the activities that go to Teams: a card where it asks something, else text; never too large. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from bot.channels.text import as_text
from dialogs.model import Reply

LARGEST: Final = 28_000
"""Bytes of one message in UTF-16, as Teams counts: 28 KB, a little less to be safe."""
LOCALE: Final = "nl-NL"

Attach = Callable[[Reply], Mapping[str, Any] | None]
"""Makes the card of a reply; None where the reply needs none."""
AttachAnswered = Callable[[Reply, Sequence[str]], Mapping[str, Any]]
"""Makes the card that takes its place, of the choices; none when it was answered by typing."""
Message = Mapping[str, Any]


def messages(reply: Reply, attach: Attach) -> list[Message]:
    """What is sent for a reply, in order. A card that is too large becomes text, a text that is too large several."""
    card = attach(reply)
    if card is not None:
        carded = {**_message(), "attachments": [card]}
        if size(carded) <= LARGEST:
            return [carded]
    return text_messages(as_text(reply))


def answered_message(reply: Reply, choices: Sequence[str], attach: AttachAnswered) -> Message:
    """What takes the place of a card that was answered."""
    return {**_message(), "attachments": [attach(reply, choices)]}


def text_messages(text: str) -> list[Message]:
    """A plain text as one message or more."""
    room = (LARGEST - size(text_message(""))) // 2 - 2
    return [text_message(part) for part in _parts(text, room)]


def text_message(text: str) -> Message:
    """One plain text: nothing in it is read as mark-up."""
    return {**_message(), "text": text, "textFormat": "plain"}


def size(message: Message) -> int:
    """Bytes as Teams counts them."""
    return len(as_sent(message).encode("utf-16-le", "surrogatepass"))


def as_sent(value: Mapping[str, Any]) -> str:
    """The JSON of it, as small as it goes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _message() -> dict[str, Any]:
    return {"type": "message", "locale": LOCALE}


def _parts(text: str, room: int) -> Iterator[str]:
    """Cut between paragraphs, else between lines, else between words, else anywhere."""
    while _weight(text) > room:
        end = _fitting(text, room)
        cut = next((at for mark in ("\n\n", "\n", " ") if (at := text.rfind(mark, end // 2, end)) > 0), end)
        yield text[:cut].rstrip()
        text = text[cut:].lstrip()
    yield text


def _fitting(text: str, room: int) -> int:
    """How many characters fit."""
    low, high = 1, min(len(text), room)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _weight(text[:middle]) <= room else (low, middle - 1)
    return low


def _weight(text: str) -> int:
    """UTF-16 units of a text inside JSON."""
    return len(json.dumps(text, ensure_ascii=False).encode("utf-16-le", "surrogatepass")) // 2
