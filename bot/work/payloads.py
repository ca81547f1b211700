"""What stands in an outbox row: a message for a channel, or an order for a case backend."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import TypeAdapter

from bot.model import Outgoing, TakenBack


@dataclass(frozen=True, slots=True)
class CaseOrder:
    """Which signal has to be delivered. The record itself stays where it is and is read when it goes out."""

    gemeente: str
    owner: str
    """Pseudonym of the person who owns the signal, and who hears what became of it."""
    reference: str
    """`S-XXXXXXXX`."""
    conversation: str = ""
    """Pseudonym of the conversation in which the owner hears it."""


@dataclass(frozen=True, slots=True)
class WithdrawOrder:
    """That a signal was taken back has to be told where it was delivered, or will be."""

    submitted: str
    """Id of the row that delivers the signal itself: its key there."""
    taken_back: TakenBack


Order = CaseOrder | WithdrawOrder
_OUTGOING = TypeAdapter(Outgoing)
_ORDER: TypeAdapter[Order] = TypeAdapter(Order)


def encode_outgoing(outgoing: Outgoing) -> bytes:
    """Write a message as JSON, for the payload of a row."""
    return _OUTGOING.dump_json(outgoing)


def decode_outgoing(payload: bytes) -> Outgoing:
    """Read a message. Raises ValueError, without its content, when it is none."""
    try:
        return _OUTGOING.validate_json(payload)
    except ValueError:
        raise ValueError("the payload is no message") from None


def encode_case(order: Order) -> bytes:
    """Write an order as JSON, for the payload of a row."""
    return _ORDER.dump_json(order)


def decode_case(payload: bytes) -> Order:
    """Read an order. Raises ValueError, without its content, when it is none."""
    try:
        return _ORDER.validate_json(payload)
    except ValueError:
        raise ValueError("the payload is no case order") from None
