"""`signaalwijzer chat`: the assistant in the terminal, on a database of its own."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from pathlib import Path

from bot.access import AccessRule
from bot.app import Application, build
from bot.channels.console import NAME, PROMPT, ConsoleChannel
from bot.channels.edited_lines import EditedLines
from bot.channels.typed_lines import TypedLines
from bot.cli import FAULTS, GOOD, STORAGE, WRONG_USE
from bot.clock import SystemClock
from bot.commands.chat_documents import hand_over
from bot.commands.chat_folder import open_folder
from bot.commands.database import CannotOpen, opened
from bot.handed_out import handed_out
from bot.keys import Keyring
from bot.landscapes import ServedLandscapes
from bot.logs import configure_logs
from bot.messages import load_messages, no_utf8
from bot.model import Activity, Receipt, Role
from bot.ports import Channel
from bot.reading import shipped_reader
from bot.storage.errors import StorageGone
from bot.storage.store import Store
from dialogs.labels import load_labels
from dialogs.loading.load import load_library
from dialogs.loading.yaml_files import ContentError
from knowledge.load import LandscapeError, UnknownMunicipality

COORDINATOR = Role.COORDINATOR.value
"""As a role of `chat`: whoever wants to try what a coordinator can do."""


def chat(
    gemeente: str,
    rol: str,
    folder: Path | None,
    cards: Path | None = None,
    *,
    as_json: bool,
    landscapes: Path | None = None,
) -> int:
    """Talk until the input ends; the exit code.

    `cards` is where cards go that somebody wants as a file; `landscapes` is a folder with other landscape files.
    """
    says = load_messages()
    configure_logs("ERROR")
    labels = load_labels()
    roles = {option.code for option in labels.options("ROL")}
    coordinates = rol == COORDINATOR
    rol = "anders" if coordinates else rol
    if rol and rol not in roles:
        return _refuse(says["rol_onbekend"].format(rol=rol, bekend=", ".join(sorted(roles))), WRONG_USE)
    if cards and not cards.is_dir():  # the talk itself does not need it
        sys.stderr.write(says["kaarten_weg"].format(map=cards) + "\n")
    if landscapes and not landscapes.is_dir():
        return _refuse(says["landschappen_weg"].format(map=landscapes), WRONG_USE)
    try:
        served = ServedLandscapes((gemeente,), landscapes)
        served.get(gemeente)
    except UnknownMunicipality as unknown:
        return _refuse(says["gemeente_onbekend"].format(gemeente=gemeente, bekend=", ".join(unknown.known)), WRONG_USE)
    except LandscapeError as error:
        return _refuse(f"{says['inhoud_onbruikbaar']}\n{error}", FAULTS)
    try:
        store, keyring = opened(lambda: open_folder(folder))
    except CannotOpen as cannot:
        return _refuse(cannot.text, cannot.code)
    user = f"{gemeente}.{rol or 'onbekend'}"
    sector = labels.sector_of(rol) if rol else ""
    works = Role.WIJKTEAM if sector == "wijkteam" else Role.SIGNALLER  # who works in a wijkteam tries the desk
    if coordinates:
        user, works = f"{gemeente}.{COORDINATOR}", Role.COORDINATOR
    rule = AccessRule(kanaal=NAME, gebruiker=user, gemeente=gemeente, functie=works, rol=rol, sector=sector)
    try:
        return asyncio.run(_talk(store, keyring, served, rule, cards, as_json=as_json))
    except ContentError as error:
        return _refuse(f"{says['inhoud_onbruikbaar']}\n{error}", FAULTS)
    except StorageGone as gone:
        return _refuse(says["opslag_weg"].format(code=gone.code), STORAGE)
    except KeyboardInterrupt:
        return GOOD
    finally:
        store.close()
        if sys.stdin.isatty() and not as_json:
            _write(f"\n{says['tot_ziens']}\n")


async def _talk(
    store: Store, keyring: Keyring, landscapes: ServedLandscapes, rule: AccessRule, cards: Path | None, *, as_json: bool
) -> int:
    clock = SystemClock()
    channels: dict[str, Channel] = {}
    app = build(
        library=load_library(kept=handed_out),
        make_reader=shipped_reader,
        store=store,
        keyring=keyring,
        landscapes=landscapes,
        rules=(rule,),
        channels=channels,
        clock=clock,
        holder=f"chat.{os.getpid()}.{clock.now().isoformat()}",
    )
    prompt = sys.stdin.isatty() and not as_json
    edits = prompt and sys.stdout.isatty()
    warn = no_utf8(sys.stderr.write)
    console = ConsoleChannel(
        EditedLines(PROMPT, warn) if edits else TypedLines(sys.stdin.fileno(), warn),
        _write,
        clock,
        rule.gebruiker,
        as_json=as_json,
        prompt=prompt and not edits,
        hand_over=hand_over(cards, clock, load_messages()),
        width=_width if edits else lambda: None,
    )
    channels[NAME] = console
    lost = False

    async def receive(activity: Activity) -> Receipt:
        nonlocal lost
        receipt = await app.assistant.receive(activity)
        lost = receipt is Receipt.GONE
        if not lost:
            await _deliver(app)
        if prompt:
            asyncio.get_running_loop().call_soon(app.reader.start)  # while the user reads the first prompt
        return receipt

    # Nobody else uses this database: what a killed process was delivering goes out at once, and so does what waited
    # for whoever sits here now.
    store.run_blocking(lambda tx: (tx.release_leases(), tx.due_now(NAME, clock.now())))
    await _deliver(app)
    await console.run(receive)
    return STORAGE if lost else GOOD


async def _deliver(app: Application) -> None:
    await app.assistant.raise_due()
    while await app.broadcaster.step():
        await app.deliverer.drain()
    await app.deliverer.drain()


def _width() -> int:
    """How wide the terminal is now: somebody may have made the window smaller."""
    return shutil.get_terminal_size().columns


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _refuse(text: str, code: int) -> int:
    sys.stderr.write(text + "\n")
    return code
