"""A conversation with the whole assistant: real store, real turn, real delivery; only the channel is the test's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from bot.access import AccessRule
from bot.app import Application, build
from bot.cases.wiring import Accounts
from bot.channels.text import as_text
from bot.keys import Keyring
from bot.model import Activity, ActivityKind, Address, Delivered, Delivery, Outgoing, Receipt
from bot.ports import Channel, Receive
from bot.storage.store import PATIENCE, Store
from dialogs.model import Reply
from tests.clock import StandingClock
from tests.ready_database import ready_database
from tests.shipped import ShippedLandscapes, library, make_reader

CHANNEL = "console"
KEYRING = Keyring.from_secret("test:" + "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=")


@dataclass
class Recorder:
    """A channel that keeps what was sent, by room."""

    name: str = CHANNEL
    sent: list[Outgoing] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)

    async def run(self, receive: Receive) -> None:
        raise NotImplementedError

    async def send(self, outgoing: Outgoing) -> Delivery:
        self.sent.append(outgoing)
        return Delivered(outgoing.id)

    async def say(self, address: Address, text: str) -> None:
        self.said.append(text)

    async def open_direct_room(self, user: str) -> str:
        self.opened.append(user)
        return f"room-of-{user}"


class Talk:
    """One professional and the assistant. `say` returns what came back."""

    def __init__(
        self,
        folder: Path,
        *,
        gemeente: str = "voorbeeldstad",
        rol: str = "leraar",
        at: datetime = datetime(2026, 11, 24, 14, 34, tzinfo=UTC),
        database: str = "",
        gemeenten: tuple[str, ...] = (),
        everybody: bool = False,
        patience: float = PATIENCE,
        accounts: Accounts | None = None,
    ) -> None:
        """`everybody` lets in all who come by this channel; `patience` is how long a locked database is waited for."""
        self.clock = StandingClock(at)
        self._url = database or ready_database(folder / "talk.sqlite3")
        self._gemeenten = gemeenten or (gemeente,)
        sector = library().labels.sector_of(rol) if rol else ""
        who = {"server": CHANNEL} if everybody else {"gebruiker": "@ik"}
        self.rule = AccessRule(kanaal=CHANNEL, **who, gemeente=gemeente, rol=rol, sector=sector)
        self._patience = patience
        self._accounts = accounts
        self.recorder = Recorder()
        self._number = 0
        self.app = self._start()

    def _start(self) -> Application:
        channels: Mapping[str, Channel] = {CHANNEL: self.recorder}
        return build(
            library=library(),
            make_reader=make_reader,
            store=Store.open(self._url, KEYRING, self._patience),
            keyring=KEYRING,
            landscapes=ShippedLandscapes(self._gemeenten),
            rules=(self.rule,),
            channels=channels,
            clock=self.clock,
            holder=f"test.{self._number}",
            accounts=self._accounts,
        )

    def restart(self) -> None:
        """Another process on the same database."""
        self.app.store.close()
        self.app = self._start()

    def close(self) -> None:
        self.app.store.close()

    def activity(self, text: str = "", kind: ActivityKind = "message", **values: object) -> Activity:
        self._number += 1
        base = Activity(
            key=f"event{self._number}",
            channel=CHANNEL,
            realm=CHANNEL,
            conversation="room",
            sender="@ik",
            kind=kind,
            sent_at=self.clock.now(),
            text=text,
        )
        return replace(base, **values)  # type: ignore[arg-type]  # replace checks the names

    async def give(self, activity: Activity) -> tuple[Receipt, list[Reply]]:
        """Hand in an activity and deliver; the receipt and what was sent."""
        before = len(self.recorder.sent)
        receipt = await self.app.assistant.receive(activity)
        await self.app.deliverer.drain()
        return receipt, [outgoing.reply for outgoing in self.recorder.sent[before:]]

    async def say(self, text: str) -> list[Reply]:
        """A typed message."""
        _, replies = await self.give(self.activity(text))
        return replies

    async def press(self, code: str, *, reply: Reply | None = None) -> list[Reply]:
        """A button of the last prompt, or of an earlier reply."""
        source = reply or next(o.reply for o in reversed(self.recorder.sent) if o.reply.prompt)
        assert source.prompt is not None
        _, replies = await self.give(self.activity(kind="button", token=source.prompt.token, choices=(code,)))
        return replies


def said(replies: list[Reply]) -> str:
    """All of it as one text."""
    return "\n\n".join(as_text(reply) for reply in replies)
