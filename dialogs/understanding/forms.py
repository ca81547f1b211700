"""The form of a word in which the lexicon is compared: its lemma, the word that was meant, or a long stem inside it.

`woordvormen.txt` holds the inflections of the words of the lexicon; `make train` writes it from a dictionary.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from sys import intern
from typing import Final

from rapidfuzz.distance import OSA

FORMS_FILE: Final = "woordvormen.txt"
_SHORTEST_TYPO: Final = 5
"""Letters; a shorter word is too close to other words to guess what was meant."""
_SHORTEST_EDIT: Final = 7
"""Letters; from here on a word that is one edit away may be meant ("Zwolle" is no "zwollen")."""
_SHORTEST_STEM: Final = 6
"""Letters; a shorter stem stands inside too many other words (understanding.md: `geweld` in `geweldig`)."""
_SAME_SOUND: Final = (
    ("ck", "k"), ("ch", "g"), ("ph", "f"), ("th", "t"), ("dt", "t"), ("ij", "ei"), ("y", "ei"), ("c", "k"),
    ("z", "s"), ("v", "f"), ("x", "ks"), ("q", "k"), ("au", "ou"),
)  # fmt: skip


def sound(word: str) -> str:
    """How a word sounds, roughly: two spellings of one sound become one, doubled letters single, a last d a t."""
    for written, said in _SAME_SOUND:
        word = word.replace(written, said)
    single = "".join(letter for letter, before in zip(word, " " + word, strict=False) if letter != before)
    return single[:-1] + "t" if single.endswith("d") else single


class WordForms:
    """Brings a folded word of a message into the form of the lexicon. Immutable; it remembers nothing."""

    def __init__(
        self, forms: Mapping[str, str], terms: Iterable[str], stems: Iterable[str], is_word: Callable[[str], bool]
    ) -> None:
        """`forms` maps an inflection to its lemma, `terms` are the words of the lexicon, `stems` its open ends."""
        self._forms = dict(forms)
        self._known = frozenset(terms) | frozenset(self._forms.values())
        self._stems = tuple(sorted(frozenset(stems), key=len, reverse=True))
        self._is_word = is_word
        by_start: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._by_sound: dict[str, str] = {}
        for word in sorted(self._known | frozenset(self._forms)):
            if len(word) >= _SHORTEST_TYPO and word.isalpha():
                self._by_sound.setdefault(sound(word), word)
                by_start[word[0], len(word)].append(word)
        self._by_start = dict(by_start)

    def lemma(self, word: str) -> str:
        """The lemma; of a misspelled word that of what was meant; any other word as it is."""
        if word in self._forms:
            return self._forms[word]
        if word in self._known:
            return word
        meant = self._meant(word)
        return self._forms.get(meant, meant)

    def stem(self, word: str) -> str:
        """A stem of the lexicon that stands in the word, written `stem*`; else the word that was meant."""
        for stem in self._stems:
            if word.startswith(stem) or (len(stem) >= _SHORTEST_STEM and stem in word):
                return f"{stem}*"
        return word if word in self._known or word in self._forms else self._meant(word)

    def _meant(self, word: str) -> str:
        """The word of the lexicon that was meant by one that is in no dictionary; else the word itself."""
        if len(word) < _SHORTEST_TYPO or not word.isalpha() or self._is_word(word):
            return word
        same = self._by_sound.get(sound(word))
        if same:
            return same
        near = [
            other
            for length in (len(word), len(word) + 1, len(word) - 1)
            for other in self._by_start.get((word[0], length), ())
            if OSA.distance(word, other, score_cutoff=1) <= 1
        ]
        sure = len(near) == 1 and (len(word) >= _SHORTEST_EDIT or sorted(near[0]) == sorted(word))
        return near[0] if sure else word


def read_forms(path: Path) -> dict[str, str]:
    """Read the table: a line is a lemma and its inflections."""
    forms: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        lemma, *inflections = map(intern, line.split())
        for form in inflections:
            forms.setdefault(form, lemma)
    return forms


def write_forms(path: Path, forms: Mapping[str, str], wanted: Collection[str]) -> None:
    """Write the inflections of the wanted lemmas, one lemma a line."""
    by_lemma: dict[str, list[str]] = defaultdict(list)
    for form, lemma in sorted(forms.items()):
        if lemma in wanted:
            by_lemma[lemma].append(form)
    lines = [" ".join((lemma, *forms_)) for lemma, forms_ in sorted(by_lemma.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
