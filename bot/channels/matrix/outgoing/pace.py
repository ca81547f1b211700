"""No faster than the homeserver takes it: one place after the other for all rooms, once it said that it is too much.

The homeserver's limit is not known beforehand: it differs, and it may be lifted for this account. So everything goes
out at once until it refuses with the seconds to wait (`retry_after_ms`). From then on there is a gap between two
messages: longer with each refusal, shorter with each message that arrives. Pure; moments are seconds of one clock.
"""

from __future__ import annotations

from typing import Final

_LONGEST: Final = 60.0
_UNSAID: Final = 1.0
"""Seconds to wait when the homeserver does not say how long."""
_SHRINK: Final = 0.97
_GROW: Final = 1.1
_NOTHING: Final = 0.05


class Pace:
    """A message books its place, so that those who wait keep their order."""

    def __init__(self) -> None:
        self._gap = 0.0
        self._next = 0.0
        self._refused_at = -1.0
        self.refusals = 0
        """How often the homeserver said that it was too much."""

    def wait(self, now: float) -> float:
        """Seconds until there is a place."""
        return max(0.0, self._next - now)

    def book(self, now: float) -> float:
        """Book the next place; the seconds until then."""
        wait = self.wait(now)
        if self._gap:
            self._next = now + wait + self._gap
        return wait

    def passed(self) -> None:
        """A message arrived: the next may follow a little sooner."""
        self._gap *= _SHRINK
        if self._gap < _NOTHING:
            self._gap = 0.0

    def refused(self, began: float, now: float, after: float) -> float:
        """A message that was sent at `began` was too much; the seconds until the next may go.

        Of messages that were on their way together only the first says something new.
        """
        self.refusals += 1
        wait = min(after or _UNSAID, _LONGEST)
        if began > self._refused_at:
            self._next -= self._gap  # the place that it booked is free again
            self._gap = min((self._gap + wait) * _GROW, _LONGEST)
            self._refused_at = now
        self._next = max(self._next, now + wait)
        return self._next - now
