"""What a coordinator wants to change, read from what was typed: which entry, what of it, and what it becomes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import astuple, dataclass, replace
from typing import Final

from bot.acts.here import Here
from dialogs.understanding.normalise import fold
from dialogs.zorglandschap.hidden_contact import HiddenContact
from knowledge.edits.naming import called
from knowledge.model import Municipality

FIELD: Final = "landschap.veld"
"""The phrase whose words are the ways to say what of an entry changes."""
STEP: Final = "stap"
NAME: Final = "naam"
_LONGEST_FIELD: Final = 3
_A_NAME: Final = "[naam]"
_HOLES: Final = re.compile(r"\[(?:telefoon|email)\]")
_SMALL: Final = "landschap.leeswoorden"
"""The phrase whose words stand between the parts of a wish."""
_STEP: Final = re.compile(r"^(\d{1,2})\b\s*:?\s*(.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Wish:
    """A change as it was asked for. Entries are words, until it is clear which they are: then ids."""

    what: str
    """An option of `landschap.veld`, or the name of an act."""
    entry: str
    value: str = ""
    heir: str = ""
    day: str = ""
    """Words of time; empty: none were typed."""
    functie: str = ""
    step: str = ""
    freed: str = ""
    """Not empty: its words were looked at, and what may be a name is hidden or was freed."""

    def kept(self) -> tuple[str, ...]:
        """As an offer keeps it."""
        return astuple(self)

    def with_(self, slot: str, value: str) -> Wish:
        """The same with one part filled in."""
        return replace(self, **{slot: value})


def read_change(here: Here, town: Municipality, text: str) -> Wish | None:
    """What follows `wijzig`: an entry, what of it, and its new value; None when it names none of ours."""
    split = _split(here, town, text) or _turned_round(here, text, town)
    if split is None:
        return None
    entry, what, value = split
    if what == NAME:
        value = put_back_name(value, text, here.withheld.names)
    wish = Wish(what, entry, _filled(value, text, here.withheld.contacts))
    if what == STEP and (found := _STEP.match(wish.value)):
        return replace(wish, step=found[1], value=found[2])
    if what == "wachttijd":
        return _waiting(here, wish)
    return wish


def read_ending(here: Here, text: str) -> Wish:
    """What follows `hef op`: an organisation, its successor, and perhaps from when."""
    before, rest = _parted(here, text, "opvolger")
    heir, day = _parted(here, rest, "per")
    if not day:
        before, day = _parted(here, before, "per")
    return Wish("opheffing", _tidy(before), heir=_tidy(heir), day=_tidy(day))


def _split(here: Here, town: Municipality, text: str) -> tuple[str, str, str] | None:
    """Where the words of a field stand behind an entry; a whole name goes before a part of one."""
    for partly in (False, True):
        for entry, what, value in reversed(list(_places(here, text))):
            if called(town, entry, partly=partly):
                return entry, what, value
    return None


def _places(here: Here, text: str) -> Iterator[tuple[str, str, str]]:
    forms = _fields(here)
    tokens = list(re.finditer(r"\S+", text))
    for start in range(1, len(tokens)):
        for length in range(min(_LONGEST_FIELD, len(tokens) - start), 0, -1):
            end = tokens[start + length - 1].end()
            what = forms.get(fold(text[tokens[start].start() : end].rstrip(":")))
            if what:
                yield text[: tokens[start].start()].strip(), what, text[end:].lstrip(" :").strip()
                break


def _turned_round(here: Here, text: str, town: Municipality) -> tuple[str, str, str] | None:
    """`het telefoonnummer van wijkteam Noord naar 0592-123456`."""
    field, rest = _parted(here, text, "van")
    what = _fields(here).get(fold(_small(here, "lidwoord").sub("", f" {field} ")))
    if not what or not rest:
        return None
    for mark in _small(here, "naar").finditer(rest):
        if called(town, rest[: mark.start()], partly=False):
            return rest[: mark.start()], what, rest[mark.end() :].strip(" :")
    return (rest, what, "") if called(town, rest) else None


def _waiting(here: Here, wish: Wish) -> Wish:
    """`6 weken, gemeten op 1 november`."""
    number, *rest = wish.value.split(maxsplit=1)
    behind = f" {rest[0] if rest else ''} "
    for words in ("weken", "gemeten", "per"):
        behind = _small(here, words).sub(" ", behind)
    return replace(wish, value=number.lower(), day=_tidy(behind))


def _parted(here: Here, text: str, words: str) -> tuple[str, str]:
    """What stands before and behind the first of these words."""
    before, *behind = _small(here, words).split(text, maxsplit=1)
    return before.strip(), behind[0].strip() if behind else ""


def _small(here: Here, words: str) -> re.Pattern[str]:
    """These words between others."""
    forms = here.words.phrases.get(_SMALL).words[words]
    wanted = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return re.compile(rf"(?:^|(?<=[\s,.;:(]))(?:{wanted})(?=[\s:,)]|$):?", re.IGNORECASE)


def _fields(here: Here) -> dict[str, str]:
    phrase = here.words.phrases.get(FIELD)
    return {fold(form): code for code, label in phrase.options.items() for form in (label, *phrase.words.get(code, ()))}


def _filled(value: str, text: str, contacts: tuple[HiddenContact, ...]) -> str:
    """Put back the numbers and addresses that were hidden in the value, if this person may have them.

    One of a person stays hidden.
    """
    if len(_HOLES.findall(text)) != len(contacts):
        return value
    own = iter(contacts[len(contacts) - len(_HOLES.findall(value)) :])

    def put(match: re.Match[str]) -> str:
        contact = next(own)
        return match[0] if contact.of_a_person else contact.value

    return _HOLES.sub(put, value)


def put_back_name(value: str, text: str, names: tuple[str, ...]) -> str:
    """Put back what was taken for a name in the new name of an entry: it is looked at again, as a name of that."""
    if text.count(_A_NAME) != len(names):
        return value
    own = iter(names[len(names) - value.count(_A_NAME) :])
    return re.sub(re.escape(_A_NAME), lambda _: next(own), value)


def _tidy(text: str) -> str:
    return text.strip(" ,.;:")
