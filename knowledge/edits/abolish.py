"""An organisation ends: its name leads to its successor, and so does everything that pointed at it."""

from __future__ import annotations

from typing import Final

from knowledge.edits.changes import Abolished
from knowledge.edits.draft import Draft, RefusedError
from knowledge.edits.rewording import rename_in_routes, spoken
from knowledge.model import Organisation, Procedure
from knowledge.references import WHOLE_MUNICIPALITY
from knowledge.values import UNKNOWN

RECEIVING: Final = "district_team"


def abolish(draft: Draft, change: Abolished) -> None:
    """End an organisation. Raises RefusedError when it is not in use, or its successor does not exist yet."""
    entry = draft.organisation(change.entry)
    if change.successor == entry.id:
        raise RefusedError("edit_heir_itself", name=entry.name)
    heir = draft.organisation(change.successor)
    if heir.status != "active":
        raise RefusedError("edit_heir_planned", name=heir.name)
    draft.put(
        entry,
        status="abolished",
        successor=heir.id,
        ended_on=change.ended_on,
        aliases=_all_names(entry, draft),
        valid_until=entry.valid_until if entry.valid_until == UNKNOWN else change.ended_on,
    )
    _inherit(draft, entry, heir)
    rename_in_routes(draft, entry.id, spoken(entry, draft.town), heir.name)
    _redirect(draft, entry.id, heir.id)


def _all_names(entry: Organisation, draft: Draft) -> tuple[str, ...]:
    """Its aliases, and its name without that of the municipality: each leads to the successor, with the correction."""
    return tuple(name for name in dict.fromkeys((*entry.aliases, *spoken(entry, draft.town))) if name != entry.name)


def _inherit(draft: Draft, entry: Organisation, heir: Organisation) -> None:
    """Who asks for what it did comes to the successor, and a team's districts have a team again."""
    needs = tuple(dict.fromkeys((*heir.needs, *entry.needs)))
    areas = heir.areas
    if entry.kind == heir.kind == RECEIVING and entry.areas != UNKNOWN:
        both = (*(() if heir.areas == UNKNOWN else heir.areas), *entry.areas)
        areas = (WHOLE_MUNICIPALITY,) if WHOLE_MUNICIPALITY in both else tuple(dict.fromkeys(both))
    called = tuple(dict.fromkeys((*heir.called, *entry.called)))
    draft.put(heir, needs=needs, called=called, areas=areas)


def _redirect(draft: Draft, old: str, new: str) -> None:
    """Let every reference to an organisation point to its successor."""
    for route in draft.routes():
        steps = tuple(step.model_copy(update={"to": _swapped(step.to, old, new)}) for step in route.steps)
        draft.put(route, steps=steps, regie=new if route.regie == old else route.regie)
    for each in draft.organisations():
        through = each.admission.through
        if through != UNKNOWN:
            through = tuple(id_ for id_ in _swapped(through, old, new) if id_ != each.id)
        part_of = new if each.part_of == old else each.part_of
        draft.put(
            each,
            part_of=None if part_of == each.id else part_of,
            partners=tuple(id_ for id_ in _swapped(each.partners, old, new) if id_ != each.id),
            admission=each.admission.model_copy(update={"through": through}),
        )
    for entry in draft.entries():
        if isinstance(entry, Procedure):
            draft.put(entry, between=_swapped(entry.between, old, new))
    draft.instruments = tuple(
        each.model_copy(
            update={"used_by": each.used_by if each.used_by == UNKNOWN else _swapped(each.used_by, old, new)}
        )
        for each in draft.instruments
    )
    draft.glossary = tuple(
        each.model_copy(update={"carried_out_by": new}) if each.carried_out_by == old else each
        for each in draft.glossary
    )


def _swapped(ids: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(new if id_ == old else id_ for id_ in ids)) if old in ids else ids
