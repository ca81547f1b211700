"""From the settings to a client that is logged in, on the device that it had before."""

from __future__ import annotations

import logging
import secrets
from dataclasses import replace

import structlog
from nio import AsyncClient, AsyncClientConfig
from nio.store import SqliteStore

from bot.channels.matrix.calls import demand
from bot.channels.matrix.device.cross_signing import new_seeds
from bot.channels.matrix.device.devices import StrictClient
from bot.channels.matrix.device.store import MatrixStore, Session
from bot.channels.matrix.errors import CallFailed, LoginRefused
from bot.channels.matrix.settings import MatrixSettings

_log = structlog.get_logger(__name__)
_REFUSALS = frozenset({"M_FORBIDDEN", "M_UNKNOWN_TOKEN", "M_USER_DEACTIVATED", "M_INVALID_USERNAME"})


async def open_client(
    settings: MatrixSettings, store: MatrixStore, *, renew: bool = False
) -> tuple[StrictClient, Session]:
    """Log in where needed, or with `renew` in any case, and open the crypto store.

    Raises LoginRefused and StoreUnreadable when somebody has to act, CallFailed when the homeserver does not answer.
    """
    _quieten_libraries()
    session = await _session(settings, store, renew=renew)
    store.prepare_crypto_file(session)
    config = AsyncClientConfig(
        store=SqliteStore,
        store_name=store.crypto_file(session).name,
        pickle_key=session.pickle_key,
        store_sync_tokens=False,  # kept by us, after what came was received
        max_limit_exceeded=0,  # a refusal is an answer: whoever calls decides when to try again
        max_timeouts=0,
        request_timeout=settings.request_timeout,  # a fraction of a second is fine
    )
    client = StrictClient(settings.homeserver, session.user_id, session.device_id, str(store.folder), config)
    client.only_signed = settings.devices != "all"
    client.only_pinned = settings.devices == "pinned"
    client.pins = store.pins(session.user_id)
    client.restore_login(session.user_id, session.device_id, session.access_token)
    client.olm.users_for_key_query |= client.olm.tracked_users  # the setting may have changed, or an owner signed one
    return client, session


async def close_client(client: AsyncClient) -> None:
    """Close the connections and the crypto store."""
    await client.close()
    if client.store:
        client.store.database.close()


async def _session(settings: MatrixSettings, store: MatrixStore, *, renew: bool) -> Session:
    """Find the kept device, or log in as a new one.

    A device whose crypto store is gone is never used again: others hold keys for it that nobody has.
    """
    kept = store.load_session(settings.user_id)
    token = settings.access_token.get_secret_value() if settings.access_token else ""
    whole = kept is not None and store.crypto_file(kept).exists()
    if kept and whole and not renew and token in ("", kept.access_token):
        return kept
    if token:
        device, token = await _device_of(settings, token)
        if kept and device == kept.device_id and not whole:
            raise LoginRefused("the crypto store of this token's device is gone: a new device needs a new token")
    else:
        device, token = await _log_in(settings)
    if kept and whole and device == kept.device_id:
        session = replace(kept, access_token=token)
    else:
        seeds = kept.seeds if kept else store.load_seeds(settings.user_id) or new_seeds()
        session = Session(settings.user_id, device, token, secrets.token_urlsafe(32), seeds)
        store.note_new_device()
        _log.info("matrix.new_device", id=device)
    store.save_session(session)
    return session


async def _device_of(settings: MatrixSettings, token: str) -> tuple[str, str]:
    client = _plain_client(settings)
    client.access_token = token
    try:
        who = await demand(client.whoami())
    except CallFailed as failed:
        raise _refused(failed) from None
    finally:
        await client.close()
    if who.user_id != settings.user_id:
        raise LoginRefused("the token belongs to another account")
    if not who.device_id:
        raise LoginRefused("the token belongs to no device")
    return who.device_id, token


async def _log_in(settings: MatrixSettings) -> tuple[str, str]:
    if settings.password is None:
        raise LoginRefused("neither a password nor a token was given")
    client = _plain_client(settings)
    try:
        answer = await demand(client.login(settings.password.get_secret_value(), device_name=settings.device_name))
    except CallFailed as failed:
        raise _refused(failed) from None
    finally:
        await client.close()
    return answer.device_id, answer.access_token


def _plain_client(settings: MatrixSettings) -> AsyncClient:
    config = AsyncClientConfig(max_limit_exceeded=0, max_timeouts=0, request_timeout=settings.request_timeout)
    return AsyncClient(settings.homeserver, settings.user_id, config=config)  # without a store: it only asks


def _refused(failed: CallFailed) -> Exception:
    if failed.code in _REFUSALS:
        return LoginRefused(f"the homeserver refuses the login ({failed.code})")
    return failed


def _quieten_libraries() -> None:
    """Hold back what could carry content: nio logs the parts of events that it cannot read, peewee every statement."""
    logging.getLogger("nio").setLevel(logging.CRITICAL)
    logging.getLogger("peewee").setLevel(logging.WARNING)
