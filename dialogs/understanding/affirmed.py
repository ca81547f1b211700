"""What is there although a word of denial or of the past stands beside it: shapes that a rule proves by themselves.

Absence needs proof (understanding.md, "Shapes that break naive rules"), and in these shapes the word that denies proves
the opposite, or is about something else. What is read so is certain enough that examples do not speak against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from dialogs.understanding.marking import AssertionData, Marked, within
from dialogs.understanding.matching import Hit, Stretch

DOUBLE: Final = "dubbele_ontkenning"
"""The rule of two denials that make a statement: "het is niet zo dat hij nooit slaat"."""
ROUTINE: Final = "geen_dag_zonder"
"""The rule of what fills every day: "er gaat geen week voorbij zonder dat hij dronken is"."""
GOES_ON: Final = "gaat_door"
"""The rule of what was not stopped: "niet opgehouden met gokken"."""
BACK: Final = "weer_terug"
"""The rule of what was over and came back: "was vroeger verslaafd en nu weer"."""
EXCEPTED: Final = "behalve"
"""The rule of what is left when all else is denied: "niks te zien, behalve een blauwe plek"."""
SOMETHING_ELSE: Final = "iets_anders"
"""The rule of a denial that ends before the verb: "heeft geen werk en drinkt"."""
SOMEBODY_ELSE: Final = "een_ander"
"""The rule of what one does not do and another does: "moeder drinkt niet, maar vader wel"."""
CONDITION: Final = "voorwaarde"
"""The rule of a denial that is only the condition of something: "als hij niet blowt"."""
NOT_RULED_OUT: Final = "niet_uitgesloten"
"""The rule of what may be there: "ik kan misbruik niet uitsluiten"."""
BY_SHAPE: Final = frozenset(
    {DOUBLE, ROUTINE, GOES_ON, BACK, EXCEPTED, SOMETHING_ELSE, SOMEBODY_ELSE, CONDITION, NOT_RULED_OUT}
)

_NOTHING: Final = frozenset({"niets", "niks", "niemand"})
"""What denies beside the words of denial, where two denials make a statement."""
_NEAR: Final = 8
"""So many words around "geen dag zonder" are about it."""
_SPAN: Final = frozenset({"dag", "week", "nacht", "avond", "weekend", "maand", "ochtend", "middag", "uur", "maaltijd"})
_IF: Final = frozenset({"als", "wanneer", "zodra"})
_ELLIPTIC: Final = frozenset(
    {"maar", "en", "de", "zijn", "haar", "hun", "mijn", "die", "juist", "nu", "soms", "vaak", "daarentegen", "helaas"}
    | {"wel", "des", "te", "meer", "degelijk", "weer", "zeker", "dan", "ook", "zoveel"}
)
"""Words beside a person in a clause that only says who else does it."""


class Affirmation(NamedTuple):
    """What is there, and by which of these rules."""

    rule: str
    uncertain: bool = False


class Affirming:
    """Finds these shapes. Immutable."""

    def __init__(self, data: AssertionData) -> None:
        self._denials = frozenset(data.ontkenning)
        self._family = frozenset((*data.gezin, *data.over_kind, *data.over_volwassene, *data.ook_kind))
        self._outside = frozenset(data.buiten)

    def of(self, marked: Marked, hit: Hit, clause: range) -> Affirmation | None:
        """The first shape that fits; what a concept says to be over can only be back."""
        words = marked.sentence.words
        if hit.concept.status != "verleden":
            if (double := self._twice_denied(marked, hit, clause)) is not None:
                return double
            if self._fills_every_day(words, hit):
                return Affirmation(ROUTINE)
        if self._is_back(marked, clause):
            return Affirmation(BACK)
        if hit.concept.status != "aanwezig":
            return None
        if self._was_not_stopped(marked, hit, clause):
            return Affirmation(GOES_ON)
        if _is_not_ruled_out(marked, clause):
            return Affirmation(NOT_RULED_OUT, uncertain=True)
        if self._is_excepted(marked, hit, clause):
            return Affirmation(EXCEPTED)
        if self._is_another_verb(marked, hit, clause):
            return Affirmation(SOMETHING_ELSE)
        if self._another_does(marked, hit, clause):
            return Affirmation(SOMEBODY_ELSE)
        return Affirmation(CONDITION, uncertain=True) if self._is_condition(words, hit, clause) else None

    def _twice_denied(self, marked: Marked, hit: Hit, clause: range) -> Affirmation | None:
        """Denied by a clause that denies as a whole. Who only dares not say it leaves it open, whatever it is."""
        for name in ("keert", "keert_onzeker", "durft_niet"):
            for start, stop in marked.of(name):
                if stop - 1 not in clause or not stop <= hit.core[0]:
                    continue
                if name == "durft_niet" or self._denied_places(marked, hit, range(stop, clause.stop)):
                    return Affirmation(DOUBLE, name != "keert" or any(at < start for at, _ in marked.of("onzeker")))
        return None

    def _denied_places(self, marked: Marked, hit: Hit, places: range) -> list[int]:
        """Words of denial; those of a lack are part of what is said to be there ("krijgt geen eten")."""
        words, own = marked.sentence.words, hit.parts if hit.concept.status == "aanwezig" else ()
        denying = self._denials | _NOTHING
        return [place for place in places if words[place] in denying and not within(place, own)]

    @staticmethod
    def _fills_every_day(words: Sequence[str], hit: Hit) -> bool:
        """No day goes by without it, or before it happens."""
        if "geen" not in words:
            return False
        for place in range(len(words) - 1):
            if words[place] != "geen" or words[place + 1] not in _SPAN:
                continue
            behind, before = words[place + 2 : place + 6], words[max(place - _NEAR, 0) : place]
            if ("voorbij" in behind or "zonder" in behind) and place < hit.core[0] <= place + 5 + _NEAR:
                return True
            if "voorbij" in behind and "zonder" in before and place - _NEAR <= hit.core[0] < place:
                return "zonder" in words[: hit.core[0]]
        return False

    @staticmethod
    def _is_back(marked: Marked, clause: range) -> bool:
        """The next clause says that it is back, and nothing else of it: "... en nu weer", "maar het is weer raak"."""
        sentence = marked.sentence
        if clause.stop >= len(sentence.words):
            return False
        following = range(clause.stop, _end(marked, clause.stop))
        return any(start in following and stop == following.stop for start, stop in marked.of("weer_terug"))

    @staticmethod
    def _was_not_stopped(marked: Marked, hit: Hit, clause: range) -> bool:
        """Nobody stopped with it, said of what the clause names behind "met"; an end beside it is left to the rules."""
        words = marked.sentence.words
        rows = [row for row in marked.of("gaat_door") if row[0] in clause]
        if not rows or "met" not in words[clause.start : hit.core[0]]:
            return False
        ended = [row for row in marked.of("voorbij") if row[0] in clause and not _inside(row, rows)]
        return not ended and not any(within(place, hit.parts) for row in rows for place in range(*row))

    def _is_excepted(self, marked: Marked, hit: Hit, clause: range) -> bool:
        """Right behind a word of exception, while the rest of the sentence denies."""
        words = marked.sentence.words
        for start, stop in marked.of("behalve"):
            if start not in clause or not stop <= hit.core[0] <= stop + _NEAR:
                continue
            between = range(stop, hit.core[0])
            others = [*range(start), *range(hit.stop, len(words))]
            if not self._denied_places(marked, hit, between) and self._denied(words, others):
                return not any(core != hit.core and core[1] <= hit.core[0] for core in _within(marked.cores, between))
        return False

    def _denied(self, words: Sequence[str], places: Sequence[int]) -> bool:
        return any(words[place] in self._denials | _NOTHING for place in places)

    def _is_another_verb(self, marked: Marked, hit: Hit, clause: range) -> bool:
        """A verb of the present right behind `en`: what was denied before it has had its noun.

        Only where nothing else in the sentence can deny or end it.
        """
        words, core = marked.sentence.words, hit.core[0]
        if core < 2 or words[core - 1] != "en" or not _is_finite(words[core]):
            return False
        denied = [place for place, word in enumerate(words[: core - 1]) if word == "geen"]
        if not denied or denied[-1] >= core - 2 or denied[-1] not in marked.sentence.clause_of(core - 2):
            return False
        return all(place == denied[-1] for place in marked.hints)

    def _another_does(self, marked: Marked, hit: Hit, clause: range) -> bool:
        """The clause behind names somebody of the family who does it, and nothing else."""
        words = marked.sentence.words
        if clause.stop >= len(words) or words[clause.stop] not in {"maar", "en"}:
            return False
        stop = _end(marked, clause.stop)
        said = words[clause.stop : stop]
        people = [word for word in said if word in self._family and word not in _ELLIPTIC]
        if len(people) != 1 or not _ELLIPTIC.issuperset(word for word in said if word not in people):
            return False
        return said[-1] in {"wel", "degelijk"} or said[-2:] == ("te", "meer")

    def _is_condition(self, words: Sequence[str], hit: Hit, clause: range) -> bool:
        """A person does not do it in one case, so in another: "als hij niet drinkt"."""
        return any(
            place - 3 >= clause.start
            and words[place - 1] in {"niet", "geen"}
            and words[place - 2] in self._family
            and words[place - 3] in _IF
            and _is_finite(words[place])
            for place, _ in hit.parts
        )


def _end(marked: Marked, start: int) -> int:
    """Where a clause ends; a `wel` that begins a clause by rule, with no comma before it, belongs to it."""
    sentence = marked.sentence
    stop = sentence.clause_of(start).stop
    while stop < len(sentence.words) and sentence.words[stop] == "wel":
        if sentence.places[stop][0] - sentence.places[stop - 1][1] != 1:
            break
        stop = sentence.clause_of(stop).stop
    return stop


def _is_not_ruled_out(marked: Marked, clause: range) -> bool:
    """Nobody rules it out in its clause, and nothing there says that it was long ago."""
    past = any(start in clause for name in ("vroeger", "voorbij") for start, _ in marked.of(name))
    opens = marked.sentence.words[clause.start] == "dat"
    rows = marked.of("niet_uitgesloten")
    return not past and any(start in clause or (opens and stop == clause.start) for start, stop in rows)


def _is_finite(word: str) -> bool:
    return word.endswith("t") and len(word) > 3


def _inside(row: Stretch, rows: Sequence[Stretch]) -> bool:
    return any(start <= row[0] and row[1] <= stop for start, stop in rows)


def _within(cores: Sequence[Stretch], places: range) -> Iterator[Stretch]:
    return (core for core in cores if core[0] in places)
