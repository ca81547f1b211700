"""What can be an answer, and the texts by which it is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from knowledge.answers import Entry, Former
from knowledge.folding import words
from knowledge.model import Index, Municipality, NationalContact, Organisation, Procedure, Route
from knowledge.names import Name
from knowledge.values import UNKNOWN

NAME_WEIGHT: Final = 3.0
NEED_WEIGHT: Final = 2.5
ROLE_WEIGHT: Final = 1.5
TEXT_WEIGHT: Final = 0.7
"""What a word counts for, by where it stands in the entry."""
WEIGHTS: Final = (NAME_WEIGHT, NEED_WEIGHT, ROLE_WEIGHT, TEXT_WEIGHT)


def answerable(town: Municipality) -> Iterator[Entry]:
    """All that can be an answer: what is abolished cannot."""
    yield from (each for each in town.organisations if each.status != "abolished")
    yield from town.routes
    yield from town.procedures
    yield from town.indices
    yield from town.national_contacts


_Texts = tuple[tuple[str, ...], float, bool]
"""Texts, what a word in them counts for, and whether many entries have the same ones in common."""


def texts(entry: Entry, tasks: Mapping[str, tuple[str, ...]]) -> Iterator[_Texts]:
    """The texts of an entry, the lightest first. `tasks` are the needs that any organisation of a sector answers."""
    match entry:
        case Organisation():
            yield tuple(text for text in (entry.wat, entry.voor_wie, entry.hoe) if text != UNKNOWN), TEXT_WEIGHT, False
            yield entry.roles, ROLE_WEIGHT, True
            for sector in entry.sectors:
                yield tasks.get(sector, ()), ROLE_WEIGHT, True
        case Route():
            yield tuple(step.zin for step in entry.steps), TEXT_WEIGHT, False
        case Procedure() | Index() | NationalContact():
            yield (entry.wat,), TEXT_WEIGHT, False
    names = (entry.name, *entry.aliases)
    if isinstance(entry, NationalContact):
        yield names, TEXT_WEIGHT, False  # found by its whole name, or by a need: a word of it asks for something local
        names = ()
    # A word out of a longer name, or out of the title of a route, says no more than a need does.
    whole = () if isinstance(entry, Route) else tuple(name for name in names if " " not in name)
    yield tuple(name for name in names if name not in whole), NEED_WEIGHT, False
    yield entry.needs, NEED_WEIGHT, True
    yield whole, NAME_WEIGHT, False
    if isinstance(entry, Organisation):
        yield entry.called, NAME_WEIGHT, True


class EntryNames:
    """The names by which every entry is found, those of what it succeeded and of the law it carries out included."""

    def __init__(self, town: Municipality, entries: tuple[Entry, ...]) -> None:
        self._entries = entries
        number = {entry.id: i for i, entry in enumerate(entries)}
        self._inherited: dict[int, list[tuple[str, Former | None]]] = {}
        heir_of = {each.id: each.successor for each in town.organisations if each.successor is not None}
        for each in town.organisations:
            if each.successor is None or each.ended_on is None:
                continue
            heir = _last(heir_of, each.id)
            for name in (each.name, *each.aliases, *(old.name for old in each.former_names)):
                self._inherited.setdefault(number[heir], []).append((name, Former(name, each.ended_on)))
        for term in town.glossary:
            self._inherited.setdefault(number[_last(heir_of, term.carried_out_by)], []).append((term.name, None))

    def of(self, number: int) -> tuple[Name, ...]:
        """The names of one entry, without spelling."""
        named = ((words(text), former, noun) for text, former, noun in self._written(number))
        return tuple(Name(split, number, former, noun) for split, former, noun in named if split)

    def inherited(self, number: int) -> list[str]:
        """The names that an entry has from what it succeeded or carries out, as they are written."""
        return [name for name, _ in self._inherited.get(number, ())]

    def glued(self, number: int, split: Callable[[str], tuple[str, ...]]) -> list[str]:
        """The same names as the index knows them: without spaces. `split` gives the words of a name."""
        entry = self._entries[number]
        written = [entry.name, *entry.aliases]
        if isinstance(entry, Organisation):
            written += entry.called
            written += [old.name for old in entry.former_names]
        written += self.inherited(number)
        return [glued for text in written if (glued := "".join(split(text)))]

    def _written(self, number: int) -> Iterator[tuple[str, Former | None, bool]]:
        """Every name as it is written, whether it is an old one, and whether it is a common noun."""
        entry = self._entries[number]
        yield entry.name, None, False
        for alias in entry.aliases:
            yield alias, None, False
        if isinstance(entry, Organisation):
            for noun in entry.called:
                yield noun, None, True
            for old in entry.former_names:
                yield old.name, Former(old.name, old.until), False
        for inherited, former in self._inherited.get(number, ()):
            yield inherited, former, False


def _last(heir_of: Mapping[str, str], id_: str) -> str:
    """Follow successors to the organisation that is there now."""
    while id_ in heir_of:
        id_ = heir_of[id_]
    return id_
