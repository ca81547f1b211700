"""The case backend for a system of the municipality's own making: a signed CloudEvent for each signal that is shared.

And one of another type for each that is taken back.

The event is CloudEvents 1.0, JSON, structured. The signature is that of Standard Webhooks: HMAC-SHA256 over the id, the
time and the body, so that a receiver knows who sent it, that nothing was changed, and that it is no old one.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from bot import http_calls as http
from bot.http_calls import CONFIGURATION, Answer, NotDone, Unsure
from bot.model import Delivered, Delivery, Rejected, Retry, TakenBack
from bot.ports import Clock
from dialogs.signaal.signal import Signal

TYPE: Final = "nl.signaalwijzer.signaal.gedeeld"
WITHDRAWN: Final = "nl.signaalwijzer.signaal.ingetrokken"
SECRET_PREFIX: Final = "whsec_"  # noqa: S105 - what a secret starts with
_SHORTEST_SECRET: Final = 24
_REFERENCE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,63}")


class WebhookBackend:
    """The receiver of one municipality. It tells repeats apart by the id of the event."""

    def __init__(
        self, name: str, gemeente: str, address: str, secret: bytes, clock: Clock, call_seconds: float = http.WHOLE
    ) -> None:
        self.name = name
        self.gemeente = gemeente
        self._address = address
        self._secret = secret
        self._clock = clock
        self._call_seconds = call_seconds

    async def submit(self, key: str, signal: Signal) -> Delivery:
        """Send the event; the reference is what the receiver calls it, else that of the signal."""
        return await self._send(key, event(key, signal), signal.signaal_id)

    async def withdraw(self, key: str, submitted: str, taken_back: TakenBack) -> Delivery:
        """Send an event of its own type that names the first one. It tells no more of the record than its reference."""
        return await self._send(key, withdrawn_event(key, submitted, taken_back), taken_back.reference)

    async def _send(self, key: str, body: bytes, reference: str) -> Delivery:
        at = int(self._clock.now().timestamp())
        headers = {
            "Content-Type": "application/cloudevents+json; charset=utf-8",
            "Idempotency-Key": key,
            "webhook-id": key,
            "webhook-timestamp": str(at),
            "webhook-signature": signature(self._secret, key, at, body),
        }
        try:
            async with http.session(self._call_seconds) as session:
                answer = await http.call(session, "POST", self._address, headers, body=body)
        except NotDone as not_done:
            return Retry(not_done.after, not_done.code)
        except Unsure as unsure:  # the receiver knows a repeat by its id, so there is nothing to look up
            return Retry(0, unsure.code)
        return _meaning(answer, reference)


def event(key: str, signal: Signal) -> bytes:
    """The event, the same bytes at every try."""
    data = signal.model_dump(mode="json")
    return _cloud_event(key, signal.gemeente, TYPE, signal.signaal_id, signal.aangemaakt_op, data)


def withdrawn_event(key: str, submitted: str, taken_back: TakenBack) -> bytes:
    """The event that a signal was taken back, the same bytes at every try."""
    data = {
        "signaal_id": taken_back.reference,
        "gedeeld_als": submitted,
        "ingetrokken_op": _moment(taken_back.at),
        "reden": taken_back.reason,
        "zorg_open": not taken_back.closes,
        "tekst": taken_back.text,
    }
    return _cloud_event(key, taken_back.gemeente, WITHDRAWN, taken_back.reference, taken_back.at, data)


def _cloud_event(key: str, gemeente: str, kind: str, subject: str, at: datetime, data: Mapping[str, Any]) -> bytes:
    return json.dumps(
        {
            "specversion": "1.0",
            "id": key,
            "source": f"urn:signaalwijzer:{gemeente}",
            "type": kind,
            "subject": subject,
            "time": _moment(at),
            "datacontenttype": "application/json",
            "data": data,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()


def signature(secret: bytes, key: str, at: int, body: bytes) -> str:
    """`v1,` and the signature in base64."""
    signed = f"{key}.{at}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(secret, signed, hashlib.sha256)).decode("ascii")


def read_secret(text: str) -> bytes:
    """Read `whsec_` and base64 of at least 24 bytes. A ValueError never repeats what was read."""
    text = text.strip()
    try:
        secret = base64.b64decode(text.removeprefix(SECRET_PREFIX), validate=True)
    except ValueError:
        raise ValueError("the secret is not base64") from None
    if not text.startswith(SECRET_PREFIX) or len(secret) < _SHORTEST_SECRET:
        raise ValueError("a secret starts with whsec_ and holds at least 24 bytes")
    return secret


def _meaning(answer: Answer, reference: str) -> Delivery:
    status = answer.status
    if 200 <= status < 300:
        return Delivered(_their_reference(answer.body) or reference)
    if status in (408, 409, 425, 429) or status >= 500:  # 409: it is at work on the same id
        return Retry(answer.wait, f"http_{status}")
    if status in (400, 410, 413, 415, 422):  # it will not have this one
        return Rejected(f"http_{status}")
    return Retry(CONFIGURATION, f"http_{status}")


def _their_reference(body: bytes) -> str:
    """`{"reference": "..."}`, where the receiver says so in a form that can be shown."""
    try:
        said = json.loads(body)
    except ValueError:
        return ""
    found = said.get("reference") if isinstance(said, dict) else None
    return found if isinstance(found, str) and _REFERENCE.fullmatch(found) else ""


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
