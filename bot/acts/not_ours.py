"""A case that belongs with another: who it is for and why, the yes of another team, and whose it is until then (R117).

Nobody lets go before another holds it: the behandelaar keeps the case, with its tasks, until somebody of the team that
was asked says yes. Until it is taken at all, `hoort niet bij ons` is for the list of new signals (desk.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.acts import handing_on, regie
from bot.acts.desk import make_offer
from bot.acts.family import family_of
from bot.acts.here import Done, Here, Notice
from bot.acts.whose import ANYBODY, mine, organisation_of, team_key, team_of, team_readers
from dialogs.model import Block, Reply
from dialogs.offer import Offer

FORM: Final = "niet_van_ons"
SURE: Final = "balie.elders_zeker"
"""The offer that asks whether to ask the other; its data is who, and why."""
_NOBODY_ASKED: Final = ""


def begin(here: Here, reference: str) -> Done:
    """`hoort niet bij ons` of who works on it: ask for whom it is, and why."""
    return Done(form={"wat": (FORM,), "kenmerk": (reference,)}, about=reference)


def fill_in(here: Here, reference: str, value: Mapping[str, str]) -> Done:
    """Say what would happen, and ask whether that is right."""
    found = here.landscape.organisation(value.get("elders", "").replace("_", " "), today=here.today)
    to = found.id if found is not None else ANYBODY
    if team_of(here, to) == team_of(here, organisation_of(here)):
        return here.say("balie.elders_eigen", kenmerk=reference)
    readers = team_readers(here, to)
    name = "anders" if to == ANYBODY else "team" if readers else "buiten"
    text = here.text(f"balie.elders_vraag_{name}", kenmerk=reference, wie=_called(here, to), reden=_why(here, value))
    offer, prompt = make_offer(here, SURE, ("ja", "nee"), reference, (to, value.get("elders_waarom", "")))
    return Done((Reply((Block("tekst", text),), prompt),), offer=offer, about=reference)


def choose(here: Here, offer: Offer, code: str) -> Done:
    """Ask the other team after a yes. The case stays where it is, and who signalled hears what is going on."""
    reference, (to, why) = offer.about, offer.data
    case = mine(here, reference)
    if case is None:
        return here.say("balie.onbekend")
    if code != "ja":
        return here.say("balie.elders_niet", kenmerk=reference)
    readers = team_readers(here, to)
    handing_on.settle(here, case)
    here.tx.offer_case(here.scope, case.reference, team_key(here, to) if readers else _NOBODY_ASKED)
    here.tx.write_work(here.place, case, elders=to, elders_waarom=why)
    here.audit("case.elsewhere", case.reference, why)
    handing_on.ask_later(here, case)
    key = f"{case.reference}.{here.now.isoformat()}"
    told = [Notice(each, here.reply("taak.kijk", kenmerk=reference), f"elsewhere.{key}.{each}") for each in readers]
    who, reason = _called(here, to), _why(here, {"elders_waarom": why})
    # which help a family is sent to is no news for who signalled: only another team is named
    named = who if readers else here.text("balie.elders_organisatie")
    for signal in case.signals:
        text = here.reply("terugkoppeling.elders", kenmerk=signal.reference, wie=named, reden=reason)
        told.append(Notice(signal.owner, text, f"elsewhere.{signal.reference}.{here.now.isoformat()}"))
    said = [here.reply("balie.elders_gevraagd" if readers else "balie.elders_buiten", kenmerk=reference, wie=who)]
    if (family := family_of(here, reference)) is not None:
        said.append(regie.changes_hands(here, family))
    return Done(tuple(said), tuple(told), about=reference)


def _called(here: Here, to: str) -> str:
    return here.text("balie.elders_iemand") if to == ANYBODY else here.organisation(to)


def _why(here: Here, value: Mapping[str, str]) -> str:
    return here.text(f"balie.elders_reden.{value.get('elders_waarom') or 'anders'}")
