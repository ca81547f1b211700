"""Taking back a signal that was shared: with a reason, and whoever has it sees that (conversations.md §3 nr 27).

The record stays until its term is over, and the case stays open: who works on it weighs what the child needs, and
closes it only with proof (signal_schema.md §4 rule 6).
"""

from __future__ import annotations

from typing import Final

from bot.acts import retention
from bot.acts.desk import make_offer
from bot.acts.heard_back import withdrawn, withdrawn_key
from bot.acts.here import Done, Here, Notice
from bot.acts.task_kinds import DESK
from bot.storage.tables import TAKEN
from dialogs.model import Block, Reply
from dialogs.offer import Offer
from dialogs.signaal.signal import CLOSES_WITH_PROOF

WHY: Final = "eigen.trek_waarom"
"""The offer that asks for the reason; each of its choices is one, and the last is not to do it."""
_NOT: Final = "nee"
_REASONS: Final = ("verklaard", "klopt_niet", "dubbel", "toestemming", "anders", _NOT)


def begin(here: Here, reference: str) -> Done:
    """`intrekken S-…` of an own signal that others may read: what it does, and why."""
    row = next((each for each in here.tx.signals(here.scope) if each.reference == reference), None)
    if row is None or not row.shared:
        return here.say("balie.onbekend")
    if row.delivered_at is None:
        return here.say("eigen.bezig", kenmerk=reference)
    case = here.tx.desk_case(here.place, reference)
    if case is None:  # its people work in another system, and that takes no word of ours after the signal
        return here.say("eigen.trek_elders", kenmerk=reference)
    if said := withdrawn(here, case, reference):
        return Done((Reply((Block("tekst", f"{reference}: {said}"),)),), about=reference)
    offer, prompt = make_offer(here, WHY, _REASONS, reference)
    text = Block("tekst", here.text("eigen.trek_vraag", kenmerk=reference))
    return Done((Reply((text,), prompt),), offer=offer, about=reference)


def choose(here: Here, offer: Offer, code: str) -> Done:
    """Write down that it was taken back and why; whose it is, is looked at again: time went by."""
    reference = offer.about
    if code == _NOT:
        return here.say("eigen.trek_niet", kenmerk=reference)
    case = here.tx.desk_case(here.place, reference)
    signal = here.tx.signal(here.scope, reference, here.person.id, here.now)
    if case is None or signal is None or withdrawn(here, case, reference):
        return begin(here, reference)
    here.tx.write_work(here.place, case, **{withdrawn_key(reference): f"{here.today.isoformat()} {code}"})
    here.audit("signal.withdraw", reference, code)
    open_worry = signal.kindcheck_uitkomst in CLOSES_WITH_PROOF
    if not open_worry:
        _end_own_tasks(here, reference)
    erased = retention.erased_on(here, reference)
    said = (
        here.reply("log.ingetrokken", kenmerk=reference, datum=here.day(here.today), termijn=here.day(erased)),
        here.reply("eigen.trek_zorg" if open_worry else "eigen.trek_klaar"),
    )
    told = Notice(case.handler, here.reply("taak.kijk", kenmerk=reference), f"withdrawn.{reference}")
    return Done(said, (told,) if case.state == TAKEN and case.handler else (), about=reference)


def _end_own_tasks(here: Here, reference: str) -> None:
    """What who signalled had still to do for it. The tasks of who works on the case are theirs."""
    for task in here.tx.tasks_of(here.place, reference):
        if task.owner == here.person.id and task.kind not in DESK:
            here.tx.end_task(here.place, task.id, "vervallen")
