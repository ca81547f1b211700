"""Which devices of others get the keys of a room: those that their owner has signed, as Element does since 2026.

matrix-nio knows no cross-signing, so the answer to its question for keys is read here once more: a device that is not
signed is put on its blacklist, and comes off it once its owner signs it.
"""

from __future__ import annotations

import base64
from typing import Any

import structlog
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from nio import AsyncClient, ErrorResponse, KeysQueryError, KeysQueryResponse

from bot.channels.matrix.calls import post
from bot.channels.matrix.device.cross_signing import canonical
from bot.channels.matrix.device.pins import MasterPins

_log = structlog.get_logger(__name__)


class StrictClient(AsyncClient):  # type: ignore[misc]  # nio ships no complete types
    """The client of the library, which asks this for keys wherever it needs them."""

    only_signed = True
    """Keys go only to devices that their owner has signed; without it to all that nobody blacklisted by hand."""
    pins: MasterPins | None = None
    """By which master keys people are known."""
    only_pinned = False
    """Who has another master key than at first gets no keys until somebody accepts it."""

    async def keys_query(self) -> KeysQueryResponse | KeysQueryError:
        """Ask for the devices of everybody in our rooms, and sort out who gets keys. Raises CallFailed."""
        users = list(self.users_for_key_query)
        _, answer = await post(self, "keys/query", {"device_keys": {user: [] for user in users}})
        response = KeysQueryResponse.from_dict(answer)
        if isinstance(response, ErrorResponse):
            return response
        await self.receive_response(response)
        for user in users:
            self._sort_out(user, answer)
        return response

    def _sort_out(self, user: str, answer: dict[str, Any]) -> None:
        signed = signed_devices(user, answer)
        master = _key(answer.get("master_keys", {}).get(user)) if signed else ""
        if self.pins and user != self.user_id and not self.pins.is_as_first_seen(user, master):
            _log.warning("matrix.keys_changed", count=len(self.pins.changed))
            signed = frozenset() if self.only_pinned else signed
        left_out = 0
        for device in self.device_store.active_user_devices(user):
            if user == self.user_id and device.id == self.device_id:
                continue
            if not self.only_signed or device.id in signed:
                if self.olm.is_device_blacklisted(device):
                    self.unblacklist_device(device)
                continue
            left_out += 1
            if not self.olm.is_device_blacklisted(device):
                self._end_sessions(user, device.id)
            self.blacklist_device(device)
        if left_out:
            _log.info("matrix.unsigned_devices", count=left_out)

    def _end_sessions(self, user: str, device: str) -> None:
        """What is said from now on has another key in every room whose key this device was given."""
        for room_id, session in list(self.olm.outbound_group_sessions.items()):
            if (user, device) in session.users_shared_with:
                self.invalidate_outbound_session(room_id)

    def unsigned(self) -> int:
        """How many devices of people in our rooms get no keys."""
        return sum(1 for device in self.device_store if self.olm.is_device_blacklisted(device) and not device.deleted)


def signed_devices(user: str, answer: dict[str, Any]) -> frozenset[str]:
    """Ids of the devices of this user that the user's own keys sign: master over self-signing over device. Pure."""
    master = _key(answer.get("master_keys", {}).get(user))
    self_signing = answer.get("self_signing_keys", {}).get(user)
    signer = _key(self_signing)
    if not master or not signer or not _signs(master, user, self_signing):
        return frozenset()
    devices = answer.get("device_keys", {}).get(user, {})
    return frozenset(name for name, device in devices.items() if _signs(signer, user, device))


def _key(value: Any) -> str:
    """The public key in an answer of the homeserver, or nothing."""
    keys = value.get("keys") if isinstance(value, dict) else None
    only = list(keys.values()) if isinstance(keys, dict) else []
    return only[0] if len(only) == 1 and isinstance(only[0], str) else ""


def _signs(key: str, user: str, value: Any) -> bool:
    try:
        signature = value["signatures"][user][f"ed25519:{key}"]
        Ed25519PublicKey.from_public_bytes(_bytes(key)).verify(_bytes(signature), canonical(value))
    except (KeyError, TypeError, AttributeError, ValueError, InvalidSignature):
        return False
    return True


def _bytes(unpadded: str) -> bytes:
    return base64.b64decode(unpadded + "=" * (-len(unpadded) % 4))
