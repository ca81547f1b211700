"""`signaalwijzer knowledge import`: a file of a municipal office becomes the landscape that the assistant reads."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Literal

from tqdm import tqdm

from bot.cli import FAULTS, GOOD, STORAGE, WRONG_USE
from bot.commands.landscape_folder import landscape_folder
from bot.messages import load_messages
from knowledge.exchange.assemble import Imported
from knowledge.exchange.forms import read, write
from knowledge.exchange.grid import Note, UnreadableError
from knowledge.exchange.layout import layout
from knowledge.load import LandscapeError, UnknownMunicipality, landscape_file, read_municipality
from knowledge.model import Municipality

Given = Literal["hsds", "xlsx", "csv"]

FORMS: Final[Mapping[str, Given]] = {".xlsx": "xlsx", ".csv": "csv", ".json": "hsds"}
PREVIOUS: Final = ".vorige"
"""What a landscape file is called after it was replaced; the loader does not see it."""
LONG: Final = 500
"""Rows from which on a bar shows how far it is."""
SHOWN: Final = 40
"""Differences that are listed by name."""


DIFFERENCES: Final[Mapping[str, str]] = {
    "new": "kaart_verschil_new",
    "changed": "kaart_verschil_changed",
    "gone": "kaart_verschil_gone",
}
"""The sentence of what an import changes."""


def import_(
    source: Path,
    gemeente: str,
    form: Given | None,
    target: Path | None,
    folder: Path | None,
    *,
    trial: bool,
    partly: bool,
) -> int:
    """Read a file, tell what was refused and what changes, and write the landscape; the exit code.

    Nothing is written on a trial, nor when something was refused, unless `partly`.
    """
    says = load_messages()
    chosen = landscape_folder(folder)
    form = form or ("csv" if source.is_dir() else FORMS.get(source.suffix.casefold()))
    if form is None:
        return _refuse(says["kaart_welk_formaat"], WRONG_USE)
    place = target or (chosen / f"{gemeente}.yaml" if chosen is not None else None)
    if not trial and (place is None or place.stem != gemeente or place.suffix != ".yaml"):
        return _refuse(says["kaart_waarheen_import"].format(gemeente=gemeente), WRONG_USE)
    try:
        base = _base(gemeente, chosen)
        files = _files(source, form)
    except LandscapeError as error:
        return _refuse(f"{says['inhoud_onbruikbaar']}\n{error}", FAULTS)
    except OSError:
        return _refuse(says["kaart_niet_te_lezen"].format(pad=source), WRONG_USE)
    try:
        found = read(files, form, gemeente, base, _bar, partly=partly)
    except UnreadableError as error:
        return _refuse(_line(error.note), FAULTS)
    _report(found, base)
    code = FAULTS if found.refused else GOOD
    if found.town is None:
        return _end("kaart_niets_geschreven" if partly else "kaart_niets_geschreven_deels", code)
    if trial or place is None:
        return _end("kaart_proef", code)
    try:
        replaced = _store(found.town, place)
    except (OSError, LandscapeError):
        return _refuse(says["kaart_niet_te_schrijven"].format(pad=place), STORAGE)
    sys.stdout.write(says["kaart_geschreven"].format(pad=place) + "\n")
    if replaced:
        sys.stdout.write(says["kaart_vorige"].format(pad=f"{place}{PREVIOUS}") + "\n")
    return code


def _base(gemeente: str, folder: Path | None) -> Municipality | None:
    """The landscape that is there now, when there is one. Raises LandscapeError."""
    try:
        return read_municipality(landscape_file(gemeente, folder))
    except UnknownMunicipality:
        return None


def _files(source: Path, form: Given) -> dict[str, bytes]:
    """Read what was given; of a folder all its CSV files. Raises OSError."""
    found = sorted(source.glob("*.csv")) if form == "csv" and source.is_dir() else [source]
    return {file.name: file.read_bytes() for file in found}


def _store(town: Municipality, place: Path) -> bool:
    """Put the landscape in its place in one step, after reading back what was written; tell whether one stood there.

    What stood there stays beside it. Raises OSError, LandscapeError.
    """
    (data,) = write(town, "yaml").values()
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent) as folder:
        new = Path(folder) / place.name
        new.write_bytes(data)
        if read_municipality(new) != town:
            raise OSError
        replaced = place.exists()
        if replaced:
            shutil.copy2(place, f"{place}{PREVIOUS}")
        new.chmod(0o644)
        os.replace(new, place)  # noqa: PTH105 - Path.replace does the same; this says that it is one step
    return replaced


# --- telling ---------------------------------------------------------------------------------------------------


def _bar(rows: Sequence[Any], name: str) -> Iterable[Any]:
    """Go through the rows; on a terminal a bar shows how far, when there are many."""
    if len(rows) < LONG or not sys.stderr.isatty():
        return rows
    return tqdm(rows, desc=name, unit="", leave=False, file=sys.stderr)


def _report(found: Imported, base: Municipality | None) -> None:
    says = load_messages()
    for title, notes in (("kaart_geweigerd", found.refused), ("kaart_opmerkingen", found.remarks)):
        if notes:
            sys.stdout.write(says[title].format(aantal=len(notes)) + "\n")
            sys.stdout.writelines(f"  {_line(note)}\n" for note in sorted(notes, key=_order))
    if found.town is None:
        return
    if base is None:
        sys.stdout.write(says["kaart_eerste"].format(aantal=len(found.town.organisations)) + "\n")
        return
    counts = {what: [each for each in found.differences if each.what == what] for what in ("new", "changed", "gone")}
    sys.stdout.write(says["kaart_verschil"].format(**{what: len(each) for what, each in counts.items()}) + "\n")
    for each in found.differences[:SHOWN]:
        sheet = layout().entries(each.section).name
        text = says[DIFFERENCES[each.what]].format(deel=sheet, naam=each.name)
        sys.stdout.write(f"  {text.rstrip(' :')}\n")
    if len(found.differences) > SHOWN:
        sys.stdout.write(says["kaart_verschil_meer"].format(aantal=len(found.differences) - SHOWN) + "\n")


def _order(note: Note) -> tuple[str, int, str]:
    return note.place.sheet, note.place.row, note.place.column


def _line(note: Note) -> str:
    says = load_messages()
    parts = [note.place.sheet] if note.place.sheet else []
    if note.place.row:
        parts.append(says["kaart_rij"].format(rij=note.place.row))
    if note.place.column:
        parts.append(says["kaart_kolom"].format(kolom=note.place.column))
    return f"{', '.join(parts)}: {note.text}" if parts else note.text


def _end(name: str, code: int) -> int:
    sys.stdout.write(load_messages()[name] + "\n")
    return code


def _refuse(text: str, code: int) -> int:
    sys.stderr.write(text + "\n")
    return code
