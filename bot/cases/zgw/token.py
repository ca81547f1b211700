"""The token of one call: a JSON Web Token signed with HMAC-SHA256 (RFC 7519), as the ZGW APIs ask for."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime

_HEADER: Mapping[str, str] = {"alg": "HS256", "typ": "JWT"}


def make_token(client_id: str, secret: str, user: str, now: datetime) -> str:
    """Make a token that is fresh now. `user` is a pseudonym: the audit trail of the case system keeps it."""
    claims = {
        "iss": client_id,
        "iat": int(now.timestamp()),
        "client_id": client_id,
        "user_id": user,
        "user_representation": user,
    }
    return sign(_part(_HEADER), _part(claims), secret.encode())


def sign(header: str, claims: str, secret: bytes) -> str:
    """Put the signature behind the two encoded parts (RFC 7515)."""
    signed = f"{header}.{claims}"
    return f"{signed}.{_encode(hmac.digest(secret, signed.encode('ascii'), hashlib.sha256))}"


def _part(value: Mapping[str, object]) -> str:
    return _encode(json.dumps(value, separators=(",", ":")).encode())


def _encode(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode("ascii")
