"""The words that a user reads for a code (labels.md), loaded once from content/labels.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, model_validator

from dialogs.loading.yaml_files import CONTENT, load_model
from dialogs.model import Option
from dialogs.signaal.signal import VALUE_LISTS


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class _Label(_Data):
    label: str
    groep: str = ""


class _LabelFile(_Data):
    lists: Mapping[str, Mapping[str, _Label]]
    titles: Mapping[str, str]
    sectors: Mapping[str, str]
    stappen_artsen: Mapping[str, str]
    artsen: tuple[str, ...]

    @model_validator(mode="after")
    def _labels_and_codes_are_the_same(self) -> _LabelFile:
        words: dict[str, str] = {}
        for name in {*self.lists, *VALUE_LISTS}:
            codes, labelled = set(VALUE_LISTS.get(name, ())), set(self.lists.get(name, {}))
            if odd := codes ^ labelled:
                raise ValueError(f"{name}: a code without a label, or a label without a code: {sorted(odd)}")
            for code, entry in self.lists[name].items():
                if words.setdefault(code, entry.label) != entry.label:
                    raise ValueError(f"{name}: {code} has another label in another list")
        if odd := set(self.sectors) ^ set(VALUE_LISTS["ROL"]) | set(self.sectors.values()) - set(VALUE_LISTS["SECTOR"]):
            raise ValueError(f"sectors: {sorted(odd)}")
        if odd := set(self.stappen_artsen) - set(VALUE_LISTS["STAP"]) | set(self.artsen) - set(VALUE_LISTS["ROL"]):
            raise ValueError(f"artsen: {sorted(odd)}")
        return self


class Labels:
    """Labels by code. A code means the same in every list."""

    def __init__(self, data: _LabelFile) -> None:
        self._lists: Mapping[str, tuple[Option, ...]] = {
            name: tuple(Option(code, entry.label, entry.groep) for code, entry in entries.items())
            for name, entries in data.lists.items()
        }
        self._words = {option.code: option.label for options in self._lists.values() for option in options}
        self._titles = data.titles
        self._sectors = data.sectors
        self._doctors, self._doctors_steps = frozenset(data.artsen), data.stappen_artsen

    def label(self, code: str) -> str:
        """Give the label of a code of any list. KeyError for what is no code: a code itself is never shown."""
        return self._words[code]

    def title(self, outcome: str, because: str) -> str:
        """Give the title of an outcome next to a flag, or with `niet_gebonden`; else its own label."""
        return self._titles.get(f"{outcome}.{because}") or self._words[outcome]

    def step(self, code: str, rol: str) -> str:
        """Give a step of the meldcode as a role counts it: who works by the KNMG-meldcode reads its numbers (P13)."""
        own = self._doctors_steps.get(code) if self.is_doctor(rol) else None
        return own or self._words[code]

    def is_doctor(self, rol: str) -> bool:
        """Whether a role works by the KNMG-meldcode."""
        return rol in self._doctors

    def options(self, list_name: str) -> tuple[Option, ...]:
        """Give the choices of a value list (`OP`, `informatiebron`), groups together. KeyError for an unknown list."""
        return self._lists[list_name]

    def sector_of(self, rol: str) -> str:
        """Give the sector in which a role usually works; `overig` for a role that is not in the list."""
        return self._sectors.get(rol, "overig")


def load_labels(directory: Path = CONTENT) -> Labels:
    """Load the labels of a content folder. Raises ContentError with file and line, also for a code without a label."""
    return Labels(load_model(directory / "labels.yaml", _LabelFile))
