"""One message, read once: the stages in their order. Pure; what it returns holds nothing that identifies somebody.

Rules decide. What only resembles written examples is a proposal too, marked as such, and is confirmed by the user.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from dialogs.loading.yaml_files import load_model
from dialogs.model import Because, Facts, HiddenSpan, Proposed, Reading
from dialogs.understanding.assertion import REPORT
from dialogs.understanding.data import HERE, Data, Proposal
from dialogs.understanding.intents import NO_INTENT, Intent
from dialogs.understanding.lexicon import CATEGORIES, DANGERS
from dialogs.understanding.likeness import ACUTE_OF_RULES, Likeness, Resembling, Scores, load_likeness, load_resembling
from dialogs.understanding.normalise import LONGEST, clean, fold, is_unreadable
from dialogs.understanding.not_kept import not_kept
from dialogs.understanding.personal_data import Kept, PersonalData, load_personal_data, nothing
from dialogs.understanding.remarks import RemarkData, RemarkReader
from dialogs.understanding.rules import Rules, Seen, load_rules
from dialogs.understanding.standing import not_standing
from dialogs.understanding.words import Words

ACUTE_BY_LIKENESS: Final = "lijkt_op_gevaar"
"""The rule behind an urgency that rests on likeness alone."""
_CLOSE: Final = 0.2
"""Two intents whose chances differ less than this are asked about."""
_ACCIDENT: Final = 0.12
"""Below this chance a category that only a rule read is left out: of those, four in five are wrong (other writers)."""
_ACCIDENT_OF_HEAVY: Final = 0.05
"""The same of what weighs most: violence, injury, abuse, what a child tells, the wish to die."""
_TELLING: Final = 10
"""Words of a message from which likeness tells anything about what is not in it."""
_ONE_THING: Final = 15
"""Words of a message that tells one thing."""
_ABOUT: Final = frozenset({"bericht", "herinnering", "zoeken", "meldcode", "hulp", "stop", "overig"})
"""Intents in which a word may be the topic and nobody's problem."""
_TOPIC: Final = 0.3
"""With such an intent and nobody in the message, a category needs so much of a chance to be more than a topic."""
_YOUNG: Final = 8
"""Years: of a child younger than this nobody says that it wants to die, unless a rule reads so."""
_HEAVY: Final = frozenset({"huiselijk_geweld", "letsel", "seksueel", "onthulling", "suicidaliteit"})
_HEAVY_IF_ALIKE: Final = _HEAVY - {"letsel"}
"""Of these likeness alone makes a concern; of an injury it sees many that a fall explains and nobody worries about."""
_ABSENT: Final = 0.25
"""From this chance on that it is denied or over where it stands, likeness proposes nothing."""
_SHOWN: Final = 0.75
"""Chance from which likeness alone puts a question to the user; below it a reading is told, but nobody is asked."""
_ACUTE_WITH_WORD: Final = 0.3
"""With an acute word of the fixed list so much of a chance is enough; the word opens the gate in any case."""
_BY_RULE: Final = frozenset({"stop", "hulp"})
"""Intents that a whole message has to be: the rule alone decides."""
_SURE: Final = 0.56
"""From this chance on another intent stands although the patterns find a case and nothing else."""
_SHORT: Final = 60
"""Characters of a message that may be a command or a short question."""
_BARE: Final = 2
"""Words of a message that may be no more than a subject."""
_CASES: Final = frozenset({"signaal", "kindcheck", "basisvragen"})
"""Intents that begin to ask about a family."""
_TOLD: Final = frozenset({"signaal", "overig", "hulp", "meldcode", "zoeken"})
"""Intents as which a bare subject is taken when nothing else speaks for it."""
_UNSAID: Final = frozenset({"", "signaal", "overig"})
"""What the patterns say of a message that asks for nothing in particular."""
_VAGUE: Final = frozenset({"hulp", "overig"})
_NO_CASE: Final = frozenset({"overig", "hulp", "stop"})
_INTENT: Final = "intent."
_COLLEAGUE: Final = "verdachte_professional"
"""A danger that likeness sees wherever somebody tells what work is done; see `colleagues.py`."""


class CategoryAnswers(Data):
    """categorieen.yaml: which answer a category proposes when no concept of the lexicon says it more exactly."""

    categorieen: Mapping[str, tuple[Proposal, ...]]
    voorbij: Mapping[str, tuple[Proposal, ...]]
    """What a category that is over proposes (R30)."""


@dataclass(frozen=True, slots=True)
class Stages:
    """The data of all stages, ready to use."""

    rules: Rules
    likeness: Likeness
    resembling: Resembling
    answers: CategoryAnswers
    remarks: RemarkReader
    personal_data: PersonalData


class Reader:
    """Reads messages. Immutable, so that every conversation may use the same one."""

    def __init__(self, stages: Stages) -> None:
        self._stages = stages
        self._intents = [label for label in stages.likeness.labels if label.startswith(_INTENT)]

    def knowing(self, public_names: Callable[[], Collection[str]], kept: Kept = nothing) -> Reader:
        """The same reader where other public names are known; what was loaded is shared."""
        return Reader(replace(self._stages, personal_data=self._stages.personal_data.knowing(public_names, kept)))

    def __call__(self, text: str) -> Reading:
        """Read one message: personal data and danger in all of it, the rest in its first 8,000 characters."""
        cleaned = clean(text)
        if is_unreadable(cleaned):
            return Reading(text=cleaned[:LONGEST].strip(), unreadable=True, truncated=len(cleaned) > LONGEST)
        hidden = self._stages.personal_data.hide(cleaned)
        seen = self._stages.rules(hidden.text)
        scores = self._stages.likeness(seen.words)
        shown = hidden.text[:LONGEST]
        folded = fold(shown)
        intent, other, rule = self._intent(shown, folded, seen, scores)
        read = seen.concepts.categories
        closed = {*read, *seen.concepts.elsewhere}
        likely = tuple(name for name in CATEGORIES if name not in closed and scores.likely(name))
        if likely and (seen.nobody or seen.all_read or self._stages.rules.all_imagined(seen.near)):
            likely = ()
        likely = tuple(name for name in likely if not self._is_absent(name, seen))
        gone = not_standing(seen.concepts.doubts, scores.chances)
        about_it = intent in _ABOUT and seen.about is None
        accidents = frozenset(
            name
            for name, status in read.items()
            if (len(seen.words) >= _TELLING and _by_accident(name, status, scores) and not _is_meant(name, seen))
            or (about_it and scores.chance(name) < _TOPIC)
        )
        by_rule = {name: gone.get(name, status) for name, status in read.items() if name not in accidents}
        shown_too = tuple(name for name in likely if scores.strongest(name) >= _SHOWN)
        categories = {**by_rule, **dict.fromkeys(likely, "aanwezig")}
        likely_dangers = [name for name in DANGERS if not seen.nobody and scores.likely(f"gevaar.{name}")]
        if _COLLEAGUE in likely_dangers and not self._stages.rules.tells_of_a_colleague(seen):
            likely_dangers.remove(_COLLEAGUE)
        dangers = {**dict.fromkeys(likely_dangers, "aanwezig"), **seen.concepts.danger}
        harm = (
            "aanwezig" in seen.concepts.danger.values()
            or any(by_rule.get(name) == "aanwezig" for name in _HEAVY)
            or not _HEAVY_IF_ALIKE.isdisjoint(likely)
        )
        urgency = "geen" if seen.nobody else _urgency(seen, scores, intent, harm=harm)
        return Reading(
            text=shown,
            folded=folded,
            acute=tuple(danger.code for danger in seen.dangers),
            intent=intent,
            query=(rule.query or shown) if intent == "zoeken" else "",
            proposals=self._proposals(seen, by_rule, accidents | gone.keys(), shown_too),
            urgency=urgency,
            categories=categories,
            uncertain=tuple(name for name in categories if name in seen.concepts.uncertain or name in likely),
            danger=dangers,
            who=_who(seen, scores) if categories.get("suicidaliteit") == "aanwezig" else "",
            facts=seen.facts,
            other_intent=other,
            hidden=tuple(HiddenSpan(span.kind, span.start, span.end) for span in hidden.spans),
            names=hidden.names,
            contacts=hidden.contacts,
            not_kept=not_kept(shown),
            truncated=len(hidden.text) > LONGEST,
            because=_because(seen, rule, urgency),
            remarks=self._stages.remarks.read(seen.near),
        )

    def _is_absent(self, name: str, seen: Seen) -> bool:
        """Whether what likeness proposes is said to be absent or over, at the word that speaks most for it."""
        word = self._stages.likeness.most_telling(name, seen.words)
        return self._stages.rules.absence_at(seen, word, name) >= _ABSENT

    def _intent(self, shown: str, folded: str, seen: Seen, scores: Scores) -> tuple[str, str, Intent]:
        """The intent, another one that is nearly as likely, and what the patterns say.

        The patterns are asked where something else than a case is likely, and of short messages: a word that is a
        command has to be one.
        """
        chances = scores.chances
        (best, first), (second, then) = sorted([(chances[label], label) for label in self._intents], reverse=True)[:2]
        name, other = first.removeprefix(_INTENT), then.removeprefix(_INTENT)
        if seen.nobody and not _CASES.isdisjoint((name, other)) and name not in _named(folded):
            name, other, best, second = self._no_case(chances)
        rule = NO_INTENT
        if name != "signaal" or len(shown) <= _SHORT:
            rule = self._stages.rules.intent(shown, folded, seen)
        if rule.name in _BY_RULE:
            return rule.name, "", rule
        if name in _TOLD and rule.name in _UNSAID and _is_topic(seen, scores, folded):
            return "zoeken", "", rule
        case = not seen.nobody and (bool(seen.concepts.categories) or rule.name == "signaal")
        if case and (name in _NO_CASE or (rule.name == "signaal" and best < _SURE)):
            return "signaal", "", rule  # who describes something that worries does not chat
        if {name, other} == _VAGUE and best - second < _CLOSE:
            return "overig", "", rule  # both are answered with what can be asked
        return name, "" if best - second >= _CLOSE or rule.name == name else other, rule

    def _no_case(self, chances: Mapping[str, float]) -> tuple[str, str, float, float]:
        """The two likeliest intents of a message about nobody: it opens no case."""
        others = [label for label in self._intents if label.removeprefix(_INTENT) not in {*_CASES, "stop"}]
        (best, first), (second, then) = sorted([(chances[label], label) for label in others], reverse=True)[:2]
        return first.removeprefix(_INTENT), then.removeprefix(_INTENT), best, second

    def _proposals(
        self, seen: Seen, by_rule: Mapping[str, str], left_out: frozenset[str], likely: tuple[str, ...]
    ) -> tuple[Proposed, ...]:
        """What the rules read, what is over and counts all the same, then what only likeness sees; an item once."""
        over = [name for name, status in by_rule.items() if status == "verleden"]
        found = {proposed.item: proposed for proposed in seen.concepts.proposals_without(left_out, over)}
        for name in over:
            for said in self._stages.answers.voorbij.get(name, ()):
                found.setdefault(said.vraag, Proposed(said.vraag, (said.antwoord,), (seen.concepts.why[name],)))
        if seen.ages:
            bands, reasons = zip(*seen.ages, strict=True)
            found["KC-G2"] = Proposed("KC-G2", bands, tuple(dict.fromkeys(reasons)))
        if seen.about:
            found["KC-S2"] = Proposed("KC-S2", (seen.about[0],), (seen.about[1],))
        for name in likely:
            example = self._stages.resembling.example(name, seen.words)
            for said in self._stages.answers.categorieen.get(name, ()):
                before = found.get(said.vraag)
                because = Because(f"gelijkenis.{name}", "")
                if before is None:
                    found[said.vraag] = Proposed(said.vraag, (said.antwoord,), (because,), example)
                elif said.antwoord not in before.answer and said.vraag in _SEVERAL:
                    answer, reasons = (*before.answer, said.antwoord), (*before.because, because)
                    found[said.vraag] = Proposed(said.vraag, answer, reasons, before.resembles or example)
        return tuple(found.values())


_SEVERAL: Final = frozenset({"KC-K1", "KC-O1", "KC-B4", "KC-H5"})
"""Questions with several answers."""


def _named(folded: str) -> frozenset[str]:
    """What is asked for by its name, also to practise with somebody invented."""
    asked = {name for name in ("kindcheck", "basisvragen") if name in folded}
    return frozenset(asked | ({"basisvragen"} if "vijf vragen" in folded else set()))


def _is_topic(seen: Seen, scores: Scores, folded: str) -> bool:
    """One or two words that name a subject and nobody ("schulden"): more likely looked for than told.

    What weighs most and every danger is taken for a case all the same.
    """
    if len(folded.split()) > _BARE or seen.dangers or seen.concepts.danger or seen.about or seen.facts != Facts():
        return False
    if any(status != "aanwezig" for status in seen.concepts.categories.values()):
        return False
    named = {*seen.concepts.categories, *(name for name in CATEGORIES if scores.likely(name))}
    return bool(named) and _HEAVY.isdisjoint(named)


def _by_accident(name: str, status: str, scores: Scores) -> bool:
    """A rule fired where nothing in the message resembles any example of the category: taken for an accident."""
    return status == "aanwezig" and scores.chance(name) < (_ACCIDENT_OF_HEAVY if name in _HEAVY else _ACCIDENT)


def _is_meant(name: str, seen: Seen) -> bool:
    """A few words state it, or all there is is that a parent or child denies it: no accident."""
    reported = seen.concepts.why[name].rule.endswith(f".{REPORT}")
    return name in seen.concepts.stated or (reported and len(seen.words) <= _ONE_THING)


def _urgency(seen: Seen, scores: Scores, intent: str, *, harm: bool) -> Literal["acuut", "zorg", "geen"]:
    if scores.likely("acuut") or (seen.concepts.acute and scores.strongest("acuut") >= ACUTE_OF_RULES):
        return "acuut"
    if seen.dangers and scores.strongest("acuut") >= _ACUTE_WITH_WORD:
        return "acuut"
    if seen.dangers:
        return "zorg"
    chat = intent in _NO_CASE and not seen.concepts.categories
    if chat or (intent != "signaal" and not scores.likely("zorg")):
        return "geen"
    return "zorg" if harm or scores.likely("zorg") else "geen"


def _who(seen: Seen, scores: Scores) -> str:
    """Whose suicidality it is: by the concept that read it, else by likeness; not clear is `onbekend`."""
    codes = {code for proposed in seen.concepts.proposals for code in proposed.answer}
    child, parent = "KS_SUICIDAAL" in codes, "OP_SUICIDALITEIT" in codes
    if child != parent:
        return "kind" if child else "ouder"
    chances = {name: scores.chances.get(f"wie.{name}", 0.0) for name in ("kind", "ouder")}
    best = max(chances, key=lambda name: chances[name])
    if best == "kind" and seen.facts.ages and max(seen.facts.ages) < _YOUNG:
        return "onbekend"  # "doodswens, dochter van 4": rather asked
    return best if scores.likely(f"wie.{best}") else "onbekend"


def _because(seen: Seen, rule: Intent, urgency: str) -> tuple[Because, ...]:
    reasons = [danger.because for danger in seen.dangers]
    reasons += seen.concepts.why.values()
    reasons += [because for proposed in seen.concepts.proposals for because in proposed.because]
    if rule.rule:
        reasons.append(Because(rule.rule, ""))
    if urgency == "acuut" and not seen.dangers:
        reasons.append(Because(ACUTE_BY_LIKENESS, ""))
    return tuple(dict.fromkeys(reasons))


def load_reader(
    directory: Path = HERE, public_names: Callable[[], Collection[str]] = frozenset, kept: Kept = nothing
) -> Reader:
    """Load the data of the stages, strictly. Raises ContentError with file and line.

    `public_names` gives what places and organisations are called: no names of people. It is asked at every message.
    `kept` finds what is never personal data in a message.
    """
    answers = load_model(directory / "categorieen.yaml", CategoryAnswers)
    words = Words(directory)
    rules = load_rules(words.is_ordinary, directory)
    remarks = RemarkReader(load_model(directory / "uitspraken.yaml", RemarkData), rules.is_imagined)
    return Reader(
        Stages(
            rules,
            load_likeness(directory),
            load_resembling(directory),
            answers,
            remarks,
            load_personal_data(public_names, directory, kept, words, rules.misspells_danger),
        )
    )
