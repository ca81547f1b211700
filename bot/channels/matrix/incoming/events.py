"""What an event of a room means for the conversation. Pure: raw (decrypted) events in, activities out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.channels.matrix.mentions import without_name
from bot.model import Activity, ActivityKind

NAME = "matrix"

_FALLBACK = re.compile(r"> (?:\* )?<@[^>]*>")
_MEDIA = frozenset({"m.image", "m.audio", "m.video", "m.file", "m.location"})
_SILENT = frozenset({"m.notice", "m.server_notice", "m.key.verification.request"})
"""Said by machines (the specification: never answer a notice), or part of a ceremony between devices."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_MILLISECOND = 4_102_444_800_000  # the year 2100; a sender chooses this number

Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Room:
    """What has to be known of the room in which events are read."""

    id: str
    me: str
    """User id of the assistant."""
    realm: str
    members: frozenset[str]
    """Everybody who joined or is invited."""

    @property
    def direct(self) -> bool:
        """Nobody but the assistant and one other."""
        return len(self.members) == 2 and self.me in self.members

    @property
    def other(self) -> str:
        """The other one in a direct room."""
        return next(iter(self.members - {self.me}), "")


def is_encrypted(event: Event) -> bool:
    """Whether this is an event that did not decrypt."""
    return event.get("type") == "m.room.encrypted"


def since_invited(events: Sequence[Event], me: str) -> Sequence[Event]:
    """Leave out what was said before the assistant was asked to come.

    A room that was just joined shows its history. What its people said from the invitation on is for the assistant.
    Without a join of the assistant among the events all of them count.
    """
    joins = [place for place, event in enumerate(events) if _own_membership(event, me) == "join" and _is_new(event)]
    if not joins:
        return events
    invitations = [place for place in range(joins[-1]) if _own_membership(events[place], me) == "invite"]
    return events[invitations[-1] if invitations else joins[-1] :]


def to_activity(event: Event, room: Room) -> Activity | None:
    """Read one event. None for what asks for no answer: our own, notices, reactions, state, what cannot be read."""
    sender, key, content = event.get("sender"), event.get("event_id"), event.get("content")
    if not isinstance(sender, str) or not isinstance(key, str) or not isinstance(content, Mapping):
        return None
    if _own_membership(event, room.me) == "join":
        return _joined(event, key, room)
    if sender == room.me:
        return None
    read = _READERS.get(str(event.get("type")))
    found = read(event, content) if read else None
    if found is None:
        return None
    kind, text, relates_to = found
    named = False
    if not room.direct and kind == "message":
        text, named = without_name(content, text, room.me)
    activity = _activity(event, room, key, sender, kind, text, relates_to)
    return replace(activity, thread=_thread(content), named=named)


def to_press(event: Event, room: Room) -> Activity:
    """Who pressed something, and when; what it says, `choices.py` finds out."""
    return _activity(event, room, str(event.get("event_id", "")), str(event.get("sender", "")), "button", "", "")


def without_fallback(body: str) -> str:
    """Take away what a reply repeats of the message it answers."""
    if not _FALLBACK.match(body):
        return body
    lines = body.split("\n")
    quoted = next((number for number, line in enumerate(lines) if not line.startswith(">")), len(lines))
    return "\n".join(lines[quoted:]).removeprefix("\n")


_Found = tuple[ActivityKind, str, str]


def _joined(event: Event, key: str, room: Room) -> Activity | None:
    """Greet whoever invited the assistant into a direct room; not in rooms that it opened itself."""
    if not room.direct or not _is_new(event) or not _was_invited(event):
        return None
    return _activity(event, room, key, room.other, "joined", "", "")


def _message(event: Event, content: Event) -> _Found | None:
    relation = content.get("m.relates_to")
    replaces = relation.get("event_id") if isinstance(relation, Mapping) and _is_replacement(relation) else None
    if isinstance(replaces, str):
        new = content.get("m.new_content")
        content = new if isinstance(new, Mapping) else content
    kind, body = content.get("msgtype"), content.get("body")
    if not isinstance(kind, str) or not isinstance(body, str) or kind in _SILENT:
        return None
    if isinstance(replaces, str):
        return "edit", without_fallback(body), replaces
    if kind in _MEDIA:
        return "media", _caption(content, body), ""
    return "message", without_fallback(body), ""


def _sticker(event: Event, content: Event) -> _Found | None:
    return "media", "", ""


def _redaction(event: Event, content: Event) -> _Found | None:
    redacted = event.get("redacts") or content.get("redacts")  # moved into the content by room version 11
    return ("redaction", "", redacted) if isinstance(redacted, str) else None


_READERS = {"m.room.message": _message, "m.sticker": _sticker, "m.room.redaction": _redaction}


def _caption(content: Event, body: str) -> str:
    """A body beside a file name is what the sender wrote with the file; alone it is the file's name."""
    name = content.get("filename")
    return body if isinstance(name, str) and name != body else ""


def _thread(content: Event) -> str:
    """The message under which somebody goes on; of an edit the homeserver keeps it with the original."""
    relation = content.get("m.relates_to")
    root = relation.get("event_id") if isinstance(relation, Mapping) and relation.get("rel_type") == "m.thread" else ""
    return root if isinstance(root, str) else ""


def _is_replacement(relation: Mapping[str, Any]) -> bool:
    return relation.get("rel_type") == "m.replace"


def _own_membership(event: Event, me: str) -> str:
    content = event.get("content")
    if event.get("type") != "m.room.member" or event.get("state_key") != me or not isinstance(content, Mapping):
        return ""
    return str(content.get("membership", ""))


def _before(event: Event) -> str:
    unsigned = event.get("unsigned")
    previous = unsigned.get("prev_content") if isinstance(unsigned, Mapping) else None
    return str(previous.get("membership", "")) if isinstance(previous, Mapping) else ""


def _is_new(event: Event) -> bool:
    """A change of name or picture is a join event too."""
    return _before(event) != "join"


def _was_invited(event: Event) -> bool:
    return _before(event) == "invite"


def _activity(
    event: Event, room: Room, key: str, sender: str, kind: ActivityKind, text: str, relates_to: str
) -> Activity:
    return Activity(
        key=key,
        channel=NAME,
        realm=room.realm,
        conversation=room.id,
        sender=sender,
        kind=kind,
        sent_at=_moment(event.get("origin_server_ts")),
        text=text,
        direct=room.direct,
        relates_to=relates_to,
    )


def _moment(milliseconds: object) -> datetime:
    number = milliseconds if isinstance(milliseconds, int) else 0
    return _EPOCH + timedelta(milliseconds=min(max(number, 0), _LAST_MILLISECOND))
