"""An offer that holds what somebody wrote: it is asked again, or it is said how to go on; nothing of it is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.acts.broadcast_progress import CORRECT
from bot.acts.broadcasts import SURE, WHAT_NOW, WHEN
from bot.acts.desk import make_offer
from bot.acts.feedback import FORM, PREVIEW, show_again
from bot.acts.here import Done, Here
from bot.acts.reminders import FOR_NEW, MAKE, MEANT, subject_of
from dialogs.gevaar.danger import NOW
from dialogs.model import Block, Reply
from dialogs.offer import Offer

SENT: Final = frozenset({WHAT_NOW, SURE, CORRECT, PREVIEW})
"""Offers under a message that is shown as it will go out: a plain yes lets it go on."""
_MOST_MISSES: Final = 2
"""So often it is asked again; the third time the way out is said (conversations.md §1)."""
_STOP: Final = frozenset({"stop", "laat_maar"})
_SIDE: Final = frozenset({"samenvatting", "waarom", *_STOP})


def is_new_reminder(offer: Offer) -> bool:
    """Whether it asks when of a reminder that is not made yet."""
    return offer.phrase == MAKE or (offer.phrase == MEANT and offer.data[0] == FOR_NEW)


def holds(offer: Offer) -> bool:
    """Whether something that somebody wrote waits on the answer."""
    return offer.phrase in SENT or offer.phrase == WHEN or is_new_reminder(offer)


def ask_again(here: Here, offer: Offer) -> Done | None:
    """The same choice once more, after a message that was not understood; None where that was done often enough."""
    if offer.misses >= _MOST_MISSES:
        return None
    if offer.phrase == PREVIEW:
        again = stays(here, offer, (Reply((Block("tekst", here.text("terugkoppeling.niet_begrepen")),)),))
        return replace(again, offer=replace(again.offer or offer, misses=offer.misses + 1)) if again else None
    asked, prompt = make_offer(here, offer.phrase, offer.options, offer.about, offer.data, offer.labels)
    asked = asked or replace(offer, number=here.offers + 1)
    waits = Block("tekst", _said(here, offer))
    said_in_prompt = prompt is not None and not offer.data
    blocks = (waits,) if said_in_prompt else (waits, Block("tekst", here.text(offer.phrase)))
    return Done((Reply(blocks, prompt),), offer=replace(asked, misses=offer.misses + 1))


def side_command(here: Here, offer: Offer, folded: str) -> Done | None:
    """`samenvatting`, `waarom` and `stop` where feedback is shown: it stays open. None where that is not so."""
    phrases = here.words.phrases
    name = phrases.command(folded) or phrases.loose_command(folded)
    if offer.phrase != PREVIEW or name not in _SIDE:
        return None
    again = show_again(here, offer)
    if again is None or name == "samenvatting":
        return again
    if name in _STOP:
        return replace(here.say("terugkoppeling.ligt_klaar", kenmerk=offer.about), offer=offer, about=offer.about)
    return replace(again, replies=(here.reply("terugkoppeling.waarom"), *again.replies))


def stays(here: Here, offer: Offer, replies: tuple[Reply, ...]) -> Done | None:
    """What was answered in between, then the feedback as it was, open still; None for another offer."""
    again = show_again(here, offer) if offer.phrase == PREVIEW else None
    return replace(again, replies=(*replies, *again.replies)) if again is not None else None


def told(here: Here, offer: Offer) -> Reply:
    """That it waits still, and how to go on with it: something else was asked, or nothing was understood of it."""
    return Reply((Block("tekst", _said(here, offer, how=True)),))


def along(here: Here, offer: Offer | None, done: Done) -> Done:
    """Another act was asked for: it is done, and what waits is said, unless the act is about that itself."""
    if offer is None or not holds(offer) or _is_about(done, offer):
        return done
    asks_nothing = done.offer is None and done.form is None and done.check is None
    if asks_nothing and not here.busy and (stays_open := stays(here, offer, done.replies)):
        return replace(done, replies=stays_open.replies, offer=stays_open.offer, about=offer.about)
    return replace(done, replies=before_question(done.replies, told(here, offer)))


def _is_about(done: Done, offer: Offer) -> bool:
    if offer.phrase == PREVIEW:
        return done.form is not None and done.form == {"wat": (FORM,), "kenmerk": (offer.about,)}
    asked = done.offer
    same = asked is not None and is_new_reminder(asked) and is_new_reminder(offer)
    if asked is not None and same:
        return subject_of(asked) == subject_of(offer)
    return bool(offer.about) and done.about == offer.about


def before_question(replies: tuple[Reply, ...], said: Reply) -> tuple[Reply, ...]:
    """What is said, before the question that is open: a question stands at the end (conversations.md §1 rule 2).

    Nothing stands before who to call, nor before the danger question of a worry: there it comes last.
    """
    if any(reply.kind == "acuut" or reply.item == NOW for reply in replies):
        return (*replies, said)
    place = next((number for number, reply in enumerate(replies) if reply.prompt is not None), len(replies))
    return (*replies[:place], said, *replies[place:])


def _said(here: Here, offer: Offer, *, how: bool = False) -> str:
    if offer.phrase == PREVIEW:
        name = "terugkoppeling.ligt_klaar_hoe" if how else "terugkoppeling.ligt_klaar"
        return here.text(name, kenmerk=offer.about)
    if offer.phrase == CORRECT:
        name = "bericht.verbeter_ligt_klaar_hoe" if how else "bericht.verbeter_ligt_klaar"
        return here.text(name, kenmerk=offer.about)
    if not is_new_reminder(offer):
        return here.text("bericht.ligt_klaar_hoe" if how else "bericht.ligt_klaar", kenmerk=offer.about)
    known = {place.name for place in here.landscape.places} | {here.landscape.name}
    subject = here.words.hide_unknown(subject_of(offer), known).text
    if not subject:
        return here.text("herinnering.zonder_onderwerp_hoe" if how else "herinnering.zonder_onderwerp")
    return here.text("herinnering.nog_niet_hoe" if how else "herinnering.nog_niet", onderwerp=subject)
