"""The data of the readers (acute.yaml, lexicon.yaml, intents.yaml), typed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

HERE: Final = Path(__file__).parent
"""Where the data of the readers stand."""

Words = tuple[str, ...]


class Data(BaseModel):
    """Strict and immutable."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class AcuteConcept(Data):
    """A danger and the words that name it."""

    id: str
    ac: str
    termen: Words
    behalve: Words = ()
    wie: Mapping[Literal["kind", "ouder"], str] = {}
    """Another code by who stands in the sentence."""
    baby: str = ""
    """Another code when a baby stands in the sentence."""
    ook_met: Mapping[str, str] = {}
    """Another code when this word stands in the sentence too."""
    alleen_met: Literal["", "baby", "jong_kind"] = ""
    """Counts only with a baby near, or unless everybody whose age is told is twelve or older."""
    niet_van_ding: bool = False
    """Does not count right behind a thing or an animal: a bicycle is missing."""


class WithTime(Data):
    """Words that tell of danger now only with a word of time in the same sentence."""

    tijd: Words
    ac: str
    termen: Words
    behalve: Words


class Imagined(Data):
    """How a question about the rules looks."""

    openers: Words
    leren: Words
    wanneer: Words
    """Before a word of learning: something happened then or there ("tijdens de training")."""
    iemand: Words
    """With one of these the sentence is about somebody after all."""
    zelf: Words
    """The same, in a question."""
    onbepaald: Words
    """With one of these right after the opener only `zeker` makes it about somebody ("stel dat een kind zegt ...")."""
    zeker: Words
    kennis: Words
    """How somebody asks what a thing is or how to know it, also without a question mark; with `iemand` it is a case."""
    verzonnen: Words
    """What says of the whole message that it is invented: nobody in it is real."""
    gespeeld: Words
    """What says that people play a part, or that a test asks something: nobody in that sentence is real."""
    echt: Words
    """With one of these the words above do not count: "niet verzonnen", "en toen vertelde ze"."""
    gebeurd: Words
    """With which somebody tells what was seen, heard or is feared: with one of them nothing is invented or played.

    Rather asked once too often than danger taken for play: "na de oefencasus kwam een meisje naar mij toe".
    """
    willekeurig: Words
    """Right before "kind" or "ouder" in a question to know something: any child, nobody in particular."""


class AcuteData(Data):
    """acute.yaml."""

    begrippen: tuple[AcuteConcept, ...]
    met_tijd: WithTime
    denkbeeldig: Imagined
    baby: Words
    kind: Words
    ouder: Words
    ding: Words
    """Things and animals that are missing, unconscious or carried off, as people say in earnest or in jest."""
    tussen_ding: Words
    """What may stand between a thing and what is said of it."""
    lidwoord: Words
    """What stands before a thing that is spoken of."""
    voorzetsel: Words
    """Before these the thing is where somebody is, or what somebody has along."""
    telt_mee: Words
    """With one of these behind it, it is about somebody as well."""
    mens: Words
    """Somebody, beside `kind` and `ouder`."""


class Proposal(Data):
    """What a concept says about one question."""

    vraag: str
    antwoord: str


class Concept(Data):
    """Something that a message can say, with the questions that it answers."""

    id: str
    zegt: tuple[Proposal, ...]
    termen: Words
    behalve: Words = ()
    van: Literal["ouder", "kind", "iedereen"] = "iedereen"
    """Whose it is: a parent's problem is not proposed when the clause is about somebody outside the family."""


class LexiconData(Data):
    """lexicon.yaml."""

    begrippen: tuple[Concept, ...]
    ontkenning: Words
    verleden: Words
    buitenstaander: Words
    zinsdeel: Words
    voegwoord: Words
    na_voegwoord: Words
    volwassene: Words
    kind: Words


class IntentRule(Data):
    """When a message has an intent: patterns over the folded text, the first rule that fits wins."""

    intent: str
    patronen: Words
    vraag: bool = False
    """The rest of the message after the pattern is what is looked for."""
    ook_met_zorg: bool = True
    """Also when the message describes a concern."""


class IntentData(Data):
    """intents.yaml."""

    regels: tuple[IntentRule, ...]
    casus: Words
    zorg: Words
