"""Who sends a request: the token that Teams signs, checked on everything that it must say.

The SDK checks signature, audience and issuer, but takes what lacks an expiry, an address or a key id, and would ask
other places for keys when a token names another issuer. All that is refused here, before and after.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Mapping
from typing import Any, Final, Protocol

from jwt import PyJWKClient, PyJWKClientConnectionError, PyJWTError, decode, get_unverified_header
from microsoft_agents.hosting.core.authorization import AgentAuthConfiguration, JwtTokenValidator
from microsoft_agents.hosting.core.authorization._entra_issuers import BOTFRAMEWORK_JWKS_URIS
from microsoft_agents.hosting.core.authorization.jwt.jwt_token_validator import _JwkClientCacheEntry, _JwkClientManager

from bot.channels.teams.settings import ISSUER

_KEPT: Final = 3600.0
"""Seconds for which keys are kept; an unknown key id asks for them anew, at most each half minute."""
_PATIENCE: Final = 5.0
"""Seconds that a request for keys takes at most, and between two of them while they cannot be had."""
_AT_ONCE: Final = 2
"""Checks at the same time: each may hold a thread that others need."""
_LONGEST: Final = 6000


class Refused(Exception):  # noqa: N818 - reads as what it says
    """The token is not good. The code is for the log; the sender hears nothing of it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class KeysUnreachable(Exception):  # noqa: N818 - reads as what it says
    """The keys cannot be had now: whether the token is good is not known."""


class Checks(Protocol):
    """Whoever checks the sender of a request."""

    async def check(self, authorization: str) -> str:
        """The address that the sender may be answered at. Raises Refused, KeysUnreachable."""


class TokenCheck:
    """Checks tokens for one app."""

    def __init__(self, app_id: str, keys_url: str) -> None:
        self._app_id = app_id
        self._keys = PyJWKClient(keys_url, timeout=_PATIENCE, lifespan=_KEPT)
        self._validator = JwtTokenValidator(
            AgentAuthConfiguration(client_id=app_id, issuers=[ISSUER], validate_issuer=True, anonymous_allowed=False)
        )
        manager = _JwkClientManager()  # type: ignore[no-untyped-call]  # theirs
        manager._cache[BOTFRAMEWORK_JWKS_URIS[ISSUER]] = _JwkClientCacheEntry(self._keys, threading.Lock())
        self._validator._jwk_client_manager = manager
        self._threads = asyncio.Semaphore(_AT_ONCE)
        self._down_until = 0.0

    async def check(self, authorization: str) -> str:
        """The address in a good token. Raises Refused, KeysUnreachable."""
        token = _bearer(authorization)
        try:
            kid = _key_id(token)
            claims = await self._verified(token, kid)
        except (Refused, KeysUnreachable):
            raise
        except (PyJWTError, ValueError):
            raise Refused("token") from None
        except Exception:  # noqa: BLE001 - a token that breaks the library is no good token
            raise Refused("broken") from None
        return self._address(claims)

    async def _verified(self, token: str, kid: str) -> Mapping[str, Any]:
        loop = asyncio.get_running_loop()
        async with self._threads:
            if loop.time() < self._down_until and not self._knows(kid):
                raise KeysUnreachable
            try:
                identity = await self._validator.validate_token(token)
            except PyJWKClientConnectionError:
                self._down_until = loop.time() + _PATIENCE
                raise KeysUnreachable from None
        claims: Mapping[str, Any] = identity.claims
        return claims

    def _knows(self, kid: str) -> bool:
        kept = self._keys.jwk_set_cache.get() if self._keys.jwk_set_cache else None
        return kept is not None and any(key.key_id == kid for key in kept.keys)

    def _address(self, claims: Mapping[str, Any]) -> str:
        if claims.get("iss") != ISSUER:
            raise Refused("issuer")
        audience = claims.get("aud")
        if not isinstance(audience, str) or audience.lower() != self._app_id:
            raise Refused("audience")
        if not isinstance(claims.get("exp"), int):
            raise Refused("no_expiry")
        address = claims.get("serviceurl")
        if not isinstance(address, str) or not address:
            raise Refused("no_address")
        return address


def _bearer(authorization: str) -> str:
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token or len(token) > _LONGEST:
        raise Refused("no_token")
    return token


def _key_id(token: str) -> str:
    """Look at what only steers the check: the algorithm, the key, and by whose word it is signed."""
    header = get_unverified_header(token)
    kid = header.get("kid")
    if header.get("alg") != "RS256" or not isinstance(kid, str) or not kid:
        raise Refused("header")
    claimed = decode(token, options={"verify_signature": False})
    if claimed.get("iss") != ISSUER:
        raise Refused("issuer")
    if "exp" not in claimed:
        raise Refused("no_expiry")
    return kid
