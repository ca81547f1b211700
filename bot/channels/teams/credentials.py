"""Our own token for the connector: client credentials, by a secret or a certificate, kept as long as it is good."""

from __future__ import annotations

import asyncio
import base64
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final
from urllib.parse import urlencode

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from bot.http_calls import CONFIGURATION, NotDone, Unsure, call, session
from bot.ports import Clock

SCOPE: Final = "https://api.botframework.com/.default"
_EARLY: Final = 300.0
"""Seconds before its end from which a token is no longer used."""
_ASSERTED: Final = timedelta(minutes=10)
_FORM: Final = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}


@dataclass(frozen=True, slots=True)
class Secret:
    """Proof by a client secret."""

    value: str = field(repr=False)

    def proof(self, app_id: str, url: str, clock: Clock) -> Mapping[str, str]:
        """The fields of the form."""
        return {"client_secret": self.value}


@dataclass(frozen=True, slots=True)
class Certificate:
    """Proof by a certificate: a short statement that is signed with its key."""

    key: RSAPrivateKey = field(repr=False)
    thumbprint: str

    @classmethod
    def from_pem(cls, pem: bytes) -> Certificate:
        """Read a private key and its certificate from one file. Raises ValueError, which repeats nothing of it."""
        try:
            key = load_pem_private_key(pem, None)
            mark = x509.load_pem_x509_certificate(pem).fingerprint(hashes.SHA256())
        except (ValueError, TypeError):
            raise ValueError("no private key with a certificate") from None
        if not isinstance(key, RSAPrivateKey):
            raise ValueError("no RSA key")
        return cls(key, base64.urlsafe_b64encode(mark).rstrip(b"=").decode())

    def proof(self, app_id: str, url: str, clock: Clock) -> Mapping[str, str]:
        """The fields of the form."""
        now = clock.now()
        claims = {
            "aud": url,
            "iss": app_id,
            "sub": app_id,
            "jti": secrets.token_hex(16),
            "nbf": int(now.timestamp()),
            "exp": int((now + _ASSERTED).timestamp()),
        }
        signed = jwt.encode(claims, self.key, "PS256", {"x5t#S256": self.thumbprint})
        kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
        return {"client_assertion_type": kind, "client_assertion": signed}


class Credentials:
    """The token of one app, asked for once and shared."""

    def __init__(self, app_id: str, url: str, proof: Secret | Certificate, clock: Clock) -> None:
        self._app_id = app_id
        self._url = url
        self._proof = proof
        self._clock = clock
        self._asking = asyncio.Lock()
        self._token = ""
        self._good_until = 0.0

    async def token(self) -> str:
        """A token that is good for some minutes at least. Raises NotDone: nothing was sent to anybody."""
        async with self._asking:
            now = asyncio.get_running_loop().time()
            if not self._token or now >= self._good_until:
                self._token, lasts = await self._ask()
                self._good_until = now + max(lasts - _EARLY, 1.0)
            return self._token

    def forget(self, token: str) -> None:
        """Ask for another next time: it was refused."""
        if self._token == token:
            self._token = ""

    async def _ask(self) -> tuple[str, float]:
        form = {"grant_type": "client_credentials", "client_id": self._app_id, "scope": SCOPE}
        form |= self._proof.proof(self._app_id, self._url, self._clock)
        try:
            async with session() as using:
                answer = await call(using, "POST", self._url, _FORM, body=urlencode(form).encode())
        except Unsure as unsure:
            raise NotDone(f"token_{unsure.code}") from None
        except NotDone as failed:
            raise NotDone(f"token_{failed.code}", failed.after) from None
        if answer.status in (400, 401, 403):
            raise NotDone("token_refused", CONFIGURATION)
        if answer.status != 200:
            raise NotDone(f"token_http_{answer.status}", answer.wait)
        return _granted(answer.body)


def _granted(body: bytes) -> tuple[str, float]:
    try:
        given = json.loads(body)
        token, lasts = given["access_token"], float(given["expires_in"])
    except (ValueError, KeyError, TypeError):
        raise NotDone("token_no_json") from None
    if not isinstance(token, str) or not token:
        raise NotDone("token_no_json")
    return token, lasts
