"""What is shipped, loaded once for all tests of a process: it never changes, and loading it takes seconds."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache

from bot.handed_out import handed_out
from dialogs.library import Library
from dialogs.loading.load import load_library
from dialogs.understanding.lexicon import Lexicon, load_lexicon
from dialogs.understanding.read import Reader, load_reader
from dialogs.understanding.rules import Rules, load_rules


@cache
def library() -> Library:
    return load_library()


@cache
def reader() -> Reader:
    return load_reader()


@cache
def rules() -> Rules:
    """What the reader reads by, without what it reads by likeness."""
    return load_rules()


@cache
def lexicon() -> Lexicon:
    return load_lexicon()


def make_reader(public_names: Callable[[], Collection[str]]) -> Reader:
    return reader().knowing(public_names, handed_out)
