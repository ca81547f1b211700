"""What claims something in a sentence: denials, the past, hearsay; found once for all that is read in it.

Nothing is judged here: what the rows mean for one concept is `assertion.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dialogs.understanding.data import Data, Words
from dialogs.understanding.matching import Hit, Stretch
from dialogs.understanding.sentences import Sentence
from dialogs.understanding.terms import Terms

_SHORT: Final = 5
"""Words of a question that the next sentence may answer with no."""
_HINTS: Final = ("vroeger", "voorbij", "achteraf")
NO: Final = frozenset({"nee", "neen", "nul", "welnee"})


class AssertionData(Data):
    """beweringen.yaml."""

    ontkenning: Words
    """Words that deny what follows."""
    ontkenning_zwak: Words
    """Those among them that are about who or what is missing as often: they prove nothing, examples decide."""
    brug: Words
    """Words that may stand between a denial and its core."""
    achteraf: Words
    """Rows of words behind a core that deny it ("zie ik niet")."""
    nooit_geweest: Words
    """Rows of words behind a core that say that it never was, in which a word of the past says no past."""
    niet_ontkend: Words
    """Rows of words with a denial in them that deny nothing here ("geen idee", "niet uitsluiten")."""
    keert: Words
    """Rows of words that deny a whole clause: with a second denial in it, it states something."""
    keert_onzeker: Words
    """The same, where what is stated so stays uncertain."""
    durft_niet: Words
    """Rows of words that leave open what follows, denied or not."""
    gaat_door: Words
    """Rows of words by which nobody stopped with something."""
    weer_terug: Words
    """Rows of words that end a clause by which what stands before it came back."""
    niet_uitgesloten: Words
    """Rows of words by which something may be there."""
    behalve: Words
    """Words of exception: what follows is there."""
    verslag: Words
    """Words of saying: a denial behind one of these is a report."""
    deskundig: Words
    """Who is believed when they say that something is not there."""
    vroeger: Words
    """Rows of words that put something in the past, unless it is said to go on."""
    voorbij: Words
    """Rows of words that say that something is over; only "weer" brings it back."""
    alles_is: Words
    """How a clause or sentence begins that looks back at all that was listed before it ("allebei voorbij")."""
    dat_is: Words
    """How a clause begins that looks back at the one before it ("dat is opgelost")."""
    weer: Words
    nu: Words
    """Rows of words of the present."""
    dacht: Words
    """Words of thinking and seeming: what stands behind them may be something else."""
    dacht_brug: Words
    """Words that may stand between such a word and what was thought."""
    bleek: Words
    """Words with which the next clause says what it was."""
    toch_echt: Words
    """Words by which it was what was thought after all."""
    in_buurzin: Words
    """Words that can say, in the sentence before or behind, that something is over: examples decide whether they do."""
    zweem: Words
    """Words that prove nothing, but often go with a past or an absence: without any, examples must be very sure."""
    zweem_zwak: Words
    """Words that go with a past or an absence hardly more often than with what goes on."""
    niet_voorbij: Words
    """Rows of words with a word of the past in them that say it goes on ("niet gestopt")."""
    onzeker: Words
    buiten: Words
    """People outside the circle of carers."""
    gezin: Words
    """People of the family: one of these in the sentence makes it about the family after all."""
    over_kind: Words
    """Who a message about a child is about (KC-S2)."""
    over_volwassene: Words
    ook_kind: Words
    """More words for children and adults, to see of whom something is said."""
    ook_volwassene: Words
    client: Words
    """Grown-ups whom a professional sees for themselves."""
    vertelwoord: Words
    """Words of telling."""
    vertelt_volwassene: Words
    """Who tells something without it being a disclosure: adults, and whoever is asked for information."""
    vertelt_omgekeerd: Words
    """How a clause begins in which the one who tells stands behind the word of telling ("toen vertelde vader")."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence with the rows of words that claim something, and the words of all hits."""

    sentence: Sentence
    rows: Mapping[str, Sequence[Stretch]]
    found: Collection[int]
    """Numbers of the words that belong to a hit."""
    cores: Sequence[Stretch]
    hints: Sequence[int] = ()
    """Numbers of the words that can deny something or put it in the past; "niet uit te sluiten" denies nothing."""
    denied_next: bool = False
    """A short question that the next sentence answers with no ("Schulden? Nee.")."""
    over_next: bool = False
    """The next sentence looks back and says that it is over ("Dat is opgelost.")."""

    def of(self, name: str) -> Sequence[Stretch]:
        """Where rows of this kind stand."""
        return self.rows.get(name, ())


class Marking:
    """Finds the rows. Immutable."""

    def __init__(self, data: AssertionData) -> None:
        self.denials = frozenset(data.ontkenning)
        """Words that deny what follows."""
        self._all_back = frozenset(data.alles_is)
        self._rows = Terms(
            {
                "achteraf": data.achteraf,
                "nooit_geweest": data.nooit_geweest,
                "niet_ontkend": data.niet_ontkend,
                "keert": data.keert,
                "keert_onzeker": data.keert_onzeker,
                "durft_niet": data.durft_niet,
                "gaat_door": data.gaat_door,
                "weer_terug": data.weer_terug,
                "niet_uitgesloten": data.niet_uitgesloten,
                "behalve": data.behalve,
                "verslag": data.verslag,
                "vroeger": data.vroeger,
                "voorbij": data.voorbij,
                "weer": data.weer,
                "nu": data.nu,
                "niet_voorbij": data.niet_voorbij,
                "onzeker": data.onzeker,
            }
        )

    def mark(self, sentence: Sentence, hits: Sequence[Hit], after: Sentence | None = None) -> Marked:
        """Find what claims something in a sentence; once for all hits in it. `after` is the next sentence."""
        found = {word for hit in hits for start, stop in hit.parts for word in range(start, stop)}
        cores = [hit.core for hit in hits]
        rows = self._found_rows(sentence)
        hints = self._hints(sentence, rows)
        if after is None:
            return Marked(sentence, rows, found, cores, hints)
        denied = sentence.question and len(sentence.words) <= _SHORT and after.words[0] in NO | {"niet"}
        return Marked(sentence, rows, found, cores, hints, denied, self._looks_back(after))

    def _hints(self, sentence: Sentence, rows: Mapping[str, Sequence[Stretch]]) -> list[int]:
        harmless = rows.get("niet_ontkend", ())
        places = [start for name in _HINTS for start, _ in rows.get(name, ())] if rows else []
        if self.denials.isdisjoint(sentence.words):
            return places
        denials = [place for place, word in enumerate(sentence.words) if word in self.denials]
        return places + [place for place in denials if not within(place, harmless)]

    def _found_rows(self, sentence: Sentence) -> dict[str, list[Stretch]]:
        rows: dict[str, list[Stretch]] = {}
        for match in self._rows.find(sentence.words):
            rows.setdefault(match.name, []).append((match.start, match.stop))
        return rows

    def _looks_back(self, after: Sentence) -> bool:
        if after.words[0] not in {"dat", "die", "dit"} and after.words[0] not in self._all_back:
            return False
        rows, first = self._found_rows(after), after.clause_of(0)
        over = any(start in first for start, _ in rows.get("voorbij", ()))
        return over and not any(start in first for start, _ in rows.get("weer", ()))


def within(place: int, spans: Sequence[Stretch]) -> bool:
    """Whether a word belongs to one of these stretches."""
    return any(start <= place < stop for start, stop in spans)
