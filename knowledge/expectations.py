"""What parties may expect of each other: of the one that was asked about, and of who asks (R134)."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.model import Municipality, Organisation
from knowledge.organisation import Expectation
from knowledge.wording import Wording


def both_ways(town: Municipality, wording: Wording, party: Organisation | None, sector: str) -> Iterator[str]:
    """The sentences: what is asked of a party and of who works in `sector`; without a party what is asked of all.

    A party of which nothing was agreed is said to be unknown, never filled in.
    """
    asked = [*town.expectations, *(each for one in town.organisations for each in _own(one))]
    mine = [each for each in asked if {"any", sector} & set(each.who)]
    of_party = [each for each in asked if party is not None and party.id in each.party]
    if party is None:
        of_party = [each for each in asked if each not in mine]
    for each in of_party:
        yield wording.expected_of.format(of=each.of, zin=each.zin)
    if party is not None and not of_party:
        yield wording.expected_unknown.format(name=party.name, coordinator=town.meta.coordinator)
    for each in mine:
        yield wording.expected_of_you.format(zin=each.zin)


def _own(organisation: Organisation) -> Iterator[Expectation]:
    """What stands with an organisation is asked of that organisation."""
    for each in organisation.expectations:
        yield each.model_copy(update={"party": (*each.party, organisation.id)})
