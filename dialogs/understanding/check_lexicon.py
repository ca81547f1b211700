"""Finds what is well-formed in the lexicon and yet cannot be meant. Each fault with file and line.

What looks like a fault and is meant stands, row by row, in `lexicon_check/toegestaan.yaml`; a row there that is needed
no more is a fault itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dialogs.loading.yaml_files import ContentError, Fault, Lines, load_model
from dialogs.understanding.data import HERE, Data, Words
from dialogs.understanding.lexicon import LexiconFile, parts_of, words_of

ALLOWED: Final = Path("lexicon_check") / "toegestaan.yaml"
_DENIALS: Final = frozenset({"niet", "geen"})


class Double(Data):
    """Terms that several categories share on purpose: both are there when the words are."""

    categorieen: Words
    termen: Words


class Allowed(Data):
    """toegestaan.yaml."""

    mag_dubbel: tuple[Double, ...] = ()
    nog_kiezen: tuple[Double, ...] = ()
    """The same, where it is not sure that both are meant."""
    mag_niet: Words = ()
    """Rows of `samen` with a denial that is not their first part."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One term or row of parts where it stands."""

    file: str
    place: tuple[int | str, ...]
    concept: str
    category: str
    text: str


def check_lexicon(directory: Path = HERE) -> list[Fault]:
    """Every fault of the lexicon; an empty list is good."""
    try:
        files = {path: load_model(path, LexiconFile) for path in sorted((directory / "lexicon").glob("*.yaml"))}
        allowed = load_model(directory / ALLOWED, Allowed)
    except ContentError as error:
        return list(error.faults)
    return _Check(directory, {path.name: file for path, file in files.items()}, allowed).faults()


class _Check:
    """The checks on all files together."""

    def __init__(self, directory: Path, files: dict[str, LexiconFile], allowed: Allowed) -> None:
        self._directory = directory
        self._files = files
        self._allowed = allowed
        self._lines: dict[str, Lines] = {}

    def faults(self) -> list[Fault]:
        """All of them, by file and line."""
        found = [*self._names(), *self._groups(), *self._doubles(), *self._denials()]
        return sorted(set(found), key=lambda fault: (fault.file, fault.line, fault.text))

    def _names(self) -> Iterator[Fault]:
        """A concept and a group have a name of their own."""
        seen: dict[str, str] = {}
        for file, content in self._files.items():
            for number, concept in enumerate(content.begrippen):
                if concept.id in seen:
                    place = ("begrippen", number, "id")
                    yield self._fault(file, place, f"concept {concept.id} stands in {seen[concept.id]} too")
                seen.setdefault(concept.id, file)
            for name in content.groepen:
                if f"@{name}" in seen:
                    yield self._fault(file, ("groepen", name), f"group {name} stands in {seen[f'@{name}']} too")
                seen.setdefault(f"@{name}", file)

    def _groups(self) -> Iterator[Fault]:
        groups = {f"@{name}" for content in self._files.values() for name in content.groepen}
        for row in self._rows("samen"):
            for part in parts_of(row.text):
                if part.startswith("@") and part not in groups:
                    yield self._fault(row.file, row.place, f"{row.concept}: there is no group {part}")

    def _doubles(self) -> Iterator[Fault]:
        """The same words in two categories: one of them is a mistake, unless both are meant."""
        found: dict[str, list[_Row]] = defaultdict(list)
        for row in (*self._rows("termen"), *self._rows("samen")):
            if row.category:
                found[_same(row.text)].append(row)
        lists = {"mag_dubbel": self._allowed.mag_dubbel, "nog_kiezen": self._allowed.nog_kiezen}
        every = [each for doubles in lists.values() for each in doubles]
        meant = {_same(term): frozenset(each.categorieen) for each in every for term in each.termen}
        used = set()
        for words, rows in found.items():
            categories = frozenset(row.category for row in rows)
            if len(categories) == 1:
                continue
            used.add(words)
            if not categories <= meant.get(words, frozenset()):
                first = rows[0]
                other = next(row for row in rows if row.category != first.category)
                there = f"{first.concept} ({first.category}, {self._at(first)})"
                text = f"{other.text!r} stands in {other.concept} ({other.category}) and in {there}"
                yield self._fault(other.file, other.place, text)
        for name, doubles in lists.items():
            for number, each in enumerate(doubles):
                for place, term in enumerate(each.termen):
                    if _same(term) not in used:
                        yield self._not_needed((name, number, "termen", place), term)

    def _denials(self) -> Iterator[Fault]:
        """A denial that is a part may stand anywhere in the sentence, and deny something else."""
        used = set()
        for row in self._rows("samen"):
            if _DENIALS.isdisjoint(parts_of(row.text)[1:]):
                continue
            used.add(row.text)
            if row.text not in self._allowed.mag_niet:
                text = f"{row.concept}: {row.text!r} has a denial that is not its first part"
                yield self._fault(row.file, row.place, text)
        for place, text in enumerate(self._allowed.mag_niet):
            if text not in used:
                yield self._not_needed(("mag_niet", place), text)

    def _rows(self, field: str) -> Iterator[_Row]:
        for file, content in self._files.items():
            for number, concept in enumerate(content.begrippen):
                rows = concept.termen if field == "termen" else concept.samen
                for place, text in enumerate(rows):
                    at = ("begrippen", number, field, place)
                    yield _Row(file, at, concept.id, concept.categorie, text)

    def _not_needed(self, place: tuple[int | str, ...], text: str) -> Fault:
        lines = Lines(self._directory / ALLOWED)
        return Fault(ALLOWED.name, lines.of(place), f"{text!r} needs no permission any more")

    def _at(self, row: _Row) -> str:
        return f"{row.file}:{self._line(row.file, row.place)}"

    def _fault(self, file: str, place: tuple[int | str, ...], text: str) -> Fault:
        return Fault(file, self._line(file, place), text)

    def _line(self, file: str, place: tuple[int | str, ...]) -> int:
        if file not in self._lines:
            self._lines[file] = Lines(self._directory / "lexicon" / file)
        return self._lines[file].of(place)


def _same(row: str) -> str:
    """A term or row in the form in which two of them are the same: folded, its parts in any order."""
    return " + ".join(sorted(" ".join(words_of(part)) if part[0] != "@" else part for part in parts_of(row)))
