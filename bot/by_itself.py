"""What happens without a message of anybody: a case backend answered, a case went further, a task is due.

Each is an internal activity in one transaction, and is told once.
"""

from __future__ import annotations

from datetime import datetime

from bot.acting import Acting
from bot.acts import feedback
from bot.acts.due import due, waits_until
from bot.model import Address, Delivered, Delivery, Scope, Stage
from bot.sending import Sending
from bot.storage.records import AuditEntry, CaseElsewhere
from bot.storage.tasks import Task
from bot.storage.transaction import Transaction
from bot.work.payloads import CaseOrder
from dialogs.model import Block, Reply
from dialogs.phrasebook import Phrasebook


class ByItself:
    """Handles such activities, one transaction each. Holds no state."""

    def __init__(self, phrases: Phrasebook, acting: Acting, sending: Sending) -> None:
        self._phrases = phrases
        self._acting = acting
        self._sending = sending

    def case_result(self, tx: Transaction, order: CaseOrder, delivery: Delivery, now: datetime) -> None:
        """What became of a shared signal, told to its owner as a notice. Once, however often it is reported.

        Not arrived yet (Retry) and given up (Rejected) are the same news for the owner: do not wait for it.
        """
        arrived = isinstance(delivery, Delivered)
        key = f"case.{order.reference}.{'arrived' if arrived else 'refused'}"
        if not tx.remember_activity(key, order.reference, now):
            return
        here = self._acting.inside(tx, order.gemeente, order.owner, now)
        if isinstance(delivery, Delivered):
            told = feedback.arrived(here, order.reference, delivery.reference)
            self._sending.tell(tx, told, order.gemeente, now, key)
            reply = feedback.receipt(
                here, order.reference, delivery.reference, self._acting.party(here, order.reference)
            )
        else:
            text = self._phrases.text("log.wacht", kenmerk=order.reference)
            reply = Reply((Block("tekst", text),), signal=order.reference)
        room = _room_of_owner(tx, order)
        if room is not None and here.has_access(order.owner):
            self._sending.enqueue(tx, room, (reply,), f"notice.{key}", now, "notice", order.gemeente, key)
        tx.audit(
            AuditEntry(
                now, order.gemeente, "system", "signal.delivered" if arrived else "signal.waits", order.reference
            )
        )

    def case_heard(self, tx: Transaction, gemeente: str, case: CaseElsewhere, stage: Stage, now: datetime) -> bool:
        """People in another system are further with a case: its owner hears it, each stage once. Whether it is news."""
        scope = Scope(gemeente)
        if not tx.note_stage(scope, case.key, stage, now):
            return False
        here = self._acting.inside(tx, gemeente, case.owner, now)
        party = self._acting.party(here, case.reference)
        told = feedback.heard_elsewhere(here, case.reference, stage, party)
        self._sending.tell(tx, told, gemeente, now, f"elsewhere.{case.key}.{stage}")
        tx.audit(AuditEntry(now, gemeente, "system", "case.heard", case.reference, stage))
        return True

    def task_due(self, tx: Transaction, gemeente: str, task: Task, now: datetime) -> None:
        """Something is due, as an internal activity: each occurrence of a task says what it has to say once."""
        here = self._acting.inside(tx, gemeente, task.owner, now)
        waits = waits_until(here, task)
        if waits is not None:
            tx.postpone_task(here.place, task, waits)
            return
        key = f"task.{gemeente}.{task.id}.{task.step}"
        if not tx.remember_activity(key, task.object, now):
            return
        raised = due(here, task)
        if tx.raise_task(here.place, task, raised.next_at or now):
            tx.audit(AuditEntry(now, gemeente, "system", "task.raise", task.object, f"{task.kind}.{task.step}"))
            self._sending.tell(tx, raised.notices, gemeente, now, key)
        if raised.next_at is None:
            tx.end_task(here.place, task.id, "vervallen")


def _room_of_owner(tx: Transaction, order: CaseOrder) -> Address | None:
    """Where the owner shared it; somewhere else when that room is with somebody else now."""
    stored = tx.conversation(order.conversation)
    if stored is not None and stored.person == order.owner:
        return stored.address
    room = tx.room_of(order.owner)
    return None if room is None else room.address
