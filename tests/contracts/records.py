"""Invented records for the contracts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.model import Address
from bot.storage.transaction import Lane, OutboxRow, StoredConversation
from dialogs.signaal.signal import Signal

NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


class HandClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: datetime = NOW) -> None:
        self.moment = now

    def now(self) -> datetime:
        return self.moment

    def forward(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def outbox_row(
    row_id: str, stream: str = "stream", lane: Lane = "reply", channel: str = "matrix", **given: Any
) -> OutboxRow:
    values: dict[str, Any] = {"due_at": NOW, "payload": f"payload {row_id}".encode()} | given
    return OutboxRow(id=row_id, stream=stream, channel=channel, lane=lane, **values)


def conversation(name: str = "gesprek", state: bytes = b"toestand") -> StoredConversation:
    return StoredConversation(name, Address("matrix", "voorbeeld.test", "!kamer:voorbeeld.test"), "persoon", state)


def signal(reference: str = "S-00000001", **changes: Any) -> Signal:
    values: Mapping[str, Any] = {
        "signaal_id": reference,
        "aangemaakt_op": NOW,
        "bijgewerkt_op": NOW,
        "waargenomen_op": "2026-03-02",
        "bron_rol": "leraar",
        "bron_sector": "onderwijs",
        "bron_organisatie": "basisschool_de_linde",
        "bron_gebruiker": "persoon",
        "gemeente": "voorbeeldstad",
        "afgeschermd": False,
        "huishouden": "HH-GEHEIM01",
        "kindcheck_antwoorden": {},
        "geweld": "nu",
        "getuige": "onbekend",
        "dodelijk": "nee",
        "feiten": "Feitenmerkteken: het huis was leeg.",
        "informatiebron": ["eigen_waarneming"],
        "urgentie": "hoog",
        "kindcheck_uitkomst": "U4",
        "vlaggen": ["F_REGIE"],
        "meldcode_stap": "1_in_kaart",
        "gesprek_ouders": "nog_niet",
        "gesprek_kind": "nog_niet",
        "betrokken": [{}],
        "acties": [{"code": "ACT_CONSULT", "eigenaar": "leraar", "op": "2026-03-04"}],
        "evaluatiedatum": "2026-03-17",
        "leesrechten": [{"wie": "persoon"}],
        "herkomst_invoer": "chat",
    }
    return Signal.model_validate({**values, **changes})
