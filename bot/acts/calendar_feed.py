"""The own calendar feed: an address with a secret in it, shown once; it stops when a new one is made."""

from __future__ import annotations

from bot.acts.here import Done, Here
from bot.keys import Keyring, new_feed_token


def token_hash(keys: Keyring, token: str) -> str:
    """The pseudonym of a token; the token itself is nowhere."""
    return keys.derive("feed.token", token)


def give(here: Here) -> Done:
    """`agenda`: an address for the own calendar program. An older address stops."""
    if not here.calendar:
        return here.say("agenda.geen_adres")
    token = new_feed_token()
    here.tx.make_feed(here.scope, token_hash(here.keys, token), here.now)
    here.audit("feed.make", here.scope.gemeente)
    return here.say("agenda.adres", adres=f"{here.calendar}/{token}.ics")


def stop(here: Here) -> Done:
    """`agenda uit`: the address is nobody's any more."""
    if not here.tx.drop_feed(here.scope, here.person.id):
        return here.say("agenda.was_uit")
    here.audit("feed.stop", here.scope.gemeente)
    return here.say("agenda.uit")
