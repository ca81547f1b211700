"""Whether what the access file names is there: a channel, a served municipality, a district, a team.

A name that is not there is refused at the start: it would open all records of a municipality to a team, or nothing to
anybody, and nobody would hear of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.access import AccessRule
from bot.acts.areas import read_areas
from bot.model import Membership, Role
from dialogs.understanding.normalise import fold
from knowledge.teams import RECEIVING
from knowledge.zorglandschap import Zorglandschap

CHANNELS: Final = ("matrix", "teams")
"""Where people of the access file can be; whether it is set up here, the settings say."""


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name that is not there."""

    number: int
    """Of the line in the list, from 1."""
    field: str
    known: tuple[str, ...]
    """What can stand there."""


def unknown_names(
    rules: Sequence[AccessRule], towns: Mapping[str, Zorglandschap], today: date
) -> Iterator[UnknownName]:
    """All of them, line by line. `towns` are the served municipalities, with what coordinators changed."""
    for number, rule in enumerate(rules, start=1):
        if rule.kanaal not in CHANNELS:
            yield UnknownName(number, "kanaal", CHANNELS)
        town = towns.get(rule.gemeente)
        if town is None:
            yield UnknownName(number, "gemeente", tuple(towns))
            continue
        districts = tuple(place.id for place in town.places)
        if not set(rule.gebieden) <= set(districts):
            yield UnknownName(number, "gebieden", districts)
        elif _reads_every_team(rule, town, today):
            yield UnknownName(number, "organisatie", _names_of_teams(town))


def _reads_every_team(rule: AccessRule, town: Zorglandschap, today: date) -> bool:
    """Whether a line means a team and would read the signals of all, because the team that it names is none here.

    Where a municipality has one team, all is that team's, whatever its people call it. A team that ended stays a name:
    what a coordinator changes in the chat keeps the assistant from starting no more than from going on.
    """
    if rule.functie is not Role.WIJKTEAM or not rule.organisatie or len(_names_of_teams(town)) < 2:
        return False
    member = Membership(rule.gemeente, rule.functie, rule.organisatie, rule.gebieden)
    if read_areas(town, (member,), today) is not None:
        return False
    teams = [each for each in town.content.organisations if each.kind == RECEIVING]
    named = {fold(name.replace("_", " ")) for each in teams for name in (each.id, each.name)}
    return fold(rule.organisatie.replace("_", " ")) not in named


def _names_of_teams(town: Zorglandschap) -> tuple[str, ...]:
    teams = (each for each in town.content.organisations if each.kind == RECEIVING and each.status == "active")
    return tuple(each.name for each in teams)
