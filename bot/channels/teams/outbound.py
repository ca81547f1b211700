"""Which hosts may be called: for a message, and with it our token, and for a file. Checked whenever one is used."""

from __future__ import annotations

from typing import Protocol

import aiohttp
from microsoft_agents.hosting.core.security import OutboundHostValidator
from yarl import URL

from bot.http_calls import AGENT, CONNECT


class Outbound(Protocol):
    """The way out."""

    def allows(self, url: str) -> bool:
        """Whether this address may be called."""

    def session(self, whole: float) -> aiohttp.ClientSession:
        """A session for calls to it, each within so many seconds."""


class AllowedHosts:
    """These hosts by their exact names, over https, at an address on the public net."""

    def __init__(self, hosts: frozenset[str]) -> None:
        self._hosts = hosts
        self._validator = OutboundHostValidator(sorted(hosts), enabled=True, include_default_microsoft_hosts=False)

    def allows(self, url: str) -> bool:
        """Whether this address may be called."""
        try:
            parsed = URL(url)
            named = parsed.host in self._hosts and parsed.explicit_port in (None, 443)
        except ValueError:
            return False
        return named and not parsed.query_string and not parsed.fragment and self._validator.is_allowed(url)

    def session(self, whole: float) -> aiohttp.ClientSession:
        """A session that also looks at what the name resolves to. No cookies, nothing from the environment."""
        return self._validator.client(
            {
                "timeout": aiohttp.ClientTimeout(total=whole, connect=CONNECT),
                "cookie_jar": aiohttp.DummyCookieJar(),
                "headers": {"User-Agent": AGENT},
            }
        )


class AllowedSuffixes:
    """Hosts below these domains, over https, at an address on the public net. Nothing goes along that tells of us."""

    def __init__(self, suffixes: frozenset[str]) -> None:
        """Each begins with a dot: `.sharepoint.com`."""
        self._suffixes = tuple(suffixes)
        hosts = sorted(each.removeprefix(".") for each in suffixes)
        self._validator = OutboundHostValidator(hosts, enabled=True, include_default_microsoft_hosts=False)

    def allows(self, url: str) -> bool:
        """Whether this address may be called."""
        try:
            parsed = URL(url, encoded=True)
            named = (parsed.host or "").endswith(self._suffixes) and parsed.explicit_port in (None, 443)
        except ValueError:
            return False
        return named and not parsed.fragment and self._validator.is_allowed(parsed)

    def session(self, whole: float) -> aiohttp.ClientSession:
        """A session that also looks at what the name resolves to, and that says nothing of who calls."""
        return self._validator.client(
            {
                "timeout": aiohttp.ClientTimeout(total=whole, connect=CONNECT),
                "cookie_jar": aiohttp.DummyCookieJar(),
                "skip_auto_headers": ("User-Agent",),
            }
        )
