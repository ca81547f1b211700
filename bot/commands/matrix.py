"""`signaalwijzer matrix login|verify|status|accept`: the account of the assistant, also beside serving.

A password or token that no file holds is asked for; it is never an argument, because others see those.
"""

from __future__ import annotations

import asyncio
import getpass
import sys
from collections.abc import Awaitable, Callable
from typing import Final, Literal

from pydantic import SecretStr, ValidationError

from bot.channels.matrix.device import account
from bot.channels.matrix.device.account import Standing
from bot.channels.matrix.errors import ApprovalNeeded, CallFailed, LoginRefused, MatrixStopped, StoreInUse
from bot.channels.matrix.settings import MatrixSettings
from bot.channels.matrix.wiring import matrix_settings
from bot.cli import FAULTS, GOOD, STORAGE, WRONG_USE
from bot.keys import Keyring
from bot.messages import load_messages
from bot.settings import Settings

Act = Literal["login", "verify", "status", "accept"]
_FOUR: Final = 4
_READ_BY: Final = {
    "all": "matrix_apparaten_alle",
    "signed": "matrix_apparaten_ondertekend",
    "pinned": "matrix_apparaten_vast",
}


def matrix(act: Act, user: str = "", *, token: bool, anew: bool) -> int:
    """Do one of the four; the exit code. `token` asks for a token instead of a password, `anew` makes a new device.

    `user` is whose new keys are accepted.
    """
    says = load_messages()
    try:
        settings = Settings()
        if settings.matrix is None:
            return _refuse(says["matrix_geen_account"], WRONG_USE)
        keyring = Keyring.from_secret(settings.keys_file.read_text(encoding="ascii"))
        told = matrix_settings(settings.matrix, ())
    except ValidationError as error:
        missing = ", ".join(f"SIGNAALWIJZER_{'__'.join(map(str, each['loc']))}".upper() for each in error.errors())
        return _refuse(says["instelling_fout"].format(wat=missing), WRONG_USE)
    except (OSError, ValueError):
        return _refuse(says["matrix_bestand"], WRONG_USE)
    doing: dict[Act, Callable[[], Awaitable[int]]] = {
        "login": lambda: _login(told, keyring, token=token, anew=anew),
        "verify": lambda: _verify(told, keyring),
        "status": lambda: _status(told, keyring),
        "accept": lambda: _accept(told, keyring, user),
    }
    try:
        return asyncio.run(_run(doing[act]))
    except ApprovalNeeded as needed:
        return _refuse(says["matrix_goedkeuren"].format(pagina=needed.page), FAULTS)
    except CallFailed as failed:
        if failed.code == "password_needed":
            return _refuse(says["matrix_wachtwoord_nodig"], FAULTS)
        return _refuse(says["matrix_geen_antwoord"].format(code=failed.code), STORAGE)
    except MatrixStopped as stopped:
        return _refuse(says[stopped.sentence].format(code=type(stopped).__name__), WRONG_USE)
    except OSError:
        return _refuse(says["matrix_map"].format(map=told.store), WRONG_USE)


async def _run(act: Callable[[], Awaitable[int]]) -> int:
    return await act()


async def _login(settings: MatrixSettings, keyring: Keyring, *, token: bool, anew: bool) -> int:
    """Log in. On a device that still works nothing changes, unless `anew`."""
    if account.is_in_use(settings):
        raise StoreInUse
    now = await account.standing(settings, keyring.seal, keyring.open)
    if now.valid and now.signed and not anew:
        _say("matrix_al_ingelogd", apparaat=now.device)
        return GOOD
    renew = anew or not now.valid
    if renew or not now.signed:
        settings = _with_secret(settings, token=token)
    if now.valid and not renew:
        now = await account.sign(settings, keyring.seal, keyring.open)
    else:
        now = await account.log_in(settings, keyring.seal, keyring.open, renew=renew)
    _say("matrix_ingelogd", apparaat=now.device)
    return _tell_signature(now)


async def _verify(settings: MatrixSettings, keyring: Keyring) -> int:
    """Say whether the device is signed, sign it where it is not, and show what people may compare."""
    now = await account.standing(settings, keyring.seal, keyring.open)
    if not now.valid:
        return _refuse(load_messages()["matrix_niet_ingelogd"], FAULTS)
    if not now.signed and account.is_in_use(settings):
        return _refuse(load_messages()["matrix_eerst_stoppen"], FAULTS)
    if not now.signed:
        now = await account.sign(settings, keyring.seal, keyring.open)
    _say("matrix_vingerafdruk", apparaat=now.device, sleutel=_grouped(now.key), hoofdsleutel=_grouped(now.master))
    return _tell_signature(now)


async def _status(settings: MatrixSettings, keyring: Keyring) -> int:
    now = await account.standing(settings, keyring.seal, keyring.open)
    _say("matrix_account", gebruiker=settings.user_id, homeserver=settings.homeserver)
    _say("matrix_draait" if account.is_in_use(settings) else "matrix_draait_niet")
    _say(_READ_BY[settings.devices])
    for user, key in account.changed_keys(settings, keyring.seal, keyring.open).items():
        _say("matrix_sleutel_anders", gebruiker=user, sleutel=_grouped(key))
    if not now.valid:
        _say("matrix_niet_ingelogd")
        return FAULTS
    _say("matrix_apparaat", apparaat=now.device)
    return _tell_signature(now)


async def _accept(settings: MatrixSettings, keyring: Keyring, user: str) -> int:
    if account.accept_keys(settings, keyring.seal, keyring.open, user):
        _say("matrix_sleutel_aanvaard", gebruiker=user)
        return GOOD
    return _refuse(load_messages()["matrix_sleutel_niet_anders"], FAULTS)


def _tell_signature(now: Standing) -> int:
    _say("matrix_ondertekend" if now.signed else "matrix_niet_ondertekend")
    return GOOD if now.signed else FAULTS


def _with_secret(settings: MatrixSettings, *, token: bool) -> MatrixSettings:
    """The settings with what no file holds; asked for on the terminal, and read from a pipe otherwise."""
    if (token and settings.access_token) or (not token and (settings.password or settings.access_token)):
        return settings
    question = load_messages()["matrix_vraag_token" if token else "matrix_vraag_wachtwoord"]
    typed = getpass.getpass(question) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    if not typed:
        raise LoginRefused
    return settings.model_copy(update={"access_token" if token else "password": SecretStr(typed)})


def _grouped(key: str) -> str:
    """A key in groups of four, as clients show it."""
    return " ".join(key[place : place + _FOUR] for place in range(0, len(key), _FOUR))


def _say(name: str, **values: str) -> None:
    sys.stdout.write(load_messages()[name].format(**values) + "\n")


def _refuse(text: str, code: int) -> int:
    sys.stderr.write(text + "\n")
    return code
