"""Calls to the homeserver with one way to fail."""

from __future__ import annotations

from collections.abc import Awaitable, Iterator
from json import JSONDecodeError
from typing import Any

from aiohttp import ClientError
from nio import ErrorResponse, ProtocolError
from nio.exceptions import EncryptionError, GroupEncryptionError, OlmTrustError

from bot.channels.matrix.errors import CallFailed

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


def failure(answer: ErrorResponse) -> CallFailed:
    """Read an error that the homeserver gave. Without a code it is no Matrix answer: a proxy, or trouble."""
    return CallFailed(answer.status_code or "no_answer", (answer.retry_after_ms or 0) / 1000)


def pauses(first: float, longest: float) -> Iterator[float]:
    """Seconds to wait between tries: doubling, up to the longest, without end."""
    pause = first
    while True:
        yield min(pause, longest)
        pause = min(pause * 2, longest)
