"""What the catalogue of a municipality says about the type of case that signals become, kept for a while."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from bot.cases.zgw.client import Found, ZgwClient
from bot.http_calls import CONFIGURATION, NotDone
from bot.ports import Clock

KEPT: Final = timedelta(minutes=30)
"""How long an answer of the catalogue is used."""
NO_TYPE: Final = "zaaktype_unknown"
KIND: Final = "kind"
"""The description of the role type for a child, in any case."""
WITHDRAWN: Final = "ingetrokken"
"""What the description of a status type or a result type for this holds, in any case."""


@dataclass(frozen=True, slots=True)
class CaseType:
    """Addresses of a type of case and its parts."""

    url: str
    first_status: str
    last_status: str
    """The one that ends a case; the same as the first where the catalogue has only one."""
    withdrawn_status: str
    """The one that says that a signal was taken back without ending the case; empty when the catalogue has none."""
    initiator: str
    """Role type of the melder."""
    child: str
    """Role type of a child; empty when the catalogue has none, then children are in the record only."""
    properties: Mapping[str, str]
    """Address of each eigenschap by its name."""
    document: str
    """Informatieobjecttype of the record."""


class Catalogue:
    """Looks up the type of case, at most once in a while."""

    def __init__(self, identificatie: str, informatieobjecttype: str, clock: Clock) -> None:
        self._identificatie = identificatie
        self._informatieobjecttype = informatieobjecttype
        self._clock = clock
        self._current: tuple[date, datetime, str] | None = None
        self._types: dict[str, tuple[datetime, CaseType]] = {}

    def forget(self) -> None:
        """Ask again: what was known turned out to be wrong."""
        self._current = None
        self._types.clear()

    async def current(self, client: ZgwClient, day: date) -> str:
        """The address of the version that is valid on a day. Raises NotDone when there is none, or more than one."""
        now = self._clock.now()
        if self._current is not None and self._current[0] == day and now < self._current[1]:
            return self._current[2]
        asked = {"identificatie": self._identificatie, "status": "definitief", "datumGeldigheid": day.isoformat()}
        valid = [each for each in await client.find("catalogi", "zaaktypen", asked) if _valid(each, day)]
        if len(valid) != 1:
            raise NotDone(NO_TYPE if not valid else "zaaktype_ambiguous", CONFIGURATION)
        url = str(valid[0].get("url", ""))
        self._current = (day, now + KEPT, url)
        return url

    async def parts(self, client: ZgwClient, url: str) -> CaseType:
        """The parts of a version. Raises NotDone when one is missing that a case needs."""
        now = self._clock.now()
        if url in self._types and now < self._types[url][0]:
            return self._types[url][1]
        of_type = {"zaaktype": url}
        statuses = await client.find("catalogi", "statustypen", of_type)
        roles = await client.find("catalogi", "roltypen", of_type)
        properties = await client.find("catalogi", "eigenschappen", of_type)
        documents = await client.find("catalogi", "informatieobjecttypen", of_type)
        initiators = sorted(_url(each) for each in roles if each.get("omschrijvingGeneriek") == "initiator")
        children = sorted(_url(each) for each in roles if str(each.get("omschrijving", "")).casefold() == KIND)
        wanted = sorted(_url(each) for each in documents if each.get("omschrijving") == self._informatieobjecttype)
        for name, found in (("statustype", statuses), ("roltype", initiators), ("informatieobjecttype", wanted)):
            if not found:
                raise NotDone(f"{name}_unknown", CONFIGURATION)
        ordered = sorted(statuses, key=lambda each: int(each.get("volgnummer", 0)))  # the last one is the eindstatus
        case_type = CaseType(
            url=url,
            first_status=_url(ordered[0]),
            last_status=_url(ordered[-1]),
            withdrawn_status=next((_url(each) for each in ordered[1:-1] if _is_withdrawn(each)), ""),
            initiator=initiators[0],
            child=children[0] if children else "",
            properties={str(each.get("naam", "")): _url(each) for each in properties},
            document=wanted[0],
        )
        self._types[url] = (now + KEPT, case_type)
        return case_type

    async def withdrawn_result(self, client: ZgwClient, url: str) -> str:
        """The result type of a version for a case that ends because it was taken back; empty when it has none."""
        found = await client.find("catalogi", "resultaattypen", {"zaaktype": url})
        return next((_url(each) for each in found if _is_withdrawn(each)), "")


def _is_withdrawn(found: Found) -> bool:
    return WITHDRAWN in str(found.get("omschrijving", "")).casefold()


def _url(found: Found) -> str:
    return str(found.get("url", ""))


def _valid(found: Found, day: date) -> bool:
    """Look again at what was asked for: an older server leaves a filter that it does not know out."""
    begin, end = found.get("beginGeldigheid") or "", found.get("eindeGeldigheid") or "9999-12-31"
    return not found.get("concept") and str(begin) <= day.isoformat() < str(end)
