"""What a user may type for a yes, a no or a doubt, and what a short sentence of such words says.

"Ja, dat denk ik wel" says yes, "nee, zeker niet" says no, "misschien wel" is a doubt. Whatever holds a word that is not
in the lists says nothing here: no answer is guessed. A sentence with a denial in it is never a yes (kindcheck.md §1).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal

Plain = Literal["", "ja", "nee", "twijfel"]
_LONGEST: Final = 12
"""Words of a sentence that may say nothing but yes, no or a doubt."""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The words of somebody's own way to say yes or no (phrases.yaml, `own_words`), folded."""

    doubt: frozenset[str] = frozenset()
    """Sayings of who does not know it for sure."""
    yes: frozenset[str] = frozenset()
    """Sayings that are a yes by themselves, but no yes in front of other words."""
    no: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    """Words that change nothing about a yes or a no before them."""
    around_yes: frozenset[str] = frozenset()
    """More of them, which behind a no would tell something else: "nee, wel"."""
    empty: frozenset[str] = frozenset()
    """Words that change nothing about any answer."""
    adults: frozenset[str] = frozenset()
    """Who may be the danger, where is told with whom children are."""
    denial: frozenset[str] = frozenset()
    not_done: frozenset[str] = frozenset()
    """Words with which something is yet to be done, where it is asked what was done."""
    turning: frozenset[str] = frozenset()
    """Words behind an answer that take it back, narrow it down, or tell of what is still to come."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a user may type for the answers that every question knows (phrases.yaml, `answers`)."""

    unknown: frozenset[str]
    skip: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    none: frozenset[str]
    """None of the choices of a list, where it has such a choice."""
    own: OwnWords = field(default_factory=OwnWords)

    def is_unknown(self, text: str) -> bool:
        """Whether a folded text says that somebody does not know: "dat weet ik eigenlijk niet"."""
        said = bare(text, self)
        return text in self.unknown or (bool(said) and said in {bare(each, self) for each in self.unknown})


def plain(text: str, words: Words) -> Plain:
    """What a folded text says, if it says nothing else: yes, no, or a doubt."""
    own = words.own
    said = text.split()
    if not said or len(said) > _LONGEST:
        return ""
    first, rest = said[0], set(said[1:])
    light, for_yes = own.around | own.empty, own.around | own.empty | own.around_yes
    left = _without_doubt(said, {*own.doubt, *(form for form in words.unknown if form)})
    if left is not None and set(left) <= for_yes | own.denial | words.yes | words.no:
        return "twijfel"
    if text in own.yes or (first in words.yes and rest <= for_yes | words.yes):
        return "ja"
    if text in own.no or (first in words.no and rest <= light | own.denial | words.no):
        return "nee"
    return ""


def bare(text: str, words: Words) -> str:
    """A folded text without the words that change nothing about an answer."""
    return " ".join(word for word in text.split() if word not in words.own.empty)


def turns(text: str, words: Words) -> bool:
    """Whether words behind an answer take it back, deny or doubt something, or tell of what may still come."""
    said = text.split()
    if set(said) & (words.own.turning | words.own.denial | words.no):
        return True
    return _without_doubt(said, {*words.own.doubt, *(form for form in words.unknown if form)}) is not None


def only_denies(text: str, words: Words) -> bool:
    """Whether words behind a yes deny it and tell nothing else: "maar niet nu"."""
    own, said = words.own, set(text.split())
    denials = own.denial | words.no
    return bool(said & denials) and said <= denials | own.around | own.around_yes | own.empty | own.turning


def _without_doubt(said: list[str], doubts: Iterable[str]) -> list[str] | None:
    """The other words of a text in which a doubt is said, the longest one; None without a doubt."""
    for doubt in sorted(doubts, key=len, reverse=True):
        sought = doubt.split()
        for place in range(len(said) - len(sought) + 1):
            if said[place : place + len(sought)] == sought:
                left = said[:place] + said[place + len(sought) :]
                again = _without_doubt(left, doubts)
                return left if again is None else again
    return None
