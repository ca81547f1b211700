"""Changing the landscape: what was asked for becomes a change, is shown as it will be, and waits for a yes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from pydantic import ValidationError

from bot.acts.desk import make_offer
from bot.acts.here import Done, Here
from bot.acts.landscape_days import day_of, review_day
from bot.acts.landscape_map import Map, landscape_map
from bot.acts.landscape_preview import preview
from bot.acts.landscape_wish import NAME, STEP, Wish, read_change, read_ending
from dialogs.model import Block, Reply
from dialogs.offer import Offer
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
    write_change,
)
from knowledge.edits.changes import (
    read_change as read_written,
)
from knowledge.edits.draft import RefusedError
from knowledge.edits.naming import called
from knowledge.faults import value_faults
from knowledge.model import Municipality, Named, Organisation
from knowledge.values import UNKNOWN

SAVE: Final = "landschap.opslaan"
WHICH: Final = "landschap.welke"
FUNCTION: Final = "landschap.welke_functie"
DAY: Final = "landschap.welke_dag"
FORM: Final = "landschap_tekst"
ENDING: Final = "opheffing"
ASSURANCE: Final = "bevestiging"
_CONTACT: Final[Mapping[str, type[Phoned | Mailed | Open]]] = {"telefoon": Phoned, "email": Mailed, "tijden": Open}
_TEXTS: Final = (NAME, "wat", "voor_wie", "hoe", "let_op", STEP)
_HOLE: Final = re.compile(r"\[[a-z]+\]")
_NAME: Final = "[naam]"
_ORGANISATIONS: Final = frozenset({"telefoon", "email", "naam"})
"""Kinds of hidden data that belong to an organisation where a change is shown that holds them."""
_MOST: Final = 5
"""Entries that are named when it is not clear which is meant."""


def change(here: Here, typed: str) -> Done | None:
    """`wijzig wijkteam Noord telefoon …`; None when it is no change to the landscape."""
    town = landscape_map(here).town(here.today)
    wish = read_change(here, town, typed)
    if wish is None:
        found = called(town, typed, partly=False)
        if len(found) == 1:
            return here.say("landschap.wat_ervan", naam=found[0].name)
        return here.say("landschap.hoe") if typed and not here.busy else None
    done = go_on(here, wish)
    return replace(done, used=_ORGANISATIONS if done.offer is not None else frozenset())


def end(here: Here, typed: str) -> Done:
    """`hef op wijkteam Noord, opvolger wijkteam Midden, per 1 december`."""
    wish = read_ending(here, typed)
    if not wish.entry or not wish.heir:
        return here.say("landschap.hef_op_hoe")
    return go_on(here, wish)


def assure(here: Here, typed: str) -> Done:
    """`bevestig wijkteam Noord`: it was checked today and still holds."""
    return go_on(here, Wish(ASSURANCE, typed))


def go_on(here: Here, wish: Wish) -> Done:
    """Find out what is still open of a wish, ask that, or show what it comes to."""
    where = landscape_map(here)
    town = where.town(here.today)
    for slot in ("entry", "heir"):
        words = getattr(wish, slot)
        if not words:
            continue
        found = called(town, words)
        if not found:
            return here.say("landschap.ken_ik_niet", naam=here.words.hide_unknown(words, here.base.public_names).text)
        if len(found) > 1:
            return _which(here, wish, slot, found)
        wish = wish.with_(slot, found[0].id)
    entry = called(town, wish.entry, partly=False)[0]
    asked = _missing(here, wish, entry, town)
    if asked is not None:
        return asked
    try:
        made = _change(here, wish, entry, town)
    except ValidationError as error:
        return here.say("landschap.niet_goed", reden=str(next(value_faults(error, wish.value))))
    return made if isinstance(made, Done) else show(here, made, where)


def show(here: Here, made: Change, where: Map | None = None, first: str = "") -> Done:
    """A change as it will be, with the choice to save it; or why it cannot be made."""
    where = where or landscape_map(here)
    try:
        effect = where.with_(made, here.today)
    except RefusedError as refused:
        return here.say("landschap.niet_goed", reden=str(refused))
    offer, prompt = make_offer(here, SAVE, ("opslaan", "niet"), made.entry, (write_change(made), str(where.version)))
    blocks = preview(here, effect)
    said = (Block("tekst", here.text(first)), *blocks) if first else blocks
    return Done((Reply(said, prompt, "kaart", "landschap"),), offer=offer)


def choose(here: Here, offer: Offer, code: str) -> Done:
    """Which entry, function or day was meant; then it goes on as if it was typed so."""
    *kept, slot = offer.data
    return go_on(here, Wish(*kept).with_(slot, offer.labels[int(code)] if offer.phrase == FUNCTION else code))


def written(offer: Offer) -> tuple[Change, int]:
    """The change that was shown, and the version on which it was made."""
    return read_written(offer.data[0]), int(offer.data[1])


def text_given(here: Here, entry: str, what: str, step: str, text: str) -> Done:
    """The sentence that was asked for in a form, with what may be a name hidden or freed."""
    if _HOLE.search(text):
        return here.say("landschap.niet_met_gegevens")
    return go_on(here, Wish(what, entry, text, step=step, freed="ja"))


# --- what is still open of a wish


def _missing(here: Here, wish: Wish, entry: Named, town: Municipality) -> Done | None:
    if wish.what in _CONTACT:
        return _missing_contact(here, wish, entry)
    if wish.what == STEP and not wish.step:
        return here.say("landschap.welke_stap", naam=entry.name)
    if wish.what in _TEXTS:
        return _missing_text(here, wish, entry, town)
    if wish.what == "wachttijd" and not (wish.value.isdecimal() or wish.value == UNKNOWN):
        return here.say("landschap.wachttijd_hoe", naam=entry.name)
    return None


def _missing_contact(here: Here, wish: Wish, entry: Named) -> Done | None:
    if not wish.value:
        return here.say("landschap.erachter", naam=entry.name, veld=here.text(f"landschap.hoe.{wish.what}"))
    if _HOLE.search(wish.value):
        return here.say("landschap.van_een_mens" if "[email]" in wish.value else "landschap.niet_met_gegevens")
    if not isinstance(entry, Organisation) or wish.functie or entry.contact == UNKNOWN or len(entry.contact) == 1:
        return None
    names = tuple(each.functie for each in entry.contact)
    codes = tuple(str(number) for number in range(len(names)))
    offer, prompt = make_offer(here, FUNCTION, codes, entry.id, (*wish.kept(), "functie"), names)
    text = Block("tekst", here.text(FUNCTION))
    return Done((Reply((text,), prompt),), offer=offer)


def _missing_text(here: Here, wish: Wish, entry: Named, town: Municipality) -> Done | None:
    """A text in which a word is not known is asked for in a form, where the coordinator can free the word.

    The name of an entry is asked about in the preview: such a name is seldom in a word list.
    """
    if wish.value and wish.freed:
        return None
    if _HOLE.search(wish.value.replace(_NAME, "")):
        return here.say("landschap.niet_met_gegevens")
    known = here.base.public_names | {each.name for each in town.entries}
    hidden = wish.what != NAME and here.words.hide_unknown(wish.value, known).hidden_words
    if wish.value and not hidden and _NAME not in wish.value:
        return None
    said = (here.reply("landschap.woorden_onbekend"),) if wish.value else ()
    return Done(said, form={"wat": FORM, "kenmerk": entry.id, "veld": wish.what, "stap": wish.step or "0"})


def _which(here: Here, wish: Wish, slot: str, found: tuple[Named, ...]) -> Done:
    names = tuple(each.name for each in found[:_MOST])
    codes = tuple(each.id for each in found[:_MOST])
    offer, prompt = make_offer(here, WHICH, codes, wish.entry, (*wish.kept(), slot), names)
    return Done((Reply((Block("tekst", here.text(WHICH)),), prompt),), offer=offer)


# --- from a wish to a change


def _change(here: Here, wish: Wish, entry: Named, town: Municipality) -> Change | Done:
    if wish.what in _CONTACT:
        by = here.text("landschap.functie_coordinator")
        function = _function(here, wish, entry)
        made = _CONTACT[wish.what]
        return made(entry=entry.id, functie=function, value=wish.value, assured_on=here.today, assured_by=by)
    return _MAKE[wish.what](here, wish, entry)


def _function(here: Here, wish: Wish, entry: Named) -> str:
    if wish.functie:
        return wish.functie
    if isinstance(entry, Organisation) and entry.contact != UNKNOWN:
        return entry.contact[0].functie
    return here.text("landschap.functie_algemeen")


def _renamed(here: Here, wish: Wish, entry: Named) -> Change:
    return Renamed(entry=entry.id, value=wish.value, on=here.today)


def _worded(here: Here, wish: Wish, entry: Named) -> Change:
    return Worded.model_validate({"entry": entry.id, "field": wish.what, "value": wish.value})


def _stepped(here: Here, wish: Wish, entry: Named) -> Change:
    return Stepped(entry=entry.id, step=int(wish.step), value=wish.value)


def _waited(here: Here, wish: Wish, entry: Named) -> Change | Done:
    day = day_of(here, wish.day, past=True)
    if not isinstance(day, date):
        return here.say("landschap.dag_onbekend")
    return Waited(entry=entry.id, weeks=UNKNOWN if wish.value == UNKNOWN else int(wish.value), measured_on=day)


def _ended(here: Here, wish: Wish, entry: Named) -> Change | Done:
    day = day_of(here, wish.day)
    if isinstance(day, date):
        return Abolished(entry=entry.id, successor=wish.heir, ended_on=day)
    if not day:
        return here.say("landschap.dag_onbekend")
    codes, labels = tuple(each.isoformat() for each in day), tuple(here.day(each) for each in day)
    offer, prompt = make_offer(here, DAY, codes, entry.id, (*wish.kept(), "day"), labels)
    return Done((Reply((Block("tekst", here.text(DAY)),), prompt),), offer=offer)


def _assured(here: Here, wish: Wish, entry: Named) -> Change:
    by = here.text("landschap.functie_coordinator")
    return Assured(entry=entry.id, assured_on=here.today, assured_by=by, review_by=review_day(here))


_MAKE: Final[Mapping[str, Callable[[Here, Wish, Named], Change | Done]]] = {
    NAME: _renamed,
    "wat": _worded,
    "voor_wie": _worded,
    "hoe": _worded,
    "let_op": _worded,
    STEP: _stepped,
    "wachttijd": _waited,
    ENDING: _ended,
    ASSURANCE: _assured,
}


def added(here: Here, made: Organisation) -> Done:
    """An organisation that a form described."""
    return show(here, Added(organisation=made))
