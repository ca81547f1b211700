"""`signaalwijzer knowledge check` and `export`: is the local knowledge in order, and what is it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from bot.cli import FAULTS, GOOD, STORAGE, WRONG_USE
from bot.clock import SystemClock
from bot.commands.database import CannotOpen
from bot.commands.landscape_changes import has_changes, with_changes
from bot.commands.landscape_folder import landscape_folder
from bot.messages import load_messages
from bot.storage.errors import StorageGone
from knowledge.exchange.forms import Form, write
from knowledge.exchange.xlsx_form import CellTooLongError
from knowledge.freshness import Attention, Why, attention
from knowledge.load import (
    LandscapeError,
    UnknownMunicipality,
    available,
    examine,
    landscape_file,
    load,
    read_municipality,
)
from knowledge.values import UNKNOWN

IN_FOLDERS = ("csv",)
"""Forms of more than one file."""


POINTS: Final[Mapping[Why, str]] = {
    "review_past": "kaart_review_past",
    "over": "kaart_over",
    "not_yet": "kaart_not_yet",
    "no_team": "kaart_no_team",
    "no_contact": "kaart_no_contact",
}
"""The sentence of each reason to look at an entry."""


def check(gemeente: str, today: str, folder: Path | None, say: Callable[[str], object]) -> int:
    """List the faults of landscape files, then what asks for attention. Only a fault gives exit code 1."""
    says = load_messages()
    try:
        day = (
            date.fromisoformat(today) if today else SystemClock().now().astimezone(ZoneInfo("Europe/Amsterdam")).date()
        )
    except ValueError:
        return _refuse(says["kaart_geen_datum"], WRONG_USE)
    chosen = landscape_folder(folder)
    names = [gemeente] if gemeente else [each.id for each in available(chosen)]
    if not names:
        return _refuse(says["kaart_geen_kaarten"].format(map=chosen), WRONG_USE)
    code = GOOD
    for name in names:
        try:
            town, faults = examine(landscape_file(name, chosen))
        except UnknownMunicipality as unknown:
            return _refuse(says["gemeente_onbekend"].format(gemeente=name, bekend=", ".join(unknown.known)), WRONG_USE)
        for fault in faults:
            say(f"{fault}\n")
        points = list(attention(town, day)) if town is not None else []
        for point in points:
            say(says["kaart_punt"].format(gemeente=name, tekst=_point(point)) + "\n")
        summary = says["kaart_fouten"] if faults else says["kaart_goed"]
        say(summary.format(gemeente=name, fouten=len(faults), punten=len(points)) + "\n")
        code = FAULTS if faults else code
    return code


def export(
    gemeente: str,
    form: Form,
    target: Path | None,
    folder: Path | None,
    database: Path | None = None,
    *,
    settle: bool = False,
) -> int:
    """Write a landscape in a form; the exit code. Text goes to the terminal when no file is named.

    What coordinators changed is in it where there is an installation, or `database` is a folder of `chat`. `settle`
    writes the file of the installation itself, after which the changes lie in that.
    """
    says = load_messages()
    own = landscape_folder(folder)
    if settle and (own is None or form != "yaml" or target is not None or not has_changes(database)):
        return _refuse(says["kaart_verwerk_eigen"], WRONG_USE)
    try:
        file = landscape_file(gemeente, own)
        town = read_municipality(file)
        if has_changes(database):
            today = SystemClock().now().astimezone(ZoneInfo("Europe/Amsterdam")).date()
            changed = with_changes(load(gemeente, own), database, today, settle=settle)
            town = changed.town
            told = says["kaart_wijzigingen"].format(
                aantal=len(changed.numbers), wachten=changed.waiting, over=changed.left_out
            )
            sys.stderr.write(told + "\n")
    except CannotOpen as cannot:
        return _refuse(cannot.text, cannot.code)
    except StorageGone as gone:
        return _refuse(says["opslag_weg"].format(code=gone.code), STORAGE)
    except UnknownMunicipality as unknown:
        return _refuse(says["gemeente_onbekend"].format(gemeente=gemeente, bekend=", ".join(unknown.known)), WRONG_USE)
    except LandscapeError as error:
        return _refuse(f"{says['inhoud_onbruikbaar']}\n{error}", FAULTS)
    try:
        files = write(town, form)
    except CellTooLongError as cell:
        return _refuse(says["kaart_cel_te_lang"].format(blad=cell.sheet, rij=cell.row), FAULTS)
    if settle:
        return _replace(file, next(iter(files.values())))
    if target is None:
        if form in ("xlsx", "csv"):
            return _refuse(says["kaart_waarheen"], WRONG_USE)
        sys.stdout.write(next(iter(files.values())).decode())
        return GOOD
    try:
        if form in IN_FOLDERS:
            target.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (target / name if form in IN_FOLDERS else target).write_bytes(data)
    except OSError:
        return _refuse(says["kaart_niet_te_schrijven"].format(pad=target), STORAGE)
    sys.stdout.write(says["kaart_geschreven"].format(pad=target) + "\n")
    return GOOD


def _replace(file: Path, data: bytes) -> int:
    """Write a file so that nobody ever reads half of it."""
    says = load_messages()
    beside = file.with_suffix(".nieuw")
    try:
        beside.write_bytes(data)
        beside.replace(file)
    except OSError:
        return _refuse(says["kaart_niet_te_schrijven"].format(pad=file), STORAGE)
    sys.stdout.write(says["kaart_verwerkt"].format(pad=file) + "\n")
    return GOOD


def _point(point: Attention) -> str:
    says = load_messages()
    by = "" if point.by == UNKNOWN else says["kaart_door"].format(wie=point.by)
    day = f"{point.day:%d-%m-%Y}" if point.day else ""
    return says[POINTS[point.why]].format(id=point.id, naam=point.name, datum=day, door=by)


def _refuse(text: str, code: int) -> int:
    sys.stderr.write(text + "\n")
    return code
