"""Taking back a signal that was shared: with a reason, and whoever has it sees that (conversations.md §3 nr 27).

The record stays until its term is over, and the case stays open: who works on it weighs what the child needs, and
closes it only with proof (signal_schema.md §4 rule 6). What never went out is held back, and nobody hears of it.
"""

from __future__ import annotations

from typing import Final

from bot.acts import retention
from bot.acts.desk import make_offer
from bot.acts.heard_back import withdrawn, withdrawn_elsewhere
from bot.acts.here import Done, Here, Notice
from bot.acts.task_kinds import DESK, FEEDBACK
from bot.model import Delivered, Delivery, Retry, TakenBack
from bot.sharing import Withdrawn, order_key
from bot.storage.records import SignalRow
from bot.storage.tables import TAKEN
from bot.storage.withdrawal_statements import HELD_BACK, TAKEN_BACK
from bot.storage.withdrawals import Submitting
from dialogs.model import Block, Reply
from dialogs.offer import Offer
from dialogs.signaal.signal import CLOSES_WITH_PROOF

WHY: Final = "eigen.trek_waarom"
"""The offer that asks for the reason; each of its choices is one, and the last is not to do it."""
_NOT: Final = "nee"
_REASONS: Final = ("verklaard", "klopt_niet", "dubbel", "toestemming", "anders", _NOT)


def begin(here: Here, reference: str) -> Done:
    """`intrekken S-…` of an own signal that was shared: what it does, and why."""
    row = _own(here, reference)
    if row is None or not row.shared:
        return here.say("balie.onbekend")
    at_desk = here.tx.desk_case(here.place, reference) is not None
    if said := withdrawn(here, reference) if at_desk else withdrawn_elsewhere(here, reference):
        return Done((Reply((Block("tekst", f"{reference}: {said}"),)),), about=reference)
    offer, prompt = make_offer(here, WHY, _REASONS, reference)
    text = Block("tekst", here.text("eigen.trek_vraag", kenmerk=reference))
    return Done((Reply((text,), prompt),), offer=offer, about=reference)


def choose(here: Here, offer: Offer, code: str) -> Done:
    """Write down that it was taken back and why; whose it is, is looked at again: time went by."""
    reference = offer.about
    if code == _NOT:
        return here.say("eigen.trek_niet", kenmerk=reference)
    row, signal = _own(here, reference), here.tx.signal(here.scope, reference, here.person.id, here.now)
    if row is None or not row.shared or signal is None or withdrawn(here, reference):
        return begin(here, reference)
    case = here.tx.desk_case(here.place, reference)
    submitting = None
    if case is None and row.delivered_at is None:
        submitting = here.tx.hold_back(order_key(here.keys, reference))
    if submitting is not None and submitting.state == "tegengehouden":
        here.audit(HELD_BACK, reference, code)
        here.tx.unshare(here.scope, reference)
        return here.say("eigen.trek_tegengehouden", kenmerk=reference)
    here.audit(TAKEN_BACK, reference, code)
    open_worry = signal.kindcheck_uitkomst in CLOSES_WITH_PROOF
    if not open_worry:
        _end_own_tasks(here, reference)
    after = here.reply("eigen.trek_zorg" if open_worry else "eigen.trek_klaar")
    known = {"kenmerk": reference, "datum": here.day(here.today)}
    known["termijn"] = here.day(retention.erased_on(here, reference))
    if case is None:
        on_its_way = submitting is not None and submitting.state == "onderweg"
        said = here.reply("eigen.trek_achteraan" if on_its_way else "eigen.trek_door", **known)
        told = _order(here, row, submitting, code, closes=not open_worry)
        return Done((said, after), withdrawals=(told,), about=reference)
    notice = Notice(case.handler, here.reply("taak.kijk", kenmerk=reference), f"withdrawn.{reference}")
    told_here = (notice,) if case.state == TAKEN and case.handler else ()
    return Done((here.reply("log.ingetrokken", **known), after), told_here, about=reference)


def heard(here: Here, taken_back: TakenBack, delivery: Delivery) -> list[Notice]:
    """What became of telling it to a case backend, for who took it back and for who works on it here."""
    reference = taken_back.reference
    if not isinstance(delivery, Delivered):
        name = "wacht" if isinstance(delivery, Retry) else "mislukt"
        return [_to_owner(here, f"intrekking.{name}", reference)]
    if taken_back.closes:  # nobody waits for an answer on it any more
        for task in here.tx.tasks_of(here.place, reference):
            if task.kind == FEEDBACK:
                here.tx.end_task(here.place, task.id, "vervallen")
    told = [_to_owner(here, "intrekking.gedaan" if delivery.reference else "intrekking.niets_daar", reference)]
    case = here.tx.desk_case(here.place, reference)
    if case is not None and case.state == TAKEN and case.handler:
        told.append(Notice(case.handler, here.reply("taak.kijk", kenmerk=reference), f"withdrawn.{reference}"))
    return told


def _to_owner(here: Here, phrase: str, reference: str) -> Notice:
    return Notice(here.person.id, here.reply(phrase, kenmerk=reference), f"{phrase}.{reference}")


def _own(here: Here, reference: str) -> SignalRow | None:
    return next((each for each in here.tx.signals(here.scope) if each.reference == reference), None)


def _order(here: Here, row: SignalRow, submitting: Submitting | None, code: str, *, closes: bool) -> Withdrawn:
    """What the case backend hears: the backend that has the signal, also where the municipality has another by now."""
    why = here.text(f"ingetrokken.{code}")
    said = [here.text("balie.ingetrokken", datum=here.day(here.today), reden=why)]
    if not closes:
        said.append(here.text("balie.ingetrokken_weeg"))
    back = TakenBack(
        reference=row.reference,
        gemeente=here.scope.gemeente,
        owner=here.person.id,
        reason=code,
        at=here.now.replace(microsecond=0),
        text=" ".join(said),
        closes=closes,
    )
    if submitting is not None:
        return Withdrawn(back, row.household, submitting.stream, submitting.channel)
    return Withdrawn(back, row.household, channel=row.backend)


def _end_own_tasks(here: Here, reference: str) -> None:
    """What who signalled had still to do for it. The tasks of who works on the case are theirs."""
    for task in here.tx.tasks_of(here.place, reference):
        if task.owner == here.person.id and task.kind not in DESK:
            here.tx.end_task(here.place, task.id, "vervallen")
