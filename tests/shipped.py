"""What is shipped, loaded once for all tests of a process: it never changes, and loading it takes seconds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cache

from bot.handed_out import handed_out
from bot.landscapes import ServedLandscapes
from dialogs.library import Library
from dialogs.loading.load import load_dialogs, load_library
from dialogs.questions.schema import Dialog
from dialogs.understanding.lexicon import Lexicon, load_lexicon
from dialogs.understanding.read import Reader, load_reader
from dialogs.understanding.rules import Rules
from knowledge.load import load
from knowledge.zorglandschap import Zorglandschap


@cache
def library() -> Library:
    return load_library(kept=handed_out)


@cache
def reader() -> Reader:
    return load_reader()


@cache
def rules() -> Rules:
    """What the reader reads by, without what it reads by likeness."""
    return reader()._stages.rules


@cache
def lexicon() -> Lexicon:
    return load_lexicon()


@cache
def shipped_dialogs() -> Mapping[str, Dialog]:
    return load_dialogs()


def make_reader(public_names: Callable[[], Collection[str]]) -> Reader:
    return reader().knowing(public_names, handed_out)


@cache
def landscape(gemeente: str) -> Zorglandschap:
    return load(gemeente)


class ShippedLandscapes(ServedLandscapes):
    """The municipalities as they are shipped. A test with files of its own has its own `ServedLandscapes`."""

    def get(self, gemeente: str) -> Zorglandschap:
        if gemeente not in {option.code for option in self.served}:
            raise KeyError(gemeente)
        return landscape(gemeente)
