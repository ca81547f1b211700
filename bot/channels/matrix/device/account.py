"""Where the account of the assistant stands, for who looks after it: logged in, signed, in use."""

from __future__ import annotations

import fcntl
from collections.abc import Mapping
from dataclasses import dataclass

from nio import AsyncClient, AsyncClientConfig

from bot.channels.matrix.calls import GONE_TOKENS, demand, post
from bot.channels.matrix.device.cross_signing import fingerprint, sign_own_device
from bot.channels.matrix.device.devices import signed_devices
from bot.channels.matrix.device.introducing import introduce
from bot.channels.matrix.device.login import close_client, open_client
from bot.channels.matrix.device.store import MatrixStore, Seal, Session, locked_store
from bot.channels.matrix.errors import CallFailed
from bot.channels.matrix.settings import MatrixSettings


@dataclass(frozen=True, slots=True)
class Standing:
    """What the homeserver says of the account and its device."""

    device: str = ""
    """Empty: never logged in here."""
    valid: bool = False
    """The token still works."""
    signed: bool = False
    """The account's own keys sign the device."""
    master: str = ""
    """Public half of the master key, by which people recognise the account."""
    key: str = ""
    """Public key of the device."""


def is_in_use(settings: MatrixSettings) -> bool:
    """Whether a process holds the store."""
    try:
        with (settings.store / "lock").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def changed_keys(settings: MatrixSettings, seal: Seal, unseal: Seal) -> Mapping[str, str]:
    """People who have another master key than when they were first seen, with that key; works beside a running one.

    Raises StoreUnreadable.
    """
    return MatrixStore(settings.store, seal, unseal, settings.signing).pins(settings.user_id).changed


def accept_keys(settings: MatrixSettings, seal: Seal, unseal: Seal, user: str) -> bool:
    """Take the new key of somebody for good. False when it never changed. Raises StoreInUse and StoreUnreadable."""
    with locked_store(settings.store, seal, unseal, settings.signing) as store:
        return store.pins(settings.user_id).accept(user)


async def standing(settings: MatrixSettings, seal: Seal, unseal: Seal) -> Standing:
    """Ask the homeserver; changes nothing, and works beside a running assistant.

    Raises StoreUnreadable, and CallFailed when the homeserver does not answer.
    """
    session = MatrixStore(settings.store, seal, unseal, settings.signing).load_session(settings.user_id)
    if session is None:
        return Standing()
    client = _asking(settings, session)
    try:
        await demand(client.whoami())
        return await _seen(client, session)
    except CallFailed as failed:
        if failed.code in GONE_TOKENS:
            return Standing(session.device_id, master=fingerprint(session.seeds))
        raise
    finally:
        await client.close()


async def log_in(settings: MatrixSettings, seal: Seal, unseal: Seal, *, renew: bool) -> Standing:
    """Log in on the device that is kept, or with `renew` anew, and sign it.

    Raises StoreInUse, StoreUnreadable and LoginRefused when somebody has to act, CallFailed when the homeserver does
    not answer.
    """
    with locked_store(settings.store, seal, unseal, settings.signing) as store:
        client, session = await open_client(settings, store, renew=renew)
        try:
            await introduce(client, session, settings, store)
            return await _seen(client, session)
        finally:
            await close_client(client)


async def sign(settings: MatrixSettings, seal: Seal, unseal: Seal) -> Standing:
    """Sign the device that is kept. Raises as `log_in` does; here a signature that is refused is a CallFailed too."""
    with locked_store(settings.store, seal, unseal, settings.signing) as store:
        client, session = await open_client(settings, store)
        try:
            if client.should_upload_keys:
                await demand(client.keys_upload())
            password = settings.password.get_secret_value() if settings.password else None
            await sign_own_device(client, session.seeds, password)
            return await _seen(client, session)
        finally:
            await close_client(client)


async def _seen(client: AsyncClient, session: Session) -> Standing:
    user = session.user_id
    _, answer = await post(client, "keys/query", {"device_keys": {user: []}})
    master = fingerprint(session.seeds)
    ours = f"ed25519:{master}" in answer.get("master_keys", {}).get(user, {}).get("keys", {})
    device = answer.get("device_keys", {}).get(user, {}).get(session.device_id, {})
    key = str(device.get("keys", {}).get(f"ed25519:{session.device_id}", ""))
    signed = ours and session.device_id in signed_devices(user, answer)
    return Standing(session.device_id, valid=True, signed=signed, master=master, key=key)


def _asking(settings: MatrixSettings, session: Session) -> AsyncClient:
    """A client without a crypto store: it only asks."""
    config = AsyncClientConfig(max_limit_exceeded=0, max_timeouts=0, request_timeout=settings.request_timeout)
    client = AsyncClient(settings.homeserver, session.user_id, session.device_id, config=config)
    client.access_token = session.access_token
    client.user_id = session.user_id
    return client
