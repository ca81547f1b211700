"""Names of people in a message, with or without capitals: lists, and what stands around a word.

A first name that is no word counts anywhere. A name that is a word too ("Roos", "Bakker"), and a word that nobody
knows, count where the sentence shows a person: after a title or `heet`, before what a person does, after a first name,
between other names. Names of schools, practices, streets and towns stay.
"""

from __future__ import annotations

import re
from typing import Final

from dialogs.understanding import name_words as w
from dialogs.understanding.name_words import NameWords, sound
from dialogs.understanding.normalise import fold

_AGE_AFTER = re.compile(r"\s?\(\s?\d|,? (?:van )?\d{1,2}(?:,| jaar| jr| j\b| mnd| maanden| \()")
_HARD_MARK = re.compile(r"[!?;\n•]")
_CAPITALS = re.compile(r"[A-ZÀ-ÖØ-Þ]{3}")
_NO_LETTER = re.compile(r"[\W\d_]+")
_NO_CAPITAL = re.compile(r"[^A-ZÀ-ÖØ-Þ]+")
_NUMBER_AFTER = re.compile(r"\.?\s?\d")
_STREET = re.compile(
    r"[^\W\d_]{2,}(?:straat|str|laan|weg|plein|gracht|kade|dijk|singel|steeg|dreef|plantsoen|hof|pad|park|brug|school|huis|plas|"
    r"college|toets|dag|prijs|stichting|team|praktijk|polder|buurt|wijk|veld|burg|lyceum|poli|vereniging)"
)
_ABBREVIATED: Final = frozenset(
    "mw mevr dhr mvr mej fam dr drs ds prof ing ir mr vd st kol burg past".split()  # noqa: SIM905 - easier to read
)
_IS: Final = frozenset({"is", "was", "wordt", "werd", "zijn", "waren", "had", "heeft", "heb", "hebben", "geeft", "gaf"})
_SPEAKS: Final = frozenset(
    [
        "zegt", "zei", "belt", "belde", "vertelt", "vertelde", "meldt", "meldde", "vindt", "vond", "vraagt", "vroeg",
        "schrijft", "schreef", "appt", "appte", "mailt", "mailde", "denkt", "dacht", "wil", "wilde", "weigert",
        "weigerde", "ontkent", "ontkende", "slaat", "sloeg", "dreigt", "dreigde", "liegt", "loog", "huilt", "huilde",
    ]
)  # fmt: skip
_VOWEL = re.compile(r"[aeiouyà-ÿ]")
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_SHOUTING: Final = 0.6
_CHECKS: Final = 40
"""So many unknown words of a message are compared with the dictionary for a slip of the finger; the rest is a name."""

_NEVER_ALONE: Final = w.ORDINARY | w.GRAMMAR | w.NEVER | w.CAPITAL | w.PLACE | w.INSTITUTION
_MAY_BEGIN: Final = w.NAMES | w.PARTICLE
POSTCODE: Final = 2
"""How a postcode is marked among what was claimed: a town follows."""
_NONE, _SOFT, _HARD = 0, 1, 2


class NameFinder:
    """Finds names. Immutable; one for all conversations."""

    def __init__(self, words: NameWords) -> None:
        self._words = words

    def find(self, text: str, claimed: bytearray) -> list[tuple[int, int]]:
        """Where names stand, in order and apart. What is marked in `claimed` (one byte a character) is passed over."""
        return _Scan(self._words, text, claimed).names()


class _Scan:
    """One message, cut into words. Lives for one call."""

    def __init__(self, words: NameWords, text: str, claimed: bytearray) -> None:
        self.words = words
        self.text = text
        table = words.flags
        self.spans: list[tuple[int, int]] = []
        self.low: list[str] = []
        self.flags: list[int] = []
        self.caps: list[bool] = []
        self.gaps: list[int] = []
        self.owners: set[int] = set()
        spans, lows, all_flags, caps, gaps = self.spans, self.low, self.flags, self.caps, self.gaps
        shouting = _is_shouting(text)
        any_claimed, bracketed = any(claimed), "[" in text
        listed = words.words.is_listed
        position = 0
        for match in w.WORD.finditer(text):
            start, end = match.span()
            if any_claimed and claimed[start]:
                continue
            if bracketed and start and text[start - 1] == "[" and text[end : end + 1] == "]":
                continue
            word = match[0]
            lower = word.lower()
            flags = table.get(lower, 0)
            if not flags:
                if not lower.isascii():
                    lower = fold(lower)
                    flags = table.get(lower, 0)
                if not flags and len(lower) > 3 and ("-" in lower or "'" in lower or "’" in lower):
                    flags, end = self._bent(lower, end)
                    lower = lower[: len(lower) - (match.end() - end)]
                if not flags and listed(lower):
                    flags = w.ORDINARY
                if not flags and len(lower) > 3:
                    flags, end = self._bent(lower, end)
            gap = text[position:start]
            if any_claimed and position < start - 1 and claimed[start - 2] == POSTCODE and word[0].isupper():
                flags = (flags | w.NEVER) & ~w.NAMES  # `9765 HB Paterswolde`
            gaps.append(_NONE if gap == " " else self._gap(gap) if spans else _HARD)
            spans.append((start, end))
            lows.append(lower)
            all_flags.append(flags)
            caps.append(not shouting and word[0].isupper())
            position = match.end()
        self.count = len(self.low)
        self.known: dict[int, bool] = {}
        self.checks = 0

    def _gap(self, gap: str) -> int:
        if gap == ", ":
            return _SOFT
        if _HARD_MARK.search(gap):
            return _HARD
        if "." in gap or ":" in gap:
            before = self.flags[-1]
            last = self.low[-1]
            if gap.startswith(".") and (last in _ABBREVIATED or len(last) == 1):
                return _NONE
            return _SOFT if before & w.CALLED else _HARD
        return _NONE if gap.isspace() else _SOFT

    def _bent(self, lower: str, end: int) -> tuple[int, int]:
        """A genitive or a diminutive of a name, a double name, or two words with a hyphen."""
        table = self.words.flags
        for mark in ("'s", "’s"):
            if lower.endswith(mark):
                return table.get(lower[:-2], 0), end - 2
        if "-" in lower:
            parts = [table.get(part, 0) if len(part) > 1 else w.PARTICLE for part in lower.split("-")]
            if any(part & w.FIRST for part in parts) and all(part & (w.NAMES | w.PARTICLE) for part in parts):
                return w.FIRST, end
            if any(part & w.LAST for part in parts) and all(part & (w.NAMES | w.PARTICLE) for part in parts):
                return w.LAST, end
            if any(part & w.ANY_LAST for part in parts) and all(part & (w.NAMES | w.PARTICLE) for part in parts):
                return w.LAST_OR_WORD, end
            if parts[0] & w.PARTICLE and len(parts) == 2 and lower.split("-")[0] in {"al", "el", "ait", "ben", "bou"}:
                return w.LAST, end
            return 0, end
        for ending in ("s", "tje", "je", "ke"):
            if lower.endswith(ending):
                base = table.get(lower[: -len(ending)], 0)
                if (
                    base & (w.FIRST | w.LAST)
                    and len(lower) - len(ending) >= 3
                    and not self.words.words.is_listed(lower)
                ):
                    if ending == "s":
                        self.owners.add(len(self.low))
                    return base & (w.FIRST | w.LAST), end
        return 0, end

    # --- the search

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

    def _institutions(self) -> list[bool]:
        """Words that belong to the name of a school, a practice, a saint or a brand."""
        kept = [False] * self.count
        fixed = self.words.fixed
        for at in range(self.count):
            flags = self.flags[at]
            if self.low[at] in fixed:
                for rest in self.words.fixed[self.low[at]]:
                    if tuple(self.low[at + 1 : at + 1 + len(rest)]) == rest:
                        kept[at : at + 1 + len(rest)] = [True] * (1 + len(rest))
            if flags & (w.INSTITUTION | w.SAINT):
                self._keep_after(at, kept)
            elif flags & w.INSTITUTION_AFTER or (
                self.caps[at] and not flags & w.NAMES and _STREET.fullmatch(self.low[at])
            ):
                self._keep_before(at, kept)
        return kept

    def _keep_after(self, at: int, kept: list[bool]) -> None:
        plain = self.low[at] in {"school", "st", "cursus", "app", "model", "training", "wet", "kerk", "project"}
        last = at
        for place in range(at + 1, min(self.count, at + 6)):
            if self.gaps[place] != _NONE:
                break
            if self.caps[place]:
                last = place
            elif not self.flags[place] & (w.PARTICLE | w.ARTICLE):
                if not plain and not self.caps[at] and place - last == 1 and self.flags[place] & w.NAMES:
                    last = place
                break
        kept[at + 1 : last + 1] = [True] * (last - at)

    def _keep_before(self, at: int, kept: list[bool]) -> None:
        if not self.caps[at] and not self.flags[at] & w.INSTITUTION_AFTER:
            return
        if not self.caps[at] and not (at and self.caps[at - 1]) and not (at and self.flags[at - 1] & w.FIRST):
            return
        kept[at] = True
        for place in range(at - 1, max(-1, at - 5), -1):
            if self.gaps[place + 1] != _NONE or self.flags[place] & (w.TITLE | w.ROLE):
                break
            if (self.caps[place] and not self.flags[place] & w.ARTICLE) or self.flags[place] & w.PARTICLE:
                kept[place] = True
            else:
                break

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
        if not self._is_name(at, titled, called, role):
            return at
        return self._whole(at)

    def _before(self, at: int) -> tuple[bool, bool, bool]:
        """Whether a title, `heet` or a role stands right before."""
        if not at or self.gaps[at] == _HARD:
            return False, False, False
        before = self.flags[at - 1]
        called = bool(before & w.CALLED)
        if not called and at > 1 and self.low[at - 1] in {"is", "was", "dus", "geloof", "eigenlijk", "ook", "zich"}:
            called = bool(self.flags[at - 2] & w.CALLED) and self.gaps[at - 1] == _NONE
        return bool(before & w.TITLE) and self.gaps[at] == _NONE, called, bool(before & w.ROLE)

    def _particle_counts(self, at: int, end: int, titled: bool) -> bool:
        """Tell `Van den Heuvel` from the first words of a sentence."""
        last = self.flags[end - 1]
        if not titled and end - at == 2 and self.low[at] == "van" and not self.caps[at]:
            return self.caps[end - 1] and last & (w.ANY_LAST | w.ANY_FIRST | w.PLACE) in {w.LAST, w.LAST_OR_WORD}
        if titled or last & w.LAST:
            return True
        if not self.caps[end - 1]:
            return False
        return self.gaps[at] != _HARD or end - at > 2 or self._does(end) or bool(last & w.ANY_LAST)

    def _is_bare_particle(self, at: int) -> bool:
        """`van dijk zegt`, `met van den berg`: a surname alone, without capitals."""
        end = self._surname(at, after=w.FIRST, capital=False)
        if end == at:
            return False
        before = self.flags[at - 1] if at and self.gaps[at] == _NONE else 0
        return self._does(end) if self.gaps[at] != _NONE else bool(before & w.WITH_PERSON)

    def _is_name(self, at: int, titled: bool, called: bool, role: bool) -> bool:
        flags, cap, lower = self.flags[at], self.caps[at], self.low[at]
        starts = self.gaps[at] == _HARD
        before = self.flags[at - 1] if at and not starts else 0
        lower_before = self.low[at - 1] if at and not starts else ""
        if flags & w.NEVER and not (cap and (titled or called)):
            return False
        if before & w.AT_PLACE and self.gaps[at] == _NONE and (flags & w.PLACE or (cap and not flags & w.FIRST)):
            return False
        if flags & w.FIRST and (cap or len(lower) > 2):
            if lower == "max" and _NUMBER_AFTER.match(self.text, self.spans[at][1]):
                return False
            if lower_before == "het" and self.gaps[at] == _NONE:
                return False
            if lower_before == "de" and self.gaps[at] == _NONE:
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
            if self.gaps[at] == _SOFT and not self._ends(at + 1) and not self._does(at + 1) and not role and not aged:
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
            from_class = at + 1 < self.count and self.low[at + 1] == "uit" and self.gaps[at + 1] == _NONE
            if cap and at + 1 < self.count and self.gaps[at + 1] == _SOFT and flags & w.FIRST_OR_WORD:
                return not flags & w.NEEDS_CAPITAL
            if not first:  # `Bakker belde`, but not `Woning is prima`
                return self._does(at + 1) and self.low[at + 1] in _SPEAKS
            return from_class or (self._does(at + 1) and not self.flags[at + 1] & w.ARTICLE)
        if first and at > 1 and self.low[at - 1] == "van" and self.flags[at - 2] & w.ROLE and not flags & w.GRAMMAR:
            return self._does(at + 1) or self._ends(at + 1)
        if not flags & w.GRAMMAR and before and self.low[at - 1] in {"volgens", "namens"} and self._does(at + 1):
            return True
        if not first or flags & (w.NEEDS_CAPITAL | w.GRAMMAR):
            return False
        if not before & w.ARTICLE and self._surname(at + 1, after=w.FIRST, capital=False) > at + 2:
            return True
        if role and (self._ends(at + 1) or self._does(at + 1)):
            return True
        if self.gaps[at] == _NONE and before & w.DOES and self.low[at - 1] not in _IS:
            return True
        return bool(before & w.WITH_PERSON) and self.gaps[at] == _NONE and (self._does(at + 1) or self._ends(at + 1))

    def _before_name(self, at: int, cap: bool) -> bool:
        """`Sol Kim`, `job vermeer`: a name follows that has the same capitals."""
        if self._ends(at + 1) or self.caps[at + 1] != cap or not self.flags[at] & w.ANY_FIRST:
            return False
        after = self.flags[at + 1]
        if cap:
            return bool(after & w.NAMES) and not after & (w.GRAMMAR | w.CAPITAL | w.NEVER)
        if self.gaps[at] == _NONE and self.flags[at - 1] & w.ARTICLE:
            return False
        if self.low[at] in {"wil", "tien", "nam", "min", "ben", "mei", "dag", "lot", "lief"}:
            return False
        surname = after & w.LAST or (after & w.LAST_OR_WORD and not after & w.FIRST_OR_WORD)
        return bool(surname) and not after & (w.GRAMMAR | w.NEVER | w.NEEDS_CAPITAL)

    def _unknown_name(self, at: int, role: bool, aged: bool, starts: bool, before: int) -> bool:
        """A word that stands in no list."""
        cap, lower = self.caps[at], self.low[at]
        if len(lower) < 3 or not _VOWEL.search(lower):
            return False
        if self._sounds_like_name(at):
            return True
        does = self._does(at + 1)
        if cap and not starts:
            if self.text[self.spans[at][0] : self.spans[at][1]].isupper() and len(lower) < 6:
                return False
            if before & w.ARTICLE and not (does and role):
                return False
            return not self._ordinary(at) and not _STREET.fullmatch(lower)
        after_person = bool(before & w.WITH_PERSON) and self.gaps[at] == _NONE and self._ends(at + 1)
        if (cap or not before & w.ARTICLE) and self._owns(at):
            return not self._ordinary(at)
        if cap and starts and not self._ends(at + 1) and self.caps[at + 1] and self.flags[at + 1] & w.NAMES:
            return not self._ordinary(at)
        if cap and starts and does:
            return not self._ordinary(at) and not _STREET.fullmatch(lower)
        if cap and starts and at + 1 < self.count and self.gaps[at + 1] != _HARD and len(lower) < 12:
            return not self._ordinary(at) and not self._is_slip(lower)
        boundary = starts or self.gaps[at] == _SOFT or bool(before & w.WITH_PERSON)
        if not (role or aged or after_person or (boundary and does)) or before & w.ARTICLE:
            return False
        if self._ordinary(at) or _STREET.fullmatch(lower):
            return False
        return cap or aged or not self._is_slip(lower)

    def _whole(self, at: int) -> int:
        """The end of a name of which the first word is known: more first names, initials, the surname."""
        end = at + 1
        if at in self.owners or self.text[self.spans[at][1] : self.spans[at][1] + 1] in {"'", "’"}:
            return end  # `jochems fiets`, `Fatima's moeder`
        while end < self.count and self.gaps[end] == _NONE and end - at < 8:
            flags = self.flags[end]
            if flags & w.FIRST and self.caps[end] == self.caps[at]:
                end += 1
            elif self.caps[at] and len(self.low[end]) == 1 and self.caps[end]:
                after = self._surname(end + 1, after=w.TITLE)
                end = max(end + 1, after)
                break
            else:
                break
        if end > at + 1 and (len(self.low[end - 1]) == 1 or self._surname(end, after=w.FIRST) == end):
            return end
        after = self._surname(end, after=self.flags[at], capital=self.caps[at])
        return max(end, after)

    def _surname(self, at: int, after: int, capital: bool = True) -> int:
        """The end of the surname that begins here with or without particles; `at` when there is none."""
        place = at
        rare = place < self.count and self.low[place] in {"op", "aan", "in", "uit"}
        if rare and not (capital and place + 2 < self.count and self.flags[place + 1] & w.PARTICLE):
            return at
        while place < self.count and place - at < 4 and (place == at or self.gaps[place] == _NONE):
            if not self.flags[place] & w.PARTICLE or (self.caps[place] and self.flags[place] & w.LAST):
                break
            place += 1
        if place >= self.count or (place > at and self.gaps[place] != _NONE):
            return at
        if place == at and (not after or self.gaps[at] != _NONE):
            return at
        if after not in {0, w.TITLE} and self.gaps[at] != _NONE:
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
        more = end < self.count and self.gaps[end] == _NONE and self.caps[end]
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
            if end > at and self.gaps[end] == _HARD:
                break
            end += 1
        if not self.caps[at] and self.text[self.spans[at][1] : self.spans[at][1] + 1] != ".":
            return at
        after = self._surname(end, after=w.TITLE if self.caps[at] else w.FIRST, capital=self.caps[at])
        if after <= end and self.caps[at] and at and self.flags[at - 1] & w.TITLE and self.gaps[at] == _NONE:
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
        return not flags and len(self.low[at]) > 2 and bool(_VOWEL.search(self.low[at])) and not self._ordinary(at)

    def _joins(self, at: int, ends: dict[int, int]) -> bool:
        """`daan, ROOS` or `daan en ROOS`, where nothing more is said of the second."""
        if at and self.gaps[at] == _SOFT and at in ends:
            return self._ends(at + 1) or self.low[at + 1] in {"en", "of"}
        return at > 1 and self.low[at - 1] in {"en", "of"} and self.gaps[at] == _NONE and at - 1 in ends

    def _is_joined(self, at: int, starts: set[int]) -> bool:
        """`ROOS, daan` or `ROOS en daan`."""
        if at + 1 >= self.count or (at and self.flags[at - 1] & w.ARTICLE and self.gaps[at] == _NONE):
            return False
        if self.gaps[at + 1] == _SOFT and at + 1 in starts:
            return not at or self.gaps[at] != _NONE or bool(self.flags[at - 1] & (w.WITH_PERSON | w.ROLE))
        return at + 2 in starts and self.low[at + 1] == "en" and self.gaps[at + 1] == self.gaps[at + 2] == _NONE

    # --- what words are

    def _does(self, at: int) -> bool:
        return at < self.count and bool(self.flags[at] & w.DOES) and self.gaps[at] == _NONE

    def _owns(self, at: int) -> bool:
        """`Berivan's broer`, `joyce z'n zusje`."""
        if at + 1 >= self.count:
            return False
        if self.text[self.spans[at][1] : self.spans[at][1] + 2] in {"'s", "’s", "' "}:
            return bool(self.flags[at + 1] & w.ROLE)
        if not self.flags[at] and self.low[at].endswith("s") and self.flags[at + 1] & w.ROLE and len(self.low[at]) > 4:
            return self.gaps[at + 1] == _NONE and not self._ordinary(at) and not self._is_slip(self.low[at])
        own = self.low[at + 1] in {"z'n", "d'r", "zn", "dr", "haar", "zijn", "r"}
        return own and at + 2 < self.count and self.gaps[at + 1] == _NONE and bool(self.flags[at + 2] & w.ROLE)

    def _ends(self, at: int) -> bool:
        return at >= self.count or self.gaps[at] != _NONE

    def _is_acronym(self, at: int) -> bool:
        start, end = self.spans[at]
        return end - start > 1 and self.text[start:end].isupper()

    def _ordinary(self, at: int) -> bool:
        """An ordinary word, or two of them written as one."""
        found = self.known.get(at)
        if found is None:
            found = self.known[at] = self._is_word(self.low[at])
        return found

    def _is_word(self, lower: str) -> bool:
        listed = self.words.words.is_listed
        if len(lower) > 40 or listed(lower):
            return True
        if "-" in lower or "'" in lower:
            return any(listed(part) for part in re.split(r"[-'’]", lower) if len(part) > 2)
        for cut in range(3, len(lower) - 2):
            left, right = lower[:cut], lower[cut:]
            if len(lower) > 6 and listed(right) and (listed(left) or (left[-1] == "s" and listed(left[:-1]))):
                return True
        return False

    def _sounds_like_name(self, at: int) -> bool:
        """A first name spelled in another way, and no ordinary word with a slip of the finger."""
        lower = self.low[at]
        if len(lower) < 5 or len(lower) > 20 or not lower.isalpha():
            return False
        if sound(lower) not in self.words.sounds and not (len(lower) > 5 and self._is_near_name(lower)):
            return False
        return not self._ordinary(at) and not self._is_slip(lower)

    def _is_near_name(self, lower: str) -> bool:
        """One letter less, or two swapped, and it is a first name; a letter forgotten is a doubled one mostly."""
        table = self.words.flags
        for cut in range(len(lower)):
            left, right = lower[:cut], lower[cut:]
            if table.get(left + right[1:], 0) & w.FIRST and len(lower) > 6:
                return True
            if len(right) > 1 and table.get(left + right[1] + right[0] + right[2:], 0) & w.FIRST:
                return True
        return False

    def _is_slip(self, lower: str) -> bool:
        """Tell whether one letter less, more, other or swapped makes it an ordinary word."""
        self.checks += 1
        if self.checks > _CHECKS or len(lower) > 20:
            return False
        listed = self._is_ordinary_word
        for cut in range(len(lower) + 1):
            left, right = lower[:cut], lower[cut:]
            if right and listed(left + right[1:]):
                return True
            if len(right) > 1 and listed(left + right[1] + right[0] + right[2:]):
                return True
            if any(listed(left + c + right) or (right and listed(left + c + right[1:])) for c in _LETTERS):
                return True
        return False

    def _is_ordinary_word(self, lower: str) -> bool:
        """In the dictionary and no first name: the dictionary knows `mohammed` as well."""
        return self.words.words.is_listed(lower) and not self.words.flags.get(lower, 0) & w.FIRST


def _is_shouting(text: str) -> bool:
    if not _CAPITALS.search(text):
        return False
    letters = len(_NO_LETTER.sub("", text))
    return letters >= 12 and len(_NO_CAPITAL.sub("", text)) / letters > _SHOUTING
