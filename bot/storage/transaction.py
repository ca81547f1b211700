"""One transaction: everything that a unit of work can do with the store.

A unit of work is a plain function of a Transaction. It may be run again (after a deadlock, or because another unit in
its batch failed), so it does nothing outside the transaction. What it expects to go wrong it returns; what it raises
undoes it.
"""

from __future__ import annotations

from bot.storage.access import AccessRows
from bot.storage.broadcasts import BroadcastRows
from bot.storage.case_calls import CaseCallRows
from bot.storage.conversations import ConversationRows
from bot.storage.deliveries import DeliveryRows
from bot.storage.desk import DeskRows
from bot.storage.households import HouseholdRows
from bot.storage.landscape_edits import LandscapeEditRows
from bot.storage.records import (
    LANES,
    Again,
    AuditEntry,
    CasePlan,
    CaseRow,
    Dead,
    Done,
    Lane,
    Onzeker,
    OutboxLine,
    OutboxRow,
    Settled,
    SignalRow,
    StoredConversation,
)
from bot.storage.references import ReferenceRows
from bot.storage.retention import RetentionRows
from bot.storage.sealing import SealingRows
from bot.storage.shares import ShareRows
from bot.storage.shown_prompts import ShownPromptRows
from bot.storage.signals import SignalRows
from bot.storage.tasks import TaskRows
from bot.storage.unmatched import UnmatchedRows
from bot.storage.withdrawals import WithdrawalRows

__all__ = [
    "LANES",
    "Again",
    "AuditEntry",
    "CasePlan",
    "CaseRow",
    "Dead",
    "Done",
    "Lane",
    "Onzeker",
    "OutboxLine",
    "OutboxRow",
    "Settled",
    "SignalRow",
    "StoredConversation",
    "Transaction",
]


class Transaction(
    ConversationRows,
    ReferenceRows,
    ShownPromptRows,
    DeliveryRows,
    SignalRows,
    CaseCallRows,
    ShareRows,
    AccessRows,
    DeskRows,
    HouseholdRows,
    TaskRows,
    BroadcastRows,
    UnmatchedRows,
    LandscapeEditRows,
    RetentionRows,
    WithdrawalRows,
    SealingRows,
):
    """All the parts together, for one unit of work."""

    __slots__ = ()
