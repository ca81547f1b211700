"""What stands in an outbox row: a message for a channel, or the order to deliver a signal to a case backend."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import TypeAdapter

from bot.model import Outgoing


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


_OUTGOING = TypeAdapter(Outgoing)
_CASE_ORDER = TypeAdapter(CaseOrder)


def encode_outgoing(outgoing: Outgoing) -> bytes:
    """Write a message as JSON, for the payload of a row."""
    return _OUTGOING.dump_json(outgoing)


def decode_outgoing(payload: bytes) -> Outgoing:
    """Read a message. Raises ValueError, without its content, when it is none."""
    try:
        return _OUTGOING.validate_json(payload)
    except ValueError:
        raise ValueError("the payload is no message") from None


def encode_case(order: CaseOrder) -> bytes:
    """Write an order as JSON, for the payload of a row."""
    return _CASE_ORDER.dump_json(order)


def decode_case(payload: bytes) -> CaseOrder:
    """Read an order. Raises ValueError, without its content, when it is none."""
    try:
        return _CASE_ORDER.validate_json(payload)
    except ValueError:
        raise ValueError("the payload is no case order") from None
