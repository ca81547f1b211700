"""An answer that comes long after the message says so: what it says may be overtaken by what happened since."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.model import Activity
from dialogs.dates import written_day
from dialogs.model import Block, Reply
from dialogs.phrasebook import Phrasebook
from dialogs.workdays import AMSTERDAM, amsterdam_date

LATE: Final = timedelta(minutes=10)
"""Longer than a restart takes, shorter than what a person waits for."""


def told_late(activity: Activity, replies: tuple[Reply, ...], phrases: Phrasebook, now: datetime) -> tuple[Reply, ...]:
    """The answer with, under its first message, when it was asked; unchanged when that was just now."""
    if not replies or activity.kind not in ("message", "edit", "media") or now - activity.sent_at < LATE:
        return replies
    local = activity.sent_at.astimezone(AMSTERDAM)
    day = written_day(phrases, local.date(), amsterdam_date(now))
    note = Block("tekst", phrases.text("laat.antwoord", datum=day, tijd=f"{local:%H.%M} uur"))
    return (replace(replies[0], blocks=(*replies[0].blocks, note)), *replies[1:])
