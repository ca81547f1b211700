"""What the conversation needs to know of a zorglandschap.

`knowledge` satisfies it structurally; neither imports the other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Protocol


class Place(Protocol):
    """A district or other area that a user can choose."""

    @property
    def id(self) -> str:
        """Id within the municipality."""

    @property
    def name(self) -> str:
        """Its name."""


class Answer(Protocol):
    """One answer to a look-up, in Dutch sentences that can be shown as they are."""

    @property
    def id(self) -> str:
        """Id of the organisation, route, procedure or index."""

    @property
    def name(self) -> str:
        """The name that professionals use."""

    @property
    def lines(self) -> Sequence[str]:
        """What it is for, who may apply, how to reach it; unknown is said as unknown.

        Starts with the correction if the asked name is abolished, and with the warning if the data are a historical
        snapshot (R129, R130).
        """

    @property
    def source(self) -> str:
        """Where this stands and of which date."""


class Landscape(Protocol):
    """One municipality."""

    @property
    def id(self) -> str:
        """`voorbeeldstad`."""

    @property
    def name(self) -> str:
        """`Voorbeeldstad`."""

    @property
    def is_snapshot(self) -> bool:
        """Historical data: never a route in an acute answer or with U4 and above (R129)."""

    @property
    def coordinator(self) -> str:
        """How to reach the coordinator, as a Dutch phrase."""

    @property
    def places(self) -> Sequence[Place]:
        """The districts, in the order in which they are offered."""

    @property
    def organisations(self) -> Sequence[str]:
        """Names of the organisations that work here now, the teams that receive signals first."""

    @property
    def public_names(self) -> Collection[str]:
        """What places, organisations, laws and the like are called here: no names of people."""

    def find(
        self, query: str, *, sector: str = "", home: str = "", today: date | None = None, limit: int = 3
    ) -> Sequence[Answer]:
        """The best answers to a question in a user's own words, best first; empty when nothing fits.

        `home` is the district or postcode where the child lives, which decides between teams (R132). `today` lets an
        answer say that it does not hold then, or should have been checked by now. The bare name of one entry has that
        entry as its answer.
        """

    def which_team(self, query: str, *, home: str = "", today: date | None = None) -> Sequence[Answer]:
        """The question for the district, which is no entry, and the teams that it decides between; empty for no doubt.

        In doubt is who asks for a team without a district, or with one that nobody knows, where teams differ (R132).
        """

    def entry(self, id_: str, *, today: date | None = None) -> Answer | None:
        """One entry by its id; None for what is not there, or no longer."""

    def is_name(self, text: str) -> bool:
        """Whether a text is a name here, the team of a place or the emergency number, and nothing else."""

    def asks_to_reach(self, text: str) -> bool:
        """Whether a text asks how a party is reached, by its name, and nothing else."""

    def is_place(self, text: str) -> bool:
        """Whether a text is a district or a postcode here, also with one letter wrong, and nothing else."""

    def team_for(self, place: str, *, today: date | None = None) -> Answer | None:
        """The team that reads signals about children who live there (a district id or four postcode digits).

        With `today`, one that holds on that day goes before one that does not.
        """

    def route(self, situation: str, *, sector: str, today: date | None = None) -> Sequence[str]:
        """The local steps for a situation, as sentences; empty for a snapshot or when nothing is known."""

    def expectations(self, party: str, *, sector: str) -> Answer | None:
        """What a party, as the user named it, and who works in a sector may expect of each other (R134).

        None where no such party is known; empty for all parties.
        """

    def organisation(self, text: str, *, today: date | None = None) -> Answer | None:
        """The organisation that a user names as employer, if it is surely in this landscape."""

    @property
    def terms(self) -> Mapping[str, int]:
        """Terms that the municipality set differently, by name, in the unit of the name (`beleid`)."""
