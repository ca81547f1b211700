"""Surnames in a message: behind `van der`, `el` and the like, behind a first name, and behind letters with a point.

Whether a person may stand there is asked here; what a word by itself can be is `names.py`.
"""

from __future__ import annotations

from typing import Final

from dialogs.understanding import name_words as w
from dialogs.understanding.name_tokens import HARD, NONE, SOFT, Tokens

_GENERATIONS: Final = (["senior"], ["junior"], ["sr"], ["jr"])
_HARDLY_BEFORE_PEOPLE: Final = frozenset({"dus", "dat", "over", "en", "of"})
"""Words before which `van` begins a saying as often as a surname that is an ordinary word too."""


class Surnames(Tokens):
    """The rules for surnames. Lives for one call."""

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

    def _of_generation(self, at: int) -> int:
        """`de boer senior`, `Hoogland jr`: the end of the surname; `at` where none stands before such a word."""
        end = at + 1 + (self.low[at] == "de")
        if self.low[end : end + 1] not in _GENERATIONS or any(gap != NONE for gap in self.gaps[at + 1 : end + 1]):
            return at
        return end if self.flags[end - 1] & w.ANY_LAST and not self.flags[end - 1] & w.ROLE else at

    def _is_bare_particle(self, at: int) -> bool:
        """`van dijk zegt`, `met van den berg`, `vader van dijk kwam`: a surname alone, without capitals."""
        end = self._surname(at, after=0, capital=False)
        if end == at or self.caps[end - 1]:
            return False
        if self.gaps[at] != NONE:
            alone = end - at == 2 or self.low[at + 1] != "de"  # "van de rest weet ik niets"
            return (alone and self._does(end)) or self._is_next_a_name(end)
        before = self.flags[at - 1]
        if before & w.ROLE and end - at == 2:
            return self._does(end) and not self.flags[end - 1] & (w.PLACE | w.ANY_FIRST)
        if self.low[at - 1] in _HARDLY_BEFORE_PEOPLE and not self.flags[end - 1] & w.LAST:
            return self._does(end)  # "dat is van de baan", "over van stap 2"
        return bool(before & w.WITH_PERSON)

    def _is_next_a_name(self, at: int) -> bool:
        """`van leeuwen, el hamdaoui en ...`, `van wijk en yildiz`: a name in a row with this one."""
        joined = at + (1 if at < self.count and self.low[at] == "en" else 0)
        if joined >= self.count or (joined == at and self.gaps[at] != SOFT):
            return False
        return bool(self.flags[joined] & (w.FIRST | w.LAST)) or self._after_particle(joined) > joined

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
        titled = at > 0 and bool(self.flags[at - 1] & w.TITLE)  # "van den drank" is nobody
        if self.low[at] == "van" and place - at == 2 and (last == "der" or (last == "den" and titled)):
            return place + 1
        if self.flags[place] & w.NEVER:
            return at
        if last in words.always:
            known = bool(self.flags[place] & w.ANY_LAST) or not self._ordinary(place)
            whole = self.low[at].startswith("v") if place - at > 1 else last not in {"der", "den"}  # "in den bak"
            return place + 1 if known and whole else at
        if last != "de" or place - at != 1 or (at and self.flags[at - 1] & w.ARTICLE and self.gaps[at] == NONE):
            return at
        if self._is_at_home(at) and self.flags[place] & w.ANY_LAST and not self.flags[place] & (w.GRAMMAR | w.PLACE):
            return place + 1
        after = self.flags[place + 1] if place + 1 < self.count else 0
        alone = self._ends(place + 1) or self._does(place + 1) or bool(after & (w.WITH_PERSON | w.AT_PLACE))
        if low in words.with_de:
            return place + 1 if alone or not self.words.words.is_ordinary(low) else at
        return place + 1 if low in words.perhaps_with_de and alone and self._is_about_people(at) else at

    def _is_at_home(self, at: int) -> bool:
        """`bij bakker thuis`, `bij de koning thuis`."""
        behind = at + (2 if self.low[at] == "de" else 1)
        if not at or self.low[at - 1] != "bij" or behind >= self.count or self.low[behind] != "thuis":
            return False
        return all(self.gaps[place] == NONE for place in range(at, behind + 1))

    def _is_about_people(self, at: int) -> bool:
        """Whether a person may stand here: at the beginning, or behind a word before which people stand."""
        if self.gaps[at] != NONE or not at:
            return self._does(at + 2) or (at + 2 < self.count and self.low[at + 2] == "en")
        return bool(self.flags[at - 1] & w.WITH_PERSON)

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
            self._is_initial(place)
            or self._is_numbered(place)
            or flags & w.NEVER
            or (rare and not (cap and flags & w.ANY_LAST))
            or (self._is_acronym(place) and not flags & w.NAMES)
        ):
            return at
        if cap:
            person = after & w.FIRST or (after & w.TITLE and place - at != 1)  # but "collega van Buurtzorg"
            firm = flags & w.CAPITAL and not person  # `Yuki Hashimoto` is somebody
            good = not (firm or flags & (w.ROLE | w.TITLE)) or bool(flags & w.ANY_LAST)
            if self._begins_with_an_agency(place):
                good = False  # `De CJG-verpleegkundige`
            if place == at:
                good = (
                    good
                    and not flags & w.GRAMMAR
                    and (not flags & w.PLACE or bool(after & w.FIRST))
                    and not self._is_acronym(place)
                )
            elif flags & w.PLACE and not flags & w.ANY_LAST:
                moves = self.low[place + 1 : place + 2] == ["naar"]  # "een gezin van Utrecht naar Zeist"
                good = bool(after & (w.TITLE | w.FIRST)) and not moves
        elif place > at:
            own = self.low[place - 1] == "van" and flags & w.ARTICLE  # "van haar zus", but `ter haar`
            good = bool(flags & w.ANY_LAST) and not flags & (w.ROLE | w.DOES) and not own
            good = good or (after == w.TITLE and not flags and not self._ordinary(place))
        else:
            good = bool(flags & w.LAST) or (
                not capital and bool(flags & w.LAST_OR_WORD) and not flags & (w.GRAMMAR | w.NEEDS_CAPITAL)
            )
            good = (good and not capital) or bool(flags & w.LAST)
            unknown = after & w.FIRST and not capital and not flags and self._may_end_a_name(at + 1)
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

    def _is_initial(self, at: int) -> bool:
        """`van R. Wijngaarde`: the name begins with the letter."""
        follows = at + 1 < self.count and self.gaps[at + 1] == NONE and self.caps[at + 1]
        return len(self.low[at]) == 1 and follows

    def _may_end_a_name(self, at: int) -> bool:
        """Whether what stands here may come right behind a name: a verb, a comma, nothing."""
        return self._does(at) or self._ends(at) or self.gaps[at] == SOFT

    def _is_numbered(self, at: int) -> bool:
        """`de E1`: a letter with a number is a team or a group."""
        end = self.spans[at][1]
        return len(self.low[at]) == 1 and self.text[end : end + 1].isdigit()

    def _begins_with_an_agency(self, at: int) -> bool:
        first, hyphen, _ = self.text[slice(*self.spans[at])].partition("-")
        return bool(hyphen) and len(first) > 1 and first.isupper() and not self.flags[at]

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
        if after <= end < self.count and self.gaps[end] == NONE:
            after = self._after_particle(end)  # `t. van der meer`
            if after > end:
                return after
        if self._is_titled_unknown(at, end):
            return max(after, end + 1)
        if after <= end or (not self.caps[at] and not self.flags[after - 1] & w.ANY_LAST):
            return at
        return after

    def _is_titled_unknown(self, at: int, end: int) -> bool:
        """`mevr. a. zielinska`: behind a title and a letter with a point a word that nobody knows is a surname."""
        if not at or not self.flags[at - 1] & w.TITLE or self.gaps[at] != NONE or self._ends(end):
            return False
        return not self.flags[end] and len(self.low[end]) > 3 and not self._ordinary(end)
