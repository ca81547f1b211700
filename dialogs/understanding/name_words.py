"""What each word can be in the search for names: one table of flags, made once from the lists."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from dialogs.loading.yaml_files import load_model
from dialogs.understanding.data import HERE
from dialogs.understanding.normalise import fold
from dialogs.understanding.words import Words

FIRST: Final = 1
"""A first name and nothing else."""
FIRST_OR_WORD: Final = 2
"""A first name that is an ordinary word too (`roos`)."""
LAST: Final = 4
"""A surname and nothing else."""
LAST_OR_WORD: Final = 8
"""A surname that is an ordinary word too (`bakker`)."""
PARTICLE: Final = 16
"""`van`, `der`, `el`."""
TITLE: Final = 32
"""`mevrouw`, `fam`, `juf`: a name follows."""
ROLE: Final = 64
"""`broertje`, `leerling`: a name may follow."""
CALLED: Final = 128
"""`heet`, `genaamd`."""
DOES: Final = 256
"""What a person does: `zegt`."""
WITH_PERSON: Final = 512
"""`met`, `van`: a person may follow."""
AT_PLACE: Final = 1024
"""`in`, `naar`: a place follows."""
ARTICLE: Final = 2048
INSTITUTION: Final = 4096
"""`basisschool`, `praktijk`: its name follows."""
INSTITUTION_AFTER: Final = 8192
"""`school`, `kliniek`: its name may stand before it."""
PLACE: Final = 16384
CAPITAL: Final = 32768
"""May have a capital without being a name: agencies, languages, brands."""
NEEDS_CAPITAL: Final = 65536
"""A word first, a name only with a capital, after `heet` or after a title."""
SAINT: Final = 131072
NEVER: Final = 262144
"""No name, whatever stands around it, but for one with a capital after a title."""
LOOSE_TITLE: Final = 524288
"""`juf`, `oma`: said without a name as well."""
ORDINARY: Final = 1048576
"""Stands in the dictionary and in none of the lists above."""

ANY_FIRST: Final = FIRST | FIRST_OR_WORD
ANY_LAST: Final = LAST | LAST_OR_WORD
NAMES: Final = ANY_FIRST | ANY_LAST
GRAMMAR: Final = PARTICLE | TITLE | ROLE | CALLED | DOES | WITH_PERSON | AT_PLACE | ARTICLE


_REMEMBERED: Final = 16_384
"""Words."""
WORD: Final = re.compile(
    r"(?<!\w)v(?:\.d\.|/d)(?=\s)|['’]t(?![^\W\d_])|(?<![\w@])[^\W\d_]+(?:(?:['’]|-(?=[^\W\d_]))[^\W\d_]+)*"
)
"""A word of a message: letters, with an apostrophe or a hyphen inside; and `v.d.` before a surname."""


class _ContextFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    tussenvoegsel: str
    tussenvoegsel_altijd: str
    met_de: str
    met_de_los: str
    aanspreekvorm: str
    aanspreekvorm_los: str
    rol: str
    genoemd: str
    doet: str
    bij_mensen: str
    bij_plaatsen: str
    lidwoord: str
    instelling: str
    instelling_erna: str
    merk: str
    vast: str
    zegswijze: str
    heilig: str
    pas_met_hoofdletter: str
    geen_naam: str


class _PlaceFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    plaatsen: Mapping[str, str]
    """Places of one word, apart by spaces, by kind."""
    van_meer_woorden: str
    """Places of more words, one a line."""


class _SurnameFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    namen: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NameWords:
    """The table, the fixed names of several words by their first word, and the ordinary words behind it."""

    flags: Mapping[str, int]
    fixed: Mapping[str, tuple[tuple[str, ...], ...]]
    sayings: Mapping[str, tuple[tuple[str, ...], ...]]
    """The same, where no word behind the first has a capital: "heet water" is nobody, "heet Water" is."""
    always: frozenset[str]
    """Particles behind which a surname stands in any case (`van der`, `el`)."""
    with_de: frozenset[str]
    """Surnames that are meant wherever `de` stands before them (`de vries`)."""
    perhaps_with_de: frozenset[str]
    """The same where a person may stand and nothing follows that `de` may belong to (`de haan`)."""
    sounds: frozenset[str]
    """How first names of at least five sounds sound."""
    words: Words
    met: set[str] = field(default_factory=set, repr=False, compare=False)
    """Ordinary words that were looked up before: the same ones come again and again. Holds no word in no list."""

    def remember(self, ordinary: str) -> None:
        """Look this word of the dictionary up no more."""
        if len(self.met) >= _REMEMBERED:
            self.met.clear()
        self.met.add(ordinary)


def sound(word: str) -> str:
    """How a name sounds: what is spelled in many ways is one (`Youssef` and `Yusuf`, `Thijs` and `Tijs`)."""
    word = _DOUBLED.sub(r"\1", word.translate(_ONE_FOR_ONE))
    for written, heard in _SPELLINGS:
        if written in word:
            word = word.replace(written, heard)
    return _DOUBLED.sub(r"\1", word)


_DOUBLED: Final = re.compile(r"(.)\1")
_ONE_FOR_ONE: Final = str.maketrans({"y": "i", "c": "k", "q": "k", "z": "s", "v": "f", "w": "f", "j": "i", "e": "i"})
_SPELLINGS: Final = (
    ("ph", "f"), ("kh", "k"), ("gh", "g"), ("th", "t"), ("dh", "d"), ("sk", "s"), ("sh", "s"), ("sch", "s"),
    ("dt", "t"),
    ("ou", "u"), ("oi", "u"), ("oo", "u"), ("ks", "x"), ("ai", "i"), ("ii", "i"),
)  # fmt: skip
"""After single letters were made one: `ch` and `sj` have become `kh` and `si` by then."""


def load_name_words(words: Words, directory: Path = HERE) -> NameWords:
    """Read the lists of names and of what stands around them. Raises ContentError with file and line."""
    context = load_model(directory / "naamcontext.yaml", _ContextFile)
    surnames = load_model(directory / "achternamen.yaml", _SurnameFile)
    places = load_model(directory / "plaatsen.yaml", _PlaceFile)
    flags: dict[str, int] = {}

    def mark(listed: Iterable[str], flag: int) -> None:
        _mark(flags, listed, flag)

    mark(words.first_names - words.names_that_are_words, FIRST)
    mark(words.names_that_are_words, FIRST_OR_WORD)
    for word in " ".join(surnames.namen.values()).split():
        mark([word], LAST_OR_WORD if len(word) < 4 or words.is_ordinary(word) else LAST)
    for listed, flag in (
        (context.tussenvoegsel, PARTICLE),
        (context.aanspreekvorm, TITLE),
        (context.aanspreekvorm_los, LOOSE_TITLE),
        (context.rol, ROLE),
        (context.genoemd, CALLED),
        (context.doet, DOES),
        (context.bij_mensen, WITH_PERSON),
        (context.bij_plaatsen, AT_PLACE),
        (context.lidwoord, ARTICLE),
        (context.instelling, INSTITUTION),
        (context.instelling_erna, INSTITUTION_AFTER),
        (context.merk, CAPITAL),
        (context.heilig, SAINT),
        (context.pas_met_hoofdletter, NEEDS_CAPITAL),
        (context.geen_naam, NEVER),
        (" ".join(places.plaatsen.values()), PLACE),
    ):
        mark(listed.split(), flag)
    mark(words.capitals, CAPITAL)
    sounds = frozenset(sound(name) for name in words.first_names - words.names_that_are_words if len(name) > 4)
    always, with_de, perhaps = (
        frozenset(listed.split()) for listed in (context.tussenvoegsel_altijd, context.met_de, context.met_de_los)
    )
    sounding = frozenset(each for each in sounds if len(each) > 4)
    fixed = _by_first_word(f"{context.vast}\n{places.van_meer_woorden}")
    sayings = _by_first_word(context.zegswijze)
    return NameWords(flags, fixed, sayings, always, with_de, perhaps, sounding, words)


def _by_first_word(lines: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    rows: dict[str, tuple[tuple[str, ...], ...]] = {}
    for line in filter(None, lines.splitlines()):
        first, *rest = line.split()
        rows[first] = (*rows.get(first, ()), tuple(rest))
    return rows


def with_public_names(base: NameWords, public_names: Collection[str]) -> NameWords:
    """The same table, in which names of places and organisations are no names of people.

    A name that is a first name and nothing more frees nobody of that name.
    """
    flags, fixed = dict(base.flags), dict(base.fixed)
    for name in public_names:
        parts = WORD.findall(name.lower())
        if len(parts) > 1 or (parts and (name.isupper() or not flags.get(parts[0], 0) & FIRST)):
            fixed[parts[0]] = (*fixed.get(parts[0], ()), tuple(parts[1:]))
        _mark(flags, [part for part in parts if len(part) > 2 and part not in flags], CAPITAL | PLACE)
    return replace(base, flags=flags, fixed=fixed)


def _mark(flags: dict[str, int], listed: Iterable[str], flag: int) -> None:
    """Set a flag for words, as they are written and without accents."""
    for word in listed:
        flags[word] = flags.get(word, 0) | flag
        if (plain := fold(word)) != word:
            flags[plain] = flags.get(plain, 0) | flag
