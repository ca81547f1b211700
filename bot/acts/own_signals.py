"""A signal of one's own that nobody else reads: reading it again, correcting it, sharing it later, taking it back.

The owner reads the whole record and may have it corrected (signal_schema.md §1 and §4 rule 10). What is shared later
takes the same ground, with the same checks, as what is shared at logging (§3 GROND). What others may have read is not
changed any more, and what has an open worry is taken back with a reason, and not erased (§4 rule 6).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bot.acts import heard_back, withdrawing, withdrawing_own
from bot.acts.card import card
from bot.acts.desk import make_offer
from bot.acts.family import family_of
from bot.acts.here import NOT_WRITTEN, Done, Here
from bot.acts.whose import visible
from bot.model import Scope
from bot.storage.withdrawal_statements import TAKEN_BACK
from dialogs.model import SKIPPED, Answer, Block, Reply, Value
from dialogs.offer import Offer
from dialogs.signaal import grounds
from dialogs.signaal.record import area_of, ground_of
from dialogs.signaal.signal import CLOSES_WITH_PROOF, Signal

SHARING: Final = "delen"
"""The form of the ground, which is also the name of its dialog."""
CORRECTING: Final = "signaal_verbeteren"
FORMS: Final = frozenset({SHARING, CORRECTING})
SHARE: Final = "eigen.deel_zeker"
"""The offer that asks whether to share so; its data are the answers about the ground."""
_TALK: Final = "gesprek_ouders"
"""Whether the parents were spoken: a yes of theirs cannot stand beside "nog niet" (signal_schema.md §3 GROND, R124)."""
WITHDRAW: Final = "eigen.wis_zeker"
_WHAT_NOW: Final = "eigen.wat_nu"
_RULE: Final = "ingetrokken"


def show(here: Here, reference: str, *, works: bool) -> Done | None:
    """The own record, and what can be done with it; None for what is at the desk of who `works` there.

    Somebody without a desk hears that there is no such signal, whoever it is of.
    """
    if works and visible(here, reference) is not None:
        return None
    row = next((each for each in here.tx.signals(here.scope) if each.reference == reference), None)
    signal = here.tx.signal(here.scope, reference, here.person.id, here.now) if row is not None else None
    if row is None or signal is None:
        return here.say("balie.onbekend")
    blocks = [*card(here, None, signal), Block("tekst", here.text("log.gedeeld" if row.shared else "log.alleen_jij"))]
    blocks += heard_back.blocks(here, reference) if row.shared else []
    back = "" if row.shared else heard_back.withdrawn(here, reference)
    blocks += [Block("tekst", text) for text in (back, here.text("eigen.nieuw", kenmerk=reference)) if text]
    offer, prompt = make_offer(here, _WHAT_NOW, () if row.shared or back else _choices(signal), reference)
    return Done((Reply(tuple(blocks), prompt, "kaart", "eigen"),), offer=offer, about=reference)


def _choices(signal: Signal) -> tuple[str, ...]:
    """What can be done with a record that nobody else reads: nothing is offered that would be refused."""
    shares = () if signal.afgeschermd else ("signaal_delen",)
    return (*shares, CORRECTING, "signaal_wissen")


def begin_sharing(here: Here, reference: str) -> Done:
    """`deel S-…`: the ground is asked as at logging."""
    signal = _private(here, reference)
    if signal is None:
        return here.say("eigen.geen")
    if signal.afgeschermd:
        return here.say("eigen.afgeschermd", kenmerk=reference)
    if heard_back.withdrawn(here, reference):
        return here.say("eigen.trek_deel_niet", kenmerk=reference)
    family = family_of(here, reference)
    first = family is not None and family.hears_first
    bands = tuple(child.leeftijdsband for child in signal.kinderen)
    given: dict[str, str | Answer] = {
        "wat": (SHARING,),
        "kenmerk": (reference,),
        "afgeschermd": ("nee",),
        "niet_eerst_gezin": ("ja" if first else "nee",),
        _TALK: (signal.gesprek_ouders,),
        **{name: (value,) for name, value in grounds.ages(bands).items()},
    }
    return Done(form=given, dialog=SHARING, about=reference)


def begin_correcting(here: Here, reference: str) -> Done:
    """`verbeter S-…`: the two texts are written anew."""
    if _private(here, reference) is None:
        return here.say("eigen.geen")
    return Done(form={"wat": (CORRECTING,), "kenmerk": (reference,)}, about=reference)


def begin_withdrawing(here: Here, reference: str) -> Done:
    """`trek signaal in S-…`: asked once more. What others may read, or has an open worry, is not erased but marked."""
    signal = _private(here, reference)
    if signal is None:
        return withdrawing.begin(here, reference)
    if signal.kindcheck_uitkomst in CLOSES_WITH_PROOF:
        return withdrawing_own.begin(here, reference)
    offer, prompt = make_offer(here, WITHDRAW, ("ja", "nee"), reference)
    return Done(
        (Reply((Block("tekst", here.text("eigen.wis_vraag", kenmerk=reference)),), prompt),),
        offer=offer,
        about=reference,
    )


def fill_in(here: Here, given: Mapping[str, Answer], said: Mapping[str, Answer]) -> Done:
    """A form is complete. Whether the record still is of this person alone is looked at again."""
    form, reference = given["wat"][0], given["kenmerk"][0]
    signal = _private(here, reference)
    if signal is None:
        return here.say("eigen.geen")
    value = {name: answer[0] for name, answer in said.items() if answer}
    if form == CORRECTING:
        return _correct(here, signal, value)
    return _preview(here, signal, {**value, _TALK: given.get(_TALK, (signal.gesprek_ouders,))[0]})


def choose(here: Here, offer: Offer, code: str) -> Done:
    """Share or take back after a yes."""
    reference = offer.about
    signal = _private(here, reference)
    if signal is None:
        return here.say("eigen.geen")
    if offer.phrase == WITHDRAW:
        return _withdraw(here, signal) if code == "ja" else here.say("eigen.blijft", kenmerk=reference)
    if code != "ja":
        return here.say("eigen.niet_gedeeld", kenmerk=reference)
    return _share(here, signal, dict(each.split("=", 1) for each in offer.data))


def _preview(here: Here, signal: Signal, value: Mapping[str, Value]) -> Done:
    """The record as the team would read it and on what ground; without a ground that holds it stays as it is."""
    reference = signal.signaal_id
    if not grounds.holds(value):
        why = grounds.fault(value) if grounds.chosen(value) else None
        said = (here.reply(f"log.geen_grond.{why}"),) if why else ()
        return Done((*said, here.reply("eigen.niet_gedeeld", kenmerk=reference)), about=reference)
    blocks = (
        Block("tekst", here.text("eigen.deel_zo", kenmerk=reference)),
        *card(here, None, _with_ground(here, signal, value)),
        Block("tekst", here.text("log.gedeeld")),
        Block("tekst", here.text(SHARE)),
    )
    data = tuple(f"{name}={answer}" for name, answer in value.items())
    offer, prompt = make_offer(here, SHARE, ("ja", "nee"), reference, data)
    return Done((Reply(blocks, prompt, "kaart", "eigen"),), offer=offer, about=reference)


def _share(here: Here, signal: Signal, value: Mapping[str, Value]) -> Done:
    reference = signal.signaal_id
    if not grounds.holds(value) or signal.afgeschermd or heard_back.withdrawn(here, reference):
        return here.say("eigen.niet_gedeeld", kenmerk=reference)
    shared = _with_ground(here, signal, value)
    if not here.tx.change_own_note(here.scope, shared, share=True):
        return here.say("eigen.geen")
    here.audit("signal.share", reference, shared.delingsgrond[-1].grond)
    team = here.landscape.team_for(shared.gebied or "", today=here.today)
    who = team.name if team else here.text("log.ontvanger_onbekend")
    said = here.reply("eigen.gedeeld", kenmerk=reference, ontvanger=who)
    return Done((said, here.reply("log.geen_melding")), about=reference, shares=((reference, signal.huishouden),))


def _with_ground(here: Here, signal: Signal, value: Mapping[str, Value]) -> Signal:
    ground = ground_of(value, here.today, here.person.profile.rol)
    changes = {
        "delingsgrond": (*signal.delingsgrond, ground),
        "gebied": area_of(value),
        "gesprek_ouders": value.get(_TALK, signal.gesprek_ouders),
        "bijgewerkt_op": here.now,
    }
    return Signal.model_validate({**signal.model_dump(), **changes})


def _correct(here: Here, signal: Signal, value: Mapping[str, str]) -> Done:
    if value["feiten_nieuw"] in NOT_WRITTEN:
        return here.say("eigen.niet_verbeterd", kenmerk=signal.signaal_id)
    opinion = value.get("duiding_nieuw", SKIPPED)
    changes = {
        "feiten": value["feiten_nieuw"],
        "duiding": None if opinion in ("", SKIPPED) else opinion,
        "bijgewerkt_op": here.now,
    }
    corrected = Signal.model_validate({**signal.model_dump(), **changes})
    if not here.tx.change_own_note(here.scope, corrected, share=False):
        return here.say("eigen.geen")
    here.audit("signal.correct", signal.signaal_id)
    said = here.reply("eigen.verbeterd", kenmerk=signal.signaal_id)
    shown = show(here, signal.signaal_id, works=False) or Done()
    return replace(shown, replies=(said, *shown.replies))


def _withdraw(here: Here, signal: Signal) -> Done:
    reference = signal.signaal_id
    here.audit(TAKEN_BACK, reference)
    done = here.tx.erase_signal(Scope(here.scope.gemeente, system=True), reference, _RULE, here.now)
    if done == "bezig":
        return here.say("eigen.bezig", kenmerk=reference)
    return replace(here.say("eigen.ingetrokken", kenmerk=reference), gone=reference)


def _private(here: Here, reference: str) -> Signal | None:
    """A record of this person that was not shared. Reading it stands in the audit trail."""
    row = next((each for each in here.tx.signals(here.scope) if each.reference == reference), None)
    if row is None or row.shared:
        return None
    return here.tx.signal(here.scope, reference, here.person.id, here.now)
