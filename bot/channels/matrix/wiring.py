"""From an installation's settings to its Matrix channel: secrets from files, access from the rules, sealed by its keys.

Used by the composition of `serve`; the channel itself knows none of these.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydantic import SecretStr

from bot.access import AccessRule
from bot.channels.matrix.channel import AGAIN, NO_FILE, UNREADABLE, MatrixChannel
from bot.channels.matrix.incoming.events import NAME
from bot.channels.matrix.outgoing.choices import StoredPrompts
from bot.channels.matrix.outgoing.rendering import HOW_TO_CHOOSE_SEVERAL
from bot.channels.matrix.settings import MatrixSettings
from bot.keys import Keyring
from bot.ports import Clock
from bot.settings import MatrixAccount
from bot.storage.store import Store
from bot.work.in_flight import marking
from bot.work.leadership import Leadership
from dialogs.phrasebook import Phrasebook


def matrix_channel(
    account: MatrixAccount,
    rules: Sequence[AccessRule],
    keyring: Keyring,
    phrases: Phrasebook,
    store: Store,
    clock: Clock,
) -> MatrixChannel:
    """The channel of this account, which one of the processes on this database runs.

    Raises OSError for a secret file it cannot read, ValueError for bad settings.
    """
    settings = matrix_settings(account, rules)
    pressable = settings.choices != "numbers"
    return MatrixChannel(
        settings,
        {name: phrases.text(f"matrix.{name}") for name in (HOW_TO_CHOOSE_SEVERAL, UNREADABLE, AGAIN, NO_FILE)},
        keyring.seal,
        keyring.open,
        lead=Leadership(store, clock, NAME).lead,
        on_new_device=marking(store, NAME),
        prompts=StoredPrompts(store, keyring, clock, settings.realm) if pressable else None,
    )


def matrix_settings(account: MatrixAccount, rules: Sequence[AccessRule]) -> MatrixSettings:
    """What the channel has to be told. Raises OSError and ValueError, as above."""
    lines = [rule for rule in rules if rule.kanaal == NAME]
    return MatrixSettings(
        homeserver=account.homeserver.rstrip("/"),
        user_id=account.user,
        password=_secret(account.password_file),
        access_token=_secret(account.token_file),
        store=account.store,
        signing=account.signing_file,
        device_name=account.device_name,
        display_name=account.device_name,
        avatar=account.avatar_file,
        devices=account.devices,
        choices=account.choices,
        allowed_rooms=frozenset(account.rooms.split()),
        allowed_users=frozenset(rule.gebruiker for rule in lines if rule.gebruiker),
        allowed_servers=frozenset(rule.server for rule in lines if rule.server and not rule.gebruiker),
    )


def _secret(path: Path | None) -> SecretStr | None:
    return SecretStr(path.read_text(encoding="utf-8").strip()) if path else None
