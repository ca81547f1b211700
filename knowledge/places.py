"""Finding a district by what people call it, or by its postcode."""

from __future__ import annotations

import re
from typing import Final

from knowledge.folding import words
from knowledge.model import District

POSTCODE: Final = re.compile(r"([1-9]\d{3})(?:[a-z]{2})?")


class Places:
    """The districts of one municipality."""

    def __init__(self, districts: tuple[District, ...]) -> None:
        self._by_words: dict[tuple[str, ...], list[District]] = {}
        self._by_pc4: dict[str, list[District]] = {}
        for district in districts:
            for name in {district.id.replace("_", " "), district.name, *district.aliases}:
                self._by_words.setdefault(words(name), []).append(district)
            for pc4 in district.pc4:
                self._by_pc4.setdefault(pc4, []).append(district)
        self._longest = max(map(len, self._by_words), default=0)

    def called(self, text: str) -> list[District]:
        """Give the districts with this id, name or postcode; several when they share it."""
        return self._at(words(text.replace("_", " ")))

    def inside(self, text: str) -> list[District]:
        """Give the districts that a longer text names: those of its longest name, the first one when there are more."""
        tokens = words(text)
        for length in range(min(self._longest, len(tokens)), 0, -1):
            for start in range(len(tokens) - length + 1):
                found = self._at(tokens[start : start + length])
                if found:
                    return found
        return []

    def _at(self, tokens: tuple[str, ...]) -> list[District]:
        if tokens and (postcode := POSTCODE.fullmatch(tokens[0])) is not None:
            return self._by_pc4.get(postcode[1], [])
        return self._by_words.get(tokens, [])
