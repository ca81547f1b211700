"""How far a broadcast is, in counts; stopping it, trying again, correcting it, taking it back, and reading it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.acts.broadcasts import FOUR_EYES, own_concept, preview
from bot.acts.desk import make_offer
from bot.acts.here import Done, Here
from bot.bulletin import bulletin, corrected
from bot.storage.broadcast_statements import (
    DONE,
    PLANNED,
    PREPARING,
    RUNNING,
    SECOND,
    STOPPED,
)
from bot.storage.broadcasts import Broadcast
from dialogs.bulletin import LONGEST, title_of
from dialogs.hidden_words import named_in
from dialogs.model import Block, Reply
from dialogs.offer import Offer

_STATES: Final = (
    "wacht", "onderweg", "bezorgd", "gelezen", "mislukt", "onzeker", "onbereikbaar", "afgemeld", "week", "gestopt",
)  # fmt: skip
_SHOWN: Final = 8
CORRECT: Final = "bericht.verbeter_zeker"
"""The offer under a correction; its data is the text."""
LESS: Final = "bericht.liever"
"""What is offered to who wants no messages any more."""


def listed(here: Here) -> Done:
    """`berichten`: what somebody wrote and did not send yet, then what went out; each newest first."""
    concepts = here.tx.own_concepts(here.place, here.person.id)
    found = (*concepts, *here.tx.broadcasts_here(here.place))[:_SHOWN]
    if not found:
        return here.say("bericht.geen")
    lines = tuple(
        here.text(
            "bericht.regel",
            kenmerk=each.reference,
            titel=title_of(each.text) if each.readable else here.text("bericht.tekst_weg"),
            stand=here.text(f"bericht.staat.{each.state}"),
            datum=here.moment(each.created_at or here.now)[0],
        )
        for each in found
    )
    blocks = [Block("tekst", here.text("bericht.lijst")), Block("punten", lines=lines)]
    if concepts:
        blocks.append(Block("tekst", here.text("bericht.ligt_klaar_hoe", kenmerk=concepts[0].reference)))
    return Done((Reply(tuple(blocks)),), about=found[0].reference)


def progress(here: Here, reference: str) -> Done:
    """`stand B-…`: how many are in each state, together everybody for whom it was fixed; an own concept goes on."""
    concept = own_concept(here, reference)
    if concept is not None:
        return preview(here, concept)
    broadcast = here.tx.broadcast_called(here.place, reference)
    if broadcast is None:
        return here.say("bericht.onbekend")
    counts = here.tx.recipient_counts(here.place, broadcast)
    lines = tuple(
        here.counted("bericht.stand_regel", counts[state], wat=here.counted(f"bericht.wat.{state}", counts[state]))
        for state in _STATES
        if counts.get(state)
    )
    blocks = [
        Block("titel", here.text("bericht.stand", titel=title_of(broadcast.text))),
        Block("tekst", here.text(f"bericht.staat.{broadcast.state}").capitalize() + "."),
    ]
    if lines:
        blocks.append(Block("punten", lines=lines))
        blocks.append(Block("tekst", here.text("bericht.stand_totaal", aantal=str(sum(counts.values())))))
    blocks.append(Block("tekst", here.text("bericht.stand_hoe", kenmerk=reference)))
    return Done((Reply(tuple(blocks), kind="kaart"),), about=reference)


def stop(here: Here, reference: str) -> Done:
    """`stop bericht B-…`: who did not get it yet does not; what is on its way goes on."""
    broadcast = here.tx.broadcast_called(here.place, reference)
    going = (SECOND, PLANNED, PREPARING, RUNNING)
    if broadcast is None or not here.tx.change_broadcast(here.place, broadcast, going, STOPPED, here.now):
        return here.say("bericht.onbekend")
    count = here.tx.cancel_recipients(here.place, broadcast, here.now)
    here.audit("broadcast.stop", reference)
    return _told(here.counted("bericht.gestopt", count, kenmerk=reference))


def again(here: Here, reference: str) -> Done:
    """`opnieuw versturen B-…`: to those for whom it failed."""
    broadcast = here.tx.broadcast_called(here.place, reference)
    if broadcast is None or broadcast.state not in (RUNNING, DONE):
        return here.say("bericht.onbekend")
    count = here.tx.retry_recipients(here.place, broadcast, here.now)
    if count:
        here.tx.change_broadcast(here.place, broadcast, (DONE, RUNNING), RUNNING)
        here.audit("broadcast.again", reference)
    return _told(here.counted("bericht.opnieuw", count))


def correct(here: Here, reference: str) -> Done:
    """`verbeter B-… <tekst>`: shown first as it will stand; it goes after a yes.

    Where two coordinators agree on what goes out, one alone corrects nothing: a message is taken back, and made anew.
    """
    broadcast = here.tx.broadcast_called(here.place, reference)
    text = here.typed.strip()
    if broadcast is None or broadcast.state not in (RUNNING, DONE, STOPPED):
        return here.say("bericht.onbekend")
    if here.landscape.terms.get(FOUR_EYES):
        return here.say("bericht.verbeter_tweede", kenmerk=reference)
    if not text or len(text) > LONGEST:
        return here.say("bericht.verbeter_hoe", kenmerk=reference)
    known = {place.name for place in here.landscape.places} | {here.landscape.name}
    known |= named_in(text, here.landscape.public_names)
    filtered = here.words.hide_unknown(text, known)
    message = bulletin(here.words.phrases, here.landscape, replace(broadcast, text=filtered.text), here.today)
    shown = corrected(here.words.phrases, message)
    notes = (Block("tekst", here.text("bericht.verborgen")),) if filtered.hidden_words or here.hidden else ()
    offer, prompt = make_offer(here, CORRECT, ("ja", "nee"), reference, (filtered.text,))
    asked = (*notes, Block("tekst", here.text(CORRECT)))
    return Done((shown, Reply(asked, prompt)), offer=offer, about=reference)


def choose(here: Here, offer: Offer, code: str) -> Done:
    """Whether the correction goes as it was shown."""
    broadcast = here.tx.broadcast_called(here.place, offer.about)
    if broadcast is None or broadcast.state not in (RUNNING, DONE, STOPPED):
        return here.say("bericht.onbekend")
    if code != "ja":
        return here.say("bericht.verbeter_niet", kenmerk=offer.about)
    return _amend(here, broadcast, offer.data[0], "bericht.verbeter_gaat", "broadcast.correct")


def take_back(here: Here, reference: str) -> Done:
    """`trek terug B-…`: who got it reads in its place that it does not hold any more."""
    broadcast = here.tx.broadcast_called(here.place, reference)
    if broadcast is None or broadcast.state not in (RUNNING, DONE, STOPPED):
        return here.say("bericht.onbekend")
    here.tx.cancel_recipients(here.place, broadcast, here.now)
    text = here.text("bericht.teruggetrokken", titel=title_of(broadcast.text))
    return _amend(here, broadcast, text, "bericht.terug_gaat", "broadcast.take_back", bare=True)


def _amend(here: Here, broadcast: Broadcast, text: str, said: str, action: str, *, bare: bool = False) -> Done:
    here.tx.reword_broadcast(here.place, broadcast, text, bare=bare)
    count = here.tx.amend_recipients(here.place, broadcast, here.now)
    here.tx.change_broadcast(here.place, broadcast, (RUNNING, DONE, STOPPED), RUNNING)
    here.audit(action, broadcast.reference)
    return _told(here.counted(said, count))


def _told(text: str) -> Done:
    return Done((Reply((Block("tekst", text),)),))


def read(here: Here, reference: str) -> Done:
    """`gelezen B-…`: counted once, and nobody is shown who."""
    broadcast = here.tx.broadcast_called(here.place, reference)
    state = here.tx.recipient_state(here.scope, broadcast) if broadcast else ""
    if broadcast is None or not state:
        return here.say("bericht.onbekend")
    if not here.tx.note_read(here.scope, broadcast, here.now):
        return here.say("bericht.al_gelezen")
    return here.say("bericht.dank")


def opt_out(here: Here) -> Done:
    """`afmelden`, or `afmelden nieuws`: never for who to call in danger."""
    news_only = "nieuws" in here.typed.lower()
    for category in ("nieuws",) if news_only else ("nieuws", "wijziging"):
        here.tx.choose_broadcasts(here.scope, category, "afgemeld")
    here.audit("broadcast.opt_out", here.scope.gemeente)
    offer, prompt = make_offer(here, LESS, ("weekoverzicht", "aanmelden"), "")  # its codes are commands
    said = here.reply("bericht.afgemeld_nieuws" if news_only else "bericht.afgemeld")
    return Done((replace(said, prompt=prompt),), offer=offer)


def opt_in(here: Here) -> Done:
    """`aanmelden`: everything again, at once."""
    for category in ("nieuws", "wijziging"):
        here.tx.choose_broadcasts(here.scope, category, "direct")
    here.audit("broadcast.opt_in", here.scope.gemeente)
    return here.say("bericht.aangemeld")


def weekly(here: Here) -> Done:
    """`weekoverzicht`: one message on Monday."""
    for category in ("nieuws", "wijziging"):
        here.tx.choose_broadcasts(here.scope, category, "week")
    return here.say("bericht.weekoverzicht")
