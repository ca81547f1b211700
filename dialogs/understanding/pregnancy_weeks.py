"""A pregnancy that is told by its weeks: "moeder is 26 weken", "mw 31 wkn", "..., 34 weken, hij heeft de deur op slot".

The lexicon reads the words for it; here a number of weeks tells it, where no child is of that age and nothing lasts so
long.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dialogs.model import Because
from dialogs.understanding import age_words as w
from dialogs.understanding.lexicon_reader import Concepts
from dialogs.understanding.sentences import Sentence
from dialogs.understanding.written_numbers import number_of

_CATEGORY: Final = "zwangerschap"
_RULE: Final = "weken_zwanger"
_WEEKS: Final = frozenset({"weken", "wkn", "wk"})
_FIRST: Final = 4
_LAST: Final = 42
_NO_YOUNG_BABY: Final = 13
"""From here on somebody whose weeks are told and who is not named is expected: of a baby months are told."""
_MOTHER: Final = frozenset({
    "moeder", "mama", "mevrouw", "mevr", "mw", "vrouw", "client", "cliente", "clte", "patiente", "zwangere", "vriendin",
    "echtgenote", "bewoonster", "leerlinge", "nicht", "studente",
})  # fmt: skip
_SHE: Final = frozenset({"ze", "zij"})
_BETWEEN: Final = frozenset({
    "is", "nu", "al", "pas", "inmiddels", "weer", "ongeveer", "ca", "circa", "zo'n", "ruim", "bijna", "net", "van",
})  # fmt: skip
_BORN: Final = frozenset({
    "bevallen", "geboren", "geboorte", "prematuur", "vroeggeboorte", "couveuse", "postpartum", "kraamvrouw", "beviel",
})  # fmt: skip
_LONG: Final = frozenset({
    "wacht", "wachttijd", "wachtlijst", "wachten", "opname", "ziekteverlof", "verlof", "cursus", "training", "stage",
})  # fmt: skip
_CHILD: Final = w.SMALL - w.PRONOUNS - {"kind", "kindje"}
_GOES_ON: Final = frozenset({"en", "maar", "dus", "nu"})


def with_pregnancy(concepts: Concepts, sentences: Sequence[Sentence], text: str) -> Concepts:
    """Add a pregnancy that only its weeks tell; what words say of one stands. KC-Z1 is answered (kindcheck.md §4.2)."""
    if _CATEGORY in concepts.categories or _CATEGORY in concepts.elsewhere:
        return concepts
    told = _told(sentences)
    if told is None:
        return concepts
    number, place = told
    because = Because(_RULE, sentences[number].source(text, place, place + 2))
    return replace(
        concepts,
        categories={**concepts.categories, _CATEGORY: "aanwezig"},
        answers=(*concepts.answers, (_CATEGORY, "KC-Z1", "ja", because)),
        why={**concepts.why, _CATEGORY: because},
        read=(*concepts.read, told),
    )


def _told(sentences: Sequence[Sentence]) -> tuple[int, int] | None:
    """Where the weeks are told: the number of the sentence and of the word."""
    for number, sentence in enumerate(sentences):
        if _WEEKS.isdisjoint(sentence.words):
            continue
        for place, word in enumerate(sentence.words[1:]):
            if word in _WEEKS and _is_pregnancy(sentence, place):
                return number, place
    return None


def _is_pregnancy(sentence: Sentence, place: int) -> bool:
    words = sentence.words
    weeks = number_of(words[place])
    if weeks is None or not _FIRST <= weeks <= _LAST:
        return False
    ends = place + 2 == len(words) or place + 2 in sentence.breaks
    if not (ends or words[place + 2] in _GOES_ON):
        return False
    if not (_BORN | _LONG).isdisjoint(words):
        return False
    steps = place - 1
    while steps >= 0 and words[steps] in _BETWEEN and place - steps <= 4:
        steps -= 1
    who, said = words[steps] if steps >= 0 else "", words[steps + 1 : place]
    if who in _MOTHER and "al" not in said:
        return True
    if weeks < _NO_YOUNG_BABY or not _CHILD.isdisjoint(words[max(0, place - 8) : place]):
        return False
    if who in _SHE and ("is" in said or words[max(0, steps - 1)] == "is"):
        return True
    return ends and (place == 0 or place in sentence.breaks)
