"""From an installation's settings to its Teams channel: secrets from files, tenants from the access rules.

Used by the composition of `serve`; the channel itself knows none of these.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from aiohttp import web

from bot.access import AccessRule
from bot.channels.teams import cards
from bot.channels.teams.channel import TeamsChannel
from bot.channels.teams.checking import TokenCheck
from bot.channels.teams.credentials import Certificate, Credentials, Secret
from bot.channels.teams.events import NAME
from bot.channels.teams.files import Files
from bot.channels.teams.offered_files import OfferedFiles
from bot.channels.teams.open_cards import OpenCards
from bot.channels.teams.outbound import AllowedHosts, AllowedSuffixes
from bot.channels.teams.references import References
from bot.channels.teams.settings import SHARED_TENANT, TeamsSettings
from bot.keys import Keyring
from bot.ports import Clock
from bot.settings import TeamsAccount
from bot.storage.store import Store
from dialogs.phrasebook import Phrasebook

PATH = "/api/messages"


def teams_channel(
    account: TeamsAccount,
    rules: Sequence[AccessRule],
    store: Store,
    keyring: Keyring,
    phrases: Phrasebook,
    clock: Clock,
) -> TeamsChannel:
    """The channel of this app. Raises OSError for a file it cannot read, ValueError for bad settings."""
    settings = TeamsSettings(
        app_id=account.app_id,
        tenants=frozenset(rule.tenant for rule in rules if rule.kanaal == NAME and rule.tenant),
        home_tenant=account.tenant or SHARED_TENANT,
    )
    token_url = f"{settings.login}/{settings.home_tenant}/oauth2/v2.0/token"
    outbound = AllowedHosts(settings.hosts)
    return TeamsChannel(
        settings,
        TokenCheck(settings.app_id, settings.keys_url),
        outbound,
        Credentials(settings.app_id, token_url, _proof(account), clock),
        References(store, keyring, asyncio.get_running_loop().time),
        OpenCards(store, keyring, clock),
        Files(
            OfferedFiles(keyring, clock, settings.file_offer),
            AllowedSuffixes(settings.uploads),
            store,
            keyring,
            phrases.text,
            clock,
            settings.upload_timeout,
        ),
        lambda reply: cards.attachment(reply, phrases),
        lambda reply, choices: cards.answered(reply, choices, phrases),
        cards.submitted,
        clock,
    )


def add_messages(app: web.Application, channel: TeamsChannel) -> None:
    """Let the service answer what Teams posts."""
    app.router.add_post(PATH, channel.post)


def _proof(account: TeamsAccount) -> Secret | Certificate:
    if account.certificate_file:
        return Certificate.from_pem(account.certificate_file.read_bytes())
    secret = account.secret_file.read_text(encoding="utf-8").strip() if account.secret_file else ""
    if not secret:
        raise ValueError("no secret")
    return Secret(secret)
