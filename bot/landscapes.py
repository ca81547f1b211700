"""The served municipalities: each file read when it is first asked for, and what coordinators changed over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.landscape_versions import edited
from bot.model import Scope
from bot.storage.transaction import Transaction
from dialogs.model import Option
from knowledge.edits.announce import announced
from knowledge.load import available, load
from knowledge.zorglandschap import Zorglandschap


@dataclass(frozen=True, slots=True)
class _Built:
    """A landscape with the changes of one version over it."""

    version: tuple[int, str]
    day: date
    until: date | None
    landscape: Zorglandschap

    def holds(self, version: tuple[int, str], today: date) -> bool:
        """Whether it is what is served: nothing was changed since, and no change that waited has begun."""
        return self.version == version and self.day <= today and (self.until is None or today < self.until)


class ServedLandscapes:
    """Holds what is in `knowledge/landscapes`, or in a directory of the installation."""

    def __init__(self, gemeenten: Sequence[str], directory: Path | None = None) -> None:
        """Raises `UnknownMunicipality` for a name without a file."""
        names = {each.id: each.name for each in available(directory)}
        self._directory = directory
        self._served = tuple(Option(gemeente, names[gemeente]) for gemeente in gemeenten if gemeente in names)
        self._loaded: dict[str, Zorglandschap] = {}
        self._built: dict[str, _Built] = {}
        self._public_names: frozenset[str] | None = None
        for gemeente in gemeenten:
            if gemeente not in names:
                load(gemeente, directory)

    @property
    def served(self) -> tuple[Option, ...]:
        """All of them, to choose from."""
        return self._served

    def get(self, gemeente: str) -> Zorglandschap:
        """One of them, as its file says. KeyError for another, `LandscapeError` for a file that cannot be used."""
        if gemeente not in {option.code for option in self._served}:
            raise KeyError(gemeente)
        if gemeente not in self._loaded:
            self._loaded[gemeente] = load(gemeente, self._directory)
        return self._loaded[gemeente]

    def at(self, tx: Transaction, gemeente: str, today: date) -> Zorglandschap:
        """One of them with its changes, as this transaction sees them: so the next turn everywhere has the new answer.

        Kept by version. The reference is part of that: a number whose transaction was undone may be given again.
        """
        base = self.get(gemeente)
        version = tx.landscape_version(Scope(gemeente))
        if not version[0]:
            return base
        built = self._built.get(gemeente)
        if built is None or not built.holds(version, today):
            found = edited(base.content, tx.landscape_edits(Scope(gemeente)), base.version, today)
            spoken = announced(found.town, found.changes.values(), today, base.wording)
            landscape = base if spoken == base.content else base.over(spoken)
            built = self._built[gemeente] = _Built(version, today, found.until, landscape)
            self._public_names = self._all_public_names()
        return built.landscape

    def public_names(self) -> frozenset[str]:
        """What places and organisations are called in all of them. Raises as `get` does.

        With the names that `at` met in changes; the same object until there is another one.
        """
        if self._public_names is None:
            self._public_names = self._all_public_names()
        return self._public_names

    def _all_public_names(self) -> frozenset[str]:
        files = [self.get(option.code).public_names for option in self._served]
        changed = [each.landscape.public_names for each in list(self._built.values())]
        return frozenset().union(*files, *changed)
