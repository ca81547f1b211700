"""One message cut into words, with what each word can be: what the rules for names look at."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from dialogs.understanding import name_words as w
from dialogs.understanding.name_words import NameWords, sound
from dialogs.understanding.normalise import fold

_HARD_MARK = re.compile(r"[!?;\n•]")
_CAPITALS = re.compile(r"[A-ZÀ-ÖØ-Þ]{3}")
_NO_LETTER = re.compile(r"[\W\d_]+")
_NO_CAPITAL = re.compile(r"[^A-ZÀ-ÖØ-Þ]+")
STREET = re.compile(
    r"[^\W\d_]{2,}(?:straat|str|laan|weg|plein|gracht|kade|dijk|singel|steeg|dreef|plantsoen|hof|pad|park|brug|school|huis|plas|"
    r"college|toets|dag|prijs|stichting|team|praktijk|polder|buurt|wijk|veld|burg|lyceum|poli|vereniging)"
)
_PARTICIPLE = re.compile(r"(?:aan|achter|af|bij|door|in|mee|na|om|op|over|terug|toe|uit|voor|weg)ge[a-z]{3,}(?:t|d|en)")
"""Many stand in no dictionary ("opgelicht", "afgepoeierd")."""
_ABBREVIATED: Final = frozenset(
    "mw mevr dhr mvr mej fam dr drs ds prof ing ir mr vd st kol burg past".split()  # noqa: SIM905 - easier to read
)
_KIN: Final = frozenset(
    {"kindjes", "kinderen", "kids", "meisjes", "jongens", "broertjes", "broers", "zusjes", "zussen"}
)
"""What may stand behind a surname and a hyphen (`de Ruijter-kindjes`)."""
VOWEL = re.compile(r"[aeiouyà-ÿ]")
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_SHOUTING: Final = 0.6
_SHOUTED = re.compile(r"\b[A-Z]+(?:[ ,]+[A-Z]+\b){3,}")
"""Four words in capitals or more: in them a capital says nothing."""
_CHECKS: Final = 40
"""So many unknown words of a message are compared with the dictionary for a slip of the finger; the rest is a name."""
POSTCODE: Final = 2
"""How a postcode is marked among what was claimed: a town follows."""
NONE, SOFT, HARD = 0, 1, 2
"""What stands before a word: a space, a comma or the like, the end of a sentence."""


def _is_within(place: int, stretches: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in stretches)


class Tokens:
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
        shouted = [match.span() for match in _SHOUTED.finditer(text)]
        any_claimed, bracketed = any(claimed), "[" in text
        ordinary = words.met
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
                if lower in ordinary:
                    flags = w.ORDINARY
                else:
                    flags, lower, end = self._in_no_list(lower, end)
            gap = text[position:start]
            if any_claimed and position < start - 1 and claimed[start - 2] == POSTCODE and word[0].isupper():
                flags = (flags | w.NEVER) & ~w.NAMES  # `9765 HB Paterswolde`
            gaps.append(NONE if gap == " " else self._gap(gap, flags) if spans else HARD)
            spans.append((start, end))
            lows.append(lower)
            all_flags.append(flags)
            caps.append(not shouting and word[0].isupper() and not _is_within(start, shouted))
            position = match.end()
        self.count = len(self.low)
        self.known: dict[int, bool] = {}
        self.checks = 0

    def _in_no_list(self, lower: str, end: int) -> tuple[int, str, int]:
        """What a word can be that the table lacks as it stands, how it is compared, and where it ends."""
        flags, typed, last = 0, lower, end
        if not lower.isascii():
            lower = fold(lower)
            flags = self.words.flags.get(lower, 0)
        if not flags and len(lower) > 3 and ("-" in lower or "'" in lower or "’" in lower):
            flags, end = self._bent(lower, end)
            lower = lower[: len(lower) - (last - end)]
        if not flags and self.words.words.is_listed(lower):
            flags = w.ORDINARY
            if lower == typed:
                self.words.remember(lower)
        if not flags and len(lower) > 3:
            flags, end = self._bent(lower, end)
        return flags, lower, end

    def _gap(self, gap: str, follows: int) -> int:
        """What stands before a word of which `follows` tells what it can be."""
        if gap == ", ":
            return SOFT
        if _HARD_MARK.search(gap):
            return HARD
        if "." in gap or ":" in gap:
            before = self.flags[-1]
            last = self.low[-1]
            if gap.startswith(".") and (last in _ABBREVIATED or len(last) == 1):
                return NONE
            if gap.startswith(".") and follows and not follows & (w.FIRST | w.LAST):
                return HARD  # "reageert niet op zijn naam. Twee keer ..."
            return SOFT if before & w.CALLED else HARD
        if gap.isspace():
            return NONE
        return HARD if ")" in gap and self.flags[-1] & w.CALLED else SOFT  # "(ik noem geen naam) belt"

    def _bent(self, lower: str, end: int) -> tuple[int, int]:
        """A genitive or a diminutive of a name, a double name, or two words with a hyphen."""
        table = self.words.flags
        for mark in ("'s", "’s"):
            if lower.endswith(mark):
                return table.get(lower[:-2], 0), end - 2
        if "-" in lower:
            whole, _, kin = lower.rpartition("-")
            if kin in _KIN:
                return table.get(whole, 0) & w.NAMES, end - len(kin) - 1
            parts = [table.get(part, 0) if len(part) > 1 else w.PARTICLE for part in lower.split("-")]
            if all(part & w.PLACE for part in parts):
                return w.PLACE, end  # `Noord-Holland`
            if any(part & w.FIRST for part in parts) and all(part & (w.NAMES | w.PARTICLE) for part in parts):
                both = all(part & (w.ANY_LAST | w.PARTICLE) for part in parts)  # `dijk-osman`
                return w.FIRST | (w.LAST if both else 0), end
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

    def _institutions(self) -> list[bool]:
        """Words that belong to the name of a school, a practice, a saint or a brand."""
        kept = [False] * self.count
        fixed, sayings = self.words.fixed, self.words.sayings
        for at, (lower, flags) in enumerate(zip(self.low, self.flags, strict=True)):
            if lower in fixed and not self._is_of_surname(at):
                self._keep_rows(at, fixed[lower], kept)
            if lower in sayings:
                self._keep_rows(at, sayings[lower], kept, small=True)
            if lower == "avi" and self._is_reading_level(at):
                kept[at : at + 2] = [True, True]
            if flags & (w.INSTITUTION | w.SAINT):
                self._keep_after(at, kept)
            elif flags & w.ARTICLE and self.caps[at] and self._is_house(at):
                of = at > 0 and self.low[at - 1] == "van" and self.gaps[at] == NONE  # `directeur van De Regenboog`
                kept[at - of : at + 2] = [True] * (2 + of)
            elif flags & w.INSTITUTION_AFTER or (
                self.caps[at] and not flags & (w.NAMES | w.PLACE) and STREET.fullmatch(lower)
            ):
                self._keep_before(at, kept)
        return kept

    def _is_reading_level(self, at: int) -> bool:
        """`AVI E4`, `avi M 3`: how well a child reads."""
        if at + 1 >= self.count or self.low[at + 1] not in {"e", "m"}:
            return False
        end = self.spans[at + 1][1]
        return self.text[end : end + 2].strip()[:1].isdigit()

    def _keep_rows(self, at: int, rows: Iterable[tuple[str, ...]], kept: list[bool], *, small: bool = False) -> None:
        """Keep the fixed names that begin here; `small`: where none of the other words has a capital."""
        for rest in rows:
            end = at + 1 + len(rest)
            if tuple(self.low[at + 1 : end]) != rest or any(gap != NONE for gap in self.gaps[at + 1 : end]):
                continue
            if not small or not any(self.caps[at + 1 : end]):
                kept[at:end] = [True] * (end - at)

    def _is_of_surname(self, at: int) -> bool:
        """`Jan van den Bosch`, `mevrouw Van Gogh`: what is a town or a painter by itself is a surname here."""
        if not at or not self.flags[at] & w.PARTICLE or self.gaps[at] != NONE:
            return False
        if self.flags[at - 1] & (w.TITLE | w.ANY_FIRST):
            return True
        return self.low[at - 1] == "van" and not self.caps[at]

    def _is_house(self, at: int) -> bool:
        """`op De Klimop`: a school, a club, a home; a surname with `De` is one all the same (`bij De Vries`)."""
        if not at or at + 1 >= self.count or self.gaps[at] == HARD or self.gaps[at + 1] != NONE:
            return False
        before, name = self.flags[at - 1], self.flags[at + 1]
        near = bool(before & w.AT_PLACE) or self.low[at - 1] in {"op", "kinderopvang"}
        if self.low[at - 1] in {"bij", "van"}:
            near = self._ordinary(at + 1)  # `bij De Vlinder`, but not `bij De Wolde`
        near = (near and self.gaps[at] == NONE) or self.low[at - 1] == "groep"  # `groep 2, De Wegwijzer`
        return near and self.caps[at + 1] and not name & w.NAMES and self.low[at + 1] not in self.words.with_de

    def _keep_after(self, at: int, kept: list[bool]) -> None:
        plain = self.low[at] in {"school", "st", "cursus", "app", "model", "training", "wet", "kerk", "project"}
        last = at
        for place in range(at + 1, min(self.count, at + 6)):
            if self.gaps[place] != NONE:
                break
            if self.caps[place]:
                last = place
            elif place == at + 1 and self._is_called_with_article(place):
                continue  # `onze school heet De Klimop`
            elif not self.flags[place] & (w.PARTICLE | w.ARTICLE):
                if not plain and not self.caps[at] and place - last == 1 and self.flags[place] & w.NAMES:
                    last = place
                break
        kept[at + 1 : last + 1] = [True] * (last - at)

    def _is_called_with_article(self, at: int) -> bool:
        """`heet De Klimop`, but not `heet De Vries`."""
        if at + 2 >= self.count or not self.flags[at] & w.CALLED or not self.flags[at + 1] & w.ARTICLE:
            return False
        return self.gaps[at + 1] == NONE and self.caps[at + 1] and not self.flags[at + 2] & w.NAMES

    def _keep_before(self, at: int, kept: list[bool]) -> None:
        if not self.caps[at] and not self.flags[at] & w.INSTITUTION_AFTER:
            return
        if not self.caps[at] and not (at and self.caps[at - 1]) and not (at and self.flags[at - 1] & w.FIRST):
            return
        kept[at] = True
        for place in range(at - 1, max(-1, at - 5), -1):
            if self.gaps[place + 1] != NONE or self.flags[place] & (w.TITLE | w.ROLE):
                break
            if self.flags[place] & w.FIRST and self.low[place + 1 : place + 3] in (["van", "het"], ["van", "de"]):
                break  # `Sanne van het Beatrixplantsoen`: she lives there
            if (self.caps[place] and not self.flags[place] & w.ARTICLE) or self.flags[place] & w.PARTICLE:
                kept[place] = True
            else:
                break

    # --- what words are

    def _does(self, at: int) -> bool:
        return at < self.count and bool(self.flags[at] & w.DOES) and self.gaps[at] == NONE

    def _owns(self, at: int) -> bool:
        """`Berivan's broer`, `joyce z'n zusje`."""
        if at + 1 >= self.count:
            return False
        if self.text[self.spans[at][1] : self.spans[at][1] + 2] in {"'s", "’s", "' "}:
            return bool(self.flags[at + 1] & w.ROLE)
        if not self.flags[at] and self.low[at].endswith("s") and self.flags[at + 1] & w.ROLE and len(self.low[at]) > 4:
            return self.gaps[at + 1] == NONE and not self._ordinary(at) and not self._is_slip(self.low[at])
        own = self.low[at + 1] in {"z'n", "d'r", "zn", "dr", "haar", "zijn", "r"}
        return own and at + 2 < self.count and self.gaps[at + 1] == NONE and bool(self.flags[at + 2] & w.ROLE)

    def _is_before_surname(self, at: int) -> bool:
        """`Milaan Jansen`: a surname with a capital, and nothing else than a surname, stands right behind."""
        if at + 1 >= self.count or self.gaps[at + 1] != NONE or not self.caps[at + 1]:
            return False
        other = w.PLACE | w.CAPITAL | w.GRAMMAR | w.INSTITUTION | w.INSTITUTION_AFTER | w.NEVER
        return (
            bool(self.flags[at + 1] & w.LAST)
            and not self.flags[at + 1] & other
            and not self.flags[at] & other & ~(w.PLACE | w.CAPITAL)
        )

    def _ends(self, at: int) -> bool:
        return at >= self.count or self.gaps[at] != NONE

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
        if len(lower) > 40 or listed(lower) or _PARTICIPLE.fullmatch(lower):
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

    def _is_swapped_role(self, lower: str) -> bool:
        """`kidn van 10`: two letters swapped in a word for somebody."""
        table = self.words.flags
        swapped = (lower[:at] + lower[at + 1] + lower[at] + lower[at + 2 :] for at in range(len(lower) - 1))
        return any(table.get(word, 0) & w.ROLE for word in swapped)

    def _is_ordinary_word(self, lower: str) -> bool:
        """In the dictionary and no first name: the dictionary knows `mohammed` as well."""
        return self.words.words.is_listed(lower) and not self.words.flags.get(lower, 0) & w.FIRST


def _is_shouting(text: str) -> bool:
    if not _CAPITALS.search(text):
        return False
    letters = len(_NO_LETTER.sub("", text))
    return letters >= 12 and len(_NO_CAPITAL.sub("", text)) / letters > _SHOUTING
