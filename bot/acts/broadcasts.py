"""Making a broadcast and letting it go: the form, the preview as its readers see it, a test, a second pair of eyes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from bot.acts.desk import make_offer
from bot.acts.here import Done, Here, Notice
from bot.broadcast_audience import AREA, ORGANISATION, ROLES, SECTORS, SIGNALLED, is_meant, rank
from bot.bulletin import bulletin
from bot.model import Role
from bot.storage.broadcast_statements import CONCEPT, PLANNED, PREPARING, SECOND, STOPPED
from bot.storage.broadcasts import Broadcast, Known
from dialogs.model import UNKNOWN, Answer, Block, Reply
from dialogs.moments.model import Understood
from dialogs.moments.said import say
from dialogs.moments.time_line import next_occurrence
from dialogs.offer import Offer

FOUR_EYES: Final = "bericht_vier_ogen"
"""In `beleid`: 1 where a second coordinator has to agree."""
WHAT_NOW: Final = "bericht.wat_nu"
SURE: Final = "bericht.zeker"
WHEN: Final = "bericht.moment"
_PAGE: Final = 2000


def begin(here: Here, instead_of: str = UNKNOWN) -> Done:
    """`bericht maken`: open the form; `instead_of` is the concept that it replaces once it is complete."""
    return Done(form={"wat": ("bericht",), "kenmerk": (instead_of,)})


def compose(here: Here, said: Mapping[str, Answer], instead_of: str = UNKNOWN) -> Done:
    """The form is complete: keep it as a concept and show it as everybody will see it."""
    value = {name: answer[0] for name, answer in said.items() if answer}
    text = value.get("tekst", "").strip()
    if not text:
        return here.say("bericht.onbekend")
    key = here.keys.derive("broadcast", here.person.id, here.now.isoformat(), str(here.offers), text)
    about = value.get("over", "")
    broadcast = Broadcast(
        id=key,
        reference=here.keys.reference("B", key),
        author=here.person.id,
        category=value.get("soort", "wijziging"),
        audience=_audience(said),
        about="" if about == UNKNOWN else here.organisation(about),
        must_read=value.get("bevestigen") == "ja",
        state=CONCEPT,
        text=text,
    )
    replaced = own_concept(here, instead_of)
    if replaced is not None:
        here.tx.change_broadcast(here.place, replaced, (CONCEPT,), STOPPED, here.now)
    here.tx.add_broadcast(here.place, broadcast, here.now)
    here.audit("broadcast.write", broadcast.reference)
    return preview(here, broadcast)


def _audience(said: Mapping[str, Answer]) -> Mapping[str, tuple[str, ...]]:
    who = said.get("wie", ("iedereen",))[0]
    chosen = {
        "sector": (SECTORS, said.get("sectoren", ())),
        "rol": (ROLES, said.get("beroepen", ())),
        "organisatie": (ORGANISATION, said.get("voor_organisatie", ())),
        "gebied": (AREA, said.get("voor_wijk", ())),
        "gaf_signaal": (SIGNALLED, ("ja",)),
    }
    return {chosen[who][0]: tuple(chosen[who][1])} if who in chosen else {}


def preview(here: Here, broadcast: Broadcast) -> Done:
    """The message as received, how many get it, who cannot be reached, and what can be done with it."""
    meant = recipients(here, broadcast)
    there = [each for each in meant if each.reachable]
    shown = bulletin(here.words.phrases, here.landscape, broadcast, here.today)
    head = here.reply("bericht.zo", kenmerk=broadcast.reference)
    if not there:
        text = here.text("bericht.niemand")
        offer, prompt = make_offer(here, WHAT_NOW, ("wijzig", "weg"), broadcast.reference)
        return Done((head, shown, Reply((Block("tekst", text),), prompt)), offer=offer, about=broadcast.reference)
    blocks = [Block("tekst", _how_many(here, there))]
    if len(there) < len(meant):
        blocks.append(Block("tekst", here.counted("bericht.onbereikbaar", len(meant) - len(there))))
    codes = here.tx.open_invitations(here.place, here.now)
    if codes:
        blocks.append(Block("tekst", here.counted("bericht.codes_open", codes)))
    offer, prompt = make_offer(here, WHAT_NOW, ("verstuur", "proef", "plan", "wijzig", "weg"), broadcast.reference)
    return Done((head, shown, Reply(tuple(blocks), prompt)), offer=offer, about=broadcast.reference)


def _how_many(here: Here, there: list[Known]) -> str:
    first = sum(rank(each) == 0 for each in there)
    said = here.counted("bericht.aantal", len(there))
    return f"{said} {here.counted('bericht.eerst', first)}" if first and len(there) > 1 else said


def recipients(here: Here, broadcast: Broadcast) -> list[Known]:
    """Who would get it now."""
    found: list[Known] = []
    after = ""
    while known := here.tx.members_after(here.place, after, _PAGE):
        found += [each for each in known if is_meant(each, broadcast.audience, here.landscape)]
        after = known[-1].person
    return found


def choose(here: Here, offer: Offer, code: str) -> Done:
    """What was chosen under a preview, and whether it is sure."""
    broadcast = own_concept(here, offer.about)
    if broadcast is None:
        return here.say("bericht.onbekend")
    if offer.phrase == SURE:
        return let_go(here, broadcast, None) if code == "ja" else preview(here, broadcast)
    match code:
        case "proef":
            test = bulletin(here.words.phrases, here.landscape, broadcast, here.today)
            offered, prompt = make_offer(here, WHAT_NOW, ("verstuur", "plan", "wijzig", "weg"), broadcast.reference)
            said = Reply((Block("tekst", here.text("bericht.proef")),), prompt)
            return Done((test, said), offer=offered, about=broadcast.reference)
        case "wijzig":
            return begin(here, broadcast.reference)
        case "plan":
            asked = Offer(here.offers + 1, WHEN, (), broadcast.reference)
            return Done((here.reply(WHEN),), offer=asked, about=broadcast.reference)
        case "weg":
            here.tx.change_broadcast(here.place, broadcast, (CONCEPT,), STOPPED, here.now)
            return here.say("bericht.weg", kenmerk=broadcast.reference)
        case _:
            return _are_you_sure(here, broadcast)


def _are_you_sure(here: Here, broadcast: Broadcast) -> Done:
    """The last question. What cannot be undone says to how many it goes (conversations.md §1 rule 12)."""
    count = sum(each.reachable for each in recipients(here, broadcast))
    labels = (here.text("bericht.verstuur_naar", aantal=str(count)), here.words.phrases.get(SURE).options["nee"])
    offer, prompt = make_offer(here, SURE, ("ja", "nee"), broadcast.reference, labels=labels)
    return Done((Reply((), prompt),), offer=offer, about=broadcast.reference)


def said_moment(here: Here, offer: Offer) -> Done | None:
    """When it goes out, in the user's own words; None when what was typed is no moment."""
    found = here.words.moments.read_moment(here.typed, here.now)
    broadcast = own_concept(here, offer.about)
    if found is None or broadcast is None:
        return None
    moment = next_occurrence(found.when, here.now) if isinstance(found, Understood) else None
    if not isinstance(found, Understood) or moment is None or found.when.rule:
        return Done((here.reply(WHEN),), offer=Offer(here.offers + 1, WHEN, (), broadcast.reference))
    return let_go(here, broadcast, moment, say(here.words.phrases, found.when, here.today))


def let_go(here: Here, broadcast: Broadcast, at: datetime | None, said: str = "") -> Done:
    """Send it, plan it, or ask a second coordinator where the municipality wants that."""
    reference = broadcast.reference
    if here.landscape.terms.get(FOUR_EYES):
        if not here.tx.plan_broadcast(here.place, broadcast, SECOND, at, ""):
            return here.say("bericht.onbekend")
        here.audit("broadcast.offer", reference)
        told = tuple(
            Notice(member.person, here.reply("bericht.vraag_tweede", kenmerk=reference), f"second.{broadcast.id}")
            for member in here.tx.members(here.place, Role.COORDINATOR)
            if member.person != here.person.id
        )
        return Done((here.reply("bericht.tweede", kenmerk=reference),), told)
    if not here.tx.plan_broadcast(here.place, broadcast, PLANNED if at else PREPARING, at, here.person.id):
        return here.say("bericht.onbekend")
    here.audit("broadcast.send", reference)
    if at is not None:
        return here.say("bericht.gepland", kenmerk=reference, moment=said)
    return here.say("bericht.gestart", kenmerk=reference)


def approve(here: Here, reference: str, *, yes: bool) -> Done:
    """`keur goed B-…` by another coordinator than who wrote it."""
    broadcast = here.tx.broadcast_called(here.place, reference)
    if broadcast is None or broadcast.state != SECOND:
        return here.say("bericht.onbekend")
    if broadcast.author == here.person.id:
        return here.say("bericht.niet_zelf")
    here.audit("broadcast.approve" if yes else "broadcast.refuse", reference)
    if not yes:
        here.tx.change_broadcast(here.place, broadcast, (SECOND,), STOPPED, here.now)
        notice = Notice(broadcast.author, here.reply("bericht.afgekeurd", kenmerk=reference), f"refused.{broadcast.id}")
        return Done((here.reply("bericht.afgekeurd", kenmerk=reference),), (notice,))
    later = broadcast.starts_at is not None and broadcast.starts_at > here.now
    to = PLANNED if later else PREPARING
    here.tx.plan_broadcast(here.place, broadcast, to, broadcast.starts_at, here.person.id)
    return here.say("bericht.goedgekeurd", kenmerk=reference)


def own_concept(here: Here, reference: str) -> Broadcast | None:
    """A concept that this person wrote."""
    found = here.tx.broadcast_called(here.place, reference)
    mine = found is not None and found.author == here.person.id and found.state == CONCEPT
    return found if mine else None
