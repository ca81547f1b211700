"""The parts of spaCy that are used, without its command line and without its pipeline.

Importing spaCy imports its command line too, for one function that tells what is installed; with that come rich, typer,
requests and jinja2: 18 MB of memory and a fifth of a second. Its pipeline, parsers and models that have to be trained,
takes 9 MB more. Nothing here calls them. So empty modules stand in their place while spaCy is imported, and are taken
away again.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any, Final, NamedTuple

_UNUSED: Final = ("spacy.cli", "spacy.cli.info", "spacy.pipeline")


class PhraseMatching(NamedTuple):
    """Classes of spaCy; `Any`, because it ships no types that mypy reads."""

    matcher: Any
    doc: Any
    vocab: Any


def load_phrase_matching() -> PhraseMatching:
    """Import them, which takes a quarter of a second the first time."""
    with _without_the_unused():
        from spacy.matcher import PhraseMatcher
        from spacy.tokens import Doc
        from spacy.vocab import Vocab
    return PhraseMatching(PhraseMatcher, Doc, Vocab)


def forget_rows(matcher: Any) -> None:
    """Let a matcher give back the rows that it keeps a second time, in case they are taken out again: 6 MB in all."""
    _, (_, rows, *_), *_ = matcher.__reduce__()
    rows.clear()


@contextmanager
def _without_the_unused() -> Iterator[None]:
    placed = () if "spacy" in sys.modules else tuple(name for name in _UNUSED if name not in sys.modules)
    for name in placed:
        sys.modules[name] = _empty(name)
    try:
        yield
    finally:
        for name in placed:
            sys.modules.pop(name, None)


def _empty(name: str) -> ModuleType:
    """A module that holds nothing; what stands in its folder is still found: spaCy imports a part of the pipeline."""
    module = ModuleType(name)
    module.__dict__["info"] = None
    spec = find_spec("spacy")
    folders = (spec.submodule_search_locations or []) if spec else []
    module.__path__ = [str(Path(folder, *name.split(".")[1:])) for folder in folders]
    return module
