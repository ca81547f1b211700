"""The terminal as a channel: one person at a time, lines in and text out, or JSON with `--json`."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Literal, Protocol

from bot.channels.text import as_text
from bot.channels.wrapping import wrapped
from bot.model import Activity, Address, Delivered, Delivery, Outgoing, Retry
from bot.ports import Clock, Receive
from dialogs.model import Block, Reply

NAME = "console"
REALM = "console"
PROMPT = "\n> "
AGAIN = 60.0
"""Seconds until a message for somebody else is tried again: that person sits at this terminal another time."""


class Lines(Protocol):
    """Where lines come from; one that was pasted may hold several."""

    async def next(self) -> str | None:
        """The next line, without its end; None when there are no more."""


class ConsoleChannel:
    """Reads lines, one activity each. The next line is read when the last one was answered."""

    name = NAME
    gives_documents: Literal[True] = True

    def __init__(
        self,
        lines: Lines,
        write: Callable[[str], None],
        clock: Clock,
        user: str,
        *,
        as_json: bool,
        prompt: bool,
        hand_over: Callable[[Reply], str] = lambda reply: "",
        width: Callable[[], int | None] = lambda: None,
    ) -> None:
        """`hand_over` puts the file of a message where the user wants it, and says where it is.

        `width` is how wide the terminal is now; None breaks no lines.
        """
        self._lines = lines
        self._write = write
        self._clock = clock
        self._user = user
        self._as_json = as_json
        self._hand_over = hand_over
        self._prompt = prompt
        self._width = width
        self._session = clock.now().isoformat()

    async def run(self, receive: Receive) -> None:
        """Take in lines until the end of the input."""
        await receive(self._activity(0, "joined", ""))
        number = 0
        while True:
            if self._prompt:
                self._write(PROMPT)
            line = await self._lines.next()
            if line is None:
                return
            if not line.strip():
                continue
            number += 1
            await receive(self._activity(number, "message", line))

    async def send(self, outgoing: Outgoing) -> Delivery:
        """Write one message. What is for somebody else waits until that person starts the terminal."""
        if outgoing.address.conversation != self._user:
            return Retry(AGAIN, "elsewhere", counts=False)
        self._write(self._render(outgoing.reply))
        if outgoing.reply.document:
            self._write(self._render(Reply((Block("tekst", self._hand_over(outgoing.reply)),), item="bestand")))
        return Delivered(outgoing.id)

    async def say(self, address: Address, text: str) -> None:
        """Write the fixed sentence."""
        self._write(self._render(Reply((Block("tekst", text),), item="storing")))

    def _render(self, reply: Reply) -> str:
        text = as_text(reply)
        if not self._as_json:
            width = self._width()
            return f"\n{wrapped(text, width) if width else text}\n"
        fields = reply.prompt.fields if reply.prompt else ()
        line = {
            "text": text,
            "options": [{"code": o.code, "label": o.label} for field in fields for o in field.options],
            "item": reply.item,
            "outcome": reply.outcome,
            "signal": reply.signal,
        }
        return json.dumps(line, ensure_ascii=False) + "\n"

    def _activity(self, number: int, kind: str, text: str) -> Activity:
        return Activity(
            key=f"{self._session}.{number}",
            channel=NAME,
            realm=REALM,
            conversation=self._user,
            sender=self._user,
            kind="joined" if kind == "joined" else "message",
            sent_at=self._clock.now(),
            text=text,
        )
