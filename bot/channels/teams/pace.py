"""No faster than Teams allows: so many messages in any second, for a conversation and for a tenant. Pure."""

from __future__ import annotations

from bisect import insort
from collections import OrderedDict
from typing import Final

A_CONVERSATION: Final = 7
A_TENANT: Final = 25
_REMEMBERED: Final = 10_000


class Pace:
    """Moments are seconds of one clock. A message books its place, so that those who wait keep their order."""

    def __init__(self, conversation: int = A_CONVERSATION, tenant: int = A_TENANT) -> None:
        self._conversation = conversation
        self._tenant = tenant
        self._booked: OrderedDict[tuple[str, ...], list[float]] = OrderedDict()

    def book(self, tenant: str, conversation: str, now: float) -> float:
        """Book the next free place; the seconds until then."""
        at = now + self.wait(tenant, conversation, now)
        for line, most in self._lines(tenant, conversation):
            insort(line, at)
            del line[:-most]
        return at - now

    def wait(self, tenant: str, conversation: str, now: float) -> float:
        """Seconds until there is a place."""
        full = [line[0] + 1.0 for line, most in self._lines(tenant, conversation) if len(line) == most]
        return max([now, *full]) - now

    def _lines(self, tenant: str, conversation: str) -> tuple[tuple[list[float], int], tuple[list[float], int]]:
        """The last places of both; a full line is free again a second after its oldest."""
        return (self._line(tenant), self._tenant), (self._line(tenant, conversation), self._conversation)

    def _line(self, *name: str) -> list[float]:
        line = self._booked.setdefault(name, [])
        self._booked.move_to_end(name)
        if len(self._booked) > _REMEMBERED:
            self._booked.popitem(last=False)
        return line
