"""One HTTP call to somebody else's server, and what is known of it when it fails: not sent, or perhaps done."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import aiohttp
from yarl import URL

CONNECT: Final = 5.0
"""Seconds to reach the server."""
WHOLE: Final = 20.0
"""Seconds for a whole call."""
LARGEST: Final = 4_000_000
"""Most bytes of an answer that are read."""
LONGEST_WAIT: Final = 3600.0
"""Most seconds that an answer may ask to wait."""
CONFIGURATION: Final = 900.0
"""Seconds to wait for what only a person can put right: an address, a secret, rights, a catalogue."""
AGENT: Final = "signaalwijzer"


class NotDone(Exception):  # noqa: N818 - says what is known
    """The call certainly did nothing: the server was not reached, or said that it did not do it. A later one may."""

    def __init__(self, code: str, after: float = 0) -> None:
        super().__init__(code)
        self.code = code
        self.after = after
        """Seconds to wait; 0 leaves it to the back-off."""


class Unsure(Exception):  # noqa: N818 - says what is known
    """The call may have been carried out: the answer did not come, or was a fault of the server."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said."""

    status: int
    body: bytes = field(repr=False)
    wait: float = 0
    """Seconds that it asks to wait (`Retry-After`), or 0."""


def session(whole: float = WHOLE) -> aiohttp.ClientSession:
    """A session for the calls of one delivery. No cookies, no redirects, no proxy or password from the environment."""
    return aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=whole, connect=CONNECT),
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": AGENT},
        trust_env=False,
    )


async def call(
    using: aiohttp.ClientSession,
    method: str,
    url: str | URL,
    headers: Mapping[str, str],
    *,
    params: Mapping[str, str] | None = None,
    body: bytes | None = None,
) -> Answer:
    """Do one call and read the answer. Raises NotDone when it was not sent, Unsure when nobody knows."""
    try:
        async with using.request(
            method, url, headers=headers, params=params, data=body, allow_redirects=False
        ) as response:
            content = await response.content.read(LARGEST + 1)
            while len(content) <= LARGEST and (more := await response.content.read(LARGEST + 1 - len(content))):
                content += more
            if len(content) > LARGEST:
                raise Unsure("answer_too_large")
            return Answer(response.status, content, _wait(response.headers.get("Retry-After", "")))
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL, ssl.SSLError):
        raise NotDone("not_reached") from None
    except TimeoutError:
        raise Unsure("time_out") from None
    except (aiohttp.ClientError, OSError):
        raise Unsure("broken_off") from None


def _wait(value: str) -> float:
    """The seconds of a `Retry-After`; a date is left to the back-off."""
    return min(float(value), LONGEST_WAIT) if value.isascii() and value.isdecimal() else 0.0
