"""Finding where somebody lives by what people call it or by postcode, and who works there."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from knowledge.folding import words
from knowledge.model import District
from knowledge.references import WHOLE_MUNICIPALITY
from knowledge.spelling import BY_LETTERS, differs_by_a_letter

POSTCODE: Final = re.compile(r"([1-9]\d{3})([a-z]{2})?")
LETTERS: Final = re.compile(r"[a-z]{2}")


@dataclass(frozen=True, slots=True)
class Spot:
    """A part of the municipality: the districts that it may lie in, and the postcode that was named, if it is known."""

    districts: tuple[District, ...] = ()
    pc4: str = ""
    pc6: str = ""

    def __bool__(self) -> bool:
        """Whether anything is known about it."""
        return bool(self.districts or self.pc4)


def serves(areas: Collection[str], spot: Spot) -> bool:
    """Tell whether who works in these areas works there, or in a part of it."""
    if WHOLE_MUNICIPALITY in areas or spot.pc6 in areas or spot.pc4 in areas:
        return True
    return any(
        not {each.id, *each.codes}.isdisjoint(areas) or (not spot.pc4 and not {*each.pc4, *each.pc6}.isdisjoint(areas))
        for each in spot.districts
    )


class Places:
    """The districts of one municipality, and the postcodes that its organisations name themselves."""

    def __init__(self, districts: Iterable[District], areas: Iterable[str] = ()) -> None:
        self._named = frozenset(areas)
        self._by_words: dict[tuple[str, ...], list[District]] = {}
        self._by_postcode: dict[str, list[District]] = {}
        for district in districts:
            for name in {district.id.replace("_", " "), district.name, *district.aliases, *district.codes}:
                self._by_words.setdefault(words(name), []).append(district)
            for postcode in (*district.pc4, *district.pc6):
                self._by_postcode.setdefault(postcode, []).append(district)
        self._longest = max(map(len, self._by_words), default=0)

    def called(self, text: str) -> Spot:
        """Give the spot with this id, name, code or postcode; with several districts when they share it."""
        tokens = words(text.replace("_", " "))
        return self._postcode(tokens) or Spot(tuple(self._by_words.get(tokens, ())))

    def inside(self, text: str) -> Spot:
        """Give the spot that a longer text names: its postcode, else its longest name, the first of several."""
        tokens = words(text)
        for start in range(len(tokens)):
            if found := self._postcode(tokens[start:]):
                return found
        for length in range(min(self._longest, len(tokens)), 0, -1):
            for start in range(len(tokens) - length + 1):
                districts = self._by_words.get(tokens[start : start + length])
                if districts:
                    return Spot(tuple(districts))
        return Spot()

    def near(self, tokens: Sequence[str], strange: Container[int]) -> Spot:
        """Give the district whose name is written with one letter wrong; nothing when two are as near.

        Only a word that nobody knows (`strange`, by position) is read so: "haven" is no slip of "Havenkwartier".
        """
        found: dict[str, District] = {}
        for name, districts in self._by_words.items():
            written = " ".join(name)
            for start in range(len(tokens) - len(name) + 1):
                places = range(start, start + len(name))
                said = " ".join(tokens[start : start + len(name)])
                may_be = len(written) >= BY_LETTERS and any(place in strange for place in places)
                if may_be and said[0] == written[0] and differs_by_a_letter(said, written):
                    found.update({each.id: each for each in districts})
        return Spot(tuple(found.values())) if len(found) == 1 else Spot()

    def _postcode(self, tokens: Sequence[str]) -> Spot:
        """Read a postcode at the start. A whole one says more than its digits, where a district lists it."""
        match = POSTCODE.fullmatch(tokens[0]) if tokens else None
        if match is None:
            return Spot()
        letters = match[2] or (tokens[1] if len(tokens) > 1 and LETTERS.fullmatch(tokens[1]) else "")
        pc4, pc6 = match[1], f"{match[1]}{letters.upper()}" if letters else ""
        districts = self._by_postcode.get(pc6) or self._by_postcode.get(pc4, [])
        known = districts or not self._named.isdisjoint((pc4, pc6))
        return Spot(tuple(districts), pc4, pc6) if known else Spot()
