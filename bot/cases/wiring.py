"""From an installation's settings to the case backend of each municipality; secrets come from files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from bot.cases.webhook import WebhookBackend, read_secret
from bot.cases.zgw.backend import ZgwBackend
from bot.cases.zgw.catalogue import Catalogue
from bot.cases.zgw.client import Login
from bot.keys import Keyring
from bot.ports import CaseBackend, Clock
from bot.settings import WebhookAccount, ZgwAccount
from bot.storage.store import Store


class Accounts(Protocol):
    """The part of the settings about case backends."""

    @property
    def zgw(self) -> Mapping[str, ZgwAccount]:
        """The Open Zaak of each municipality that has one."""

    @property
    def webhook(self) -> Mapping[str, WebhookAccount]:
        """The receiver of each municipality that has one."""


class BackendError(Exception):
    """An account cannot be used; the text is the name of the setting."""


def case_backends(accounts: Accounts, store: Store, keyring: Keyring, clock: Clock) -> Mapping[str, CaseBackend]:
    """The backends that are not embedded, by municipality; each is called after its own. Raises BackendError."""
    made: dict[str, CaseBackend] = {}
    for gemeente, zgw in accounts.zgw.items():
        login = Login(zgw.adres.rstrip("/"), zgw.client_id, _secret("zgw", gemeente, zgw.secret_file))
        catalogue = Catalogue(zgw.zaaktype, zgw.informatieobjecttype, clock)
        name = f"zgw.{gemeente}"
        made[gemeente] = ZgwBackend(name, gemeente, login, zgw.bronorganisatie, catalogue, store, keyring, clock)
    for gemeente, hook in accounts.webhook.items():
        try:
            secret = read_secret(_secret("webhook", gemeente, hook.secret_file))
        except ValueError:
            raise BackendError(_setting("webhook", gemeente)) from None
        made[gemeente] = WebhookBackend(f"webhook.{gemeente}", gemeente, hook.adres, secret, clock)
    return made


def notification_secrets(accounts: Accounts) -> Mapping[str, str]:
    """The secret of the subscription of each municipality that has one. Raises BackendError."""
    files = {name: zgw.notificaties_secret_file for name, zgw in accounts.zgw.items()}
    return {name: _secret("zgw", name, path, "notificaties_secret_file") for name, path in files.items() if path}


def _secret(kind: str, gemeente: str, path: Path, setting: str = "secret_file") -> str:
    try:
        secret = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        secret = ""
    if not secret:
        raise BackendError(_setting(kind, gemeente, setting))
    return secret


def _setting(kind: str, gemeente: str, setting: str = "secret_file") -> str:
    return f"SIGNAALWIJZER_{kind}__{gemeente}__{setting}".upper()
