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
from bot.commands.landscape_folder import landscape_folder
from bot.messages import load_messages
from knowledge.exchange.forms import Form, write
from knowledge.exchange.xlsx_form import CellTooLongError
from knowledge.freshness import Attention, Why, attention
from knowledge.load import LandscapeError, UnknownMunicipality, available, examine, landscape_file, read_municipality
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


def export(gemeente: str, form: Form, target: Path | None, folder: Path | None) -> int:
    """Write a landscape in a form; the exit code. Text goes to the terminal when no file is named."""
    says = load_messages()
    try:
        town = read_municipality(landscape_file(gemeente, landscape_folder(folder)))
    except UnknownMunicipality as unknown:
        return _refuse(says["gemeente_onbekend"].format(gemeente=gemeente, bekend=", ".join(unknown.known)), WRONG_USE)
    except LandscapeError as error:
        return _refuse(f"{says['inhoud_onbruikbaar']}\n{error}", FAULTS)
    try:
        files = write(town, form)
    except CellTooLongError as cell:
        return _refuse(says["kaart_cel_te_lang"].format(blad=cell.sheet, rij=cell.row), FAULTS)
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


def _point(point: Attention) -> str:
    says = load_messages()
    by = "" if point.by == UNKNOWN else says["kaart_door"].format(wie=point.by)
    day = f"{point.day:%d-%m-%Y}" if point.day else ""
    return says[POINTS[point.why]].format(id=point.id, naam=point.name, datum=day, door=by)


def _refuse(text: str, code: int) -> int:
    sys.stderr.write(text + "\n")
    return code
