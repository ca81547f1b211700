"""Logs a signal as a zaak in Open Zaak, exactly once, in calls that may each fail, hang or succeed unheard.

The plan (identificatie, moment) is stored before the first call and each finished call after it, so that a later try
goes on where the last one ended. Before every POST we look whether what it makes is there already.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot import http_calls as http
from bot.cases.zgw import bodies
from bot.cases.zgw.catalogue import NO_TYPE, CaseType, Catalogue
from bot.cases.zgw.client import Found, Login, Refused, ZgwClient
from bot.cases.zgw.steps import BUDGET, MOMENT, STILL_BUSY, Attempt, Call, Given, Steps, uuid_of
from bot.cases.zgw.withdrawing import Withdrawing, is_ours, last_of
from bot.http_calls import NotDone, Unsure
from bot.keys import Keyring
from bot.model import Answered, Delivered, Delivery, Rejected, Retry, Scope, Stage, TakenBack
from bot.ports import Clock
from bot.storage.case_calls import CASE
from bot.storage.records import CasePlan
from bot.storage.store import StorageGone, Store
from dialogs.signaal.signal import Signal

RELATED: Final = "relevanteAndereZaken"


@dataclass(slots=True)
class _Delivery(Attempt):
    """One try to deliver one signal."""

    signal: Signal


class ZgwBackend:
    """The Open Zaak of one municipality. A signal is a zaak; later ones of the same household refer to the first."""

    def __init__(
        self,
        name: str,
        gemeente: str,
        login: Login,
        organisation: str,
        catalogue: Catalogue,
        store: Store,
        keyring: Keyring,
        clock: Clock,
        call_seconds: float = http.WHOLE,
    ) -> None:
        """`organisation` is the RSIN of the municipality."""
        self.name = name
        self.gemeente = gemeente
        self._scope = Scope(gemeente)
        self._login = login
        self._organisation = organisation
        self._steps = Steps(self._scope, organisation, store, clock)
        self._withdrawing = Withdrawing(self._steps, catalogue, self._scope, store, clock)
        self._catalogue = catalogue
        self._store = store
        self._keyring = keyring
        self._clock = clock
        self._call_seconds = call_seconds

    async def submit(self, key: str, signal: Signal) -> Delivery:
        """Log the signal; the reference is the identificatie of the zaak. One worker at a time for each key."""
        return await self._answered(self._submit(key, signal))

    async def withdraw(self, key: str, submitted: str, taken_back: TakenBack) -> Delivery:
        """Write it at the case of the signal, and end that where it may end; see `withdrawing.py`."""
        return await self._answered(self._withdraw(submitted, taken_back))

    async def _submit(self, key: str, signal: Signal) -> str:
        now = self._clock.now()
        plan = await self._store.run(lambda tx: tx.plan_case(self._scope, key, signal, now))
        async with http.session(self._call_seconds) as session:
            client = ZgwClient(session, self._login, self._clock, self._pseudonym(signal.bron_gebruiker))
            await self._log(_Delivery(client, key, plan, now + BUDGET, signal))
        return plan.identificatie

    async def _withdraw(self, submitted: str, taken_back: TakenBack) -> str:
        plan = await self._store.run(lambda tx: tx.planned_case(self._scope, submitted))
        if plan is None:  # nothing was ever asked of this server for it
            return ""
        now = self._clock.now()
        async with http.session(self._call_seconds) as session:
            client = ZgwClient(session, self._login, self._clock, self._pseudonym(taken_back.owner))
            it = Attempt(client, submitted, plan, now + BUDGET)
            return plan.identificatie if await self._withdrawing.withdraw(it, taken_back) else ""

    async def _answered(self, delivering: Awaitable[str]) -> Delivery:
        """What a delivery comes to: the reference, or what stood in its way."""
        try:
            return Delivered(await delivering)
        except Given as given:
            return given.delivery
        except StorageGone as gone:
            return Retry(0, gone.code)
        except NotDone as not_done:
            return Retry(not_done.after, not_done.code)
        except Unsure as unsure:
            return Retry(STILL_BUSY, unsure.code)
        except Refused as refused:
            self._catalogue.forget()  # a new version of the type of case is one reason to be refused
            return Rejected(refused.code)

    async def stage(self, key: str) -> Answered | Retry:
        """How far the people of the municipality are: by the status that the case has now, and whether it ended.

        A case that was removed there counts as not answered.
        """
        try:
            plan = await self._store.run(lambda tx: tx.planned_case(self._scope, key))
            if plan is None or CASE not in plan.done:
                return Retry(0, "no_case")
            async with http.session(self._call_seconds) as session:
                client = ZgwClient(session, self._login, self._clock, bodies.SOURCE)
                return Answered(await self._stage(client, plan))
        except StorageGone as gone:
            return Retry(0, gone.code)
        except (NotDone, Refused) as fault:
            return Retry(0, fault.code)

    async def _stage(self, client: ZgwClient, plan: CasePlan) -> Stage:
        """By what people did there: the status by which we wrote that a signal was taken back is none of theirs."""
        zaak = plan.done[CASE]
        found: Found = await client.get("zaken", f"zaken/{uuid_of(zaak)}")
        statuses = await client.find("zaken", "statussen", {"zaak": zaak})
        theirs = [each for each in statuses if not is_ours(plan, each)]
        newest = last_of(statuses)
        if found.get("einddatum") and not (newest and is_ours(plan, newest)):
            return "afgerond"
        types = await self._catalogue.parts(client, str(found.get("zaaktype", "")))
        last = last_of(theirs)
        return "opgepakt" if last and last.get("statustype") != types.first_status else "ontvangen"

    async def _log(self, it: _Delivery) -> None:
        zaaktype = await self._find_or_make_case(it)
        types = await self._catalogue.parts(it.client, zaaktype)
        try:
            for each in self._calls(it, types):
                await self._steps.ensure(it, each)
        except Refused as refused:
            if MOMENT in refused.params:
                raise NotDone("clock", STILL_BUSY) from None  # its clock is behind ours: for it, we are in the future
            # What we remember may have been removed. The next try looks for all of it, and makes what is not there.
            await self._store.run(lambda tx: tx.forget_case_calls(self._scope, it.key))
            if await self._steps.known_case(it) is None:
                raise NotDone("case_removed") from None
            raise

    async def _find_or_make_case(self, it: _Delivery) -> str:
        """Make sure that the case is there; its zaaktype, which may be an older version than today's."""
        if CASE in it.plan.done:
            known = await self._steps.known_case(it)
            if known is not None:
                return str(known["zaaktype"])
            # Somebody removed it: what was made in it went too, and the identificatie is free again.
            await self._store.run(lambda tx: tx.forget_case_calls(self._scope, it.key))
            it.plan = replace(it.plan, done={})
        there = await self._steps.our_case(it)
        if there is None:
            there = await self._make_case(it, await self._zaaktype(it))
        await self._steps.remember(it, CASE, str(there["url"]))
        return str(there["zaaktype"])

    async def _zaaktype(self, it: _Delivery) -> str:
        """The version of the day of the case; where there was none yet, of today: the catalogue was made since."""
        days = [date.fromisoformat(bodies.day_of(at)) for at in (it.plan.planned_at, self._clock.now())]
        try:
            return await self._catalogue.current(it.client, days[0])
        except NotDone as unknown:
            if unknown.code != NO_TYPE or days[0] == days[1]:
                raise
        return await self._catalogue.current(it.client, days[1])

    async def _make_case(self, it: _Delivery, zaaktype: str) -> Found:
        body = bodies.case(it.key, it.plan, self._organisation, zaaktype)
        try:
            made = await self._steps.post(it, "zaken", "zaken", body)
        except (Refused, Unsure) as fault:
            there = await self._steps.our_case(it)
            if there is not None:
                return there
            if isinstance(fault, Refused) and it.plan.related and any(n.startswith(RELATED) for n in fault.params):
                await self._store.run(lambda tx: tx.unrelate_case(self._scope, it.key))
                it.plan = replace(it.plan, related="")
                return await self._make_case(it, zaaktype)
            raise
        return {"zaaktype": zaaktype, **made}

    def _calls(self, it: _Delivery, types: CaseType) -> Iterator[Call]:
        """All that belongs to the case, the status last: who acts on it finds the rest.

        A generator, for the last ones need the address of an earlier one.
        """
        zaak, plan, signal = it.plan.done[CASE], it.plan, it.signal
        yield Call(
            "rol.initiator",
            lambda: self._initiator(it, zaak),
            "zaken",
            "rollen",
            bodies.melder(zaak, types, self._pseudonym(signal.bron_gebruiker)),
        )
        for each in signal.kinderen if types.child else ():
            name = bodies.child_name(signal, each.key)
            look = _later(self._child, it, zaak, name)
            yield Call(f"rol.{each.key}", look, "zaken", "rollen", bodies.child(zaak, types, name))
        mine = f"zaken/{uuid_of(zaak)}/zaakeigenschappen"
        for naam, waarde in bodies.properties(signal, types).items():
            eigenschap = types.properties[naam]
            look = _later(self._steps.first, it, mine, {}, "eigenschap", eigenschap)
            body = {"zaak": zaak, "eigenschap": eigenschap, "waarde": waarde}
            yield Call(f"eigenschap.{naam}", look, "zaken", mine, body)
        yield Call(
            "document",
            lambda: self._our_document(it),
            "documenten",
            "enkelvoudiginformatieobjecten",
            bodies.document(it.key, plan, self._organisation, types, signal),
        )
        document = it.plan.done["document"]
        yield Call(
            "zaakinformatieobject",
            lambda: self._steps.first(it, "zaakinformatieobjecten", {"zaak": zaak}, "informatieobject", document),
            "zaken",
            "zaakinformatieobjecten",
            {"zaak": zaak, "informatieobject": document},
        )
        # Any status will do: whoever took the case up before we could set the first one is ahead of us.
        yield Call(
            "status",
            lambda: self._steps.first(it, "statussen", {"zaak": zaak}, "zaak", zaak),
            "zaken",
            "statussen",
            bodies.status(zaak, types, plan.planned_at),
        )

    async def _initiator(self, it: _Delivery, zaak: str) -> str | None:
        """A case has one initiator, whichever role type it has."""
        return await self._steps.first(it, "rollen", {"zaak": zaak}, "omschrijvingGeneriek", "initiator")

    async def _child(self, it: _Delivery, zaak: str, name: str) -> str | None:
        for each in await it.client.find("zaken", "rollen", {"zaak": zaak}):
            if (each.get("betrokkeneIdentificatie") or {}).get("anpIdentificatie") == name:
                return str(each["url"])
        return None

    async def _our_document(self, it: _Delivery) -> str | None:
        """The document of this signal, which stays when its case is removed."""
        name = bodies.document_name(it.plan)
        asked = {"identificatie": name, "bronorganisatie": self._organisation}
        for each in await it.client.find("documenten", "enkelvoudiginformatieobjecten", asked):
            if each.get("identificatie") != name:
                continue
            if each.get("beschrijving") != it.key:
                raise Given(Rejected("identificatie_taken"))
            return str(each["url"])
        return None

    def _pseudonym(self, person: str) -> str:
        """Who signalled, as this case system knows them: another name than we use, and than another system sees."""
        return self._keyring.derive(self.name, person)


def _later(look: Callable[..., Awaitable[str | None]], *arguments: object) -> Callable[[], Awaitable[str | None]]:
    """Bind what a loop goes on to change."""
    return lambda: look(*arguments)
