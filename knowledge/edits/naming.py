"""Which entry of a landscape somebody means, by name, alias, old name or id; and whether a name is taken."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.folding import words
from knowledge.model import Municipality, Named, Organisation

ARTICLES = frozenset({"de", "het"})


def called(town: Municipality, text: str, *, partly: bool = True) -> tuple[Named, ...]:
    """The entries that are called so; several when it is not sure; `partly`: else those whose name holds all words.

    What is abolished comes last and only under its own name.
    """
    wanted = _bare(text)
    if not wanted:
        return ()
    exact = tuple(each for each in town.entries if wanted in _names(each))
    living = tuple(each for each in exact if not _is_abolished(each))
    if exact or not partly:
        return living or exact
    asked = set(wanted)
    return tuple(
        each for each in town.entries if not _is_abolished(each) and any(asked <= set(name) for name in _names(each))
    )


def is_taken(entries: Iterable[Named], name: str, *, besides: str) -> bool:
    """Tell whether another entry has this name, had it, or is asked for by it."""
    wanted = words(name)
    return any(each.id != besides and wanted in _names(each) for each in entries)


def _names(entry: Named) -> set[tuple[str, ...]]:
    written = [entry.id.replace("_", " "), entry.name, *entry.aliases]
    if isinstance(entry, Organisation):
        written += [former.name for former in entry.former_names]
    return {_bare(each) for each in written}


def _bare(text: str) -> tuple[str, ...]:
    folded = words(text.replace("_", " "))
    return folded[1:] if len(folded) > 1 and folded[0] in ARTICLES else folded


def _is_abolished(entry: Named) -> bool:
    return isinstance(entry, Organisation) and entry.status == "abolished"
