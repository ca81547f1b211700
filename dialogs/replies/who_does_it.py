"""Who somebody says it is: "vooral opa en oma", "niemand, ze redden zichzelf", "alleen moeder, en het valt haar zwaar".

Only a sentence about the people of one choice, and no others, says that. Where it says that they do it sometimes or no
longer, or may mean two choices, the choices themselves are asked (kindcheck.md §4.2 KC-G3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from dialogs.questions.schema import Who
from dialogs.understanding.normalise import fold

_REASON: Final = r" (?:want|omdat|sinds|zolang|doordat|aangezien) "
"""Behind one of these stands why, in which others may be named."""
_CLAUSE: Final = re.compile(r"[,;:.!?(\n–]| en (?=(?:het|dat|dit|die|ze|zij|hij|daar) )|" + _REASON, re.IGNORECASE)
_WHY: Final = re.compile(_REASON, re.IGNORECASE)
_AROUND: Final = frozenset(
    {
        "vooral", "meestal", "vaak", "altijd", "nu", "momenteel", "eigenlijk", "alleen", "gewoon", "bij", "de", "het",
        "een", "haar", "zijn", "hun", "en", "of", "dat", "is", "die", "ja", "denk", "ik", "doet", "doen", "staat",
        "er", "voor", "nog", "thuis", "op", "dit", "moment",
    }
)  # fmt: skip
_CARING: Final = frozenset({"zorgt", "zorgen", "past", "passen", "vangt", "vangen", "let", "letten", "voedt", "voeden"})
_UNCLEAR: Final = frozenset({"niet", "geen", "nooit", "soms", "nauwelijks", "amper", "maar", "mee", "of"})
_UNCLEAR_BEHIND: Final = frozenset(
    {
        "maar", "samen", "soms", "nee", "of", "als", "wanneer", "behalve", "anders", "toch", "misschien", "tenzij",
        "helpt", "helpen", "vroeger", "eerst",
    }
)  # fmt: skip
_DENIAL: Final = frozenset({"niet", "geen", "nooit"})
_ABOUT_THEM: Final = frozenset({"die", "ze", "zij", "hij", "dat", "het", "dit", "daar"})
"""With one of these a sentence about who was named begins, so that a denial in it does not take them back."""
_JOINED: Final = frozenset({"en", "samen", "beide", "allebei"})
_ALONE: Final = frozenset({"alleen"})
_ONE_OF: Final = frozenset({"zij", "ze", "hij"})


@dataclass(frozen=True, slots=True)
class _Told:
    """A message apart: who is named, and the words behind that."""

    head: tuple[str, ...]
    behind: tuple[tuple[str, ...], ...]
    """The clauses behind it, without those that say why."""
    why: tuple[tuple[str, ...], ...]
    whole: str

    @property
    def subject(self) -> frozenset[str]:
        """Who does it, in what is said first: the words before the verb that say somebody."""
        place = next((place for place, word in enumerate(self.head) if word in _CARING), len(self.head))
        return frozenset(word for word in self.head[:place] if word not in _AROUND)

    @property
    def later(self) -> frozenset[str]:
        """All words behind who is named, but why."""
        return frozenset(word for clause in self.behind for word in clause)

    @property
    def is_clear(self) -> bool:
        """Whether nothing in it takes back or narrows down who is named."""
        if _UNCLEAR & set(self.head) or self.later & _UNCLEAR_BEHIND or any("maar" in each for each in self.why):
            return False
        return all(clause[0] in _ABOUT_THEM for clause in self.behind if _DENIAL & set(clause))


def who_does_it(text: str, who: Who | None) -> str:
    """The code of those of whom a message says that they do it; empty where that is not clear."""
    if who is None:
        return ""
    told = _apart(text)
    if not told.head:
        return ""
    if _is_nobody(told, who):
        return who.nobody
    if not told.is_clear or not told.subject:
        return ""
    if told.subject <= set(who.other) or _is_the_former(told, who):
        return "" if _joins(told, who) else who.other_code
    if _are_together(told, who):
        return who.together
    return who.alone if _is_alone(told, who) else ""


def _apart(text: str) -> _Told:
    told, *why = _WHY.split(text)
    clauses = [tuple(fold(each).split()) for each in _CLAUSE.split(told)]
    head, *behind = [each for each in clauses if each] or [()]
    return _Told(head, tuple(behind), tuple(tuple(fold(each).split()) for each in why), fold(text))


def _is_nobody(told: _Told, who: Who) -> bool:
    """Nobody is named, or the children are said to look after themselves; no adult stands beside that."""
    everybody = {*who.other, *who.parents, *who.former}
    said = set(told.head) | told.later
    themselves = any(f" {each} " in f" {told.whole} " for each in who.themselves)
    if said & everybody or told.later & _UNCLEAR_BEHIND or (_DENIAL & set(told.head)):
        return False
    return (told.subject <= set(who.nobody_words) and bool(told.subject)) or (themselves and not _DENIAL & said)


def _is_the_former(told: _Told, who: Who) -> bool:
    """A former partner, also as "their mother, his ex": another than the one that this is about."""
    former = set(who.former)
    if told.subject <= former:
        return True
    named = frozenset(told.behind[0]) - _AROUND if told.behind else frozenset()
    return len(told.subject) == 1 and told.subject <= set(who.parents) and bool(named) and named <= former


def _joins(told: _Told, who: Who) -> bool:
    """Whether a parent is named beside somebody else: who does it then is not said."""
    behind = [clause for clause in told.behind if set(clause) & {"en", "met", "ook"}]
    return any(set(clause) & set(who.parents) for clause in behind)


def _are_together(told: _Told, who: Who) -> bool:
    """Two parents, and nothing that says that it is hard."""
    people = told.subject - _JOINED - set(who.helped)
    two = len(people & set(who.parents)) > 1 or bool(people & set(who.both))
    joined = bool(_JOINED & set(told.head))
    return two and joined and people <= {*who.parents, *who.both} and not _is_hard(told, who)


def _is_alone(told: _Told, who: Who) -> bool:
    """One parent alone, or one who finds it hard; not one of whom it is said that it goes well."""
    people = told.subject - _hard_words(who)
    others = told.later & {*who.other, *who.parents}
    if len(people) != 1 or others or _goes_well(told, who):
        return False
    alone, hard = bool(_ALONE & set(told.head)), _is_hard(told, who)
    return (people <= set(who.parents) and (alone or hard)) or (people <= _ONE_OF and alone and hard)


def _is_hard(told: _Told, who: Who) -> bool:
    return any(f" {each} " in f" {told.whole} " for each in who.hard)


def _goes_well(told: _Told, who: Who) -> bool:
    left = f" {told.whole} "
    for each in who.hard:
        left = left.replace(f" {each} ", " ")
    return bool(set(left.split()) & set(who.well))


def _hard_words(who: Who) -> frozenset[str]:
    return frozenset(word for each in who.hard for word in each.split())
