"""Another name or number in the sentences of routes, where the old one stands in full."""

from __future__ import annotations

import re

from knowledge.edits.draft import Draft
from knowledge.model import Named, Route


def spoken(entry: Named, town: str) -> tuple[str, ...]:
    """The proper names by which sentences speak of an entry, the longest first: without the municipality's name too."""
    names = {entry.name, entry.name.removesuffix(f" {town}"), *entry.aliases}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def reword(text: str, old: str, new: str) -> str:
    """Replace whole occurrences, whatever their capitals."""
    return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", lambda _: new, text, flags=re.IGNORECASE)


def mentions(text: str, name: str) -> bool:
    """Tell whether a text names something in full."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, flags=re.IGNORECASE) is not None


def reword_number(draft: Draft, old: str, new: str) -> None:
    """Replace a number in every sentence of every route; acute routes hold national numbers only and stay."""
    for route in draft.routes():
        if route.acute or not any(old in text for text in said_by(route)):
            continue
        steps = tuple(step.model_copy(update={"zin": reword(step.zin, old, new)}) for step in route.steps)
        draft.put(route, steps=steps, consent=reword(route.consent, old, new), let_op=reword(route.let_op, old, new))


def said_by(route: Route) -> tuple[str, ...]:
    """Every sentence of a route."""
    return (*(step.zin for step in route.steps), route.consent, route.let_op)


def rename_in_routes(draft: Draft, id_: str, names: tuple[str, ...], new: str) -> None:
    """Let the steps that lead to an entry, and what is said beside them, speak of it by another name."""
    for route in draft.routes():
        leads = [id_ in step.to for step in route.steps]
        if route.acute or not any(leads):
            continue
        steps = tuple(
            step.model_copy(update={"zin": _renamed(step.zin, names, new)}) if own else step
            for step, own in zip(route.steps, leads, strict=True)
        )
        beside = {name: _renamed(getattr(route, name), names, new) for name in ("consent", "let_op")}
        draft.put(route, steps=steps, **beside)


def _renamed(text: str, names: tuple[str, ...], new: str) -> str:
    """Replace the names in one go, so that a name inside the new one is left alone."""
    wanted = "|".join(re.escape(name) for name in names)
    return re.sub(rf"(?<!\w)(?:{wanted})(?!\w)", lambda _: new, text, flags=re.IGNORECASE)
