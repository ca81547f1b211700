"""What is claimed of a concept where it stands: going on, over, denied, uncertain, or not about anybody here.

Absence needs proof (understanding.md, "Shapes that break naive rules"): a denial counts only when it stands right at
the core, and when it is the writer's own or that of a professional. A denial by a parent or a child is a report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from dialogs.understanding.affirmed import BY_SHAPE, Affirming
from dialogs.understanding.lexicon import OF_PARENTS
from dialogs.understanding.marking import NO, AssertionData, Marked, Marking, within
from dialogs.understanding.matching import Hit, Stretch
from dialogs.understanding.sentences import Sentence
from dialogs.understanding.tellers import Tellers

Status = Literal["aanwezig", "verleden", "ontkend"]
REPORT: Final = "verslag"
"""The rule by which what a parent or a child denies is a report, and no absence."""
MISTAKEN: Final = "vergissing"
"""The rule by which what somebody took something else for is absent: "dacht aan een blauwe plek, was inkt"."""
NEVER: Final = "nooit"
"""The rule by which what never was is no past: "slaan is nooit voorgekomen"."""
CONTRAST: Final = "tegenstelling"
"""The rule by which what is set against a denial is there: "niet geslagen, wel geduwd"."""
PROVEN: Final = BY_SHAPE | {CONTRAST}
"""The rules by which something is there whatever examples say of the words around it."""

_AFTER: Final = 3
"""So many words may stand between a core and what denies it from behind."""
_AGAINST: Final = frozenset({"wel", "alleen", "enkel", "hooguit", "slechts"})
"""Words by which a clause states something against what was denied before it; `maar` alone says too little."""
_ALONE_AT_HOME: Final = ("alleen", "thuis")
"""What "niet" right before it denies, although "niet alleen" denies nothing elsewhere ("niet alleen geslagen")."""
_BEFORE: Final = 6
"""So many words may stand between a denial and the core it denies."""
_DENIES_BESIDE: Final = frozenset({"geen", "nooit"})
_FAR: Final = 3
"""So many words between "niet meer" and a core behind it, and they belong to different things."""
_FINDS: Final = frozenset({"vindt", "vinden", "vond"})
"""Words of an opinion as often as of a search ("de politie vond geen drank")."""
_HAS: Final = frozenset({"heeft", "had", "met", "is", "was", "zit", "zat", "loopt", "liep", "draagt", "droeg", "onder"})
"""Words that give an injury to the person before them; "zag" and "meldt" do not."""
_HER: Final = frozenset({"ze", "zij", "haar"})
"""Behind a parent these may be her child."""
_HIDDEN: Final = frozenset({"huiselijk_geweld", "letsel", "seksueel", "verslaving", "suicidaliteit"})
"""What a family keeps to itself: words that say it is absent are a report too; "komt altijd op tijd" is none."""
_HIDDEN_BY_PARENTS: Final = frozenset({"schulden_armoede"})
"""The same, where a parent says it; "geen schulden, zeggen ze" as often tells what others found."""
_HIM: Final = frozenset({"hij", "hem", "zijn", "z'n", "zn"})
"""Behind a client or a parent these may be a child."""
_INJURY: Final = "letsel"
"""What is seen on a child (labels.md, KS_LETSEL); an injury of a parent or client tells of violence, if anything."""
_JOINING: Final = frozenset({"maar", "en"})
"""Words before the `wel` that begins a sentence."""
_LISTED: Final = 4
"""Words of a clause that says of all that was listed before it that it is over."""
_MINOR: Final = 18
"""Years."""
_OF_MANY_FORMS: Final = frozenset({"huiselijk_geweld", "letsel", "seksueel", "suicidaliteit"})
"""Harm of which one form may be denied and another one told; a denied debt is no other debt."""
_PARENTS: Final = frozenset({"ouder", "ouders", "moeder", "vader", "mama", "papa", "stiefvader", "stiefmoeder"})
_SAYER: Final = 4
"""So many words before or behind a word of saying is the one who says it."""


class Chances(NamedTuple):
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


class Assertion:
    """Judges hits. Immutable."""

    def __init__(self, data: AssertionData) -> None:
        self.marking = Marking(data)
        self._affirming = Affirming(data)
        self.is_told_by_an_adult = Tellers(data).is_told_by_an_adult
        """Whether a disclosure is told by somebody else than a child."""
        self.denials = self.marking.denials
        """Words that deny what follows."""
        self.over_beside = frozenset(data.in_buurzin)
        """Words that can end, in the sentence before or behind, what a sentence says."""
        self.traces = frozenset(data.zweem)
        """Words that often go with a past or an absence."""
        self.weak_traces = frozenset(data.zweem_zwak)
        """Words that do so hardly more often than others."""
        self._weak = frozenset(data.ontkenning_zwak)
        self._bridge = frozenset(data.brug)
        self._outside = frozenset(data.buiten)
        self._family = frozenset(data.gezin)
        self._expert = frozenset(data.deskundig)
        self._child = frozenset((*data.over_kind, *data.ook_kind))
        self._adult = frozenset((*data.over_volwassene, *data.ook_volwassene))
        self._client = frozenset(data.client)
        self._back = frozenset(data.dat_is)
        self._all_back = frozenset(data.alles_is)
        self._thought = frozenset(data.dacht)
        self._bridge_of_thought = frozenset(data.dacht_brug)
        self._turned_out = frozenset(data.bleek)
        self._real = frozenset(data.toch_echt)

    def claim(self, marked: Marked, hit: Hit) -> Claim | None:
        """The claim; None when it is about somebody outside the family."""
        sentence = marked.sentence
        if (hit.concept.van == "ouder" or hit.concept.categorie in OF_PARENTS) and self._is_outside(sentence, hit):
            return None
        clause = sentence.clause_of(hit.core[0])
        if hit.concept.categorie == _INJURY and self._is_of_a_grown_up(sentence, hit, clause):
            return None
        doubt = hit.concept.onzeker or any(start in clause or start < hit.start for start, _ in marked.of("onzeker"))
        affirmed = self._affirming.of(marked, hit, clause)
        if affirmed is not None:
            return Claim("aanwezig", doubt or affirmed.uncertain, affirmed.rule)
        if hit.concept.status == "ontkend" and self._is_hidden(marked, hit):
            return Claim("aanwezig", True, REPORT)
        if hit.concept.status != "aanwezig":
            denied = self._denies(marked, hit, clause)
            return None if denied else Claim(hit.concept.status, False, hit.concept.status)
        if self._is_taken_for(marked, hit, clause):
            return Claim("ontkend", False, MISTAKEN)
        if self._never_was(marked, hit, clause):
            return Claim("aanwezig", True, REPORT) if self._is_report(marked, hit) else Claim("ontkend", False, NEVER)
        if self._is_past(marked, hit, clause):
            return Claim("verleden", doubt, "verleden")
        if self._denies(marked, hit, clause):
            if self._is_report(marked, hit):
                return Claim("aanwezig", True, REPORT)
            return Claim("ontkend", False, "ontkenning")
        if self._is_set_against(marked, hit, clause):
            return Claim("aanwezig", doubt, CONTRAST)
        return Claim("aanwezig", doubt, "onzeker" if doubt else "bewering")

    def _is_set_against(self, marked: Marked, hit: Hit, clause: range) -> bool:
        """What a clause states against a denial before it is there: "niet geslagen, wel geduwd".

        Double scope (understanding.md): the denial of one form of harm is no denial of the other. A clause with a
        denial or an end of its own proves nothing.
        """
        words = marked.sentence.words
        if hit.concept.categorie not in _OF_MANY_FORMS or any(place in clause for place in marked.hints):
            return False
        before, inside = words[: clause.start], words[clause.start : clause.stop]
        if _JOINING.issuperset(before):
            return inside[0] == "wel"  # the denial stands in the sentence before
        if self.denials.isdisjoint(before) or any(start in clause for start, _ in marked.of("verslag")):
            return False
        return not _AGAINST.isdisjoint(inside) or self._goes_on_with(marked.sentence, clause, "wel")

    @staticmethod
    def _goes_on_with(sentence: Sentence, clause: range, word: str) -> bool:
        """A word that begins a clause by rule, with no comma before it: "maar duwde hem wel tegen de muur"."""
        if clause.stop >= len(sentence.words) or sentence.words[clause.stop] != word:
            return False
        return sentence.places[clause.stop][0] - sentence.places[clause.stop - 1][1] == 1

    def is_of_another(self, sentence: Sentence, hit: Hit) -> bool:
        """Whom a concept is about is named behind the clause that says it of somebody else, or of nobody.

        "Meisje is somber, haar moeder heeft schulden" says nothing of her mind, and "wil dood, dochter van 4" leaves
        open who wants to.
        """
        if hit.concept.van == "iedereen":
            return False
        words = sentence.words
        about = self._child if hit.concept.van == "kind" else self._adult
        named = [start for start, stop in hit.parts if not about.isdisjoint(words[start:stop])]
        said = [start for start, _ in hit.parts if start not in named]
        if not named or not said:
            return False
        stop = sentence.clause_of(min(said)).stop
        if min(named) < stop:
            return False
        people = [word for word in words[:stop] if word in self._child or word in self._adult]
        if hit.concept.van == "kind":
            return not people or people[-1] not in self._child
        return bool(people) and people[-1] in self._child

    def _is_of_a_grown_up(self, sentence: Sentence, hit: Hit, clause: range) -> bool:
        """An injury that a clause gives to an adult: "cliënte heeft een gebroken pols", but not "vader zag een plek".

        Where it may be a child's it stays one: behind `hij` or `zijn`, and with a parent behind `ze` or `haar` too.
        """
        words = sentence.words
        start = hit.core[0]
        behind = words[start : clause.stop]
        if not (self._child | _HIM).isdisjoint(behind):
            return False
        for place in range(start - 1, clause.start - 1, -1):
            word = words[place]
            if word in self._child or word in _HIM:
                return False
            if "van" in words[max(place - 2, 0) : place]:
                continue  # "de baby van mijn cliënte", "terug van haar vader"
            if word in self._client:
                return not _is_young(words[place + 1 : place + 3]) and self._has(words[place + 1 : start])
            if word in self._adult:
                between = words[place + 1 : start]
                return (_HER | {"over"}).isdisjoint(between) and not _HAS.isdisjoint(between)
        return False

    @staticmethod
    def _has(between: Sequence[str]) -> bool:
        return not between or not _HAS.isdisjoint(between)

    def _is_outside(self, sentence: Sentence, hit: Hit) -> bool:
        if self._outside.isdisjoint(sentence.words):
            return False
        before = sentence.words[: hit.start]
        outside = [place for place, word in enumerate(before) if word in self._outside]
        family = [place for place, word in enumerate(before) if word in self._family]
        inside = any(word in self._family for word in sentence.words[hit.start : hit.stop])
        return bool(outside) and not inside and (not family or max(family) < max(outside))

    def _is_taken_for(self, marked: Marked, hit: Hit, clause: range) -> bool:
        """Thought of right before the core, and the clause behind says what it was: some thing, and nobody's doing."""
        words = marked.sentence.words
        place = hit.core[0] - 1
        while place > clause.start and words[place] in self._bridge_of_thought:
            place -= 1
        if place < clause.start or words[place] not in self._thought or clause.stop >= len(words):
            return False
        start = clause.stop + (words[clause.stop] in _JOINING)
        following = marked.sentence.clause_of(start) if start < len(words) else range(0)
        first = next((word for word in words[start : following.stop] if word not in self._back), "")
        if first not in self._turned_out or any(core[0] in following for core in marked.cores):
            return False
        said = words[start : following.stop]
        return self._real.isdisjoint(said) and self._family.isdisjoint(said) and self.denials.isdisjoint(said)

    def _never_was(self, marked: Marked, hit: Hit, clause: range) -> bool:
        """Its clause says that it never was: right behind the core, or about what the clause begins with.

        Farther on it is about something else: "met die blauwe plekken is ze bij de huisarts nooit geweest".
        """
        if self._is_lack(marked.sentence.words, hit):
            return False
        opens = hit.core[0] <= clause.start + 1
        last = clause.stop if opens else hit.core[1] + _AFTER
        return any(hit.core[1] <= start <= last and start in clause for start, _ in marked.of("nooit_geweest"))

    def _denies(self, marked: Marked, hit: Hit, clause: range) -> bool:
        """A denial before the core over words that may stand between, right before a part, or right behind the core.

        What is a lack by itself ("niet naar de dokter", "geen leefgeld") is denied by `geen` only. A denial elsewhere
        between the parts of a hit proves nothing: half of those deny, half do not; examples decide. Words that say that
        something is absent or over yield to any denial: absence needs proof.
        """
        words = marked.sentence.words
        if not self.denials.isdisjoint(words):
            told = self._is_denied_by_a_word(marked, hit, clause)
            if told is not None:
                return told
        if marked.denied_next or self._ends_in_not(words, hit, clause) or self._is_answered_no(words, hit, clause):
            return True
        return any(
            hit.core[1] <= start <= hit.core[1] + _AFTER and start in clause for start, _ in marked.of("achteraf")
        )

    def _is_denied_by_a_word(self, marked: Marked, hit: Hit, clause: range) -> bool | None:
        """Whether a denial before the core or between the parts denies it; None where the words leave it open."""
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
                if within(place, [core for core in marked.cores if core != hit.core]):
                    break
                return not within(place, harmless) or words[hit.core[0] : hit.core[1]] == _ALONE_AT_HOME
            adjective = words[place].endswith("e") and words[max(place - 1, 0)] == "geen"
            if words[place] not in self._bridge and place not in marked.found and not adjective:
                break
        if lack:
            return marked.denied_next
        for place in range(hit.start, hit.stop):
            if words[place] not in self.denials or words[place] in weak or within(place, (*hit.parts, *harmless)):
                continue
            follows = min(start for start, _ in hit.parts if start > place)
            if (follows == place + 1 or not there) and follows in marked.sentence.clause_of(place):
                return True  # "de stagiair heeft het kind niet geslagen", but not "niet agressief, maar wel somber"
        return None

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
        return short and clause.stop < len(words) and words[clause.stop] in NO

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

    def _is_hidden(self, marked: Marked, hit: Hit) -> bool:
        """Whether words that say an absence are what the family says: "vader zegt dat hij haar nooit aanraakt"."""
        category, words = hit.concept.categorie, marked.sentence.words
        if category not in _HIDDEN and (category not in _HIDDEN_BY_PARENTS or _PARENTS.isdisjoint(words)):
            return False
        said = [row for row in marked.of("verslag") if words[row[0]] not in _FINDS]
        return any(
            start < hit.stop + _AFTER and self._expert.isdisjoint(words[max(0, start - _SAYER) : stop + _SAYER])
            for start, stop in said
        )

    def _is_past(self, marked: Marked, hit: Hit, clause: range) -> bool:
        if not marked.rows and not marked.over_next:
            return False
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
            and not _inside((start, stop), marked.of("nooit_geweest"))
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


def _inside(span: Stretch, spans: Sequence[Stretch]) -> bool:
    return any(start <= span[0] and span[1] <= stop for start, stop in spans)


def _is_young(behind: Sequence[str]) -> bool:
    """Whether an age of a minor stands behind a word: "patiënte van 7"."""
    return any(word.isdigit() and int(word) < _MINOR for word in behind)
