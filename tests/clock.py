"""A clock that stands still until the test moves it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


class StandingClock:
    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        return self._at

    def move_to_local(self, moment: str) -> None:
        """To a date and time in Amsterdam: `2026-11-26 09:01`."""
        self._at = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo("Europe/Amsterdam")).astimezone(UTC)

    def move(self, by: timedelta) -> None:
        self._at += by
