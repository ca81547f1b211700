"""What is claimed of a concept where it stands: going on, over, denied, uncertain, or not about anybody here.

Absence needs proof (understanding.md, "Shapes that break naive rules"): a denial counts only when it stands right at
the core, and when it is the writer's own or that of a professional. A denial by a parent or a child is a report.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from dialogs.understanding.data import Data, Words
from dialogs.understanding.lexicon import OF_PARENTS
from dialogs.understanding.matching import Hit
from dialogs.understanding.sentences import Sentence
from dialogs.understanding.terms import Terms

Status = Literal["aanwezig", "verleden", "ontkend"]
REPORT: Final = "verslag"
"""The rule by which what a parent or a child denies is a report, and no absence."""
Stretch = tuple[int, int]

_AFTER: Final = 3
"""So many words may stand between a core and what denies it from behind."""
_BEFORE: Final = 6
"""So many words may stand between a denial and the core it denies."""
_DENIES_BESIDE: Final = frozenset({"geen", "nooit"})
_FAR: Final = 3
"""So many words between "niet meer" and a core behind it, and they belong to different things."""
_SHORT: Final = 5
"""Words of a question that the next sentence may answer with no."""
_LISTED: Final = 4
"""Words of a clause that says of all that was listed before it that it is over."""
_HINTS: Final = ("vroeger", "voorbij", "achteraf")
_NO: Final = frozenset({"nee", "neen", "nul", "welnee"})
_SAYER: Final = 4
"""So many words before or behind a word of saying is the one who says it."""


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
    niet_ontkend: Words
    """Rows of words with a denial in them that deny nothing here ("geen idee", "niet uitsluiten")."""
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
    in_buurzin: Words
    """Words that can say, in the sentence before or behind, that something is over: examples decide whether they do."""
    zweem: Words
    """Words that prove nothing, but often go with a past or an absence: without any, examples must be very sure."""
    niet_voorbij: Words
    """Rows of words with a word of the past in them that say it goes on ("niet gestopt")."""
    onzeker: Words
    buiten: Words
    """People outside the circle of carers."""
    gezin: Words
    """People of the family: one of these in the sentence makes it about the family after all."""


@dataclass(frozen=True, slots=True)
class Chances:
    """What examples say of one hit: chances that add up to one."""

    there: float
    denied: float
    past: float

    @property
    def absence(self) -> Status:
        """What it is when it does not go on."""
        return "ontkend" if self.denied >= self.past else "verleden"


@dataclass(frozen=True, slots=True)
class Claim:
    """What is claimed of one hit."""

    status: Status
    uncertain: bool
    rule: str
    """Which rule decided, for `because`."""
    weak: bool = False
    """Examples leave some doubt that it goes on: it yields to what is denied or over of the same category."""
    chances: Chances | None = field(default=None, compare=False)
    """What examples say; None where they were not asked, so that they cannot speak against it."""


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


class Assertion:
    """Judges hits. Immutable."""

    def __init__(self, data: AssertionData) -> None:
        self.denials = frozenset(data.ontkenning)
        """Words that deny what follows."""
        self.over_beside = frozenset(data.in_buurzin)
        """Words that can end, in the sentence before or behind, what a sentence says."""
        self.traces = frozenset(data.zweem)
        """Words that often go with a past or an absence."""
        self._weak = frozenset(data.ontkenning_zwak)
        self._bridge = frozenset(data.brug)
        self._outside = frozenset(data.buiten)
        self._family = frozenset(data.gezin)
        self._expert = frozenset(data.deskundig)
        self._back = frozenset(data.dat_is)
        self._all_back = frozenset(data.alles_is)
        self._rows = Terms(
            {
                "achteraf": data.achteraf,
                "niet_ontkend": data.niet_ontkend,
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
        denied = sentence.question and len(sentence.words) <= _SHORT and after.words[0] in _NO | {"niet"}
        return Marked(sentence, rows, found, cores, hints, denied, self._looks_back(after))

    def _hints(self, sentence: Sentence, rows: Mapping[str, Sequence[Stretch]]) -> list[int]:
        harmless = rows.get("niet_ontkend", ())
        places = [start for name in _HINTS for start, _ in rows.get(name, ())]
        denials = [place for place, word in enumerate(sentence.words) if word in self.denials]
        return places + [place for place in denials if not _within(place, harmless)]

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

    def claim(self, marked: Marked, hit: Hit) -> Claim | None:
        """The claim; None when it is about somebody outside the family."""
        sentence = marked.sentence
        if (hit.concept.van == "ouder" or hit.concept.categorie in OF_PARENTS) and self._is_outside(sentence, hit):
            return None
        clause = sentence.clause_of(hit.core[0])
        doubt = hit.concept.onzeker or any(start in clause or start < hit.start for start, _ in marked.of("onzeker"))
        if hit.concept.status != "aanwezig":
            denied = self._denies(marked, hit, clause)
            return None if denied else Claim(hit.concept.status, False, hit.concept.status)
        if self._is_past(marked, hit, clause):
            return Claim("verleden", doubt, "verleden")
        if self._denies(marked, hit, clause):
            if self._is_report(marked, hit):
                return Claim("aanwezig", True, REPORT)
            return Claim("ontkend", False, "ontkenning")
        return Claim("aanwezig", doubt, "onzeker" if doubt else "bewering")

    def _is_outside(self, sentence: Sentence, hit: Hit) -> bool:
        before = sentence.words[: hit.start]
        outside = [place for place, word in enumerate(before) if word in self._outside]
        family = [place for place, word in enumerate(before) if word in self._family]
        inside = any(word in self._family for word in sentence.words[hit.start : hit.stop])
        return bool(outside) and not inside and (not family or max(family) < max(outside))

    def _denies(self, marked: Marked, hit: Hit, clause: range) -> bool:
        """A denial before the core over words that may stand between, right before a part, or right behind the core.

        What is a lack by itself ("niet naar de dokter", "geen leefgeld") is denied by `geen` only. A denial elsewhere
        between the parts of a hit proves nothing: half of those deny, half do not; examples decide. Words that say that
        something is absent or over yield to any denial: absence needs proof.
        """
        words = marked.sentence.words
        harmless = marked.of("niet_ontkend")
        there = hit.concept.status == "aanwezig"
        lack = there and self._is_lack(words, hit)
        weak = self._weak if there else frozenset[str]()
        first = max(clause.start, hit.core[0] - 1 - _BEFORE)
        for place in range(hit.core[0] - 1, first - 1, -1):
            if words[place] in self.denials:
                if words[place] in weak or (lack and words[place] != "geen"):
                    break
                if _within(place, [core for core in marked.cores if core != hit.core]):
                    break
                return not _within(place, harmless)
            adjective = words[place].endswith("e") and words[max(place - 1, 0)] == "geen"
            if words[place] not in self._bridge and place not in marked.found and not adjective:
                break
        if lack:
            return marked.denied_next
        for place in range(hit.start, hit.stop):
            if words[place] not in self.denials or words[place] in weak or _within(place, (*hit.parts, *harmless)):
                continue
            follows = min(start for start, _ in hit.parts if start > place)
            if (follows == place + 1 or not there) and follows in marked.sentence.clause_of(place):
                return True  # "de stagiair heeft het kind niet geslagen", but not "niet agressief, maar wel somber"
        if marked.denied_next or self._ends_in_not(words, hit, clause) or self._is_answered_no(words, hit, clause):
            return True
        return any(
            hit.core[1] <= start <= hit.core[1] + _AFTER and start in clause for start, _ in marked.of("achteraf")
        )

    @staticmethod
    def _ends_in_not(words: Sequence[str], hit: Hit, clause: range) -> bool:
        """A clause that ends in `niet` right behind the hit: "ouders slaan niet", "dat drinken doet hij niet"."""
        last = hit.stop
        if last >= clause.stop or words[last] != "niet":
            return False
        return last + 1 == clause.stop or words[last + 1] in {"en", "maar", "hoor", "of", "echt"}

    @staticmethod
    def _is_answered_no(words: Sequence[str], hit: Hit, clause: range) -> bool:
        """A few words with their answer behind a colon or comma: "dus lvb: nee", "verzuim: nul"."""
        short = clause.stop - clause.start <= _LISTED and hit.stop == clause.stop
        return short and clause.stop < len(words) and words[clause.stop] in _NO

    def _is_report(self, marked: Marked, hit: Hit) -> bool:
        """Said by a parent, a child or nobody named; what a professional says is as good as the writer's own word."""
        words = marked.sentence.words
        for start, stop in marked.of("verslag"):
            if start >= hit.stop:
                continue
            near = words[max(0, start - _SAYER) : stop + _SAYER]
            if not self._expert.intersection(near):
                return True
        return False

    def _is_past(self, marked: Marked, hit: Hit, clause: range) -> bool:
        ended = marked.of("voorbij")
        again = any(row[0] in clause and not _inside(row, ended) for row in marked.of("weer"))
        now = again or any(start in clause for start, _ in marked.of("nu"))
        if self._counting(marked, hit, "voorbij", clause):
            return not again
        if marked.over_next and clause.stop == len(marked.sentence.words):
            return True
        if not now and self._counting(marked, hit, "vroeger", clause):
            return True
        return self._next_says_over(marked, hit, clause) or self._all_over(marked, clause)

    def _counting(self, marked: Marked, hit: Hit, name: str, clause: range) -> bool:
        """A row of the past in the clause of the core that is no part of the concept itself.

        What is a lack by itself ("geen cent", "wast zich niet") goes on where there is no more of it; and a denial far
        before the core is about something else ("laten ons niet meer binnen, dit is de vierde school").
        """
        words = marked.sentence.words
        if name == "voorbij" and self._is_lack(words, hit):
            return False
        return any(
            start in clause
            and not _inside((start, stop), marked.of("niet_voorbij"))
            and not any(first <= start and stop <= last for first, last in hit.parts)
            and not (words[start] in self.denials and hit.start - stop >= _FAR)
            for start, stop in marked.of(name)
        )

    def _is_lack(self, words: Sequence[str], hit: Hit) -> bool:
        """The words say by themselves that something is missing; beside the core `geen` and `nooit` may deny it."""
        core, *others = ([word for word in words[start:stop] if word in self.denials] for start, stop in hit.parts)
        return bool(core) or any(word not in _DENIES_BESIDE for part in others for word in part)

    def _all_over(self, marked: Marked, clause: range) -> bool:
        """A short clause farther on says it of all that was listed: "..., gemiste prikken, allebei ingehaald"."""
        words = marked.sentence.words
        for start in marked.sentence.breaks:
            following = marked.sentence.clause_of(start)
            if start < clause.stop or words[start] not in self._all_back or len(following) > _LISTED:
                continue
            if any(first in following for first, _ in marked.cores):
                continue
            if any(row[0] in following for row in marked.of("voorbij")):
                return True
        return False

    def _next_says_over(self, marked: Marked, hit: Hit, clause: range) -> bool:
        """The clause behind looks back and says that it is over: "..., dat is opgelost"."""
        words = marked.sentence.words
        if clause.stop >= len(words):
            return False
        start = clause.stop + (words[clause.stop] in {"maar", "en", "want"})
        if start >= len(words) or words[start] not in self._back:
            return False
        following = marked.sentence.clause_of(start)
        if any(place in following for place, _ in marked.of("weer")):
            return False
        return self._counting(marked, hit, "voorbij", following)


def _within(place: int, spans: Sequence[Stretch]) -> bool:
    return any(start <= place < stop for start, stop in spans)


def _inside(span: Stretch, spans: Sequence[Stretch]) -> bool:
    return any(start <= span[0] and span[1] <= stop for start, stop in spans)
