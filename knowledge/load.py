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

__all__ = ["LandscapeError", "MunicipalityName", "UnknownMunicipality", "available", "load", "read_municipality"]

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
    for file in _files(directory):
        if file.stem == gemeente:
            return Zorglandschap(read_municipality(file), wording(), vocabulary())
    raise UnknownMunicipality(gemeente, tuple(file.stem for file in _files(directory)))


def read_municipality(file: Path) -> Municipality:
    """Read and check a landscape file. Raises `LandscapeError` for its first fault."""
    document = read(file)
    try:
        town = Municipality.model_validate(document.content)
    except ValidationError as error:
        raise _refused(document, next(value_faults(error, document.content))) from None
    if town.meta.id != file.stem:
        raise _refused(document, Fault(("meta", "id"), "other_name", {"id": town.meta.id}))
    for fault in faults(town):
        raise _refused(document, fault)
    return town


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
