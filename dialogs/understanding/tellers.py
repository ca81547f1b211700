"""Who tells it: a disclosure is a child's own (understanding.md, "onthulling"); what an adult tells is none."""

from __future__ import annotations

from typing import Final

from dialogs.understanding.marking import AssertionData
from dialogs.understanding.matching import Hit
from dialogs.understanding.sentences import Sentence

_DISCLOSED: Final = "onthulling"
"""What a child tells itself; what an adult tells is no disclosure, however it is worded."""
_TOLD_TO: Final = frozenset({"aan", "tegen", "bij", "ze", "zij", "hij"})
"""Shortly before a person, these make that person the one who was told: "aan de juf", "heeft ze haar oma verteld"."""


class Tellers:
    """Sees who tells something. Immutable."""

    def __init__(self, data: AssertionData) -> None:
        self._telling = frozenset(data.vertelwoord)
        self._child = frozenset((*data.over_kind, *data.ook_kind))
        self._child_or_pronoun = self._child | {"ze", "zij", "hij"}
        self._grown_tellers = frozenset(data.vertelt_volwassene)
        self._no_subject = frozenset(data.vertelt_omgekeerd)

    def is_told_by_an_adult(self, sentence: Sentence, hit: Hit) -> bool:
        """A disclosure needs a child that tells: the last one named before the word of telling is an adult.

        "Mijn collega vertelde dat een meisje erg stil is" is none, "moeder belt: haar zoon vertelt dat papa slaat" is.
        """
        if hit.concept.categorie != _DISCLOSED or hit.concept.status != "aanwezig":
            return False
        words = sentence.words
        telling = next((place for place in range(*hit.core) if words[place] in self._telling), -1)
        if telling < 0 or not self._child_or_pronoun.isdisjoint(words[telling + 1 : telling + 3]):
            return False  # "toch vertelt haar dochter", "papa slaat mama, vertelde ze"
        if telling > 0 and self._tells_behind(sentence, telling):
            return True
        for place in range(telling - 1, -1, -1):
            if "van" in words[max(place - 2, 0) : place]:
                continue  # "de zoon van mijn cliënte", "de moeder van een vriendinnetje"
            if words[place] in self._child:
                return False
            if words[place] in self._grown_tellers and _TOLD_TO.isdisjoint(words[max(place - 3, 0) : place]):
                return True
        return False

    def _tells_behind(self, sentence: Sentence, telling: int) -> bool:
        """An adult right behind the word of telling is who tells: "..., vertelt de buurman", "toen vertelde vader".

        Where the clause begins with who tells, the adult is who was told: "Noor vertelde juf", "hij vertelde zijn oma".
        """
        words = sentence.words
        before = words[sentence.clause_of(telling).start : telling]
        if before and before[0] not in self._no_subject:
            return False
        behind = words[telling + 1 : telling + 3]
        return (
            self._child_or_pronoun.isdisjoint(before)
            and _TOLD_TO.isdisjoint(behind)
            and not self._grown_tellers.isdisjoint(behind)
        )
