"""The one place that reads the clock."""

from __future__ import annotations

from datetime import UTC, datetime


class SystemClock:
    """The clock of the machine. Everything else is handed a moment."""

    def now(self) -> datetime:
        """Return the moment, in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - this is the clock
