"""What others should hear of a change: the one place where an effect of a change meets the messages to everybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from bot.acts import broadcasts
from bot.acts.desk import make_offer
from bot.acts.here import Done, Here
from bot.bulletin import ACUTE
from dialogs.model import Block, Reply
from dialogs.offer import Offer
from knowledge.edits.effect import Effect
from knowledge.model import Municipality

PHRASE: Final = "landschap.vertel_anderen"
_LINES: Final = 8
"""So many points of a draft; a longer message is not read."""


def tell_others(here: Here, effect: Effect, town: Municipality, begins: date | None = None) -> Done:
    """Offer a message to everybody, made from what changes who does what; nothing where nobody goes elsewhere (R135).

    `begins` is the day from which the change holds, where that is later.
    """
    if not effect.who_does_what:
        return Done()
    lines = list(dict.fromkeys(_lines(here, effect)))
    if len(lines) > _LINES:
        lines = [*lines[:_LINES], here.text("landschap.nieuws.meer")]
    when = [here.text("landschap.nieuws.vanaf", datum=here.day(begins))] if begins else []
    title = here.text("landschap.nieuws.titel", naam=effect.name)
    text = "\n".join((title, *when, *(f"- {line}" for line in lines), here.text("landschap.nieuws.vraag")))
    acute = {route.id for route in town.routes if route.acute} & {each.route for each in effect.routes}
    heir = next((each.new for each in effect.changed if each.entry == effect.entry and each.field == "successor"), "")
    about = "" if begins else heir or effect.name  # what the map says now goes with it: not what holds later
    data = (text, about, ACUTE if acute else "wijziging")
    offer, prompt = make_offer(here, PHRASE, ("ja", "nee"), "", data)
    return Done((Reply((Block("tekst", here.text(PHRASE, naam=effect.name)),), prompt),), offer=offer)


def choose(here: Here, offer: Offer, code: str) -> Done:
    """Make a concept of the draft and show it as everybody will see it; the coordinator lets it go, or not."""
    if code != "ja":
        return here.say("landschap.nieuws.niet")
    text, about, category = offer.data
    said = {"tekst": (text,), "over": (about,), "soort": (category,), "wie": ("iedereen",)}
    return broadcasts.compose(here, said)


def _lines(here: Here, effect: Effect) -> Iterator[str]:
    for each in effect.changed:
        if each.field == "successor" and each.new:
            yield here.text("landschap.nieuws.opvolger", naam=each.name, opvolger=each.new)
        elif each.field == "areas" and each.new:
            yield here.text("landschap.nieuws.wijken", naam=each.name, wijken=each.new)
        elif each.field == "new":
            yield here.text("landschap.nieuws.nieuw", naam=each.name)
        elif each.field == "phone" and each.new:
            yield here.text("landschap.nieuws.nummer", naam=each.name)
    if any(each.field == "successor" and each.new for each in effect.changed):
        return  # the routes lead to the heir then, which was said
    to: dict[str, list[str]] = {}
    for says in effect.routes:
        if says.to:
            to.setdefault(", ".join(says.to), []).append(says.name)
    for names, routes in to.items():
        yield here.text("landschap.nieuws.route", route=", ".join(dict.fromkeys(routes)), naar=names)
