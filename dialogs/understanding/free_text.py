"""The filter for answers in free text. It fails closed: what is not surely a word is hidden until the user frees it.

Hidden are: words that are in no word list, words with a capital inside a sentence (but for a list of known ones), first
names, initials, long numbers, and whatever mixes letters with digits or signs. Roles and ages stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from typing import Final

from dialogs.understanding.personal_data import PLACEHOLDERS, Kept, nothing
from dialogs.understanding.words import Words

HIDDEN: Final = "[verborgen]"

_PIECE = re.compile(r"\[[a-z]+\]|[^\s/,;:!?()\[\]{}\"“”„<>…*=+–—]+|[!?:\n…\"“”„]")
_ENDS: Final = '.!?:\n…"“„'
_QUOTES: Final = "'‘"
_AGE = re.compile(r"\s?\(\d")
_EDGES: Final = ".,;:!?'\"()“”‘’„-"
_NUMBER = re.compile(
    r"[€£$]?\d{1,4}(?:[.,:-]\d{1,4}){0,2}(?:e|de|ste|x|u|%|jr|jaar|mnd|wk|kg|km|cm|mm|m|ml|gr|euro|uur|min|jarige?)?"
)
_INITIALS = re.compile(r"(?:[A-Z]\.)+[A-Z]?\.?")
_ABBREVIATION = re.compile(r"(?:[a-z]{1,3}\.)+[a-z]{0,3}\.?")
_BEFORE_A_NAME: Final = frozenset(
    {"heet", "heten", "heette", "genaamd", "voornaam", "achternaam", "mevr", "mw", "dhr", "fam", "bijnaam"}
)
_SMALL_WORDS: Final = frozenset(
    [
        "de", "het", "een", "is", "was", "heeft", "had", "van", "in", "op", "en", "dat", "die", "niet", "ook", "zo",
        "ik", "hij", "ze", "zij", "nu", "zegt", "zei", "belt", "belde", "komt", "kwam", "wil", "kan", "met", "over",
        "uit",
    ]
)  # fmt: skip
_WHAT_A_PERSON_DOES: Final = frozenset(
    [
        "is", "was", "heeft", "had", "zegt", "zei", "wil", "wilde", "wou", "kan", "kon", "gaat", "ging", "komt",
        "kwam", "doet", "deed", "ziet", "zag", "loopt", "liep", "slaat", "sloeg", "huilt", "huilde", "krijgt", "kreeg",
        "lijkt", "leek", "blijft", "bleef", "wordt", "werd", "vertelt", "vertelde", "vindt", "vond", "heet", "woont",
        "zit", "zat", "en",
    ]
)  # fmt: skip
"""A first word that may be a name ("Roos", "Storm") is one when one of these follows, or an age in brackets."""
_SHOUTING: Final = 0.6
"""From this share of capitals on, a capital tells nothing."""


@dataclass(frozen=True, slots=True)
class FreeText:
    """A free text that may be stored, and apart from it the hidden words, to be shown once in the same turn."""

    text: str
    hidden_words: tuple[str, ...] = field(default=(), repr=False)
    """The n-th stands where the n-th `[verborgen]` stands. Never to be stored or logged."""

    def free(self, number: int) -> FreeText:
        """Put a hidden word back; the first is number 0. Raises IndexError when there is no such word."""
        if not 0 <= number < len(self.hidden_words):
            raise IndexError("no such hidden word")
        parts = self.text.split(HIDDEN)
        joined = HIDDEN.join(parts[: number + 1]) + self.hidden_words[number] + HIDDEN.join(parts[number + 1 :])
        return FreeText(joined, self.hidden_words[:number] + self.hidden_words[number + 1 :])


def hide_unknown(text: str, words: Words, allowed: Collection[str] = (), kept: Kept = nothing) -> FreeText:
    """Hide every word that is or may be a name.

    `allowed` are names of the landscape that anybody may read; one that holds a first name frees nobody of that name.
    `kept` finds what is never personal data, such as a reference that the assistant handed out.
    """
    text = text.replace(HIDDEN, "(verborgen)")
    stays = tuple(kept(text))
    parts_of_names = (part.lower() for name in allowed for part in re.split(r"[\s/]+", name))
    known = frozenset(part for part in parts_of_names if not words.is_first_name(part))
    shouting = _is_shouting(text)
    hidden: list[str] = []
    parts: list[str] = []
    position = 0
    starts, named = True, False
    for match in _PIECE.finditer(text):
        piece = match[0]
        core = piece.strip(_EDGES)
        if not any(map(str.isalnum, core)) or piece in PLACEHOLDERS.values():
            starts = piece[-1] in _ENDS or (starts and not core)
            continue
        starts = starts or piece[0] in _QUOTES
        place = _Place(starts, shouting or not core[0].isupper(), named, text[match.end() : match.end() + 20])
        begin = match.start() + piece.index(core)
        is_kept = any(start <= begin and begin + len(core) <= end for start, end in stays)
        if not (is_kept or _is_number(core) or _is_known(core, words, known, place)):
            parts += (text[position:begin], HIDDEN)
            position = begin + len(core)
            hidden.append(core)
        starts = piece[-1] in _ENDS and not _ABBREVIATION.fullmatch(piece)
        named = core.lower() in _BEFORE_A_NAME
    parts.append(text[position:])
    return FreeText("".join(parts), tuple(hidden))


def load_hider(kept: Kept = nothing) -> Callable[[str, Collection[str]], FreeText]:
    """Make the filter with the shipped word lists. The lists are read at its first use."""
    words = Words()
    return lambda text, allowed: hide_unknown(text, words, allowed, kept)


def _is_shouting(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 12 and sum(map(str.isupper, letters)) / len(letters) > _SHOUTING


def _is_number(core: str) -> bool:
    return bool(_NUMBER.fullmatch(core)) and sum(map(str.isdigit, core)) <= 8


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a word stands."""

    starts: bool
    """First in a sentence: a capital tells nothing."""
    small: bool
    """Without a capital, or in a text of capitals."""
    named: bool
    """After `heet`, `mevr` and the like."""
    after: str
    """What follows."""


def _is_known(core: str, words: Words, allowed: Collection[str], place: _Place) -> bool:
    """Tell whether a word may stay."""
    lower = core.lower().replace("’", "'")
    if place.named and lower not in _SMALL_WORDS:
        return False
    if lower in allowed:
        return True
    if words.is_only_a_name(lower) or _INITIALS.fullmatch(core):
        return False
    if words.may_have_a_capital(core) or ("." in core and _ABBREVIATION.fullmatch(core)):
        return True
    if not place.small and lower in words.names_that_are_words and _is_used_as_name(place.after):
        return False
    if (place.small or (place.starts and core[1:] == core[1:].lower())) and words.is_ordinary(lower):
        return True
    return _is_known_compound(core, words, allowed, place)


def _is_used_as_name(after: str) -> bool:
    following = after.split(maxsplit=1)
    return bool(following) and (following[0].strip(_EDGES) in _WHAT_A_PERSON_DOES or bool(_AGE.match(after)))


def _is_known_compound(core: str, words: Words, allowed: Collection[str], place: _Place) -> bool:
    """Tell whether every part of `ex-partner`, `mbo-3` or `oma's` may stay."""
    first, *rest = core.split("-")
    if not rest:
        stem = core.removesuffix("'s").removesuffix("’s")
        return stem != core and _is_known(stem, words, allowed, place)
    inside = _Place(False, False, False, "")
    return all(
        _is_number(part)
        or (
            part != ""
            and _is_known(
                part,
                words,
                allowed,
                replace(inside, starts=place.starts and not n, small=place.small or part.islower()),
            )
        )
        for n, part in enumerate((first, *rest))
    )
