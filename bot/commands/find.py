"""`signaalwijzer find`: who does what, from the zorglandschap; one question, or lines of JSON. Nothing is stored.

A line is an object with `gemeente`, `query` and optionally `rol`, `pc4` and an `id` that is passed through. The answer
is one line of JSON each: `{"id", "results": [{"id", "name", "score"}]}`, best first, empty when nothing fits; or
`{"id", "fout"}`, and then the exit code is 1. A fault names the field and never its value.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from bot.cli import FAULTS, GOOD, WRONG_USE
from bot.commands.landscape_folder import landscape_folder
from bot.commands.texts import FindTexts, load_texts
from bot.messages import load_messages
from dialogs.labels import load_labels
from knowledge.answers import Found
from knowledge.load import LandscapeError, UnknownMunicipality, available, load
from knowledge.zorglandschap import Zorglandschap

PC4: Final = re.compile(r"[1-9]\d{3}")
Write = Callable[[str], object]
SectorOf = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and about where; a line may say each of it itself."""

    gemeente: str = ""
    rol: str = ""
    pc4: str = ""
    """Where the child lives."""
    landscapes: Path | None = None
    """Folder of landscape files; None: that of the installation, else the shipped one."""


def find(query: str, asker: Asker, write: Write, today: date, *, as_json: bool) -> int:
    """Answer one question for a reader, or as one line of JSON."""
    says = load_messages()
    labels = load_labels()
    roles = {option.code for option in labels.options("ROL")}
    if not asker.gemeente:
        return _refuse(says["find_zonder_gemeente"], WRONG_USE)
    if asker.pc4 and PC4.fullmatch(asker.pc4) is None:
        return _refuse(says["find_pc4_fout"], WRONG_USE)
    if asker.rol and asker.rol not in roles:
        return _refuse(says["rol_onbekend"].format(rol=asker.rol, bekend=", ".join(sorted(roles))), WRONG_USE)
    try:
        landscape = load(asker.gemeente.strip().lower(), landscape_folder(asker.landscapes))
    except UnknownMunicipality as error:
        known = ", ".join(error.known)
        return _refuse(says["gemeente_onbekend"].format(gemeente=asker.gemeente, bekend=known), WRONG_USE)
    except LandscapeError as error:
        return _refuse(f"{says['inhoud_onbruikbaar']}\n{error}", FAULTS)
    sector = labels.sector_of(asker.rol) if asker.rol else ""
    found = landscape.find(query, sector=sector, home=asker.pc4, today=today)
    if as_json:
        write(
            json.dumps({"results": [{**_result(each), "lines": each.lines, "source": each.source} for each in found]})
        )
        return GOOD
    texts = load_texts().find
    # For a reader the question for the district comes instead of the first team of the list.
    for each in landscape.which_team(query, home=asker.pc4, today=today)[:1] or found:
        write("\n".join((each.name, *each.lines, texts.bron.format(bron=each.source), "")))
    if not found:
        write(texts.niets.format(coordinator=landscape.coordinator))
    return GOOD


def find_lines(lines: Iterable[str], asker: Asker, write: Write, today: date) -> int:
    """Answer lines of JSON; what a line does not say is as the options say."""
    folder = landscape_folder(asker.landscapes)
    towns: dict[str, Zorglandschap] = {}
    known = {each.id for each in available(folder)}

    def town(name: str) -> Zorglandschap | None:
        if name not in towns and name in known:
            towns[name] = load(name, folder)
        return towns.get(name)

    given = {"gemeente": asker.gemeente, "rol": asker.rol, "pc4": asker.pc4}
    try:
        return answer_lines(lines, given, write, town, load_labels().sector_of, load_texts().find, today)
    except LandscapeError as error:
        return _refuse(f"{load_messages()['inhoud_onbruikbaar']}\n{error}", FAULTS)


def answer_lines(
    lines: Iterable[str],
    given: Mapping[str, str],
    write: Write,
    town: Callable[[str], Zorglandschap | None],
    sector_of: SectorOf,
    texts: FindTexts,
    today: date,
) -> int:
    """Answer each line that is not empty with one line. Returns the exit code: 0, or 1 when a line had a fault."""
    code = GOOD
    for line in lines:
        if not line.strip(" \t\r\n\ufeff"):
            continue
        asked, fault = _asked(line, given, texts)
        landscape = town(asked["gemeente"].strip().lower()) if not fault else None
        if landscape is None:
            write(json.dumps({"id": asked.get("id"), "fout": fault or texts.gemeente_onbekend}))
            code = FAULTS
            continue
        sector = sector_of(asked["rol"]) if asked["rol"] else ""
        found: Sequence[Found] = landscape.find(asked["query"], sector=sector, home=asked["pc4"], today=today)
        write(json.dumps({"id": asked.get("id"), "results": [_result(each) for each in found]}))
    return code


def _asked(line: str, given: Mapping[str, str], texts: FindTexts) -> tuple[dict[str, str], str]:
    """What a line asks, and the fault it has; a faulty line keeps its id."""
    try:
        said = json.loads(line.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return {}, texts.geen_json
    if not isinstance(said, dict):
        return {}, texts.geen_vraag
    asked = {**given, **said}
    if not all(isinstance(asked.get(name), str) for name in ("gemeente", "query", "rol", "pc4")):
        return {"id": said.get("id", "")}, texts.geen_vraag
    return asked, ""


def _result(found: Found) -> dict[str, object]:
    return {"id": found.id, "name": found.name, "score": round(found.score, 2)}


def _refuse(text: str, code: int) -> int:
    sys.stderr.write(text + "\n")
    return code
