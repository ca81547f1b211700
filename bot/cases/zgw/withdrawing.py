"""Writes at a case that its signal was taken back. Nothing is removed, and no case of somebody who works on it ends.

A status with its explanation says when and why: that of the catalogue for this (`Ingetrokken`), else the one that the
case has, so that it moves nowhere. The case ends only where no worry is open (signal_schema.md §4 rule 6), nobody took
it up, and the catalogue has a result for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Final

from bot.cases.zgw import bodies
from bot.cases.zgw.catalogue import CaseType, Catalogue
from bot.cases.zgw.client import Found, Refused
from bot.cases.zgw.steps import MOMENT, STILL_BUSY, Attempt, Call, Given, Steps
from bot.http_calls import NotDone
from bot.model import Rejected, Scope, TakenBack
from bot.ports import Clock
from bot.storage.case_calls import CASE, STAGES
from bot.storage.records import CasePlan
from bot.storage.store import Store

BEGUN: Final = "intrekking"
"""Kept before the first call instead of an address: the moment that every try gives as that of its status."""
_RESULT: Final = "intrekking.resultaat"
_ENDED: Final = "intrekking.einde"
_TOLD: Final = "intrekking.status"


class Withdrawing:
    """Takes signals back in the Open Zaak of one municipality."""

    def __init__(self, steps: Steps, catalogue: Catalogue, scope: Scope, store: Store, clock: Clock) -> None:
        self._steps = steps
        self._catalogue = catalogue
        self._scope = scope
        self._store = store
        self._clock = clock

    async def withdraw(self, it: Attempt, taken_back: TakenBack) -> bool:
        """Have it stand at the case, once; False when there is no case of this signal, or no more."""
        case = await self._case(it)
        if case is None:
            return False
        if BEGUN not in it.plan.done:
            await self._begin(it)
        try:
            await self._write(it, case, taken_back)
        except Refused as refused:
            if MOMENT in refused.params:
                raise NotDone("clock", STILL_BUSY) from None  # its clock is behind ours
            if await self._case(it) is None:
                return False
            raise
        if _ENDED in it.plan.done:  # by us: nothing that its signaller has to hear as news of the municipality
            now = self._clock.now()
            await self._store.run(lambda tx: tx.note_stage(self._scope, it.key, STAGES[-1], now))
        return True

    async def _begin(self, it: Attempt) -> None:
        now = self._clock.now().replace(microsecond=0)
        if now <= it.plan.planned_at:  # a case has one status in a second, and its first one has this
            raise NotDone("same_second", 1)
        await self._steps.remember(it, BEGUN, bodies.moment(now))

    async def _case(self, it: Attempt) -> Found | None:
        if CASE in it.plan.done:
            return await self._steps.known_case(it)
        return await self._steps.our_case(it)

    async def _write(self, it: Attempt, case: Found, taken_back: TakenBack) -> None:
        if _TOLD in it.plan.done or _ENDED in it.plan.done:
            return
        zaak = str(case["url"])
        statuses = await it.client.find("zaken", "statussen", {"zaak": zaak})
        ours = any(is_ours(it.plan, each) for each in statuses)
        if case.get("einddatum") and not ours:
            raise Given(Rejected("case_closed"))  # a closed case takes no status; its people have to hear it otherwise
        types = await self._catalogue.parts(it.client, str(case["zaaktype"]))
        theirs = last_of([each for each in statuses if not is_ours(it.plan, each)])
        now_at = str(theirs["statustype"]) if theirs else types.first_status
        if taken_back.closes and now_at == types.first_status and await self._ended(it, zaak, types, taken_back):
            return
        body = bodies.withdrawn_status(zaak, types.withdrawn_status or now_at, it.plan.done[BEGUN], taken_back)
        look = partial(self._our_status, it, zaak)
        await self._steps.ensure(it, Call(_TOLD, look, "zaken", "statussen", body))

    async def _ended(self, it: Attempt, zaak: str, types: CaseType, taken_back: TakenBack) -> bool:
        """End the case with the result for it; False where that cannot be: then it is told and no more."""
        wanted = await self._catalogue.withdrawn_result(it.client, types.url)
        there = await it.client.find("zaken", "resultaten", {"zaak": zaak})
        if not wanted or types.last_status == types.first_status:
            return False
        if any(each.get("resultaattype") != wanted for each in there):
            return False  # somebody is ending it already
        look = partial(self._steps.first, it, "resultaten", {"zaak": zaak}, "resultaattype", wanted)
        result = bodies.withdrawn_result(zaak, wanted, taken_back)
        status = bodies.withdrawn_status(zaak, types.last_status, it.plan.done[BEGUN], taken_back)
        try:
            await self._steps.ensure(it, Call(_RESULT, look, "zaken", "resultaten", result))
            last = partial(self._our_status, it, zaak, types.last_status)
            await self._steps.ensure(it, Call(_ENDED, last, "zaken", "statussen", status))
        except Refused as refused:
            if MOMENT in refused.params:
                raise
            return False  # what its people still have to fill in before it may end, they know
        return True

    @staticmethod
    async def _our_status(it: Attempt, zaak: str, statustype: str = "") -> str | None:
        for each in await it.client.find("zaken", "statussen", {"zaak": zaak}):
            if is_ours(it.plan, each) and statustype in ("", each.get("statustype")):
                return str(each["url"])
        return None


def is_ours(plan: CasePlan, status: Found) -> bool:
    """Whether a status is the one by which we wrote that the signal was taken back: by its moment."""
    begun = plan.done.get(BEGUN)
    return begun is not None and _moment(status) == datetime.fromisoformat(begun)


def last_of(statuses: Sequence[Found]) -> Found | None:
    """The status that a case has; None before the first."""
    return max(statuses, key=lambda each: str(each.get(MOMENT, "")), default=None)


def _moment(status: Found) -> datetime | None:
    try:
        return datetime.fromisoformat(str(status.get(MOMENT, "")))
    except ValueError:
        return None
