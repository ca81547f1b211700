"""One municipality, as the conversation asks it. Satisfies `dialogs.landscape.Landscape` by its shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from hashlib import blake2b
from types import MappingProxyType
from typing import Final

from knowledge.answers import SNAPSHOT, Answers, Entry, Former, Found
from knowledge.expectations import both_ways
from knowledge.model import District, Municipality, Organisation
from knowledge.places import Places, Spot, serves
from knowledge.routes import route_for
from knowledge.search import Match, Search
from knowledge.teams import MOST_SHOWN, RECEIVING, Teams
from knowledge.values import NEVER_FROM_SNAPSHOT, UNKNOWN
from knowledge.vocabulary import Vocabulary
from knowledge.wording import Wording

MAX_ANSWERS: Final = 3
EXPECTATIONS: Final = "verwachtingen"
"""The id of the answer about what parties may expect of each other; no entry of the landscape."""
WHICH_TEAM: Final = "welk_team"
"""The id of the question for the district; no entry of the landscape."""


class Zorglandschap:
    """Answers who does what here. Immutable: the same question always has the same answer."""

    def __init__(self, town: Municipality, wording: Wording, vocabulary: Vocabulary) -> None:
        self._town = town
        self._wording = wording
        self._answers = Answers(town, wording)
        self._vocabulary = vocabulary
        self._places = Places(
            town.places, (area for each in town.organisations if each.areas != UNKNOWN for area in each.areas)
        )
        self._teams = Teams(town, self._places, vocabulary)

    def over(self, town: Municipality) -> Zorglandschap:
        """Make another landscape that speaks in the same words: this one, changed."""
        return Zorglandschap(town, self._wording, self._vocabulary)

    @property
    def wording(self) -> Wording:
        """The sentences that it speaks in."""
        return self._wording

    @property
    def id(self) -> str:
        """`voorbeeldstad`."""
        return self._town.meta.id

    @property
    def name(self) -> str:
        """`Voorbeeldstad`."""
        return self._town.meta.name

    @property
    def is_snapshot(self) -> bool:
        """Historical data (R129)."""
        return self._town.meta.status == SNAPSHOT

    @property
    def coordinator(self) -> str:
        """How to reach the coordinator, as a phrase that fits in a sentence."""
        return self._town.meta.coordinator

    @property
    def places(self) -> Sequence[District]:
        """The districts, in the order of the file."""
        return self._town.places

    @property
    def organisations(self) -> Sequence[str]:
        """Names of those that work here now, the receiving teams first."""
        others = (each for each in self._town.organisations if each.status == "active" and each.kind != RECEIVING)
        return tuple(each.name for each in (*self._teams.all, *others))

    @property
    def terms(self) -> Mapping[str, int]:
        """Terms that the municipality set differently (`beleid`)."""
        return MappingProxyType(self._town.beleid.terms)

    @property
    def content(self) -> Municipality:
        """Everything that the landscape file holds, typed."""
        return self._town

    @property
    def public_names(self) -> frozenset[str]:
        """What places, organisations, laws and the like are called here: no names of people."""
        town = self._town
        entries = (*town.national_contacts, *town.routes, *town.procedures, *town.indices)
        names = {town.meta.name, *(entry.name for entry in entries), *(each.name for each in town.instruments)}
        names.update(place.name for place in town.places)
        names.update(term.name for term in town.glossary)
        names.update(alias for place in town.places for alias in place.aliases)
        for each in town.organisations:
            names.update((each.name, *each.aliases, *(former.name for former in each.former_names)))
        return frozenset(names)

    @cached_property
    def _search(self) -> Search:
        """Built at the first question: the first prompt of `chat` does not wait for it."""
        return Search(self._town, self._vocabulary)

    @cached_property
    def version(self) -> str:
        """Changes with everything that the landscape holds, and with nothing else."""
        return blake2b(self._town.model_dump_json().encode(), digest_size=8).hexdigest()

    def find(
        self, query: str, *, sector: str = "", home: str = "", today: date | None = None, limit: int = MAX_ANSWERS
    ) -> Sequence[Found]:
        """Give the best answers, best first; empty when nothing fits.

        Where the child lives decides between teams (R132): a district or postcode in the question, else `home`, which
        is a district (id or name) or a postcode. An abolished name is answered by its successor, with the correction
        first. A historical snapshot answers a question about danger with national numbers only. `today` lets an answer
        say that it does not hold then or should have been checked by now; one that holds goes before it, unless it was
        asked for by name. The bare name of one entry is answered by that entry, wherever the child lives. A district
        with one letter wrong is that district, and the answer says so; of one that nobody knows here it says that too.
        """
        if self._search.asks_for_emergency(query) and (numbers := self._emergency()):
            return numbers[:limit]
        if self.is_snapshot and self._search.is_acute(query):
            return self._national_only()[:limit]
        matches = self._matches(query, sector, self._places.inside(query) or self._places.called(home), today)
        notes: tuple[str, ...] = ()
        if self._asks_for_a_team(matches, query):
            said, spot = self._teams.said(query, self._search)
            if said == "slip":
                matches = self._matches(query, sector, spot, today)
                notes = (self._wording.district_read.format(name=spot.districts[0].name),)
            elif matches and (said == "unknown" or not home):
                notes = self._where(unknown=said == "unknown", known=said == "known", today=today)
        found = [self._say(match, today) for match in self._with_route(matches, sector)[:limit]]
        return tuple(self._noting(found[0], notes) if each is found[0] else each for each in found)

    def which_team(self, query: str, *, home: str = "", today: date | None = None) -> Sequence[Found]:
        """Ask in which district the child lives, with all teams, and give the teams behind it; empty for no doubt.

        There is doubt where teams differ by district and a question for one of them names no district, or one that
        nobody knows: the first of the list would be filled in (R132).
        """
        teams = self._teams.serving(today)
        if not teams or self._places.inside(query):
            return ()
        matches = self._matches(query, "", self._places.called(home), today)
        if not matches or not self._asks_for_a_team(matches, query):
            return ()
        said, _ = self._teams.said(query, self._search)
        if said == "slip" or (said == "none" and home):
            return ()
        shown = teams if len(teams) <= MOST_SHOWN else ()
        told = (self._answers.team(each, self._teams.districts(each)) for each in shown)
        lines = (*self._answers.warning(), *self._where(unknown=said == "unknown", known=False, today=today), *told)
        asked = Found(WHICH_TEAM, self._wording.team_title, lines, self._answers.source())
        return (asked, *(self._answers.of(each, today=today) for each in shown))

    def _where(self, *, unknown: bool, known: bool, today: date | None) -> tuple[str, ...]:
        """What is said of a place that a question for a team names, or does not name."""
        if known:
            return ()
        if self._teams.serving(today):
            asked = self._wording.district_asked
            return (f"{self._wording.district_unknown} {asked}",) if unknown else (asked,)
        return (self._wording.district_not_here.format(town=self.name),) if unknown else ()

    def _noting(self, found: Found, notes: tuple[str, ...]) -> Found:
        """Put notes first, behind the warning that a snapshot starts with."""
        cut = len(self._answers.warning())
        return replace(found, lines=(*found.lines[:cut], *notes, *found.lines[cut:])) if notes else found

    def _asks_for_a_team(self, matches: Sequence[Match], query: str) -> bool:
        """Whether a team is the answer without being asked for by its own name."""
        return _is_team(matches) and not (matches and self._search.names(query, matches[0].entry, by_noun=False))

    def _matches(self, query: str, sector: str, spot: Spot, today: date | None) -> list[Match]:
        """The entries that answer, those of where the child lives first."""
        matches = self._search.find(query, sector=sector, skip=self._elsewhere(spot))
        if today is not None and len(matches) > 1:
            matches.sort(key=lambda match: self._is_not_now(match.entry, query, today))
        team = self._team(spot, today)
        if matches and matches[0].whole:
            if matches[0].former is not None and team not in (None, matches[0].entry) and _is_team(matches):
                matches = [*matches, Match(team, matches[0].score)]
        elif team is not None and (_is_team(matches) or self._search.names(query, team)):
            matches = [_first(team, matches), *(match for match in matches if match.entry is not team)]
        return matches

    def entry(self, id_: str, *, today: date | None = None) -> Found | None:
        """One entry by its id; None for what is not there, or no longer."""
        entry = self._search.entry(id_)
        return None if entry is None else self._answers.of(entry, today=today)

    def team_for(self, place: str, *, today: date | None = None) -> Found | None:
        """Give the team for a district (id or name) or postcode; None when that is not surely known."""
        team = self._team(self._places.called(place), today)
        return self._answers.of(team, today=today) if team is not None else None

    def route(self, situation: str, *, sector: str, today: date | None = None) -> Sequence[str]:
        """Give the local steps as sentences; see `knowledge.routes`. A snapshot's steps start with its warning."""
        route = route_for(self._town, situation, sector, today)
        if route is None or not route.steps:
            return ()
        if route.acute:
            return self._answers.steps(route)
        not_now = self._answers.not_now(route, today) if today is not None else ()
        return (*self._answers.warning(), *not_now, *self._answers.steps(route))

    def organisation(self, text: str, *, today: date | None = None) -> Found | None:
        """Give the organisation that a user names as employer, when there is no doubt."""
        match = self._search.named(text)
        return self._say(match, today) if match is not None else None

    def is_name(self, text: str) -> bool:
        """Tell whether a text is a name here, the team of a place or the emergency number, and nothing else."""
        emergency = self._search.asks_for_emergency(text, alone=True)
        return emergency or self._search.is_name(text) or self._teams.by_place_alone(text, self._search)

    def asks_to_reach(self, text: str) -> bool:
        """Tell whether a text asks how a party is reached, by its name, and nothing else."""
        return self._search.asks_to_reach(text)

    def is_place(self, text: str) -> bool:
        """Tell whether a text is a district or a postcode here, also with one letter wrong, and nothing else."""
        return bool(self._places.called(text)) or self._teams.is_slip(text, self._search)

    def expectations(self, party: str, *, sector: str) -> Found | None:
        """What a party and somebody of a sector may expect of each other (R134); `party` is as the user named it.

        None where no such party is known. Empty: of all parties. A snapshot's answer starts with its warning.
        """
        match = self._search.named(party) if party else None
        entry = match.entry if match is not None else self._best_organisation(party)
        if party and not isinstance(entry, Organisation):
            return None
        lines = both_ways(self._town, self._wording, entry if isinstance(entry, Organisation) else None, sector)
        title = self._wording.expected_title
        return Found(EXPECTATIONS, title, (*self._answers.warning(), *lines), self._answers.source())

    # --- inside ------------------------------------------------------------------------------------------------

    def _best_organisation(self, party: str) -> Organisation | None:
        """The organisation that a common noun means ("het wijkteam")."""
        entries = [match.entry for match in self._search.find(party, sector="", limit=1)] if party else []
        return next((each for each in entries if isinstance(each, Organisation)), None)

    def _say(self, match: Match, today: date | None = None) -> Found:
        return self._answers.of(match.entry, match.score, former=match.former, term=match.term, today=today)

    def _with_route(self, matches: list[Match], sector: str) -> list[Match]:
        """Put behind a party the everyday route by which somebody of this sector comes there (R129)."""
        best = matches[0].entry if matches else None
        if not sector or not isinstance(best, Organisation):
            return matches
        known = {match.entry.id for match in matches}
        for route in self._town.routes:
            own = sector in route.who and not route.acute and route.id not in known
            heavy = not NEVER_FROM_SNAPSHOT.isdisjoint(route.situations)
            if own and not heavy and route.steps and best.id in route.steps[-1].to:
                score = matches[1].score if len(matches) > 1 else matches[0].score
                return [matches[0], Match(route, score), *matches[1:]]
        return matches

    def _national_only(self) -> tuple[Found, ...]:
        routes = [self._answers.of(route) for route in self._town.routes if route.acute]
        return (*routes, *(self._answers.of(each) for each in self._town.national_contacts if each.acute))

    def _emergency(self) -> tuple[Found, ...]:
        """The national numbers for danger: the first with all others below it, so that no choice has to be made."""
        contacts = [self._answers.of(each) for each in self._town.national_contacts if each.acute]
        lines = tuple(line for each in contacts for line in each.lines)
        return tuple(replace(first, lines=lines) for first in contacts[:1])

    def _is_not_now(self, entry: Entry, query: str, today: date) -> bool:
        """Whether an entry gives way: it does not hold, and was not asked for by name."""
        return not entry.holds_on(today) and not self._search.names(query, entry, by_noun=False)

    def _team(self, spot: Spot, today: date | None) -> Organisation | None:
        """Give the one team that is known to serve a place; None when more than one does.

        A team that holds on the day goes before one that does not: children are never without a reader because nobody
        prolonged an entry. A team that names the whole postcode goes before one that names something wider.
        """
        serving = [each for each in self._teams.all if spot and _serves(each, spot)]
        serving = [each for each in serving if today is None or each.holds_on(today)] or serving
        exact = [each for each in serving if spot.pc6 and spot.pc6 in each.areas]
        found = exact or serving
        return found[0] if len(found) == 1 else None

    def _elsewhere(self, spot: Spot) -> frozenset[str]:
        """Collect the organisations that surely do not serve the place in question."""
        return frozenset(
            each.id
            for each in self._town.organisations
            if spot.districts and each.areas not in ((), UNKNOWN) and not _serves(each, spot)
        )


def _serves(organisation: Organisation, spot: Spot) -> bool:
    return organisation.areas != UNKNOWN and serves(organisation.areas, spot)


def _is_team(matches: Sequence[Match]) -> bool:
    """Tell whether the best answer is a team, or there is none: a mere district asks for its team."""
    best = matches[0].entry if matches else None
    return best is None or (isinstance(best, Organisation) and best.kind == RECEIVING)


def _first(team: Organisation, matches: Sequence[Match]) -> Match:
    """Put the district's team first, with the correction that a former name asked for."""
    former: Former | None = next((match.former for match in matches if match.former is not None), None)
    return Match(team, max((match.score for match in matches), default=1.0), former)
