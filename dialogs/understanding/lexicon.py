"""The lexicon: what a message can say, as data that somebody who knows the field can read and add to.

One file for each category in `lexicon/`, the word groups in `groepen.yaml`. The examples of a concept are its tests.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from sys import intern
from typing import Final, Literal

from dialogs.loading.yaml_files import load_model
from dialogs.understanding.data import HERE, Data, Proposal, Words
from dialogs.understanding.normalise import fold

CATEGORIES: Final = (
    "letsel", "verwaarloosd_uiterlijk", "onthulling", "seksueel", "teruggetrokken", "terugval", "verzuim", "gedrag",
    "ontwikkeling", "medische_zorg_onthouden", "huiselijk_geweld", "verslaving", "psychisch", "suicidaliteit", "lvb",
    "schulden_armoede", "huisvesting", "scheiding", "detentie_criminaliteit", "overbelasting", "zwangerschap",
    "risicovolle_partner", "onvoldoende_toezicht", "zorgmijding", "herhaling", "regie_onduidelijk", "hulp_stagneert",
)  # fmt: skip
"""understanding.md, "Categories"."""
OF_PARENTS: Final = frozenset(
    ["verslaving", "psychisch", "lvb", "schulden_armoede", "huisvesting", "scheiding", "detentie_criminaliteit",
     "overbelasting", "risicovolle_partner"]
)  # fmt: skip
"""Problems of parents: no reading when they are those of somebody outside the circle of carers."""
DANGERS: Final = (
    "vermist", "uitbuiting", "eer_dwang", "verdachte_professional", "vergiftiging", "baby_geschud",
    "bedreiging_professional",
)  # fmt: skip
"""understanding.md, "gevaar"."""

Category = Literal[
    "", "letsel", "verwaarloosd_uiterlijk", "onthulling", "seksueel", "teruggetrokken", "terugval", "verzuim",
    "gedrag", "ontwikkeling", "medische_zorg_onthouden", "huiselijk_geweld", "verslaving", "psychisch",
    "suicidaliteit", "lvb", "schulden_armoede", "huisvesting", "scheiding", "detentie_criminaliteit", "overbelasting",
    "zwangerschap", "risicovolle_partner", "onvoldoende_toezicht", "zorgmijding", "herhaling", "regie_onduidelijk",
    "hulp_stagneert",
]  # fmt: skip
Danger = Literal[
    "", "vermist", "uitbuiting", "eer_dwang", "verdachte_professional", "vergiftiging", "baby_geschud",
    "bedreiging_professional",
]  # fmt: skip


class Examples(Data):
    """Sentences that show a concept: each is a test."""

    wel: Words = ()
    """Read as going on now."""
    ontkend: Words = ()
    verleden: Words = ()
    niet: Words = ()
    """Not read at all."""


class Concept(Data):
    """One thing that a message can say.

    `termen` are words or rows of words that say it by themselves, in any inflection. `samen` are words that say it
    together: parts joined by ` + `, in any order, in one sentence within twelve words; the first part is the core,
    whose denial counts. A part is a word, a row of words, or a group (`@kind`). `mishandel*` finds every word that
    begins so, and from six letters on every word that holds it. `...` in a term stands for up to four other words.
    """

    id: str
    categorie: Category = ""
    gevaar: Danger = ""
    acuut: str = ""
    """The AC code of the situation when this is a danger now (kindcheck.md §3.1); `AC?` when it names none."""
    zegt: tuple[Proposal, ...] = ()
    termen: Words = ()
    samen: Words = ()
    behalve: Words = ()
    """Idioms and other things that look like it; a term inside one of these does not count."""
    status: Literal["aanwezig", "verleden", "ontkend"] = "aanwezig"
    """What the words claim by themselves: "komt altijd op tijd" says that there is no absence."""
    van: Literal["ouder", "kind", "iedereen"] = "iedereen"
    """`ouder`: no reading when it is about somebody outside the family (a colleague)."""
    onzeker: bool = False
    """The words themselves are hearsay or half a sign."""
    voorbeelden: Examples = Examples()

    def bare(self) -> Concept:
        """The concept without its words, which are kept once, where they are looked for."""
        return self.model_copy(update={"termen": (), "samen": (), "behalve": (), "voorbeelden": Examples()})


class LexiconFile(Data):
    """One file of the lexicon."""

    begrippen: tuple[Concept, ...] = ()
    groepen: Mapping[str, Words] = {}
    """Words that stand for each other in a part; a name is used once in the whole lexicon."""


class Lexicon(Data):
    """All of it."""

    begrippen: tuple[Concept, ...]
    groepen: Mapping[str, Words]

    def parts(self) -> Iterator[str]:
        """Every word or row of words that has to be found, as written."""
        for concept in self.begrippen:
            yield from concept.termen
            yield from concept.behalve
            for together in concept.samen:
                yield from (part for part in parts_of(together) if not part.startswith("@"))
        for words in self.groepen.values():
            yield from words


def parts_of(together: str) -> tuple[str, ...]:
    """The parts of a row in `samen`."""
    return tuple(intern(part.strip()) for part in together.split(" + "))


def words_of(term: str) -> tuple[str, ...]:
    """The folded words of a term; an open end and a gap stay as they are written."""
    return tuple(
        intern(word if word == "..." else f"{fold(word[:-1])}*" if word.endswith("*") else fold(word))
        for word in term.split()
    )


def load_lexicon(directory: Path = HERE / "lexicon", names: Collection[str] = ()) -> Lexicon:
    """Load all files, or those with these names, strictly. Raises ContentError with file and line."""
    files = [load_model(path, LexiconFile) for path in sorted(directory.glob("*.yaml")) if _wanted(path, names)]
    concepts = tuple(concept for file in files for concept in file.begrippen)
    groups = {name: words for file in files for name, words in file.groepen.items()}
    return Lexicon(begrippen=concepts, groepen=groups)


def _wanted(path: Path, names: Collection[str]) -> bool:
    return not names or path.stem in names
