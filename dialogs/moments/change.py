"""Reads that a reminder which stands has to go, or to another moment: `annuleer de herinnering van vrijdag`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from dialogs.moments.canonical import Canonical, in_rule_words
from dialogs.moments.fragments import Found
from dialogs.moments.model import Change
from dialogs.moments.rule_words import any_of
from dialogs.moments.words import Words
from dialogs.understanding.normalise import fold

_LONGEST_ALONE: Final = 6
"""Words of a message that names no reminder, its words of time left out."""
_TO: Final = re.compile(r"\b(?:naar|tot|maar)\b", re.IGNORECASE)
"""What stands behind it is the new moment."""
_SEVERAL: Final = re.compile(r"herinneringen|reminders|seintjes", re.IGNORECASE)
_OF, _BUT = "van", "maar"
_LINK: Final = re.compile(r" (?:aan|dat|of|over|dan|om|eraan|hieraan|daaraan|voor) ")
"""What stands behind it, in a message that begins with reminding, is what it is about."""
_WORD: Final = re.compile(r"[\w']+")


class ChangeReader:
    """Finds what has to become of a reminder. Immutable.

    The words of time are left out first. What is left must be of the known words up to the name of the reminder, so
    that `herinner me aan het annuleren van de zaal` stays a request.
    """

    def __init__(self, words: Words) -> None:
        data = words.data.wijzigen

        def one_of(forms: Iterable[str]) -> str:
            return any_of({in_rule_words(form, words) for form in forms})

        phrases = (*data.net_gezet, *data.weg_gescheiden, *data.verzet_gescheiden)
        hints = (*data.namen, *data.herinneren, *data.weg, *data.verzet, *(form.split()[0] for form in phrases))
        self._hints = re.compile(rf"\b(?:{any_of(hints)})\b")
        before = rf"(?:(?:{one_of(data.aanloop)}) )*"
        of_it = rf"(?:(?:{one_of(data.van_welke)}) ){{0,4}}"
        name = rf"(?:{one_of(data.namen)}|{one_of(data.herinneren)})"
        noun = rf"(?:{one_of(data.namen)})"
        between = rf"(?:(?:{one_of((*data.ertussen, *data.aanloop))}) )*"
        gone = one_of((*data.weg, *data.weg_achteraan))
        the_noun = rf"{before}(?:{one_of(data.bepaald)}) {noun}"
        refers = rf"(?: (?:{one_of(data.verwijst)}))*"
        behind = rf"(?: (?:{one_of((*data.ertussen, *data.aanloop))}))*"
        self._named = {
            "weg": re.compile(
                rf"{before}(?:{one_of(data.weg)}) {of_it}{name}(?: |$)"
                rf"|(?!.* is weg$){before}{of_it}{noun} {between}(?:{gone}){behind}$"
                rf"|(?!.* (?:is|te) \w+$){the_noun} .* (?:{one_of(data.weg)})$"
                rf"|{_apart(before, data.weg_gescheiden, of_it, noun)}"
            ),
            "verzet": re.compile(
                rf"{before}(?:{one_of(data.verzet)}) {of_it}{noun}(?: |$)"
                rf"|{before}{of_it}{noun} {between}(?:{one_of(data.verzet)}){behind}$"
                rf"|(?!.* te \w+$){the_noun} .* (?:{one_of(data.verzet)})(?: naar)?$"
                rf"|{_apart(before, data.verzet_gescheiden, of_it, noun)}"
            ),
        }
        self._alone = {
            "weg": re.compile(rf"{before}(?:{one_of(data.net_gezet)}){refers}"),
            "verzet": re.compile(rf"{before}(?:{one_of(data.verzet)}){refers}"),
        }
        self._verbs, self._not = frozenset(data.herinneren), frozenset(data.niet)
        self._names = frozenset(data.namen)
        self._around = frozenset(
            {*data.rond_niet, *data.aanloop, *data.van_welke, *data.namen, *data.herinneren, *data.niet}
        )

    def may_be(self, text: str) -> bool:
        """Whether one of the words stands in it; without one nothing has to be searched."""
        return bool(self._hints.search(fold(text)))

    def read(self, seen: Canonical, found: Sequence[Found]) -> Change | None:
        """What has to become of which reminder."""
        left = _without(seen, found)
        for way, pattern in self._named.items():
            if pattern.match(left):
                return _change(seen.text, way, named=True)
        if self._denies(left):
            moved = any(seen.words(each.first - 1, each.first) == [_BUT] for each in found)
            return _change(seen.text, "verzet" if moved else "weg", named=True, denied=not moved)
        if len(left.split()) > _LONGEST_ALONE:
            return None
        for way, pattern in self._alone.items():
            if pattern.fullmatch(left):
                return _change(seen.text, way, named=False, denied=way == "weg")
        return None

    def _denies(self, left: str) -> bool:
        """`herinner me er niet aan`, `geen herinnering meer`: all its words up to the subject are known ones."""
        link = _LINK.search(f"{left} ")
        return self._is_no(left.split()) or bool(link and self._is_no(left[: link.start()].split()))

    def _is_no(self, said: Sequence[str]) -> bool:
        words = frozenset(said)
        asks = self._verbs | self._names if "geen" in words else self._verbs
        remembers = "ik" in words and words.isdisjoint({"wil", "hoef", "wilde"})
        return not (asks.isdisjoint(words) or self._not.isdisjoint(words) or remembers) and words <= self._around


def _apart(before: str, verbs: Iterable[str], of_it: str, noun: str) -> str:
    """Verbs in two pieces: `haal de herinnering van vrijdag weg`."""
    pieces = (form.split() for form in verbs)
    return "|".join(rf"{before}{first} (?!een ){of_it}{noun} (?:.* )?{last}(?: |$)" for first, last in pieces)


def _without(seen: Canonical, found: Sequence[Found]) -> str:
    """The words that are no words of time, and no marks."""
    inside = {index for each in found for index in range(each.first, each.last)}
    words = (token.word for index, token in enumerate(seen.tokens) if index not in inside)
    return " ".join(word for word in words if _WORD.fullmatch(word))


def _change(text: str, way: str, *, named: bool, denied: bool = False) -> Change:
    which, when = text, ""
    if way == "verzet":
        to = list(_TO.finditer(text))
        if to:
            which, when = text[: to[-1].start()], text[to[-1].end() :]
        elif _OF not in fold(text).split():
            which, when = "", text
    several = bool(_SEVERAL.search(text))
    return Change("weg" if way == "weg" else "verzet", named, several, denied, which.strip(), when.strip())
