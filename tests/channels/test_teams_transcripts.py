"""Every golden transcript, posted to a real HTTP server as Teams does: what the terminal says, Teams says too.

The player is that of the transcripts; only how things come in and go out is Teams: signed requests, presses as a card
sends them, the way back from the store, the connector. What arrives there is the card or the text of what was meant.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.access import AccessRule
from bot.app import Application, build
from bot.channels.teams import cards
from bot.channels.text import as_text
from bot.model import Activity, Address, Delivered, Delivery, Outgoing, Receipt
from bot.ports import Channel, Receive
from bot.storage.store import Store
from dialogs.model import Reply, Session
from dialogs.questions.pressed import OF
from tests.channels.teams_world import World, world
from tests.ready_database import ready_database
from tests.services.fake_connector import JUF, TENANT
from tests.shipped import ShippedLandscapes, library, make_reader
from tests.talk import KEYRING, Talk
from tests.transcripts.transcript import CONVERSATIONS, Player, Transcript, load, session_of

FILES = sorted(CONVERSATIONS.glob("*.yaml"))
NAME, ROOM = "teams", "a:gesprek"


class TeamsTalk(Talk):
    """A talk of which everything passes through HTTP; also the channel that delivery sees."""

    name = NAME
    world: World
    receipt = Receipt.GONE

    def _start(self) -> Application:
        rol, gemeente = self.rule.rol, self.rule.gemeente
        rule = AccessRule(
            kanaal=NAME,
            gebruiker=JUF,
            tenant=TENANT,
            gemeente=gemeente,
            rol=rol,
            sector=library().labels.sector_of(rol) if rol else "",
        )
        channels: dict[str, Channel] = {NAME: _Seen(self)}
        return build(
            library=library(),
            make_reader=make_reader,
            store=Store.open(self._url, KEYRING, self._patience),
            keyring=KEYRING,
            landscapes=ShippedLandscapes(self._gemeenten),
            rules=(rule,),
            channels=channels,
            clock=self.clock,
            holder=f"test.{self._number}",
        )

    def card(self, reply: Reply) -> Any:
        return cards.attachment(reply, self.app.engine.library.phrases)

    async def receive(self, activity: Activity) -> Receipt:
        self.receipt = await self.app.assistant.receive(activity)
        return self.receipt

    async def give(self, activity: Activity) -> tuple[Receipt, list[Reply]]:
        before, posted = len(self.recorder.sent), len(self.world.connector.posted)
        assert await self.world.post(self._body(activity)) == 202
        await self.app.deliverer.drain()
        replies = [outgoing.reply for outgoing in self.recorder.sent[before:]]
        arrived = [body for _, body in self.world.connector.posted[posted:]]
        assert len(arrived) == len(replies)
        for body, reply in zip(arrived, replies, strict=True):
            card = self.card(reply)
            assert body.get("attachments") == ([card] if card else None)
            assert card or body["text"] == as_text(reply)
        return self.receipt, replies

    def _body(self, activity: Activity) -> dict[str, Any]:
        at = activity.sent_at.isoformat().replace("+00:00", "Z")
        body = self.world.activity(activity.text, id=activity.relates_to or activity.key, timestamp=at)
        match activity.kind:
            case "joined":
                return {**body, "type": "installationUpdate", "action": "add"}
            case "edit":
                return {**body, "type": "messageUpdate"}
            case "redaction":
                return {**body, "type": "messageDelete"}
            case "media":
                return {**body, "attachments": [{"contentType": "image/png"}]}
            case "button":
                return {**body, "text": None, "value": pressed(activity.token, activity.choices)}
            case _:
                return body


class _Seen:
    """The channel, and what passes it."""

    name = NAME

    def __init__(self, talk: TeamsTalk) -> None:
        self._talk = talk

    async def run(self, receive: Receive) -> None:
        raise NotImplementedError

    async def send(self, outgoing: Outgoing) -> Delivery:
        delivery = await self._talk.world.channel.send(outgoing)
        if isinstance(delivery, Delivered):
            self._talk.recorder.sent.append(outgoing)
        return delivery

    async def say(self, address: Address, text: str) -> None:
        await self._talk.world.channel.say(address, text)


def pressed(token: str, choices: tuple[str, ...]) -> dict[str, Any]:
    """What the client makes of a press on our card."""
    keys = list(dict.fromkeys(choice.partition(OF)[0] for choice in choices if OF in choice))
    if keys:
        said = {key: [c.partition(OF)[2] for c in choices if c.partition(OF)[0] == key] for key in keys}
        return {"token": token, "vragen": keys} | {f"v{n}_0": ",".join(said[key]) for n, key in enumerate(keys)}
    if len(choices) == 1:
        return {"token": token, "keuze": choices[0]}
    return {"token": token, "v0_0": ",".join(choices)}


class TeamsPlayer(Player):
    def __init__(self, transcript: Transcript, folder: Path) -> None:
        self.transcript = transcript
        self.talk = TeamsTalk(folder, gemeente=transcript.gemeente, rol=transcript.rol, at=transcript.start)

    def _session(self) -> Session:
        return session_of(self.talk, NAME, TENANT, ROOM)


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
async def test_the_conversation_goes_as_written(path: Path, tmp_path: Path) -> None:
    player = TeamsPlayer(load(path), tmp_path)
    talk = player.talk
    assert isinstance(talk, TeamsTalk)
    paths = Store.open(ready_database(tmp_path / "wegen.sqlite3"), KEYRING)
    settings: dict[str, Any] = {"reads": cards.submitted, "clock": talk.clock, "longest_wait": 10}
    async with world(tmp_path, talk.receive, store=paths, attach=talk.card, **settings) as w:
        talk.world = w
        await player.play()
    paths.close()
