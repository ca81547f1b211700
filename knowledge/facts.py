"""What is known of an organisation besides its own sentences, in Dutch (`facts.yaml`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, get_args

from pydantic import BaseModel, ConfigDict

from knowledge.document import read
from knowledge.model import Contact, Opening, Organisation
from knowledge.values import UNKNOWN, Weekday
from knowledge.wording import Wording

FILE: Final = Path(__file__).parent / "facts.yaml"
WEEK: Final[tuple[str, ...]] = get_args(Weekday)


class Facts(BaseModel):
    """One field per sentence; the file says what each is for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    who: str
    through: str
    referral_by: str
    referral_unknown: str
    no_referral: str
    no_waiting: str
    waiting_one: str
    waiting: str
    measured: str
    measured_unknown: str
    languages: str
    target_groups: str
    opening: str
    days_range: str
    and_: str
    or_: str
    days: dict[str, str]
    askers: dict[str, str]
    tongues: dict[str, str]

    def of(self, entry: Organisation, names: Mapping[str, str], say: Wording) -> Iterator[str]:
        """Say what is known: who may apply, with which referral, how long one waits, in which languages.

        `names` gives the name of an organisation by its id.
        """
        if entry.target_groups != UNKNOWN and entry.voor_wie == UNKNOWN:
            yield self.target_groups.format(value=self._listed(entry.target_groups))
        yield from self._admission(entry, names)
        yield from self._waiting(entry, say)
        if entry.languages != UNKNOWN:
            yield self.languages.format(value=self._listed([self.tongues.get(each, each) for each in entry.languages]))

    def hours(self, contact: Contact) -> str:
        """Say when a contact can be reached: its own words, else its opening hours; empty when neither is known."""
        if contact.hours != UNKNOWN:
            return contact.hours
        return "" if contact.opening == UNKNOWN else ", ".join(map(self._opening, contact.opening))

    def _admission(self, entry: Organisation, names: Mapping[str, str]) -> Iterator[str]:
        rules = entry.admission
        if rules.who != UNKNOWN:
            yield self.who.format(value=self._listed([self.askers[each] for each in rules.who]))
        if rules.through not in (UNKNOWN, ()):
            yield self.through.format(value=self._listed([names[each] for each in rules.through], self.or_))
        if rules.referral is False:
            yield self.no_referral
        elif rules.referral_by != UNKNOWN:
            value = self._listed([self.askers[each] for each in rules.referral_by], self.or_)
            yield self.referral_by.format(value=value)
        elif rules.referral is True:
            yield self.referral_unknown

    def _waiting(self, entry: Organisation, say: Wording) -> Iterator[str]:
        weeks, day = entry.waiting.weeks, entry.waiting.measured_on
        if weeks == UNKNOWN:
            return
        measured = self.measured_unknown if day == UNKNOWN else self.measured.format(day=say.day(day))
        sentence = {0: self.no_waiting, 1: self.waiting_one}.get(weeks, self.waiting)
        yield sentence.format(weeks=weeks, measured=measured)

    def _opening(self, hours: Opening) -> str:
        first, last = hours.days[0], hours.days[-1]
        at = WEEK.index(first)
        in_a_row = len(hours.days) > 2 and WEEK[at : at + len(hours.days)] == hours.days
        days = (
            self.days_range.format(first=self.days[first], last=self.days[last])
            if in_a_row
            else self._listed([self.days[each] for each in hours.days])
        )
        return self.opening.format(days=days, opens=_spoken(hours.opens), closes=_spoken(hours.closes))

    def _listed(self, items: Sequence[str], last: str = "") -> str:
        return (last or self.and_).join([*filter(None, [", ".join(items[:-1])]), items[-1]])


def facts() -> Facts:
    """Read the sentences."""
    return Facts.model_validate(read(FILE).content)


def _spoken(clock: str) -> str:
    hours, _, minutes = clock.partition(":")
    return f"{int(hours)}.{minutes}"
