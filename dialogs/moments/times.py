"""Which time of a day was said: a clock, a part of the day, both, or the usual time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from typing import Final

from dialogs.moments.fragments import Clock, Part
from dialogs.moments.model import Reason
from dialogs.moments.words import WordData

_HALF_DAY: Final = 12


class Times:
    """The times of one reading."""

    def __init__(self, data: WordData, clocks: Sequence[Clock], parts: Sequence[Part]) -> None:
        self._data, self._clocks, self._parts = data, clocks, parts

    @property
    def named(self) -> bool:
        """Whether a time or a part of the day was said at all."""
        return bool(self._clocks or self._parts)

    @property
    def usual(self) -> time:
        """The time of the part of the day that was said, else nine o'clock."""
        return self._data.tijden[self._parts[0].name if self._parts else "gewoon"]

    @property
    def all(self) -> Sequence[time]:
        """The times that were said, those in the part of the day when it was said too, or the usual one."""
        said = [self._in_part(clock, each) for clock in self._clocks for each in clock.times]
        return list(dict.fromkeys(said)) or [self.usual]

    @property
    def later_today(self) -> Sequence[time]:
        """What today can still be when no time was said, in their order."""
        return [self._data.tijden[name] for name in ("gewoon", "middag", "avond")]

    @property
    def impossible(self) -> bool:
        """Whether a time was said that does not exist."""
        return any(clock.reason == "onmogelijk" for clock in self._clocks)

    @property
    def reason(self) -> Reason | None:
        """Why the time is asked back."""
        asked = len(self._clocks) > 1 or any(clock.reason for clock in self._clocks)
        return "tweeduidig" if asked and len(self.all) > 1 else None

    def evening(self, clock: time) -> time | None:
        """The same number in the other half of the day, where that can be meant: `vandaag om 8 uur`, said at ten."""
        loose = any(each.loose for each in self._clocks) and not self._parts
        return clock.replace(hour=clock.hour + _HALF_DAY) if loose and clock.hour < _HALF_DAY else None

    def _in_part(self, clock: Clock, said: time) -> time:
        if not self._parts or not clock.loose:
            return said
        first, last = self._data.dagdelen[self._parts[0].name]
        for hour in (said.hour, (said.hour + _HALF_DAY) % 24):
            if first <= hour < last:
                return said.replace(hour=hour)
        return said
