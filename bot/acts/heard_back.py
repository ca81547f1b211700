"""What can be read again of a signal at the desk: feedback (R115), a question that waits, that it was taken back."""

from __future__ import annotations

from typing import Final

from bot.acts.here import Here
from bot.storage.desk import DeskCase
from bot.storage.withdrawals import Withdrawal
from dialogs.model import Block

TOLD: Final = "terugkoppeling"
"""What is written down of a case: the codes of the fixed sentences that were sent last."""


def sentences(here: Here, case: DeskCase, reference: str) -> tuple[str, ...]:
    """The sentences that who gave this signal heard last; none before the first time."""
    signal = next((each for each in case.signals if each.reference == reference), None)
    if signal is None or signal.feedback_at is None:
        return ()
    return tuple(here.text(f"terugkoppeling.{code}") for code in case.work.get(TOLD, "").split())


def waits(case: DeskCase, reference: str) -> bool:
    """Whether who works on a case asked something of who gave this signal, and has no answer."""
    return bool(case.handler) and case.work.get("vraag_aan") == reference


def question(here: Here, case: DeskCase, reference: str) -> str:
    """The question that waits and how to answer it; empty when there is none."""
    if not waits(case, reference):
        return ""
    return here.text("status.vraag", kenmerk=reference, vraag=here.text(f"vraag.{case.work['vraag']}"))


def withdrawn(here: Here, reference: str) -> str:
    """When who signalled took this signal back and why; empty when nobody did (conversations.md §3 nr 27)."""
    found = here.tx.withdrawals(here.place, (reference,)).get(reference)
    return in_words(here, found) if found is not None else ""


def in_words(here: Here, found: Withdrawal) -> str:
    """When a signal was taken back and why."""
    why = here.text(f"ingetrokken.{found.reason}")
    return here.text("balie.ingetrokken", datum=here.moment(found.at)[0], reden=why)


def withdrawn_elsewhere(here: Here, reference: str) -> str:
    """The same of a signal that is not at the desk, with whether the case system knows it by now."""
    said = withdrawn(here, reference)
    if not said:
        return ""
    told = here.tx.withdrawals(here.place, (reference,))[reference].told
    return f"{said} {here.text('intrekking.bekend' if told else 'intrekking.nog_niet')}"


def blocks(here: Here, reference: str) -> list[Block]:
    """What stands below an own signal that is opened: what was told of it, and what is asked."""
    case = here.tx.desk_case(here.place, reference)
    if case is None:
        back = withdrawn_elsewhere(here, reference)
        return [Block("tekst", back)] if back else []
    found: list[Block] = []
    if back := withdrawn(here, reference):
        found.append(Block("tekst", back))
    heard_at = next((each.feedback_at for each in case.signals if each.reference == reference), None)
    if heard_at is not None and (lines := sentences(here, case, reference)):
        found.append(Block("tekst", here.text("eigen.gehoord", datum=here.moment(heard_at)[0])))
        found.append(Block("punten", lines=lines))
    if asked := question(here, case, reference):
        found.append(Block("tekst", asked))
    return found


def questions(here: Here) -> tuple[str, ...]:
    """Every question that waits for this person, each with its signal."""
    found = []
    for row in here.tx.cases(here.scope):
        case = here.tx.desk_case(here.place, row.reference)
        for signal in case.signals if case is not None else ():
            if case is not None and signal.owner == here.person.id and waits(case, signal.reference):
                text = here.text(f"vraag.{case.work['vraag']}")
                found.append(here.text("vraag.regel", kenmerk=signal.reference, vraag=text))
    return tuple(found)
