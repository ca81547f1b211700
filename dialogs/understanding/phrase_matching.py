"""The parts of spaCy that are used, without its command line.

Importing spaCy imports its command line too, for one function that tells what is installed; with that come rich, typer,
requests and jinja2. They cost 18 MB of memory and a fifth of a second, and nothing here calls them. So an empty module
stands in their place while spaCy is imported, and is taken away again.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any, Final, NamedTuple

_UNUSED: Final = ("spacy.cli", "spacy.cli.info")


class PhraseMatching(NamedTuple):
    """Classes of spaCy; `Any`, because it ships no types that mypy reads."""

    matcher: Any
    doc: Any
    vocab: Any


def load_phrase_matching() -> PhraseMatching:
    """Import them, which takes a quarter of a second the first time."""
    with _without_command_line():
        from spacy.matcher import PhraseMatcher
        from spacy.tokens import Doc
        from spacy.vocab import Vocab
    return PhraseMatching(PhraseMatcher, Doc, Vocab)


def forget_rows(matcher: Any) -> None:
    """Let a matcher give back the rows that it keeps a second time, in case they are taken out again: 6 MB in all."""
    _, (_, rows, *_), *_ = matcher.__reduce__()
    rows.clear()


@contextmanager
def _without_command_line() -> Iterator[None]:
    placed = () if "spacy" in sys.modules else tuple(name for name in _UNUSED if name not in sys.modules)
    for name in placed:
        module = ModuleType(name)
        module.__dict__["info"] = None
        sys.modules[name] = module
    try:
        yield
    finally:
        for name in placed:
            sys.modules.pop(name, None)
