"""Calls to the Bot Connector, and what each answer means for the outbox."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol
from urllib.parse import quote

import aiohttp

from bot.channels.teams.events import Reference
from bot.channels.teams.messages import Message, as_sent
from bot.channels.teams.outbound import Outbound
from bot.http_calls import Answer, NotDone, Unsure, call
from bot.model import Ambiguous, Delivered, Delivery, Rejected, Retry
from bot.underway import goes_out

BLOCKED: Final = "blocked"
"""The person blocked the assistant, or it was taken away there."""
NOT_FOUND: Final = "not_found"
"""The conversation is no more."""
TOO_LARGE: Final = "too_large"
_LATER: Final = frozenset({408, 412, 425, 429, 502, 503, 504})
"""Answers after which the same call may succeed, and did nothing now."""
_REFUSED: Final[Mapping[int, str]] = {403: BLOCKED, 404: NOT_FOUND, 410: NOT_FOUND, 413: TOO_LARGE}


class Tokens(Protocol):
    """Where our own token comes from."""

    async def token(self) -> str:
        """A good token. Raises NotDone."""

    def forget(self, token: str) -> None:
        """Ask for another next time: it was refused."""


@dataclass(frozen=True, slots=True)
class Connector:
    """One session with the connector. Never raises for what the network does."""

    session: aiohttp.ClientSession
    tokens: Tokens
    outbound: Outbound

    async def send(self, reference: Reference, message: Message) -> Delivery:
        """Send one message; `reference` of the delivery is its id. It answers no message: it stands at the end."""
        body = {
            **message,
            "from": {"id": reference.bot},
            "recipient": {"id": reference.user},
            "conversation": {"id": reference.conversation},
        }
        path = f"/v3/conversations/{quote(reference.conversation, safe='')}/activities"
        return await self._call("POST", reference, path, body)

    async def replace(self, reference: Reference, message_id: str, message: Message) -> Delivery:
        """Put another message in the place of one of ours."""
        path = f"/v3/conversations/{quote(reference.conversation, safe='')}/activities/{quote(message_id, safe='')}"
        body = {**message, "id": message_id, "from": {"id": reference.bot}}
        return await self._call("PUT", reference, path, {**body, "conversation": {"id": reference.conversation}})

    async def open(self, reference: Reference) -> Delivery:
        """Open the personal conversation with this person; `reference` of the delivery is its id."""
        body = {
            "bot": {"id": reference.bot},
            "members": [{"id": reference.user}],
            "isGroup": False,
            "tenantId": reference.tenant,
            "channelData": {"tenant": {"id": reference.tenant}},
        }
        return await self._call("POST", reference, "/v3/conversations", body)

    async def _call(self, method: str, reference: Reference, path: str, body: Mapping[str, Any]) -> Delivery:
        if not self.outbound.allows(reference.service_url):
            return Rejected("host")
        try:
            token = await self.tokens.token()
            headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
            url = reference.service_url.rstrip("/") + path
            goes_out()
            answer = await call(self.session, method, url, headers, body=as_sent(body).encode("utf-8", "replace"))
        except NotDone as failed:
            return Retry(failed.after, failed.code)
        except Unsure as unsure:
            return Ambiguous(unsure.code)
        except ValueError:  # the name of the host leads to an address that is not on the public net
            return Rejected("host")
        if answer.status == 401:
            self.tokens.forget(token)
        return delivery_of(answer)


def delivery_of(answer: Answer) -> Delivery:
    """What an answer means. What is not known to have done nothing is ambiguous."""
    status = answer.status
    if 200 <= status < 300:
        return _delivered(answer.body)
    if status in _REFUSED:
        return Rejected(_REFUSED[status])
    if status in _LATER or status == 401 or 300 <= status < 400:
        return Retry(answer.wait, f"http_{status}")
    return Rejected(f"http_{status}") if 400 <= status < 500 else Ambiguous(f"http_{status}")


def _delivered(body: bytes) -> Delivery:
    """A page of something in between is no answer of the connector."""
    if not body.strip():
        return Delivered()
    try:
        said = json.loads(body)
    except ValueError:
        return Ambiguous("no_json")
    found = said.get("id") if isinstance(said, dict) else None
    return Delivered(found if isinstance(found, str) else "")
