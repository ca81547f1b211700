"""What an activity of Teams means for the conversation. Pure: the body of a request in, what was heard out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from typing import Any, Final

from bot.channels.teams.consent import INVOKE, Choice, choice_of
from bot.model import Activity, ActivityKind

NAME: Final = "teams"
CARD_ACTION: Final = "adaptiveCard/action"
"""The invoke that carries an answer on a card."""
_LONGEST: Final = 1000
"""Most characters of an id; Teams has long ones, nobody has longer."""
_QUOTE: Final = ("<blockquote", "schema.skype.com/Reply", "</blockquote>")
_BREAK: Final = re.compile(r"<br\s*/?>|</p>|</div>|</li>", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]*>")
_NAMED: Final = re.compile(r"</?at\b[^<>]*>", re.IGNORECASE)
_MARKED_UP: Final = frozenset({"xml", "html"})

Body = Mapping[str, Any]
Submitted = Callable[[object], tuple[str, tuple[str, ...]] | None]
"""Reads what a card sends: the token of its prompt and the choices; None when it is none of our cards."""


class NotAnActivity(Exception):  # noqa: N818 - reads as what it says
    """The body lacks what every activity has."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The way to a conversation."""

    tenant: str
    conversation: str
    service_url: str
    bot: str
    """How Teams calls the assistant there."""
    user: str
    """How Teams calls the person there."""
    person: str
    """Entra object id."""
    direct: bool
    gone: bool = False
    """The assistant was taken away there."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a request tells: where it came from, and what happened if that asks for an answer."""

    reference: Reference
    at: datetime
    activity: Activity | None = None
    choice: Choice | None = None
    """Whether somebody wants the file that was offered."""


def tenant_of(body: Body) -> str:
    """The tenant in which this was said; empty when it is not told, or told in two ways."""
    told = {
        value.lower()
        for value in (_at(body, "conversation", "tenantId"), _at(body, "channelData", "tenant", "id"))
        if isinstance(value, str) and value
    }
    return told.pop() if len(told) == 1 else ""


def read(body: Body, submitted: Submitted, now: datetime) -> Heard:
    """Read one activity that comes in now. Raises NotAnActivity."""
    kind, key = _text(body, "type"), _text(body, "id")
    conversation, sender = _text(body, "conversation", "id"), _text(body, "from", "id")
    if not kind or not key or not conversation or not sender:
        raise NotAnActivity
    me, at = _text(body, "recipient", "id"), min(_moment(body.get("timestamp"), now), now)
    reference = Reference(
        tenant=tenant_of(body),
        conversation=conversation,
        service_url=_text(body, "serviceUrl"),
        bot=me,
        user=sender,
        person=_text(body, "from", "aadObjectId").lower() or sender,
        direct=_at(body, "conversation", "conversationType") == "personal",
        gone=_is_taken_away(body, kind, me),
    )
    if sender == me or _at(body, "from", "role") == "bot":
        return Heard(reference, at)
    if kind == "invoke" and body.get("name") == INVOKE:
        return Heard(reference, at, choice=choice_of(key, body.get("value")))
    found = _found(body, kind, key, me, at, submitted)
    if found is None or (found.kind == "joined" and not reference.direct):
        return Heard(reference, at)  # a group hears nothing of itself; whoever asks there is answered
    return Heard(reference, at, _activity(reference, at, found))


@dataclass(frozen=True, slots=True)
class _Found:
    kind: ActivityKind
    key: str
    text: str = ""
    token: str = ""
    choices: tuple[str, ...] = ()
    relates_to: str = ""
    named: bool = False


def _found(body: Body, kind: str, key: str, me: str, at: datetime, submitted: Submitted) -> _Found | None:
    match kind:
        case "message":
            return _message(body, key, me, submitted)
        case "messageUpdate":
            return _Found("edit", f"{key}.edit.{_text(body, 'timestamp')}", said(body, me), relates_to=key)
        case "messageDelete":
            return _Found("redaction", f"{key}.delete", relates_to=key)
        case "invoke" if body.get("name") == CARD_ACTION:
            pressed = submitted(_at(body, "value", "action", "data"))
            return _Found("button", key, token=pressed[0], choices=pressed[1]) if pressed else None
        case "conversationUpdate" | "installationUpdate" if _is_brought_in(body, kind, me):
            # Teams tells of one installation in both ways: whoever came today is greeted once
            return _joined(at)
        case _:
            return None


def greeting(reference: Reference, at: datetime) -> Activity:
    """Somebody comes in to a personal conversation that the assistant opened."""
    return _activity(reference, at, _joined(at))


def _joined(at: datetime) -> _Found:
    return _Found("joined", f"joined.{at.date().isoformat()}")


def _message(body: Body, key: str, me: str, submitted: Submitted) -> _Found:
    if pressed := submitted(body["value"]) if isinstance(body.get("value"), Mapping) else None:
        return _Found("button", key, token=pressed[0], choices=pressed[1])
    media = any(not _is_html(each) for each in _attachments(body))
    return _Found("media" if media else "message", key, said(body, me), named=any(_mentions(body, me)))


def said(body: Body, me: str) -> str:
    """The words of the sender alone: without our own name, and without what a reply repeats of another message."""
    text = body.get("text")
    text = _whole(text) if isinstance(text, str) else ""
    answers = (_without_quote(_text(each, "content", longest=0)) for each in _attachments(body) if _is_html(each))
    markup = next((each for each in answers if each is not None), None)
    text = text if markup is None else markup
    for mention in _mentions(body, me):
        text = text.replace(mention, " ")
    if markup is not None or _text(body, "textFormat") in _MARKED_UP:
        return unescape(_TAG.sub("", _BREAK.sub("\n", text))).replace("\xa0", " ").strip()
    return _NAMED.sub("", text).replace("&nbsp;", " ").replace("\xa0", " ").strip()


def _mentions(body: Body, me: str) -> Iterator[str]:
    """Our own name, as it stands in the text."""
    for each in _list(body.get("entities")):
        mention = _text(each, "text")
        if _at(each, "type") == "mention" and mention and _text(each, "mentioned", "id") == me:
            yield mention


def _activity(reference: Reference, at: datetime, found: _Found) -> Activity:
    return Activity(
        key=found.key,
        channel=NAME,
        realm=reference.tenant,
        conversation=reference.conversation,
        sender=reference.person,
        kind=found.kind,
        sent_at=at,
        text=found.text,
        token=found.token,
        choices=found.choices,
        direct=reference.direct,
        relates_to=found.relates_to,
        named=found.named,
    )


def _is_brought_in(body: Body, kind: str, me: str) -> bool:
    if kind == "installationUpdate":
        return _text(body, "action").startswith("add")
    return any(_text(each, "id") == me for each in _list(body.get("membersAdded")))


def _is_taken_away(body: Body, kind: str, me: str) -> bool:
    if kind == "installationUpdate":
        return _text(body, "action").startswith("remove")
    return kind == "conversationUpdate" and any(_text(each, "id") == me for each in _list(body.get("membersRemoved")))


def _is_html(attachment: Body) -> bool:
    return attachment.get("contentType") == "text/html"


def _without_quote(markup: str) -> str | None:
    """What was written below a quoted message; None where none is quoted."""
    start, mark, end = _QUOTE
    opened, marked = markup.find(start), markup.find(mark)
    closed = markup.find(end, marked)
    if not 0 <= opened < marked < closed:
        return None
    return f"{markup[:opened]} {markup[closed + len(end) :]}"


def _attachments(body: Body) -> Iterator[Body]:
    yield from _list(body.get("attachments"))


def _list(value: object) -> Iterator[Body]:
    if isinstance(value, list):
        yield from (each for each in value if isinstance(each, Mapping))


def _at(body: object, *names: str) -> object:
    for name in names:
        if not isinstance(body, Mapping):
            return None
        body = body.get(name)
    return body


def _text(body: object, *names: str, longest: int = _LONGEST) -> str:
    """A text at this place; what is too long for an id counts as none (0: any length)."""
    value = _at(body, *names)
    return _whole(value) if isinstance(value, str) and (not longest or len(value) <= longest) else ""


def _whole(text: str) -> str:
    """Replace halves of characters, which JSON can spell and nothing can store."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _moment(value: object, now: datetime) -> datetime:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else now
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return now
