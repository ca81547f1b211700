"""Which of the teams that read signals a question means: the district where the child lives decides (R132)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final, Literal

from knowledge.folding import words
from knowledge.model import District, Municipality, Organisation
from knowledge.places import Places, Spot
from knowledge.references import WHOLE_MUNICIPALITY
from knowledge.search import Search
from knowledge.values import UNKNOWN
from knowledge.vocabulary import Vocabulary

RECEIVING: Final = "district_team"
MOST_SHOWN: Final = 4
"""More teams than these are not listed: then the district is asked for, and no more."""
TEAM: Final = "wijkteam"
"""The concept of the vocabulary that means any such team."""
_INSIDE: Final = frozenset({"in", "uit", "te"})
"""What stands behind one of these is a place, if it is nothing else."""
_ABOUT: Final = frozenset({"van", "voor", "bij", "op"})
"""Behind one of these stands a place if it is written like a name."""
_ARTICLES: Final = frozenset({"de", "het", "een", "t"})
_AROUND: Final = _INSIDE | _ABOUT | _ARTICLES | {"wie", "wat", "is", "welk"}
"""Words around a team and its place that tell nothing more."""
_CAPITAL: Final = re.compile(r"\b[A-Z]\w+")
_SHORTEST: Final = 4
"""Letters that the name of a place has at least."""

PlaceSaid = Literal["none", "known", "slip", "unknown"]


class Teams:
    """The teams of one municipality."""

    def __init__(self, town: Municipality, places: Places, vocabulary: Vocabulary) -> None:
        self.all = [each for each in town.organisations if each.kind == RECEIVING and each.status == "active"]
        self._districts = town.places
        self._places = places
        self._words = vocabulary

    def said(self, query: str, search: Search) -> tuple[PlaceSaid, Spot]:
        """What a question says of where the child lives, and where that is: rightly, with a slip, or not known here."""
        if spot := self._places.inside(query):
            return "known", spot
        tokens, strange = search.strange(query)
        if spot := self._places.near(tokens, strange):
            return "slip", spot
        names = {name.casefold() for name in _CAPITAL.findall(query)}
        unknown = any(self._is_place(tokens, at, tokens[at] in names) for at in strange)
        return ("unknown" if unknown else "none"), Spot()

    def is_slip(self, text: str, search: Search) -> bool:
        """Tell whether a text is a district with one letter wrong, and nothing else."""
        tokens, strange = search.strange(text)
        spot = self._places.near(tokens, strange)
        return bool(spot) and len(tokens) == len(words(spot.districts[0].name))

    def by_place_alone(self, text: str, search: Search) -> bool:
        """Tell whether a text is the word for such a team with a place, and nothing else ("buurtteam Peelo")."""
        tokens, strange = search.strange(text)
        teams = [at for at, word in enumerate(tokens) if TEAM in self._words.concepts_of(word)]
        rest = [at for at, word in enumerate(tokens) if at not in teams and word not in _AROUND]
        if not teams or not rest:
            return False
        if self._places.called(" ".join(tokens[at] for at in rest)):
            return True
        said, _ = self.said(text, search)
        return said in {"slip", "unknown"} and len(rest) == 1 and strange.issuperset(rest)

    def serving(self, today: date | None) -> Sequence[Organisation]:
        """The teams between which a district decides, those that hold on the day; empty where it decides nothing."""
        teams = [each for each in self.all if today is None or each.holds_on(today)]
        local = all(each.areas not in ((), UNKNOWN) and WHOLE_MUNICIPALITY not in each.areas for each in teams)
        return teams if local and len(teams) > 1 else ()

    def districts(self, team: Organisation) -> list[str]:
        """The names of the districts that a team serves."""
        return [each.name for each in self._districts if _lies_in(each, team)]

    def _is_place(self, tokens: Sequence[str], at: int, capital: bool) -> bool:
        before = [word for word in tokens[:at] if word not in _ARTICLES][-1:]
        if len(tokens[at]) < _SHORTEST or not before:
            return False
        follows_team = TEAM in self._words.concepts_of(before[0])
        return before[0] in _INSIDE or (capital and (before[0] in _ABOUT or follows_team))


def _lies_in(district: District, team: Organisation) -> bool:
    return not {district.id, *district.codes, *district.pc4, *district.pc6}.isdisjoint(team.areas)
