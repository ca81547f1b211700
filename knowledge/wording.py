"""The fixed Dutch sentences around what a landscape file says (`wording.yaml`), and how a date is written in them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from knowledge.document import read

FILE: Final = Path(__file__).parent / "wording.yaml"


class Wording(BaseModel):
    """One field per sentence; the file says what each is for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    months: tuple[str, ...] = Field(min_length=12, max_length=12)
    unknown_date: str
    gone: str
    gone_date_unknown: str
    gone_later: str
    not_yet: str
    over: str
    ends: str
    planned: str
    district_asked: str
    district_unknown: str
    district_not_here: str
    district_read: str
    team_title: str
    team: str
    team_anywhere: str
    contact: str
    phone: str
    email: str
    hours: str
    phone_unknown: str
    for_whom: str
    missing: str
    expected_title: str
    expected_of: str
    expected_of_you: str
    expected_unknown: str
    step: str
    regie: str
    derived: str
    use: str
    legal: str
    number: str
    unknown: str
    unknown_and: str
    unknown_contact: str
    unknown_for_whom: str
    unknown_regie: str
    unknown_steps: str
    unknown_use: str
    assured: str
    overdue: str
    source: str
    source_example: str
    source_national: str

    def day(self, day: date | Literal["onbekend"]) -> str:
        """Write a date as `1 januari 2015`."""
        if isinstance(day, date):
            return f"{day.day} {self.months[day.month - 1]} {day.year}"
        return self.unknown_date

    def month(self, month: str) -> str:
        """Write `2024-02` as `februari 2024`; what is no month stays as it is."""
        year, _, number = month.partition("-")
        if number.isdecimal() and 1 <= int(number) <= len(self.months):
            return f"{self.months[int(number) - 1]} {year}"
        return month

    def unknowns(self, items: list[str]) -> str:
        """Say in one sentence what is not known."""
        return self.unknown.format(items=self.listed(items))

    def listed(self, items: list[str]) -> str:
        """Write `a, b en c`."""
        return ", ".join(items[:-1]) + self.unknown_and + items[-1] if len(items) > 1 else items[0]


def wording() -> Wording:
    """Read the sentences."""
    return Wording.model_validate(read(FILE).content)
