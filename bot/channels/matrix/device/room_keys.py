"""Sharing the key of an encrypted room before something is said in it.

matrix-nio counts a key as shared even when the homeserver refused to pass it on, and then people see a message that
they cannot read. So the steps are taken here one by one, and a refusal is a failure that is tried again.
"""

from __future__ import annotations

from nio import AsyncClient

from bot.channels.matrix.calls import demand
from bot.channels.matrix.errors import CallFailed


async def share_room_key(client: AsyncClient, room_id: str, *, ignore_unverified: bool) -> None:
    """See to it that every device in the room that can have the key has it. Raises CallFailed.

    Call it while nothing else sends to this room.
    """
    room = client.rooms[room_id]
    if not room.encrypted:
        return
    if not room.members_synced:
        await demand(client.joined_members(room_id))
    if client.should_query_keys:
        await demand(client.keys_query())
    if not client.olm.should_share_group_session(room_id):
        return
    missing = client.get_missing_sessions(room_id)
    if missing:
        await demand(client.keys_claim(missing))
    try:
        await demand(client.share_group_session(room_id, ignore_unverified_devices=ignore_unverified))
    finally:
        client.sharing_session.pop(room_id, None)  # a cancelled share leaves it, and the next send would wait for ever
    session = client.olm.outbound_group_sessions.get(room_id)
    if session is None:  # somebody lost the right to it meanwhile
        raise CallFailed("key_not_shared")
    if _reachable(client, room_id) - session.users_shared_with:
        client.olm.outbound_group_sessions.pop(room_id)
        raise CallFailed("key_not_shared")


def _reachable(client: AsyncClient, room_id: str) -> set[tuple[str, str]]:
    """Devices with which there is a secure connection; one without has no keys left to begin it with."""
    return {
        (user, device.id)
        for user in client.rooms[room_id].users
        for device in client.device_store.active_user_devices(user)
        if device.id != client.device_id
        and not client.olm.is_device_blacklisted(device)
        and client.olm.session_store.get(device.curve25519)
    }
