"""Finds the concepts of the lexicon in the words of a message: rows of three words and more with spaCy's PhraseMatcher.

One word and two are looked up in a table, which takes a tenth of the memory. Every word is compared twice: by its
lemma, and by its letters for rows with an open end. Nothing is decided here about denial or the past; that is
`assertion.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from dialogs.understanding.forms import WordForms
from dialogs.understanding.lexicon import Concept, Lexicon, parts_of, words_of
from dialogs.understanding.phrase_matching import forget_rows, load_phrase_matching
from dialogs.understanding.remembered import Remembered
from dialogs.understanding.sentences import Sentence
from dialogs.understanding.terms import Terms

REACH: Final = 12
"""Words between the first and the last part of a row in `samen`."""
_REMEMBERED: Final = 16_384
"""Words of which is remembered what begins with them."""
_NONE: Final[Mapping[str, tuple[Any, ...]]] = MappingProxyType({})
_WALL: Final = "\n"
"""Stands between sentences, so that no term crosses from one into the next."""

Stretch = tuple[int, int]


class Hit(NamedTuple):
    """A concept that was found in a sentence: the words from `start` up to `stop`."""

    concept: Concept
    sentence: int
    start: int
    stop: int
    parts: tuple[Stretch, ...]
    """The words that matched; of a term one stretch."""

    @property
    def core(self) -> Stretch:
        """What a denial is about: the first part."""
        return self.parts[0]


class _Sought:
    """Something that has to be found: the terms of a concept, its idioms, or a part of a row in `samen`.

    Compared by identity, so that finding it costs no look at its words.
    """

    __slots__ = ("concept", "idioms", "rows")

    def __init__(self) -> None:
        self.concept: Concept | None = None
        """The concept whose terms these are."""
        self.idioms: _Sought | None = None
        """What the terms must not stand in."""
        self.rows: tuple[_Row, ...] = ()
        """The rows of `samen` that are looked up by this part."""


class _Row(NamedTuple):
    """A row of `samen`: its concept, its parts, and the idioms in which the first part does not count."""

    concept: Concept
    first: _Sought
    others: tuple[_Sought, ...]
    idioms: _Sought | None


class _Beginning:
    """What begins with a word: terms of that word alone, and of two and more words by their second."""

    __slots__ = ("alone", "longer", "pairs")

    def __init__(self) -> None:
        self.alone: tuple[_Sought, ...] = ()
        self.pairs: Mapping[str, tuple[_Sought, ...]] = _NONE
        self.longer: Mapping[str, tuple[str, ...]] = _NONE
        """The third words of longer rows by their second: without such three spaCy is not asked."""

    def add(self, sought: _Sought, others: Sequence[str]) -> None:
        """Add a term by what follows the first word. Most words begin one kind only: tables are made when needed."""
        if not others:
            self.alone = (*self.alone, sought)
        elif len(others) == 1:
            self.pairs = {**self.pairs, others[0]: (*self.pairs.get(others[0], ()), sought)}
        else:
            second, third, *_ = others
            self.longer = {**self.longer, second: (*self.longer.get(second, ()), third)}


class _Use(NamedTuple):
    """A word of a message, by its lemma and by its letters, with what begins there."""

    lemma: str
    begins: _Beginning | None
    letters: str
    letters_begin: _Beginning | None
    is_stem: bool


_Found = dict[_Sought, list[Stretch]]


class ConceptMatcher:
    """Finds concepts. Immutable; made once, which takes a second or two because spaCy has to be imported."""

    def __init__(self, lexicon: Lexicon, forms: WordForms) -> None:
        spacy = load_phrase_matching()
        self._vocab = spacy.vocab()
        self._doc = spacy.doc
        self._forms = forms
        self._lemmas = spacy.matcher(self._vocab, attr="ORTH")
        self._letters = spacy.matcher(self._vocab, attr="ORTH")
        self._keys: dict[int, _Sought] = {}
        self._begin: dict[str, _Beginning] = {}
        self._uses = Remembered(self._use, _REMEMBERED)
        by_name: dict[str, _Sought] = {}
        gapped: dict[str, list[str]] = {}
        for name, terms in _named_terms(lexicon):
            whole = [words_of(term) for term in terms]
            by_name[name] = _Sought()
            gapped[name] = [" ".join(words) for words in whole if "..." in words]
            self._add(name, by_name[name], [words for words in whole if "..." not in words])
        self._gapped = Terms({name: terms for name, terms in gapped.items() if terms})
        self._gapped_names = {name: by_name[name] for name, terms in gapped.items() if terms}
        _connect(lexicon, by_name)

    def find(self, sentences: Sequence[Sentence]) -> tuple[Hit, ...]:
        """Find every concept in every sentence, in the order of the text; the longest of two at one place."""
        words: list[str] = []
        at: list[tuple[int, int]] = []
        for number, sentence in enumerate(sentences):
            at += [(number, len(words))] * (len(sentence.words) + 1)
            words += sentence.words
            words.append(_WALL)
        there: list[_Found] = [{} for _ in sentences]

        def add(sought: Iterable[_Sought], start: int, stop: int) -> None:
            number, begin = at[start]
            found, stretch = there[number], (start - begin, stop - begin)
            for each in sought:
                if each in found:
                    found[each].append(stretch)
                else:
                    found[each] = [stretch]

        uses = [*map(self._uses.__getitem__, words)]
        documents = [(self._lemmas, [use.lemma for use in uses], [use.begins for use in uses])]
        if any(use.is_stem for use in uses):
            documents.append((self._letters, [use.letters for use in uses], [use.letters_begin for use in uses]))
        for matcher, forms, beginnings in documents:
            longer = False
            for place, beginning in enumerate(beginnings):
                if beginning is None:
                    continue
                if beginning.alone:
                    add(beginning.alone, place, place + 1)
                follows = forms[place + 1]
                if follows in beginning.pairs:
                    add(beginning.pairs[follows], place, place + 2)
                longer = longer or (follows in beginning.longer and forms[place + 2] in beginning.longer[follows])
            if longer:
                for key, start, stop in matcher(self._doc(self._vocab, words=forms)):
                    add((self._keys[key],), start, stop)
        hits: list[Hit] = []
        for number, sentence in enumerate(sentences):
            found = there[number]
            for match in self._gapped.find(sentence.words):
                found.setdefault(self._gapped_names[match.name], []).append((match.start, match.stop))
            if found:
                hits += _alone(number, found)
                hits += _joined(number, found)
        hits.sort(key=lambda hit: (hit.sentence, hit.core[0], -hit.stop))
        return tuple(hits)

    def _use(self, word: str) -> _Use:
        lemma, letters = self._forms.lemma(word), self._forms.stem(word)
        return _Use(lemma, self._begin.get(lemma), letters, self._begin.get(letters), letters[-1] == "*")

    def _add(self, name: str, sought: _Sought, rows: Sequence[tuple[str, ...]]) -> None:
        whole = [row for row in rows if row and not any(word.endswith("*") for word in row)]
        lemmas = {tuple(map(self._forms.lemma, row)) for row in whole}
        letters = {row for row in rows if row} - set(whole)
        for matcher, forms in ((self._lemmas, lemmas), (self._letters, letters)):
            for first, *others in sorted(forms):
                self._begin.setdefault(first, _Beginning()).add(sought, others)
            longer = sorted(row for row in forms if len(row) > 2)
            if longer:
                matcher.add(name, [self._doc(self._vocab, words=list(row)) for row in longer])
                forget_rows(matcher)
                key: Any = self._vocab.strings[name]
                self._keys[key] = sought


def _alone(number: int, found: Mapping[_Sought, list[Stretch]]) -> Iterator[Hit]:
    for sought, stretches in found.items():
        if sought.concept is not None:
            idioms = found.get(sought.idioms, ()) if sought.idioms else ()
            for start, stop in _longest(stretches):
                if not any(first < stop and start < last for first, last in idioms):
                    yield Hit(sought.concept, number, start, stop, ((start, stop),))


def _joined(number: int, found: Mapping[_Sought, list[Stretch]]) -> Iterator[Hit]:
    """Rows whose parts all stand in one sentence, looked up by the part that the fewest rows have."""
    is_there = found.__contains__
    for sought in found:
        for row in sought.rows:
            if row.first in found and all(map(is_there, row.others)) and (hit := _hit(row, number, found)):
                yield hit


def _hit(row: _Row, number: int, found: Mapping[_Sought, list[Stretch]]) -> Hit | None:
    idioms = found.get(row.idioms, ()) if row.idioms else ()
    for core in sorted(found[row.first]):
        if any(first < core[1] and core[0] < last for first, last in idioms):
            continue
        taken = _near(core, [found[part] for part in row.others])
        if taken is not None:
            start, stop = min(part[0] for part in taken), max(part[1] for part in taken)
            return Hit(row.concept, number, start, stop, taken)
    return None


def _connect(lexicon: Lexicon, by_name: Mapping[str, _Sought]) -> None:
    """Tell each term its concept and idioms, and the rarest part of each row of `samen` the row."""
    rows = [(concept, parts_of(together)) for concept in lexicon.begrippen for together in concept.samen]
    count = Counter(part for _, parts in rows for part in parts)
    bare = {concept.id: concept.bare() for concept in lexicon.begrippen}
    for concept in bare.values():
        terms = by_name[f"={concept.id}"]
        terms.concept, terms.idioms = concept, by_name.get(f"!{concept.id}")
    for concept, parts in rows:
        rarest = min(parts, key=lambda part: (part.startswith("@"), count[part]))
        first, *others = (by_name[part] for part in parts)
        row = _Row(bare[concept.id], first, tuple(others), by_name.get(f"!{concept.id}"))
        by_name[rarest].rows += (row,)


def _named_terms(lexicon: Lexicon) -> Iterator[tuple[str, list[str]]]:
    """What has to be found, by name: `=id` the terms of a concept, `!id` its idioms, else a part or a group."""
    for concept in lexicon.begrippen:
        yield f"={concept.id}", list(concept.termen)
        if concept.behalve:
            yield f"!{concept.id}", list(concept.behalve)
    parts = {part for concept in lexicon.begrippen for row in concept.samen for part in parts_of(row)}
    for part in sorted(parts):
        yield part, list(lexicon.groepen[part[1:]]) if part.startswith("@") else [part]


def _longest(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Leave out a stretch that lies inside another one."""
    kept: list[Stretch] = []
    for start, stop in sorted(stretches, key=lambda stretch: (stretch[0], -stretch[1])):
        if not kept or stop > kept[-1][1]:
            kept.append((start, stop))
    return kept


def _near(core: Stretch, others: Sequence[Iterable[Stretch]]) -> tuple[Stretch, ...] | None:
    """The core and the nearest of each other part; None when one is missing or too far."""
    used = [core]
    for stretches in others:
        free = [each for each in stretches if not any(each[0] < last and first < each[1] for first, last in used)]
        if not free:
            return None
        used.append(min(free, key=lambda each: min(abs(each[0] - core[1]), abs(core[0] - each[1]))))
    reach = max(stop for _, stop in used) - min(start for start, _ in used)
    return tuple(used) if reach <= REACH + 1 else None
