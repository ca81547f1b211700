"""The served municipalities, each read when it is first asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dialogs.model import Option
from knowledge.load import available, load
from knowledge.zorglandschap import Zorglandschap


class ServedLandscapes:
    """Holds what is in `knowledge/landscapes`, or in a directory of the installation."""

    def __init__(self, gemeenten: Sequence[str], directory: Path | None = None) -> None:
        """Raises `UnknownMunicipality` for a name without a file."""
        names = {each.id: each.name for each in available(directory)}
        self._directory = directory
        self._served = tuple(Option(gemeente, names[gemeente]) for gemeente in gemeenten if gemeente in names)
        self._loaded: dict[str, Zorglandschap] = {}
        for gemeente in gemeenten:
            if gemeente not in names:
                load(gemeente, directory)

    @property
    def served(self) -> tuple[Option, ...]:
        """All of them, to choose from."""
        return self._served

    def get(self, gemeente: str) -> Zorglandschap:
        """One of them. Raises KeyError for another, `LandscapeError` for a file that cannot be used."""
        if gemeente not in {option.code for option in self._served}:
            raise KeyError(gemeente)
        if gemeente not in self._loaded:
            self._loaded[gemeente] = load(gemeente, self._directory)
        return self._loaded[gemeente]

    def public_names(self) -> frozenset[str]:
        """What places and organisations are called in all of them. Raises as `get` does."""
        return frozenset().union(*(self.get(option.code).public_names for option in self._served))
