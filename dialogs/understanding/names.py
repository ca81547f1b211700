"""Names of people in a message, with or without capitals: lists, and what stands around a word.

A first name that is no word counts anywhere. A name that is a word too ("Roos", "Bakker"), and a word that nobody
knows, count where the sentence shows a person: after a title or `heet`, before what a person does, after a first name,
between other names. Names of schools, practices, streets and towns stay.
"""

from __future__ import annotations

import re
from typing import Final

from dialogs.understanding import name_words as w
from dialogs.understanding.name_tokens import HARD, NONE, SOFT, STREET, VOWEL
from dialogs.understanding.name_words import NameWords
from dialogs.understanding.surnames import Surnames

_AGE_AFTER = re.compile(
    r"\s?\(\s?\d|,? van \d{1,2}(?= [a-z]+t\b| had| was| is)|,? (?:van )?\d{1,2}(?:,| jaar| jr| j\b| mnd| maanden| \()|"
    r" van 1?\d(?:[.;]|$|(?= (?:en|aan|die|met|bij|uit|thuis|alleen|huilend|slapend)\b))"
)
_IS_AGED = re.compile(
    r" is (?:pas |nu |net |al |bijna )?(?:1?\d|een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|\w+tien)"
    r"(?: jaar\b|(?= en )|[,.;]|$)"
)
_NUMBER_AFTER = re.compile(r"\.?\s?(?:\d|(?:een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|anderhalf|half)\b)")
_TEAMS: Final = frozenset({"jo", "mo"})
"""Boys and girls of a club, with the highest age right behind."""
_SHORT_FORMS: Final = frozenset({"max", "art"})
"""First names that are short for something before a number ("max 5", "art. 16")."""
_NOUN = re.compile(
    r"(?:heid|ing|ties?|teit|iek|loog|ment|age|ine|ose|itis|isch|aal|eel|eerd|eren|eert|baar|lijk|loos|achtig|ist|cy|"
    r"ics|ity|tion|ant|ent|ën)$"
)
"""How words end that are learned or foreign and nobody's name."""
_NAME: Final = 9
"""Letters of a name in small letters: a longer word that nobody knows is two words in one mostly."""
_IS: Final = frozenset({"is", "was", "wordt", "werd", "zijn", "waren", "had", "heeft", "heb", "hebben", "geeft", "gaf"})
_SPEAKS: Final = frozenset(
    [
        "zegt", "zei", "belt", "belde", "vertelt", "vertelde", "meldt", "meldde", "vindt", "vond", "vraagt", "vroeg",
        "schrijft", "schreef", "appt", "appte", "mailt", "mailde", "denkt", "dacht", "wil", "wilde", "weigert",
        "weigerde", "ontkent", "ontkende", "slaat", "sloeg", "dreigt", "dreigde", "liegt", "loog", "huilt", "huilde",
        "spreekt", "sprak",
    ]
)  # fmt: skip
_OF_TRADES: Final = ("er", "ers", "man", "mans")
"""How surnames end that were a trade once, and are no adjective."""
_BEHIND_CALLED: Final = frozenset({"is", "was", "dus", "geloof", "eigenlijk", "officieel", "ook", "zich"})
_CALLS: Final = frozenset({"heet", "heette", "genaamd"})
_OF_SURNAMES: Final = frozenset({"van", "de", "den", "der", "het", "'t"})
_IN: Final = frozenset({"in", "uit", "op", "aan"})
_WHO: Final = frozenset({"hij", "ie", "ze", "zij", "die", "het"})
_NEVER_ALONE: Final = w.ORDINARY | w.GRAMMAR | w.NEVER | w.CAPITAL | w.PLACE | w.INSTITUTION
_MAY_BEGIN: Final = w.NAMES | w.PARTICLE


class NameFinder:
    """Finds names. Immutable; one for all conversations."""

    def __init__(self, words: NameWords) -> None:
        self._words = words

    def find(self, text: str, claimed: bytearray) -> list[tuple[int, int]]:
        """Where names stand, in order and apart. What is marked in `claimed` (one byte a character) is passed over."""
        return _Scan(self._words, text, claimed).names()


class _Scan(Surnames):
    """The rules, from word to word."""

    def names(self) -> list[tuple[int, int]]:
        """All names, in order."""
        found: list[tuple[int, int]] = []
        kept = self._institutions()
        end = 0
        for at, (flags, capital, lower) in enumerate(zip(self.flags, self.caps, self.low, strict=True)):
            if flags & _NEVER_ALONE and not flags & _MAY_BEGIN and not capital and len(lower) > 1:
                continue
            if at < end or kept[at]:
                continue
            if lower in _IN and kept[at + 1 : at + 2] == [True]:  # `een man in Den Haag`
                continue
            stop = self._name_at(at)
            if stop > at:
                found.append((at, stop))
                end = stop
        if found:
            found = self._again(self._rows(found, kept), kept)
        return [(self.spans[first][0], self._end_of(end - 1)) for first, end in self._joined(found)]

    def _joined(self, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Names with nothing but a space between them are one, with a word before it that nobody knows."""
        joined: list[tuple[int, int]] = []
        for first, end in found:
            begin = first - 1 if self._is_unknown_before_name(first) else self._with_particles(first)
            last = joined[-1][1] if joined else 0
            if last and last >= begin and self.gaps[last] == NONE and last - 1 not in self.owners:
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((begin, end))
        return joined

    def _with_particles(self, at: int) -> int:
        """Where a surname begins with its particles: `van der Meulen-Idsinga`, `van ginkel`."""
        if self.flags[at] & w.ANY_FIRST:
            return at
        first = at
        while first and self.gaps[first] == NONE and self.low[first - 1] in _OF_SURNAMES and at - first < 3:
            first -= 1
        if self.low[first] != "van" or (at - first == 1 and not self.flags[at] & w.LAST):
            return at
        return first

    def _is_unknown_before_name(self, at: int) -> bool:
        """`achmed el idrissi`, `Hilletje Veenstra`."""
        before = at - 1
        if not at or self.gaps[at] != NONE or self.flags[at] & w.ANY_FIRST or len(self.low[before]) < 4:
            return False
        if self.flags[before] & ~w.ORDINARY or self.caps[before] != self.caps[at] or before in self.owners:
            return False
        return not self._ordinary(before)

    def _end_of(self, at: int) -> int:
        """Where a name ends: with the point after a letter (`Ahmed B.`, `Van den Berg, L.`)."""
        letter = at + 1 < self.count and self.gaps[at + 1] == SOFT and len(self.low[at + 1]) == 1 and self.caps[at + 1]
        if letter and not self._is_initial(at + 1):  # but `Nour, D. Hendriks`
            behind = self.spans[at + 1][1]
            if self.text[behind : behind + 1] == ".":
                return behind + 1
        end = self.spans[at][1]
        return end + 1 if len(self.low[at]) == 1 and self.text[end : end + 1] == "." else end

    def _name_at(self, at: int) -> int:
        """The end of the name that begins here; `at` itself when none does."""
        flags = self.flags[at]
        lower = self.low[at]
        if len(lower) == 1:
            return self._initials(at)
        titled, called, role = self._before(at)
        if (end := self._of_generation(at)) > at:
            return end
        if flags & w.PARTICLE and (titled or called or role or self.caps[at]):
            end = self._surname(at, after=w.TITLE if titled or called else 0)
            if end > at and self._particle_counts(at, end, titled or called):
                return end
        if self.low[at] == "van" and not self.caps[at] and self._is_bare_particle(at):
            return self._surname(at, after=0, capital=False)
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
        if not called and at > 1 and self.flags[at - 2] & w.CALLED and self.gaps[at - 1] == NONE:
            between = self.low[at - 1]
            called = between in _BEHIND_CALLED or (between in _WHO and (self.caps[at] or not self.flags[at]))
        return bool(before & w.TITLE) and self.gaps[at] == NONE, called, bool(before & w.ROLE)

    def _is_name(self, at: int, titled: bool, called: bool, role: bool) -> bool:
        flags, cap, lower = self.flags[at], self.caps[at], self.low[at]
        starts = self.gaps[at] == HARD
        before = self.flags[at - 1] if at and not starts else 0
        lower_before = self.low[at - 1] if at and not starts else ""
        if flags & w.NEVER and not (cap and (titled or called)):
            return False
        if lower in _SHORT_FORMS and _NUMBER_AFTER.match(self.text, self.spans[at][1]):
            return False
        if before & w.AT_PLACE and self.gaps[at] == NONE and (flags & w.PLACE or (cap and not flags & w.FIRST)):
            return False
        if cap and flags & (w.PLACE | w.CAPITAL) and not flags & w.GRAMMAR and self._is_before_surname(at):
            return True
        if flags & w.FIRST and self._is_numbered_team(at):
            return False
        if flags & w.FIRST and (cap or len(lower) > 2 or self._is_short_name(at)):
            if lower_before == "het" and self.gaps[at] == NONE:
                named = cap and self.low[at - 2 : at - 1] == ["is"] and self._whole(at) > at + 1  # "is het Jan Visser"
                return named or (not cap and self._does(at + 1))  # "dat het jeroen was", but not "in het Emma"
            if lower_before == "de" and self.gaps[at] == NONE:
                return self._surname(at + 1, after=w.FIRST, capital=cap) > at + 1
            return True
        if called or titled:
            return self._after_title(at, called)
        if flags & w.LAST and not flags & (w.PLACE | w.CAPITAL) and (cap or not flags & w.NEEDS_CAPITAL):
            with_person = bool(before & w.WITH_PERSON) and self.gaps[at] == NONE
            does = (self._does(at + 1) and (starts or with_person)) or (with_person and self._ends(at + 1))
            return cap or len(lower) > 4 or role or does or self._is_at_home(at)
        if flags & (w.TITLE | w.ROLE | w.CALLED | w.ARTICLE | w.WITH_PERSON | w.AT_PLACE | w.PARTICLE):
            return False
        aged = any(age.match(self.text, self.spans[at][1]) for age in (_AGE_AFTER, _IS_AGED))
        if flags & w.NAMES:
            return self._word_or_name(at, role, aged, starts, before)
        if flags or lower in self.words.fixed:
            return False
        return self._unknown_name(at, role, aged, starts, before)

    def _is_numbered_team(self, at: int) -> bool:
        """`JO14-2`, `jo13`."""
        start, end = self.spans[at]
        team = self.low[at] in _TEAMS or self.text[start:end].isupper()
        return team and self.text[end : end + 1].isdigit()

    def _is_short_name(self, at: int) -> bool:
        """`mo en zijn ouders`, `een kleine mo`: two letters that are no word, with `en` behind them or nothing."""
        together = at + 1 < self.count and self.low[at + 1] == "en" and self.gaps[at + 1] == NONE
        end = self.spans[at][1]
        numbered = self.text[end : end + 1].isdigit()  # `jo13`
        last = at > 0 and self._ends(at + 1) and self.gaps[at] == NONE and not numbered
        return (together or last) and not self._ordinary(at)

    def _after_title(self, at: int, called: bool) -> bool:
        flags, cap = self.flags[at], self.caps[at]
        if flags & w.NAMES:
            if cap:
                return True
            if called:  # "zijn naam wil ze niet zeggen", but "hij heet wil"
                verb = flags & (w.GRAMMAR | w.NEEDS_CAPITAL) and self.low[at - 1] not in _CALLS
                return not flags & w.ARTICLE and (not verb or self._ends(at + 1))
            if flags & (w.GRAMMAR | w.NEEDS_CAPITAL):
                return False
            loose = self.flags[at - 1] & w.LOOSE_TITLE and not flags & (w.ANY_FIRST | w.LAST)
            return not loose or self._does(at + 1)
        if flags & (w.GRAMMAR | w.INSTITUTION):
            return False
        if cap:  # `mevrouw Martini`, `dhr. Lacoste`: also where a firm or an illness is called so
            titled = self.flags[at - 1] & (w.TITLE | w.CALLED) and not self.flags[at - 1] & w.LOOSE_TITLE
            return not flags & (w.CAPITAL | w.PLACE) or not self._ordinary(at) or bool(titled and not flags & w.PLACE)
        if flags or self._ordinary(at) or self.words.flags.get(f"{self.low[at]}t", 0) & w.DOES:
            return False  # "meneer heef geen werk"
        return not self.flags[at - 1] & w.LOOSE_TITLE or not self._is_slip(self.low[at])

    def _word_or_name(self, at: int, role: bool, aged: bool, starts: bool, before: int) -> bool:
        """A name that is an ordinary word too."""
        flags, cap = self.flags[at], self.caps[at]
        if cap and not starts:
            if self.gaps[at] == SOFT and not self._ends(at + 1) and not self._does(at + 1) and not role and not aged:
                return bool(flags & w.FIRST_OR_WORD)
            return not (before & w.ARTICLE and not flags & w.FIRST_OR_WORD) and not flags & (w.CAPITAL | w.PLACE)
        if self._is_at_home(at) and not flags & w.GRAMMAR:
            return True
        first = flags & (w.ANY_FIRST)
        sure = cap or not flags & w.NEEDS_CAPITAL
        if first and sure and not before & w.ARTICLE and not flags & w.GRAMMAR and self._owns(at):
            return True
        if aged and first and (cap or not before & w.ARTICLE):
            return not flags & w.NEEDS_CAPITAL or cap or (starts and not flags & w.GRAMMAR)
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
            and self.gaps[at] == NONE
            and (self._does(at + 1) or self._ends(at + 1))
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
        at_place = self.gaps[at] == NONE and self.low[at - 1 : at] in (["in"], ["uit"], ["te"], ["vanuit"])
        anywhere = not (cap or before & w.ARTICLE or at_place or len(lower) > _NAME or _NOUN.search(lower))
        if anywhere and lower.isalpha() and not self._ordinary(at) and not self._is_slip(lower):
            return True
        if cap and len(lower) < 6 and self._is_acronym(at):
            return False
        if cap and not starts:
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
        of_somebody = at > 1 and self.low[at - 1] == "van" and bool(self.flags[at - 2] & w.ROLE)
        of_somebody = of_somebody and self.gaps[at] == self.gaps[at - 1] == NONE
        if not (role or aged or after_person or of_somebody or (boundary and does)) or before & w.ARTICLE:
            return False
        if self._ordinary(at) or STREET.fullmatch(lower) or (not cap and not aged and _NOUN.search(lower)):
            return False
        return cap or (aged and not self._is_swapped_role(lower)) or not self._is_slip(lower)

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
