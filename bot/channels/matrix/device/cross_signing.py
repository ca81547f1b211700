"""Cross-signing of our own device. Without it Element shares no keys with the assistant; matrix-nio cannot do it.

The three signing keys of the account are made once; their seeds lie in the session file. The master key signs the
other two, the self-signing key signs the device, and the device signs the master key (Matrix specification,
"Cross-signing").
"""

from __future__ import annotations

import base64
import json
from typing import Any

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from nio import AsyncClient

from bot.channels.matrix.calls import post
from bot.channels.matrix.errors import ApprovalNeeded, CallFailed

_log = structlog.get_logger(__name__)


def new_seeds() -> tuple[bytes, bytes, bytes]:
    """Make the seeds of three new keys: master, self-signing, user-signing."""
    master, self_signing, user_signing = (Ed25519PrivateKey.generate().private_bytes_raw() for _ in range(3))
    return master, self_signing, user_signing


def canonical(value: dict[str, Any]) -> bytes:
    """Write what is signed: canonical JSON without `signatures` and `unsigned`."""
    bare = {key: part for key, part in value.items() if key not in ("signatures", "unsigned")}
    return json.dumps(bare, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


class SigningKeys:
    """The account's three keys, as the homeserver takes them."""

    def __init__(self, user_id: str, seeds: tuple[bytes, bytes, bytes]) -> None:
        self._user = user_id
        self._master, self._self_signing, self._user_signing = map(Ed25519PrivateKey.from_private_bytes, seeds)

    @property
    def master_id(self) -> str:
        """Name of the master key: its public half."""
        return _public(self._master)

    @property
    def device_signer(self) -> str:
        """Key id of the self-signing key."""
        return f"ed25519:{_public(self._self_signing)}"

    def upload(self) -> dict[str, Any]:
        """Give the body for `keys/device_signing/upload`."""
        return {
            "master_key": self.master(),
            "self_signing_key": self._sign(self._key("self_signing", self._self_signing), self._master),
            "user_signing_key": self._sign(self._key("user_signing", self._user_signing), self._master),
        }

    def master(self) -> dict[str, Any]:
        """Give the master key, unsigned."""
        return self._key("master", self._master)

    def sign_device(self, device: dict[str, Any]) -> dict[str, Any]:
        """Give the device with our signature, and with no other."""
        return self._sign(device, self._self_signing)

    def _key(self, usage: str, key: Ed25519PrivateKey) -> dict[str, Any]:
        public = _public(key)
        return {"user_id": self._user, "usage": [usage], "keys": {f"ed25519:{public}": public}}

    def _sign(self, value: dict[str, Any], key: Ed25519PrivateKey) -> dict[str, Any]:
        signature = _base64(key.sign(canonical(value)))
        bare = {name: part for name, part in value.items() if name not in ("signatures", "unsigned")}
        return {**bare, "signatures": {self._user: {f"ed25519:{_public(key)}": signature}}}


async def sign_own_device(client: AsyncClient, seeds: tuple[bytes, bytes, bytes], password: str | None) -> None:
    """See to it that the homeserver knows our signing keys and that they sign this device. Repeating it is harmless.

    The password is needed only where the account already has other signing keys. Raises CallFailed; its code is
    `password_needed` when there is none, `approval_needed` (ApprovalNeeded) when the Matrix Authentication Service
    wants somebody to approve it first, `foreign_device` when the homeserver tells other keys for our device.
    """
    keys = SigningKeys(client.user_id, seeds)
    known = await _query(client)
    if _keys_of(known, "master_keys", client.user_id) != set(keys.master()["keys"]) or _keys_of(
        known, "self_signing_keys", client.user_id
    ) != {keys.device_signer}:
        await _upload(client, keys, password)
        known = await _query(client)
    device = known.get("device_keys", {}).get(client.user_id, {}).get(client.device_id, {})
    own = client.olm.account.identity_keys
    expected = {f"ed25519:{client.device_id}": own["ed25519"], f"curve25519:{client.device_id}": own["curve25519"]}
    if device.get("keys") != expected:
        raise CallFailed("foreign_device")
    if keys.device_signer in device.get("signatures", {}).get(client.user_id, {}):
        return
    by_device = {f"ed25519:{client.device_id}": client.olm.sign_json(keys.master())}
    signed = {
        client.device_id: keys.sign_device(device),
        keys.master_id: {**keys.master(), "signatures": {client.user_id: by_device}},
    }
    _, answer = await post(client, "keys/signatures/upload", {client.user_id: signed})
    if answer.get("failures"):
        raise CallFailed("signature_refused")
    _log.info("matrix.device_signed", id=client.device_id)


async def _upload(client: AsyncClient, keys: SigningKeys, password: str | None) -> None:
    body = keys.upload()
    status, answer = await post(client, "keys/device_signing/upload", body, accept=(401,))
    if status != 401:
        return
    approve = approval_page(answer)
    if approve:
        raise ApprovalNeeded(approve)
    if password is None:
        raise CallFailed("password_needed")
    proof = {
        "type": "m.login.password",
        "identifier": {"type": "m.id.user", "user": client.user_id},
        "password": password,
        "session": answer.get("session", ""),
    }
    await post(client, "keys/device_signing/upload", {**body, "auth": proof})


def approval_page(answer: dict[str, Any]) -> str:
    """Where somebody approves new signing keys, if the Matrix Authentication Service keeps the accounts."""
    for stage in ("m.oauth", "org.matrix.cross_signing_reset"):
        told = answer.get("params", {}).get(stage)
        if isinstance(told, dict) and isinstance(told.get("url"), str):
            return str(told["url"])
    return ""


async def _query(client: AsyncClient) -> dict[str, Any]:
    return (await post(client, "keys/query", {"device_keys": {client.user_id: []}}))[1]


def _keys_of(known: dict[str, Any], kind: str, user: str) -> set[str]:
    return set(known.get(kind, {}).get(user, {}).get("keys", {}))


def fingerprint(seeds: tuple[bytes, bytes, bytes]) -> str:
    """The public half of the master key, by which people recognise the account."""
    return _public(Ed25519PrivateKey.from_private_bytes(seeds[0]))


def _public(key: Ed25519PrivateKey) -> str:
    return _base64(key.public_key().public_bytes_raw())


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode().rstrip("=")
