"""Calls to the homeserver with one way to fail."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Iterator
from json import JSONDecodeError
from typing import Any

from aiohttp import ClientError, ContentTypeError
from nio import AsyncClient, ErrorResponse, ProtocolError
from nio.exceptions import EncryptionError, GroupEncryptionError, OlmTrustError

from bot.channels.matrix.errors import CallFailed

_API = "/_matrix/client/v3"
GONE_TOKENS = frozenset({"M_UNKNOWN_TOKEN", "M_MISSING_TOKEN", "M_USER_DEACTIVATED"})
"""Codes after which this device can do nothing any more."""

NETWORK = (ClientError, OSError, TimeoutError, JSONDecodeError)
"""What a connection that breaks looks like."""


async def demand(call: Awaitable[Any]) -> Any:
    """Await a call of the client and give its good answer; raises CallFailed for every other end."""
    try:
        answer = await call
    except TimeoutError:
        raise CallFailed("timeout") from None
    except NETWORK:
        raise CallFailed("network") from None
    except (ProtocolError, EncryptionError, GroupEncryptionError, OlmTrustError) as refused:
        raise CallFailed(type(refused).__name__) from None
    if isinstance(answer, ErrorResponse):
        raise failure(answer)
    return answer


async def post(
    client: AsyncClient, path: str, body: dict[str, Any], accept: tuple[int, ...] = ()
) -> tuple[int, dict[str, Any]]:
    """Post what the library has no call for; the status, which is 200 or one of `accept`, and the answer.

    Raises CallFailed.
    """
    headers = {"Authorization": f"Bearer {client.access_token}", "Content-Type": "application/json"}
    try:
        response = await client.send("POST", f"{_API}/{path}", json.dumps(body), headers)
        answer = await response.json()
    except ContentTypeError:
        raise CallFailed("no_answer") from None
    except NETWORK:
        raise CallFailed("network") from None
    if response.status != 200 and response.status not in accept:
        after = (answer.get("retry_after_ms") or 0) / 1000
        raise CallFailed(str(answer.get("errcode", response.status)), after, response.status)
    return response.status, answer


def failure(answer: ErrorResponse) -> CallFailed:
    """Read an error that the homeserver gave. Without a code it is no Matrix answer: a proxy, or trouble."""
    status = answer.transport_response.status if answer.transport_response is not None else 0
    return CallFailed(answer.status_code or "no_answer", (answer.retry_after_ms or 0) / 1000, status)


def pauses(first: float, longest: float) -> Iterator[float]:
    """Seconds to wait between tries: doubling, up to the longest, without end."""
    pause = first
    while True:
        yield min(pause, longest)
        pause = min(pause * 2, longest)
