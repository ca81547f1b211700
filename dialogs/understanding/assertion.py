"""What is claimed of a concept where it stands: going on, over, denied, uncertain, or not about anybody here.

Absence needs proof (understanding.md, "Shapes that break naive rules"): a denial counts only when it stands right
before the core or right after it, and when it is the writer's own. A parent's or a child's denial is a report.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from dialogs.understanding.data import Data, Words
from dialogs.understanding.matching import Hit
from dialogs.understanding.sentences import Sentence
from dialogs.understanding.terms import Terms

Status = Literal["aanwezig", "verleden", "ontkend"]

_AFTER = 3
"""So many words may stand between a core and a `niet` behind it."""
_BEFORE = 5
"""So many bridging words may stand between a denial and the core it denies."""


class AssertionData(Data):
    """beweringen.yaml."""

    ontkenning: Words
    """Words that deny what follows."""
    brug: Words
    """Words that may stand between a denial and its core."""
    achteraf: Words
    """Rows of words behind a core that deny it ("zie ik niet")."""
    niet_ontkend: Words
    """Rows of words with a denial in them that deny nothing here ("geen idee", "niet uitsluiten")."""
    verslag: Words
    """Rows of words that make a denial somebody else's claim ("moeder zegt dat")."""
    verleden: Words
    nog_steeds: Words
    """Rows of words that bring what is past into the present ("weer", "nog steeds")."""
    niet_voorbij: Words
    """Rows of words with a word of the past in them that say it goes on ("niet gestopt")."""
    onzeker: Words
    buiten: Words
    """People outside the circle of carers."""
    gezin: Words
    """People of the family: one of these in the sentence makes it about the family after all."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What is claimed of one hit."""

    status: Status
    uncertain: bool
    rule: str
    """Which rule decided, for `because`."""


class Assertion:
    """Judges hits. Immutable."""

    def __init__(self, data: AssertionData) -> None:
        self._denial = frozenset(data.ontkenning)
        self._bridge = frozenset(data.brug)
        self._outside = frozenset(data.buiten)
        self._family = frozenset(data.gezin)
        self._rows = Terms(
            {
                "achteraf": data.achteraf,
                "niet_ontkend": data.niet_ontkend,
                "verslag": data.verslag,
                "verleden": data.verleden,
                "nog_steeds": data.nog_steeds,
                "niet_voorbij": data.niet_voorbij,
                "onzeker": data.onzeker,
            }
        )

    def marks(self, sentence: Sentence) -> dict[str, list[tuple[int, int]]]:
        """Where the rows of words stand in a sentence; computed once for all hits in it."""
        found: dict[str, list[tuple[int, int]]] = {}
        for match in self._rows.find(sentence.words):
            found.setdefault(match.name, []).append((match.start, match.stop))
        return found

    def claim(
        self, sentence: Sentence, hit: Hit, marks: dict[str, list[tuple[int, int]]], found: Collection[int] = ()
    ) -> Claim | None:
        """The claim; None when it is about somebody outside the family. `found` are the words of all hits."""
        if hit.concept.van == "ouder" and self._is_outside(sentence, hit):
            return None
        clause = sentence.clause_of(hit.core[0])
        doubt = hit.concept.onzeker or self._near(marks.get("onzeker", ()), clause, sentence, before=hit.start)
        denied = self._is_denied(sentence, hit, clause, marks, found)
        if denied and any(start < hit.start for start, _ in marks.get("verslag", ())):
            return Claim("aanwezig", True, "verslag")
        if denied:
            return Claim("ontkend", False, "ontkenning")
        if self._is_past(sentence, hit, clause, marks):
            return Claim("verleden", doubt, "verleden")
        return Claim("aanwezig", doubt, "onzeker" if doubt else "bewering")

    def _is_outside(self, sentence: Sentence, hit: Hit) -> bool:
        before = sentence.words[: hit.start]
        outside = [place for place, word in enumerate(before) if word in self._outside]
        family = [place for place, word in enumerate(before) if word in self._family]
        inside = any(word in self._family for word in sentence.words[hit.start : hit.stop])
        return bool(outside) and not inside and (not family or max(family) < max(outside))

    def _is_denied(
        self,
        sentence: Sentence,
        hit: Hit,
        clause: range,
        marks: dict[str, list[tuple[int, int]]],
        found: Collection[int],
    ) -> bool:
        words = sentence.words
        for place in range(hit.core[0] - 1, max(clause.start, hit.core[0] - 1 - _BEFORE) - 1, -1):
            if words[place] in self._denial:
                return not _covered(place, marks.get("niet_ontkend", ()))
            if words[place] not in self._bridge and place not in found:  # "geen plekken of ander letsel"
                break
        return any(
            hit.core[1] <= start <= hit.core[1] + _AFTER and start in clause for start, _ in marks.get("achteraf", ())
        )

    def _is_past(self, sentence: Sentence, hit: Hit, clause: range, marks: dict[str, list[tuple[int, int]]]) -> bool:
        past = [
            span
            for span in marks.get("verleden", ())
            if span[0] in clause
            and not _inside(span, marks.get("niet_voorbij", ()))
            and not (hit.core[0] <= span[0] and span[1] <= hit.core[1])
        ]
        again = any(start in clause for start, _ in marks.get("nog_steeds", ()))
        return bool(past) and not again

    @staticmethod
    def _near(
        spans: tuple[tuple[int, int], ...] | list[tuple[int, int]], clause: range, sentence: Sentence, before: int
    ) -> bool:
        return any(start in clause or start < before for start, _ in spans)


def _covered(place: int, spans: tuple[tuple[int, int], ...] | list[tuple[int, int]]) -> bool:
    return any(start <= place < stop for start, stop in spans)


def _inside(span: tuple[int, int], spans: tuple[tuple[int, int], ...] | list[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= stop for start, stop in spans)
