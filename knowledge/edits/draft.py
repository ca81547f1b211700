"""A landscape that is being changed: entries by id, in the order of the file, validated when it is finished."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from pydantic import ValidationError

from knowledge.faults import say, value_faults
from knowledge.model import Municipality, Named, Organisation, Route
from knowledge.references import faults

SECTIONS: Final = ("national_contacts", "organisations", "routes", "procedures", "indices")
"""What holds entries that have an id of their own."""


class RefusedError(Exception):
    """A change cannot be made: why, in Dutch, for the coordinator who asks for it."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(say(code, **values))


class Draft:
    """Entries under change. One draft is one application of changes; it is used once."""

    def __init__(self, base: Municipality) -> None:
        self._base = base
        self.town = base.meta.name
        self.instruments = base.instruments
        self.glossary = base.glossary
        self._entries: dict[str, Named] = {}
        self._section: dict[str, str] = {}
        self._touched: set[str] = set()
        for section in SECTIONS:
            for entry in getattr(base, section):
                self._entries[entry.id] = entry
                self._section[entry.id] = section

    def entry(self, id_: str) -> Named:
        """One entry. Raises RefusedError when it is not there."""
        found = self._entries.get(id_)
        if found is None:
            raise RefusedError("edit_gone", id=id_)
        return found

    def organisation(self, id_: str) -> Organisation:
        """One organisation that is not abolished. Raises RefusedError otherwise."""
        found = self.entry(id_)
        if not isinstance(found, Organisation):
            raise RefusedError("edit_no_organisation", name=found.name)
        if found.status == "abolished":
            raise RefusedError("edit_abolished", name=found.name, heir=self.heir(found).name)
        return found

    def heir(self, start: Organisation) -> Organisation:
        """Who came after an abolished organisation, at the end of the line."""
        here, seen = start, {start.id}
        while here.successor is not None and here.successor not in seen:
            seen.add(here.successor)
            found = self._entries.get(here.successor)
            if not isinstance(found, Organisation):
                break
            here = found
        return here

    def organisations(self) -> Iterator[Organisation]:
        """All of them as they are now."""
        yield from [each for each in self._entries.values() if isinstance(each, Organisation)]

    def routes(self) -> Iterator[Route]:
        """All of them as they are now."""
        yield from [each for each in self._entries.values() if isinstance(each, Route)]

    def entries(self) -> Iterator[Named]:
        """All entries as they are now."""
        yield from list(self._entries.values())

    @cached_property
    def national_numbers(self) -> frozenset[str]:
        """The digits of every national number: these no change may take out of a sentence."""
        numbers = (each.number for each in self._base.national_contacts)  # no change touches those
        return frozenset(_digits(part) for number in numbers for part in re.split(r"[a-z]+", number) if _digits(part))

    def put(self, entry: Named, **values: object) -> None:
        """Write values into an entry; what equals what was there touches nothing."""
        changed = entry.model_copy(update=values)
        if changed != self._entries.get(entry.id):
            self._entries[entry.id] = changed
            self._section.setdefault(entry.id, "organisations")
            self._touched.add(entry.id)

    def finish(self) -> Municipality:
        """The changed landscape. Raises RefusedError with the reason when it would be no sound landscape file."""
        for id_ in self._touched:
            entry = self._entries[id_]
            content = entry.model_dump(by_alias=True)
            try:
                self._entries[id_] = type(entry).model_validate(content)
            except ValidationError as error:
                fault = next(value_faults(error, content))
                raise RefusedError("edit_value", name=entry.name, reason=str(fault)) from None
        sections: dict[str, list[Named]] = {section: [] for section in SECTIONS}
        for id_, entry in self._entries.items():
            sections[self._section[id_]].append(entry)
        town = self._base.model_copy(
            update={
                **{section: tuple(entries) for section, entries in sections.items()},
                "instruments": self.instruments,
                "glossary": self.glossary,
            }
        )
        for broken in faults(town):
            raise RefusedError("edit_broken", reason=str(broken))
        return town


def numbers_in(text: str, known: frozenset[str]) -> frozenset[str]:
    """Which of these numbers (digits only) stand in a text."""
    written = {_digits(found) for found in re.findall(r"\d[\d -]*\d|\d", text)}
    return known & written


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
