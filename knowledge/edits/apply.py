"""Applying changes to a landscape, in their order. Pure: the same changes always give the same landscape."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from knowledge.edits.abolish import abolish
from knowledge.edits.changes import (
    Abolished,
    Added,
    Assured,
    Change,
    Mailed,
    Open,
    Phoned,
    Renamed,
    Stepped,
    Waited,
    Worded,
    begins_on,
)
from knowledge.edits.draft import Draft, RefusedError, numbers_in
from knowledge.edits.naming import is_taken
from knowledge.edits.rewording import rename_in_routes, reword, reword_number, spoken
from knowledge.model import Municipality, NationalContact, Route
from knowledge.organisation import Contact, FormerName, Organisation, Waiting
from knowledge.values import UNKNOWN

MAX_CONTACTS: Final = 20
"""Functions of one organisation that can be reached apart."""


def apply(base: Municipality, changes: Sequence[Change], today: date) -> Municipality:
    """The landscape after these changes, as it is on a day. Raises RefusedError for the first that cannot be made."""
    draft = Draft(base)
    for change in _in_force(changes, today):
        _DO[type(change)](draft, change)
    return draft.finish()


def apply_sound(base: Municipality, changes: Mapping[int, Change], today: date) -> tuple[Municipality, tuple[int, ...]]:
    """The landscape after those changes that still fit, by number, and the numbers of those that do not.

    A change was sound when it was made; it fits no longer when the file under it was changed by hand.
    """
    try:
        return apply(base, list(changes.values()), today), ()
    except RefusedError:
        kept: list[Change] = []
        left_out: list[int] = []
        town = base
        for number, change in changes.items():
            try:
                town = apply(base, [*kept, change], today)
            except RefusedError:
                left_out.append(number)
            else:
                kept.append(change)
        return town, tuple(left_out)


def _in_force(changes: Sequence[Change], today: date) -> list[Change]:
    return [each for each in changes if (begins := begins_on(each)) is None or begins <= today]


def _contact(draft: Draft, change: Phoned | Mailed | Open) -> None:
    entry = _reachable(draft, change.entry)
    known = () if entry.contact == UNKNOWN else entry.contact
    old = next((each for each in known if each.functie == change.functie), None)
    now = old or Contact(functie=change.functie)
    match change:
        case Phoned():
            new = now.model_copy(update={"phone": change.value})
        case Mailed():
            new = now.model_copy(update={"email": change.value})
        case Open():  # the hours for machines said the old ones
            new = now.model_copy(update={"hours": change.value, "opening": UNKNOWN})
    contacts = tuple(new if each is old else each for each in known) if old else (*known, new)
    if len(contacts) > MAX_CONTACTS:
        raise RefusedError("edit_contacts", name=entry.name)
    draft.put(entry, contact=contacts)
    if contacts != known and change.assured_on is not None:  # the old day was that of the old number
        draft.put(draft.entry(entry.id), assured_on=change.assured_on, assured_by=change.assured_by)
    if isinstance(change, Phoned) and old is not None and old.phone != UNKNOWN:
        _reword_number(draft, entry.id, old.phone, change.value)


def _reword_number(draft: Draft, owner: str, old: str, new: str) -> None:
    """Put the new number where routes and the organisation itself say the old one; a national number stays."""
    if new == UNKNOWN or numbers_in(old, draft.national_numbers):
        return
    reword_number(draft, old, new)
    entry = draft.organisation(owner)
    draft.put(entry, **{name: reword(getattr(entry, name), old, new) for name in ("wat", "hoe", "let_op")})


def _worded(draft: Draft, change: Worded) -> None:
    entry = draft.organisation(change.entry)
    old = getattr(entry, change.field)
    _keeps_national_numbers(draft, old, change.value)
    draft.put(entry, **{change.field: change.value})


def _renamed(draft: Draft, change: Renamed) -> None:
    entry = draft.entry(change.entry)
    if isinstance(entry, NationalContact):
        raise RefusedError("edit_national", name=entry.name)
    if is_taken(draft.entries(), change.value, besides=entry.id):
        raise RefusedError("edit_name_taken", name=change.value)
    if not isinstance(entry, Organisation):
        draft.put(entry, name=change.value)
        return
    entry = draft.organisation(change.entry)
    former = tuple(each for each in entry.former_names if each.name not in (entry.name, change.value))
    if entry.name != change.value:
        former = (*former, FormerName(name=entry.name, until=change.on))
    aliases = tuple(each for each in entry.aliases if each != change.value)
    draft.put(entry, name=change.value, former_names=former, aliases=aliases)
    rename_in_routes(draft, entry.id, spoken(entry.model_copy(update={"aliases": ()}), draft.town), change.value)


def _stepped(draft: Draft, change: Stepped) -> None:
    route = draft.entry(change.entry)
    if not isinstance(route, Route):
        raise RefusedError("edit_no_route", name=route.name)
    if route.acute:
        raise RefusedError("edit_acute", name=route.name)
    if change.step > len(route.steps):
        raise RefusedError("edit_no_step", name=route.name, step=str(change.step), steps=str(len(route.steps)))
    old = route.steps[change.step - 1]
    _keeps_national_numbers(draft, old.zin, change.value)
    new = old.model_copy(update={"zin": change.value})
    draft.put(route, steps=tuple(new if number == change.step else each for number, each in enumerate(route.steps, 1)))


def _keeps_national_numbers(draft: Draft, old: str, new: str) -> None:
    national = draft.national_numbers
    lost = numbers_in(old, national) - numbers_in(new, national)
    if lost:
        raise RefusedError("edit_number_lost", sentence=old)


def _waited(draft: Draft, change: Waited) -> None:
    entry = draft.organisation(change.entry)
    measured = UNKNOWN if change.weeks == UNKNOWN else change.measured_on
    draft.put(entry, waiting=Waiting(weeks=change.weeks, measured_on=measured))


def _added(draft: Draft, change: Added) -> None:
    new = change.organisation
    if new.status == "abolished" or any(each.id == new.id for each in draft.entries()):
        raise RefusedError("edit_twice", name=new.name)
    if is_taken(draft.entries(), new.name, besides=new.id):
        raise RefusedError("edit_name_taken", name=new.name)
    draft.put(new)


def _assured(draft: Draft, change: Assured) -> None:
    entry = draft.entry(change.entry)
    if isinstance(entry, Organisation):
        entry = draft.organisation(change.entry)
    draft.put(entry, assured_on=change.assured_on, assured_by=change.assured_by, review_by=change.review_by)


def _reachable(draft: Draft, id_: str) -> Organisation:
    entry = draft.entry(id_)
    if isinstance(entry, NationalContact):
        raise RefusedError("edit_national", name=entry.name)
    return draft.organisation(id_)


_DO: Final[Mapping[type, Callable[[Draft, Any], None]]] = {
    Phoned: _contact,
    Mailed: _contact,
    Open: _contact,
    Worded: _worded,
    Renamed: _renamed,
    Stepped: _stepped,
    Waited: _waited,
    Added: _added,
    Abolished: abolish,
    Assured: _assured,
}
