"""Names of people in a message, with or without capitals: lists, and what stands around a word.

A first name that is no word counts anywhere. A name that is a word too ("Roos", "Bakker"), and a word that nobody
knows, count where the sentence shows a person: after a title or `heet`, before what a person does, after a first name,
between other names. Names of schools, practices, streets and towns stay.
"""

from __future__ import annotations

import re
from typing import Final

from dialogs.understanding import name_words as w
from dialogs.understanding.name_tokens import HARD, NONE, SOFT, STREET, VOWEL, Tokens
from dialogs.understanding.name_words import NameWords

_AGE_AFTER = re.compile(r"\s?\(\s?\d|,? (?:van )?\d{1,2}(?:,| jaar| jr| j\b| mnd| maanden| \()")
_NUMBER_AFTER = re.compile(r"\.?\s?\d")
_IS: Final = frozenset({"is", "was", "wordt", "werd", "zijn", "waren", "had", "heeft", "heb", "hebben", "geeft", "gaf"})
_SPEAKS: Final = frozenset(
    [
        "zegt", "zei", "belt", "belde", "vertelt", "vertelde", "meldt", "meldde", "vindt", "vond", "vraagt", "vroeg",
        "schrijft", "schreef", "appt", "appte", "mailt", "mailde", "denkt", "dacht", "wil", "wilde", "weigert",
        "weigerde", "ontkent", "ontkende", "slaat", "sloeg", "dreigt", "dreigde", "liegt", "loog", "huilt", "huilde",
    ]
)  # fmt: skip
_OF_TRADES: Final = ("er", "ers", "man", "mans")
"""How surnames end that were a trade once, and are no adjective."""
_NEVER_ALONE: Final = w.ORDINARY | w.GRAMMAR | w.NEVER | w.CAPITAL | w.PLACE | w.INSTITUTION
_MAY_BEGIN: Final = w.NAMES | w.PARTICLE


class NameFinder:
    """Finds names. Immutable; one for all conversations."""

    def __init__(self, words: NameWords) -> None:
        self._words = words

    def find(self, text: str, claimed: bytearray) -> list[tuple[int, int]]:
        """Where names stand, in order and apart. What is marked in `claimed` (one byte a character) is passed over."""
        return _Scan(self._words, text, claimed).names()


class _Scan(Tokens):
    """The rules, from word to word."""

    def names(self) -> list[tuple[int, int]]:
        """All names, in order."""
        found: list[tuple[int, int]] = []
        kept = self._institutions()
        end = 0
        for at, flags in enumerate(self.flags):
            if at < end or kept[at]:
                continue
            if flags & _NEVER_ALONE and not flags & _MAY_BEGIN and not self.caps[at] and len(self.low[at]) > 1:
                continue
            stop = self._name_at(at)
            if stop > at:
                found.append((at, stop))
                end = stop
        if found:
            found = self._again(self._rows(found, kept), kept)
        return [(self.spans[first][0], self._end_of(end - 1)) for first, end in found]

    def _end_of(self, at: int) -> int:
        """Where a name ends: with the point after a letter (`Ahmed B.`)."""
        end = self.spans[at][1]
        return end + 1 if len(self.low[at]) == 1 and self.text[end : end + 1] == "." else end

    def _name_at(self, at: int) -> int:
        """The end of the name that begins here; `at` itself when none does."""
        flags = self.flags[at]
        lower = self.low[at]
        if len(lower) == 1:
            return self._initials(at)
        titled, called, role = self._before(at)
        if flags & w.PARTICLE and (titled or called or role or self.caps[at]):
            end = self._surname(at, after=w.TITLE if titled or called else 0)
            if end > at and self._particle_counts(at, end, titled or called):
                return end
        if self.low[at] == "van" and not self.caps[at] and self._is_bare_particle(at):
            return self._surname(at, after=w.FIRST, capital=False)
        if flags & w.PARTICLE and not self.caps[at] and (end := self._after_particle(at)) > at:
            return end
        if not self._is_name(at, titled, called, role):
            return at
        return self._whole(at)

    def _before(self, at: int) -> tuple[bool, bool, bool]:
        """Whether a title, `heet` or a role stands right before."""
        if not at or self.gaps[at] == HARD:
            return False, False, False
        before = self.flags[at - 1]
        called = bool(before & w.CALLED)
        if not called and at > 1 and self.low[at - 1] in {"is", "was", "dus", "geloof", "eigenlijk", "ook", "zich"}:
            called = bool(self.flags[at - 2] & w.CALLED) and self.gaps[at - 1] == NONE
        return bool(before & w.TITLE) and self.gaps[at] == NONE, called, bool(before & w.ROLE)

    def _particle_counts(self, at: int, end: int, titled: bool) -> bool:
        """Tell `Van den Heuvel` from the first words of a sentence."""
        last = self.flags[end - 1]
        if not titled and end - at == 2 and self.low[at] == "van" and not self.caps[at]:
            return self.caps[end - 1] and last & (w.ANY_LAST | w.ANY_FIRST | w.PLACE) in {w.LAST, w.LAST_OR_WORD}
        if titled or last & w.LAST:
            return True
        if not self.caps[end - 1]:
            return False
        return self.gaps[at] != HARD or end - at > 2 or self._does(end) or bool(last & w.ANY_LAST)

    def _is_bare_particle(self, at: int) -> bool:
        """`van dijk zegt`, `met van den berg`: a surname alone, without capitals."""
        end = self._surname(at, after=w.FIRST, capital=False)
        if end == at:
            return False
        before = self.flags[at - 1] if at and self.gaps[at] == NONE else 0
        return self._does(end) if self.gaps[at] != NONE else bool(before & w.WITH_PERSON)

    def _after_particle(self, at: int) -> int:
        """The end of `van der berg`, `el khatib`, `de vries` without capitals; `at` when it is none."""
        words = self.words
        place = at
        while place < self.count and place - at < 3 and self.flags[place] & w.PARTICLE:
            place += 1
            if place >= self.count or self.gaps[place] != NONE:
                return at
        last, low = self.low[place - 1], self.low[place]
        if len(low) < 3 or self.caps[place] or self.flags[place] & w.ROLE:
            return at
        if last == "der" and self.low[at] == "van" and place - at == 2:
            return place + 1
        if self.flags[place] & w.NEVER:
            return at
        if last in words.always:
            known = bool(self.flags[place] & w.ANY_LAST) or not self._ordinary(place)
            whole = self.low[at].startswith("v") if place - at > 1 else last not in {"der", "den"}  # "in den bak"
            return place + 1 if known and whole else at
        if last != "de" or place - at != 1 or (at and self.flags[at - 1] & w.ARTICLE and self.gaps[at] == NONE):
            return at
        after = self.flags[place + 1] if place + 1 < self.count else 0
        alone = self._ends(place + 1) or self._does(place + 1) or bool(after & (w.WITH_PERSON | w.AT_PLACE))
        if low in words.with_de:
            return place + 1 if alone or not self.words.words.is_ordinary(low) else at
        return place + 1 if low in words.perhaps_with_de and alone and self._is_about_people(at) else at

    def _is_about_people(self, at: int) -> bool:
        """Whether a person may stand here: at the beginning, or behind a word before which people stand."""
        if self.gaps[at] != NONE or not at:
            return self._does(at + 2) or (at + 2 < self.count and self.low[at + 2] == "en")
        return bool(self.flags[at - 1] & w.WITH_PERSON)

    def _is_name(self, at: int, titled: bool, called: bool, role: bool) -> bool:
        flags, cap, lower = self.flags[at], self.caps[at], self.low[at]
        starts = self.gaps[at] == HARD
        before = self.flags[at - 1] if at and not starts else 0
        lower_before = self.low[at - 1] if at and not starts else ""
        if flags & w.NEVER and not (cap and (titled or called)):
            return False
        if before & w.AT_PLACE and self.gaps[at] == NONE and (flags & w.PLACE or (cap and not flags & w.FIRST)):
            return False
        if cap and flags & (w.PLACE | w.CAPITAL) and not flags & w.GRAMMAR and self._is_before_surname(at):
            return True
        if flags & w.FIRST and (cap or len(lower) > 2):
            if lower == "max" and _NUMBER_AFTER.match(self.text, self.spans[at][1]):
                return False
            if lower_before == "het" and self.gaps[at] == NONE:
                return False
            if lower_before == "de" and self.gaps[at] == NONE:
                return self._surname(at + 1, after=w.FIRST, capital=cap) > at + 1
            return True
        if called or titled:
            return self._after_title(at, called)
        if flags & w.LAST and not flags & (w.PLACE | w.CAPITAL):
            return cap or len(lower) > 4
        if flags & (w.TITLE | w.ROLE | w.CALLED | w.ARTICLE | w.WITH_PERSON | w.AT_PLACE | w.PARTICLE):
            return False
        aged = bool(_AGE_AFTER.match(self.text, self.spans[at][1]))
        if flags & w.NAMES:
            return self._word_or_name(at, role, aged, starts, before)
        if flags or lower in self.words.fixed:
            return False
        return self._unknown_name(at, role, aged, starts, before)

    def _after_title(self, at: int, called: bool) -> bool:
        flags, cap = self.flags[at], self.caps[at]
        if flags & w.NAMES:
            if cap or called:
                return True
            if flags & (w.GRAMMAR | w.NEEDS_CAPITAL):
                return False
            loose = self.flags[at - 1] & w.LOOSE_TITLE and not flags & (w.ANY_FIRST | w.LAST)
            return not loose or self._does(at + 1)
        if flags & (w.GRAMMAR | w.INSTITUTION):
            return False
        if cap:
            return not flags & (w.CAPITAL | w.PLACE) or not self._ordinary(at)
        if flags or self._ordinary(at):
            return False
        return not self.flags[at - 1] & w.LOOSE_TITLE or not self._is_slip(self.low[at])

    def _word_or_name(self, at: int, role: bool, aged: bool, starts: bool, before: int) -> bool:
        """A name that is an ordinary word too."""
        flags, cap = self.flags[at], self.caps[at]
        if cap and not starts:
            if self.gaps[at] == SOFT and not self._ends(at + 1) and not self._does(at + 1) and not role and not aged:
                return bool(flags & w.FIRST_OR_WORD)
            return not (before & w.ARTICLE and not flags & w.FIRST_OR_WORD) and not flags & (w.CAPITAL | w.PLACE)
        first = flags & (w.ANY_FIRST)
        sure = cap or not flags & w.NEEDS_CAPITAL
        if first and sure and not before & w.ARTICLE and not flags & w.GRAMMAR and self._owns(at):
            return True
        if aged and first and (cap or not before & w.ARTICLE):
            return not flags & w.NEEDS_CAPITAL or cap
        if self._before_name(at, cap):
            return True
        if cap or (starts and first):
            if flags & w.NEEDS_CAPITAL and not (cap or flags & w.DOES or self.low[at] in {"wil", "ben"}):
                return False
            if self.low[at] in {"mei", "april", "hoop", "dag", "zee", "zon", "zomer", "lente", "tien", "min", "ben"}:
                return False
            from_class = at + 1 < self.count and self.low[at + 1] == "uit" and self.gaps[at + 1] == NONE
            if cap and at + 1 < self.count and self.gaps[at + 1] == SOFT and flags & w.FIRST_OR_WORD:
                return not flags & w.NEEDS_CAPITAL
            if not first:  # `Bakker belde`, but not `Woning is prima`
                return self._does(at + 1) and self.low[at + 1] in _SPEAKS
            return from_class or (self._does(at + 1) and not self.flags[at + 1] & w.ARTICLE)
        of_somebody = at > 1 and self.low[at - 1] == "van" and bool(self.flags[at - 2] & w.ROLE)
        if first and of_somebody and not flags & (w.GRAMMAR | w.NEEDS_CAPITAL):
            return self._does(at + 1) or self._ends(at + 1)
        if not flags & w.GRAMMAR and before and self.low[at - 1] in {"volgens", "namens"} and self._does(at + 1):
            return True
        if (
            role
            and not flags & (w.GRAMMAR | w.NEEDS_CAPITAL)
            and self.low[at].endswith(_OF_TRADES)
            and self._does(at + 1)
        ):
            return True  # `vader bakker heeft`
        if not first or flags & (w.NEEDS_CAPITAL | w.GRAMMAR):
            return False
        if not before & w.ARTICLE and self._surname(at + 1, after=w.FIRST, capital=False) > at + 2:
            return True
        if role and (self._ends(at + 1) or self._does(at + 1)):
            return True
        if self.gaps[at] == NONE and before & w.DOES and self.low[at - 1] not in _IS:
            return True
        return bool(before & w.WITH_PERSON) and self.gaps[at] == NONE and (self._does(at + 1) or self._ends(at + 1))

    def _before_name(self, at: int, cap: bool) -> bool:
        """`Sol Kim`, `job vermeer`: a name follows that has the same capitals."""
        if self._ends(at + 1) or self.caps[at + 1] != cap or not self.flags[at] & w.ANY_FIRST:
            return False
        after = self.flags[at + 1]
        if cap:
            return bool(after & w.NAMES) and not after & (w.GRAMMAR | w.CAPITAL | w.NEVER)
        if self.gaps[at] == NONE and self.flags[at - 1] & w.ARTICLE:
            return False
        if self.low[at] in {"wil", "tien", "nam", "min", "ben", "mei", "dag", "lot", "lief"}:
            return False
        surname = after & w.LAST or (after & w.LAST_OR_WORD and not after & w.FIRST_OR_WORD)
        return bool(surname) and not after & (w.GRAMMAR | w.NEVER | w.NEEDS_CAPITAL)

    def _unknown_name(self, at: int, role: bool, aged: bool, starts: bool, before: int) -> bool:
        """A word that stands in no list."""
        cap, lower = self.caps[at], self.low[at]
        if len(lower) < 3 or not VOWEL.search(lower):
            return False
        if self._sounds_like_name(at):
            return True
        does = self._does(at + 1)
        if cap and not starts:
            if self.text[self.spans[at][0] : self.spans[at][1]].isupper() and len(lower) < 6:
                return False
            if before & w.ARTICLE and not (does and role):
                return False
            return not self._ordinary(at) and not STREET.fullmatch(lower)
        after_person = bool(before & w.WITH_PERSON) and self.gaps[at] == NONE and self._ends(at + 1)
        if (cap or not before & w.ARTICLE) and self._owns(at):
            return not self._ordinary(at)
        if cap and starts and not self._ends(at + 1) and self.caps[at + 1] and self.flags[at + 1] & w.NAMES:
            return not self._ordinary(at)
        if cap and starts and does:
            return not self._ordinary(at) and not STREET.fullmatch(lower)
        if cap and starts and at + 1 < self.count and self.gaps[at + 1] != HARD and len(lower) < 12:
            return not self._ordinary(at) and not self._is_slip(lower)
        boundary = starts or self.gaps[at] == SOFT or bool(before & w.WITH_PERSON)
        if not (role or aged or after_person or (boundary and does)) or before & w.ARTICLE:
            return False
        if self._ordinary(at) or STREET.fullmatch(lower):
            return False
        return cap or aged or not self._is_slip(lower)

    def _whole(self, at: int) -> int:
        """The end of a name of which the first word is known: more first names, initials, the surname."""
        end = at + 1
        if at in self.owners or self.text[self.spans[at][1] : self.spans[at][1] + 1] in {"'", "’"}:
            return end  # `jochems fiets`, `Fatima's moeder`
        while end < self.count and self.gaps[end] == NONE and end - at < 8:
            flags = self.flags[end]
            if flags & w.FIRST and self.caps[end] == self.caps[at]:
                end += 1
            elif self.caps[at] and len(self.low[end]) == 1 and self.caps[end]:
                after = self._surname(end + 1, after=w.TITLE)
                end = max(end + 1, after)
                break
            elif len(self.low[end]) == 1 and self.text[self.spans[end][1] : self.spans[end][1] + 1] == ".":
                return end + 1  # `samira b.`
            else:
                break
        if end > at + 1 and (len(self.low[end - 1]) == 1 or self._surname(end, after=w.FIRST) == end):
            return end
        known = self.flags[at] & w.NAMES or (w.FIRST_OR_WORD if self.caps[at] else 0)
        after = self._surname(end, after=known, capital=self.caps[at])
        return max(end, after)

    def _surname(self, at: int, after: int, capital: bool = True) -> int:
        """The end of the surname that begins here with or without particles; `at` when there is none."""
        place = at
        rare = place < self.count and self.low[place] in {"op", "aan", "in", "uit"}
        if rare and not (capital and place + 2 < self.count and self.flags[place + 1] & w.PARTICLE):
            return at
        while place < self.count and place - at < 4 and (place == at or self.gaps[place] == NONE):
            if not self.flags[place] & w.PARTICLE or (self.caps[place] and self.flags[place] & w.LAST):
                break
            place += 1
        if place >= self.count or (place > at and self.gaps[place] != NONE):
            return at
        if place == at and (not after or self.gaps[at] != NONE):
            return at
        if after not in {0, w.TITLE} and self.gaps[at] != NONE:
            return at
        flags, cap = self.flags[place], self.caps[place]
        if (
            flags & w.NEVER
            or (rare and not (cap and flags & w.ANY_LAST))
            or (self._is_acronym(place) and not flags & w.NAMES)
        ):
            return at
        if cap:
            good = not flags & (w.CAPITAL | w.ROLE | w.TITLE) or bool(flags & w.ANY_LAST)
            if place == at:
                good = (
                    good
                    and not flags & w.GRAMMAR
                    and (not flags & w.PLACE or bool(after & w.FIRST))
                    and not self._is_acronym(place)
                )
            elif flags & w.PLACE and not flags & w.ANY_LAST:
                good = bool(after & (w.TITLE | w.FIRST))
        elif place > at:
            good = bool(flags & w.ANY_LAST) and not flags & (w.ROLE | w.DOES)
            good = good or (after == w.TITLE and not flags and not self._ordinary(place))
        else:
            good = bool(flags & w.LAST) or (
                not capital and bool(flags & w.LAST_OR_WORD) and not flags & (w.GRAMMAR | w.NEEDS_CAPITAL)
            )
            good = (good and not capital) or bool(flags & w.LAST)
            unknown = after & w.FIRST and not capital and not flags and self._does(at + 1)
            good = good or bool(unknown and not self._ordinary(at) and not self._is_slip(self.low[at]))
        if not good:
            return at
        end = place + 1
        more = end < self.count and self.gaps[end] == NONE and self.caps[end]
        if cap and more and self.flags[end] & w.LAST:
            end += 1
        if "-" in self.low[place] and self.flags[place] & w.NAMES and self._ends_in_particle(place) and more:
            end += 1
        return end

    def _ends_in_particle(self, at: int) -> bool:
        """`Ploeg-de` of `Ploeg-de Haan`."""
        return bool(self.words.flags.get(self.low[at].rsplit("-", 1)[1], 0) & w.PARTICLE)

    def _initials(self, at: int) -> int:
        """`J. Visser`, `A.B. van Dijk`: letters with a point, and a surname."""
        end = at
        while end < self.count and len(self.low[end]) == 1 and self.caps[end] == self.caps[at] and end - at < 5:
            if end > at and self.gaps[end] == HARD:
                break
            end += 1
        if not self.caps[at] and self.text[self.spans[at][1] : self.spans[at][1] + 1] != ".":
            return at
        after = self._surname(end, after=w.TITLE if self.caps[at] else w.FIRST, capital=self.caps[at])
        if after <= end and self.caps[at] and at and self.flags[at - 1] & w.TITLE and self.gaps[at] == NONE:
            return end if self.text[self.spans[end - 1][1] : self.spans[end - 1][1] + 1] == "." else at
        if after <= end or (not self.caps[at] and not self.flags[after - 1] & w.ANY_LAST):
            return at
        return after

    def _again(self, found: list[tuple[int, int]], kept: list[bool]) -> list[tuple[int, int]]:
        """A word that was a name once in this message is one every time, unless it is an ordinary word."""
        inside = {place for first, end in found for place in range(first, end)}
        told = {
            self.low[place]
            for place in inside
            if not self.flags[place] & (w.GRAMMAR | w.FIRST_OR_WORD | w.LAST_OR_WORD) and len(self.low[place]) > 2
        }
        if not told:
            return found
        more = [
            (at, at + 1)
            for at in range(self.count)
            if self.low[at] in told and at not in inside and not kept[at] and not self._ordinary(at)
        ]
        return sorted([*found, *more]) if more else found

    def _rows(self, found: list[tuple[int, int]], kept: list[bool]) -> list[tuple[int, int]]:
        """In a row of names ("daan, roos en tijn") the words between and beside names are names too."""
        named = {end: first for first, end in found}
        starts = {first for first, _ in found}
        more: list[tuple[int, int]] = []
        for at in range(self.count):
            if kept[at] or at in starts or not self._may_stand_in_row(at):
                continue
            if self._joins(at, named) or self._is_joined(at, starts):
                more.append((at, at + 1))
                named[at + 1] = at
                starts.add(at)
        inside = {place for first, end in found for place in range(first, end)}
        return sorted([*found, *(each for each in more if each[0] not in inside)])

    def _may_stand_in_row(self, at: int) -> bool:
        flags = self.flags[at]
        if flags & w.ANY_FIRST and not flags & (w.GRAMMAR | w.NEEDS_CAPITAL):
            return True
        return not flags and len(self.low[at]) > 2 and bool(VOWEL.search(self.low[at])) and not self._ordinary(at)

    def _joins(self, at: int, ends: dict[int, int]) -> bool:
        """`daan, ROOS` or `daan en ROOS`, where nothing more is said of the second."""
        if at and self.gaps[at] == SOFT and at in ends:
            return self._ends(at + 1) or self.low[at + 1] in {"en", "of"}
        return at > 1 and self.low[at - 1] in {"en", "of"} and self.gaps[at] == NONE and at - 1 in ends

    def _is_joined(self, at: int, starts: set[int]) -> bool:
        """`ROOS, daan` or `ROOS en daan`."""
        if at + 1 >= self.count or (at and self.flags[at - 1] & w.ARTICLE and self.gaps[at] == NONE):
            return False
        if self.gaps[at + 1] == SOFT and at + 1 in starts:
            return not at or self.gaps[at] != NONE or bool(self.flags[at - 1] & (w.WITH_PERSON | w.ROLE))
        return at + 2 in starts and self.low[at + 1] == "en" and self.gaps[at + 1] == self.gaps[at + 2] == NONE
