"""Options that can be pressed: reactions under the message, or a poll after it. The numbers can always be typed too.

Reactions travel unencrypted, so they are numbers and say nothing; a poll is encrypted as the room is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

import structlog
from pydantic import TypeAdapter, ValidationError

from bot.channels.matrix.incoming.events import NAME
from bot.channels.matrix.outgoing.sending import Sender
from bot.channels.matrix.settings import Choices
from bot.keys import Keyring
from bot.model import Activity, Delivered
from bot.ports import Clock
from bot.storage.store import StorageGone, Store
from dialogs.model import Field, Prompt, Reply

_KEYCAPS: Final = tuple(f"{number}\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP}" for number in range(1, 10))
_MOST: Final = {"numbers": 0, "reactions": len(_KEYCAPS), "poll": 20}
"""So many options can be pressed; a poll takes twenty."""
_POLL: Final = "org.matrix.msc3381.poll.start"
_TEXT: Final = "org.matrix.msc1767.text"
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a message asks: the token of the prompt, and its options in the order in which they are shown."""

    token: str
    options: tuple[str, ...]


_SHOWN = TypeAdapter(Shown)


class ShownPrompts(Protocol):
    """Where it is kept which message asks what."""

    async def save(self, room: str, event: str, shown: Shown) -> None:
        """Keep it. Nothing depends on it: without storage the numbers can be typed."""

    async def find(self, room: str, event: str) -> Shown | None:
        """What the message asks, if it does."""


class StoredPrompts:
    """Kept in our own database, by a pseudonym of the message."""

    def __init__(self, store: Store, keyring: Keyring, clock: Clock, realm: str) -> None:
        self._store = store
        self._keyring = keyring
        self._clock = clock
        self._realm = realm

    async def save(self, room: str, event: str, shown: Shown) -> None:
        """Keep it, if storage is there."""
        key, plain, now = self._key(room, event), _SHOWN.dump_json(shown), self._clock.now()
        try:
            await self._store.run(lambda tx: tx.save_shown_prompt(key, plain, now))
        except StorageGone as gone:
            _log.warning("matrix.prompt_not_kept", code=gone.code)

    async def find(self, room: str, event: str) -> Shown | None:
        """Look it up. Raises StorageGone."""
        key = self._key(room, event)
        plain = await self._store.run(lambda tx: tx.shown_prompt(key))
        try:
            return None if plain is None else _SHOWN.validate_json(plain)
        except ValidationError:  # of another version
            return None

    def _key(self, room: str, event: str) -> str:
        return self._keyring.derive("shown", NAME, self._realm, room, event)


async def offer(
    sender: Sender, prompts: ShownPrompts, how: Choices, room: str, event: str, reply: Reply, key: str
) -> None:
    """Let the options of a message that was delivered be pressed too, where they can be."""
    field = pressable(reply.prompt, how)
    if field is None or reply.prompt is None:
        return
    shown = Shown(reply.prompt.token, tuple(option.code for option in field.options))
    if how == "poll":
        delivery = await sender.send(room, _poll(field), f"{key}.poll", _POLL)
        if isinstance(delivery, Delivered):
            await prompts.save(room, delivery.reference, shown)
        return
    await prompts.save(room, event, shown)
    for number, cap in enumerate(_KEYCAPS[: len(field.options)]):
        relation = {"rel_type": "m.annotation", "event_id": event, "key": cap}
        delivery = await sender.send(room, {"m.relates_to": relation}, f"{key}.{number}", "m.reaction")
        if not isinstance(delivery, Delivered):
            return


def pressable(prompt: Prompt | None, how: Choices) -> Field | None:
    """The one question of a prompt, when one of its options is the answer and there are not too many."""
    if prompt is None or len(prompt.fields) != 1:
        return None
    field = prompt.fields[0]
    fits = 2 <= len(field.options) <= _MOST[how] and not field.multiple
    return field if fits and (how == "poll" or not field.lettered) else None


@dataclass(frozen=True, slots=True)
class Press:
    """Somebody pressed something under a message: the number of the option, or its code."""

    message: str
    place: int | None = None
    code: str = ""


def pressed(event: Mapping[str, Any]) -> Press | None:
    """Read a reaction or the answer to a poll; None for any other event, and for other emoji. Pure."""
    content = event.get("content")
    relation = content.get("m.relates_to") if isinstance(content, Mapping) else None
    target = relation.get("event_id") if isinstance(relation, Mapping) else None
    if not isinstance(content, Mapping) or not isinstance(relation, Mapping) or not isinstance(target, str):
        return None
    if event.get("type") == "m.reaction":
        bare = str(relation.get("key", "")).replace("\N{VARIATION SELECTOR-16}", "")
        caps = [cap.replace("\N{VARIATION SELECTOR-16}", "") for cap in _KEYCAPS]
        return Press(target, place=caps.index(bare)) if bare in caps else None
    for name in ("org.matrix.msc3381.poll.response", "m.poll.response"):
        if event.get("type") == name:
            told = content.get(name)
            answers = told.get("answers") if isinstance(told, Mapping) else content.get("m.selections")
            return Press(target, code=str(answers[0])) if isinstance(answers, list) and answers else None
    return None


def answered(activity: Activity, press: Press, shown: Shown) -> Activity | None:
    """What a press says; None for an option that is not there."""
    if press.place is not None:
        code = shown.options[press.place] if press.place < len(shown.options) else ""
    else:
        code = press.code if press.code in shown.options else ""
    return replace(activity, kind="button", token=shown.token, choices=(code,)) if code else None


def _poll(field: Field) -> dict[str, Any]:
    options = [{"id": option.code, _TEXT: option.label} for option in field.options]
    lines = "\n".join(f"{number}. {option.label}" for number, option in enumerate(field.options, start=1))
    return {
        _POLL: {
            "kind": "org.matrix.msc3381.poll.disclosed",
            "max_selections": 1,
            "question": {_TEXT: field.text, "body": field.text, "msgtype": "m.text"},
            "answers": options,
        },
        _TEXT: f"{field.text}\n{lines}",
    }
