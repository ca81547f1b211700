"""Taking a message of the user away in its channel; where that may not be done, asking the user to do it."""

from __future__ import annotations

from datetime import datetime

from bot.keys import Keyring
from bot.model import Activity, Address, Outgoing
from bot.storage.records import OutboxRow
from bot.work.payloads import encode_outgoing
from dialogs.model import Block, Reply
from dialogs.phrasebook import Phrasebook


def redactions(
    keys: Keyring, phrases: Phrasebook, activity: Activity, key: str, stream: str, gemeente: str, now: datetime
) -> list[OutboxRow]:
    """What goes out to take the message away, of an edit the original too."""
    address = Address(activity.channel, activity.realm, activity.conversation)
    text = phrases.text("privacy.verwijder", kanaal=phrases.text(f"kanaal.{activity.channel}"))
    rows = []
    for number, message in enumerate(filter(None, (activity.relates_to, activity.key))):
        row_id = keys.derive("redact", key, str(number))
        asking = Reply((Block("tekst", text),))
        payload = encode_outgoing(Outgoing(row_id, address, asking, redact=message, private=activity.direct))
        rows.append(OutboxRow(row_id, stream, address.channel, "reply", now, payload, gemeente=gemeente))
    return rows
