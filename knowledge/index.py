"""The entries of one landscape, so that a question meets only the few that could answer it.

An index of tantivy in memory: built once, never changed. It knows numbers of entries, not entries; the ranking
(`knowledge.search`) decides what an entry is worth. In a small landscape it lets everything through that shares
anything with the question; in a large one the best by rarity (BM25).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

import tantivy

from knowledge.phonetic import sound

FEATURES: Final = "features"
NAMES: Final = "names"
SOUNDS: Final = "sounds"
NUMBER: Final = "number"

GRAM: Final = 3
"""Letters in a piece of a name."""
SAME_NAMES: Final = 20_000
"""Names whose sound is remembered while the index is built: nouns that many entries share."""
HEAP: Final = 15_000_000
"""Bytes that the writer may use before it writes a part; the least that tantivy takes."""


class IndexBuilder:
    """Takes the entries one after the other."""

    def __init__(self) -> None:
        schema = tantivy.SchemaBuilder()
        schema.add_text_field(FEATURES, tokenizer_name="whitespace", index_option="basic")
        schema.add_text_field(NAMES, tokenizer_name="whitespace", index_option="basic")
        schema.add_text_field(SOUNDS, tokenizer_name="pieces", index_option="basic")
        schema.add_unsigned_field(NUMBER, fast=True)
        self._schema = schema.build()
        self._index = tantivy.Index(self._schema)
        pieces = tantivy.Tokenizer.ngram(GRAM, GRAM, False)
        self._index.register_tokenizer("pieces", tantivy.TextAnalyzerBuilder(pieces).build())
        self._writer = self._index.writer(HEAP, 1)
        self._heard = lru_cache(SAME_NAMES)(sound)

    def add(self, number: int, features: Iterable[str], names: Sequence[str]) -> None:
        """Add an entry: its features, and its names without spaces."""
        entry = tantivy.Document()
        entry.add_unsigned(NUMBER, number)
        entry.add_text(FEATURES, " ".join(features))
        entry.add_text(NAMES, " ".join(names))
        for heard in {self._heard(name) for name in names}:
            entry.add_text(SOUNDS, heard)
        self._writer.add_document(entry)

    def build(self) -> Index:
        """Close it; nothing can be added any more."""
        self._writer.commit()
        self._writer.wait_merging_threads()
        self._index.reload()
        return Index(self._schema, self._index.searcher())


class Index:
    """Answers with numbers of entries, the likeliest first; equal ones in the order in which they were added."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher) -> None:
        self._schema = schema
        self._searcher = searcher

    def sharing(self, features: Iterable[str], limit: int) -> list[int]:
        """Entries that share a feature, those with the rarest ones first."""
        return self._any(FEATURES, features, limit)

    def named(self, names: Iterable[str], limit: int) -> list[int]:
        """Entries with one of these names, letter by letter and without spaces."""
        return self._any(NAMES, names, limit)

    def sounding(self, name: str, limit: int) -> list[int]:
        """Entries with a name that has pieces of three sounds in common with this one."""
        heard = sound(name)
        return self._any(SOUNDS, {heard[i : i + GRAM] for i in range(len(heard) - GRAM + 1)}, limit)

    def _any(self, field: str, terms: Iterable[str], limit: int) -> list[int]:
        wanted = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, field, term, "basic"))
            for term in sorted(terms)
        ]
        if not wanted:
            return []
        hits = self._searcher.search(tantivy.Query.boolean_query(wanted), limit, count=False).hits
        numbers = self._searcher.fast_field_values(NUMBER, [place for _, place in hits])
        return [each for each in numbers if isinstance(each, int)]
