"""What an act left open: the choice that a message makes of it, and doing that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from bot.acts import (
    broadcast_progress,
    broadcasts,
    feedback,
    held,
    landscape_hearing,
    landscape_news,
    not_ours,
    own_signals,
    reminder_offers,
    splitting,
    withdrawing,
    withdrawing_own,
)
from bot.acts.hearing import run
from bot.acts.here import Done, Here
from bot.rights import Act, may
from dialogs.offer import Offer
from dialogs.understanding.normalise import fold

_OFFERS: Final[Mapping[str, tuple[Act, Callable[[Here, Offer, str], Done]]]] = {
    **dict.fromkeys((broadcasts.WHAT_NOW, broadcasts.SURE), ("bericht.maken", broadcasts.choose)),
    landscape_news.PHRASE: ("bericht.maken", landscape_news.choose),
    broadcast_progress.CORRECT: ("bericht.maken", broadcast_progress.choose),
    **dict.fromkeys(landscape_hearing.PHRASES, (landscape_hearing.RIGHT, landscape_hearing.choose)),
    feedback.PREVIEW: ("balie.werken", feedback.choose),
    not_ours.SURE: ("balie.terug", not_ours.choose),
    **dict.fromkeys((own_signals.SHARE, own_signals.WITHDRAW), ("signaal.eigen", own_signals.choose)),
    withdrawing.WHY: ("signaal.eigen", withdrawing.choose),
    withdrawing_own.WHY: ("signaal.eigen", withdrawing_own.choose),
    splitting.PHRASE: ("balie.werken", lambda here, offer, code: splitting.choose(here, offer.about, code)),
    **dict.fromkeys(reminder_offers.PHRASES, ("herinnering", reminder_offers.choose)),
}
"""By the phrase that asks: the right it takes, looked at again as time went by, and what does it."""


def choose(here: Here, offer: Offer, code: str) -> Done:
    """Do what was chosen of an offer. One that stands nowhere above offers commands."""
    if offer.phrase not in _OFFERS:
        return run(here, code, offer.about, "")
    right, chosen_of = _OFFERS[offer.phrase]
    return chosen_of(here, offer, code) if may(here.person, right, here.scope) else _no(here)


def typed_moment(here: Here, offer: Offer) -> Done | None:
    """A moment in the user's own words where one is asked for; None when it is none."""
    if offer.phrase != broadcasts.WHEN:
        return reminder_offers.typed_moment(here, offer)
    return broadcasts.said_moment(here, offer) if may(here.person, "bericht.maken", here.scope) else _no(here)


def _no(here: Here) -> Done:
    return here.say("toegang.mag_niet", coordinator=here.landscape.coordinator)


def chosen(here: Here, offer: Offer, folded: str) -> str:
    """The choice that a typed message makes: its number or its label; empty when it makes none."""
    phrase = here.words.phrases.get(offer.phrase)
    typed = folded.rstrip(".)")
    if offer.phrase in held.SENT and here.words.phrases.consents(typed):
        typed = "ja"
    for number, code in enumerate(offer.options, 1):
        label = offer.labels[number - 1] if offer.labels else phrase.options[code]
        forms = {str(number), fold(label), code, *map(fold, phrase.words.get(code, ()))}
        if typed in forms:
            return code
    return ""
