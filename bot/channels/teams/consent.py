"""The cards with which Teams asks somebody whether a file may be put in their OneDrive, and shows it there. Pure.

A bot may send no file of its own: it asks, Teams gives an address for this one file, and the bot puts it there.
Source: Microsoft Learn, "Send and receive files from a bot" (file consent card, file info card).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bot.channels.teams.messages import LOCALE, Message
from bot.documents.making import Document

CONSENT: Final = "application/vnd.microsoft.teams.card.file.consent"
INFO: Final = "application/vnd.microsoft.teams.card.file.info"
INVOKE: Final = "fileConsent/invoke"
"""The invoke that carries the choice."""
_TOKEN: Final = "bestand"  # noqa: S105 - the name of a field
_LONGEST: Final = 200
_LONGEST_ADDRESS: Final = 8_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where Teams lets one file be put. Whoever has the address may write there: it is kept out of logs."""

    upload: str = field(repr=False)
    url: str = field(repr=False)
    """Where the file is found afterwards."""
    name: str
    unique_id: str
    file_type: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody chose on a consent card."""

    key: str
    """Id of the invoke."""
    token: str
    place: Place | None = None
    """None: they want no file."""


def consent_message(document: Document, token: str, question: str, told: str) -> Message:
    """Ask whether this file may be put in the reader's OneDrive. The token is all that comes back.

    A client need not show what is told on the card, so the question says the most important of it as text.
    """
    content = {
        "description": told,
        "sizeInBytes": len(document.content),
        "acceptContext": {_TOKEN: token},
        "declineContext": {_TOKEN: token},
    }
    asked = _with({"contentType": CONSENT, "name": document.name, "content": content})
    return {**asked, "text": question, "textFormat": "plain"}


def info_message(place: Place) -> Message:
    """Show the file that was put there."""
    content = {"uniqueId": place.unique_id, "fileType": place.file_type}
    return _with({"contentType": INFO, "contentUrl": place.url, "name": place.name, "content": content})


def choice_of(key: str, value: object) -> Choice | None:
    """Read what a consent card sends in; None when it is none of ours, or half of one."""
    if not isinstance(value, Mapping) or value.get("type") != "fileUpload":
        return None
    token = _text(value.get("context"), _TOKEN)
    match value.get("action"):
        case "decline" if token:
            return Choice(key, token)
        case "accept" if token:
            told = value.get("uploadInfo")
            upload, url = (_text(told, name, _LONGEST_ADDRESS) for name in ("uploadUrl", "contentUrl"))
            place = Place(upload, url, _text(told, "name"), _text(told, "uniqueId"), _text(told, "fileType"))
            return Choice(key, token, place)
        case _:
            return None


def _with(attachment: Mapping[str, Any]) -> Message:
    return {"type": "message", "locale": LOCALE, "attachments": [attachment]}


def _text(told: object, name: str, longest: int = _LONGEST) -> str:
    value = told.get(name) if isinstance(told, Mapping) else None
    return value if isinstance(value, str) and len(value) <= longest else ""
