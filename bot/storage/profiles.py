"""How what is kept of a person lies in the database: sealed, the profile and where the account lives."""

from __future__ import annotations

import json
from dataclasses import asdict

from bot.keys import Keyring
from bot.model import Person
from dialogs.model import Profile

_HOME = "thuis"


def sealed_profile(keyring: Keyring, person: Person) -> bytes:
    """Seal it, for this person's row and no other."""
    kept = {**asdict(person.profile), _HOME: person.home}
    return keyring.seal(json.dumps(kept).encode(), _place(person.id))


def open_profile(keyring: Keyring, person: str, sealed: bytes) -> tuple[Profile, str]:
    """The profile, and the homeserver or tenant; that is empty in a row from before it was kept."""
    kept = json.loads(keyring.open(sealed, _place(person)))
    home = str(kept.pop(_HOME, ""))
    return Profile(**kept), home


def _place(person: str) -> str:
    return f"people.profile:{person}"
