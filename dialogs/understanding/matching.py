"""Finds the concepts of the lexicon in the words of a message: rows of three words and more with spaCy's PhraseMatcher.

One word and two are looked up in a table, which takes a tenth of the memory. Every word is compared twice: by its
lemma, and by its letters for rows with an open end. Nothing is decided here about denial or the past; that is
`assertion.py`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dialogs.understanding.forms import WordForms
from dialogs.understanding.lexicon import Concept, Lexicon, parts_of, words_of
from dialogs.understanding.phrase_matching import forget_rows, load_phrase_matching
from dialogs.understanding.sentences import Sentence
from dialogs.understanding.terms import Terms

REACH: Final = 12
"""Words between the first and the last part of a row in `samen`."""
_WALL: Final = "\n"
"""Stands between sentences, so that no term crosses from one into the next."""

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Hit:
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


class ConceptMatcher:
    """Finds concepts. Immutable; made once, which takes a second or two because spaCy has to be imported."""

    def __init__(self, lexicon: Lexicon, forms: WordForms) -> None:
        spacy = load_phrase_matching()
        self._vocab = spacy.vocab()
        self._doc = spacy.doc
        self._forms = forms
        self._lemmas = spacy.matcher(self._vocab, attr="ORTH")
        self._letters = spacy.matcher(self._vocab, attr="ORTH")
        self._names: dict[int, str] = {}
        self._short: dict[str, list[str]] = {}
        self._pairs: dict[str, dict[str, list[str]]] = {}
        self._begin_long: dict[str, set[str]] = {}
        """The second words of longer rows, by their first word: without such a pair spaCy is not asked."""
        self._concepts = {concept.id: concept.bare() for concept in lexicon.begrippen}
        self._by_part = _by_rarest_part(lexicon, self._concepts)
        gapped: dict[str, list[str]] = defaultdict(list)
        for name, terms in _named_terms(lexicon):
            whole = [words_of(term) for term in terms]
            gapped[name] += [" ".join(words) for words in whole if "..." in words]
            self._add(name, [words for words in whole if "..." not in words])
        self._gapped = Terms({name: terms for name, terms in gapped.items() if terms})

    def find(self, sentences: Sequence[Sentence]) -> tuple[Hit, ...]:
        """Find every concept in every sentence, in the order of the text; the longest of two at one place."""
        words: list[str] = []
        at: list[tuple[int, int]] = []
        for number, sentence in enumerate(sentences):
            at += [(number, len(words))] * (len(sentence.words) + 1)
            words += sentence.words
            words.append(_WALL)
        there: list[dict[str, list[Stretch]]] = [{} for _ in sentences]

        def add(names: Iterable[str], start: int, stop: int) -> None:
            number, begin = at[start]
            found, stretch = there[number], (start - begin, stop - begin)
            for name in names:
                if name in found:
                    found[name].append(stretch)
                else:
                    found[name] = [stretch]

        short, pairs, begin_long = self._short, self._pairs, self._begin_long
        for matcher, forms in self._documents(words):
            longer = False
            for place, form in enumerate(forms):
                if form in short:
                    add(short[form], place, place + 1)
                if form in pairs and (names := pairs[form].get(forms[place + 1])):
                    add(names, place, place + 2)
                longer = longer or (form in begin_long and forms[place + 1] in begin_long[form])
            if longer:
                for key, start, stop in matcher(self._doc(self._vocab, words=forms)):
                    add((self._names[key],), start, stop)
        hits: list[Hit] = []
        for number, sentence in enumerate(sentences):
            found = there[number]
            for match in self._gapped.find(sentence.words):
                found.setdefault(match.name, []).append((match.start, match.stop))
            if found:
                hits += self._alone(number, found)
                hits += self._joined(number, found)
        hits.sort(key=lambda hit: (hit.sentence, hit.core[0], -hit.stop))
        return tuple(hits)

    def _documents(self, words: list[str]) -> Iterator[tuple[Any, list[str]]]:
        """The words by lemma; by letters too where one of them holds a stem."""
        yield self._lemmas, list(map(self._forms.lemma, words))
        stems = list(map(self._forms.stem, words))
        if any(stem[-1] == "*" for stem in stems):
            yield self._letters, stems

    def _alone(self, number: int, found: Mapping[str, list[Stretch]]) -> Iterator[Hit]:
        for name, stretches in found.items():
            if name[0] == "=":
                concept = self._concepts[name[1:]]
                idioms = found.get(f"!{concept.id}", ())
                for start, stop in _longest(stretches):
                    if not any(first < stop and start < last for first, last in idioms):
                        yield Hit(concept, number, start, stop, ((start, stop),))

    def _joined(self, number: int, found: Mapping[str, list[Stretch]]) -> Iterator[Hit]:
        """Rows whose parts all stand in one sentence, looked up by the part that the fewest rows have."""
        for name in found:
            for concept, parts in self._by_part.get(name, ()):
                if parts[0] not in found or parts[-1] not in found:
                    continue
                if len(parts) > 2 and not all(part in found for part in parts):
                    continue
                if hit := self._together(concept, parts, number, found):
                    yield hit

    def _together(
        self, concept: Concept, parts: tuple[str, ...], number: int, there: Mapping[str, list[Stretch]]
    ) -> Hit | None:
        idioms = there.get(f"!{concept.id}", ())
        for core in sorted(there[parts[0]]):
            if any(first < core[1] and core[0] < last for first, last in idioms):
                continue
            taken = _near(core, [there[part] for part in parts[1:]])
            if taken is not None:
                start, stop = min(part[0] for part in taken), max(part[1] for part in taken)
                return Hit(concept, number, start, stop, taken)
        return None

    def _add(self, name: str, rows: Sequence[tuple[str, ...]]) -> None:
        whole = [row for row in rows if row and not any(word.endswith("*") for word in row)]
        lemmas = {tuple(map(self._forms.lemma, row)) for row in whole}
        letters = {row for row in rows if row} - set(whole)
        for matcher, forms in ((self._lemmas, lemmas), (self._letters, letters)):
            for row in sorted(row for row in forms if len(row) <= 2):
                if len(row) == 1:
                    self._short.setdefault(row[0], []).append(name)
                else:
                    self._pairs.setdefault(row[0], {}).setdefault(row[1], []).append(name)
            longer = sorted(row for row in forms if len(row) > 2)
            if longer:
                for first, second, *_ in longer:
                    self._begin_long.setdefault(first, set()).add(second)
                matcher.add(name, [self._doc(self._vocab, words=list(row)) for row in longer])
                forget_rows(matcher)
                key: Any = self._vocab.strings[name]
                self._names[key] = name


_Row = tuple[Concept, tuple[str, ...]]


def _by_rarest_part(lexicon: Lexicon, bare: Mapping[str, Concept]) -> dict[str, list[_Row]]:
    """Every row of `samen` under the part that the fewest rows have."""
    rows = [(bare[concept.id], parts_of(together)) for concept in lexicon.begrippen for together in concept.samen]
    count = Counter(part for _, parts in rows for part in parts)
    found: dict[str, list[_Row]] = defaultdict(list)
    for concept, parts in rows:
        rarest = min(parts, key=lambda part: (part.startswith("@"), count[part]))
        found[rarest].append((concept, parts))
    return dict(found)


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
