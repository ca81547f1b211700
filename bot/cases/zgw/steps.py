"""The steps of every delivery to Open Zaak: finding the case that is ours, and making what is not there yet, once.

The plan is stored before the first call and each finished call after it, so that a later try goes on where the last one
ended. Before every POST we look whether what it makes is there already.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from bot.cases.zgw import bodies
from bot.cases.zgw.client import Api, Body, Found, Refused, ZgwClient
from bot.http_calls import CONFIGURATION, NotDone, Unsure
from bot.model import Delivery, Rejected, Scope
from bot.ports import Clock
from bot.storage.case_calls import CASE
from bot.storage.records import CasePlan
from bot.storage.store import Store
from bot.storage.transaction import Transaction

BUDGET: Final = timedelta(seconds=35)
"""After this no call is begun: with the longest call it stays below what the outbox gives a delivery, so that no POST
is cut off half-way; and a machine that slept does not go on with what somebody else may have taken over."""
STILL_BUSY: Final = 60.0
"""Seconds to leave a server alone that did not answer a POST: it may be carrying it out still."""
NOT_FOUND: Final = 404
MOMENT: Final = "datumStatusGezet"


class Given(Exception):  # noqa: N818 - carries a result
    """The delivery ends here."""

    def __init__(self, delivery: Delivery) -> None:
        super().__init__()
        self.delivery = delivery


@dataclass(frozen=True, slots=True)
class Call:
    """One thing to make: how to find it, and how to make it."""

    name: str
    look: Callable[[], Awaitable[str | None]]
    api: Api
    path: str
    body: Body


@dataclass(slots=True)
class Attempt:
    """One try to deliver something about one signal."""

    client: ZgwClient
    key: str
    """Of the delivery of the signal itself."""
    plan: CasePlan
    until: datetime


class Steps:
    """The steps in the Open Zaak of one municipality."""

    def __init__(self, scope: Scope, organisation: str, store: Store, clock: Clock) -> None:
        self._scope = scope
        self._organisation = organisation
        self._store = store
        self._clock = clock

    async def known_case(self, it: Attempt) -> Found | None:
        """The case that we remember; None when it was removed."""
        try:
            found: Found = await it.client.get("zaken", f"zaken/{uuid_of(it.plan.done[CASE])}")
        except Refused as refused:
            if refused.status == NOT_FOUND:
                return None
            raise
        return found

    async def our_case(self, it: Attempt) -> Found | None:
        """The case of this signal. One of that name that is not ours ends the delivery: a person has to look."""
        asked = {"identificatie": it.plan.identificatie, "bronorganisatie": self._organisation}
        found = [
            each
            for each in await it.client.find("zaken", "zaken", asked)
            if each.get("identificatie") == it.plan.identificatie
        ]
        ours = {"kenmerk": it.key, "bron": bodies.SOURCE}
        for each in found:
            if ours in (each.get("kenmerken") or ()):
                return each
        if found:
            raise Given(Rejected("identificatie_taken"))
        return None

    async def ensure(self, it: Attempt, wanted: Call) -> None:
        """Make it unless it was made: remembered, found before, or found after an answer that leaves it in doubt."""
        if wanted.name in it.plan.done:
            return
        url = await wanted.look()
        if url is None:
            try:
                url = str((await self.post(it, wanted.api, wanted.path, wanted.body))["url"])
            except (Refused, Unsure):
                url = await wanted.look()
                if url is None:
                    raise
        await self.remember(it, wanted.name, url)

    async def post(self, it: Attempt, api: Api, path: str, body: Body) -> Found:
        """Make something, while there is time for it."""
        if self._clock.now() >= it.until:
            raise NotDone("slow")
        return await it.client.post(api, path, body)

    async def remember(self, it: Attempt, name: str, url: str) -> None:
        """Keep that a call is done, and the address of what it made."""
        now = self._clock.now()

        def write(tx: Transaction) -> None:
            tx.case_call_done(self._scope, it.key, name, url, now)

        await self._store.run(write)
        it.plan = replace(it.plan, done={**it.plan.done, name: url})

    @staticmethod
    async def first(it: Attempt, path: str, asked: dict[str, str], field: str, value: str) -> str | None:
        """The address of the first of a list that has this value."""
        for each in await it.client.find("zaken", path, asked):
            if each.get(field) == value:
                return str(each["url"])
        return None


def uuid_of(url: str) -> str:
    """The last part of an address: the host in it may be one that only the server knows itself by."""
    last = urlsplit(url).path.rstrip("/").rpartition("/")[2]
    if not last:
        raise NotDone("no_uuid", CONFIGURATION)
    return last
