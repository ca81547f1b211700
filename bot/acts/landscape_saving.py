"""Saving a change that was shown, undoing one, and what was changed by whom."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.acts.desk import make_offer
from bot.acts.here import Done, Here
from bot.acts.joining import access_reference
from bot.acts.landscape_changes import show, written
from bot.acts.landscape_map import Map, landscape_map
from bot.acts.landscape_news import tell_others
from bot.acts.landscape_preview import changed_line, preview
from bot.acts.landscape_reviews import looked_at
from bot.storage.landscape_edits import LandscapeEdit
from dialogs.model import Block, Reply
from dialogs.offer import Offer
from knowledge.edits.changes import Abolished, Assured, begins_on, write_change
from knowledge.edits.draft import RefusedError
from knowledge.edits.naming import called

UNDO: Final = "landschap.terugdraaien"
_SHOWN: Final = 10
_LINES: Final = 3


def save(here: Here, offer: Offer, code: str) -> Done:
    """Write what was shown; when somebody else was first it is shown again."""
    if code != "opslaan":
        return here.say("landschap.niet_opgeslagen")
    made, version = written(offer)
    where = landscape_map(here)
    if where.version != version:
        return show(here, made, where, "landschap.intussen_gewijzigd")
    try:
        effect = where.with_(made, here.today)
    except RefusedError as refused:
        return here.say("landschap.niet_goed", reden=str(refused))
    edit = _row(here, where, made.entry, write_change(made))
    if not here.tx.add_landscape_edit(here.place, edit):
        return show(here, made, None, "landschap.intussen_gewijzigd")
    here.audit("landscape.edit", made.entry, made.kind)
    if isinstance(made, Assured | Abolished):
        looked_at(here, made.entry)
    begins = begins_on(made)
    later = begins is not None and begins > here.today
    said = here.reply("landschap.opgeslagen", kenmerk=edit.reference)
    if later and begins is not None:
        said = here.reply("landschap.opgeslagen_later", kenmerk=edit.reference, datum=here.day(begins))
    told = tell_others(here, effect, where.town(here.today), begins if later else None)
    return replace(told, replies=(said, *told.replies))


def undo(here: Here, reference: str) -> Done:
    """`ongedaan`: what is there without the last change, or without the one that is named."""
    where = landscape_map(here)
    edit = here.tx.landscape_edit_called(here.place, reference) if reference else _last(where)
    if edit is None:
        return here.say("landschap.wijziging_onbekend" if reference else "landschap.niets_terug")
    if edit.undone_by or not edit.change:
        return here.say("landschap.al_terug", kenmerk=edit.reference)
    if edit.file or edit.number not in where.changes:
        return here.say("landschap.in_bestand", kenmerk=edit.reference)
    try:
        effect = where.without(edit.number, here.today)
    except RefusedError as refused:
        return here.say("landschap.niet_terug", kenmerk=edit.reference, reden=str(refused))
    data = (str(edit.number), str(where.version))
    offer, prompt = make_offer(here, UNDO, ("ja", "nee"), edit.reference, data)
    head = Block("tekst", here.text("landschap.terug_zo", kenmerk=edit.reference, datum=here.moment(edit.at)[0]))
    return Done((Reply((head, *preview(here, effect)), prompt, "kaart", "landschap"),), offer=offer)


def undone(here: Here, offer: Offer, code: str) -> Done:
    """Take a change back after it was shown what that comes to."""
    if code != "ja":
        return here.say("landschap.blijft", kenmerk=offer.about)
    where = landscape_map(here)
    number, version = map(int, offer.data)
    edit = next((each for each in where.edits if each.number == number), None)
    if where.version != version or edit is None:
        return undo(here, offer.about)
    try:
        effect = where.without(number, here.today)
    except RefusedError as refused:
        return here.say("landschap.niet_terug", kenmerk=edit.reference, reden=str(refused))
    row = _row(here, where, edit.entry, "")
    if not here.tx.add_landscape_edit(here.place, row):
        return undo(here, offer.about)
    here.tx.undo_landscape_edit(here.place, number, row.number)
    here.audit("landscape.undo", edit.entry, edit.reference)
    told = tell_others(here, effect, where.town(here.today))
    return replace(told, replies=(here.reply("landschap.teruggedraaid", kenmerk=edit.reference), *told.replies))


def history(here: Here, words: str) -> Done:
    """`geschiedenis [naam]`: who changed what, by role, newest first."""
    where = landscape_map(here)
    rows = list(reversed(where.edits))
    if words:
        found = called(where.town(here.today), words)
        if not found:
            return here.say("landschap.geschiedenis_onbekend")
        ids = {each.id for each in found}
        rows = [each for each in rows if each.entry in ids]
    if not rows:
        return here.say("landschap.geschiedenis_leeg")
    lines = tuple(_line(here, where, each) for each in rows[:_SHOWN])
    blocks = [Block("tekst", here.text("landschap.geschiedenis")), Block("punten", lines=lines)]
    if len(rows) > _SHOWN:
        blocks.append(Block("tekst", here.text("landschap.geschiedenis_meer", aantal=str(len(rows) - _SHOWN))))
    return Done((Reply(tuple(blocks), item="landschap"),))


def _line(here: Here, where: Map, edit: LandscapeEdit) -> str:
    day, hour = here.moment(edit.at)
    known = {"kenmerk": edit.reference, "datum": day, "tijd": hour, "wie": _who(here, edit.person)}
    if not edit.change:
        of = next((each.reference for each in where.edits if each.undone_by == edit.number), "")
        return here.text("landschap.regel_terug", van=of, **known)
    effect = where.of(edit)
    own = (
        [each for each in effect.changed if each.entry == edit.entry and each.field != "new"][:_LINES] if effect else []
    )
    what = "; ".join(changed_line(here, each, then=True) for each in own)
    if effect and not own and effect.routes:
        says = effect.routes[0]
        step = here.text("landschap.stap", stap=str(says.step))
        what = here.text("landschap.was_werd", veld=step, oud=says.old, nieuw=says.new)
    names = {each.id: each.name for each in where.town(here.today).entries}
    name = effect.name if effect else names.get(edit.entry, edit.entry)
    line = here.text("landschap.regel", naam=name, wat=what or here.text("landschap.regel_kort"), **known)
    return f"{line} {here.text('landschap.regel_was_terug')}" if edit.undone_by else line


def _who(here: Here, person: str) -> str:
    """By role, and by the reference of the access: a coordinator finds that in the list, and no name."""
    return here.text("landschap.wie", kenmerk=access_reference(here.keys, here.scope.gemeente, person))


def _last(where: Map) -> LandscapeEdit | None:
    return next((each for each in reversed(where.edits) if each.number in where.changes and not each.file), None)


def _row(here: Here, where: Map, entry: str, change: str) -> LandscapeEdit:
    number = where.version + 1
    reference = here.keys.reference("W", here.scope.gemeente, here.person.id, here.now.isoformat(), str(number))
    return LandscapeEdit(number, reference, here.person.id, here.now, entry, change)
