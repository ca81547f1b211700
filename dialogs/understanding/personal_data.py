"""Personal data in a message: names of people, numbers, addresses and accounts, found and replaced by their type.

Ages and roles stay, and so do schools, practices, organisations, districts, towns and the public numbers of the
call-first table (understanding.md, "Personal data"). Where two readings of the same digits exist, the digits are
hidden.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from dialogs.understanding.accounts import find_accounts, find_handles_behind, find_mail
from dialogs.understanding.addresses import find_postcodes, find_streets, find_streets_behind, find_streets_to_live_in
from dialogs.understanding.data import HERE
from dialogs.understanding.name_tokens import POSTCODE
from dialogs.understanding.name_words import NAMES, NameWords, load_name_words, with_public_names
from dialogs.understanding.names import NameFinder
from dialogs.understanding.normalise import fold
from dialogs.understanding.number_data import Span, find_birth_dates, find_numbers, find_plates
from dialogs.understanding.spoken_data import find_spoken
from dialogs.understanding.words import Words
from dialogs.zorglandschap.hidden_contact import HiddenContact

PLACEHOLDERS: Final = {
    "naam": "[naam]",
    "adres": "[adres]",
    "postcode": "[postcode]",
    "telefoon": "[telefoon]",
    "email": "[email]",
    "bsn": "[bsn]",
    "geboortedatum": "[geboortedatum]",
    "kenteken": "[kenteken]",
    "url_account": "[account]",
}
_DIGIT = re.compile(r"\d")
_OF_A_NUMBER, _OF_A_POSTCODE, _OF_A_PLATE = 8, 4, 2
"""Digits that a message holds at least where one of these stands in it: most messages hold an age or two."""


def _is_never(_word: str) -> bool:
    return False


Kept = Callable[[str], Iterable[tuple[int, int]]]
"""Where stretches of a message stand that are no personal data, whatever they look like."""


def nothing(text: str) -> Iterable[tuple[int, int]]:
    """Keep nothing of this text by itself."""
    return ()


@dataclass(frozen=True, slots=True)
class Hidden:
    """A text with its personal data replaced."""

    text: str
    spans: tuple[Span, ...]
    """What was replaced, in order."""
    names: tuple[str, ...] = field(default=(), repr=False)
    """The names among them, in order: for the turn only, never to be stored or logged."""
    contacts: tuple[HiddenContact, ...] = field(default=(), repr=False)
    """The numbers and e-mail addresses among them, under the same rule."""


@dataclass(frozen=True, slots=True)
class _Known:
    """The lists with the public names over them, as they were at the last message."""

    public: Collection[str]
    words: NameWords
    names: NameFinder


class PersonalData:
    """Finds and hides personal data. Holds nothing of a text; takes time linear in the length of a text."""

    def __init__(
        self,
        load: Callable[[], NameWords],
        kept: Kept = nothing,
        public_names: Callable[[], Collection[str]] = frozenset,
        misspells_danger: Callable[[str], bool] = _is_never,
    ) -> None:
        """The lists are read at the first message: they take a tenth of a second.

        `misspells_danger` knows a word of danger in a word that nobody knows; such a word has to be read, and is no
        name. `public_names` is asked at every message; a change of what it gives costs a few milliseconds, once.
        """
        self._load = load
        self._kept = kept
        self._public_names = public_names
        self._misspells_danger = misspells_danger
        self._last: _Known | None = None

    @cached_property
    def _lists(self) -> NameWords:
        return self._load()

    @property
    def _known(self) -> _Known:
        public, last = self._public_names(), self._last
        if last is None or (last.public is not public and last.public != public):
            words = with_public_names(self._lists, public)
            self._last = last = _Known(public, words, NameFinder(words))
        return last

    def knowing(self, public_names: Callable[[], Collection[str]], kept: Kept = nothing) -> PersonalData:
        """The same finder where other public names are known; the lists of names are shared."""
        return PersonalData(lambda: self._lists, kept, public_names, self._misspells_danger)

    def hide(self, text: str) -> Hidden:
        """Replace every span by its type in brackets."""
        spans = self.find(text)
        if not spans:
            return Hidden(text, ())
        parts: list[str] = []
        position = 0
        for span in spans:
            parts += (text[position : span.start], PLACEHOLDERS[span.kind])
            position = span.end
        parts.append(text[position:])
        names = tuple(text[span.start : span.end] for span in spans if span.kind == "naam")
        return Hidden("".join(parts), tuple(spans), names, tuple(self._contacts(text, spans)))

    def _contacts(self, text: str, spans: Iterable[Span]) -> Iterable[HiddenContact]:
        for span in spans:
            value = text[span.start : span.end]
            if span.kind == "telefoon":
                yield HiddenContact("telefoon", value, of_a_person=False)
            elif span.kind == "email":
                yield HiddenContact("email", value, of_a_person=self._names_somebody(value.partition("@")[0]))

    def _names_somebody(self, account: str) -> bool:
        """Tell whether a name of somebody stands before the `@`: each part is looked at as if it were a name."""
        parts = [part.capitalize() for part in re.split(r"[^\w]+|_|\d+", account) if part]
        return any(True for _ in self._known.names.find(" ".join(parts), bytearray(len(" ".join(parts)))))

    def _tells_danger(self, name: str) -> bool:
        """Read "zelfmoort gedagten", which looks like the name of somebody; a known name stays one."""
        flags = self._known.words.flags
        return any(self._misspells_danger(word) and not flags.get(word, 0) & NAMES for word in fold(name).split())

    def find(self, text: str) -> Sequence[Span]:
        """Find the spans, in order and apart. The first kind to claim a stretch keeps it."""
        known = self._known
        taken: list[Span] = []
        claimed = bytearray(len(text))
        for start, end in self._kept(text):
            claimed[start:end] = bytes([1]) * (end - start)

        def claim(spans: Iterable[Span]) -> None:
            for span in spans:
                if not any(claimed[span.start : span.end]):
                    mark = POSTCODE if span.kind == "postcode" else 1
                    claimed[span.start : span.end] = bytes([mark]) * (span.end - span.start)
                    taken.append(span)

        claim(find_mail(text))
        claim(find_accounts(text, known.words.words))
        claim(find_spoken(text))
        if digits := len(_DIGIT.findall(text)):
            claim(find_birth_dates(text))
            if digits >= _OF_A_NUMBER:
                claim(find_numbers(text))
            if digits >= _OF_A_POSTCODE:
                claim(find_postcodes(text))
            if digits >= _OF_A_PLATE:
                claim(find_plates(text))
            claim(find_streets(text, known.words))
        claim(find_streets_to_live_in(text, known.words))
        names = [
            Span(start, end, "naam")
            for start, end in known.names.find(text, claimed)
            if not self._tells_danger(text[start:end])
        ]
        claim(names)
        claim(find_streets_behind(text, names, known.words))
        if "@" in text:
            claim(find_handles_behind(text, [span for span in taken if span.kind in {"naam", "url_account"}]))
        return sorted(taken, key=lambda span: span.start)


def load_personal_data(
    public_names: Callable[[], Collection[str]] = frozenset,
    directory: Path = HERE,
    kept: Kept = nothing,
    words: Words | None = None,
    misspells_danger: Callable[[str], bool] = _is_never,
) -> PersonalData:
    """Make the finder with the shipped lists. `public_names` gives what places and organisations are called now.

    `words` are the word lists where somebody has them already: they take two megabytes.
    """
    known = words or Words(directory)
    return PersonalData(lambda: load_name_words(known, directory), kept, public_names, misspells_danger)
