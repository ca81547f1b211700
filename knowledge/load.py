"""From a municipality's name to its zorglandschap."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from knowledge.document import Document, LandscapeError, read
from knowledge.faults import Fault, value_faults
from knowledge.model import Municipality
from knowledge.references import faults
from knowledge.vocabulary import vocabulary
from knowledge.wording import wording
from knowledge.zorglandschap import Zorglandschap

__all__ = [
    "LandscapeError",
    "MunicipalityName",
    "UnknownMunicipality",
    "available",
    "examine",
    "landscape_file",
    "load",
    "read_municipality",
]

LANDSCAPES: Final = Path(__file__).parent / "landscapes"


class UnknownMunicipality(Exception):  # noqa: N818 - the name says what it is; "Error" would add nothing
    """There is no landscape file with this name."""

    def __init__(self, gemeente: str, known: tuple[str, ...]) -> None:
        super().__init__(f"unknown municipality {gemeente!r}; known: {', '.join(known)}")
        self.gemeente = gemeente
        self.known = known


@dataclass(frozen=True, slots=True)
class MunicipalityName:
    """A municipality as a user can choose it."""

    id: str
    name: str


def available(directory: Path | None = None) -> tuple[MunicipalityName, ...]:
    """List the municipalities that have a file, by id. Reads the first `name:` of each file and nothing more."""
    return tuple(MunicipalityName(file.stem, _name(file)) for file in _files(directory))


def load(gemeente: str, directory: Path | None = None) -> Zorglandschap:
    """Load one municipality, checked and ready to be asked.

    Raises `UnknownMunicipality`, or `LandscapeError` with file, line and fault.
    """
    return Zorglandschap(read_municipality(landscape_file(gemeente, directory)), wording(), vocabulary())


def read_municipality(file: Path) -> Municipality:
    """Read and check a landscape file. Raises `LandscapeError` for its first fault."""
    town, found = examine(file)
    if found or town is None:
        raise found[0]
    return town


def examine(file: Path) -> tuple[Municipality | None, list[LandscapeError]]:
    """Read a landscape file and find every fault in it; no landscape when a value in it cannot be read."""
    try:
        document = read(file)
    except LandscapeError as error:
        return None, [error]
    try:
        town = Municipality.model_validate(document.content)
    except ValidationError as error:
        return None, [_refused(document, fault) for fault in value_faults(error, document.content)]
    found = [Fault(("meta", "id"), "other_name", {"id": town.meta.id})] if town.meta.id != file.stem else []
    return town, [_refused(document, fault) for fault in (*found, *faults(town))]


def landscape_file(gemeente: str, directory: Path | None = None) -> Path:
    """Give the file of a municipality. Raises `UnknownMunicipality`."""
    files = _files(directory)
    for file in files:
        if file.stem == gemeente:
            return file
    raise UnknownMunicipality(gemeente, tuple(file.stem for file in files))


def _refused(document: Document, fault: Fault) -> LandscapeError:
    where = ".".join(str(part) for part in fault.path)
    return LandscapeError(document.file, document.line(fault.path), f"{where}: {fault}")


def _files(directory: Path | None) -> list[Path]:
    return sorted((directory or LANDSCAPES).glob("*.yaml"))


def _name(file: Path) -> str:
    """Read the name under `meta` without parsing the file; the id when it does not stand where it should."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("  name:"):
                return line.removeprefix("  name:").strip().strip("\"'")
    return file.stem
